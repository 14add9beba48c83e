"""Dates: nothing from the future, nothing open after its end, confirmations that age."""

from __future__ import annotations

import datetime

import pytest

from generator.rules.freshness import check_dates, check_deadlines, check_freshness, check_known_hours
from tests.chemins import AUJOURDHUI
from tests.mini import ACTEUR, FINANCEMENT, RESSOURCE, SERVICE, TERRITOIRE, Mini

DEMAIN = AUJOURDHUI + datetime.timedelta(days=1)
HIER = AUJOURDHUI - datetime.timedelta(days=1)
KINDS = [ACTEUR, SERVICE, RESSOURCE, FINANCEMENT]


@pytest.mark.parametrize("regle", [check_dates, check_deadlines, check_freshness])
def test_the_right_case(mini: Mini, regle: object) -> None:
    """Today is not the future, and the last day is still open."""
    for path in KINDS:
        mini.change(path, "2026-11-20", f"{AUJOURDHUI}").add(path, f"verifie_le: {AUJOURDHUI}\nverifie_par: Accueil\n")
    mini.add(SERVICE, f"ouverture:\n  au: {AUJOURDHUI}\n")
    mini.change(FINANCEMENT, "permanent: oui", f"cloture: {AUJOURDHUI}")
    assert mini.broken(regle) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("path", KINDS)
def test_read_tomorrow(mini: Mini, path: str) -> None:
    mini.change(path, "consulte_le: 2026-11-20", f"consulte_le: 2026-11-20\n  - titre: B\n    consulte_le: {DEMAIN}")
    assert mini.broken(check_dates) == [("DAT001", path, mini.line(path, f"{DEMAIN}"), "sources[2].consulte_le")]


@pytest.mark.parametrize("path", KINDS)
def test_confirmed_tomorrow(mini: Mini, path: str) -> None:
    mini.add(path, f"verifie_le: {DEMAIN}\nverifie_par: Accueil\n")
    assert mini.broken(check_dates) == [("DAT001", path, mini.line(path, "verifie_le"), "verifie_le")]


def test_confirmed_at_the_end_of_time(mini: Mini) -> None:
    mini.add(SERVICE, "verifie_le: 9999-12-31\nverifie_par: Accueil\nrythme_verification: 36\n")
    assert mini.broken(check_freshness) == []
    assert mini.broken(check_dates) == [("DAT001", SERVICE, mini.line(SERVICE, "verifie_le"), "verifie_le")]


def test_a_service_past_its_end(mini: Mini) -> None:
    mini.add(SERVICE, f"ouverture:\n  du: 2026-01-01\n  au: {HIER}\n")
    assert mini.broken(check_deadlines) == [("DAT002", SERVICE, mini.line(SERVICE, "au: "), "ouverture.au")]
    mini.change(SERVICE, "statut: actif", "statut: clos")
    assert mini.broken(check_deadlines) == []


def test_a_financement_past_its_end(mini: Mini) -> None:
    mini.change(FINANCEMENT, "permanent: oui", f"cloture: {HIER}")
    assert mini.broken(check_deadlines) == [("DAT002", FINANCEMENT, mini.line(FINANCEMENT, "cloture"), "depot.cloture")]


@pytest.mark.parametrize("path", KINDS)
def test_a_confirmation_that_aged(mini: Mini, path: str) -> None:
    """Six months when the territory says nothing: 22 May is the last day that holds until today."""
    mini.add(path, "verifie_le: 2026-05-22\nverifie_par: Accueil\n")
    assert mini.broken(check_freshness) == []
    mini.change(path, "2026-05-22", "2026-05-21")
    assert mini.broken(check_freshness) == [("DAT003", path, mini.line(path, "verifie_le"), "verifie_le")]
    (problem,) = check_freshness(mini.corpus(), AUJOURDHUI)
    assert problem.message == "confirmée le 2026-05-21, à confirmer de nouveau depuis le 2026-11-21."


def test_the_rhythm_of_the_territoire_then_of_the_fiche(mini: Mini) -> None:
    mini.add(SERVICE, "verifie_le: 2026-05-21\nverifie_par: Accueil\n")
    mini.add(TERRITOIRE, "fraicheur:\n  rythme_verification: 12\n")
    assert mini.broken(check_freshness) == []
    mini.add(SERVICE, "rythme_verification: 1\n")
    assert mini.broken(check_freshness) == [("DAT003", SERVICE, mini.line(SERVICE, "verifie_le"), "verifie_le")]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Les jours et les horaires ne sont pas connus.", 1),
        ("Horaires à compléter.", 1),
        ("Les heures ne sont pas encore fixées.", 1),
        ("Ferme pendant les vacances.", 0),
        ("Les tarifs ne sont pas connus.", 0),
    ],
)
def test_hours_that_are_given_are_not_said_unknown(mini: Mini, line: str, told: int) -> None:
    mini.add(SERVICE, f'limites:\n  - "{line}"\n')
    assert mini.broken(check_known_hours) == []
    mini.add(SERVICE, 'contacts:\n  - {role: "Accueil", horaires: "mardi 09:00-12:00"}\n')
    at = mini.line(SERVICE, line)
    assert mini.broken(check_known_hours) == [("DAT004", SERVICE, at, "limites[1]")] * told
