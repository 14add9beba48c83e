"""What every model shares: strict shape, types of texts, dates, numbers and references.

Field names are the French words of the YAML files, letter for letter. Each
field carries a French description and an example: the JSON Schema, the command
`nouveau` and the page of fields are made from them and from nothing else.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

from generator.models.adresse_web import read_url
from generator.models.blancs import lines
from generator.models.markers import MOTIF_IDENTIFIANT, MOTIFS_CODES, CodeOfficiel, Lu, Passe, Reference, Terme
from generator.models.telephone import read_phone

LONGUEUR_IDENTIFIANT = 80
_IDENTIFIANT = re.compile(MOTIF_IDENTIFIANT.strip("^$"))
_RESERVES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.ASCII)
"""Names that Windows cannot create; a partner there could not clone the repository."""


_COURRIEL_COURANT = re.compile(
    r"[a-z0-9]+([._-][a-z0-9]+)*@[a-z0-9]+([.-][a-z0-9]+)*\.(?!(?:arpa|invalid|local|localhost|onion|test)$)[a-z]{2,}"
)
"""Nearly every mailbox: small letters, no odd sign, no domain set apart by RFC 6761; the library judges the others."""
_RIENS = re.compile(
    r"null|none|nil|nan|undefined|n[/.]?[ac]|n/r|tbd|todo|xxx?|\(?vide\)?|#(?:n/a|ref!|valeur!|nom\?)"
    "|[àa] (?:compl[ée]ter|remplir|renseigner)|n[ée]ant|sans objet|s[./]o[.]?|inconnue?s?"
    "|non (?:renseign|communiqu|pr[ée]cis)[ée]e?s?|lorem ipsum.*"
)
"""What programs and people write for nothing (« aucun » is a fact: nothing is asked)."""
_SANS_MOT = re.compile(r"[-–—\s~.…?_*/|]+")
_COURRIEL_COURT = 64
"""Below this length no part of a mailbox can be too long (RFC 5321)."""


def is_identifiant(text: str) -> bool:
    """Tell whether a text can be an id: a slug that every system can have as a file name."""
    return (
        len(text) <= LONGUEUR_IDENTIFIANT
        and _IDENTIFIANT.fullmatch(text) is not None
        and _RESERVES.fullmatch(text) is None
    )


FORMULE = ("=", "+", "-", "@", "\t", "\r")
"""First signs of a cell that a spreadsheet takes for a formula (OWASP, CSV injection)."""


class Modele(BaseModel):
    """Base of all models: frozen, no unknown key, every scalar read as text."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A field that this kind has not: told at once, where pydantic looks for private ones first."""
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def _read_date(value: Any) -> Any:
    """A date is written AAAA-MM-JJ; anything else is refused (no timestamps)."""
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        raise PydanticCustomError("date_ecriture", "date attendue au format AAAA-MM-JJ")
    try:
        return datetime.date.fromisoformat(value.strip())
    except ValueError as error:
        raise PydanticCustomError("date_impossible", "cette date n'existe pas") from error


def _read_partial_date(value: Any) -> Any:
    """A day, a month or a year: AAAA-MM-JJ, AAAA-MM or AAAA, as precise as the source, kept as text."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", value.strip()):
        raise PydanticCustomError("date_partielle", "date attendue : AAAA-MM-JJ, AAAA-MM ou AAAA")
    text = value.strip()
    try:
        datetime.date.fromisoformat(f"{text}-01-01"[:10] if len(text) < 10 else text)
    except ValueError as error:
        raise PydanticCustomError("date_impossible", "cette date n'existe pas") from error
    return text


def _read_yearly_day(value: Any) -> Any:
    """A day that comes back each year, MM-JJ, kept as text; 02-29 is the last of February every year."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{2}-[0-9]{2}", value.strip()):
        raise PydanticCustomError("jour_annuel", "jour attendu au format MM-JJ, sans année")
    text = value.strip()
    try:
        datetime.date.fromisoformat(f"2000-{text}")
    except ValueError as error:
        raise PydanticCustomError("date_impossible", "cette date n'existe pas") from error
    return text


def is_before(first: str, second: str) -> bool:
    """Tell whether a date is surely before another; days, months and years compare on their common length."""
    shared = min(len(first), len(second))
    return first[:shared] < second[:shared]


def _read_yes_no(value: Any) -> Any:
    """`oui` or `non`, nothing else: `yes`, `true`, `1` are refused."""
    if isinstance(value, bool):
        return value
    if value == "oui":
        return True
    if value == "non":
        return False
    raise PydanticCustomError("oui_non", "« oui » ou « non » attendu")


