"""The rule of small groups: nobody can be recognised in a published figure.

A collectif without `accord_publication` counts in totals only, and not even
there while the collectifs without agreement are fewer than
`confidentialite: petit_groupe` (territoire.yml). Answers to a question are not
published below the same number.
"""

from __future__ import annotations

import datetime

from generator.corpus.corpus import Corpus
from generator.models.collectif import Collectif

COMPTES_SANS_ACCORD = "Un collectif non nommé"


def a_accord(collectif: Collectif, today: datetime.date) -> bool:
    """Whether the collectif has agreed to be named, by that day."""
    return collectif.accord_publication is not None and collectif.accord_publication <= today


def visibles(corpus: Corpus, today: datetime.date) -> tuple[tuple[Collectif, ...], tuple[Collectif, ...], str]:
    """Return (collectifs that may be named, those that are only counted, the sentence about those left out)."""
    named = tuple(c for c in corpus.collectifs.values() if a_accord(c, today))
    silent = tuple(c for c in corpus.collectifs.values() if not a_accord(c, today))
    seuil = corpus.territoire.confidentialite.petit_groupe
    if silent and len(silent) < seuil:
        return named, (), f"Sans les collectifs qui n'ont pas donné leur accord : ils sont moins de {seuil}."
    return named, silent, ""


def trop_peu(seuil: int) -> str:
    """Return the sentence for answers too few to be published."""
    return f"Moins de {seuil} réponses : rien n'est publié, pour ne reconnaître personne."
