"""Workers share what one of them makes; alone, or after a failure, each makes its own."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests import partage
from tests.partage import shared

OUVRIER = {"PYTEST_XDIST_WORKER": "gw0"}


def test_three_workers_make_one(tmp_path: Path) -> None:
    made: list[Path] = []
    given: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        folder.mkdir()
        (folder / "index.html").write_text("là", "utf-8")

    def ask(number: int) -> None:
        given.append(shared(tmp_path / f"gw{number}", "site", make, OUVRIER))

    workers = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(10)
    assert given == [made[0]] * 3
    assert len(made) == 1
    assert (given[0] / "index.html").read_text("utf-8") == "là"


def test_a_run_without_workers_shares_nothing(tmp_path: Path) -> None:
    assert [shared(tmp_path / name, "site", lambda path: path.mkdir(parents=True), {}) for name in "ab"] == [
        tmp_path / "a/site",
        tmp_path / "b/site",
    ]


@pytest.mark.parametrize("dead", [False, True])
def test_a_failure_is_nobody_else_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dead: bool) -> None:
    def fail(folder: Path) -> None:
        raise OSError(folder)

    if dead:  # it began, and will never say that it is done
        (tmp_path / "site").mkdir()
        monkeypatch.setattr(partage, "PATIENCE", 0.0)
    else:
        with pytest.raises(OSError, match="site"):
            shared(tmp_path / "gw0", "site", fail, OUVRIER)
    mine = shared(tmp_path / "gw1", "site", lambda path: path.mkdir(parents=True), OUVRIER)
    assert mine == tmp_path / "gw1/site"
    assert mine.is_dir()
