"""Personal data: organisations are published, persons only with their dated agreement (RGPD)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from stdnum.fr import nir

from generator.corpus.corpus import Corpus
from generator.corpus.francais import fold
from generator.corpus.genres import FICHES
from generator.corpus.locating import Place
from generator.corpus.prenoms import PRENOMS
from generator.corpus.walking import Where, every_text
from generator.models.fiche import Contact
from generator.models.telephone import is_mobile, telephone_lu
from generator.problems import Problem
from generator.rules.texts import FichierLu, VuDansUnFichier, files_read, found_in

GRAND_PUBLIC = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "yahoo.fr",
        "yahoo.com",
        "hotmail.com",
        "hotmail.fr",
        "outlook.com",
        "outlook.fr",
        "live.fr",
        "msn.com",
        "icloud.com",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "sfr.fr",
        "neuf.fr",
        "laposte.net",
        "bbox.fr",
        "gmx.fr",
        "proton.me",
        "protonmail.com",
    ]
)
"""Consumer mail providers: an organisation may use one, a person most often does."""
FONCTIONS = re.compile(
    r"\b(accueil|contact|info|infos|secretariat|bureau|asso|association|mairie|ccas|direction|communication|"
    r"bonjour|projets?|aides?)\b"
)
_PERSONNEL = re.compile(r"[a-z]+[.][a-z]+")
_COURRIEL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.]+")
"""It begins only where a word begins: a long line without an address is looked at once."""
_TELEPHONE = re.compile(r"(?:\+33|0)(?<!\d\+33)(?<!\d0)\s?[1-9](?:[\s.-]?\d{2}){4}(?!\d)")
"""What comes before is looked at second: the search jumps from one `0` or `+` to the next."""
_CIVILITE = re.compile(
    r"[DM](?<!\w.)(?:(?:(?<=M)[Mer]?|(?<=D)r)\.? "
    r"|(?<=M)(?:me|mes|lle|lles|onsieur|essieurs|adame|esdames|ademoiselle)\.? )"
    r"(?=[^\W\d_a-zà-ÿ](?:[\w’'-]|\. ?[^\W\d_a-zà-ÿ]))"
)
"""A title, short or long, before a name: « Mme la maire » is a function, « Mme E. » nobody, « Mme Exemple » a person.
What comes before is looked at second: the search jumps from one D or M to the next."""
_INITIALE = re.compile(r"(?<![\w.])[^\W\d_a-zà-ÿ]\. ?[^\W\d_a-zà-ÿ][a-zà-ÿ]+")
_NIR = re.compile(
    r"[12](?<![0-9].)(?:[ .-]?[0-9]){4}[ .-]?(?:[0-9]{2}|[0-9][ABab])(?:[ .-]?[0-9]){6}[ .-]{0,3}[0-9]{2}(?![0-9])"
)
_MOT = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_DEUX_GRANDS = re.compile(
    r"[^\W\d_a-zß-öø-ÿ](?<![^\W\d_].)(?<![^\W\d_][-’'].)[^\W\d_]*+(?:[-’'][^\W\d_]++)*+[\W\d_]++[^\W\d_a-zß-öø-ÿ]"
)
"""Two words that follow each other and may both begin with a capital: nearly no text has them."""
# fmt: off
STRUCTURES = frozenset((
    "pôle", "maison", "mairie", "ville", "commune", "communauté", "agglomération", "réseau",
    "association", "club", "collectif", "union", "fédération", "comité", "conseil", "centre", "ferme",
    "société", "coopérative", "fondation", "fonds", "agence", "région", "département", "lycée", "école",
    "université", "café", "atelier", "groupe", "équipe", "service", "direction", "présidence", "pays",
    "collège", "espace", "salle", "place", "rue", "avenue", "résidence", "foyer", "hôpital", "clinique", "cité",
    "stade", "square", "prix", "institut", "médiathèque", "bibliothèque", "théâtre", "saint", "sainte",
    "la", "le", "les", "un", "une", "des", "du", "de", "et", "chez"
))
# fmt: on
"""Words that come before an acronym or a name, and say what it names: « Pôle ESS », « salle Jean Bart »."""


def _contacts(one: FichierLu) -> Iterator[tuple[Where, Contact]]:
    """Yield (place, contact) of each contact without a dated agreement."""
    for rank, contact in enumerate(getattr(one.value, "contacts", ())):
        if contact.accord_publication is None:
            yield ("contacts", rank), contact


def check_people(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A person's name goes with the date of her agreement."""
    return found_in(corpus, files_read(corpus), _nameable)


def _nameable(one: FichierLu) -> Iterator[VuDansUnFichier]:
    for where, contact in _contacts(one):
        if contact.nom:
            message = "une personne est nommée sans accord de publication daté."
            yield VuDansUnFichier("VIE001", (*where, "nom"), message)


