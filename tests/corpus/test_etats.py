"""States on the days that matter: the last one, the next one, the one before."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from generator.corpus.etats import (
    PROPOSABLES,
    add_months,
    calendrier,
    est_propose,
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


def financement(statut: str = "actif", **depot: str) -> Financement:
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
