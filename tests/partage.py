"""What the workers of one run share: made by the first that needs it, the others wait for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

PATIENCE = 300.0
"""Seconds after which the worker that makes it is thought to be dead."""


def shared(own: Path, name: str, make: Callable[[Path], object], environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder `name`, that `make` fills; `own` is the temporary folder of this worker alone.

    Workers share the folder above theirs; a run without workers shares nothing. Where the first one fails, or dies,
    each makes its own and fails by itself.
    """
    there = own / name
    if "PYTEST_XDIST_WORKER" not in environ:
        make(there)
        return there
    common = own.parent / name
    try:
        common.mkdir()
    except FileExistsError:
        end = time.monotonic() + PATIENCE
        while not (common / "fait").exists():
            if (common / "rate").exists() or time.monotonic() > end:
                make(there)
                return there
            time.sleep(0.05)
        return common / name
    try:
        make(common / name)
    except BaseException:
        (common / "rate").touch()
        raise
    (common / "fait").touch()
    return common / name
