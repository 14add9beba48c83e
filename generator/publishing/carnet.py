"""Give the carnets their style sheet: the site's own, in the file, since a disk has no folder of assets."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import partial

from generator.corpus.memoire import remembered, unchanged
from generator.publishing.assets import minified
from generator.publishing.ecoindex import compressed
from generator.publishing.pouring import typeset
from generator.rendering.carnet import (
    OCTETS,
    OCTETS_BRUTS,
    OCTETS_QUESTIONS,
    POLITIQUE,
    QUESTIONS,
    STYLE,
    fits_compressed,
)
from generator.rendering.page import OutputFile
from generator.theme import CSS

CARNET_CSS = CSS / "carnet.css"
"""What the carnets add to the sheet of every page."""
_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
_SCREEN = '<section class="ecran"'
_typeset = remembered(typeset)
_HEADING = re.compile(r"(?<![\w.#-])h([1-5])(?![\w-])")


def carnet_style(colours: str) -> str:
    """Return the sheet of the carnets: the territory's colours, no font to fetch, headings one rank lower."""
    sheet = _FONT.sub("", (minified(CSS / "site.css") + minified(CARNET_CSS)).decode())
    return colours + _HEADING.sub(lambda found: f"h{int(found[1]) + 1}", sheet)


def policy(style: str) -> str:
    """Return what a carnet may do: be styled by this very sheet, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def bind(carnets: Iterable[OutputFile], style: str, noms: re.Pattern[str] | None = None) -> Iterator[OutputFile]:
    """Yield the carnets as they are published; `noms`: see `unbroken` in pouring.py."""
    set_once: dict[str, str] = {}  # a screen is in several carnets
    for carnet in carnets:
        made_from = (carnet.data, style, noms)
        data = unchanged((bind, carnet.path), made_from, partial(_bound, carnet.data, style, noms, set_once))
        yield OutputFile(carnet.path, data)


def _bound(data: bytes, style: str, noms: re.Pattern[str] | None, set_once: dict[str, str]) -> bytes:
    first, *others = data.decode().split(_SCREEN)
    screens = [first, *(_SCREEN + other for other in others)]
    set_once |= {screen: _typeset(screen, noms) for screen in screens if screen not in set_once}
    before, after = "".join(map(set_once.__getitem__, screens)).split(STYLE)
    head = before.replace("\u2011", "-")  # a title is read in a list of files: nothing breaks there
    return (head.replace(POLITIQUE, policy(style)) + style + after).encode()


def too_heavy(path: str, data: bytes) -> str:
    """Return what is wrong with the weight of a carnet, '' when it can be taken away on an old telephone."""
    most = OCTETS_QUESTIONS if path.endswith(f"{QUESTIONS}.html") else OCTETS
    raw = len(data)
    if raw <= OCTETS_BRUTS and fits_compressed(data, most):
        return ""
    return (
        f"ce carnet pèse {compressed(data) / 1000:.0f} Ko compressé, {most // 1000} au plus, et "
        f"{raw / 1_000_000:.1f} Mo sur un disque, {OCTETS_BRUTS / 1_000_000:.1f} au plus : "
        "rapprocher des zones ou des questions"
    )
