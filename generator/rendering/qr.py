"""The QR code of an address: what brings a sheet of paper back to its page."""

from __future__ import annotations

from functools import cache, lru_cache

import segno
from markupsafe import Markup

from generator.corpus.memoire import remembered

MASQUE = 3
"""Every reader undoes any of the eight; weighing them all, as segno does by default, costs four fifths of the time."""
BLANC = 4
"""Modules of white around the code (ISO/IEC 18004)."""


@remembered
def qr(address: str) -> Markup:
    """Return the code of an address as one inline SVG, black on a white paper; a seventh may be spoilt (level M)."""
    return _drawn(*_modules(address))


@remembered
def qr_of_code(root: str, code: str) -> Markup:
    """Return the code of the address `root` + `code`, as `qr` does, a hundred times as fast.

    At a same length and mask, each module is a sum modulo 2 of bits of the address (ISO/IEC 18004: the error correction
    and the mask are sums): segno makes one code, then one for each bit that may change, and all the others are sums
    of these. `root` holds a small letter, so that segno writes bytes.
    """
    modules, size = _modules(root + "0" * len(code))
    for place, sign in enumerate(code):
        modules ^= _change(root, len(code), place, ord(sign) ^ ord("0"))
    return _drawn(modules, size)


@lru_cache(maxsize=1_000)
def _change(root: str, length: int, place: int, bits: int) -> int:
    """Return the modules that change with some bits of the sign at a place of the code."""
    if bits & (bits - 1):  # several: the last one, and the others
        last = bits & -bits
        return _change(root, length, place, last) ^ _change(root, length, place, bits ^ last)
    before = "0" * length
    after = f"{before[:place]}{chr(ord('0') ^ bits)}{before[place + 1 :]}"
    return _modules(root + before)[0] ^ _modules(root + after)[0]


@lru_cache(maxsize=100)
def _modules(address: str) -> tuple[int, int]:
    """Return the modules of a code, a byte each, and how many there are in a line; the lines are a line apart."""
    matrix = segno.make_qr(address, error="m", mask=MASQUE).matrix
    size = len(matrix)
    return int.from_bytes(bytes(size).join(map(bytes, matrix)) + bytes(size)), size


def _drawn(modules: int, size: int) -> Markup:
    """Draw the dark modules, line by line, from where the pen is, as segno does; the first one of a code is dark."""
    line = modules.to_bytes(2 * size * size)
    runs = line.split(b"\x01\x00")[1:-1]  # a code begins dark; it ends by light modules
    strokes = "".join(map(_strokes(size).__getitem__, runs))
    whole = size + 2 * BLANC
    return Markup(  # noqa: S704 - numbers only: modules of the code
        '<svg role="img" aria-label="Code à photographier : adresse de cette page" '
        f'viewBox="0 0 {whole} {whole}" class="qr">'
        f'<path stroke="#000" d="M{BLANC} {BLANC}.5h{line.find(0)}{strokes}"/></svg>'
    )


class _Strokes(dict[bytes, str]):
    """Light modules but one, of other lines perhaps, then dark ones but one → how the pen goes; they all come back."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def __missing__(self, run: bytes) -> str:
        dark = run.count(1) + 1
        light = len(run) + 2 - dark
        lines = (light + self.size) // (2 * self.size)
        self[run] = stroke = f"m{light - lines * 2 * self.size} {lines}h{dark}"
        return stroke


@cache
def _strokes(size: int) -> _Strokes:
    return _Strokes(size)
