"""The QR code of an address: what brings a sheet of paper back to its page."""

from __future__ import annotations

import re
from collections.abc import Iterable

import segno
from markupsafe import Markup

from generator.corpus.memoire import remembered

MASQUE = 3
"""Every reader undoes any of the eight; weighing them all, as segno does by default, costs four fifths of the time."""
BLANC = 4
"""Modules of white around the code (ISO/IEC 18004)."""
_DARK = re.compile(b"\x01+")


@remembered
def qr(address: str) -> Markup:
    """Return the code of an address as one inline SVG, black on a white paper; a seventh may be spoilt (level M)."""
    code = segno.make_qr(address, error="m", mask=MASQUE)
    size = len(code.matrix) + 2 * BLANC
    return Markup(  # noqa: S704 - numbers only: modules of the code
        '<svg role="img" aria-label="Code à photographier : adresse de cette page" '
        f'viewBox="0 0 {size} {size}" class="qr"><path stroke="#000" d="{_path(code.matrix)}"/></svg>'
    )


def _path(matrix: Iterable[bytearray]) -> str:
    """Return what draws the dark modules, line by line, from where the pen is: as segno does, four times as fast."""
    pieces: list[str] = []
    x = y = 0
    for line, row in enumerate(matrix):
        for run in _DARK.finditer(row):
            start, end = run.span()
            pieces.append(f"m{start - x} {line - y}h{end - start}" if pieces else f"M{BLANC + start} {BLANC}.5h{end}")
            x, y = end, line
    return "".join(pieces)
