"""The program as a process: how it ends when nobody reads it any more."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.chemins import RACINE

OFFRE = (sys.executable, "-m", "generator")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_is_no_bug(unbuffered: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [*OFFRE, "expliquer"],
            cwd=RACINE,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
