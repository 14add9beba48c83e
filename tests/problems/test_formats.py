"""The three formats, with values that a pull request wrote to do harm."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Problem, Severity, formats
from generator.problems.formats import as_code_quality, as_github, as_json, as_text, summary

E, A = Severity.ERREUR, Severity.AVERTISSEMENT
SIMPLE = Problem("REF001", E, "content/a.yml", 12, "thematiques[1]", "« x » n'existe pas.", "Vouliez-vous dire « y » ?")
HOSTILES = [
    "a\n::error::b",
    "a\r\n::set-output name=x::y",
    "a\r::stop-commands::x",
    "a%0A::error::b",
    "%25%0D%0A",
    "a,line=1,title=x",
    "a::b",
    ":,%\n\r",
    "a\x1b[2J\x1b]0;x\x07",
    "a\x00b\x08\x08",
    "a\u202eb\u2066c",
    "a\u2028b\u2029c\x85d\x0be",
    "a\u200bb\ufeffc",
    "a\ud800b",
    "##[command]x",
    "<b>x</b>",
    "`x` **y** [z](javascript:a)",
    "é « à » \u00a0: œ\u202f!",
]


def hostile(value: str) -> Problem:
    return Problem("FIC001", A, f"content/{value}.yml", 3, value, value, value)


def test_the_text_is_clickable_then_says_what_to_do() -> None:
    assert as_text(SIMPLE) == (
        "content/a.yml:12: erreur REF001 thematiques[1] : « x » n'existe pas.\n    Vouliez-vous dire « y » ?"
    )


def test_the_text_without_line_field_or_remedy() -> None:
    bare = Problem("FIC002", A, "content/x.txt", 0, "", "ce fichier n'est lu par personne.")
    assert as_text(bare) == "content/x.txt: avertissement FIC002 : ce fichier n'est lu par personne."


@pytest.mark.parametrize("value", HOSTILES)
def test_no_value_starts_a_line_or_moves_the_cursor(value: str) -> None:
    text = as_text(hostile(value))
    first, hint = text.split("\n")
    assert first.startswith("content/")
    assert hint.startswith("    ")
    assert all(char.isprintable() or char in "\u00a0\u202f" for char in first + hint)
    if value.isprintable():
        assert value in first and value in hint


def test_french_spaces_are_kept() -> None:
    assert "«\u00a0a\u00a0» !\u202f:" in as_text(Problem("X", E, "a", 1, "", "«\u00a0a\u00a0» !\u202f:"))


def test_an_annotation() -> None:
    assert as_github(SIMPLE) == (
        "::error file=content/a.yml,line=12,title=REF001 erreur"
        "::thematiques[1] : « x » n'existe pas. Vouliez-vous dire « y » ?"
    )


def test_an_annotation_of_a_whole_file_is_on_its_first_line() -> None:
    bare = Problem("FIC002", A, "content/x.txt", 0, "", "m.")
    assert as_github(bare) == "::warning file=content/x.txt,line=1,title=FIC002 avertissement::m."


def parsed(command: str) -> tuple[dict[str, str], str]:
    """Read an annotation the way the runner does: one line, properties cut at commas, then unescaped."""
    match = re.fullmatch(r"::(?:error|warning) ([^\n\r]*?)::([^\n\r]*)", command)
    assert match, command
    properties = dict(item.split("=", 1) for item in match[1].split(","))

    def plain(text: str) -> str:
        for escape, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            text = text.replace(escape, sign)
        return text

    return {name: plain(value) for name, value in properties.items()}, plain(
        match[2].replace("%3A", "%253A").replace("%2C", "%252C")
    )


@pytest.mark.parametrize("value", HOSTILES)
def test_an_annotation_cannot_be_escaped(value: str) -> None:
    properties, message = parsed(as_github(hostile(value)))
    assert properties == {"file": f"content/{value}.yml", "line": "3", "title": "FIC001 avertissement"}
    assert message == f"{value} : {value} {value}".strip()


@given(st.text(max_size=40))
def test_any_annotation_is_one_command(value: str) -> None:
    command = as_github(hostile(value))
    assert "\n" not in command and "\r" not in command
    assert command.startswith("::warning file=content/")
    head, _, _ = command.removeprefix("::warning ").partition("::")
    assert [item.split("=")[0] for item in head.split(",")] == ["file", "line", "title"]


def test_code_quality() -> None:
    bare = Problem("FIC002", A, "content/x.txt", 0, "", "m.")
    first, second, third, fourth = json.loads(as_code_quality([SIMPLE, bare, bare, replace(SIMPLE, line=40)]))
    assert {key: first[key] for key in first if key != "fingerprint"} == {
        "description": "thematiques[1] : « x » n'existe pas. Vouliez-vous dire « y » ?",
        "check_name": "REF001",
        "severity": "major",
        "location": {"path": "content/a.yml", "lines": {"begin": 12}},
    }
    assert (second["severity"], second["location"]["lines"]) == ("minor", {"begin": 1})
    assert len({one["fingerprint"] for one in (first, second, third, fourth)}) == 4
    moved = json.loads(as_code_quality([replace(SIMPLE, line=40)]))
    assert moved[0]["fingerprint"] == first["fingerprint"], "lower in its file it is the same problem"
    assert json.loads(as_code_quality([])) == []


@pytest.mark.parametrize("value", HOSTILES)
def test_a_report_holds_no_sign_that_moves_anything(value: str) -> None:
    (row,) = json.loads(as_code_quality([hostile(value)]))
    assert all(char.isprintable() or char in "\u00a0\u202f" for char in row["description"])
    assert row["location"]["path"] == f"content/{value}.yml"


def test_json() -> None:
    assert json.loads(as_json([SIMPLE])) == [
        {
            "code": "REF001",
            "gravite": "erreur",
            "chemin": "content/a.yml",
            "ligne": 12,
            "champ": "thematiques[1]",
            "message": "« x » n'existe pas.",
            "remede": "Vouliez-vous dire « y » ?",
        }
    ]
    assert json.loads(as_json([])) == []
    assert "«" in as_json([SIMPLE])


@pytest.mark.parametrize("value", HOSTILES)
def test_json_keeps_every_value(value: str) -> None:
    (row,) = json.loads(as_json([hostile(value)]))
    assert (row["champ"], row["message"], row["remede"]) == (value, value, value)


@pytest.mark.parametrize(
    ("severities", "text"),
    [
        ([], "0 erreur, 0 avertissement"),
        ([E], "1 erreur, 0 avertissement"),
        ([E, E, A], "2 erreurs, 1 avertissement"),
        ([A, A], "0 erreur, 2 avertissements"),
    ],
)
def test_summary(severities: list[Severity], text: str) -> None:
    assert summary(Problem("X", severity, "a", line, "", "m") for line, severity in enumerate(severities)) == text


def test_the_formats_are_those_of_the_command_line() -> None:
    assert formats.FORMATS == ("texte", "github", "code-quality", "json")
