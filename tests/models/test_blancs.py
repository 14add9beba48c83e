"""Blanks and line ends: one meaning, whoever pasted them."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.models.blancs import items, lines, one_line, tidy
from tests.colle import beaucoup, textes

FINS = ("\n", "\r\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029")
BLANCS = ("", " ", "\t", "\u00a0", "\u202f", "\u2009", "\u3000")


@pytest.mark.parametrize("fin", FINS)
@pytest.mark.parametrize("blanc", BLANCS)
def test_every_line_end_and_every_blank_before_it_are_the_same(fin: str, blanc: str) -> None:
    text = f"Un{blanc}{fin}{blanc}{fin}Deux{blanc}"
    assert lines(text) == ["Un", "", "Deux"]
    assert tidy(text) == "Un\n\nDeux"
    assert one_line(text) == "Un Deux"
    assert items(f"• Un{fin}• Deux") == ["Un", "Deux"]


def test_a_blank_inside_of_a_line_is_kept() -> None:
    assert one_line("Prix\u00a0: 20\u202f000\u00a0€") == "Prix\u00a0: 20\u202f000\u00a0€"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Accueillir\nFormer", ["Accueillir", "Former"]),
        ("1. On écoute\n2. On décide", ["On écoute", "On décide"]),
        ("a) un\nb) deux", ["a) un", "b) deux"]),
        ("- 18 ans : gratuit\n- 26 ans : 5 €", ["18 ans : gratuit", "26 ans : 5 €"]),
        ("Gratuit\n- 18 ans : oui", ["Gratuit", "- 18 ans : oui"]),
        ("- 18 ans : gratuit", ["- 18 ans : gratuit"]),
        ("2026. Le début\n2027. La suite", ["2026. Le début", "2027. La suite"]),
    ],
)
def test_bullets_are_taken_off_and_facts_are_not(text: str, held: list[str]) -> None:
    assert items(text) == held


@given(textes())
@beaucoup
def test_tidy_and_one_line_are_stable(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert one_line(one_line(text)) == one_line(text)
    assert len(lines(one_line(text))) == 1
    assert "".join(one_line(text).split()) == "".join(text.split())
