"""« Vouliez-vous dire … ? »: what people type, and what they meant."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from generator.corpus.suggestion import LONG_LIST, suggestion
from tests.construction import officiel, read


@pytest.mark.parametrize(
    ("read", "known", "expected"),
    [
        ("gouvernance", ["gouvernance-partagee", "montage-financier"], "Vouliez-vous dire « gouvernance-partagee » ?"),
        ("actifs", ["actif", "a-creer"], "Vouliez-vous dire « actif » ?"),
        ("xyzzy", ["actif", "a-creer"], ""),
        ("", ["actif"], ""),
        ("actif", [], ""),
        ("x" * 60_000, ["actif"], ""),
    ],
)
def test_the_nearest_word(read: str, known: list[str], expected: str) -> None:
    assert suggestion(read, known) == expected
    assert suggestion(read, dict.fromkeys(known)) == expected


def test_in_a_long_list_only_words_alike_at_one_end_are_compared() -> None:
    known = [f"mot-{chr(97 + rank % 26) * 3}-{chr(97 + rank // 26) * 3}" for rank in range(LONG_LIST)] + ["gouvernance"]
    assert suggestion("gouvernence", known) == "Vouliez-vous dire « gouvernance » ?"
    assert suggestion("jouvernance", known) == "Vouliez-vous dire « gouvernance » ?"
    assert suggestion("jouvernanxe", known) == ""
    assert suggestion("jouvernanxe", known[-2:]) == "Vouliez-vous dire « gouvernance » ?"


def test_a_number_is_never_taken_for_another_one() -> None:
    assert suggestion("35600", ["35660", "56060"]) == ""
    assert suggestion("a1-2", ["a1-1", "a1-3"]) == ""
    assert suggestion("etape 2", ["etape-1", "etape-2"]) == "Vouliez-vous dire « etape-2 » ?"
    assert suggestion("etap-2", ["etape-1", "etape-2"]) == "Vouliez-vous dire « etape-2 » ?"


@dataclass
class Chose:
    nom: str = ""
    libelle: str = ""
    alias: tuple[str, ...] = ()
    anciens_ids: tuple[str, ...] = ()


CHOSES = {
    "cades": Chose("CADES, pôle ESS", alias=("Coopération d'animation",)),
    "ecole-d-ete": Chose("L'école d'été", anciens_ids=("stage-d-aout",)),
    "gouvernance-partagee": Chose(libelle="Décider ensemble"),
    "pole-nord": Chose("Le Pôle"),
    "pole-sud": Chose("Le pôle"),
}


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ("CADES", "« cades »"),
        ("Cadès", "« cades »"),
        ("cadse", "« cades »"),
        ("École d’été", "« ecole-d-ete »"),
        ("l'ecole d'ete", "« ecole-d-ete » (L'école d'été)"),
        ("cooperation d'animation", "« cades » (Coopération d'animation)"),
        ("Cooperation animations", "« cades » (Coopération d'animation)"),
        ("stage-d-aout", "« ecole-d-ete » (stage-d-aout)"),
        ("decider ensemble", "« gouvernance-partagee » (Décider ensemble)"),
        ("le pole", "« pole-nord » (Le Pôle) ou « pole-sud » (Le pôle)"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(read: str, said: str) -> None:
    assert suggestion(read, CHOSES) == f"Vouliez-vous dire {said} ?"


@pytest.mark.parametrize("read", ["", "-", "?", "zzz", "ensemble", "x" * 60_000])
def test_what_resembles_nothing_gives_nothing(read: str) -> None:
    assert suggestion(read, CHOSES) == ""


def test_the_real_things_have_names() -> None:
    corpus = read()
    for known in (corpus.acteurs, corpus.besoins, corpus.communes, corpus.referentiels["thematiques"].termes):
        for word, value in known.items():
            name = getattr(value, "nom", "") or value.libelle
            assert f"« {word} »" in suggestion(name.upper(), known)
    lists = officiel()
    for codes in (lists.regions, lists.departements, lists.epci, lists.communes):
        code, row = next(iter(codes.items()))
        assert f"« {code} »" in suggestion(row if isinstance(row, str) else row[0], codes)
