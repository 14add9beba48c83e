"""What the documentation says is true: links, commands, codes, examples of YAML."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import pytest

import lancer
from generator.cli.parser import make_parser
from generator.corpus.genres import FICHES
from generator.models.statut import Statut
from generator.problems import Severity
from generator.problems.codes import CODES, problem
from generator.problems.formats import as_text
from generator.reading.yaml_source import parse_yaml
from tests.chemins import RACINE
from tests.lignes import each_line

README, CONTRIBUTING = RACINE / "README.md", RACINE / "CONTRIBUTING.md"
DECISIONS = RACINE / "docs" / "decisions"
PAGES = sorted(
    [*RACINE.glob("*.md"), *(p for d in ("docs", "LICENCES", "benchmarks") for p in (RACINE / d).rglob("*.md"))]
)
"""The documents of the repository; the pages of the site have their own verification."""
INVENTAIRE = RACINE / "tests" / "golden" / "petite-ile" / "inventaire.txt"
"""Every file of the site of the invented territory."""
INVENTES = {"TAR001", "compter"}
"""A code and a command that docs/developper.md adds to a copy of the program (tests/test_developper.py)."""
MANUAL = README.read_text("utf-8") + CONTRIBUTING.read_text("utf-8")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.M)
_CODE = re.compile(r"\b[A-Z]{3}[0-9]{3}\b")
_NEW = re.compile(r"^\*\*Nouveau fichier\*\* `([^`]+)`", re.M)
"""A file that a page of recipes makes (tests/taches.py)."""
_PATH = re.compile(r"(?:generator|tests|benchmarks|docs)/[\w./-]+")


def prose(text: str) -> str:
    """Return a document without its blocks and spans of code: a link there is an example."""
    return _SPAN.sub("", _FENCE.sub("", text))


def slug(heading: str) -> str:
    """Return the anchor that forges give to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def headings(text: str) -> list[str]:
    """Return the headings of a document; a comment in a block of code is none."""
    return _HEADING.findall(_FENCE.sub("", text))


def dead_links(page: Path, text: str) -> list[str]:
    """Return the relative links of a document that lead nowhere, anchors included."""
    dead = []
    for link in _LINK.findall(prose(text)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (page.parent / name).resolve() if name else page
        inside = target.is_relative_to(RACINE) and target.exists()
        if not inside or (anchor and anchor not in map(slug, headings(target.read_text("utf-8")))):
            dead.append(link)
    return dead


def lost_paths(text: str) -> set[str]:
    """Return the paths of the program that a document names in a span and that are not there, nor made by it."""
    return {
        span
        for span in _SPAN.findall(_FENCE.sub("", text))
        if _PATH.fullmatch(span) and not (RACINE / span).exists() and span not in _NEW.findall(text)
    }


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words of each command `python3 lancer.py …` or `make …` of a document, in spans and in blocks."""
    lines = [line for _, block in _FENCE.findall(text) for line in block.splitlines()]
    for line in [*_SPAN.findall(_FENCE.sub("", text)), *lines]:
        found = re.match(r"(?:(?:python3|py) lancer\.py|make)((?: [^#]*)?)", line)
        if found and found.group(1).strip():
            yield shlex.split(found.group(1))


def table(title: str, text: str) -> list[list[str]]:
    """Return the rows of the table whose first heading is `title`."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {title} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


@each_line((page.relative_to(RACINE).as_posix(), (page,)) for page in PAGES)
def test_every_relative_link_resolves(page: Path) -> None:
    assert dead_links(page, page.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("[a](absent.md)", ["absent.md"]),
        ("[a](CONTRIBUTING.md#absent)", ["CONTRIBUTING.md#absent"]),
        ("[a](../..)", ["../.."]),
        ("[a](#absent)", ["#absent"]),
        ("[a](CONTRIBUTING.md#lire-un-message), `[b](c.md)`, [d](https://exemple.org/)", []),
    ],
)
def test_a_dead_link_is_seen(text: str, dead: list[str]) -> None:
    assert dead_links(README, text) == dead


@each_line((page.relative_to(RACINE).as_posix(), (page,)) for page in PAGES)
def test_every_path_that_is_named_exists(page: Path) -> None:
    assert lost_paths(page.read_text("utf-8")) == set()


def test_a_lost_path_is_seen() -> None:
    assert lost_paths("`tests/absent.py`, `docs/taches/`, `generator/neuf.py`") == {
        "tests/absent.py",
        "generator/neuf.py",
    }
    assert lost_paths("**Nouveau fichier** `generator/neuf.py` :") == set()


def test_the_two_commands_come_first() -> None:
    first = "\n".join(README.read_text("utf-8").splitlines()[:8])
    for name in ("site", "test"):
        assert f"make {name} " in first
        assert f"python3 lancer.py {name}" in first
        assert f"py lancer.py {name}" in first


def test_every_target_of_make_has_its_plain_command() -> None:
    rows = {row[0]: row[1:3] for row in table("Avec make", README.read_text("utf-8"))}
    assert rows == {f"`make {name}`": [f"`python3 lancer.py {name}`", f"`py lancer.py {name}`"] for name in lancer.AIDE}


