"""`servir`: show the site, and make it again at each change."""

from __future__ import annotations

import argparse
import re

from generator.cli.serving import serve
from generator.cli.terminal import show
from generator.corpus.officiel import Officiel


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=8000, metavar="PORT", help="port local (8000)")


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    return serve(arguments.racine, arguments.port, show, officiel)


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"« {text[:30]} » n'est pas un numéro de port (0 à 65535)")
    return int(text)
