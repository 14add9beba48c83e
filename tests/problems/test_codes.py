"""The table of codes: complete, used, and readable by the people it speaks to."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout

import pytest

from generator.cli.main import main
from generator.problems import Severity
from generator.problems.codes import CODES, TABLE
from generator.problems.codes.base import Code
from tests.chemins import RACINE
from tests.lignes import each_line

CODE = re.compile(r"[A-Z]{3}[0-9]{3}")
ENGLISH = re.compile(r"\b(the|of|and|with|file|field|line|must|should|not|is|are|error|value|missing|unknown)\b", re.I)
CODES_LINES = each_line((line.code, (line,)) for line in TABLE)


def literals() -> Iterator[tuple[str, str]]:
    """Yield (code, file:line) for each literal of the engine that is a code, the table left out."""
    for path in sorted((RACINE / "generator").rglob("*.py")):
        if path.parent.name == "codes":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield node.value, f"{path.relative_to(RACINE)}:{node.lineno}"


def test_a_code_is_there_once() -> None:
    assert len(CODES) == len(TABLE)
    assert all(CODE.fullmatch(code) for code in CODES)


def test_every_code_is_raised_somewhere() -> None:
    assert CODES.keys() - {code for code, _ in literals()} == set()


def test_every_code_raised_is_in_the_table() -> None:
    assert [(code, place) for code, place in literals() if code not in CODES] == []


def test_titles_are_not_mixed_up() -> None:
    titles = [line.titre for line in TABLE]
    assert sorted(title for title in set(titles) if titles.count(title) > 1) == []


@CODES_LINES
def test_a_line_of_the_table_is_whole(line: Code) -> None:
    assert isinstance(line.severity, Severity)
    assert 5 <= len(line.titre) <= 60
    assert line.titre[0].isupper() or line.titre[0] == "«"
    assert not line.titre.endswith((".", "!", ":"))
    for text in (line.cause, line.remede):
        assert text[0].isupper() or text[0] in "«0123456789" or text.startswith("data/"), text
        assert text.endswith("."), text
        assert 10 <= len(text) <= 250, text


@CODES_LINES
def test_a_line_of_the_table_is_french(line: Code) -> None:
    for text in (line.titre, line.cause, line.remede):
        bare = re.sub(r"«[^»]*»", "", text)
        assert not ENGLISH.search(bare), text
        assert "  " not in text
        assert text.count("«") == text.count("»")


@CODES_LINES
def test_a_remedy_says_what_to_do(line: Code) -> None:
    """It starts with a verb in the infinitive, or with the case where one has to act."""
    text = re.sub(r"^(N'en|Ne|Le|L'|Les|En) ?|^(Si|Entre|Dans) [^,]*, ", "", line.remede)
    assert re.split(r"[ ,.]", text)[0].endswith(("er", "ir", "re", "oir")), text


@CODES_LINES
def test_a_code_is_explained_on_demand(line: Code) -> None:
    with redirect_stdout(io.StringIO()) as told:
        assert main(["expliquer", line.code.lower()]) == 0
    assert told.getvalue() == (
        f"{line.code} ({line.severity.value}) : {line.titre}\nPourquoi : {line.cause}\nQue faire : {line.remede}\n"
    )


def test_all_codes_are_listed_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["expliquer"]) == 0
    assert [row.split()[0] for row in capsys.readouterr().out.splitlines()] == [line.code for line in TABLE]


def test_an_unknown_code_finds_its_neighbour(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["expliquer", "REF01"]) == 2
    assert capsys.readouterr().err.startswith("Code inconnu : REF01. Vouliez-vous dire « REF0")
