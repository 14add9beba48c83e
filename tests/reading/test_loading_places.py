"""Files out of place, links, pipes, downloads of another type: refused, named, never followed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from generator.problems.faults import Fault
from generator.reading.inventaire import ignored_files
from generator.reading.loading import load_corpus
from tests.fichiers import FICHIERS
from tests.mini import ACTEUR, CSV, GEOJSON, TERRITOIRE, Mini, officiel, told

PDF = b"%PDF-1.7 essai"


def link(mini: Mini, path: str, target: str) -> None:
    place = mini.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        place.rename(mini.root / f"{place.name}.avant")
    place.symlink_to(target)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/acteurs/Pole.yml", "FIC001"),
        ("content/acteurs/pôle.yml", "FIC001"),
        ("content/acteurs/pole_ess.yml", "FIC001"),
        ("content/acteurs/pole ess.yml", "FIC001"),
        ("content/acteurs/con.yml", "FIC001"),
        (f"content/acteurs/{'x' * 81}.yml", "FIC001"),
        ("content/acteurs/a\n::error::b.yml", "FIC001"),
        ("content/acteurs/a\u202eb.yml", "FIC001"),
        ("content/acteurs/pole.yaml", "FIC002"),
        ("content/acteurs/pole.YML", "FIC002"),
        ("content/acteurs/pole.yml.bak", "FIC002"),
        ("content/acteurs/lisez-moi.txt", "FIC002"),
        ("content/acteurs/sous/pole.yml", "FIC002"),
        ("content/acteurs/pole.yml~", "FIC002"),
        ("content/offre/service/x.yml", "FIC002"),
        ("content/offre/x.yml", "FIC002"),
        ("content/x.yml", "FIC002"),
        ("content/services/x.yml", "FIC002"),
        ("data/territoire.yaml", "FIC002"),
        ("data/communes.json", "FIC002"),
        ("data/referentiel/x.yml", "FIC002"),
        ("data/referentiels/Stades.yml", "FIC001"),
        ("data/arbres/x.txt", "FIC002"),
        ("data/parcours/X.yml", "FIC001"),
        ("content/fichiers/x.exe", "FIC002"),
        ("content/fichiers/x.svg", "FIC002"),
        ("content/fichiers/x.html", "FIC002"),
        ("content/fichiers/x", "FIC002"),
        ("content/fichiers/x.PDF", "FIC002"),
        ("content/fichiers/X.pdf", "FIC001"),
        ("content/fichiers/x y.pdf", "FIC001"),
        ("content/fichiers/x..pdf", "FIC001"),
        ("content/fichiers/sous/x.pdf", "FIC002"),
        ("content/guides/x.txt", "FIC002"),
        ("content/guides/x.md", "FIC002"),
        ("content/guides/autre/x.md", "FIC002"),
        ("content/guides/Outils/x.md", "FIC002"),
        ("content/guides/outils/a/x.md", "FIC002"),
        ("content/guides/outils/x.yml", "FIC002"),
        ("content/guides/methode/X.md", "FIC001"),
        ("content/guides/methode/outils.md", "FIC001"),
    ],
)
def test_a_file_out_of_place(mini: Mini, path: str, code: str) -> None:
    """The folder is named when the file is deeper than any file may be."""
    mini.write(path, PDF)
    shown = path.rsplit("/", 1)[0] if "/sous/" in path else path
    assert told(mini) == [(code, shown)]


@pytest.mark.parametrize(
    "path", ["content/acteurs/.pole.yml.swp", "content/.gitkeep", "data/.DS_Store", "content/guides/.gitkeep"]
)
def test_a_hidden_file_is_nobodys(mini: Mini, path: str) -> None:
    mini.write(path, b"\x00")
    assert told(mini) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/acteurs/.pole.yml", "FIC001"),
        ("data/.brouillon.yml", "FIC002"),
        ("content/guides/.notes.md", "FIC002"),
    ],
)
def test_a_hidden_fiche_is_not_skipped_in_silence(mini: Mini, path: str, code: str) -> None:
    mini.write(path, b"nom: x\n")
    assert (code, path) in told(mini)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content", [("FIC003", "content")]),
        ("data", [("FIC003", "data")]),
        ("content/acteurs", [("FIC003", "content/acteurs")]),
        ("content/offre", [("FIC003", "content/offre")]),
        ("content/acteurs/autre.yml", [("FIC003", "content/acteurs/autre.yml")]),
        ("content/guides", [("FIC003", "content/guides")]),
        ("content/guides/x.md", [("FIC003", "content/guides/x.md")]),
        ("content/fichiers", [("FIC003", "content/fichiers")]),
        ("content/fichiers/x.pdf", [("FIC003", "content/fichiers/x.pdf")]),
        ("content/ailleurs", [("FIC003", "content/ailleurs")]),
        ("data/referentiels", [("FIC003", "data/referentiels")]),
        (CSV, [("FIC003", CSV)]),
        (GEOJSON, [("FIC003", GEOJSON)]),
        (TERRITOIRE, [("YML001", TERRITOIRE)]),
        ("data/cas-types.yml", [("YML001", "data/cas-types.yml")]),
    ],
)
@pytest.mark.parametrize("alive", [True, False])
def test_a_link_is_refused_once(mini: Mini, tmp_path: Path, path: str, expected: list[Any], alive: bool) -> None:
    """It could lead out of the project; where it leads does not matter."""
    if not alive and path in ("content", "data"):
        return _no_folder(mini, path)
    target = tmp_path / "content" if (tmp_path / path).is_dir() else tmp_path / ACTEUR
    if path in ("content", "data"):
        target = tmp_path / f"{path}.avant"
    elif (tmp_path / path).is_dir():
        target = tmp_path / f"{Path(path).name}.avant"
    link(mini, path, str(target) if alive else "/nulle/part")
    assert [item for item in told(mini) if item[0] != "FIC004"] == expected


def test_a_guide_that_is_a_link_is_not_read(mini: Mini, tmp_path_factory: pytest.TempPathFactory) -> None:
    away = tmp_path_factory.mktemp("ailleurs")
    (away / "page.pdf").write_bytes(PDF)
    link(mini, "content/guides", str(away))
    assert told(mini) == [("FIC003", "content/guides")]


def _no_folder(mini: Mini, path: str) -> None:
    link(mini, path, "/nulle/part")
    with pytest.raises(Fault):
        load_corpus(mini.root, officiel())


def test_every_file_is_read_refused_or_told_ignored(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one file of content/ or data/ is passed over: each was opened, or is named by a problem or by the summary."""
    places = ["", "/acteurs", "/acteurs/sous", "/offre", "/offre/services", "/fichiers", "/guides", "/guides/outils"]
    names = ["x.yml", "X.yml", "x.yaml", ".x.yml", ".DS_Store", "x.md", "x.pdf", "x", "x.tar.gz", "._x.yml", "x.svg"]
    for place in places:
        for name in names:
            mini.write(f"content{place}/{name}", b"nom: x\n")
    for name in names:
        mini.write(f"data/{name}", b"x")
        mini.write(f"data/arbres/{name}", b"x")
    for path in (GEOJSON, "data/motif.svg", "data/mairies.csv", "data/rivieres.geojson", "data/guide.yml"):
        mini.write(path, b"x")
    opened: set[str] = set()
    for name in ("open", "read_bytes"):
        true = getattr(Path, name)

        def spy(self: Path, *more: Any, true: Any = true, **options: Any) -> Any:
            opened.add(self.relative_to(mini.root).as_posix() if self.is_relative_to(mini.root) else str(self))
            return true(self, *more, **options)

        monkeypatch.setattr(Path, name, spy)
    _, problems = load_corpus(mini.root, officiel())
    monkeypatch.undo()
    there = {p.relative_to(mini.root).as_posix() for p in mini.root.rglob("*") if p.is_file()}
    told_of = {problem.path for problem in problems}
    ignored = set(ignored_files(mini.root))
    assert len(there) > 120 and len(ignored) > 15
    missed = there - opened - told_of - ignored
    assert {str(Path(path).parent) for path in missed} <= {path for path in told_of if not path.endswith(".yml")}
    assert ignored.isdisjoint(told_of)


