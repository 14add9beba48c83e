"""How easily fiches, arbres and parcours are read: Kandel and Moles' score (1958), Flesch's formula in French.

A report for people, never a rule: a short sentence may be wrong, a long one may be clear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

from generator.corpus.corpus import Corpus
from generator.corpus.francais import pluriel
from generator.corpus.walking import marked_values
from generator.models.base import Modele
from generator.models.markers import Lu

OBJECTIF, ALERTE = 60, 40
"""Median aimed at, and score under which a person should read again (accessibility reference, A7)."""
PIRES, PIRES_QUESTIONS = 10, 3
"""How many fiches, then how many arbres and parcours, are named."""
_PHRASE = re.compile(r"[^.!?…\n]+")
_MOT = re.compile(r"\w+(?:[-]\w+)*")
_BALISES = re.compile(r"\]\([^)]*\)|[*`>#]")


@dataclass(frozen=True, slots=True)
class Lisibilite:
    """One fiche: the higher the score, the easier (60 and more: plain, under 30: hard)."""

    chemin: str
    nom: str
    score: float
    phrase: str
    """Its longest sentence."""


def kandel_moles(text: str) -> float:
    """Return 207 - 1,015 x words per sentence - 73,6 x syllables per word; 100 at most, text without word: 100."""
    sentences = [words for phrase in _PHRASE.findall(text) if (words := _MOT.findall(phrase))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 100.0
    syllables = sum(_syllables(word) for word in words)
    return min(100.0, 207 - 1.015 * len(words) / len(sentences) - 73.6 * syllables / len(words))


def _syllables(word: str) -> int:
    """Count by hyphenation: where a printer may cut."""
    return len(_dictionary().positions(word)) + 1


@cache
def _dictionary() -> Any:
    from pyphen import Pyphen  # type: ignore[import-untyped]  # read only when the report is asked for

    return Pyphen(lang="fr")


def scores(corpus: Corpus) -> list[Lisibilite]:
    """Return every fiche, the hardest first."""
    found = []
    for kind, identifiant, fiche in corpus.fiches():
        text = _text(fiche)
        longest = max(_PHRASE.findall(text), key=lambda phrase: len(_MOT.findall(phrase)), default="")
        path = corpus.origines[(kind, identifiant)].path
        found.append(Lisibilite(path, fiche.nom, kandel_moles(text), " ".join(longest.split())))
    return sorted(found, key=lambda one: (one.score, one.chemin))


def _text(value: Modele) -> str:
    """Return what we wrote of a file, a sentence or more a line: names and quotes are as they are."""
    return _BALISES.sub("", "\n".join(text for _, marker, text in marked_values(value, Lu) if not marker.cite))


def scores_of_orientation(corpus: Corpus) -> list[tuple[float, str]]:
    """Return (score, path) of every arbre and parcours, the hardest first; its short texts are taken together."""
    found = []
    for kind, files in (("arbre", corpus.arbres), ("parcours", corpus.parcours)):
        for identifiant, value in files.items():
            found.append((kandel_moles(_text(value)), corpus.origines[(kind, identifiant)].path))
    return sorted(found)


def report(corpus: Corpus) -> str:
    """Return the report: the median, the ten hardest fiches with their longest sentence, then the questions."""
    found = scores(corpus)
    if not found:
        return "Aucune fiche à lire.\n"
    middle = median(one.score for one in found)
    hard = sum(one.score < ALERTE for one in found)
    lines = [
        f"Lisibilité (Kandel-Moles, plus haut = plus simple) : médiane {middle:.0f}, objectif {OBJECTIF} ; "
        f"{pluriel(hard, 'fiche')} sur {len(found)} sous {ALERTE}.",
        "Les plus difficiles, avec leur phrase la plus longue :",
    ]
    for one in found[:PIRES]:
        lines += [f"{one.score:5.0f}  {one.chemin}", f"       « {one.phrase} » ({len(_MOT.findall(one.phrase))} mots)"]
    if questions := scores_of_orientation(corpus):
        middle = median(score for score, _ in questions)
        lines.append(f"Arbres et parcours : médiane {middle:.0f} ; les plus difficiles :")
        lines += [f"{score:5.0f}  {path}" for score, path in questions[:PIRES_QUESTIONS]]
    return "\n".join(lines) + "\n"
