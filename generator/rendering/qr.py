"""The QR code of an address: what brings a sheet of paper back to its page.

The same code as segno draws (a test compares), twenty times as fast: every page has
one. segno lays out an empty symbol once per version and level; a symbol is then one
integer, and the eight masks are weighed with shifts instead of module by module.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

import segno
from markupsafe import Markup
from segno import consts as _consts
from segno import encoder as _encoder

encoder: Any = _encoder
consts: Any = _consts
"""Its parts, that no type describes."""
BLANC = 4
"""Modules of white around the code (ISO/IEC 18004)."""
_LEVELS = (consts.ERROR_LEVEL_M, consts.ERROR_LEVEL_Q, consts.ERROR_LEVEL_H)
"""A seventh may be spoilt, and more when it costs no larger symbol."""
_PADS = bytes((0b11101100, 0b00010001))
_RUN = re.compile("0*1+")


def qr(address: str) -> Markup:
    """Return the code of an address as one inline SVG, black on a white paper; a seventh may be spoilt (level M)."""
    data, _, _ = encoder.data_to_bytes(address, None)
    if encoder.find_mode(data) == consts.MODE_BYTE:
        side, rows = _symbol(data)
    else:  # digits or capitals only: no address of a page
        code = segno.make_qr(address, error="m")
        side, rows = len(code.matrix), ["".join(map(str, row)) for row in code.matrix]
    size = side + 2 * BLANC
    return Markup(  # noqa: S704 - numbers only
        '<svg role="img" aria-label="Code à photographier : adresse de cette page" '
        f'viewBox="0 0 {size} {size}" class="qr"><path stroke="#000" d="{_path(rows)}"/></svg>'
    )


class _Runs(dict[str, str]):
    """« 000110 » → « m3 0h2 »: light modules that the pen passes over, dark ones that it draws."""

    def __missing__(self, run: str) -> str:
        dark = run.count("1")
        return self.setdefault(run, f"m{len(run) - dark} 0h{dark}")


_DRAWN = _Runs()


def _path(rows: list[str]) -> str:
    """Return what draws the dark modules, line by line, from where the pen is."""
    pieces: list[str] = []
    x = y = 0
    for line, row in enumerate(rows):
        if "1" not in row:
            continue
        first, *others = _RUN.findall(row)
        dark = first.count("1")
        start = len(first) - dark
        pieces.append(f"m{start - x} {line - y}h{dark}" if line else f"M{BLANC + start} {BLANC}.5h{dark}")
        pieces += map(_DRAWN.__getitem__, others)
        x, y = len(row.rstrip("0")), line
    return "".join(pieces)


class _Empty(NamedTuple):
    """An empty symbol of one version and level; of an integer, the first module is the highest bit.

    Each line is followed by BLANC light modules, so that what looks at the neighbours of a module never goes round.
    """

    side: int
    capacity: int
    """Codewords of data."""
    blocks: tuple[tuple[int, int, int, dict[int, int]], ...]
    """(how many, codewords of data, of error, division by the generator: first codeword → what is taken away)"""
    order: itemgetter[Any]
    """Module → the bit of the message that it shows, or the « 0 » after them."""
    pattern: int
    """Finders, timing, alignment."""
    masks: tuple[int, ...]
    formats: tuple[int, ...]
    """By mask: what tells the level and the mask, and the version."""
    right: int
    """Modules that have a neighbour in their line."""
    down: int
    """Modules that have a neighbour in their column."""


def _symbol(data: bytes) -> tuple[int, list[str]]:
    """Return the side of the symbol of some bytes, and its lines."""
    version, level = _size(len(data))
    empty = _empty(version, level)
    stream = (4 << 8 | len(data)) if version < 10 else (4 << 16 | len(data))
    stream = (stream << 8 * len(data) | int.from_bytes(data)) << 4
    words = stream.to_bytes((stream.bit_length() + 7) // 8) + b"\0"  # segno adds these eight bits: so do we
    words = (words + _PADS * (empty.capacity // 2))[: empty.capacity]
    message = _message(empty, words)
    bits = f"{int.from_bytes(message):0{8 * len(message)}b}0"
    bare = int("".join(empty.order(bits)), 2) | empty.pattern
    scores = [_penalty(empty, bare ^ mask) for mask in empty.masks]
    best = scores.index(min(scores))
    stride = empty.side + BLANC
    drawn = f"{bare ^ empty.masks[best] | empty.formats[best]:0{stride * empty.side}b}"
    return empty.side, [drawn[start : start + empty.side] for start in range(0, len(drawn), stride)]


@lru_cache
def _size(length: int) -> tuple[int, int]:
    """Return the smallest version that holds so many bytes, and the best level that it still has room for."""
    for version in range(1, 41):
        bits = 4 + (8 if version < 10 else 16) + 8 * length
        held = [level for level in _LEVELS if consts.SYMBOL_CAPACITY[version][level] >= bits]
        if held:
            return version, held[-1]
    raise ValueError(f"{length} octets : trop pour un code")


def _message(empty: _Empty, words: bytes) -> bytes:
    """Return the codewords of the data, then those that mend them, each kind taken from its blocks in turn."""
    data: list[bytes] = []
    mending: list[bytes] = []
    start = 0
    for count, size, errors, division in empty.blocks:
        high, low = 8 * (errors - 1), (1 << 8 * (errors - 1)) - 1
        for _ in range(count):
            block = words[start : start + size]
            start += size
            rest = 0
            for word in block:
                rest = (rest & low) << 8 ^ division[rest >> high ^ word]
            data.append(block)
            mending.append(rest.to_bytes(errors))
    return b"".join(_in_turn(data) + _in_turn(mending))


def _in_turn(blocks: list[bytes]) -> list[bytes]:
    return [block[rank : rank + 1] for rank in range(max(map(len, blocks))) for block in blocks]


def _penalty(empty: _Empty, m: int) -> int:
    """Return how hard a symbol is to read (ISO/IEC 18004, 7.8.3.1): of eight masks, the least is kept."""
    stride = empty.side + BLANC
    across = ~(m ^ m << 1) & empty.right
    down = ~(m ^ m << stride) & empty.down
    score = _runs(across, 1) + _runs(down, stride)
    score += 3 * (across & across << stride & down).bit_count()
    score += 40 * (_finders(m, 1) + _finders(m, stride))
    dark = m.bit_count() / empty.side**2
    return score + 10 * int(abs(dark * 100 - 50) / 5)


def _runs(same: int, step: int) -> int:
    """Five modules of a colour in a row cost 3, each one more costs 1; `same`: as its neighbour."""
    two = same & same << step
    five = two & two << 2 * step
    return five.bit_count() + 2 * (five & ~(five >> step)).bit_count()


def _finders(m: int, step: int) -> int:
    """Count what looks like a finder, dark 1 3 1 light between, four light modules before or after."""
    found = m & ~(m << step) & m << 2 * step & m << 3 * step & m << 4 * step & ~(m << 5 * step) & m << 6 * step
    before = m >> step | m >> 2 * step | m >> 3 * step | m >> 4 * step
    after = m << 7 * step | m << 8 * step | m << 9 * step | m << 10 * step
    counted = found & ~(before & after)
    close = counted & (counted >> 4 * step | counted >> 6 * step)
    if not close:
        return counted.bit_count()
    total = 0  # two that share modules: segno goes on after the first one that counts
    while counted:
        first = 1 << counted.bit_length() - 1
        total += 1
        counted &= ~(first | first >> 4 * step | first >> 6 * step)
    return total


@lru_cache
def _empty(version: int, level: int) -> _Empty:
    """Lay out an empty symbol, with segno's own hands."""
    side = encoder.calc_matrix_size(version)

    def drawn(matrix: Any) -> int:
        return int("".join("".join("01"[bit == 1] for bit in row) + "0" * BLANC for row in matrix), 2)

    laid = encoder.make_matrix(side, side)
    encoder.add_finder_patterns(laid, side, side)
    encoder.add_alignment_patterns(laid, side, side)
    pattern = drawn(laid)
    free = [[bit > 1 for bit in row] for row in laid]
    ranks = [list(row) for row in laid]
    infos = consts.ECC[version][level]
    total = 8 * sum(info.num_blocks * info.num_total for info in infos)
    length = sum(map(sum, free))
    encoder.add_codewords(ranks, range(3, length + 3), version)
    order = [
        min(bit - 3, total) if is_free else total
        for row, line in zip(ranks, free, strict=True)
        for bit, is_free in zip([*row, *[0] * BLANC], [*line, *[False] * BLANC], strict=True)
    ]
    masks = []
    formats = []
    for number, hides in enumerate(encoder.get_data_mask_functions(False)):
        masks.append(drawn([[is_free and hides(i, j) for j, is_free in enumerate(row)] for i, row in enumerate(free)]))
        told = [bytearray(side) for _ in range(side)]
        encoder.add_format_info(told, version, level, number)
        encoder.add_version_info(told, version)
        formats.append(drawn(told))
    ones = [[1] * side for _ in range(side)]
    return _Empty(
        side,
        sum(info.num_blocks * info.num_data for info in infos),
        tuple(
            (info.num_blocks, info.num_data, info.num_total - info.num_data, _division(info.num_total - info.num_data))
            for info in infos
        ),
        itemgetter(*order),
        pattern,
        tuple(masks),
        tuple(formats),
        drawn([[*row[:-1], 0] for row in ones]),
        drawn([*ones[:-1], [0] * side]),
    )


def _division(errors: int) -> dict[int, int]:
    """Return first codeword → what a step of the division by the generator takes away from those that follow."""
    generator = consts.GEN_POLY[errors]
    log, exp = consts.GALIOS_LOG, consts.GALIOS_EXP
    steps = {word: int.from_bytes(bytes(exp[log[word] + term] for term in generator)) for word in range(1, 256)}
    return {0: 0, **steps}
