"""Words and postings as short texts that compress well. `theme/js/recherche/packing.js` reads them back."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

from generator.rendering.search.nearness import common_start

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MASKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&"
_PARTAGEES = 25
"""Letters that two words can share: one capital says how many."""


def packed_words(words: Iterable[str]) -> str:
    """Return « AanimCation » for anim, animation: a capital, then what differs from the word before."""
    before, out = "", []
    for word in words:
        shared = min(common_start(before, word), _PARTAGEES)
        out.append(chr(ord("A") + shared) + word[shared:])
        before = word
    return "".join(out)


def packed_postings(entries: Sequence[tuple[int, int]], traits: Sequence[str] = ()) -> str:
    """Return « 3D » for a document 3 further (less one) in the fields of mask D, and so on.

    In a split index, `traits` says of each document what weighs on its score, right after the mask.
    """
    before = -1
    out: list[str] = []
    for number, mask in entries:
        step, before = number - before - 1, number
        out.append((_base36(step) if step else "") + MASKS[mask - 1] + (traits[number] if traits else ""))
    return "".join(out)


def _base36(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = DIGITS[rest] + text
    return text


def zipped_size(data: bytes) -> int:
    """Return the bytes that a host sends for a file: gzip's usual level, and its header of 18 bytes."""
    return len(zlib.compress(data, 6)) + 12