def _read_whole_number(value: Any) -> Any:
    """A whole number written with ASCII digits only."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,12}", value.strip()):
        raise PydanticCustomError("nombre_entier", "nombre entier attendu")
    return int(value)


def _read_points(value: Any) -> Any:
    """A number of points, or a mean: `12`, `2,4`, `2.4`, `-3`; one digit after the comma, two at most."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,9}([.,][0-9]{1,2})?", value.strip()):
        raise PydanticCustomError("nombre_decimal", "nombre attendu, par exemple 12 ou 2,4")
    return float(value.strip().replace(",", "."))


def _whole(value: float) -> float:
    """A whole number of points is written without a comma."""
    return int(value) if value == int(value) else value


def _check_email(value: str) -> str:
    """Syntax only: the network is never asked. No sign that means something in a mailto: link."""
    if len(value) <= _COURRIEL_COURT and _COURRIEL_COURANT.fullmatch(value):
        return value
    from email_validator import EmailNotValidError, validate_email  # slow to import, and seldom needed

    try:
        address = validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise PydanticCustomError("courriel", "adresse de courriel illisible") from error
    if re.search("[?&%#]", address):
        raise PydanticCustomError("courriel", "adresse de courriel illisible")
    return address


def _check_siren(value: str) -> str:
    try:
        return str(stdnum_siren.validate(value))
    except StdnumError as error:
        raise PydanticCustomError("siren", "SIREN faux (9 chiffres, clé de contrôle)") from error


def _check_siret(value: str) -> str:
    try:
        return str(stdnum_siret.validate(value))
    except StdnumError as error:
        raise PydanticCustomError("siret", "SIRET faux (14 chiffres, clé de contrôle)") from error


def _check_creatable(value: str) -> str:
    """Ids become folders and files: none is a name that Windows cannot create."""
    if _RESERVES.fullmatch(value):
        raise PydanticCustomError("nom_reserve", "Windows garde ce nom pour lui, et n'en fait ni fichier ni dossier")
    return value


@lru_cache(maxsize=4_096)
def _check_line(value: str) -> str:
    """A name or a short text is one line, and says something."""
    if not value.isprintable() and len(lines(value)) > 1:  # what ends a line is not printable
        raise PydanticCustomError("plusieurs_lignes", "ce texte tient sur une seule ligne")
    return _check_said(value)


def _check_said(value: str) -> str:
    """« null », « n/a » or a lone dash is nothing said, not a text."""
    if _RIENS.fullmatch(value.strip(" .").casefold()) or _SANS_MOT.fullmatch(value):
        raise PydanticCustomError("rien_dit", "ce mot veut dire « rien », et serait publié tel quel")
    return value


