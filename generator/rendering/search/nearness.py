"""How far two words are from each other, in errors of typing. The same in theme/js/recherche/mots.js."""

from __future__ import annotations


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
