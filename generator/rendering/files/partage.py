"""assets/partage.png: the picture shown when a page of the site is shared. One per site, made from its colours."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from generator.corpus.palette import palette
from generator.models.territoire import Territoire
from generator.rendering.locale_neutre import neutral_locale
from generator.rendering.page import OutputFile
from generator.theme import POLICE

WIDTH, HEIGHT = 1200, 630
"""What the social networks ask for."""
_SCALE = 2
"""Drawn larger, then reduced: smooth curves."""
_COURANTS = 6
"""Lines of each current."""


def share_file(territoire: Territoire) -> OutputFile:
    """Return the picture of the site: its question, its name, and two currents that join."""
    tokens = palette(territoire.couleurs)["clair"]
    colours = (tokens["bande"], tokens["sur-bande"], tokens["eau-a"], tokens["eau-b"])
    with neutral_locale():
        data = _picture(territoire.site.accroche, f"{territoire.site.nom}, {territoire.nom}", colours)
    return OutputFile("assets/partage.png", data)


@lru_cache(maxsize=8)
def _picture(question: str, name: str, colours: tuple[str, str, str, str]) -> bytes:
    ground, ink, first, second = colours
    image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), ground)
    draw = ImageDraw.Draw(image)
    for rank in range(_COURANTS):
        _current(draw, (650 + rank * 22, -20), (800 + rank * 17, HEIGHT + 20), second)
        _current(draw, (1190 - rank * 22, -20), (1000 - rank * 17, HEIGHT + 20), first)
    size, lines = _fit(question, 640)
    height = int(size * 1.15)
    y = (HEIGHT - 70 - height * len(lines)) // 2
    for line in lines:
        draw.text((70 * _SCALE, y * _SCALE), line, font=_font(size, 750), fill=ink)
        y += height
    name_size = next((size for size in range(34, 16, -2) if _width(name, size, 650) <= WIDTH - 140), 16)
    draw.text((70 * _SCALE, (HEIGHT - 92) * _SCALE), name, font=_font(name_size, 650), fill=second)
    reduced = image.reduce(_SCALE).quantize(48, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    reduced.save(out, "PNG")  # looking for a smaller file took a third of the time, for a tenth of the bytes
    return out.getvalue()


def _current(draw: ImageDraw.ImageDraw, start: tuple[int, int], end: tuple[int, int], colour: str) -> None:
    """Draw one line of a current: a curve that comes down and turns."""
    (x0, y0), (x3, y3) = start, end
    x1, y1, x2, y2 = x0, y0 + 330, x3, y3 - 420
    points = []
    for step in range(61):
        t = step / 60
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append(
            ((a * x0 + b * x1 + c * x2 + d * x3) * _SCALE, (a * y0 + b * y1 + c * y2 + d * y3) * _SCALE),
        )
    draw.line(points, fill=colour, width=4 * _SCALE, joint="curve")


@lru_cache(maxsize=32)
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(POLICE, size * _SCALE)
    font.set_variation_by_axes([weight])
    return font


def _width(text: str, size: int, weight: int) -> float:
    return _font(size, weight).getlength(text) / _SCALE


def _fit(text: str, width: int) -> tuple[int, list[str]]:
    """Return the largest size, and the lines, that hold in `width` and in five lines."""
    for size in range(72, 28, -4):
        lines = _wrap(text, size, width)
        if len(lines) <= 5 and all(_width(line, size, 750) <= width for line in lines):
            return size, lines
    return 28, _wrap(text, 28, width)[:9]


def _wrap(text: str, size: int, width: int) -> list[str]:
    lines: list[str] = []
    # « projet ? » stays on one line, as on the site.
    for word in text.replace(" ?", "\u00a0?").replace(" !", "\u00a0!").split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size, 750) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