def _check_unique(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """A list names each thing once."""
    seen: list[Any] = []
    for value in values:
        if value in seen:
            raise PydanticCustomError("doublon", "« {valeur} » est écrit deux fois", {"valeur": str(value)})
        seen.append(value)
    return values


def _check_all_alone(values: tuple[str, ...]) -> tuple[str, ...]:
    """`tous` or `toutes` stands alone: [tous, idee] says two contrary things."""
    for word in ("tous", "toutes"):
        if word in values and len(values) > 1:
            raise PydanticCustomError("tous_seul", "« {mot} » s'écrit seul", {"mot": word})
    return values


UneLigne = AfterValidator(_check_line)
Dit = AfterValidator(_check_said)
Texte = Annotated[str, StringConstraints(min_length=1, max_length=600), UneLigne, Lu()]
TexteCourt = Annotated[str, StringConstraints(min_length=1, max_length=150), UneLigne, Lu()]
Promesse = Annotated[str, StringConstraints(min_length=10, max_length=90), UneLigne, Lu()]
"""What a person would say or get, in her words: first on a card, above the name."""
Resume = Annotated[str, StringConstraints(min_length=20, max_length=280), UneLigne, Lu()]
Markdown = Annotated[str, StringConstraints(max_length=4000), Dit, Lu(markdown=True)]
Nom = Annotated[str, StringConstraints(min_length=3, max_length=150), UneLigne, Lu(cite=True)]
NomDeGroupe = Annotated[str, StringConstraints(min_length=3, max_length=150), UneLigne, Lu(cite=True, qui=True)]
Intitule = Annotated[str, StringConstraints(min_length=1, max_length=150), UneLigne, Lu(cite=True)]
"""A name that others gave: of a place, a licence, an author, a list."""
Qui = Annotated[str, StringConstraints(min_length=1, max_length=150), UneLigne, Lu(cite=True, qui=True)]
"""A function or an organisation, never a person."""
Citation = Annotated[str, StringConstraints(min_length=1, max_length=600), UneLigne, Lu(cite=True)]
"""Word for word: the title of a source, the text of an indicateur."""
Donnee = Annotated[str, StringConstraints(min_length=1, max_length=150), UneLigne]
DonneeLongue = Annotated[str, StringConstraints(min_length=1, max_length=600), UneLigne]
"""What no rule of style reads: a word to search with, an address, a person who agreed, what the law asks, a code."""
Identifiant = Annotated[
    str, StringConstraints(pattern=MOTIF_IDENTIFIANT, max_length=LONGUEUR_IDENTIFIANT), AfterValidator(_check_creatable)
]
CodeCommune = Annotated[str, StringConstraints(pattern=MOTIFS_CODES[0])]
Nomme = Annotated[str, StringConstraints(min_length=1, max_length=150), UneLigne]
"""What names a word of a list, a file or an official code: the rules know them all, and say what was meant."""
RefCommune = Annotated[Nomme, Reference("commune", motif=MOTIFS_CODES[0])]
"""Anywhere in France: where a place is."""
CodePostal = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
Distribution = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}( [Cc](EDEX|edex)( [0-9]{1,2})?)?$")]
"""Where the mail goes: a code postal, and « CEDEX » when it is one."""
CodeDeZone = Annotated[Nomme, CodeOfficiel(MOTIFS_CODES[1])]
CodeZone = Annotated[str, StringConstraints(pattern=MOTIFS_CODES[1])]
DateIso = Annotated[datetime.date, BeforeValidator(_read_date)]
JourPasse = Annotated[DateIso, Passe()]
DatePartielle = Annotated[str, BeforeValidator(_read_partial_date)]
"""As precise as the source; two of them compare with `is_before`."""
JourAnnuel = Annotated[str, BeforeValidator(_read_yearly_day)]
"""A day of every year, month first: two of them compare as texts within a year."""
OuiNon = Annotated[bool, BeforeValidator(_read_yes_no)]
Entier = Annotated[int, BeforeValidator(_read_whole_number)]
Points = Annotated[float, BeforeValidator(_read_points), AfterValidator(_whole)]
UrlWeb = Annotated[str, StringConstraints(max_length=2000), AfterValidator(read_url)]
GenreForge = Literal["github", "gitlab", "forgejo"]
Branche = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_-]*([./][A-Za-z0-9_-]+)*$", max_length=100)
]
"""A branch of git, in the letters that every address takes."""
Telephone = Annotated[str, StringConstraints(max_length=80), AfterValidator(read_phone)]
Courriel = Annotated[str, StringConstraints(max_length=254), AfterValidator(_check_email)]
EquipeForge = Annotated[
    str, StringConstraints(pattern=r"^@[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)
]
"""A team of the forge, never somebody's account."""
Siren = Annotated[str, AfterValidator(_check_siren)]
Siret = Annotated[str, AfterValidator(_check_siret)]
Rna = Annotated[str, StringConstraints(pattern=r"^W[0-9][0-9A-Z][0-9]{7}$")]
"""The number of an association in the national register (RNA)."""
Unique = AfterValidator(_check_unique)
TousSeul = AfterValidator(_check_all_alone)

RefActeur = Annotated[Nomme, Reference("acteur")]
RefService = Annotated[Nomme, Reference("service")]
RefRessource = Annotated[Nomme, Reference("ressource")]
RefParcours = Annotated[Nomme, Reference("parcours")]
RefArbre = Annotated[Nomme, Reference("arbre")]
RefBesoin = Annotated[Nomme, Reference("besoin")]
RefOutil = Annotated[Nomme, Reference("outil")]
RefChapitre = Annotated[Nomme, Reference("chapitre")]
RefInstance = Annotated[Nomme, Reference("instance")]
RefReunion = Annotated[Nomme, Reference("reunion", motif=r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$")]
"""`instance/reunion`: the file of the instance, then the id of the meeting."""
CommunesVisees = Annotated[
    tuple[Annotated[Nomme, Reference("commune", ici=True, motif=MOTIFS_CODES[2])], ...],
    Unique,
    TousSeul,
]
"""Insee codes of communes of the territory, or `toutes`, alone."""
Enjeux = Annotated[tuple[Annotated[Nomme, Terme("enjeux")], ...], Unique]
Thematiques = Annotated[tuple[Annotated[Nomme, Terme("thematiques")], ...], Unique]
Modalites = Annotated[tuple[Annotated[Nomme, Terme("modalites")], ...], Unique]
Stades = Annotated[tuple[Annotated[Nomme, Terme("stades", tous=True)], ...], Unique, TousSeul]
Profils = Annotated[tuple[Annotated[Nomme, Terme("profils", tous=True)], ...], Unique, TousSeul]
