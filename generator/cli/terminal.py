"""What every command says: progress, the list of problems, the last lines; and errors first."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar

from generator.cli.command import ContentErrors, offre, today_of
from generator.corpus.commun import links_left
from generator.corpus.corpus import Corpus
from generator.corpus.francais import pluriel
from generator.corpus.genres import FICHES
from generator.corpus.officiel import Officiel
from generator.pipeline import Bilan, verify
from generator.problems import Problem, Severity, formats
from generator.reading.loading import load_corpus

T = TypeVar("T")


class Progress:
    """Say what is being done and how far it is, once a second has passed, on a terminal only."""

    def __init__(self) -> None:
        self.start = self.last = time.monotonic()
        self.shown = False

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and now - self.start > 1 and now - self.last > 0.2:
            self.last, self.shown = now, True
            far = f" ({done}{f' sur {total}' if total else ''})" if done else ""
            print(f"\r\033[K… {what[:70]}{far}", end="", file=sys.stderr, flush=True)

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


def checked(arguments: argparse.Namespace, officiel: Officiel | None) -> Bilan:
    """Read and check the territory asked for."""
    return with_progress(lambda progress: verify(arguments.racine, today_of(arguments), officiel, progress))


def verified(arguments: argparse.Namespace, officiel: Officiel | None) -> Corpus:
    """Return the corpus of a territory without any error, else show the errors and stop there."""
    bilan = checked(arguments, officiel)
    return bilan.corpus if bilan.corpus and bilan.publiable else stop(bilan)


def readable(arguments: argparse.Namespace, officiel: Officiel | None) -> Corpus:
    """Return the corpus of a territory whose files have their right shape, else show the errors and stop there."""
    corpus, problems = with_progress(lambda progress: load_corpus(arguments.racine, officiel, progress))
    return corpus or stop(Bilan(problems))


def stop(bilan: Bilan) -> NoReturn:
    """Errors first: show them; the run ends with 1."""
    show([problem for problem in bilan.problems if problem.severity == Severity.ERREUR])
    conclude(bilan, bilan.problems)
    raise ContentErrors


def show(problems: Sequence[Problem], format_: str = "texte") -> None:
    """Print the problems in one of the formats."""
    if whole := {"json": formats.as_json, "code-quality": formats.as_code_quality}.get(format_):
        print(whole(problems))
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
    if bilan.ignores:
        print(f"Fichiers cachés, que personne ne lit : {', '.join(bilan.ignores)}.")
    if problems:
        print(f"Pour comprendre un code : {offre('expliquer CODE')}")
    shown = set(problems)
    elsewhere = [p for p in bilan.problems if p.severity == Severity.ERREUR and p not in shown]
    if elsewhere:
        print(f"Dans d'autres fichiers : {formats.summary(elsewhere).split(',')[0]}. Pour lire : {offre('verifier')}")


def counts(bilan: Bilan) -> str:
    """Return how many fiches of each kind were read."""
    if bilan.corpus is None:
        return ""
    counts = bilan.comptes
    words = ", ".join(f"{counts[kind]} {kind}{'s' if counts[kind] > 1 else ''}" for kind in FICHES)
    aside = sum(1 for _ in bilan.corpus.left_aside())
    links = links_left(bilan.corpus)
    said = f" ni {pluriel(links, 'lien vers elles', 'liens vers elles')}" if links else ""
    left = f" ({pluriel(aside, 'fiche commune', 'fiches communes')} d'ailleurs, pas montrées{said})" if aside else ""
    return f"{words}, {len(bilan.corpus.communes)} communes{left} : "
