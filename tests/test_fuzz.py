"""Every entrance, fed with damaged files: values and problems, never an exception. The long run is tests/fuzz.py."""

from __future__ import annotations

import os

import pytest

from tests.exemples import exemples
from tests.fuzz import TROUVAILLES, entrees, mutants

LOURDES = ("demande", "ods", "classeur")
"""Entrances that read a whole territory or a whole workbook each time."""


def nombre(name: str) -> int:
    """Return how many files: two thousand in all; as many as one wants with `EXEMPLES=100000 make test-complet`."""
    return int(os.environ.get("EXEMPLES", "0")) or exemples(60 if name in LOURDES else 260)


REGRESSIONS = sorted(path for path in TROUVAILLES.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", entrees())
def test_the_right_files_are_taken(name: str) -> None:
    door = entrees()[name]
    for label, data in door.graines.items():
        door.donner(label, data)


@pytest.mark.parametrize("name", entrees())
def test_damaged_files(name: str) -> None:
    for label, data in mutants(name, nombre(name), 22):
        try:
            entrees()[name].donner(label, data)
        except Exception as error:
            error.add_note(f"{label} : {data[:2000]!r}")
            raise


@pytest.mark.parametrize("path", REGRESSIONS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_once(path) -> None:  # type: ignore[no-untyped-def]
    entrees()[path.parent.name].donner(path.name.rpartition("--")[0].replace("~", "/"), path.read_bytes())
