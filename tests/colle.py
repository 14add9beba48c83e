"""What people paste: the alphabets and the shapes of the properties, and how many examples they are tried on."""

from __future__ import annotations

import os

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
EXEMPLES = int(os.environ.get("EXEMPLES", "0")) or exemples(200)
"""Examples of each property; as many as one wants by the environment: `EXEMPLES=100000 make test-complet`."""


def textes(longueur: int = 40) -> st.SearchStrategy[str]:
    """Texts as people paste them."""
    return st.lists(st.text(COLLE, max_size=6) | st.sampled_from(MORCEAUX), max_size=longueur // 5).map("".join)


def beaucoup() -> settings:
    """As many examples as the run asks for."""
    return settings(max_examples=EXEMPLES)
