"""What every model shares: strict shape, types of texts, dates, numbers and references.

Field names are the French words of the YAML files, letter for letter. Each
field carries a French description and an example: the JSON Schema, the command
`nouveau` and the page of fields are made from them and from nothing else.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import phonenumbers
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

from generator.models.markers import Lu, Passe, Reference, Terme, libelles

MOTIF_IDENTIFIANT = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MOTIFS_CODES = (r"^([0-9]{2}|2A|2B)[0-9]{3}$", r"^[0-9AB]{2,9}$", r"^(toutes|([0-9]{2}|2A|2B)[0-9]{3})$")
"""Official codes: of a commune, of a zone, of communes or « toutes »."""
LONGUEUR_IDENTIFIANT = 80
_IDENTIFIANT = re.compile(MOTIF_IDENTIFIANT.strip("^$"))
_RESERVES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.ASCII)
"""Names that Windows cannot create; a partner there could not clone the repository."""


_HOTE = re.compile(r"[\w-]+(\.[\w-]+)+\.?")
"""A host with at least one dot, and something on each side of it."""
_URL_COURANTE = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9_./?=&%+,;:~#-]*)?")
"""Nearly every address: no port, no identifiers, no odd sign; the others are taken apart."""
_COURRIEL_COURANT = re.compile(
    r"[a-z0-9]+([._-][a-z0-9]+)*@[a-z0-9]+([.-][a-z0-9]+)*\.(?!(?:arpa|invalid|local|localhost|onion|test)$)[a-z]{2,}"
)
"""Nearly every mailbox: small letters, no odd sign, no domain set apart by RFC 6761; the library judges the others."""
_OUTRE_MER = {
    "590": "GP",
    "690": "GP",
    "691": "GP",
    "594": "GF",
    "694": "GF",
    "596": "MQ",
    "696": "MQ",
    "697": "MQ",
} | dict.fromkeys(("262", "263", "269", "639", "692", "693"), "RE")
"""First digits of the French plan that have their own country code → a region of it (ARCEP; ITU E.164)."""
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


def _check_url(value: str) -> str:
    """http or https, a host, no identifiers in it, no spaces."""
    if _URL_COURANTE.fullmatch(value):
        return value
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise PydanticCustomError("url_web", "adresse web illisible") from error
    if (
        parts.scheme not in ("http", "https")
        or not _HOTE.fullmatch(host)
        or parts.username is not None
        or re.search(r"[\s<>\"'\\^`{|}]", value)
    ):
        raise PydanticCustomError("url_web", "adresse web complète attendue, avec https://")
    return value


def _check_phone(value: str) -> str:
    """A number that exists in the French numbering plan, kept as E.164."""
    try:
        number = phonenumbers.parse(value, "FR")
        national = str(number.national_number)
        if number.country_code == 33 and national[:3] in _OUTRE_MER:
            number = phonenumbers.parse(f"0{national}", _OUTRE_MER[national[:3]])
    except phonenumbers.NumberParseException as error:
        raise PydanticCustomError("telephone", "numéro de téléphone illisible") from error
    if number.extension or not phonenumbers.is_valid_number(number):
        raise PydanticCustomError("telephone", "ce numéro n'existe pas")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


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


Texte = Annotated[str, StringConstraints(min_length=1, max_length=600), Lu()]
TexteCourt = Annotated[str, StringConstraints(min_length=1, max_length=150), Lu()]
Promesse = Annotated[str, StringConstraints(min_length=10, max_length=90), Lu()]
"""What a person would say or get, in her words: first on a card, above the name."""
Resume = Annotated[str, StringConstraints(min_length=20, max_length=280), Lu()]
Markdown = Annotated[str, StringConstraints(max_length=4000), Lu(markdown=True)]
Nom = Annotated[str, StringConstraints(min_length=3, max_length=150), Lu(cite=True)]
NomDeGroupe = Annotated[str, StringConstraints(min_length=3, max_length=150), Lu(cite=True, qui=True)]
Intitule = Annotated[str, StringConstraints(min_length=1, max_length=150), Lu(cite=True)]
"""A name that others gave: of a place, a licence, an author, a list."""
Qui = Annotated[str, StringConstraints(min_length=1, max_length=150), Lu(cite=True, qui=True)]
"""A function or an organisation, never a person."""
Citation = Annotated[str, StringConstraints(min_length=1, max_length=600), Lu(cite=True)]
"""Word for word: the title of a source, the text of an indicateur."""
Donnee = Annotated[str, StringConstraints(min_length=1, max_length=150)]
DonneeLongue = Annotated[str, StringConstraints(min_length=1, max_length=600)]
"""What no rule of texts reads: a word to search with, an address, a person who agreed, what the law asks, a code."""
Identifiant = Annotated[str, StringConstraints(pattern=MOTIF_IDENTIFIANT, max_length=LONGUEUR_IDENTIFIANT)]
CodeCommune = Annotated[str, StringConstraints(pattern=MOTIFS_CODES[0])]
RefCommune = Annotated[CodeCommune, Reference("commune")]
"""Anywhere in France: where a place is."""
CodePostal = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
CodeZone = Annotated[str, StringConstraints(pattern=MOTIFS_CODES[1])]
DateIso = Annotated[datetime.date, BeforeValidator(_read_date)]
JourPasse = Annotated[DateIso, Passe()]
DatePartielle = Annotated[str, BeforeValidator(_read_partial_date)]
"""As precise as the source; two of them compare with `is_before`."""
JourAnnuel = Annotated[str, BeforeValidator(_read_yearly_day)]
"""A day of every year, month first: two of them compare as texts within a year."""
OuiNon = Annotated[bool, BeforeValidator(_read_yes_no)]
Entier = Annotated[int, BeforeValidator(_read_whole_number)]
UrlWeb = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_check_url)]
Telephone = Annotated[str, StringConstraints(max_length=40), AfterValidator(_check_phone)]
Courriel = Annotated[str, StringConstraints(max_length=254), AfterValidator(_check_email)]
EquipeForge = Annotated[
    str, StringConstraints(pattern=r"^@[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)
]
"""A team of the forge, never somebody's account."""
Siren = Annotated[str, AfterValidator(_check_siren)]
Siret = Annotated[str, AfterValidator(_check_siret)]
Unique = AfterValidator(_check_unique)
TousSeul = AfterValidator(_check_all_alone)

