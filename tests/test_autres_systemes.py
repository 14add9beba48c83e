"""What Linux can prove of Windows, of macOS, and of a desk without git: names, line ends, encodings, paths."""

from __future__ import annotations

import ast
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from generator.pipeline import verify
from tests.chemins import AUJOURDHUI, RACINE, copy_petite_ile
from tests.construction import officiel, tree, without_arbres
from tests.contributing.courriels import filled, thunderbird
from tests.contributing.demande import SERVICE, form

Run = Callable[..., tuple[int, str, str]]
LONGUEUR = 150
"""Signs of a path in the project: Windows has 260 in all, unless told otherwise; a desk takes some 60."""
_RESERVES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_INTERDITS = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')


def refused(names: Iterable[str]) -> list[str]:
    """Return the names that Windows or macOS cannot have, or that they take for another one."""
    known: dict[str, str] = {}
    found = []
    for name in names:
        parts = name.split("/")
        for depth in range(1, len(parts) + 1):
            here = "/".join(parts[:depth])
            if known.setdefault(unicodedata.normalize("NFC", here).casefold(), here) != here:
                found.append(here)
        if len(name) > LONGUEUR or any(_RESERVES.fullmatch(part) or _INTERDITS.search(part) for part in parts):
            found.append(name)
    return found


def test_every_file_of_the_project_fits_on_any_disk() -> None:
    listed = subprocess.run(["git", "ls-files", "-z", "--stage"], cwd=RACINE, capture_output=True, check=True).stdout
    entries = [line.decode().partition("\t") for line in listed.split(b"\0") if line]
    assert len(entries) > 500
    assert refused(name for _, _, name in entries) == []
    assert {mode.split()[0] for mode, _, _ in entries} <= {"100644", "100755"}, "un lien ne se déballe pas partout"


def test_every_page_of_the_site_fits_on_any_disk(site_petite_ile: Path) -> None:
    assert refused(path.relative_to(site_petite_ile).as_posix() for path in site_petite_ile.rglob("*")) == []


def test_what_does_not_fit_is_seen() -> None:
    for names in (
        ["a/B.yml", "a/b.yml"],
        ["A/x", "a/y"],
        ["data/nul.yml"],
        ["a/x."],
        ["a:b"],
        ["x" * 151],
        ["\u00e9", "e\u0301"],
    ):
        assert refused(names) != [], names
    assert refused(["a/b.yml", "a/c.yml", "console.yml"]) == []


def test_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    root = copy_petite_ile(tmp_path)
    before = verify(root, AUJOURDHUI, officiel())
    for path in root.rglob("*"):
        if path.suffix in (".yml", ".md", ".csv", ".geojson"):
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    after = verify(root, AUJOURDHUI, officiel())
    assert after.publiable
    assert after.problems == before.problems


def test_no_file_is_read_with_the_code_page_of_the_system() -> None:
    """`open` and the like would take Windows-1252 on a French Windows."""
    found = []
    for path in [*RACINE.glob("generator/**/*.py"), RACINE / "lancer.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                words = {keyword.arg for keyword in node.keywords}
                modes = [one.value for one in node.args if isinstance(one, ast.Constant)]
                text = node.func.attr in ("read_text", "write_text") and len(node.args) < (
                    1 if node.func.attr == "read_text" else 2
                )
                opened = node.func.attr == "open" and modes[:1] and set(str(modes[0])) <= set("rwxa+t")
                if (text or opened) and "encoding" not in words:
                    found.append(f"{path.name}:{node.lineno}")
    assert found == []


def test_a_zip_on_a_desk_without_git(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unpacked in a folder with a space and an accent, no git anywhere: verify, export, import, build."""
    archive = tmp_path / "projet.zip"
    source = without_arbres(copy_petite_ile(tmp_path / "source"))
    with zipfile.ZipFile(archive, "w") as made:
        for name, data in tree(source).items():
            made.writestr(f"Bureau à moi/{name}", data)
    with zipfile.ZipFile(archive) as held:
        held.extractall(tmp_path)
    desk = tmp_path / "Bureau à moi"
    empty = tmp_path / "rien"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))
    monkeypatch.chdir(desk)
    where = ("--racine", desk, "--date", str(AUJOURDHUI))
    assert run("verifier", *where)[0] == 0
    assert run("exporter", "--ods", desk / "fiches.ods", *where)[0] == 0
    assert run("importer", desk / "fiches.ods", *where)[0] == 0
    (desk / "message.eml").write_bytes(thunderbird(filled(form("nouveau-service"), SERVICE)))
    assert run("importer", "--depuis-courriel", desk / "message.eml", "--ecrire", *where)[0] == 0
    assert run("construire", "--sortie", desk / "site", *where)[0] == 0
    assert (desk / "site" / "index.html").is_file()
    code, _, faults = run("comparer", "--base", "main", *where)
    assert (code, "git" in faults) == (2, True)
    code, shown, faults = run("renommer", "atelier-gouvernance", "atelier-decider", "--ecrire", *where)
    assert "Sans git ici" in shown, faults
