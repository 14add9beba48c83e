"""What every command says and how it ends: exit codes, progress, the list of problems."""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from generator.corpus.genres import FICHES
from generator.pipeline import Bilan
from generator.problems import Problem, Severity, formats

OK, CONTENT, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130
"""All is well; the content has errors; usage or environment; a bug of ours; Ctrl-C."""

T = TypeVar("T")


class Progress:
    """Say what is being done once a second has passed, on a terminal only."""

    def __init__(self) -> None:
        self.start = self.last = time.monotonic()
        self.shown = False

    def __call__(self, what: str) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and now - self.start > 1 and now - self.last > 0.2:
            self.last, self.shown = now, True
            print(f"\r\033[K… {what[:70]}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def with_progress(work: Callable[[Progress], T]) -> T:
    """Run a long work, its progress shown; return what it returns."""
    progress = Progress()
    try:
        return work(progress)
    finally:
        progress.done()


def today_of(arguments: argparse.Namespace) -> datetime.date:
    """Return the day asked for with --date, else today's."""
    return arguments.date or datetime.date.today()


def show(problems: Sequence[Problem], format_: str = "texte") -> None:
    """Print the problems in one of the formats."""
    if format_ == "json":
        print(formats.as_json(problems))
        return
    one = formats.as_github if format_ == "github" else formats.as_text
    for problem in problems:
        print(one(problem))


def conclude(bilan: Bilan, problems: Sequence[Problem]) -> None:
    """Print the last lines of a verification: what was read, what was found, and what other files hold."""
    if problems:
        print()
    if not bilan.croisees:
        print("Règles entre fichiers non vérifiées : corriger d'abord les erreurs de chaque fichier.")
    print(f"{counts(bilan)}{formats.summary(problems)}.")
    if problems:
        print("Pour comprendre un code : offre expliquer CODE")
    elsewhere = [p for p in bilan.problems if p.severity == Severity.ERREUR and p not in problems]
    if elsewhere:
        print(f"Dans d'autres fichiers : {formats.summary(elsewhere).split(',')[0]}. Pour lire : offre verifier")


def counts(bilan: Bilan) -> str:
    """Return how many fiches of each kind were read."""
    if bilan.corpus is None:
        return ""
    counts = bilan.comptes
    words = ", ".join(f"{counts[kind]} {kind}{'s' if counts[kind] > 1 else ''}" for kind in FICHES)
    return f"{words}, {len(bilan.corpus.communes)} communes : "
