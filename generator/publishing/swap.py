"""Put the new site in place of the old one, whole, or leave the old one untouched."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from generator.publishing.exchange import exchange

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

ABANDONED = 3600
"""Seconds after which a staging folder without a lock belongs to no run that still works."""
VERROU = "verrou"


def hold(build: Path) -> IO[bytes]:
    """Lock a staging folder as long as the file returned is open: a killed run lets go of it at once."""
    stream = (build / VERROU).open("wb")
    if fcntl:
        fcntl.flock(stream, fcntl.LOCK_EX)
    return stream


@contextmanager
def hold_alone(path: Path) -> Iterator[IO[bytes] | None]:
    """Hold a file that one run at a time may hold, emptied; None when another holds it (never, without locks)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as stream:
        try:
            if fcntl:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield None
            return
        stream.truncate(0)
        yield stream


def _is_abandoned(build: Path) -> bool:
    """Tell whether no run works there any more: nobody holds its lock, or, without locks, it is too old."""
    if not (build / "docs").is_dir():
        return False
    if not fcntl or not (build / VERROU).is_file():
        return time.time() - build.stat().st_mtime > ABANDONED
    with (build / VERROU).open("rb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def swap(staging: Path, target: Path, *, kept: bool = False) -> None:
    """Give `staging` the name of `target`, in one step where the system can, else in two renames.

    `kept`: where it is one step, the former site is left at `staging`, for the next build to begin with.

    Both lie on the same file system (staging is made beside the target). With
    two renames, the former site is put back if the second one fails; a process
    killed between them leaves it complete under `.site-ancien`, which `recover`
    puts back at the next run.
    """
    old = target.with_name(f".{target.name}-ancien")
    if old.exists():
        shutil.rmtree(old)
    if target.exists() and exchange(staging, target):
        if not kept:
            shutil.rmtree(staging, ignore_errors=True)
        return
    if target.exists():
        target.replace(old)
    try:
        staging.replace(target)
    except BaseException:  # Ctrl-C too
        if old.exists() and not target.exists():
            old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(target: Path) -> None:
    """Put back the former site when a run was killed between the two renames; drop what killed runs left."""
    old = target.with_name(f".{target.name}-ancien")
    if old.exists() and not target.exists():
        old.replace(target)
    for left in target.parent.glob(f".{target.name}-*"):
        ours = re.fullmatch(r"[a-z0-9_]{8}", left.name.removeprefix(f".{target.name}-"))
        if ours and _is_abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
