"""Exchange two folders in one step, where the system knows how: nobody, at any moment, sees neither.

Python has no name for it. Linux has `renameat2` with RENAME_EXCHANGE (linux/fs.h),
macOS `renamex_np` with RENAME_SWAP (sys/stdio.h); Windows has nothing like it.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100
"""AT_FDCWD: paths are read from the current folder, as everywhere else."""
_EXCHANGE = 2
"""RENAME_EXCHANGE and RENAME_SWAP have the same value."""


def exchange(first: Path, second: Path) -> bool:
    """Give each of two folders of one file system the other's name; False, nothing done, where it cannot be."""
    one, other = os.fsencode(first), os.fsencode(second)
    system: str = sys.platform
    try:
        libc = ctypes.CDLL(None)
        if system == "linux":
            return bool(libc.renameat2(_HERE, one, _HERE, other, _EXCHANGE) == 0)
        if system == "darwin":
            return bool(libc.renamex_np(one, other, _EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):
        return False  # a C library without it
    return False
