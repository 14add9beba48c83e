"""Problems are values: their order, their count, the word that was meant, the path that people read."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import (
    MAX_KEY,
    Problem,
    Severity,
    count_by_severity,
    dotted,
    listed,
    sorted_problems,
)
from generator.problems.codes import CODES, problem

E, A = Severity.ERREUR, Severity.AVERTISSEMENT


def made(path: str = "a.yml", line: int = 1, code: str = "X1", where: str = "", message: str = "m.") -> Problem:
    return Problem(code, E, path, line, where, message)


def test_the_report_goes_by_file_line_code_field_message() -> None:
    ordered = [
        made(path="a.yml", line=0),
        made(path="a.yml", line=2, code="A1"),
        made(path="a.yml", line=2, code="B1", where="a"),
        made(path="a.yml", line=2, code="B1", where="b", message="a."),
        made(path="a.yml", line=2, code="B1", where="b", message="b."),
        made(path="a.yml", line=10),
        made(path="b.yml", line=1),
    ]
    shuffled = ordered.copy()
    random.Random(1).shuffle(shuffled)  # noqa: S311
    assert sorted_problems(shuffled) == tuple(ordered)


def test_each_problem_is_told_once() -> None:
    assert sorted_problems([made(), made(), made(line=2)]) == (made(), made(line=2))
    assert sorted_problems([]) == ()


def test_a_problem_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        made().line = 3  # type: ignore[misc]


def test_errors_and_warnings_are_counted() -> None:
    warning = dataclasses.replace(made(), severity=A)
    assert count_by_severity([made(), warning, made(line=2)]) == (2, 1)
    assert count_by_severity(iter([])) == (0, 0)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ((), ""),
        (("nom",), "nom"),
        (("contacts", 0, "telephone"), "contacts[1].telephone"),
        (("a", 1, 2), "a[2][3]"),
        ((0, "a"), "[1].a"),
        (("termes", "mot", "libelle"), "termes.mot.libelle"),
    ],
)
def test_people_count_from_one(where: tuple[str | int, ...], text: str) -> None:
    assert dotted(where) == text


@given(st.lists(st.integers(0, 5) | st.text(max_size=4)))
def test_dotted_takes_any_path(where: list[str | int]) -> None:
    assert dotted(tuple(where)).count("[") >= sum(isinstance(segment, int) for segment in where)


def test_a_problem_takes_its_severity_and_remedy_from_the_table() -> None:
    bare = problem("REF003", "a.yml", 3, "termes.x", "m.")
    assert (bare.severity, bare.hint) == (CODES["REF003"].severity, CODES["REF003"].remede)
    assert problem("REF003", "a.yml", 3, "", "m.", "Autre remède.").hint == "Autre remède."
    with pytest.raises(KeyError):
        problem("REF999", "a.yml", 3, "", "m.")


def test_an_endless_key_is_shortened() -> None:
    assert dotted(("a" * MAX_KEY, 0)) == "a" * MAX_KEY + "[1]"
    assert dotted(("a" * 60_000, "b")) == "a" * (MAX_KEY - 1) + "….b"


def test_what_one_line_tells_of_many_names_them() -> None:
    assert listed(["a", "b", "a"]) == "« a », « b »"
    assert listed(f"mot{number}" for number in range(22)).endswith("« mot19 » et 2 de plus")
