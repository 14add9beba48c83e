"""`arbres`: the whole picture of the arbres, or one case step by step."""

from __future__ import annotations

import argparse

from generator.cli.command import OK, date_option, today_of
from generator.cli.terminal import readable
from generator.corpus.officiel import Officiel
from generator.orientation.report import explain, report


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--chemin", metavar="A.B.C", help="expliquer ce chemin, réponse par réponse")
    parser.add_argument(
        "--commune", metavar="CODE", default="nsp", help="code Insee, « plusieurs » ou « nsp » (je ne sais pas)"
    )
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    corpus, today = readable(arguments, officiel), today_of(arguments)
    if arguments.chemin:
        print(explain(corpus, today, arguments.chemin, arguments.commune), end="")
    else:
        print(report(corpus, today), end="")
    return OK
