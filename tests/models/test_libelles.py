"""A closed list and the words that people read for it are written together: one cannot grow alone."""

from __future__ import annotations

from typing import Literal

import pytest

from generator.models.markers import libelles

Etat = Literal["ouvert", "clos"]


def test_each_value_has_its_words() -> None:
    assert libelles(Etat, {"clos": "Fermé", "ouvert": "Ouvert"}) == {"clos": "Fermé", "ouvert": "Ouvert"}
    assert libelles(["a"], {"a": ("A", "une phrase")}) == {"a": ("A", "une phrase")}


@pytest.mark.parametrize("words", [{"ouvert": "Ouvert"}, {"ouvert": "Ouvert", "clos": "Fermé", "suspendu": "Arrêté"}])
def test_a_value_without_words_or_words_of_no_value_stop_the_program(words: dict[str, str]) -> None:
    with pytest.raises(TypeError, match=r"clos|suspendu"):
        libelles(Etat, words)
