"""What people paste: the alphabets and the shapes of the properties, and how many examples they are tried on."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from tests.exemples import exemples

LETTRES = "aéZœ09 ’'-.,;:!?()"
BLANCS = "\u00a0\u202f\u2009\u3000\n\r\t\u2028\u0085"
SIGNES = '=+*_#|>`~[](){}<>&@"\\/%€•·–—«»😀'
COLLE = LETTRES + BLANCS + SIGNES
"""Letters, every blank and line end, and the signs that mean something to YAML, Markdown, HTML or a spreadsheet."""
MORCEAUX = (
    *("2024. ", "3) ", "- 18 ans", "+ 10 %", "• ", "1. ", "**gras**", "[lien](https://exemple.org/a)", "&nbsp;"),
    *("<br>", "<b>", "</a>", "# ", "| a | b |", "~~non~~", "\r\n", "\u00a0\n", "\n\n", "adhérent*e*s", "20\u202f000 €"),
)
"""Pieces that real texts are made of, and that a format takes for something else."""
EXEMPLES = exemples(200)
"""Examples of a property that writes and reads whole territories."""
PURS = int(os.environ.get("EXEMPLES", "0")) or exemples(2_000)
"""Examples of each property of one function; as many as one wants: `EXEMPLES=100000 make test-complet`."""


def textes(longueur: int = 40) -> st.SearchStrategy[str]:
    """Texts as people paste them."""
    return st.lists(st.sampled_from((*COLLE, *MORCEAUX)), max_size=longueur // 2).map("".join)


def beaucoup(test: Callable[..., None]) -> Callable[..., None]:
    """Try a property of one function on thousands of examples; `-m propriete` runs these alone."""
    return pytest.mark.propriete(settings(max_examples=PURS)(test))
