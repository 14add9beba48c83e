"""What a designer reads is readable, and all of it is sent."""

from __future__ import annotations

import gzip
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.problems.faults import Fault
from generator.publishing.assets import FEUILLES, SCRIPTS, assets, minified
from generator.publishing.carnet import CARNET_CSS
from generator.theme import CSS, JS, LIVRE_CSS, MKDOCS, TEMPLATES, THEME, TIERS
from tests.chemins import RACINE
from tests.lignes import each_line

SOURCES = sorted(path for kind in ("css", "js", "html", "py") for path in THEME.rglob(f"*.{kind}"))
OURS = [path for path in SOURCES if TIERS not in path.parents]
LONGEST = 120
OPENING = re.compile(r"[^{}]+ \{( [^{};]+; \})?")
"""A rule that opens, or a whole one of a single declaration."""
IMPORT = re.compile(r'@import "([^"]+)";')


def too_long(text: str) -> list[int]:
    """Return the numbers of the lines that are too long."""
    return [number for number, line in enumerate(text.splitlines(), 1) if len(line) > LONGEST]


def crowded(text: str) -> list[int]:
    """Return the numbers of the lines of a style sheet that hold more than one declaration, or a rule without air."""
    bare = re.sub(r"/\*.*?\*/", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    return [
        number
        for number, line in enumerate(bare.splitlines(), 1)
        if line.count(";") > 1 or ("{" in line and not OPENING.fullmatch(line))
    ]


@each_line((path.relative_to(THEME).as_posix(), (path,)) for path in OURS)
def test_a_line_can_be_read_whole(path: Path) -> None:
    assert too_long(path.read_text("utf-8")) == []


@each_line((path.relative_to(CSS).as_posix(), (path,)) for path in sorted(CSS.rglob("*.css")))
def test_a_style_sheet_has_one_declaration_a_line(path: Path) -> None:
    assert crowded(path.read_text("utf-8")) == []


def test_what_cannot_be_read_is_seen() -> None:
    assert too_long("a\n" + "b" * (LONGEST + 1)) == [2]
    assert crowded("/* a; b; {} */\na {\n  color: red;\n}") == []
    assert crowded("a {\n  color: red; margin: 0;\n}") == [2]
    assert crowded("a{color:red}") == crowded("a { color: red;\n}") == crowded("a { b: c; d: e; }") == [1]
    assert crowded("a { color: red; }\n@media print {\n  a { color: red; }\n}") == []


def test_every_source_is_sent_once() -> None:
    sheets = [*(CSS / name for name in FEUILLES), LIVRE_CSS, CARNET_CSS]
    parts = [sheet.parent / name for sheet in sheets for name in IMPORT.findall(sheet.read_text("utf-8"))]
    assert sorted([*sheets, *parts]) == sorted(CSS.rglob("*.css"))
    scripts = [source for sources in SCRIPTS.values() for source in sources]
    assert sorted(scripts) == sorted([*JS.rglob("*.js"), *TIERS.glob("*.js")])
    assert len(OURS) > 100 and TEMPLATES / "service.html" in OURS and MKDOCS / "main.html" in OURS


def test_what_others_made_is_as_they_published_it() -> None:
    """lunr 2.3.9 is its last version, of 2020: the file of its package, byte for byte."""
    published = "0c50d9002b85780a842afffb567bb54ede402dae7c6dc5997a018614d8044fc8"
    assert hashlib.sha256((TIERS / "lunr.min.js").read_bytes()).hexdigest() == published


def test_a_style_sheet_is_sent_lighter_than_it_is_written() -> None:
    sent = assets()
    for name in FEUILLES:
        sheet = CSS / name
        parts = [sheet.parent / part for part in IMPORT.findall(sheet.read_text("utf-8"))] or [sheet]
        written = b"".join(path.read_bytes() for path in parts)
        assert len(gzip.compress(sent[name])) < 0.92 * len(gzip.compress(written)), name
        assert b"/*" not in sent[name]
        # The minifier may gather selectors in `:is()`, which takes the weight of the heaviest one: it never did here.
        assert sent[name].count(b":is(") == written.count(b":is("), name


def test_minifying_starts_no_thread() -> None:
    """A thread that a fork does not copy would be waited for without end."""
    program = "import os; from generator.publishing.assets import assets; assets(); "
    program += "print(len(os.listdir('/proc/self/task')))"
    if Path("/proc/self/task").is_dir():
        made = subprocess.run([sys.executable, "-c", program], cwd=RACINE, capture_output=True, text=True, check=True)
        assert made.stdout.strip() == "1"


def test_an_old_browser_reads_what_is_sent(tmp_path: Path) -> None:
    """It drops a whole rule for one selector that it does not know: each selector has its own."""
    sheet = tmp_path / "a.css"
    sheet.write_text("@media (width <= 22em) {\n  p,\n  .b:has(.c) {\n    color: red;\n  }\n}\n")
    sent = minified(sheet).decode()
    assert "(max-width:22em)" in sent and "p{color:red}" in sent
    queries = re.findall(r"@media[^{]*", assets()["site.css"].decode())
    assert queries
    assert not [query for query in queries if "<" in query], "where containers are known, so is « < » in them"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('@import "b.css";\n', "b.css:4 : cette feuille de style ne se lit pas"),
        ("a {\n  color: calc(1px;\n}\n", "a.css:3 : cette feuille de style ne se lit pas"),
        ('@import "absente.css";', "absente.css : ce fichier ou ce dossier n'existe pas"),
    ],
)
def test_a_style_sheet_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.css").write_text(text)
    (tmp_path / "b.css").write_text("b {\n  color: blue;\n  width: calc(1px;\n}\n")
    with pytest.raises(Fault, match=re.escape(told)):
        minified(tmp_path / "a.css")
