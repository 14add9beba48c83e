"""Nothing is said in somebody's name, and nobody is sent to a telephone or a mailbox that does not exist.

A sentence that commits an organisation is reworded as a proposal; or the block
that holds it says `engage: <acteur>`, and the acteur is asked to confirm it.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES
from generator.corpus.walking import Where, marked_values
from generator.models.markers import Lu, Reference
from generator.problems import Problem
from generator.rules.texts import FichierLu, VuDansUnFichier, files_read, found_in

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
_APPELER = re.compile(
    r"[aAtT](?<!\w.)(?i:(?<!qui .)(?<!à .)(?:(?<=a)ppel(?:er|ez)|(?<=t)éléphon(?:er|ez))(?!\w))", re.DOTALL
)
"""« Qui appeler » and « le service à appeler » say that it is not known. What comes before is looked at second, here
and below: the search jumps from one first letter to the next."""
_ECRIRE = re.compile(
    r"[éÉnN](?<!\w.)(?i:(?:(?<=é)crivez-nous|(?<=n)ous écrire|(?<=é)cri(?:re|vez) (?:à|au|aux)(?!\w)))", re.DOTALL
)
_APPELER_ACCUEIL = re.compile(
    r"(?<!\w)appel(?:er|ez)(?:-nous| l['’]accueil| la (?:permanence|coordination))(?!\w)", re.IGNORECASE
)
_ECRIRE_ACCUEIL = re.compile(
    r"(?<!\w)(?:écrivez-nous|nous écrire|écri(?:re|vez) (?:à l['’]accueil|à la (?:permanence|coordination)))(?!\w)",
    re.IGNORECASE,
)
_REPOND = re.compile(
    r"[uUqQ](?<!\w.)(?i:(?:(?<=u)ne personne|(?<=q)uelqu['’]un) (?:vous |qui (?:vous )?)?répond(?!\w))", re.DOTALL
)


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
        blocks = _engaging(value)
        said: dict[Where, list[str]] = defaultdict(list)
        for where, _, text in marked_values(value, Lu) if blocks else ():
            said[where[:-1]].append(text)
        for block, acteur in blocks.items():
            yield Parole(acteur, kind, identifiant, block, tuple(said[block]))


def _engaging(value: Any) -> dict[Where, str]:
    """Return block → the acteur in whose name it speaks."""
    return {where[:-1]: text for where, _, text in marked_values(value, Reference) if where and where[-1] == "engage"}


def check_promises(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What the coordination writes promises nothing in somebody's name, unless its block says `engage`.

    A fiche says what its own sources say: it is not looked at here.
    """
    return found_in(corpus, (one for one in files_read(corpus) if one.kind not in FICHES), _promising)


def _promising(one: FichierLu) -> Iterator[VuDansUnFichier]:
    held = _engaging(one.value)
    for place, marker, text in one.lus:
        found = None if marker.cite else _PROMESSE.search(text)
        if found and not (isinstance(place, tuple) and place[:-1] in held):
            yield VuDansUnFichier("STY006", place, f"« {found.group()} » engage quelqu'un.")


def check_called(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """No text says to call, to write, or that somebody answers, where no number or address is known."""
    accueil = corpus.services.get(corpus.territoire.accueil)
    called, written = _ways(corpus, accueil)
    muets, secrets = set(), set()
    for kind, identifiant, fiche in corpus.fiches():
        may_call, may_write = _ways(corpus, fiche)
        if not may_call:
            muets.add((kind, identifiant))
        if not may_write and not getattr(fiche, "lieux", ()):
            secrets.add((kind, identifiant))
    return found_in(corpus, files_read(corpus), _calling, (muets, secrets), (called, written))


def _calling(
    one: FichierLu, unknown_ways: tuple[set[tuple[str, str]], ...], welcome: tuple[bool, bool]
) -> Iterator[VuDansUnFichier]:
    """`unknown_ways`: the fiches where nobody is to call, and those with nowhere to write or go; `welcome`: whether one
    may call, and write to the welcome."""
    fiche = one.kind in FICHES
    to_ask = (_APPELER, _ECRIRE) if fiche else (_APPELER_ACCUEIL, _ECRIRE_ACCUEIL)
    ways = [(one.kind, one.id) not in held for held in unknown_ways] if fiche else welcome
    unknown = [pattern for pattern, way in zip(to_ask, ways, strict=True) if not way]
    unknown += [] if any(welcome) else [_REPOND]
    unknown = [pattern for pattern in unknown if pattern.search(one.ecrit)]
    for place, marker, text in one.lus if unknown else ():
        words = None if marker.cite else next(filter(None, (pattern.search(text) for pattern in unknown)), None)
        if words:
            yield VuDansUnFichier("STY007", place, f"« {words.group()} » : ni numéro, ni adresse connus.")


def _ways(corpus: Corpus, fiche: object) -> tuple[bool, bool]:
    """Tell whether a telephone, and a mail, are known for a fiche or for who holds it."""
    contacts = corpus.contacts_of(fiche) if fiche is not None else ()  # type: ignore[arg-type]
    return any(one.telephone for one in contacts), any(one.courriel for one in contacts)