def test_a_folder_that_cannot_be_read_is_told(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = mini.root / "content/ferme"
    closed.mkdir()
    true_scan = os.scandir

    def scan(path: Any = ".") -> Any:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(closed))
        return true_scan(path)

    monkeypatch.setattr(os, "scandir", scan)
    with pytest.raises(Fault, match=r"Impossible de lire « .*content/ferme »"):
        load_corpus(mini.root, officiel())


def test_a_pipe_never_hangs(mini: Mini) -> None:
    places = ("content/acteurs/tube.yml", "content/fichiers/tube.pdf", "content/guides/tube.md", "content/tube")
    for path in (*places, GEOJSON, "data/motif.svg"):
        (mini.root / path).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(mini.root / path)
    assert told(mini) == [("FIC002", path) for path in (*places, GEOJSON, "data/motif.svg")]


@pytest.mark.parametrize("path", [CSV, GEOJSON, "data/motif.svg"])
def test_a_folder_in_place_of_a_list_is_told(mini: Mini, path: str) -> None:
    """Else the map, or every commune, would be missing without a word."""
    (mini.root / path).unlink(missing_ok=True)
    (mini.root / path).mkdir()
    assert ("FIC002", path) in told(mini)


@pytest.mark.parametrize(("name", "data"), FICHIERS.items())
def test_a_download_is_of_its_type(mini: Mini, name: str, data: bytes) -> None:
    mini.write(f"content/fichiers/{name}", data)
    assert told(mini) == []
    assert mini.corpus().fichiers == {name}
    mini.write(f"content/fichiers/{name}", b"<html>")
    assert told(mini) == [("FIC005", f"content/fichiers/{name}")]


def test_a_download_has_a_weight(mini: Mini) -> None:
    path = "content/fichiers/a.pdf"
    assert told(mini.write(path, PDF.ljust(5_242_880))) == []
    assert told(mini.write(path, PDF.ljust(5_242_881))) == [("FIC005", path)]


@pytest.mark.parametrize(("path", "code"), [(CSV, "COM001"), (GEOJSON, "COM004")])
def test_a_list_has_a_weight(mini: Mini, path: str, code: str) -> None:
    mini.write(path, b" " * 2_097_152)
    assert all(problem.message != "le fichier dépasse 2 Mo." for problem in load_corpus(mini.root, officiel())[1])
    mini.write(path, b" " * 2_097_153)
    assert told(mini) == [(code, path)]
