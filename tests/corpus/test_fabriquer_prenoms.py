"""The recipe of the list of first names, on invented lines."""

from __future__ import annotations

from generator.corpus.france.fabriquer_prenoms import assemble
from generator.corpus.prenoms import PRENOMS


def test_what_is_kept() -> None:
    lines = [("_PRENOMS_RARES", 90_000), ("ÉLISE", 1_500), ("ELISE", 600), ("JEAN-PAUL", 9_000), ("ROSE", 9_000)]
    kept = assemble({"preusuel": name, "nombre": str(number)} for name, number in lines)
    assert set(kept) & {"elise", "rose", "jean-paul", "youenn"} == {"elise", "youenn"}
    assert kept == sorted(kept)


def test_the_list_is_there_and_holds_no_other_word() -> None:
    assert len(PRENOMS) > 1_500
    assert {"sylvie", "jean", "camille", "youenn", "mohamed", "said"} <= PRENOMS
    assert not {"rose", "france", "victoire", "aube", "saint"} & PRENOMS
