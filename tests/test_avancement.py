"""A run tells how far it is, and what fails, as it goes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.avancement import Avancement, line
from tests.chemins import RACINE
from tests.exemples import exemples


class Papier:
    """Stands for pytest's reporter."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write_line(self, sentence: str) -> None:
        self.lines.append(sentence)

    def flush(self) -> None:
        self.lines.append("")


def report(when: str, outcome: str) -> pytest.TestReport:
    return pytest.TestReport("tests/a.py::b", ("a.py", 1, "b"), {}, outcome, None, when)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("done", "total", "seconds", "told"),
    [
        (0, 7, 0.4, "0 % · 0 / 7 · 0 s"),
        (1234, 2900, 96.2, "42 % · 1\u202f234 / 2\u202f900 · 96 s"),
        (2899, 2900, 200.0, "99 % · 2\u202f899 / 2\u202f900 · 200 s"),
        (7, 7, 59.6, "100 % · 7 / 7 · 60 s"),
    ],
)
def test_how_far_is_one_line(done: int, total: int, seconds: float, told: str) -> None:
    assert line(done, total, seconds) == told


def test_it_counts_tests_that_are_over_and_names_what_fails() -> None:
    paper = Papier()
    told = Avancement(paper)  # type: ignore[arg-type]
    told.tell_how_far()
    assert paper.lines == [], "nothing before the tests are counted"
    told.pytest_xdist_node_collection_finished(["a", "b", "c", "d"])
    for when, outcome in (("setup", "passed"), ("call", "failed"), ("teardown", "passed")):
        told.pytest_runtest_logreport(report(when, outcome))
    told.tell_how_far()
    assert paper.lines[0] == "échec : tests/a.py::b"
    assert paper.lines[2].startswith("25 % · 1 / 4 · ")


def test_outcomes_are_counted_as_pytest_does() -> None:
    told = Avancement(Papier())  # type: ignore[arg-type]
    given = {
        ("setup", "passed"): "",
        ("call", "passed"): "passed",
        ("call", "failed"): "failed",
        ("setup", "failed"): "error",
        ("teardown", "failed"): "error",
    }
    for (when, outcome), category in given.items():
        assert told.pytest_report_teststatus(report(when, outcome)) == (category, "", "")
    assert told.pytest_report_teststatus(report("setup", "skipped")) is None


def test_a_run_with_workers_tells_its_end_and_its_failure_in_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "test_deux.py").write_text("def test_a(): pass\ndef test_b(): assert 0\n")
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_configure\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\nconsole_output_style = classic\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "1", "-p", "no:cacheprovider", "test_deux.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(RACINE), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert "échec : test_deux.py::test_b" in lines
    assert [text for text in lines if text.startswith("100 % · 2 / 2 · ")]


def test_the_long_run_tries_ten_times_more() -> None:
    assert exemples(40, {}) == exemples(40, {"ESSAIS": "non"}) == 40
    assert exemples(40, {"ESSAIS": "complet"}) == 400
