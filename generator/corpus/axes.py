"""What a fiche of the offer says on each axis: thematiques, modalites, stades, profils."""

from __future__ import annotations

from typing import Any

from generator.corpus.corpus import Corpus
from generator.models.parcours import AUTONOMIE

ARGENT = "financement"
"""The modalité of every financement: it is money."""


def terms_of(corpus: Corpus, genre: str, fiche: Any, axe: str) -> tuple[str, ...]:
    """Return the terms of a service, a ressource or a financement on an axis; `tous` is every term of it.

    A ressource is used alone and a financement is money: that is their modalité, where the référentiel has the word.
    """
    if axe == "modalites" and genre != "service":
        term = AUTONOMIE if genre == "ressource" else ARGENT
        return (term,) if term in corpus.referentiels["modalites"].termes else ()
    name = "beneficiaires" if axe == "profils" and genre == "financement" else axe
    terms: tuple[str, ...] = getattr(fiche, name)
    return tuple(corpus.referentiels[axe].termes) if terms == ("tous",) else terms
