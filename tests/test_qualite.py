"""Style and types are part of the suite."""

from __future__ import annotations

import subprocess
import sys

import pytest

import lancer
from tests.chemins import RACINE


@pytest.mark.lent
@pytest.mark.parametrize("command", lancer.commands_of("lint", []), ids=" ".join)
def test_quality(command: list[str]) -> None:
    done = subprocess.run([sys.executable, *command], cwd=RACINE, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.fail(done.stdout + done.stderr, pytrace=False)
