"""Maps of the communes as SVG, from the contours: one to choose on, one file per coverage.

Points are rounded to a whole grid; neighbours share their rounded points, so
borders stay common and no hole opens between two communes.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from generator.corpus.corpus import Contour, Corpus
from generator.corpus.palette import palette
from generator.rendering.environment import lien
from generator.rendering.page import OutputFile

WIDTH = 640
"""Width of the drawing, in its own units; the height follows the territory's shape."""
MAX_NAMES = 10
"""Communes considered for a name on the map, the biggest first."""
SIGN_WIDTH = 16
"""Width of a sign of a name at its largest size, whatever the font, in units of the drawing."""
NAME_HEIGHT = 30
"""Height of a name at its largest size."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a coverage, as a page shows it."""

    path: str
    width: int
    height: int


class Carte:
    """The territory drawn once; `paths` maps a commune to its SVG path."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        points = [point for contour in corpus.contours for ring in contour.anneaux for point in ring]
        self.drawn = bool(points)
        if not self.drawn:
            return
        west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        stretch = math.cos(math.radians((south + north) / 2))
        scale = (WIDTH - 8) / max((east - west) * stretch, 1e-9)
        self.height = round((north - south) * scale) + 8

        def place(point: tuple[float, float]) -> tuple[int, int]:
            return (
                round((point[0] - west) * stretch * scale) + 4,
                round((north - point[1]) * scale) + 4,
            )

        self.paths: Mapping[str, str] = {
            contour.code: "".join(_ring_path([place(p) for p in ring]) for ring in contour.anneaux)
            for contour in corpus.contours
            if contour.code in corpus.communes
        }
        self.centres = {
            contour.code: place(_middle(contour)) for contour in corpus.contours if contour.code in corpus.communes
        }
        order = sorted({commune.departement for commune in corpus.communes.values()})
        self.classes = {code: f"d{order.index(commune.departement) + 1}" for code, commune in corpus.communes.items()}

    def clickable(self) -> Markup | None:
        """Return the inline map: each commune a link, out of the tab order (a list stands beside it)."""
        if not self.drawn:
            return None
        parts = [
            f'<svg class="carte" viewBox="0 0 {WIDTH} {self.height}" width="{WIDTH}" height="{self.height}" '
            f'aria-hidden="true" focusable="false">'
        ]
        for code, path in sorted(self.paths.items()):
            parts.append(
                f'<a href="{lien(f"communes/{code}/")}" tabindex="-1"><path class="c {self.classes[code]}" d="{path}">'
                f"<title>{escape(self.corpus.communes[code].nom)}</title></path></a>"
            )
        for code, x, y in self._named():
            parts.append(f'<text x="{x}" y="{y}">{escape(self.corpus.communes[code].nom)}</text>')
        parts.append("</svg>")
        return Markup("".join(parts))  # noqa: S704

    def _named(self) -> list[tuple[str, int, int]]:
        """Return the biggest communes whose names fit without touching another name."""
        named: list[tuple[str, int, int]] = []
        boxes: list[tuple[float, float, float]] = []
        order = sorted(self.centres, key=lambda code: (-self.corpus.communes[code].population_municipale, code))
        for code in order[:MAX_NAMES]:
            x, y = self.centres[code]
            half = len(self.corpus.communes[code].nom) * SIGN_WIDTH / 2
            x, y = round(min(max(x, half), WIDTH - half)), max(y, NAME_HEIGHT)
            if 2 * half <= WIDTH and all(
                abs(y - by) > NAME_HEIGHT or abs(x - bx) > half + bhalf for bx, by, bhalf in boxes
            ):
                named.append((code, x, y))
                boxes.append((x, y, half))
        return named

    def coverage_file(self, codes: frozenset[str]) -> OutputFile | None:
        """Return the picture of a coverage: open communes filled, the others empty."""
        if not self.drawn:
            return None
        name = hashlib.blake2b(" ".join(sorted(codes)).encode(), digest_size=6).hexdigest()
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height}" '
            f'width="{WIDTH}" height="{self.height}"><style>{self._style("clair")}'
            f"@media(prefers-color-scheme:dark){{{self._style('sombre')}}}</style>"
        ]
        for code, path in sorted(self.paths.items()):
            parts.append(f'<path class="o" d="{path}"/>' if code in codes else f'<path d="{path}"/>')
        parts.append("</svg>")
        return OutputFile(f"assets/cartes/{name}.svg", "".join(parts).encode())

    def _style(self, schema: str) -> str:
        tokens = palette(self.corpus.territoire.couleurs)[schema]
        return f"path{{fill:{tokens['carte']};stroke:{tokens['trait-carte']}}}.o{{fill:{tokens['zone']}}}"


def _ring_path(points: list[tuple[int, int]]) -> str:
    """Return a closed relative path, without points that rounding made equal."""
    x, y = points[0]
    text = [f"M{x} {y}"]
    for px, py in points[1:-1]:
        if (px, py) != (x, y):
            text.append(f"l{px - x} {py - y}")
            x, y = px, py
    return "".join(text).replace(" -", "-") + "z"


def _middle(contour: Contour) -> tuple[float, float]:
    ring = max(contour.anneaux, key=len)
    return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
