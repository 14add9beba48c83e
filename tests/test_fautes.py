"""The faulty twins of Petite-Île: the whole report, word for word, and every code of the table in it."""

from __future__ import annotations

import difflib
import json
from functools import cache
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from generator.cli.main import main
from generator.models.base import Modele
from generator.pipeline import verify
from generator.problems import Problem
from generator.problems.codes import CODES
from generator.problems.formats import as_code_quality, as_github, as_text, summary, visible
from generator.reading.validation import validate
from generator.reading.yaml_source import parse_yaml
from tests.chemins import AUJOURDHUI, FIXTURES, RACINE, copy_petite_ile
from tests.lignes import each_line
from tests.mini import officiel

FAUTES = FIXTURES / "fautes"
TWINS = {"forme": False, "croisees": True, "publie": True}
"""Twin → whether every file's shape is right, so that the rules across files are played."""
ELSEWHERE = ("ORI", "RCH", "TAB", "DIA007", "VOI002", "VOI003", "VOI004", "VOI005", "VOI006")
"""Families whose faults are whole territories of their own: their tests name each of their codes."""
BYTES: dict[str, bytes] = {
    "content/acteurs/trop-lourd.yml": b"nom: " + b"x" * 65_536,
    "content/acteurs/latin-1.yml": "nom: Pôle\nresume: Café\n".encode("latin-1"),
    "content/acteurs/utf-16.yml": "nom: Pôle\n".encode("utf-16"),
    "content/acteurs/invisible.yml": "nom: P\u200bôle\nresume: \u202eelôP\n".encode(),
    "content/acteurs/tabulation.yml": b"zone:\n\ttype: france\n",
    "content/acteurs/mille-cles.yml": b"".join(b"cle%d: v\n" % number for number in range(2_500)),
    "content/acteurs/cle-insecable.yml": "nom\u00a0: Pôle\n".encode(),
    "content/acteurs/phrase-insecable.yml": "mots_cles:\n  - Public\u00a0:\u00a0jeunes\n".encode(),
    "content/acteurs/autres-chiffres.yml": "nom: Le \uff13 quai\n".encode(),
    "content/acteurs/octet-zero.yml": b"nom: P\x00le\n",
    "content/acteurs/a\n::error::b.yml": b"nom: x\n",
    "content/fichiers/faux.png": b"<html>",
    "content/guides/outils/invisible.md": "---\n---\n\nUn\u2028deux\u200b\n".encode(),
    "content/guides/outils/latin-1.md": "---\ntitre: Été\n---\n".encode("latin-1"),
}
LINKS = ("data/cas-types.yml", "content/acteurs/lien.yml", "content/fichiers/lien.pdf", "content/ailleurs")


def compare(report: str, expected: Path, update: bool) -> None:
    """Compare with the expected report; tell the difference and the command that accepts it."""
    if update:
        expected.write_text(report, encoding="utf-8")
    wanted = expected.read_text(encoding="utf-8")
    difference = "\n".join(
        difflib.unified_diff(wanted.splitlines(), report.splitlines(), "attendu", "lu", lineterm="", n=1)
    )
    place = expected.relative_to(RACINE)
    assert report == wanted, f"{place} :\n{difference}\nSi c'est voulu : pytest tests/test_fautes.py --update-golden"


def report(problems: tuple[Problem, ...]) -> str:
    return "".join(f"{as_text(problem)}\n" for problem in problems) + f"\n{summary(problems)}.\n"


@cache
def problems_of(twin: str) -> tuple[Problem, ...]:
    bilan = verify(FAUTES / twin, AUJOURDHUI, officiel())
    assert bilan.croisees is TWINS[twin]
    assert not bilan.publiable
    return bilan.problems


def problems_of_bytes(tmp_path: Path) -> tuple[Problem, ...]:
    root = copy_petite_ile(tmp_path)
    for path, data in BYTES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    for path in LINKS:
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to("/nulle/part")
    return verify(root, AUJOURDHUI, officiel()).problems


@cache
def other_tests() -> str:
    """The text of every other test."""
    others = sorted(path for path in (RACINE / "tests").rglob("test_*.py") if path != Path(__file__))
    return "\n".join(path.read_text(encoding="utf-8") for path in others)


def _refuse(value: str) -> str:
    raise PydanticCustomError("jamais_vu", "raison neuve")


class Neuf(Modele):
    nom: Annotated[str, AfterValidator(_refuse)]


