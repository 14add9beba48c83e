"""Put the new site in place of the old one, whole, or leave the old one untouched."""

from __future__ import annotations

import shutil
from pathlib import Path


def swap(staging: Path, target: Path) -> None:
    """Rename `staging` to `target`; the former site is put back if the renaming fails.

    Both lie on the same file system (staging is made beside the target). A
    process killed between the two renames leaves the former site complete
    under `.site-ancien`, which `recover` puts back at the next run.
    """
    old = target.with_name(f".{target.name}-ancien")
    if old.exists():
        shutil.rmtree(old)
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
    """Put back the former site when a run was killed between the two renames."""
    old = target.with_name(f".{target.name}-ancien")
    if old.exists() and not target.exists():
        old.replace(target)
