"""Pause Python's search for reference cycles while a stage piles up what is kept until the end.

Nothing that is read, checked or rendered holds a cycle: looking over all of
it, again and again as it grows, took a third of the reading of 10,000 fiches
and made the time per fiche grow with their number (benchmarks/RESULTATS.md).
"""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def without_collection(function: Callable[P, R]) -> Callable[P, R]:
    """Return `function` run with the collector paused, and put back as it was found."""

    @functools.wraps(function)
    def paused(*args: P.args, **kwargs: P.kwargs) -> R:
        collecting = gc.isenabled()
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            if collecting:
                gc.enable()

    return paused
