"""The command line: the only room that prints, and here, how a run ends.

Exit codes: 0 all is well, 1 the content has errors, 2 usage or environment,
3 a bug of ours (130 on Ctrl-C).
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.cli.command import BUG, CONTENT, INTERRUPTED, OK, USAGE, ContentErrors
from generator.cli.parser import make_parser
from generator.problems.faults import Fault

if TYPE_CHECKING:
    from generator.corpus.officiel import Officiel


def main(argv: Sequence[str] | None = None, officiel: Officiel | None = None) -> int:
    """Run one command and return its exit code; `officiel` is for tests, which own invented lists."""
    try:
        arguments = make_parser().parse_args(argv)
        return int(arguments.run(arguments, officiel))
    except SystemExit as stop:
        return int(stop.code or OK)
    except ContentErrors:
        return CONTENT
    except Fault as fault:
        print(str(fault), file=sys.stderr)
        return USAGE
    except KeyboardInterrupt as stop:
        print(f"Interrompu. {stop}".rstrip(), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        raise  # told by `console`: no bug
    except Exception:
        return _bug()


def console() -> None:
    """Entry point of the `offre` script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # « offre verifier | head »: the reader has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = OK
    sys.exit(code)


def _bug() -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("offre-territoire")
    except PackageNotFoundError:
        number = "dans le dépôt"
    print(
        "Défaut du programme : ce n'est pas votre faute. Merci d'envoyer ce qui suit aux mainteneurs.", file=sys.stderr
    )
    print(f"offre {number}, Python {sys.version.split()[0]}, {sys.platform}\n", file=sys.stderr)
    traceback.print_exc()
    return BUG
