"""The walls hold, files stay short, nothing local or unfinished is committed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.chemins import RACINE
from tests.murs import module_name, violations

GENERATOR = RACINE / "generator"
IGNORED = {".git", ".venv", "build", "site", "node_modules", "__pycache__"}
MAXIMUM_LINES = 320
TEXT = {".py", ".html", ".xml", ".js", ".css", ".md", ".yml"}
# Written in two pieces, so that this file does not hold what it looks for.
TERRITORY = re.compile("red" + "on", re.IGNORECASE)
ADDRESSES = re.compile(
    "|".join(
        [
            r"pypi\." + "org",
            r"files\.python" + "hosted",
            r"registry\.npm" + "js",
            "--(?:extra-)?index" + "-url",
            "--find" + "-links",
            r"(?<![\w.~/-])/(?:work|root|farm|home)" + r"/[\w.]",
            r"[A-Z]:\\" + r"Users\\",
        ]
    )
)
UNFINISHED = re.compile(r"\b(TO" + "DO|FIX" + r"ME)\b")


def texts(*names: str) -> Iterator[tuple[Path, str]]:
    """Yield (relative path, text) of every text file under these names."""
    for name in names:
        top = RACINE / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            relative = path.relative_to(RACINE)
            skipped = any(part in IGNORED or part.endswith("_cache") for part in relative.parts)
            if skipped or not path.is_file():
                continue
            try:
                yield relative, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def whole_project() -> list[str]:
    """Return what lies at the root, but what is made and what is hidden locally."""
    kept = {".ci", ".github", ".gitignore", ".gitattributes", ".editorconfig", ".pre-commit-config.yaml"}
    return sorted(p.name for p in RACINE.iterdir() if not p.name.startswith(".") or p.name in kept)


def matches(pattern: re.Pattern[str], *names: str) -> list[str]:
    """Return « file:line: text » for each line where the pattern is found."""
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in texts(*names)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_walls_hold() -> None:
    found = []
    for path in sorted(GENERATOR.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        name = module_name(path, RACINE)
        found += violations(source, name, is_package=path.name == "__init__.py")
    assert found == []


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        (
            "generator.rendering.views",
            "from generator.reading.loading import load",
            "must not import reading",
        ),
        ("generator.rendering.views", "from ..rules import RULES", "must not import rules"),
        ("generator.rendering.pages.fiche", "from ...reading import x", "must not import reading"),
        ("generator.rendering.views", "def f():\n    from generator import rules", "must not import rules"),
        ("generator.rules.style", "import generator.rendering.views", "must not import rendering"),
        ("generator.models.base", "from generator import pipeline", "must not import pipeline"),
        ("generator.orientation.paths", "from generator.cli.main import main", "must not import cli"),
        ("generator.problems", "from generator.models.base import Modele", "must not import models"),
        ("generator.reading.loading", "import yaml", "only generator.reading.yaml_source imports yaml"),
        (
            "generator.publishing.pouring",
            "from jinja2 import Template",
            "only generator.rendering.environment",
        ),
        ("generator.utils", "import os", "is not in MAY_IMPORT"),
    ],
)
def test_a_planted_violation_is_seen(module: str, source: str, expected: str) -> None:
    assert [sentence for sentence in violations(source, module) if expected in sentence]


def test_a_package_resolves_its_relative_imports() -> None:
    source = "from .style import RULE\nfrom ..rendering import views"
    assert violations(source, "generator.rules", is_package=True) == [
        "generator.rules:2: rules must not import rendering"
    ]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("generator.cli.main", "from generator import __version__\nfrom generator.pipeline import build"),
        ("generator.reading.yaml_source", "import yaml\nfrom generator.problems import Problem"),
        ("generator.rendering.environment", "from jinja2 import Environment"),
        ("generator.rendering.views", "from . import environment\nfrom ..models.corpus import Corpus"),
        (
            "generator.rules.style",
            "from generator.problems.codes import problem\nfrom generator.orientation import paths",
        ),
    ],
)
def test_a_right_import_passes(module: str, source: str) -> None:
    assert violations(source, module) == []


def test_files_of_the_generator_stay_short() -> None:
    lengths = {p: len(text.splitlines()) for p, text in texts("generator") if p.suffix in TEXT}
    assert {str(p): length for p, length in lengths.items() if length > MAXIMUM_LINES} == {}


def homonyms(sources: Iterable[tuple[str, str]]) -> list[str]:
    """Return « Name : file, file » for each class name that two files of the list define."""
    found: dict[str, list[str]] = {}
    for name, source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(name)
    return [f"{name} : {', '.join(files)}" for name, files in sorted(found.items()) if len(files) > 1]


def test_a_class_has_one_meaning() -> None:
    assert homonyms((str(path), text) for path, text in texts("generator") if path.suffix == ".py") == []


def test_a_homonym_is_seen() -> None:
    assert homonyms([("a.py", "class Plan: ..."), ("b.py", "def f():\n    class Plan: ...")]) == ["Plan : a.py, b.py"]


def test_the_engine_knows_no_territory() -> None:
    names = [n for n in ("generator", "tests", "benchmarks", "mkdocs.yml") if (RACINE / n).exists()]
    assert matches(TERRITORY, *names) == []
    assert [str(p) for n in names for p in (RACINE / n).rglob("*") if TERRITORY.search(p.name)] == []


def test_no_registry_and_no_local_path() -> None:
    assert matches(ADDRESSES, *whole_project()) == []


def test_nothing_is_left_unfinished() -> None:
    names = [n for n in whole_project() if n not in ("content", "data", "LICENCES")]
    assert matches(UNFINISHED, *names) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (TERRITORY, "Pays de RED" + "ON"),
        (ADDRESSES, "https://pypi." + "org/simple"),
        (ADDRESSES, "cd /ho" + "me/camille/projet"),
        (ADDRESSES, "--index" + "-url x"),
        (UNFINISHED, "# TO" + "DO: later"),
    ],
)
def test_each_pattern_can_find(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)
