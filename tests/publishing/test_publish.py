"""Publishing: whole or untouched, whatever happens; the same bytes from the same input."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.corpus.corpus import Corpus
from generator.problems.faults import Fault
from generator.publishing import publish as module
from generator.publishing.exchange import exchange
from generator.publishing.mkdocs import EngineFault
from generator.publishing.publish import publish
from generator.rendering.page import Page, Rendering
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI, PETITE_ILE, RACINE, copy_petite_ile
from tests.construction import build, read, replace_in, tree
from tests.exemples import complet
from tests.langue import turkish
from tests.mini import ACTEUR, TERRITOIRE, write_mini

Coups = dict[str, list[dict[str, Any]]]
"""kind of blow → one line per blow (tests/coups.py)"""
PROGRAM = (
    "import sys; from generator.cli.main import main; from tests.construction import officiel; "
    "sys.exit(main(sys.argv[1:], officiel()))"
)


def run(*argv: str, cwd: Path = RACINE, program: str = PROGRAM, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, with the invented official lists."""
    command = [sys.executable, "-c", program, *argv]
    whole = {**os.environ, "PYTHONPATH": str(RACINE), **env}
    return subprocess.run(command, cwd=cwd, env=whole, capture_output=True, text=True, check=False)


def construire(root: Path, target: Path) -> list[str]:
    return ["construire", "--sans-pdf", "--racine", str(root), "--sortie", str(target), "--date", str(AUJOURDHUI)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest territory, to be read only: how a site is published does not depend on how many pages it has."""
    return write_mini(tmp_path_factory.mktemp("publier")).root


@pytest.fixture(scope="module")
def site_mini(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site, to be read only."""
    target = tmp_path_factory.mktemp("publie") / "site"
    build(root, target)
    return target


@pytest.fixture(scope="module")
def corpus(root: Path) -> Corpus:
    return read(root)


@pytest.fixture(scope="module")
def rendering(corpus: Corpus) -> Rendering:
    return render_corpus(corpus, AUJOURDHUI)


@pytest.fixture
def site(tmp_path: Path, site_mini: Path) -> Path:
    """A published site, alone in its folder."""
    return shutil.copytree(site_mini, tmp_path / "publie" / "site")


@pytest.fixture(scope="module")
def strikes(tmp_path_factory: pytest.TempPathFactory) -> Coups:
    """Strike builds of the smallest territory: same operations, fewer pages; in the long run, of the invented one.

    All the blows, of every kind, by one program. Its shells are drawn by the engine that starts fastest: a blow falls
    on our own operations, not on an engine's.
    """
    folder = tmp_path_factory.mktemp("coups")
    small = write_mini(folder / "mini").add(TERRITOIRE, "moteur: jinja\n")
    root = copy_petite_ile(folder) if complet() else small.root
    command = [sys.executable, "-m", "tests.coups", str(root), str(folder / "publie" / "site")]
    done = subprocess.run(command, cwd=RACINE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: Coups = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.lent
@pytest.mark.parametrize(("way", "least"), [("tuer", 50 if complet() else 10), ("tuer-renommages", 4)])
def test_a_killed_build_leaves_a_whole_site(tmp_path: Path, strikes: Coups, way: str, least: int) -> None:
    """Never anything but a whole site: at once where the system exchanges two folders, else once mended."""
    for name in "ab":
        (tmp_path / name).mkdir()
    at_once = exchange(tmp_path / "a", tmp_path / "b") and way == "tuer"
    told = strikes[way]
    blows = told[:-1]
    assert len(blows) >= least
    assert all(blow["tue"] for blow in blows if "d'une construction" not in blow["coup"])
    assert [blow for blow in blows if blow["apres"] not in ("ancien", "nouveau")] == []
    around = {"ancien", "nouveau"} if at_once else {"ancien", "absent", "nouveau"}
    assert around == {blow["avant"] for blow in blows}, "before, between, after"
    assert told[-1]["apres"] == "nouveau", "a build that nobody kills still works after all this"


@pytest.mark.lent
def test_a_full_disk_leaves_the_former_site_and_says_so(strikes: Coups) -> None:
    told = strikes["remplir"]
    assert len(told) >= (9 if complet() else 5)
    for blow in told:
        assert blow["code"] == 2, blow
        assert "le disque est plein" in blow["dit"]
        assert len(blow["dit"].splitlines()) == 1
        assert (blow["apres"], blow["reste"]) == ("ancien", [])


@pytest.mark.lent
def test_a_disk_that_becomes_read_only_leaves_the_former_site_and_says_so(strikes: Coups) -> None:
    """What was begun cannot even be removed: the next build drops it."""
    told = strikes["figer"]
    assert len(told) >= 5
    for blow in told:
        assert (blow["code"], blow["apres"]) == (2, "ancien"), blow
        assert "le disque est en lecture seule" in blow["dit"]
        assert len(blow["dit"].splitlines()) == 1


@pytest.mark.lent
def test_ctrl_c_leaves_a_whole_site_and_says_which_one(strikes: Coups) -> None:
    told = strikes["interrompre"]
    assert len(told) >= (20 if complet() else 5)
    words = {
        "ancien": "Interrompu. L'ancien site est intact.\n",
        "nouveau": "Interrompu. Le nouveau site est en place.\n",
    }
    for blow in told:
        assert (blow["code"], blow["dit"]) == (130, words[blow["apres"]]), blow
        assert blow["reste"] == []
    assert "ancien" in {blow["apres"] for blow in told}


@pytest.mark.parametrize("limit", [500, 20_000, 90_000])
def test_files_too_big_for_the_disk_are_told_in_french(root: Path, site: Path, limit: int) -> None:
    """The limit falls on our pages, on the theme's files that MkDocs copies, on its pages."""
    before = tree(site)
    program = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); {PROGRAM}"
    done = run(*construire(root, site), program=program, PYTHONDONTWRITEBYTECODE="1")
    assert (
        done.stderr
        == "L'écriture du site a échoué : un fichier est trop gros pour ce disque. L'ancien site est intact.\n"
    )
    assert done.returncode == 2
    assert tree(site) == before
    assert list(site.parent.iterdir()) == [site]


def test_a_full_disk_before_the_first_site_says_that_there_is_none(root: Path, tmp_path: Path) -> None:
    program = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)); {PROGRAM}"
    done = run(*construire(root, tmp_path / "site"), program=program, PYTHONDONTWRITEBYTECODE="1")
    assert done.stderr == (
        "L'écriture du site a échoué : un fichier est trop gros pour ce disque. Aucun site n'a été écrit.\n"
    )
    assert list(tmp_path.iterdir()) == []


