"""The command `comparer`, on a repository: exit codes, formats, hostile inputs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli.commands import comparer as commande
from generator.corpus.memoire import end_of_build
from generator.rendering.page import Rendering
from generator.upkeep.comparison.demande import PHRASE
from tests.chemins import AUJOURDHUI
from tests.construction import replace_in, tree
from tests.upkeep.comparison.depot import PERMANENCE, SERVICES, commit

pytestmark = pytest.mark.usefixtures("se_souvenir")

Run = Callable[..., tuple[int, str, str]]
ARGV = ("comparer", "--date", str(AUJOURDHUI), "--base", "HEAD", "--racine")


@pytest.fixture
def sans_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are not made: for what is told of files and answers, not of addresses."""
    monkeypatch.setattr(commande, "render_corpus", lambda corpus, today: Rendering((), ()))


@pytest.fixture
def depot(racine_petite_ile: Path) -> Path:
    return commit(racine_petite_ile)


def test_nothing_to_say_and_nothing_written(run: Run, depot: Path) -> None:
    before = tree(depot)
    assert run(*ARGV, depot) == (0, "Rien ne change depuis « HEAD ».\n", "")
    assert tree(depot) == before


@pytest.mark.usefixtures("sans_pages")
def test_a_harmless_change_passes(run: Run, depot: Path) -> None:
    replace_in(depot / PERMANENCE, 'duree: "Une heure"', 'duree: "Deux heures"')
    code, shown, errors = run(*ARGV, depot)
    assert (code, errors) == (0, "")
    assert shown.startswith("1 fiche corrigée.\nPersonne ne reçoit une autre réponse qu'avant.\n")
    code, shown, _ = run(*ARGV, depot, "--format", "markdown")
    assert code == 0
    assert shown.startswith("## Ce que change cette proposition\n\n1 fiche corrigée.\n")
    code, shown, _ = run(*ARGV, depot, "--format", "json")
    assert json.loads(shown)["en_mots"] == "1 fiche corrigée"


@pytest.mark.usefixtures("sans_pages")
def test_an_error_gives_1(run: Run, depot: Path) -> None:
    replace_in(depot / PERMANENCE, "acteur: pole-ess", "acteur: pole-es")
    code, shown, _ = run(*ARGV, depot, "--accepter-effets")
    assert code == 1
    assert "Erreurs à corriger (" in shown


@pytest.mark.lent
def test_a_danger_gives_1_until_somebody_says_it_is_wanted(run: Run, depot: Path, tmp_path: Path) -> None:
    replace_in(depot / PERMANENCE, "anciens_ids: [point-accueil]\n", "")
    code, shown, _ = run(*ARGV, depot)
    assert code == 1
    assert "- L'adresse « offre/services/point-accueil/ » ne répondra plus.\n" in shown
    assert run(*ARGV, depot, "--accepter-effets")[0] == 0
    request = tmp_path / "evenement.json"
    for body, expected in ((f"- [ ] {PHRASE}", 1), (f"$(exit 0)\n`id`\n- [x] {PHRASE}", 0)):
        request.write_text(json.dumps({"pull_request": {"body": body, "title": "'; rm -rf ."}}), "utf-8")
        code, shown, _ = run(*ARGV, depot, "--demande", request)
        assert code == expected
        assert ("Ces effets sont voulus" in shown) == (expected == 0)
    assert (depot / SERVICES).is_dir()


def test_what_the_machine_lacks_gives_2(run: Run, depot: Path, racine_petite_ile: Path, tmp_path: Path) -> None:
    assert run("comparer", "--racine", depot, "--base", "absente")[::2] == (
        2,
        "La version « absente » est introuvable ici. Essayer d'abord « git fetch ».\n",
    )
    assert run("comparer", "--racine", depot, "--base=--help")[::2] == (
        2,
        "« --help » n'est pas une version git : écrire par exemple « main ».\n",
    )
    code, _, errors = run(*ARGV, depot, "--demande", tmp_path / "absent")
    assert code == 2
    assert errors.endswith("ne se lit pas : ce fichier ou ce dossier n'existe pas.\n")
    code, _, errors = run("comparer")
    assert code == 2
    assert "il manque : --base" in errors


@pytest.mark.usefixtures("sans_pages")
def test_the_working_folder_is_what_is_proposed_committed_or_not(run: Run, depot: Path) -> None:
    replace_in(depot / PERMANENCE, 'duree: "Une heure"', 'duree: "Deux heures"')
    commit(depot)
    assert run(*ARGV, depot)[1] == "Rien ne change depuis « HEAD ».\n"
    argv = [word if word != "HEAD" else "HEAD^" for word in ARGV]
    assert run(*argv, depot)[1].startswith("1 fiche corrigée.")


def test_comparing_twice_says_the_same(run: Run, depot: Path) -> None:
    (depot / SERVICES / "cafe-des-projets.yml").unlink()
    once = run(*ARGV, depot)
    for _ in range(2):  # what one build remembered and the next did not ask is forgotten: all is made again
        end_of_build()
    assert run(*ARGV, depot) == once
