"""Renaming and removing: every place that names a fiche, nothing else, comments and layout kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.contributing.identifiants import remove_fiche, rename_fiche
from generator.corpus.renvois import renvois
from generator.pipeline import verify
from tests.chemins import AUJOURDHUI
from tests.construction import officiel, read, tree

pytestmark = pytest.mark.usefixtures("se_souvenir")

Run = Callable[..., tuple[int, str, str]]
NAMED = [(kind, key) for kind, key, _ in read().fiches()]


def applied(root: Path, files: dict[str, bytes | None]) -> None:
    for path, data in files.items():
        if data is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)


@pytest.mark.parametrize(("kind", "key"), NAMED)
def test_a_fiche_renamed_is_whole_and_only_its_name_changes(racine_petite_ile: Path, kind: str, key: str) -> None:
    before = tree(racine_petite_ile)
    corpus = read(racine_petite_ile)
    plan = rename_fiche(racine_petite_ile, corpus, kind, key, "nom-neuf")
    applied(racine_petite_ile, dict(plan.fichiers))
    after = tree(racine_petite_ile)
    old = next(path for path in before if path not in after)
    new = next(path for path in after if path not in before)
    for path, data in after.items():
        source = before[old if path == new else path].decode("utf-8", "replace").splitlines()
        made = data.decode("utf-8", "replace").splitlines()
        if path == new:
            (line,) = [line for line in made if line.startswith("anciens_ids: ")]
            assert key in line
            made.remove(line)
            source = [line for line in source if not line.startswith("anciens_ids: ")]
        assert len(source) == len(made), path
        for one, other in zip(source, made, strict=True):
            assert one == other or other == re.sub(rf"(?<![a-z0-9-]){key}(?![a-z0-9-])", "nom-neuf", one), path
    made_corpus = read(racine_petite_ile)
    assert list(renvois(made_corpus, kind, key)) == []
    assert len(list(renvois(made_corpus, kind, "nom-neuf"))) == len(list(renvois(corpus, kind, key)))


def test_renaming_is_never_an_error(racine_petite_ile: Path) -> None:
    """All the fiches, one after the other; then back again, as if nothing had been."""
    for back in (False, True):
        for kind, key in NAMED:
            names = (f"{key}-bis", key) if back else (key, f"{key}-bis")
            plan = rename_fiche(racine_petite_ile, read(racine_petite_ile), kind, *names)
            applied(racine_petite_ile, dict(plan.fichiers))
        problems = verify(racine_petite_ile, AUJOURDHUI, officiel()).problems
        assert [problem for problem in problems if problem.severity == "erreur"] == []


@pytest.mark.parametrize(("kind", "key"), NAMED)
def test_a_fiche_removed_is_named_nowhere(racine_petite_ile: Path, kind: str, key: str) -> None:
    """The files are all read again: a list that is left empty is gone, with its key."""
    corpus = read(racine_petite_ile)
    plan = remove_fiche(racine_petite_ile, corpus, kind, key, "", AUJOURDHUI)
    texts = {**tree(racine_petite_ile), **plan.fichiers}
    # What was read of it stays; the marks of the shelf's edition change with the next edition.
    kept = ("data/coordonnees-a-verifier.yml", "content/commun/LISEZ-MOI.yml")
    for path, data in texts.items():
        if data is None or not path.endswith((".yml", ".md")):
            continue
        text = data.decode("utf-8")
        assert f"]({kind}:{key})" not in text, path
        assert f"{kind}/{key}" not in text or path in kept, path
        assert "[]" not in text, path


def test_one_fiche_for_two(racine_petite_ile: Path) -> None:
    plan = remove_fiche(
        racine_petite_ile, read(racine_petite_ile), "service", "atelier-gouvernance", "parcours-essaimage", AUJOURDHUI
    )
    applied(racine_petite_ile, dict(plan.fichiers))
    corpus = read(racine_petite_ile)
    assert "atelier-gouvernance" not in corpus.services
    assert corpus.services["parcours-essaimage"].anciens_ids == ("atelier-gouvernance",)
    assert corpus.services["permanence-accueil"].suites == ("parcours-essaimage", "accompagnateur-referent")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("renommer", "pole-es", "x"), "Aucune fiche « pole-es ». Vouliez-vous dire « pole-ess »"),
        (("renommer", "pole-ess", "Pôle"), "ne peut pas être un nom"),
        (("renommer", "pole-ess", "agglomeration"), "est déjà le nom d'une fiche"),
        (("retirer", "pole-ess", "--raison", " "), "Il manque la raison"),
        (("retirer", "pole-ess", "--raison", "x", "--vers", "pole-ess"), "par elle-même"),
        (
            ("retirer", "pole-ess", "--raison", "x", "--vers", "permanence-accueil"),
            "Aucune fiche « permanence-accueil »",
        ),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, racine_petite_ile: Path, words: tuple[str, ...], said: str) -> None:
    before = tree(racine_petite_ile)
    code, _, errors = run(*words, "--racine", racine_petite_ile, "--ecrire")
    assert (code, said in errors) == (2, True), errors
    assert tree(racine_petite_ile) == before


def test_a_former_name_is_told_once_with_the_command(run: Run, racine_petite_ile: Path) -> None:
    """A file renamed by hand, `anciens_ids` written: one error for all the places, and one command that ends it."""
    folder = racine_petite_ile / "content/offre/services"
    text = (folder / "atelier-gouvernance.yml").read_text("utf-8")
    (folder / "decider.yml").write_text(f"{text}anciens_ids: [atelier-gouvernance]\n", "utf-8")
    (folder / "atelier-gouvernance.yml").unlink()
    day = ("--date", str(AUJOURDHUI))
    code, shown, _ = run("verifier", "--racine", racine_petite_ile, *day)
    assert code == 1
    assert shown.count(" erreur ") == 1
    assert "« atelier-gouvernance » s'appelle maintenant « decider » : 8 endroits le nomment encore" in shown
    assert "offre renommer atelier-gouvernance decider --ecrire" in shown
    assert run("renommer", "atelier-gouvernance", "decider", "--ecrire", "--racine", racine_petite_ile, *day)[0] == 0
    assert run("verifier", "--racine", racine_petite_ile, *day)[0] == 0