def test_every_command_of_the_program_is_documented() -> None:
    parser = make_parser()
    known = {name for action in parser._actions if isinstance(action.choices, dict) for name in action.choices}
    written = {words[1] for words in commands(MANUAL) if words[0] == "offre" and len(words) > 1}
    assert len(known) >= 6
    assert known - written == set()


def test_every_documented_command_is_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    tried = 0
    for words in commands("".join(page.read_text("utf-8") for page in PAGES)):
        assert words[0] in lancer.AIDE, words
        for command in lancer.commands_of(words[0], words[1:]):
            if INVENTES.isdisjoint(command) and command[1] == "generator" and command[2:] != ["--help"]:
                tried += 1
                try:
                    make_parser().parse_args(command[2:])
                except SystemExit:
                    pytest.fail(f"{words} : {capsys.readouterr().err}", pytrace=False)
    assert tried >= 10


def test_every_code_that_is_named_exists() -> None:
    named = {code for page in PAGES for code in _CODE.findall(page.read_text("utf-8"))}
    assert {"REF001", "YML030"} <= named
    assert named - CODES.keys() <= INVENTES


def test_the_message_that_is_explained_is_written_so() -> None:
    block = next(block for _, block in _FENCE.findall(CONTRIBUTING.read_text("utf-8")) if " REF001 " in block)
    found = problem(
        "REF001",
        "content/offre/services/permanence-accueil.yml",
        13,
        "thematiques[1]",
        "« strategie-projets » n'existe pas dans data/referentiels/thematiques.yml.",
        "Vouliez-vous dire « strategie-projet » ?",
    )
    assert block == as_text(found) + "\n"


TRAPS = table("On a écrit", CONTRIBUTING.read_text("utf-8"))


@pytest.mark.parametrize(("wrong", "code", "right"), [(row[0], row[2], row[3]) for row in TRAPS])
def test_every_trap_is_told_and_its_remedy_is_clean(wrong: str, code: str, right: str) -> None:
    wrong, right = (cell.strip("`").replace("⏎", "\n") + "\n" for cell in (wrong, right))
    assert code in {found.code for found in parse_yaml(wrong.encode(), "essai.yml")[1]}
    assert parse_yaml(right.encode(), "essai.yml")[1] == ()


def test_the_addresses_of_the_site_are_right() -> None:
    """An address to open is a page, or a fiche to be made in a folder of pages; a file is said to give its own page."""
    pages = {line.removesuffix("index.html") for line in INVENTAIRE.read_text("utf-8").split()}
    text = "".join(page.read_text("utf-8") for page in PAGES)
    opened = set(re.findall(r"http://127\.0\.0\.1:8000/([^>)\s`]*)", text))
    assert {"", "guide/"} <= opened
    folders = {re.sub("[^/]+/$", "", page) for page in pages}
    assert {page for page in opened - pages if re.sub("[^/]+/$", "", page) not in folders} == set()
    made = re.findall(r"`…/([a-z/-]+/)` vient de `content/([a-z/-]+)\.yml`", text)
    assert len(made) >= 2
    for page, file in made:
        assert page == f"{file}/"
        assert page in pages


def test_every_block_of_yaml_is_clean() -> None:
    blocks = [
        (page.name, block)
        for page in (CONTRIBUTING, *sorted((RACINE / "docs").glob("*.md")))
        for language, block in _FENCE.findall(page.read_text("utf-8"))
        if language == "yaml"
    ]
    assert len(blocks) >= 4
    read = [(name, found) for name, block in blocks for found in parse_yaml(block.encode(), name)[1]]
    assert [found for _, found in read if found.severity == Severity.ERREUR] == []


def test_the_statuses_and_the_glossary_are_those_of_the_models() -> None:
    text = CONTRIBUTING.read_text("utf-8")
    assert [row[0].strip("`") for row in table("`statut`", text)] == list(get_args(Statut))
    words = {row[0]: row[2] for row in table("Mot", text)}
    assert {f"**{kind}**": f"`{genre.chemin}/`" for kind, genre in FICHES.items()}.items() <= words.items()
    assert len(words) >= 20


def test_decisions_have_one_shape() -> None:
    files = sorted(DECISIONS.glob("*.md"))
    assert [path.name[:4] for path in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    assert len(files) >= 7
    for path in files:
        text = path.read_text("utf-8")
        titles = headings(text)
        assert titles[0].startswith(f"{path.name[:4]} · "), path.name
        assert titles[1:] == ["Context", "Decision", "Status", "Consequences"], path.name
        assert len(text.splitlines()) <= 70, path.name


def test_the_pictures_are_light() -> None:
    pictures = sorted((RACINE / "docs" / "captures").glob("*.png"))
    templates, views = ("accueil", "fiche", "liste", "question", "resultat"), ("", "-papier", "-sombre", "-telephone")
    assert {path.name for path in pictures} == {f"{name}{view}.png" for name in templates for view in views}
    assert sum(path.stat().st_size for path in pictures) <= 3_000_000
    for path in pictures:
        data = path.read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) <= 200_000, path.name
