"""Any slip in any file of a whole territory: problems, or a corpus; never an exception.

Two families. Bytes: what a disk, an editor or an attacker does. Lines: what a
tired person does; most of those files can still be read, so that the rules, the
proofs of the arbres and the pages meet them too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pipeline import Bilan, verify
from generator.problems import sorted_problems
from generator.problems.codes import CODES
from generator.problems.formats import as_github, as_text
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI, PETITE_ILE, copy_petite_ile
from tests.exemples import complet
from tests.mini import officiel

FILES = sorted(path.relative_to(PETITE_ILE).as_posix() for path in PETITE_ILE.rglob("*") if path.is_file())
WRITTEN = [path for path in FILES if path.endswith((".yml", ".csv", ".md"))]
WORDS = [
    "", "x", "tous", "oui", "nsp", "0", "-1", "999999999999", "2026-11-22", "9999-12-31", "0001-01-01", "2026-02-30",
    "01901", "91", "[]", "{}", "[x]", "{x: y}", "[key]", "~", "null", "|", "'", '"', "#", "&a", "*a", "!x", "<<", "---",
    "https://exemple.org", "javascript:alert(1)", "a@b.example", "02 61 91 00 01", "<b>x</b>", "é" * 300, "\u202e",
    "clos", "a-creer", "a-confirmer", "suspendu", "preparation", "france", "communes", "permanence-accueil", "pole-ess",
]  # fmt: skip
VALUES: dict[str, list[str]] = {}
"""key → what is written after it anywhere in the territory: a value that fits, from elsewhere."""
for path in WRITTEN:
    for line in (PETITE_ILE / path).read_text(encoding="utf-8").split("\n"):
        key, colon, value = line.strip(" -").partition(": ")
        if colon and value not in VALUES.setdefault(key, []):
            VALUES[key].append(value)
places = st.floats(0, 1, exclude_max=True)


def splice(data: bytes, at: float, length: int, put: bytes) -> bytes:
    start = int(at * len(data))
    return data[:start] + put + data[start + length :]


def change_line(data: bytes, at: float, how: str, word: str, shift: float) -> bytes:
    """Drop, repeat, move or shift one line; write another key on it, or another value, of elsewhere or not."""
    lines = data.decode().split("\n")
    number = int(at * len(lines))
    line = lines.pop(number)
    pad = line[: len(line) - len(line.lstrip())]
    key, colon, value = line.partition(": ")
    if how == "répéter":
        lines[number:number] = [line, line]
    elif how == "déplacer":
        lines.insert(int(shift * (len(lines) + 1)), line)
    elif how == "décaler":
        lines.insert(number, pad[: int(shift * 4)] + line.lstrip() if shift < 0.5 else "  " + line)
    elif how == "ailleurs":
        known = VALUES.get(key.strip(" -"), [value])
        lines.insert(number, f"{key}{colon}{known[int(shift * len(known))]}")
    elif how == "valeur":
        lines.insert(number, f"{key}{colon}{word}" if colon else f"{pad}- {word}")
    elif how == "clé":
        lines.insert(number, f"{pad}{word}: {value}")
    return "\n".join(lines).encode()


HOWS = ["supprimer", "répéter", "déplacer", "décaler", "valeur", "valeur", "ailleurs", "ailleurs", "ailleurs", "clé"]
slips = st.lists(st.tuples(places, st.integers(0, 60), st.binary(max_size=6)), min_size=1, max_size=3)
edits = st.lists(st.tuples(places, st.sampled_from(HOWS), st.sampled_from(WORDS), places), min_size=1, max_size=2)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy for all the examples; each one puts back what it changed."""
    return copy_petite_ile(tmp_path_factory.mktemp("mutations"))


@contextmanager
def changed(path: Path, data: bytes) -> Iterator[None]:
    before = path.read_bytes()
    path.write_bytes(data)
    try:
        yield
    finally:
        path.write_bytes(before)


def check(bilan: Bilan, path: str, data: bytes) -> None:
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert bilan.problems == sorted_problems(bilan.problems)
    assert bilan.croisees == (bilan.corpus is not None)
    assert bilan.corpus is not None or not bilan.publiable
    for problem in bilan.problems:
        assert problem.severity is CODES[problem.code].severity
        assert problem.message and problem.hint
        assert problem.path != path or 0 <= problem.line <= lines
        assert as_text(problem).count("\n") == 1
        assert "\n" not in as_github(problem)


def test_the_territory_is_right_before(root: Path) -> None:
    assert verify(root, AUJOURDHUI, officiel()).publiable
    assert len(FILES) > 30


@pytest.mark.lent
@settings(max_examples=500 if complet() else 20)  # tests/test_fuzz.py spoils two thousand files, each time
@given(st.sampled_from(FILES), slips)
def test_any_bytes(root: Path, path: str, cuts: list[tuple[float, int, bytes]]) -> None:
    data = (root / path).read_bytes()
    for at, length, put in cuts:
        data = splice(data, at, length, put)
    with changed(root / path, data):
        check(verify(root, AUJOURDHUI, officiel()), path, data)


@pytest.mark.lent
@settings(max_examples=500 if complet() else 12)  # pages are made from those that can still be read
@given(st.sampled_from(WRITTEN), edits)
def test_any_lines(root: Path, path: str, changes: list[tuple[float, str, str, float]]) -> None:
    data = (root / path).read_bytes()
    for at, how, word, shift in changes:
        data = change_line(data, at, how, word, shift)
    with changed(root / path, data):
        bilan = verify(root, AUJOURDHUI, officiel())
        check(bilan, path, data)
        if bilan.corpus is not None and bilan.publiable:
            assert render_corpus(bilan.corpus, AUJOURDHUI).pages
