"""The call that somebody answers: a free text, known when a fiche has that name.

Calls are data: « revelateur-tag » or « Appel à révélation » is known when a service,
a financement or an acteur has this id, this name or this alias. Its zone and its
limits are then told; else they are left to be filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.corpus.corpus import Corpus
from generator.corpus.francais import same_title
from generator.corpus.genres import FICHES, OFFRE, Genre


def _has_a_zone(genre: Genre) -> bool:
    zone = genre.modele.model_fields.get("zone")
    return zone is not None and zone.is_required()


_KINDS = [kind for kind, genre in {**OFFRE, **FICHES}.items() if _has_a_zone(genre)]
"""In this order: what is offered says more about a call than who offers it."""


@dataclass(frozen=True, slots=True)
class Appel:
    """A call; without a fiche, only its name is known."""

    nom: str
    genre: str = ""
    id: str = ""
    couverture: frozenset[str] = frozenset()
    """Codes of the territory's communes that it covers, when it has a fiche."""

    @property
    def connu(self) -> bool:
        return bool(self.genre)

    def est(self, other: Appel) -> bool:
        """Whether two texts name one call: the same fiche, or the same words."""
        return (self.genre, self.id, same_title(self.nom)) == (other.genre, other.id, same_title(other.nom))


def appel_of(corpus: Corpus, texte: str) -> Appel:
    """Return the call that a text names, with its zone when a fiche has this id, name or alias."""
    for genre, identifiant, fiche in _candidates(corpus):
        if texte.casefold() in {word.casefold() for word in (identifiant, fiche.nom, *fiche.alias)}:
            return Appel(fiche.nom, genre, identifiant, corpus.coverage(fiche.zone))
    return Appel(texte)


def _candidates(corpus: Corpus) -> Iterator[tuple[str, str, Any]]:
    for genre in _KINDS:
        for identifiant, fiche in corpus.ecrits[genre].items():
            yield genre, identifiant, fiche
