"""Words and postings as short texts that compress well. `theme/js/recherche/packing.js` reads them back."""

from __future__ import annotations

import base64
import math
import zlib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import add, sub

from generator.rendering.search.nearness import common_start

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MASKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&"
RICE = 0.7
"""The best parameter of Rice's code: the power of two nearest to this part of the mean step."""
LENGTH_RICE = 2
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


def packed_postings(entries: Sequence[tuple[int, int]]) -> str:
    """Return « 3D » for a document 3 further (less one) in the fields of mask D, and so on."""
    before = -1
    out: list[str] = []
    for number, mask in entries:
        step, before = number - before - 1, number
        out.append((_base36(step) if step else "") + MASKS[mask - 1])
    return "".join(out)


def packed_groups(groups: Sequence[tuple[int, int, Sequence[int], Iterable[int]]]) -> str:
    """Return postings of a split index (mask, weight, numbers, lengths of the names) as bits, six in a sign of base64.

    Those of the same mask and weight are told together: mask, weight, how many, then their steps in Rice's code (its
    parameter is told), each with the length of the name when the name holds the term.
    """
    bits = [_gamma(len(groups))]
    for mask, weight, numbers, lengths in groups:
        k = max(0, round(math.log2(RICE * (numbers[-1] + 1) / len(numbers))))
        bits.append(f"{mask:05b}{_gamma(weight + 1)}{k:05b}{_gamma(len(numbers))}")
        steps = map(_rice(k, 1).__getitem__, map(sub, numbers, chain((-1,), numbers)))
        if mask & 1:
            steps = map(add, steps, map(_rice(LENGTH_RICE).__getitem__, lengths))
        bits += steps
    text = "".join(bits)
    data = int(text, 2) << (-len(text) % 8)
    return base64.urlsafe_b64encode(data.to_bytes((len(text) + 7) // 8)).decode().rstrip("=")


@lru_cache(maxsize=10_000)
def _gamma(number: int) -> str:
    """Return Elias's gamma code of a number from 1 on."""
    return "0" * (number.bit_length() - 1) + f"{number:b}"


class _Rice(dict[int, str]):
    """Rice's code of parameter k: number → its bits, less one where none is 1; each written once."""

    def __init__(self, k: int, first: int) -> None:
        super().__init__()
        self.k, self.first = k, first

    def __missing__(self, number: int) -> str:
        code, k = number - self.first, self.k
        self[number] = bits = "0" * (code >> k) + f"{(1 << k) | (code & ((1 << k) - 1)):b}"
        return bits


@cache
def _rice(k: int, first: int = 0) -> _Rice:
    return _Rice(k, first)


def _base36(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = DIGITS[rest] + text
    return text


def zipped_size(data: bytes) -> int:
    """Return the bytes that a host sends for a file: gzip's usual level, and its header of 18 bytes."""
    return len(zlib.compress(data, 6)) + 12
