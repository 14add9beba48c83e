"""How far a whole run is: « 42 % · 1 234 / 2 900 · 96 s », every ten seconds, on a screen as in a file."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

EVERY = 10.0
"""Seconds between two lines."""


def line(done: int, total: int, seconds: float) -> str:
    """Return the line for so many tests done of so many, after so long."""
    done_, total_ = (f"{number:,}".replace(",", "\u202f") for number in (done, total))
    return f"{100 * done // max(total, 1)} % · {done_} / {total_} · {seconds:.0f} s"


class Avancement:
    """Tells how far the run is, and each failure when it comes; the dots of pytest are left out.

    For runs with several workers: whoever runs chosen tests alone keeps what pytest shows.
    """

    def __init__(self, reporter: pytest.TerminalReporter) -> None:
        self._reporter = reporter
        self._total, self._done = 0, 0
        self._begun = time.monotonic()
        self._over = threading.Event()

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Note how many tests there are: every worker collects them all."""
        self._total = len(ids)

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.CollectReport | pytest.TestReport) -> tuple[str, str, str] | None:
        """Count as pytest does, but write no letter."""
        if not isinstance(report, pytest.TestReport) or report.skipped:
            return None
        if report.when == "call":
            return report.outcome, "", ""
        return "error" if report.failed else "", "", ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count the tests that are over; name at once the one that fails."""
        self._done += report.when == "teardown"
        if report.failed:
            self.tell(f"échec : {report.nodeid}")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self) -> Iterator[None]:
        """Tell how far the run is for as long as it lasts."""
        clock = threading.Thread(target=self._tick, daemon=True)
        clock.start()
        try:
            return (yield)
        finally:
            self._over.set()
            clock.join()
            self.tell_how_far()

    def _tick(self) -> None:
        while not self._over.wait(EVERY):
            self.tell_how_far()

    def tell_how_far(self) -> None:
        """Write the line, once the tests are counted."""
        if self._total:
            self.tell(line(self._done, self._total, time.monotonic() - self._begun))

    def tell(self, sentence: str) -> None:
        """Write a line at once, even into a pipe."""
        self._reporter.write_line(sentence)
        self._reporter.flush()
