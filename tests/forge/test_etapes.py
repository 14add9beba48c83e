"""The steps of the workflows, run by bash as the forge runs them, with hostile events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.upkeep.comparison.demande import PHRASE
from tests.construction import replace_in
from tests.contributing.demande import SERVICE, form, issue
from tests.forge.flux import Machine, machine
from tests.upkeep.comparison.depot import PERMANENCE, SERVICES, commit, git

HOSTILE = "\"; touch ici; $(touch ici) `touch ici` ' && touch ici\n::add-mask::x\n${{ github.token }} %0A"


@pytest.fixture
def runner(racine_petite_ile: Path, tmp_path: Path) -> Machine:
    """A checkout as the forge makes it for a pull request: the merge of a proposition into main."""
    root = commit(racine_petite_ile)
    git(root, "switch", "--quiet", "--create", "proposition")
    replace_in(root / PERMANENCE, 'duree: "Une heure"', 'duree: "Deux heures"')
    commit(root)
    merged(root)
    return machine(root, tmp_path / "machine")


def merged(root: Path) -> None:
    git(root, "switch", "--quiet", "--detach", "main")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Fusion", "proposition")


def pull_request(body: str | None) -> str:
    return json.dumps({"pull_request": {"number": 7, "title": HOSTILE, "body": body, "head": {"ref": HOSTILE}}})


def proposed(runner: Machine, old: str, new: str) -> None:
    git(runner.depot, "switch", "--quiet", "proposition")
    replace_in(runner.depot / PERMANENCE, old, new)
    commit(runner.depot)
    merged(runner.depot)


def nothing_happened(runner: Machine) -> bool:
    return not [*runner.depot.rglob("ici"), *runner.dossier.rglob("ici")]


EFFET = "Dire ce qui change, et l'effet"


def test_a_harmless_proposition_is_verified_told_and_built(runner: Machine) -> None:
    codes = runner.run("verifier", pull_request(HOSTILE))
    assert codes == {"Dire les erreurs, sur leurs lignes": 0, EFFET: 0, "Construire le site": 0}
    assert runner.resume.startswith("## Ce que change cette proposition\n\n1 fiche corrigée.\n")
    assert "Durée : « Une heure » devient « Deux heures »" in runner.resume
    assert (runner.depot / "site/index.html").is_file()
    assert nothing_happened(runner)


def test_a_danger_stops_until_the_box_is_ticked(runner: Machine) -> None:
    proposed(runner, "anciens_ids: [point-accueil]\n", "")
    for body in (None, f"{HOSTILE}\n- [ ] {PHRASE}"):
        assert runner.run("verifier", pull_request(body), EFFET) == {EFFET: 1}
    assert "point-accueil/ » ne répondra plus" in runner.resume
    assert runner.run("verifier", pull_request(f"{HOSTILE}\n- [x] {PHRASE}"), EFFET) == {EFFET: 0}
    assert nothing_happened(runner)


def test_an_error_is_told_on_its_line_and_nothing_is_built(runner: Machine) -> None:
    proposed(runner, "acteur: pole-ess\n", "acteur: pole-es\n")
    codes = runner.run("verifier", pull_request(""))
    assert set(codes.values()) == {1}
    out = (runner.dossier / "sorties").read_text("utf-8")
    assert f"::error file={PERMANENCE},line=" in out
    assert "### Erreurs à corriger (" in runner.resume
    assert not (runner.depot / "site").exists()


def test_a_hostile_fiche_makes_no_command_of_the_forge(runner: Machine) -> None:
    hostile = "</summary> ::stop-commands::x %0A::error::y <script>z</script> $(touch ici)"
    proposed(runner, 'duree: "Deux heures"', f'duree: "{hostile}"')
    for step in ("Dire les erreurs, sur leurs lignes", EFFET):
        assert runner.run("verifier", pull_request(""), step) == {step: 0}
    out = (runner.dossier / "sorties").read_text("utf-8")
    assert not [line for line in out.splitlines() if line.startswith("::") and not line.startswith("::warning file=")]
    assert "<script>" not in runner.resume
    assert nothing_happened(runner)


def test_the_week(runner: Machine) -> None:
    codes = runner.run("hebdomadaire", "{}")
    assert set(codes.values()) == {0}
    assert len(codes) == 4
    sent = [json.loads(line) for line in runner.journal.splitlines()]
    assert all(method == "POST" and path == "/issues" for method, path, _ in sent)
    labels = [body["labels"] for _, _, body in sent]
    assert ["fraicheur"] in labels and ["liens"] not in labels  # one failure is no dead link yet
    assert "## Fraîcheur des fiches" in runner.resume
    assert "## Liens vers d'autres sites" in runner.resume
    assert (runner.depot / "build/liens.json").is_file()


def test_the_week_of_a_copy_of_the_repository(runner: Machine) -> None:
    replace_in(
        runner.depot / "data/territoire.yml",
        "https://forge.example/petite-ile/offre",
        "https://forge.example/autre/offre",
    )
    assert set(runner.run("hebdomadaire", "{}").values()) == {0}
    assert runner.journal == ""


@pytest.mark.parametrize("nom", ["Veillée des projets", HOSTILE.replace("\n", " "), "../../../etc/passwd"])
def test_a_request_is_answered(runner: Machine, nom: str) -> None:
    body = issue(form("nouveau-service"), {**SERVICE, "nom": nom, "description": HOSTILE})
    event = {
        "issue": {
            "number": 12,
            "title": HOSTILE,
            "body": body,
            "user": {"login": HOSTILE},
            "html_url": "https://forge.example/12",
        }
    }
    before = sorted((runner.depot / SERVICES).iterdir())
    assert runner.run("demande", json.dumps(event)) == {"Répondre": 0}
    (sent,) = [json.loads(line) for line in runner.journal.splitlines()]
    assert sent[:2] == ["POST", "/issues/12/comments"]
    assert sent[2]["body"].startswith("<!-- offre:demande:reponse -->\nBonjour, merci pour « ")
    assert sorted((runner.depot / SERVICES).iterdir()) == before
    assert nothing_happened(runner)


def test_the_site_is_built_before_it_is_published(runner: Machine) -> None:
    assert runner.run("publier", "{}") == {"Construire le site": 0}
    assert (runner.depot / "site/_headers").is_file()
