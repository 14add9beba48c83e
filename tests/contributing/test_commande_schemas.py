"""`offre schemas`: writes what helps to write, tells what is old, changes nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.corpus.genres import GENRES, SCHEMAS, genre_of, modeline
from generator.corpus.questions import FORMULAIRES
from generator.forges.github import GITHUB
from tests.chemins import AUJOURDHUI
from tests.construction import replace_in, tree

pytestmark = pytest.mark.usefixtures("se_souvenir")

DOSSIER = GITHUB.formulaires
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def schemas(run: Run, racine_petite_ile: Path) -> Run:
    """`schemas(…)` runs the command on the copy of the invented territory."""

    def call(*more: str) -> tuple[int, str, str]:
        return run("schemas", "--racine", racine_petite_ile, *more)

    return call


def test_everything_is_written_once(schemas: Run, run: Run, racine_petite_ile: Path) -> None:
    before = tree(racine_petite_ile)
    code, shown, _ = schemas("--verifier")
    assert code == 1
    assert f"{SCHEMAS}/service.json n'est plus à jour." in shown
    assert f"{DOSSIER}/nouveau-service.yml n'est plus à jour." in shown
    assert "content/acteurs/pole-ess.yml n'est plus à jour." in shown
    assert "Pour tout remettre à jour : offre schemas" in shown
    assert tree(racine_petite_ile) == before
    assert schemas()[0] == 0
    after = tree(racine_petite_ile)
    made = {f"{SCHEMAS}/{genre}.json" for genre in GENRES} | {f"{DOSSIER}/{form.nom}.yml" for form in FORMULAIRES}
    assert set(after) - set(before) == made | {f"{DOSSIER}/config.yml", GITHUB.proprietaires}
    for path, data in before.items():
        line = modeline(path).encode() if genre_of(path) else b""
        assert after[path] == line + data, path
    assert schemas("--verifier") == (0, "Les aides à la saisie sont à jour.\n", "")
    assert schemas() == (0, "Les aides à la saisie sont à jour.\n", "")
    assert tree(racine_petite_ile) == after
    code, shown, _ = run("verifier", "--racine", racine_petite_ile, "--date", str(AUJOURDHUI))
    assert code == 0, shown


@pytest.mark.parametrize(
    ("path", "old", "new", "stale"),
    [
        (
            "data/referentiels/stades.yml",
            "On a une idée",
            "Une idée naît",
            [f"{SCHEMAS}/service.json", "nouveau-service"],
        ),
        (f"{SCHEMAS}/service.json", "Permanence d'accueil", "Autre", [f"{SCHEMAS}/service.json"]),
        (f"{DOSSIER}/nouvel-acteur.yml", "Ce qu'elle fait", "Missions", [f"{DOSSIER}/nouvel-acteur.yml"]),
        ("data/territoire.yml", "schemas/territoire.json", "schemas/vieux.json", ["data/territoire.yml"]),
        ("data/territoire.yml", "https://petite-ile.test/", "https://exemple.org/", [f"{DOSSIER}/config.yml"]),
    ],
)
def test_what_is_old_is_named_then_made_again(
    schemas: Run, racine_petite_ile: Path, path: str, old: str, new: str, stale: list[str]
) -> None:
    schemas()
    right = tree(racine_petite_ile)
    text = (racine_petite_ile / path).read_text(encoding="utf-8")
    (racine_petite_ile / path).write_text(text.replace(old, new), encoding="utf-8")
    code, shown, _ = schemas("--verifier")
    misleading = [word for word in stale if word not in ("data/territoire.yml", f"{DOSSIER}/config.yml")]
    assert code == (1 if misleading else 0)
    assert all(word in shown for word in stale)
    assert schemas()[0] == 0
    assert schemas("--verifier")[0] == 0
    if "data/territoire.yml" not in stale and path.startswith("data/"):
        assert tree(racine_petite_ile) != right
    else:
        assert tree(racine_petite_ile) == right


def test_a_schema_of_a_kind_that_is_no_more_is_removed(schemas: Run, racine_petite_ile: Path) -> None:
    schemas()
    left = racine_petite_ile / SCHEMAS / "ancien.json"
    left.write_text("{}")
    assert schemas("--verifier")[0] == 1
    assert "ancien.json : supprimé" in schemas()[1]
    assert not left.exists()


def test_ends_of_lines_of_another_system_are_not_old(schemas: Run, racine_petite_ile: Path) -> None:
    schemas()
    for path in (f"{SCHEMAS}/service.json", f"{DOSSIER}/config.yml", "content/acteurs/pole-ess.yml"):
        data = (racine_petite_ile / path).read_bytes()
        (racine_petite_ile / path).write_bytes(data.replace(b"\n", b"\r\n"))
    assert schemas("--verifier")[0] == 0


def test_a_faulty_territory_is_told_first(schemas: Run, racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / "content/acteurs/agglomeration.yml", "statut: actif", "statut: ouvert")
    code, shown, _ = schemas()
    assert code == 1
    assert "content/acteurs/agglomeration.yml:" in shown
    assert not (racine_petite_ile / SCHEMAS).exists()


def test_a_place_that_cannot_be_written_is_one_sentence(schemas: Run, racine_petite_ile: Path) -> None:
    (racine_petite_ile / SCHEMAS).write_text("")
    code, _, faults = schemas()
    assert code == 2
    assert faults.startswith("Impossible d'écrire ")
    assert len(faults.splitlines()) == 1


@pytest.mark.parametrize(
    ("address", "made"),
    [
        (
            "https://gitlab.com/q/o",
            {".gitlab-ci.yml", ".gitlab/CODEOWNERS", ".gitlab/issue_templates/nouveau-service.md"}
            | {".gitlab/merge_request_templates/Default.md"},
        ),
        (
            "https://codeberg.org/q/o",
            {".forgejo/workflows/verifier.yml", ".forgejo/CODEOWNERS", f"{DOSSIER}/nouveau-service.yml"},
        ),
    ],
)
def test_the_files_of_the_forge_at_hand_are_written(
    schemas: Run, racine_petite_ile: Path, address: str, made: set[str]
) -> None:
    path = racine_petite_ile / "data/territoire.yml"
    replace_in(path, "https://forge.example/petite-ile/offre", address)
    replace_in(path, "  forge: github\n", "")
    code, shown, _ = schemas()
    assert code == 0 and shown.endswith(" ne fait pas : offre territoire etat\n")
    held = set(tree(racine_petite_ile))
    assert made <= held
    assert GITHUB.proprietaires not in held
    assert schemas("--verifier") == (0, "Les aides à la saisie sont à jour.\n", "")
    (flux,) = (racine_petite_ile / name for name in made if name.endswith((".gitlab-ci.yml", "verifier.yml")))
    flux.write_text("", "utf-8")
    code, shown, _ = schemas("--verifier")
    assert (code, shown.count("n'est plus à jour")) == (0, 1), "told, and stops nobody who only writes a fiche"
