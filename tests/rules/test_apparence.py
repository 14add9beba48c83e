"""Colours that can be read, a logo that is there, a declaration that still holds."""

from __future__ import annotations

import pytest

from generator.rules.apparence import check_colours
from generator.rules.references import check_files
from generator.rules.territoire import check_declaration
from tests.chemins import AUJOURDHUI
from tests.fichiers import FICHIERS
from tests.mini import TERRITOIRE, Mini, told

PNG = FICHIERS["a.png"]


def test_the_right_case(mini: Mini) -> None:
    mini.write("content/fichiers/logo.png", PNG)
    mini.change(TERRITOIRE, '  nom: "Mini"\n', '  nom: "Mini"\n  logo: logo.png\n')
    mini.add(TERRITOIRE, "couleurs:\n  principale: '#7a1f5c'\n  sombre: {accent: '#f0b48f'}\n")
    assert mini.broken(check_colours) == mini.broken(check_files) == mini.broken(check_declaration) == []


@pytest.mark.parametrize(
    ("lines", "needle", "where", "message"),
    [
        (
            "couleurs:\n  principale: '#8fb8bd'\n",
            "principale: '#8",
            "couleurs.principale",
            "sur l'écran clair, les liens : #8fb8bd sur #dfe9e7 donne un contraste de 1,73, il faut 4,50"
            " ; et 3 autres usages.",
        ),
        (
            "couleurs:\n  sombre:\n    bande: '#aaaaaa'\n",
            "bande:",
            "couleurs.sombre.bande",
            "sur l'écran sombre, le texte second sur la bande : #bcd3d0 sur #aaaaaa donne un contraste de 1,47,",
        ),
    ],
)
def test_colours_that_cannot_be_read(mini: Mini, lines: str, needle: str, where: str, message: str) -> None:
    mini.add(TERRITOIRE, lines)
    assert mini.broken(check_colours) == [("TER005", TERRITOIRE, mini.line(TERRITOIRE, needle), where)]
    (problem,) = check_colours(mini.corpus(), AUJOURDHUI)
    assert problem.message.startswith(message)
    assert mini.verify().publiable is False


def test_a_logo_that_is_not_there(mini: Mini) -> None:
    mini.write("content/fichiers/logos.png", PNG)
    mini.change(TERRITOIRE, '  nom: "Mini"\n', '  nom: "Mini"\n  logo: logo.png\n')
    assert mini.broken(check_files) == [("TER006", TERRITOIRE, mini.line(TERRITOIRE, "logo:"), "site.logo")]
    (problem,) = check_files(mini.corpus(), AUJOURDHUI)
    assert problem.hint == "Vouliez-vous dire « logos.png » ?"


@pytest.mark.parametrize("name", ["logo.svg", "../logo.png", "Logo.png", "logo.gif"])
def test_a_logo_of_another_kind(mini: Mini, name: str) -> None:
    mini.change(TERRITOIRE, '  nom: "Mini"\n', f"  nom: \"Mini\"\n  logo: '{name}'\n")
    assert told(mini) == [("SCH006", TERRITOIRE)]


@pytest.mark.parametrize(
    ("date", "code"),
    [("2023-11-23", None), ("2023-11-22", "TER008"), ("2026-11-22", None), ("", "TER009")],
)
def test_the_age_of_the_declaration(mini: Mini, date: str, code: str | None) -> None:
    mini.change(TERRITOIRE, "accessibilite:\n  etablie_le: 2026-01-05\n", "")
    if date:
        mini.add(TERRITOIRE, f"accessibilite: {{etablie_le: {date}}}\n")
    found = mini.broken(check_declaration)
    assert [problem[0] for problem in found] == ([code] if code else [])


@pytest.mark.parametrize(
    ("declaration", "right"),
    [
        ("etat: non-conforme", True),
        ("etat: partielle", False),
        ("etat: partielle, audit_le: 2026-10-01, taux: 62", False),
        ("etat: partielle, audit_le: 2026-10-01, audit_par: Pole, taux: 49", False),
        ("etat: partielle, audit_le: 2026-10-01, audit_par: Pole, taux: 50", True),
        ("etat: totale, audit_le: 2026-10-01, audit_par: Pole, taux: 99", False),
        ("etat: totale, audit_le: 2026-10-01, audit_par: Pole, taux: 100", True),
    ],
)
def test_no_state_without_an_audit(mini: Mini, declaration: str, right: bool) -> None:
    mini.change(TERRITOIRE, "accessibilite:\n  etablie_le: 2026-01-05\n", f"accessibilite: {{{declaration}}}\n")
    assert told(mini) == ([] if right else [("TER010", TERRITOIRE)])
