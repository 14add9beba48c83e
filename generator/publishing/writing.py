"""Write the files of a site in its staging folder."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from generator.corpus.memoire import remembered, remembers

_Written = dict[str, tuple[bytes, int, int]]
"""Path in the site → its bytes, and what tells that nobody touched it since: its file, its last change."""


@remembered
def _former(target: Path) -> _Written:
    """Return what the site at `target` is made of, as `servir` knows it; a process that remembers nothing: nothing."""
    return {}


class Writing:
    """Writes once each file and each folder.

    What the site already holds with the same bytes is linked, not written again: the two names of a file are the
    former site's and the new one's, and only the new one is left after the swap.
    """

    def __init__(self, folder: Path, target: Path) -> None:
        self._folder, self._target = str(folder), str(target)
        self._former = _former(target)
        self._made: dict[str, bytes] = {}
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write one file; `path` is its path in the site."""
        whole = f"{self._folder}/{path}"
        folder = whole.rpartition("/")[0]
        if folder not in self._folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        if remembers():
            self._made[path] = data
        if not self._linked(path, whole, data):
            with open(whole, "wb", buffering=0) as stream:  # noqa: PTH123 - a Path more for each file is dear
                stream.write(data)

    def _linked(self, path: str, whole: str, data: bytes) -> bool:
        known = self._former.get(path)
        if known is None or known[0] != data:
            return False
        with contextlib.suppress(OSError):  # gone, or no links here: it is written
            there = f"{self._target}/{path}"
            if _mark(there) == known[1:]:
                os.link(there, whole)
                return True
        return False

    def published(self) -> None:
        """The staging folder is now the site."""
        self._former.clear()
        self._former |= {path: (data, *_mark(f"{self._target}/{path}")) for path, data in self._made.items()}


def _mark(path: str) -> tuple[int, int]:
    found = os.stat(path)  # noqa: PTH116
    return found.st_ino, found.st_mtime_ns