def check_mailboxes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A mailbox `prenom.nom@` or at a consumer provider is told, unless it names a function."""
    return found_in(corpus, files_read(corpus), _own_mailbox)


def _own_mailbox(one: FichierLu) -> Iterator[VuDansUnFichier]:
    for where, contact in _contacts(one):
        local, _, domain = (contact.courriel or "").lower().partition("@")
        personal = _PERSONNEL.fullmatch(local) or domain in GRAND_PUBLIC
        if personal and not FONCTIONS.search(re.sub(r"[._+-]", " ", local)):
            message = f"« {contact.courriel} » semble être l'adresse d'une personne."
            yield VuDansUnFichier("VIE002", (*where, "courriel"), message)


def check_free_text(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An e-mail or a phone number is written in the `contacts` of a fiche, not in the middle of a text."""
    return found_in(corpus, files_read(corpus), _free)


def _free(one: FichierLu) -> Iterator[VuDansUnFichier]:
    for place, _, text in one.lus if _coordonnee(one.lu) else ():
        if found := _coordonnee(text):
            hint = "" if one.kind in FICHES else _AILLEURS
            yield VuDansUnFichier("VIE003", place, f"« {found} » est dans un texte.", hint)


_AILLEURS = "Le retirer : la fiche d'un acteur a un champ « contacts »."


def _coordonnee(text: str) -> str:
    """Return the beginning of the first address or number of a text, '' when there is none."""
    found = ("@" in text and _COURRIEL.search(text)) or _TELEPHONE.search(text)
    return found.group()[:60] if found else ""


def check_names_of_people(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What people read names no « Mme Exemple », no « Camille EXEMPLE »; what says who, no « Camille Exemple »."""
    known = {word for text in _organisations(corpus) for word in _MOT.findall(text)}
    return found_in(corpus, files_read(corpus), _named, known)


def _named(one: FichierLu, known: Collection[str]) -> Iterator[VuDansUnFichier]:
    for place, marker, text in one.lus:
        if found := names_somebody(text, known, marker.qui):
            yield VuDansUnFichier("VIE004", place, f"« {found} » semble être le nom d'une personne.")


def check_mobiles(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A mobile number is told, unless a person agreed to be named with it."""
    return found_in(corpus, files_read(corpus), _mobile)


def _mobile(one: FichierLu) -> Iterator[VuDansUnFichier]:
    for where, contact in _contacts(one):
        if contact.telephone and is_mobile(contact.telephone):
            message = f"« {telephone_lu(contact.telephone)} » est un mobile."
            yield VuDansUnFichier("VIE005", (*where, "telephone"), message)


def check_security_numbers(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """No text holds a social security number: thirteen digits and the key that follows from them."""
    return found_in(corpus, files_read(corpus), _numbered)


def _numbered(one: FichierLu) -> Iterator[VuDansUnFichier]:
    if not any(_NIR.search(text) for text in (one.simple, *(text for _, text in one.riches))):
        return
    told: set[Place] = set()
    for place, text in (*every_text(one.value), *((place, text) for place, _, text in one.lus)):
        found = _NIR.search(text)
        if found and nir.is_valid(re.sub("[^0-9AB]", "", found.group().upper())) and place not in told:
            told.add(place)
            yield VuDansUnFichier("VIE006", place, f"« {found.group()[:5]}… » est un numéro de sécurité sociale.")


def _organisations(corpus: Corpus) -> Iterator[str]:
    """Yield the names that people know organisations by: those of the acteurs, and the words of the glossary."""
    for acteur in corpus.acteurs.values():
        yield from (acteur.nom, *acteur.alias)
    for mot in corpus.glossaire.values():
        yield from mot.ecritures


def names_somebody(text: str, known: Collection[str] = (), qui: bool = True) -> str:
    """Return the part that seems to name a person, '' when there is none; `known` words are of organisations.

    What can be told by the writing: a title before a name, a first name before a name in capitals.
    In what says who (`qui`), an initial, or a first name of the Insee list before any name, too.
    """
    if not qui and text[:1] not in "DM" and text[1:].islower():
        return ""  # neither the D or the M of a title, nor the capital of a second word
    initial = _INITIALE.search(text) if qui else None
    if titled := _titled(text) or (text[initial.start() :] if initial else ""):
        return titled[:40]
    if not _DEUX_GRANDS.search(text):
        return ""
    words = list(_MOT.finditer(text))
    for rank, (first, second) in enumerate(pairwise(words)):
        apart = rank == 0 or text[words[rank - 1].end() : first.start()].strip()
        before = "" if apart else words[rank - 1].group().casefold()
        if _is_somebody(first.group(), second.group(), before, known, qui) and " " in text[first.end() : second.end()]:
            return f"{first.group()} {second.group()}"
    return ""


def _is_somebody(first: str, name: str, before: str, known: Collection[str], qui: bool) -> bool:
    """Tell whether two words that follow each other are the first name and the name of a person."""
    if name in known or first in known or before in STRUCTURES or first.casefold() in STRUCTURES:
        return False
    listed = all(fold(part) in PRENOMS for part in first.split("-"))
    if name.isupper() and len(name) > 2:
        return (first.istitle() and (listed or qui)) or (qui and listed and first.isupper())
    return qui and listed and name[0].isupper() and (name[1:].islower() or first.isupper()) and first[0].isupper()


def _titled(text: str) -> str:
    """Return what begins with a title before a name, '' when nothing does."""
    found = _CIVILITE.search(text)
    return text[found.start() :] if found else ""
