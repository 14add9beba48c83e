"""Nothing is said in somebody's name, and nobody is sent to a telephone or a mailbox that does not exist.

A sentence that commits an organisation is reworded as a proposal; or the block
that holds it says `engage: <acteur>`, and the acteur is asked to confirm it.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES
from generator.corpus.locating import at
from generator.corpus.walking import Where, marked_values
from generator.models.markers import Lu, Reference
from generator.problems import Problem
from generator.rules.texts import read_texts

_FUTUR = r"\w+(?:er|dr|vr|ir|rr)(?:a|ont)"
_PROMESSE = re.compile(
    r"(?<!\w)(?:"
    rf"(?<!on )vous (?!remerci){_FUTUR}"
    r"|(?<!qui )vous (?:répond|rappelle|reçoit|accueille|accompagne|oriente|recontacte)(?:nt)?"
    r"|peut vous (?:présenter|mettre en lien|recevoir|rappeler|suivre)"
    rf"|{_FUTUR} (?:avec|pour|chez) vous"
    r"|(?:garde|note|transmet) votre"
    r"|(?:équipe|personne) (?:qui )?vient (?:chez vous|sur place)"
    r"|trouve la bonne porte|cherche avec vous"
    r")(?!\w)",
    re.IGNORECASE,
)
"""What only the organisation itself may say: it will answer, call back, receive, follow, keep, look for, come.

« On vous demandera » and « la personne qui vous accompagne » speak of nobody in particular.
"""
_APPELER = re.compile(r"(?<!\w)(?<!qui )(?<!à )(?:appel(?:er|ez)|téléphon(?:er|ez))(?!\w)", re.IGNORECASE)
"""« Qui appeler » and « le service à appeler » say that it is not known."""
_ECRIRE = re.compile(r"(?<!\w)(?:écrivez-nous|nous écrire|écri(?:re|vez) (?:à|au|aux)(?!\w))", re.IGNORECASE)
_APPELER_ACCUEIL = re.compile(
    r"(?<!\w)appel(?:er|ez)(?:-nous| l['’]accueil| la (?:permanence|coordination))(?!\w)", re.IGNORECASE
)
_ECRIRE_ACCUEIL = re.compile(
    r"(?<!\w)(?:écrivez-nous|nous écrire|écri(?:re|vez) (?:à l['’]accueil|à la (?:permanence|coordination)))(?!\w)",
    re.IGNORECASE,
)
_REPOND = re.compile(r"(?<!\w)(?:une personne|quelqu['’]un) (?:vous |qui (?:vous )?)?répond(?!\w)", re.IGNORECASE)


class Parole(NamedTuple):
    """Sentences that commit an acteur, to be confirmed by it."""

    acteur: str
    kind: str
    id: str
    where: Where
    """The block that says `engage`"""
    phrases: tuple[str, ...]


def engagements(corpus: Corpus) -> Iterator[Parole]:
    """Yield what is said in the name of an acteur, block by block: the list to have confirmed."""
    for kind, identifiant, value in corpus.everything():
        blocks = {
            where[:-1]: text for where, _, text in marked_values(value, Reference) if where and where[-1] == "engage"
        }
        said: dict[Where, list[str]] = defaultdict(list)
        for where, _, text in marked_values(value, Lu) if blocks else ():
            said[where[:-1]].append(text)
        for block, acteur in blocks.items():
            yield Parole(acteur, kind, identifiant, block, tuple(said[block]))


def check_promises(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What the coordination writes promises nothing in somebody's name, unless its block says `engage`.

    A fiche says what its own sources say: it is not looked at here.
    """
    held = {(one.kind, one.id, one.where) for one in engagements(corpus)}
    for kind, identifiant, place, marker, text in read_texts(corpus):
        found = None if marker.cite or kind in FICHES else _PROMESSE.search(text)
        if found and not (isinstance(place, tuple) and (kind, identifiant, place[:-1]) in held):
            yield at(corpus, "STY006", kind, identifiant, place, f"« {found.group()} » engage quelqu'un.")


def check_called(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """No text says to call, to write, or that somebody answers, where no number or address is known."""
    accueil = corpus.services.get(corpus.territoire.accueil)
    telephone, courriel = _ways(corpus, accueil)
    for kind, identifiant, place, marker, text in read_texts(corpus):
        if marker.cite:
            continue
        if kind in FICHES:
            fiche = corpus.ecrits[kind][identifiant]
            called, written = _ways(corpus, fiche)
            places = getattr(fiche, "lieux", ())
            words = (_APPELER.search(text) if not called else None) or (
                _ECRIRE.search(text) if not (written or places) else None
            )
        else:
            words = (_APPELER_ACCUEIL.search(text) if not telephone else None) or (
                _ECRIRE_ACCUEIL.search(text) if not courriel else None
            )
        if not (telephone or courriel):
            words = words or _REPOND.search(text)
        if words:
            yield at(corpus, "STY007", kind, identifiant, place, f"« {words.group()} » : ni numéro, ni adresse connus.")


def _ways(corpus: Corpus, fiche: object) -> tuple[bool, bool]:
    """Tell whether a telephone, and a mail, are known for a fiche or for who holds it."""
    contacts = corpus.contacts_of(fiche) if fiche is not None else ()  # type: ignore[arg-type]
    return any(one.telephone for one in contacts), any(one.courriel for one in contacts)