def problems_of_the_unknown() -> tuple[Problem, ...]:
    """SCH099 waits for a type of error that no table knows yet: no file can raise it today."""
    document, _ = parse_yaml(b"nom: x\n", "x.yml")
    assert document is not None
    return validate(Neuf, document.tree, document)[1]


@pytest.mark.parametrize("twin", TWINS)
def test_the_whole_report(twin: str, update_golden: bool) -> None:
    compare(report(problems_of(twin)), FAUTES / twin / "attendu.txt", update_golden)


def test_the_whole_report_of_bytes(tmp_path: Path, update_golden: bool) -> None:
    compare(report(problems_of_bytes(tmp_path)), FAUTES / "octets.txt", update_golden)


@pytest.mark.parametrize("twin", TWINS)
def test_the_three_formats_of_the_forges_say_the_same_line_and_the_same_remedy(twin: str) -> None:
    """GitHub's annotations, GitLab's report, and the text that Forgejo shows."""
    problems = problems_of(twin)
    report = json.loads(as_code_quality(problems))
    assert len({row["fingerprint"] for row in report}) == len(report) == len(problems)
    for problem, row in zip(problems, report, strict=True):
        line = max(problem.line, 1)
        assert (row["location"], row["check_name"]) == ({"path": problem.path, "lines": {"begin": line}}, problem.code)
        annotation, text = as_github(problem), as_text(problem)
        assert f"file={problem.path},line={line},title={problem.code} " in annotation.replace("%2C", ",")
        assert text.startswith(f"{problem.path}:{problem.line}: " if problem.line else f"{problem.path}: ")
        assert problem.code in text
        remedy = visible(problem.hint)
        assert row["description"].endswith(remedy) and text.endswith(remedy)
        assert visible(unescaped(annotation)).endswith(remedy)


def unescaped(annotation: str) -> str:
    return annotation.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_every_code_is_met(tmp_path: Path) -> None:
    """Adding a code is adding a fault."""
    everything = [*problems_of_bytes(tmp_path), *problems_of_the_unknown()]
    for twin in TWINS:
        everything += problems_of(twin)
    elsewhere = {code for code in CODES if code.startswith(ELSEWHERE)}
    assert CODES.keys() - {problem.code for problem in everything} == elsewhere


@each_line((code, (code,)) for code in CODES if code.startswith(ELSEWHERE))
def test_the_other_codes_are_met_elsewhere(code: str) -> None:
    """In a test of their family, by name."""
    assert code in other_tests()


@pytest.mark.parametrize("twin", TWINS)
def test_every_problem_can_be_acted_upon(twin: str) -> None:
    """A file that exists, or that is missing; a line of it; a sentence; a remedy; nothing invisible."""
    for problem in problems_of(twin):
        place = FAUTES / twin / problem.path
        if problem.code != "FIC004":
            lines = place.read_text(encoding="utf-8").split("\n")
            assert 0 <= problem.line <= len(lines)
        assert problem.severity is CODES[problem.code].severity
        assert problem.message.endswith((".", "»"))
        assert problem.hint.endswith((".", "?", "»"))
        assert 10 < len(problem.message) < 400


@pytest.mark.parametrize("twin", TWINS)
def test_the_line_holds_the_field(twin: str) -> None:
    """Where a field is named and written, its line is told, or the line of the value inside of it."""
    missing = ("SCH001", "SCH019", "SCH021", "TER001", "TER002", "TER003", "TER004", "TER009", "SCH017")
    for problem in problems_of(twin):
        if problem.path.endswith(".yml") and problem.where and problem.line and problem.code not in missing:
            line = (FAUTES / twin / problem.path).read_text(encoding="utf-8").split("\n")[problem.line - 1]
            field = problem.where.split(".")[-1].split("[")[0]
            assert field in line or line.lstrip().startswith("- "), (problem, line)


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize("format_", ["texte", "github", "json"])
def test_the_command_tells_it_and_ends_with_one(twin: str, format_: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["verifier", "--racine", str(FAUTES / twin), "--date", str(AUJOURDHUI), "--format", format_]
    assert main(arguments, officiel()) == 1
    told = capsys.readouterr()
    assert told.err == ""
    assert all(told.out.count(problem.code) for problem in problems_of(twin))
    if format_ == "texte":
        assert told.out.startswith(report(problems_of(twin)).split("\n\n")[0])
        assert ("Règles entre fichiers non vérifiées" in told.out) is not TWINS[twin]
