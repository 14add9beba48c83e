"""Where the tests find things. The territory of the tests is invented."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
FIXTURES = RACINE / "tests" / "fixtures"
PETITE_ILE = FIXTURES / "petite-ile"
AUJOURDHUI = datetime.date(2026, 11, 22)


def copy_petite_ile(destination: Path) -> Path:
    """Copy the invented territory, to be changed at will; return the copy's root."""
    return shutil.copytree(PETITE_ILE, destination / "petite-ile")