ELSEWHERE = """
import os, sys, time
later, back = float(sys.argv.pop(1)), sys.argv.pop(1) == "envers"
for name in ("time", "time_ns"):
    true = getattr(time, name)
    setattr(time, name, lambda true=true, more=later * (10**9 if name == "time_ns" else 1): true() + type(true())(more))
for name in ("localtime", "gmtime"):
    true = getattr(time, name)
    setattr(time, name, lambda at=None, true=true: true(time.time() if at is None else at))
true_list, true_scan = os.listdir, os.scandir
if back:
    os.listdir = lambda path=".": sorted(true_list(path), reverse=True)
    class Scan(list):
        def __init__(self, path="."):
            with true_scan(path) as found:
                super().__init__(sorted(found, key=lambda entry: entry.name, reverse=True))
            self.left = iter(self)
        def __enter__(self): return self
        def __exit__(self, *args): pass
        def __next__(self): return next(self.left)
        def close(self): pass
    os.scandir = Scan
"""
"""A clock that is ahead, and folders listed from the end."""


@pytest.mark.lent
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, site_petite_ile: Path) -> None:
    """Eight things at once: path, time zone, language, mask, seed, order of folders, clock, git or not.

    Against the site of the session; each week two such builds, one against the other, the PDF too. That PDF alone is
    tried each time in tests/publishing/test_livre.py.
    """
    locales = tmp_path / "langues"
    speaks = run(program="import locale; print(locale.setlocale(locale.LC_ALL, ''))", **turkish(locales))
    assert speaks.stdout == "tr_TR.UTF-8\n", "the language of the test is really spoken"
    a_year = 400 * 24 * 3600
    variants: list[tuple[str, dict[str, str], int, int, str]] = [
        (
            "un autre dossier (été)/b",
            {"TZ": "America/Adak", "PYTHONHASHSEED": "2", **turkish(locales)},
            0o077,
            a_year,
            "envers",
        ),
        (
            "a",
            {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "0"},
            0o002,
            0,
            "non",
        ),
    ]
    sites = []
    for name, env, mask, later, order in variants if complet() else variants[:1]:
        folder = tmp_path / name
        folder.mkdir(parents=True)
        root = copy_petite_ile(folder)
        if name != "a":
            subprocess.run(["git", "init", "--quiet", str(root)], check=True)
        asked = construire(root, folder / "site")
        if complet():
            asked.remove("--sans-pdf")
        former = os.umask(mask)
        try:
            done = run(str(later), order, *asked, cwd=folder, program=ELSEWHERE + PROGRAM, **env)
        finally:
            os.umask(former)
        assert done.returncode == 0, done.stderr
        sites.append(tree(folder / "site"))
        modes = {path.stat().st_mode & 0o777 for path in (folder / "site").rglob("*")}
        assert modes == {0o755, 0o644}, "a web server, another user, reads all of it"
    first, second = sites if complet() else (*sites, tree(site_petite_ile))
    assert [path for path in first if first[path] != second.get(path)] == []
    assert first.keys() == second.keys()
    assert [path for path in first if path.endswith(".odt")]
    assert complet() == ("guide/guide.pdf" in first)


