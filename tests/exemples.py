"""How many examples a test drawn by lot tries: enough each time, many more every week."""

from __future__ import annotations

import os
from collections.abc import Mapping

FOIS = 10
"""How many times more in `make test-complet`."""


def complet(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether this is the long run (`make test-complet`)."""
    return environ.get("ESSAIS") == "complet"


def exemples(number: int, environ: Mapping[str, str] = os.environ) -> int:
    """Return how many examples to try: `number` in an ordinary run, ten times more in the long one.

    An ordinary run tries the same ones each time: many more of them would find nothing new.
    """
    return number * FOIS if complet(environ) else number
