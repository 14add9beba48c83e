"""Known words near a word typed: how it may end, what was meant. The same in theme/js/recherche/nearness.js."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import takewhile

from generator.corpus.francais import fold

LONG = 6
"""Letters of a word whose first letter may be the wrong one: « coin » is not « soin »."""


class Vocabulary:
    """The words that can be completed or proposed, as people write them."""

    def __init__(self, known: Iterable[str]):
        self.known = {fold(word): word for word in known}
        """Word without accents → the word."""
        self._sorted = sorted(self.known)
        self._answers: dict[tuple[str, int, int], list[str]] = {}

    def starting(self, start: str) -> list[str]:
        """Return the known words that begin so."""
        first = bisect_left(self._sorted, start)
        return [self.known[folded] for folded in takewhile(lambda one: one.startswith(start), self._sorted[first:])]

    def correction(self, typed: str) -> list[str]:
        """Return the nearest known word (one error, two in a long word), else two words that were glued."""
        return self._best(typed, 0 if len(typed) < 4 else 1 if len(typed) < 8 else 2, 1) or self._unglued(typed)

    def nearest(self, typed: str) -> list[str]:
        """Return known words to propose when nothing was found; never the word typed itself."""
        return self._best(typed, 2 if len(typed) < 6 else 3, 3)

    def _unglued(self, typed: str) -> list[str]:
        """Return [world, café] for « worldcafe »."""
        for cut in range(3, len(typed) - 2):
            if typed[:cut] in self.known and typed[cut:] in self.known:
                return [self.known[typed[:cut]], self.known[typed[cut:]]]
        return []

    def _best(self, typed: str, limit: int, count: int) -> list[str]:
        asked = (typed, limit, count)
        if asked not in self._answers:
            self._answers[asked] = self._ranked(typed, limit, count)
        return self._answers[asked]

    def _ranked(self, typed: str, limit: int, count: int) -> list[str]:
        ranked = []
        for folded, word in self.known.items():
            if limit == 0 or abs(len(folded) - len(typed)) > limit:
                continue
            distance = edit_distance(typed, folded, limit)
            if 0 < distance <= limit and (folded[0] == typed[0] or (distance <= 1 and len(typed) >= LONG)):
                ranked.append((distance, -common_start(typed, folded), folded, word))
        ranked.sort()
        return [word for _, _, _, word in ranked[:count]]


def common_start(one: str, other: str) -> int:
    """Return how many letters two words share at their beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def edit_distance(one: str, other: str, limit: int) -> int:
    """Return the number of errors (a letter added, lost, changed, two swapped), or limit + 1 beyond it."""
    before: list[int] = []
    row: list[int] = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
