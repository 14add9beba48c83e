"""What a command is, and what several of them ask for."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable
from dataclasses import dataclass

from generator.cli.terminal import conclude, show, today_of, with_progress
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Officiel
from generator.pipeline import verify
from generator.problems import Severity


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it does in one line, an example, its options, its work."""

    nom: str
    texte: str
    exemple: str
    declare: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Officiel | None], int]
    """Prints, and returns the exit code; Fault and Fault are told by cli.py."""


def day(text: str) -> datetime.date:
    """Read the value of an option that is a date, AAAA-MM-JJ."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"« {text[:30]} » n'est pas une date AAAA-MM-JJ") from error


def date_option(parser: argparse.ArgumentParser) -> None:
    """Add `--date`, read by `today_of`."""
    parser.add_argument("--date", type=day, metavar="AAAA-MM-JJ", help="faire comme si l'on était ce jour-là")


def verified(arguments: argparse.Namespace, officiel: Officiel | None) -> Corpus | None:
    """Return the corpus of a territory without any error; else print the errors and return None."""
    bilan = with_progress(lambda progress: verify(arguments.racine, today_of(arguments), officiel, progress))
    if bilan.publiable:
        return bilan.corpus
    show([problem for problem in bilan.problems if problem.severity == Severity.ERREUR])
    conclude(bilan, bilan.problems)
    return None
