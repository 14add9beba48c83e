"""Where the names go on a map: the biggest communes at any size, the others on a wide screen, then the rivers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.corpus.communes import in_two
from generator.rendering.projection import WIDTH, Point

MAX_NAMES = 5
"""Communes named at any size, the biggest first (mock-up: five on a phone)."""
SIGN_WIDTH, NAME_HEIGHT = 16, 30
"""A sign of a name at its largest size, on a phone, whatever the font; in units of the drawing."""
WIDE_SIGN, WIDE_HEIGHT = 11, 18
"""The same name on a wide screen."""
SMALL_SIGN, SMALL_HEIGHT = 7, 12
"""A name that only a wide screen shows."""
_AROUND = sorted(
    ((x, y) for x in range(-32, 33, 8) for y in range(-24, 25, 6)), key=lambda step: (step[0] ** 2 + step[1] ** 2, step)
)
"""Where a small name may go, the nearest to its centre first."""
_ALONG = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Box:
    """What a text covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, others: Iterable[Box]) -> bool:
        """Tell whether it touches one of the others."""
        return any(
            self.left < one.right and one.left < self.right and self.top < one.bottom and one.top < self.bottom
            for one in others
        )


@dataclass(frozen=True, slots=True)
class Nom:
    """A name on a map: one or two lines, centred on x; y is the foot of the first."""

    lignes: tuple[str, ...]
    x: int
    y: int
    large: bool = False
    """Shown on a wide screen only"""

    def box(self, sign: int, height: int) -> Box:
        """Return what it covers when its signs have this size."""
        half = max(len(ligne) for ligne in self.lignes) * sign / 2
        return Box(self.x - half, self.y - height, self.x + half, self.y + height * (len(self.lignes) - 1))


def place_names(
    towns: Sequence[tuple[str, Point]], rivers: Sequence[tuple[str, Sequence[Point]]], height: int
) -> tuple[list[Nom], list[Nom | None]]:
    """Return the names of `towns` (biggest first, with their centre), and of `rivers` (with one of their lines).

    None is over another at its size. A river without room is None: the key says it.
    """
    named: list[Nom] = []
    for nom, (x, y) in towns[: 2 * MAX_NAMES]:
        half = len(nom) * SIGN_WIDTH / 2
        one = Nom((nom,), round(min(max(x, half), WIDTH - half)), max(y, NAME_HEIGHT))
        box = one.box(SIGN_WIDTH, NAME_HEIGHT)
        if len(named) < MAX_NAMES and 2 * half <= WIDTH and not box.meets(_boxes(named, SIGN_WIDTH, NAME_HEIGHT)):
            named.append(one)
    taken = _boxes(named, SIGN_WIDTH, NAME_HEIGHT)
    waters = [_first(_along(nom, line), taken, SIGN_WIDTH, NAME_HEIGHT, height) for nom, line in rivers]
    taken = _boxes([*named, *(one for one in waters if one)], WIDE_SIGN, WIDE_HEIGHT)
    big = {one.lignes[0] for one in named}
    for nom, (x, y) in towns:
        if nom not in big:
            tries = (Nom(in_two(nom), x + dx, y + dy, large=True) for dx, dy in _AROUND)
            placed = _first(tries, taken, SMALL_SIGN, SMALL_HEIGHT, height)
            if placed:
                named.append(placed)
    return named, waters


def _along(nom: str, line: Sequence[Point]) -> Iterator[Nom]:
    """Yield the places where a river may say its name: above its line, or below."""
    for where in _ALONG:
        x, y = line[round((len(line) - 1) * where)]
        yield from (Nom((nom,), x, y + dy) for dy in (-10, NAME_HEIGHT))


def _boxes(names: Iterable[Nom], sign: int, height: int) -> list[Box]:
    return [one.box(sign, height) for one in names]


def _first(tries: Iterator[Nom], taken: list[Box], sign: int, line: int, height: int) -> Nom | None:
    """Return the first try that is on the map and free, and take its place."""
    for one in tries:
        box = one.box(sign, line)
        if box.left >= 0 and box.right <= WIDTH and box.top >= 0 and box.bottom <= height and not box.meets(taken):
            taken.append(box)
            return one
    return None
