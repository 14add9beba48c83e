"""The swap: the new site whole, or the former one untouched."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from generator.publishing import exchange as exchanging
from generator.publishing import swap as swapping
from generator.publishing.exchange import exchange
from generator.publishing.swap import ABANDONED, hold, recover, swap
from tests.construction import tree


def make(folder: Path, word: str) -> Path:
    (folder / "sous").mkdir(parents=True)
    (folder / "index.html").write_text(word)
    (folder / "sous" / "page.html").write_text(word)
    return folder


def words(folder: Path) -> set[bytes]:
    return set(tree(folder).values())


@pytest.fixture(params=["as the system can", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of putting a site in place."""
    if request.param == "two renames":
        monkeypatch.setattr(swapping, "exchange", lambda first, second: False)


@pytest.mark.usefixtures("way")
def test_the_new_site_takes_the_place_of_the_former_one(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "ancien")
    swap(make(tmp_path / "chantier", "nouveau"), site)
    assert words(site) == {b"nouveau"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.usefixtures("way")
def test_the_first_site_has_no_former_one(tmp_path: Path) -> None:
    swap(make(tmp_path / "chantier", "nouveau"), tmp_path / "site")
    assert words(tmp_path / "site") == {b"nouveau"}


@pytest.mark.usefixtures("way")
def test_what_an_earlier_run_left_is_dropped(tmp_path: Path) -> None:
    make(tmp_path / ".site-ancien", "très ancien")
    site = make(tmp_path / "site", "ancien")
    swap(make(tmp_path / "chantier", "nouveau"), site)
    assert words(site) == {b"nouveau"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failed_rename_puts_the_former_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swapping, "exchange", lambda first, second: False)
    site = make(tmp_path / "site", "ancien")
    staging = make(tmp_path / "chantier", "nouveau")
    true_replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if self == staging:
            raise OSError("refusé")
        return true_replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="refusé"):
        swap(staging, site)
    assert words(site) == {b"ancien"}
    assert not (tmp_path / ".site-ancien").exists()


@pytest.mark.usefixtures("way")
def test_a_former_site_that_cannot_be_dropped_does_not_stop_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make(tmp_path / "site", "ancien")
    staging = make(tmp_path / "chantier", "nouveau")
    monkeypatch.setattr(os, "rmdir", lambda *args, **more: (_ for _ in ()).throw(PermissionError()))
    swap(staging, site)
    assert words(site) == {b"nouveau"}


def test_a_run_killed_between_the_two_renames_is_mended(tmp_path: Path) -> None:
    make(tmp_path / ".site-ancien", "ancien")
    recover(tmp_path / "site")
    assert words(tmp_path / "site") == {b"ancien"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_in_place_is_never_replaced_by_a_former_one(tmp_path: Path) -> None:
    make(tmp_path / ".site-ancien", "ancien")
    site = make(tmp_path / "site", "nouveau")
    recover(site)
    assert words(site) == {b"nouveau"}


def test_nothing_to_mend_is_no_fault(tmp_path: Path) -> None:
    recover(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "inside", "age", "kept"),
    [
        (".site-abcd_123", "docs", ABANDONED + 60, False),
        (".site-abcd_123", "docs", ABANDONED - 600, True),
        (".site-abcd_123", "photos", ABANDONED + 60, True),
        (".site-mes-essais", "docs", ABANDONED + 60, True),
        (".autre-abcd_123", "docs", ABANDONED + 60, True),
    ],
)
def test_only_the_old_staging_folder_of_a_killed_run_is_dropped(
    tmp_path: Path, name: str, inside: str, age: int, kept: bool
) -> None:
    (tmp_path / name / inside).mkdir(parents=True)
    then = time.time() - age
    os.utime(tmp_path / name, (then, then))
    recover(tmp_path / "site")
    assert (tmp_path / name).exists() == kept


def test_the_staging_folder_of_a_killed_run_is_dropped_at_once_and_that_of_a_live_one_kept(tmp_path: Path) -> None:
    (tmp_path / ".site-abcd_123" / "docs").mkdir(parents=True)
    lock = hold(tmp_path / ".site-abcd_123")
    recover(tmp_path / "site")
    assert (tmp_path / ".site-abcd_123").exists()
    lock.close()  # as the system does when a run is killed
    recover(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_nobody_ever_finds_the_place_empty(tmp_path: Path) -> None:
    """Where the system exchanges folders in one step, a reader who looks all the time always finds a site."""
    site = make(tmp_path / "site", "ancien")
    if not exchange(make(tmp_path / "essai", "autre"), site):
        assert words(site) == {b"ancien"}  # refused, and nothing was touched
        return
    ended, missed = threading.Event(), []

    def look() -> None:
        while not ended.is_set():
            missed.extend([1] if not (site / "index.html").exists() else [])

    reader = threading.Thread(target=look)
    reader.start()
    for rank in range(200):
        swap(make(tmp_path / "chantier", f"nouveau {rank}"), site)
    ended.set()
    reader.join()
    assert words(site) == {b"nouveau 199"} and not missed


@pytest.mark.parametrize("system", ["win32", "linux", "darwin"])
def test_a_system_that_cannot_exchange_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    """A C library without the call, or a folder that is not there: False, and both folders as they were."""
    site, staging = make(tmp_path / "site", "ancien"), make(tmp_path / "chantier", "nouveau")
    assert not exchange(staging, tmp_path / "absent")
    monkeypatch.setattr(exchanging.ctypes, "CDLL", lambda name: object())
    monkeypatch.setattr(exchanging.sys, "platform", system)
    assert not exchange(staging, site)
    assert (words(site), words(staging)) == ({b"ancien"}, {b"nouveau"})
