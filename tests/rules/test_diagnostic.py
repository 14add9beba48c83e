"""The decisions about the holes of the offer: what they name, whether they still hold, what waits for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.models.diagnostic import Trou
from generator.pipeline import verify
from generator.problems import Problem
from generator.rules.diagnostic import check_filling, check_still_holes, check_trous, pressing_holes
from generator.rules.freshness import check_dates
from generator.rules.privacy import check_free_text
from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.construction import replace_in
from tests.dispositif.test_manques import monde_troue
from tests.mini import SERVICE, Mini, officiel

PATH = "data/diagnostic.yml"
TROU = "trous:\n  - thematique: mot\n    modalite: mot\n"


def decided(mini: Mini, *lines: str, service: str = "type: departements\n  codes: ['01']") -> Mini:
    """Open the service in the département 01 only (mini's is everywhere), then write one decision."""
    mini.change(SERVICE, "type: territoire", service)
    return mini.write(PATH, TROU + "".join(f"    {line}\n" for line in lines))


@pytest.mark.parametrize("rule", [check_filling, check_still_holes, check_trous])
@pytest.mark.parametrize("line", ["service: accueil", 'pourquoi_non: "Trop rare."'])
def test_the_right_case(mini: Mini, rule: object, line: str) -> None:
    assert decided(mini, line, "decide_le: 2026-11-22").broken(rule) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", [check_filling, check_still_holes, check_trous, pressing_holes])
def test_without_the_file_nothing_is_asked(mini: Mini, rule: object) -> None:
    assert mini.broken(rule) == []  # type: ignore[arg-type]


def test_a_hole_without_service_hides_no_other(mini: Mini) -> None:
    mini.change(SERVICE, "type: territoire", "type: departements\n  codes: ['01']")
    second = '  - thematique: mot\n    modalite: mot\n    departement: "02"\n    service: accueil\n'
    mini.write(PATH, f'{TROU}    pourquoi_non: "Trop rare."\n{second}')
    assert [one[0::3] for one in mini.broken(check_filling)] == [("DIA002", "trous[2].service")]


@pytest.mark.parametrize("field", ["thematiques", "modalites"])
def test_a_service_that_does_not_treat_it(mini: Mini, field: str) -> None:
    decided(mini, "service: accueil").change(SERVICE, f"{field}: [mot]", f"{field}: [autre]")
    assert mini.broken(check_filling) == [("DIA002", PATH, 4, "trous[1].service")]


@pytest.mark.parametrize(("departement", "broken"), [("01", []), ("02", [("DIA002", PATH, 5, "trous[1].service")])])
def test_a_service_of_another_departement(mini: Mini, departement: str, broken: list[object]) -> None:
    assert decided(mini, f'departement: "{departement}"', "service: accueil").broken(check_filling) == broken


@pytest.mark.parametrize(
    ("statut", "broken"),
    [
        ("a-creer", False), ("experimentation", False), ("actif", False),
        ("a-confirmer", True), ("suspendu", True), ("clos", True),
    ],
)  # fmt: skip
def test_a_service_that_will_not_fill_it(mini: Mini, statut: str, broken: bool) -> None:
    decided(mini, "service: accueil").change(SERVICE, "statut: actif", f"statut: {statut}")
    assert mini.broken(check_filling) == ([("DIA003", PATH, 4, "trous[1].service")] if broken else [])


def test_a_service_whose_last_day_is_past(mini: Mini) -> None:
    decided(mini, "service: accueil").add(SERVICE, "ouverture:\n  au: 2026-11-21\n")
    assert [code for code, *_ in mini.broken(check_filling)] == ["DIA003"]


@pytest.mark.parametrize(
    ("departement", "zone", "over"),
    [
        ("", "type: territoire", True),
        ("", "type: departements\n  codes: ['01']", False),
        ('departement: "01"', "type: departements\n  codes: ['01']", True),
        ('departement: "02"', "type: departements\n  codes: ['01']", False),
        ('departement: "02"', "type: communes\n  codes: ['02901']", False),
        ('departement: "99"', "type: territoire", False),
    ],
)
def test_a_hole_that_is_filled(mini: Mini, departement: str, zone: str, over: bool) -> None:
    """Open in every commune where it was a hole; in some of them is not enough."""
    lines = [departement] if departement else []
    decided(mini, *lines, 'pourquoi_non: "Trop rare."', service=zone)
    assert mini.broken(check_still_holes) == ([("DIA004", PATH, 2, "trous[1].thematique")] if over else [])


def test_a_service_that_is_only_tried_does_not_fill_it_yet(mini: Mini) -> None:
    decided(mini, "service: accueil", service="type: territoire")
    mini.change(SERVICE, "statut: actif", "statut: experimentation")
    assert mini.broken(check_still_holes) == []


def test_words_and_services_that_do_not_exist_are_told_elsewhere(mini: Mini) -> None:
    """check_references says REF001 and REF002: one fault, one problem."""
    mini.write(PATH, TROU.replace("modalite: mot", "modalite: mote") + "    service: personne\n")
    assert mini.broken(check_filling) == mini.broken(check_still_holes) == []
    assert {problem.code for problem in mini.verify().problems} == {"REF001", "REF002"}


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        ("", "", True),
        ('departement: "01"', 'departement: "01"', True),
        ("", 'departement: "01"', False),
        ('departement: "01"', 'departement: "02"', False),
    ],
)
def test_a_hole_is_decided_once(mini: Mini, first: str, second: str, twice: bool) -> None:
    lines = [
        "  - {thematique: mot, modalite: mot, pourquoi_non: Non" + (f", {place}" if place else "") + "}\n"
        for place in (first, second)
    ]
    mini.write(PATH, "trous:\n" + "".join(lines))
    assert mini.broken(check_trous) == ([("DIA005", PATH, 3, "trous[2].thematique")] if twice else [])


