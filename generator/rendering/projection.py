"""From degrees to the units of a drawing: equirectangular, true along the middle parallel of the territory."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[int, int]
Degrees = tuple[float, float]
WIDTH = 640
"""Width of the drawing, in its own units; the height follows the territory's shape."""
MARGIN = 4


@dataclass(frozen=True, slots=True)
class Projection:
    """Where a place is drawn, on a whole grid: neighbours keep common borders."""

    west: float
    north: float
    stretch: float
    scale: float
    height: int

    def place(self, point: Degrees) -> Point:
        """Return the place of (longitude, latitude)."""
        x = round((point[0] - self.west) * self.stretch * self.scale) + MARGIN
        return x, round((self.north - point[1]) * self.scale) + MARGIN


def projection_of(points: Sequence[Degrees]) -> Projection:
    """Return the projection whose drawing holds all these points (at least one)."""
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    stretch = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * stretch, 1e-9)
    return Projection(west, north, stretch, scale, round((north - south) * scale) + 2 * MARGIN)


def path(points: Iterable[Point], end: str = "") -> str:
    """Return a relative path, without points that rounding made equal; `end`: z closes it."""
    (x, y), *rest = points
    text = [f"M{x} {y}"]
    for px, py in rest:
        if (px, py) != (x, y):
            text.append(f"l{px - x} {py - y}")
            x, y = px, py
    return "".join(text).replace(" -", "-") + end


def centre(ring: Sequence[Degrees]) -> Degrees:
    """Return the centre of gravity of a closed ring; of its points, when it has no area."""
    doubled = x = y = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        cross = ax * by - bx * ay
        doubled += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    if abs(doubled) < 1e-12:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return x / (3 * doubled), y / (3 * doubled)
