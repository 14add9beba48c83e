"""`chercher`: what the search of the site answers, and why."""

from __future__ import annotations

import argparse

from generator.cli.command import OK, date_option, today_of
from generator.cli.terminal import readable
from generator.corpus.officiel import Officiel
from generator.rendering.search.checking import as_text, moteur_of
from generator.rendering.site import Site


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mots", nargs="+", help="ce que la personne tape")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    corpus = readable(arguments, officiel)
    print(as_text(" ".join(arguments.mots), moteur_of(Site(corpus, today_of(arguments)))))
    return OK
