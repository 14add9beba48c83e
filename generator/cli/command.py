"""What a command is, how its run ends, and the words that send to another one. Light: `offre --help` reads it."""

from __future__ import annotations

import argparse
import datetime
import importlib
import os
from dataclasses import dataclass
from types import ModuleType

OK, CONTENT, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130
"""All is well; the content has errors; usage or environment; a bug of ours; Ctrl-C."""


class ContentErrors(Exception):
    """The content has errors, and they are shown: the run ends with CONTENT."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it does in one line, the words of an example."""

    nom: str
    texte: str
    exemple: str

    def module(self) -> ModuleType:
        """Return its file in `commands/`, which holds `declare(parser)` and `run(arguments, officiel) -> exit code`.

        Imported only when the command is asked for: most of them need the whole engine.
        """
        return importlib.import_module(f"generator.cli.commands.{self.nom}")


def offre(words: str = "") -> str:
    """Return a command that one can paste: lancer.py says in OFFRE_COMMANDE how it was itself called."""
    return f"{os.environ.get('OFFRE_COMMANDE', 'offre')} {words}".rstrip()


def date_option(parser: argparse.ArgumentParser) -> None:
    """Add `--date`, read by `today_of`."""
    parser.add_argument("--date", type=day, metavar="AAAA-MM-JJ", help="faire comme si l'on était ce jour-là")


def today_of(arguments: argparse.Namespace) -> datetime.date:
    """Return the day asked for with --date, else today's."""
    return arguments.date or datetime.date.today()


def day(text: str) -> datetime.date:
    """Read a day given on the command line."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"« {text[:30]} » n'est pas une date AAAA-MM-JJ") from error