def test_the_order_of_folders_does_not_matter(
    root: Path, tmp_path: Path, site_mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_list, true_scan = os.listdir, os.scandir
    asked = []

    def backwards(path: Any = ".") -> list[str]:
        asked.append(path)
        return sorted(true_list(path), reverse=True)

    class Scan:
        def __init__(self, path: Any = ".") -> None:
            asked.append(path)
            with true_scan(path) as entries:
                self.entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return self.entries

        def __iter__(self) -> Iterator[os.DirEntry[str]]:
            return self.entries

        def __next__(self) -> os.DirEntry[str]:
            return next(self.entries)

        def __exit__(self, *args: object) -> None:
            self.entries = iter(())

        def close(self) -> None:
            self.entries = iter(())

    monkeypatch.setattr(os, "listdir", backwards)
    monkeypatch.setattr(os, "scandir", Scan)
    build(root, tmp_path / "site")
    monkeypatch.undo()
    assert len(asked) > 20
    assert tree(tmp_path / "site") == tree(site_mini)


def test_a_second_build_changes_no_byte(root: Path, site: Path) -> None:
    before = tree(site)
    build(root, site)
    assert tree(site) == before
    assert list(site.parent.iterdir()) == [site]


def test_two_builds_at_once_leave_a_whole_site(root: Path, tmp_path: Path, site_mini: Path) -> None:
    target = tmp_path / "site"
    command = [sys.executable, "-c", PROGRAM, *construire(root, target)]
    env = {**os.environ, "PYTHONPATH": str(RACINE)}
    builds = [subprocess.Popen(command, cwd=RACINE, env=env, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [build.communicate()[1] for build in builds]
    codes = [build.returncode for build in builds]
    assert 0 in codes
    assert set(codes) <= {0, 2}, said
    assert tree(target) == tree(site_mini)


def test_an_error_in_the_content_leaves_the_site(site: Path, tmp_path: Path) -> None:
    root = write_mini(tmp_path / "mini").root
    replace_in(root / ACTEUR, "type: mot", "type: inconnu")
    before = tree(site)
    done = run(*construire(root, site))
    assert done.returncode == 1
    assert ACTEUR in done.stdout
    assert "Le site n'a pas été refait. L'ancien, s'il existe, est intact." in done.stdout
    assert tree(site) == before
    assert list(site.parent.iterdir()) == [site]


def test_a_fault_of_the_built_site_leaves_the_former_one(
    root: Path, site: Path, corpus: Corpus, rendering: Rendering
) -> None:
    before = tree(site)
    wrong = Page("essai/", "Essai", "Une page.", "offre", '<h1>Essai</h1><a href="\x00/absente/">x</a>')
    faulty = Rendering((*rendering.pages, wrong), rendering.files, rendering.downloads)
    outcome = publish(corpus, faulty, root, site)
    assert "lien mort vers absente/index.html" in str(outcome)
    assert tree(site) == before
    assert list(site.parent.iterdir()) == [site]


def test_a_refusal_of_the_engine_leaves_the_former_site(
    root: Path, site: Path, corpus: Corpus, rendering: Rendering, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(site)

    def refuse(*args: object) -> Path:
        raise EngineFault("non")

    monkeypatch.setattr(module, "draw", refuse)
    with pytest.raises(EngineFault):
        publish(corpus, rendering, root, site)
    assert tree(site) == before
    assert list(site.parent.iterdir()) == [site]


def test_an_output_under_a_file_is_told(root: Path, tmp_path: Path, corpus: Corpus, rendering: Rendering) -> None:
    (tmp_path / "fichier").write_text("à moi")
    with pytest.raises(Fault, match="un fichier porte le nom d'un dossier attendu"):
        publish(corpus, rendering, root, tmp_path / "fichier" / "site")
    assert (tmp_path / "fichier").read_text() == "à moi"


@pytest.mark.parametrize("kind", ["file", "folder", "project", "parent", "content"])
def test_only_a_site_is_ever_replaced(kind: str, tmp_path: Path, corpus: Corpus, rendering: Rendering) -> None:
    """A slip in --sortie must not erase what people wrote."""
    root = write_mini(tmp_path / "mini").root
    (tmp_path / "fichier").write_text("à moi")
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / "index.html").write_text("à moi")
    target = {
        "file": tmp_path / "fichier",
        "folder": tmp_path / "dossier",
        "project": root,
        "parent": tmp_path,
        "content": root / "content",
    }[kind]
    before = tree(tmp_path)
    with pytest.raises(Fault, match="contient autre chose qu'un site"):
        publish(corpus, rendering, root, target)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("inside", ["content/site", "data/site", "generator/theme/site", ".git/site"])
def test_no_site_is_put_where_people_write(inside: str, tmp_path: Path, corpus: Corpus, rendering: Rendering) -> None:
    root = write_mini(tmp_path / "mini").root
    before = tree(tmp_path)
    with pytest.raises(Fault, match="parmi ce que l'on écrit"):
        publish(corpus, rendering, root, root / inside)
    assert tree(tmp_path) == before


def test_an_empty_folder_and_an_absent_one_become_the_site(root: Path, tmp_path: Path, site_mini: Path) -> None:
    (tmp_path / "vide").mkdir()
    for target in (tmp_path / "vide", tmp_path / "loin" / "encore" / "site"):
        build(root, target)
        assert tree(target) == tree(site_mini)


def test_a_link_to_the_site_stays_a_link(root: Path, tmp_path: Path, site_mini: Path) -> None:
    build(root, tmp_path / "www" / "site")
    (tmp_path / "site").symlink_to(tmp_path / "www" / "site")
    build(root, tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "www"]
    assert tree(tmp_path / "www" / "site") == tree(site_mini)


def test_the_site_can_be_read_by_a_web_server(site_petite_ile: Path) -> None:
    assert site_petite_ile.stat().st_mode & 0o777 == 0o755


def test_a_download_is_copied_as_it_is(site_petite_ile: Path) -> None:
    original = (PETITE_ILE / "content/fichiers/exemple.pdf").read_bytes()
    assert (site_petite_ile / "fichiers/exemple.pdf").read_bytes() == original


def test_nothing_of_the_engine_s_theme_is_served(site_petite_ile: Path) -> None:
    names = set(tree(site_petite_ile))
    assert not [name for name in names if "javascripts" in name or "stylesheets" in name or name.endswith(".map")]
    assert not [name for name in names if name.startswith("coques/") or name.endswith(".gz")]