def test_a_departement_of_elsewhere(mini: Mini) -> None:
    decided(mini, 'departement: "99"', 'pourquoi_non: "Loin."')
    assert mini.broken(check_trous) == [("DIA006", PATH, 4, "trous[1].departement")]


def test_a_decision_of_tomorrow(mini: Mini) -> None:
    decided(mini, 'pourquoi_non: "Loin."', "decide_le: 2026-11-23")
    assert mini.broken(check_dates) == [("DAT001", PATH, 5, "trous[1].decide_le")]


def test_a_reason_holds_no_phone_number(mini: Mini) -> None:
    decided(mini, 'pourquoi_non: "Appeler le 02 61 91 00 01."')
    assert mini.broken(check_free_text) == [("VIE003", PATH, 4, "trous[1].pourquoi_non")]


def pressing(*trous: Trou) -> list[str]:
    """Return the messages of pressing_holes; in this world (test_manques.py) four holes press."""
    problems: list[Problem] = list(pressing_holes(monde_troue(trous), AUJOURDHUI))
    assert {(problem.code, problem.where) for problem in problems} <= {("DIA007", "trous")}
    return [problem.message for problem in problems]


def trou(thematique: str, modalite: str, **fields: str) -> Trou:
    return Trou.model_validate({"thematique": thematique, "modalite": modalite, "pourquoi_non": "Trop rare.", **fields})


def test_the_pressing_holes_wait_for_a_decision() -> None:
    """In the order of the ranking; where nothing was decided only."""
    assert pressing(trou("t", "n", departement="02")) == [
        "manque n° 1, « Mot », « Mot » (Estran, Falaises) : 2 situations où rien ne convient, et rien de décidé.",
        "manque n° 2, « Mot », « Mot » (Estran, Dunes-et-Marais, Falaises) : "
        "2 situations où rien ne convient, et rien de décidé.",
        "manque n° 3, « Mot », « Mot » (Estran, Dunes-et-Marais, Falaises) : "
        "2 situations où rien ne convient, et rien de décidé.",
        "manque n° 4, « Mot », « Mot » (Dunes-et-Marais, Falaises) : "
        "1 situation où rien ne convient, et rien de décidé.",
    ]


def test_all_decided_is_quiet() -> None:
    assert pressing(*(trou(t, m) for t in ("t", "u") for m in ("m", "n"))) == []


def test_only_the_first_ones_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.rules.diagnostic.PREMIERS", 2)
    assert len(pressing(trou("t", "m"))) == 2
    assert len(pressing(trou("t", "n"))) == 1


def test_it_comes_with_the_proofs_of_the_arbres() -> None:
    """The invented territory leaves one département of its third hole undecided."""
    problems = [p for p in verify(PETITE_ILE, AUJOURDHUI, officiel()).problems if p.code.startswith("DIA")]
    assert {(p.code, p.path, p.line) for p in problems} == {("DIA007", PATH, 1)}
    first, *_ = (p.message for p in problems)
    assert first.startswith("manque n° 3, « Faire vivre le collectif », « Atelier collectif » (Dunes-et-Marais) : ")


def test_it_waits_for_arbres_without_fault(racine_petite_ile: Path) -> None:
    """Their paths are what it counts."""
    parcours = racine_petite_ile / "data/parcours/commencer.yml"
    replace_in(parcours, "accueil-permanence]", "formation]")
    codes = {problem.code for problem in verify(racine_petite_ile, AUJOURDHUI, officiel()).problems}
    assert "ORI010" in codes
    assert "DIA007" not in codes
