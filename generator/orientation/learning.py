"""What each question of an arbre teaches: how many ends are still possible before it, and after an answer.

The more a question narrows, the earlier it belongs; one that narrows nothing, and is not there for what its answers
retain, makes people answer for nothing. Advice for who writes an arbre, never a rule: an easy question may come first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from generator.orientation.paths import Chemin


@dataclass(frozen=True, slots=True)
class Apport:
    """What one question narrows, on average over the ways that lead to it."""

    question: str
    avant: float
    """Distinct ends (parcours, sorties) still possible when it is asked."""
    apres: float
    """Still possible once it is answered."""
    rang: int
    """How many questions come before it, at most."""

    @property
    def part(self) -> float:
        """Share of the ends that an answer leaves, 0 to 1: the lower, the more the question teaches."""
        return self.apres / self.avant


def measure_questions(chemins: Iterable[Chemin]) -> tuple[Apport, ...]:
    """Return the questions of one arbre, in the order in which they are asked; `chemins` are all its paths."""
    before: dict[str, dict[tuple[str, ...], set[object]]] = defaultdict(lambda: defaultdict(set))
    after: dict[str, dict[tuple[str, ...], set[object]]] = defaultdict(lambda: defaultdict(set))
    ranks: dict[str, int] = {}
    for chemin in chemins:
        end = chemin.parcours or chemin.sortie
        told: tuple[str, ...] = ()
        for rank, step in enumerate(chemin.pas):
            name = step.question.id
            ranks[name] = max(rank, ranks.get(name, 0))
            before[name][told].add(end)
            told = (*told, step.reponse.id)
            after[name][told].add(end)
    found = [
        Apport(name, mean(map(len, before[name].values())), mean(map(len, after[name].values())), rank)
        for name, rank in ranks.items()
    ]
    return tuple(sorted(found, key=lambda one: one.rang))
