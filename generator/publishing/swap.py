"""Put the new site in place of the old one, whole, or leave the old one untouched."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

from generator.publishing.exchange import exchange

ABANDONED = 3600
"""Seconds after which a staging folder belongs to no run that still works."""


def swap(staging: Path, target: Path) -> None:
    """Give `staging` the name of `target`, in one step where the system can, else in two renames.

    Both lie on the same file system (staging is made beside the target). With
    two renames, the former site is put back if the second one fails; a process
    killed between them leaves it complete under `.site-ancien`, which `recover`
    puts back at the next run.
    """
    old = target.with_name(f".{target.name}-ancien")
    if old.exists():
        shutil.rmtree(old)
    if target.exists() and exchange(staging, target):
        shutil.rmtree(staging, ignore_errors=True)
        return
    if target.exists():
        target.replace(old)
    try:
        staging.replace(target)
    except OSError:
        if old.exists():
            old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(target: Path) -> None:
    """Put back the former site when a run was killed between the two renames; drop what killed runs left."""
    old = target.with_name(f".{target.name}-ancien")
    if old.exists() and not target.exists():
        old.replace(target)
    for left in target.parent.glob(f".{target.name}-*"):
        ours = re.fullmatch(r"[a-z0-9_]{8}", left.name.removeprefix(f".{target.name}-")) and (left / "docs").is_dir()
        if ours and time.time() - left.stat().st_mtime > ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
