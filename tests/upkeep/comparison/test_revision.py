"""A territory is taken at a git reference, whatever the reference, whatever the repository holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.problems.faults import Fault
from generator.reading import revision
from generator.reading.revision import footprints, last_change, remotes, take
from tests.construction import tree
from tests.upkeep.comparison.depot import ATELIER, PERMANENCE, commit, git


@pytest.fixture
def depot(racine_petite_ile: Path) -> Path:
    return commit(racine_petite_ile)


@pytest.fixture
def cible(tmp_path: Path) -> Path:
    folder = tmp_path / "cible"
    folder.mkdir()
    return folder


def test_only_content_and_data_come_byte_for_byte(depot: Path, cible: Path) -> None:
    (depot / "secret.txt").write_text("rien", "utf-8")
    commit(depot)
    before = {path: data for path, data in tree(depot).items() if path.startswith(("content/", "data/"))}
    (depot / PERMANENCE).write_text("autre chose", "utf-8")
    assert take(depot, "main", cible) == git(depot, "rev-parse", "main").strip()
    assert tree(cible) == before
    assert (depot / PERMANENCE).read_text("utf-8") == "autre chose"


@pytest.mark.parametrize("reference", ["HEAD", "HEAD^0", "main", "v1", "refs/heads/main", "main@{0}"])
def test_every_way_to_name_a_version(depot: Path, cible: Path, reference: str) -> None:
    git(depot, "tag", "v1")
    take(depot, reference, cible)
    assert (cible / PERMANENCE).is_file()


@pytest.mark.parametrize(
    "reference",
    ["", "-h", "--help", "--output=/tmp/x", "-", " main", "ma in", "main\n", "a\0b", "x" * 201, "\tmain"],
)
def test_what_is_no_name_of_a_version_never_reaches_git(
    depot: Path, cible: Path, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revision.subprocess, "run", lambda *words, **more: pytest.fail("git a été appelé"))
    with pytest.raises(Fault, match="n'est pas une version git"):
        take(depot, reference, cible)


@pytest.mark.parametrize(
    "reference",
    ["absente", "$(touch${IFS}ici)", "main;touch${IFS}ici", "`id`", "main..absente", "../../etc/passwd", "0" * 40],
)
def test_an_unknown_version_is_told_and_nothing_runs(depot: Path, cible: Path, reference: str) -> None:
    with pytest.raises(Fault, match="introuvable ici"):
        take(depot, reference, cible)
    assert list(cible.iterdir()) == []
    assert not (depot / "ici").exists()


def test_a_folder_without_git(racine_petite_ile: Path, cible: Path) -> None:
    with pytest.raises(Fault, match="n'est pas une copie git"):
        take(racine_petite_ile, "main", cible)


def test_a_version_without_a_territory(depot: Path, cible: Path) -> None:
    shutil.rmtree(depot / "data")
    commit(depot)
    with pytest.raises(Fault, match="n'a pas les dossiers"):
        take(depot, "main", cible)


def test_git_is_not_there(depot: Path, cible: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Fault, match="« git » est introuvable"):
        take(depot, "main", cible)


def test_a_territory_in_a_folder_of_the_repository(racine_petite_ile: Path, cible: Path) -> None:
    commit(racine_petite_ile.parent)
    take(racine_petite_ile, "main", cible)
    assert (cible / PERMANENCE).is_file()


def test_links_and_attributes_of_a_commit_take_nothing_and_hide_nothing(depot: Path, cible: Path) -> None:
    (depot / ".gitattributes").write_text("content/** export-ignore\n", "utf-8")
    (depot / "content/acteurs/lien.yml").symlink_to("/etc/passwd")
    (depot / "content/ailleurs").symlink_to("/etc")
    commit(depot)
    take(depot, "main", cible)
    assert (cible / ATELIER).is_file()
    assert not (cible / "content/acteurs/lien.yml").exists()
    assert not (cible / "content/ailleurs").exists()


@pytest.mark.parametrize("path", ["../dehors.yml", "content/../../dehors.yml", "content//x.yml", "C:\\x.yml"])
def test_a_name_that_climbs_is_left_out(path: str) -> None:
    lines = (f"100644 blob {'0' * 40}      12\t{path}", f"100644 blob {'1' * 40}      12\tcontent/a.yml", "")
    assert revision._plain_files("\0".join(lines).encode()) == [("content/a.yml", "1" * 40)]


def test_a_version_too_heavy_is_refused_before_it_is_read() -> None:
    listing = f"100644 blob {'0' * 40}   300000000\tcontent/a.yml\0"
    with pytest.raises(Fault, match="300 Mo, 200 au plus"):
        revision._plain_files(listing.encode())


def test_footprints_follow_no_link_and_skip_what_is_hidden(racine_petite_ile: Path) -> None:
    before = footprints(racine_petite_ile)
    (racine_petite_ile / "content/lien").symlink_to("/etc")
    (racine_petite_ile / "content/.cache").mkdir()
    (racine_petite_ile / "content/.cache/x.yml").write_text("x", "utf-8")
    (racine_petite_ile / "data/.x").write_text("x", "utf-8")
    assert footprints(racine_petite_ile) == before
    assert PERMANENCE in before
    assert list(before) == sorted(before)


def test_without_the_program_git_nothing_is_known(depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(depot, "remote", "add", "origin", "https://forge.example/copie")
    assert remotes(depot) == {"origin": "https://forge.example/copie"} and last_change(depot) is not None
    monkeypatch.setenv("PATH", "")
    assert remotes(depot) == {} and last_change(depot) is None
