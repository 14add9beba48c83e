"""States on the days that matter: the last one, the next one, the one before."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from generator.corpus.etats import (
    PROPOSABLES,
    add_months,
    calendrier,
    est_propose,
    last_day,
    occasions,
    statut_affiche,
    verification_due,
)
from generator.corpus.genres import FICHES
from generator.models.fiche import Fiche
from generator.models.financement import Financement
from generator.models.territoire import Territoire
from generator.reading.yaml_source import parse_yaml
from tests.chemins import AUJOURDHUI
from tests.mini import ACTEUR, FILES, FINANCEMENT, RESSOURCE, SERVICE, TERRITOIRE

STATUTS = ("actif", "experimentation", "a-creer", "a-confirmer", "suspendu", "clos")
PATHS = {"acteur": ACTEUR, "service": SERVICE, "ressource": RESSOURCE, "financement": FINANCEMENT}


def tree(path: str) -> Any:
    document, _ = parse_yaml(FILES[path].encode(), path)
    assert document is not None
    return document.tree


def fiche(kind: str, **fields: Any) -> Fiche:
    return FICHES[kind].modele.model_validate({**tree(PATHS[kind]), **fields})


def financement(statut: str = "actif", **depot: Any) -> Financement:
    made = fiche("financement", statut=statut, depot=depot)
    assert isinstance(made, Financement)
    return made


def in_days(days: int) -> str:
    return str(AUJOURDHUI + datetime.timedelta(days=days))


@pytest.mark.parametrize("kind", PATHS)
@pytest.mark.parametrize("statut", STATUTS)
def test_a_fiche_without_end_shows_what_is_written(kind: str, statut: str) -> None:
    made = fiche(kind, statut=statut)
    assert statut_affiche(made, AUJOURDHUI) == statut
    assert est_propose(made, AUJOURDHUI) == (statut in PROPOSABLES)


@pytest.mark.parametrize(("days", "expected"), [(1, "actif"), (0, "actif"), (-1, "clos")])
def test_the_last_day_is_still_open(days: int, expected: str) -> None:
    for made in (fiche("service", ouverture={"au": in_days(days)}), financement(cloture=in_days(days))):
        assert statut_affiche(made, AUJOURDHUI) == expected
        assert est_propose(made, AUJOURDHUI) == (expected == "actif")


@pytest.mark.parametrize("statut", STATUTS)
def test_what_was_not_proposed_does_not_become_closed(statut: str) -> None:
    made = fiche("service", statut=statut, ouverture={"au": in_days(-1)})
    assert statut_affiche(made, AUJOURDHUI) == ("clos" if statut in PROPOSABLES else statut)


@pytest.mark.parametrize(
    ("statut", "depot", "expected"),
    [
        ("actif", {}, "inconnu"),
        ("actif", {"precision": "Deux fois par an"}, "inconnu"),
        ("actif", {"permanent": "oui"}, "permanent"),
        ("actif", {"permanent": "non"}, "inconnu"),
        ("actif", {"ouverture": 1}, "a-venir"),
        ("actif", {"ouverture": 0}, "ouvert"),
        ("actif", {"ouverture": -1}, "ouvert"),
        ("actif", {"ouverture": 1, "cloture": 90}, "a-venir"),
        ("actif", {"cloture": 61}, "ouvert"),
        ("actif", {"cloture": 60}, "ferme-bientot"),
        ("actif", {"cloture": 0}, "ferme-bientot"),
        ("actif", {"cloture": -1}, "clos"),
        ("actif", {"ouverture": 0, "cloture": 0}, "ferme-bientot"),
        ("actif", {"ouverture": -9, "cloture": 61}, "ouvert"),
        ("experimentation", {"permanent": "oui"}, "permanent"),
        ("clos", {"permanent": "oui"}, "clos"),
        ("clos", {"ouverture": 1}, "clos"),
        ("suspendu", {"permanent": "oui"}, "clos"),
        ("a-confirmer", {"permanent": "oui"}, "inconnu"),
        ("a-confirmer", {"ouverture": 1}, "inconnu"),
        ("a-creer", {"permanent": "oui"}, "inconnu"),
        ("a-creer", {"cloture": 10}, "inconnu"),
        ("a-creer", {"cloture": -10}, "inconnu"),
        ("a-creer", {"ouverture": 10}, "a-venir"),
    ],
)
def test_calendrier(statut: str, depot: dict[str, Any], expected: str) -> None:
    """Only what exists is open: `a-creer` and `a-confirmer` never are."""
    written = {key: in_days(value) if isinstance(value, int) else value for key, value in depot.items()}
    assert calendrier(financement(statut, **written), AUJOURDHUI, 60) == expected


def test_calendrier_follows_the_territoire_s_warning() -> None:
    made = financement(cloture=in_days(30))
    assert [calendrier(made, AUJOURDHUI, days) for days in (29, 30, 31)] == ["ouvert", "ferme-bientot", "ferme-bientot"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-05-15", 0, "2026-05-15"),
        ("2026-01-15", 36, "2029-01-15"),
        ("9999-11-30", 1, "9999-12-30"),
        ("9999-12-01", 1, "9999-12-31"),
        ("9999-12-31", 36, "9999-12-31"),
    ],
)
def test_add_months(day: str, months: int, expected: str) -> None:
    assert str(add_months(datetime.date.fromisoformat(day), months)) == expected


@pytest.mark.parametrize(
    ("fields", "rhythm", "expected"),
    [
        ({}, "6", None),
        ({"verifie_le": "2026-05-22", "verifie_par": "A"}, "6", "2026-11-22"),
        ({"verifie_le": "2026-05-22", "verifie_par": "A"}, "12", "2027-05-22"),
        ({"verifie_le": "2026-05-22", "verifie_par": "A", "rythme_verification": "1"}, "12", "2026-06-22"),
        ({"rythme_verification": "1"}, "12", None),
    ],
)
def test_verification_due(fields: dict[str, str], rhythm: str, expected: str | None) -> None:
    territoire = Territoire.model_validate({**tree(TERRITOIRE), "fraicheur": {"rythme_verification": rhythm}})
    due = verification_due(fiche("service", **fields), territoire)
    assert due == (datetime.date.fromisoformat(expected) if expected else None)


ETE = {"fenetres": [{"ouverture": "07-01", "cloture": "09-15"}]}
HIVER = {"fenetres": [{"ouverture": "11-15", "cloture": "01-31"}]}
DEUX = {"fenetres": [{"ouverture": "09-01", "cloture": "10-15"}, {"ouverture": "02-01", "cloture": "02-29"}]}
MOIS = {"mois": ["11", "1", "5"]}


@pytest.mark.parametrize(
    ("depot", "day", "expected", "first", "last"),
    [
        (ETE, "2026-06-30", "a-venir", "2026-07-01", "2026-09-15"),
        (ETE, "2026-07-01", "ouvert", "2026-07-01", "2026-09-15"),
        (ETE, "2026-07-16", "ouvert", "2026-07-01", "2026-09-15"),
        (ETE, "2026-07-17", "ferme-bientot", "2026-07-01", "2026-09-15"),
        (ETE, "2026-09-15", "ferme-bientot", "2026-07-01", "2026-09-15"),
        (ETE, "2026-09-16", "a-venir", "2027-07-01", "2027-09-15"),
        (ETE, "2026-12-31", "a-venir", "2027-07-01", "2027-09-15"),
        (HIVER, "2026-11-14", "a-venir", "2026-11-15", "2027-01-31"),
        (HIVER, "2026-11-15", "ouvert", "2026-11-15", "2027-01-31"),
        (HIVER, "2026-12-31", "ferme-bientot", "2026-11-15", "2027-01-31"),
        (HIVER, "2027-01-01", "ferme-bientot", "2026-11-15", "2027-01-31"),
        (HIVER, "2027-01-31", "ferme-bientot", "2026-11-15", "2027-01-31"),
        (HIVER, "2027-02-01", "a-venir", "2027-11-15", "2028-01-31"),
        (DEUX, "2026-10-15", "ferme-bientot", "2026-09-01", "2026-10-15"),
        (DEUX, "2026-10-16", "a-venir", "2027-02-01", "2027-02-28"),
        (DEUX, "2028-02-29", "ferme-bientot", "2028-02-01", "2028-02-29"),
        (DEUX, "2028-03-01", "a-venir", "2028-09-01", "2028-10-15"),
        (MOIS, "2026-10-31", "a-venir", "2026-11-01", "2026-11-30"),
        (MOIS, "2026-11-01", "inconnu", "2026-11-01", "2026-11-30"),
        (MOIS, "2026-11-30", "inconnu", "2026-11-01", "2026-11-30"),
        (MOIS, "2026-12-01", "a-venir", "2027-01-01", "2027-01-31"),
        (ETE, "9999-12-31", "a-venir", "9999-12-31", "9999-12-31"),
        (HIVER, "0001-01-01", "a-venir", "0001-11-15", "0002-01-31"),
    ],
)
def test_what_comes_back_each_year(depot: dict[str, Any], day: str, expected: str, first: str, last: str) -> None:
    """Never closed: open on the days of a window, else its next time is known."""
    made, today = financement(**depot), datetime.date.fromisoformat(day)
    assert statut_affiche(made, today) == "actif"
    assert calendrier(made, today, 60) == expected or day in ("9999-12-31", "0001-01-01")
    nearest, *others = occasions(made.depot, today)
    assert (str(nearest.du), str(nearest.au)) == (first, last)
    assert len(others) == len(depot.get("fenetres", depot.get("mois", ()))) - 1
    assert last_day(made, today) == (None if "mois" in depot else nearest.au)


def test_what_is_stopped_does_not_come_back() -> None:
    assert calendrier(financement("suspendu", **ETE), AUJOURDHUI, 60) == "clos"
    assert calendrier(financement("clos", **MOIS), AUJOURDHUI, 60) == "clos"
    assert calendrier(financement("a-confirmer", **ETE), AUJOURDHUI, 60) == "inconnu"


@pytest.mark.parametrize(
    ("depot", "said"),
    [
        ({**ETE, "permanent": "oui"}, "permanent et chaque année à des dates à la fois"),
        ({**ETE, "cloture": "2026-12-01"}, "daté et chaque année à des dates à la fois"),
        ({**ETE, **MOIS}, "chaque année à des dates et chaque année à des mois à la fois"),
        ({**MOIS, "permanent": "oui"}, "permanent et chaque année à des mois à la fois"),
        ({"permanent": "oui", "ouverture": "2026-12-01"}, "permanent et daté à la fois"),
        ({"fenetres": [*HIVER["fenetres"], {"ouverture": "01-31", "cloture": "02-10"}]}, "se recouvrent"),
        ({"fenetres": [*HIVER["fenetres"], {"ouverture": "12-01", "cloture": "12-10"}]}, "se recouvrent"),
        ({"fenetres": [*HIVER["fenetres"], {"ouverture": "10-01", "cloture": "11-15"}]}, "se recouvrent"),
        ({"fenetres": [*HIVER["fenetres"], {"ouverture": "12-01", "cloture": "01-10"}]}, "se recouvrent"),
        ({"fenetres": [*ETE["fenetres"], *ETE["fenetres"]]}, "se recouvrent"),
        ({"fenetres": [{"ouverture": "2026-07-01", "cloture": "09-15"}]}, "jour attendu au format MM-JJ"),
        ({"fenetres": [{"ouverture": "07-01", "cloture": "09-31"}]}, "cette date n'existe pas"),
        ({"mois": ["0"]}, "greater than or equal"),
        ({"mois": ["13"]}, "less than or equal"),
        ({"mois": ["1", "1"]}, "« 1 » est écrit deux fois"),
    ],
)
def test_a_depot_says_one_thing(depot: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        financement(**depot)


def test_windows_side_by_side_are_two() -> None:
    beside = [*HIVER["fenetres"], {"ouverture": "02-01", "cloture": "11-14"}]
    assert len(financement(fenetres=beside).depot.fenetres) == 2
