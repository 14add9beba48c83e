"""Problems of synonyms and requêtes types, each with its line; and the command that asks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.pipeline import verify
from generator.problems import Problem
from generator.rendering.search import files
from generator.rendering.search.checking import MAX_PERDUS
from tests.chemins import AUJOURDHUI
from tests.construction import officiel

SYNONYMES = "data/synonymes.yml"
REQUETES = "data/requetes-types.yml"
ENERGIE = """\
  energie:
    libelle: "Énergie"
    definition: "Se chauffer, s'éclairer"
    origine: "proposé"
"""
"""An enjeu that nothing carries."""


def problems(root: Path, path: str, lines: str) -> list[Problem]:
    """Add lines to one of the two files, and return what is said of it."""
    file = root / path
    text = file.read_text("utf-8")
    file.write_text(text + lines, encoding="utf-8")
    return [p for p in verify(root, AUJOURDHUI, officiel()).problems if p.path == path]


def test_the_files_have_no_problem(racine_petite_ile: Path) -> None:
    assert problems(racine_petite_ile, SYNONYMES, "") == []
    assert problems(racine_petite_ile, REQUETES, "") == []


@pytest.mark.parametrize(
    ("line", "code", "severity", "said"),
    [
        ("  - {mots: [truc]}\n", "RCH001", "erreur", ""),
        ("  - {mots: [avec le], vers: [guide]}\n", "RCH002", "erreur", "avec le"),
        ("  - {mots: [truc], vers: [helicoptere]}\n", "RCH003", "avertissement", "helicoptere"),
        ("  - {mots: [guides], vers: [guide]}\n", "RCH004", "avertissement", "guides"),
        ("  - {mots: [truc], enjeux: [energie]}\n", "RCH005", "avertissement", "energie"),
        ("  - {mots: [truc], thematiques: [gouvernance]}\n", "REF001", "erreur", "gouvernance"),
        ("  - {mots: [truc], services: [rien]}\n", "REF002", "erreur", "rien"),
        ("  - {mots: [truc], ver: [guide]}\n", "SCH002", "erreur", "ver"),
    ],
)
def test_a_fault_in_the_synonyms_is_told(
    racine_petite_ile: Path, line: str, code: str, severity: str, said: str
) -> None:
    enjeux = racine_petite_ile / "data/referentiels/enjeux.yml"
    enjeux.write_text(f"{enjeux.read_text('utf-8')}{ENERGIE}", encoding="utf-8")
    found = [p for p in problems(racine_petite_ile, SYNONYMES, line) if p.code == code]
    last = len((racine_petite_ile / SYNONYMES).read_text("utf-8").splitlines())
    assert [(p.severity, p.line) for p in found] == [(severity, last)]
    assert said in found[0].message
    assert found[0].hint


@pytest.mark.parametrize(
    ("line", "code", "severity", "said"),
    [
        ("  - {requete: guide, attendu: [ressource/rien]}\n", "RCH010", "erreur", "ressource/rien"),
        ("  - {requete: guide, attendu: [service/cafe-des-projets]}\n", "RCH011", "avertissement", "guide-premiere"),
        ("  - {requete: guide, attendu: [ressource/guide-premiere-reunion], corrige: x}\n", "RCH011", "avertissement",
         "« x »"),
        ("  - {requete: guide, attendu: [n'importe]}\n", "SCH006", "erreur", ""),
    ],
)  # fmt: skip
def test_a_fault_in_the_requetes_is_told(
    racine_petite_ile: Path, line: str, code: str, severity: str, said: str
) -> None:
    found = [p for p in problems(racine_petite_ile, REQUETES, line) if p.code == code]
    last = len((racine_petite_ile / REQUETES).read_text("utf-8").splitlines())
    assert [(p.severity, p.line) for p in found] == [(severity, last)]
    assert said in found[0].message


def test_one_requete_in_twenty_may_fail_not_two(racine_petite_ile: Path) -> None:
    wrong = "  - {requete: guide, attendu: [service/cafe-des-projets]}\n"
    assert {p.code for p in problems(racine_petite_ile, REQUETES, wrong)} == {"RCH011"}
    again = wrong.replace("requete: guide", "requete: convention")
    assert {p.code for p in problems(racine_petite_ile, REQUETES, again)} == {"RCH011", "RCH012"}


def test_the_reserve_is_told_but_has_no_share_to_reach(racine_petite_ile: Path) -> None:
    file = racine_petite_ile / REQUETES
    lines = file.read_text("utf-8").splitlines()
    wrong = "  - {requete: convention, attendu: [service/cafe-des-projets]}"
    unknown = "  - {requete: guide, attendu: [ressource/rien]}"
    file.write_text("\n".join([lines[0], wrong, unknown, *lines[1:]]) + "\n", encoding="utf-8")
    assert [(p.code, p.line) for p in problems(racine_petite_ile, REQUETES, "")] == [("RCH011", 2), ("RCH010", 3)]


def test_a_search_that_would_load_too_much_is_refused(racine_petite_ile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BUDGET", 3_000)
    found = problems(racine_petite_ile, "data/territoire.yml", "")
    assert [(p.code, p.severity) for p in found if p.code == "RCH013"] == [("RCH013", "erreur")]
    for name in (SYNONYMES, REQUETES):
        (racine_petite_ile / name).unlink()
    monkeypatch.setattr(files, "BUDGET", 1_000)
    assert "RCH013" in {p.code for p in problems(racine_petite_ile, "data/territoire.yml", "")}


def test_without_the_files_nothing_is_said(racine_petite_ile: Path) -> None:
    for name in (SYNONYMES, REQUETES):
        (racine_petite_ile / name).unlink()
    assert [p for p in verify(racine_petite_ile, AUJOURDHUI, officiel()).problems if p.code.startswith("RCH")] == []


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    root = Path(__file__).parents[2] / "fixtures" / "petite-ile"
    assert main(["chercher", "--racine", str(root), "--date", "2026-11-22", *words], officiel()) == 0
    return capsys.readouterr().out


def test_the_command_shows_ranking_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ask(capsys, "on se", "dispute").splitlines()
    assert "  1. " in lines[1]
    assert "service/atelier-gouvernance" in lines[1]
    assert lines[2].strip() == "parce que « dispute » veut aussi dire « conflit »"


def test_the_command_tells_corrections_nothing_and_nearest_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert "« gouvernence » n'a rien donné : résultats pour « gouvernance »." in ask(capsys, "gouvernence")
    assert ask(capsys, "de la").startswith("Aucun mot à chercher")
    assert "Mots proches : salle" in ask(capsys, "salade")


def test_verifier_ends_with_the_measure(capsys: pytest.CaptureFixture[str], racine_petite_ile: Path) -> None:
    main(["verifier", "--racine", str(racine_petite_ile), "--date", "2026-11-22"], officiel())
    said = capsys.readouterr().out
    assert "Recherche : 22 requêtes types réussies sur 22 (rappel 100%, précision 91%)." in said
    assert "Recherche : 2 requêtes de réserve réussies sur 2 (rappel 100%, précision 50%)." in said


def test_many_synonyms_that_find_nothing_yet_are_one_line(racine_petite_ile: Path) -> None:
    """Half of them is a wall already, when a territory begins to fill."""
    lines = "".join(f"  - {{mots: [mot{n}], vers: [zzz{n}]}}\n" for n in range(MAX_PERDUS))
    assert len([p for p in problems(racine_petite_ile, SYNONYMES, lines) if p.code == "RCH003"]) == MAX_PERDUS
    more = "  - {mots: [encore], vers: [introuvable]}\n"
    [found] = [p for p in problems(racine_petite_ile, SYNONYMES, more) if p.code == "RCH003"]
    start = r"11 synonymes sur \d+ ne trouvent encore rien, l'offre est courte : « mot0 », .* « encore »\."
    assert re.fullmatch(start, found.message)
