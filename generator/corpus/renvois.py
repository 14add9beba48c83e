"""Where a fiche is named: by the fields that name one, by the cas types, the expected searches, the guide's links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES, OFFRE
from generator.corpus.walking import Where, marked_in
from generator.models.markers import Reference

LISTES = ("contient", "ne_contient_pas", "a_verifier")
"""What a cas type expects of a list: ids of the offer, their kind unsaid."""


class Mention(NamedTuple):
    """One place that names a fiche: the file (kind, id), the field, and what is written there."""

    genre: str
    identifiant: str
    where: Where
    ecrit: str


def renvois(corpus: Corpus, genre: str, identifiant: str) -> list[Mention]:
    """Return every field that names this fiche, file by file; the links in the text of the guide are not fields."""
    return mentions(corpus, [(genre, identifiant)])[genre, identifiant]


def nommees(corpus: Corpus) -> Iterator[tuple[str, str, Where, Reference, str]]:
    """Yield (kind, id, field, marker, id named) of each field that names something, what is left aside included."""
    return marked_in("written", chain(corpus.everything(), corpus.left_aside()), Reference)


def mentions(corpus: Corpus, noms: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Mention]]:
    """Return (kind, id) → every field that names it: the corpus is walked once, however many are asked for."""
    found: dict[tuple[str, str], list[Mention]] = {nom: [] for nom in noms}
    if not found:
        return found
    by_id: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for nom in found:
        by_id[nom[1]].append(nom)
    for kind, key, where, marker, text in nommees(corpus):
        if text in by_id and (marker.genre, text) in found:
            found[marker.genre, text].append(Mention(kind, key, where, text))
    for rank, cas in enumerate(corpus.cas_types):
        for where, text in _attendus(rank, cas.attendu):
            for nom in by_id.get(text, ()):
                if _is_the_only_one(corpus, *nom, where):
                    found[nom].append(Mention("cas-types", "cas-types", where, text))
    for name, held in (("requetes", corpus.requetes_types), ("reserve", corpus.requetes_reserve)):
        for rank, requete in enumerate(held):
            for number, text in enumerate(requete.attendu):
                genre, _, identifiant = text.partition("/")
                if (genre, identifiant) in found:
                    where = (name, rank, "attendu", number)
                    found[genre, identifiant].append(Mention("requetes-types", "requetes-types", where, text))
    return found


def _attendus(rank: int, attendu: object) -> Iterator[tuple[Where, str]]:
    lists = [(("etapes", number), due) for number, due in enumerate(getattr(attendu, "etapes", ()))]
    if (money := getattr(attendu, "financements", None)) is not None:
        lists.append((("financements",), money))  # type: ignore[arg-type]
    for place, due in lists:
        where: Where = ("cas_types", rank, "attendu", *place)
        for name in (*LISTES, "aides"):
            yield from (((*where, name, number), text) for number, text in enumerate(getattr(due, name, ())))
        if card := getattr(due, "carte", None):
            yield (*where, "carte"), card


def _is_the_only_one(corpus: Corpus, genre: str, identifiant: str, where: Where) -> bool:
    """Whether an id whose kind is unsaid is this fiche's: an étape's `aides` name acteurs, the rest the offer."""
    kinds = [kind for kind in OFFRE if identifiant in corpus.ecrits[kind]]
    return genre == "acteur" if "aides" in where else genre in OFFRE and kinds in ([genre], [])


def anciens_noms(corpus: Corpus) -> dict[tuple[str, str], str]:
    """Return (kind, former id) → the id of today, for the former ids that no fiche has taken since."""
    return {
        (kind, former): key
        for kind, fiches in corpus.by_kind().items()
        if kind in FICHES
        for key, fiche in fiches.items()
        for former in fiche.anciens_ids
        if former not in fiches
    }
