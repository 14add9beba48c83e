"""Every file there is in content/ and data/: what is read, refused or told ignored is counted against it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from pathlib import Path

from generator.reading.guides import is_of_the_system

TOPS = ("content", "data")


def entries(root: Path, told: Set[str] = frozenset()) -> Iterator[tuple[str, Path]]:
    """Yield (path shown, path) of every file and link of content/ and data/; a folder that was told is not entered."""

    def refuse(error: OSError) -> None:
        raise error  # a folder that cannot be read is never passed over

    for top in TOPS:
        for folder, inside, names in os.walk(root / top, onerror=refuse):
            place = Path(folder)
            shown = place.relative_to(root).as_posix()
            inside[:] = sorted(name for name in inside if f"{shown}/{name}" not in told)
            links = [name for name in inside if (place / name).is_symlink()]
            for name in (*links, *sorted(names)):
                yield f"{shown}/{name}", place / name


def ignored_files(root: Path) -> tuple[str, ...]:
    """Return the files of content/ and data/ that are neither read nor refused: what a system or an editor leaves."""
    return tuple(shown for shown, path in entries(root) if is_of_the_system(path))