RefActeur = Annotated[Identifiant, Reference("acteur")]
RefService = Annotated[Identifiant, Reference("service")]
RefRessource = Annotated[Identifiant, Reference("ressource")]
RefParcours = Annotated[Identifiant, Reference("parcours")]
RefArbre = Annotated[Identifiant, Reference("arbre")]
RefBesoin = Annotated[Identifiant, Reference("besoin")]
RefOutil = Annotated[Identifiant, Reference("outil")]
RefChapitre = Annotated[Identifiant, Reference("chapitre")]
RefInstance = Annotated[Identifiant, Reference("instance")]
RefReunion = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"), Reference("reunion")
]
"""`instance/reunion`: the file of the instance, then the id of the meeting."""
CommunesVisees = Annotated[
    tuple[Annotated[str, StringConstraints(pattern=MOTIFS_CODES[2]), Reference("commune", ici=True)], ...],
    Unique,
    TousSeul,
]
"""Insee codes of communes of the territory, or `toutes`, alone."""
Thematiques = Annotated[tuple[Annotated[Identifiant, Terme("thematiques")], ...], Unique]
Modalites = Annotated[tuple[Annotated[Identifiant, Terme("modalites")], ...], Unique]
Stades = Annotated[tuple[Annotated[Identifiant, Terme("stades", tous=True)], ...], Unique, TousSeul]
Profils = Annotated[tuple[Annotated[Identifiant, Terme("profils", tous=True)], ...], Unique, TousSeul]
Statut = Literal["actif", "experimentation", "a-creer", "a-confirmer", "suspendu", "clos"]
"""Existence of what the fiche describes, never its confirmation."""
STATUTS = libelles(
    Statut,
    {
        "actif": "Ouvert",
        "experimentation": "En expérimentation",
        "a-creer": "À créer",
        "a-confirmer": "À confirmer",
        "suspendu": "Suspendu",
        "clos": "Fermé",
    },
)
