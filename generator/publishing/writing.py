"""The staging folder, beside the site: what a build writes there, and no more of it than what changed.

`construire` starts from an empty folder, and leaves none. `servir` keeps its own: the swap puts there the site before
the last one, so that nearly every file is right already. A file is trusted for its bytes as they were written here
and for what the disk says of it since: touched by hand, it is written again; unknown, it goes.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import weakref
from pathlib import Path, PurePosixPath
from typing import IO

from generator.corpus.memoire import once, remembers
from generator.publishing.swap import hold, swap

_Written = dict[str, tuple[bytes, int, int]]
"""Path in the site → its bytes, and what tells that nobody touched it since: its file, its last change."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)

BATCH = 256
"""Pages that one kind of work takes before the next does: pouring, writing, looking, weighing have each their tables,
and drive those of the others out of the processor's caches (a twentieth of this stage)."""


def writing_at(target: Path) -> Writing:
    """Return where to write the next site at `target`, ready; under `servir` the same place each time.

    Raises OSError when the disk refuses.
    """
    writing = once((Writing, target), lambda: Writing(target))
    writing.begin()
    return writing


class Writing:
    """Writes once each file and each folder; what is there with the same bytes is left, or linked from the site."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self.place, self._root = Path(), ""
        """Beside the site, locked: the folder where the engine works too."""
        self._site: _Written = {}
        self._staged: _Written = {}
        self._made: _Written = {}
        self.names: set[str] = set()
        """Path in the site of each file written since the beginning."""
        self._there: set[str] = set()
        self._folders: set[str] = set()
        self._used: set[str] = set()
        self._drop: weakref.finalize[..., Writing] | None = None

    @property
    def folder(self) -> Path:
        return self.place / "site"

    def begin(self) -> None:
        """Find the folder as it was left, or make a new one."""
        if self._drop is None or not self.place.is_dir():
            self.place = Path(tempfile.mkdtemp(prefix=f".{self._target.name}-", dir=self._target.parent))
            self._drop = weakref.finalize(self, _drop, self.place, hold(self.place))
        for name in ("docs", "html"):
            shutil.rmtree(self.place / name, ignore_errors=True)
        self.folder.mkdir(exist_ok=True)
        self._root = str(self.folder)
        self._made, self.names, self._there, self._folders, self._used = {}, set(), set(), set(), {""}
        self._find("")

    def _find(self, folder: str) -> None:
        """Learn what a folder of the staging folder holds; what was not written here goes."""
        self._folders.add(folder)
        for entry in os.scandir(f"{self._root}/{folder}"):
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                self._find(path)
            elif path in self._staged:
                self._there.add(path)
            else:
                os.unlink(entry.path)  # noqa: PTH108 - a Path more for each file is dear

    def write(self, path: str, data: bytes) -> None:
        """Write one file; `path` is its path in the site."""
        whole = f"{self._root}/{path}"
        folder = path.rpartition("/")[0]
        self._used.add(folder)
        self.names.add(path)
        if not self._stands(path, whole, data):
            if path in self._there:
                os.unlink(whole)  # noqa: PTH108 - never written over: the site may have the same file
            if path in self._folders:
                self._drop_folder(path)
            if folder not in self._folders:
                self._drop_files(folder)
                self._make_folder(folder)
            if not self._linked(path, whole, data):
                file = os.open(whole, _NEW, 0o666)
                try:
                    left = data
                    while left:  # a disk that fills up takes a part of it, and says so the next time
                        left = left[os.write(file, left) :]
                finally:
                    os.close(file)
                if remembers():
                    self._made[path] = (data, *_mark(whole))
            self._there.add(path)

    def _make_folder(self, folder: str) -> None:
        """Make a folder, and those that it is in; it may be there."""
        if folder not in self._folders:
            self._make_folder(folder.rpartition("/")[0])
            with contextlib.suppress(FileExistsError):
                os.mkdir(f"{self._root}/{folder}")  # noqa: PTH102 - `makedirs` asks the disk first, twice
            self._folders.add(folder)

    def _drop_folder(self, path: str) -> None:
        """Make room for a file that takes the name of a former folder; a folder of this site stays, and the disk says
        no."""
        inside = f"{path}/"
        if not any(name.startswith(inside) for name in self.names):
            shutil.rmtree(f"{self._root}/{path}")
            self._folders = {name for name in self._folders if not f"{name}/".startswith(inside)}
            self._there = {name for name in self._there if not name.startswith(inside)}

    def _drop_files(self, folder: str) -> None:
        """Make room for a folder that takes the name of a former file."""
        for place in (folder, *map(str, PurePosixPath(folder).parents)) if self._staged else ():
            if place in self._there and place not in self.names:
                os.unlink(f"{self._root}/{place}")  # noqa: PTH108
                self._there.discard(place)

    def _stands(self, path: str, whole: str, data: bytes) -> bool:
        known = self._staged.get(path) if path in self._there else None
        if known is None or known[0] != data or _mark(whole) != known[1:]:
            return False
        self._made[path] = known
        return True

    def _linked(self, path: str, whole: str, data: bytes) -> bool:
        known = self._site.get(path)
        if known is None or known[0] != data:
            return False
        with contextlib.suppress(OSError):  # gone, or no links here: it is written
            there = f"{self._target}/{path}"
            if _mark(there) == known[1:]:
                os.link(there, whole)
                self._made[path] = known
                return True
        return False

    def clean(self) -> None:
        """Leave nothing but what was written since the beginning."""
        for path in self._there - self.names:
            os.unlink(f"{self._root}/{path}")  # noqa: PTH108
        self._there &= self.names
        for folder in sorted(self._folders - self._used, reverse=True):
            with contextlib.suppress(OSError):  # it holds folders only
                os.rmdir(f"{self._root}/{folder}")  # noqa: PTH106
                self._folders.discard(folder)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file written since the beginning."""
        known = self._made.get(path)
        if known:
            return known[0]
        file = os.open(f"{self._root}/{path}", _READ)
        try:
            return os.read(file, os.fstat(file).st_size)
        finally:
            os.close(file)

    def publish(self) -> None:
        """Give the staging folder the name of the site; the former site is where it was."""
        swap(self.folder, self._target, kept=remembers())
        self._staged, self._site, self._made = self._site, self._made, {}

    def end(self) -> None:
        """Leave nothing, even when Ctrl-C comes just then; under `servir`, what the next build begins with."""
        if remembers():
            self._staged = {**self._staged, **self._made}
        elif self._drop is not None:
            self._drop()


def _drop(place: Path, lock: IO[bytes]) -> None:
    """Remove a staging folder."""
    lock.close()
    try:
        shutil.rmtree(place, ignore_errors=True)
    except KeyboardInterrupt:
        shutil.rmtree(place, ignore_errors=True)
        raise


def _mark(path: str) -> tuple[int, int]:
    found = os.stat(path, follow_symlinks=False)  # noqa: PTH116
    return found.st_ino, found.st_mtime_ns
