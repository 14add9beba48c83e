"""`offre importer`: what came from elsewhere, turned into fiches; shown first, written only when asked."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import Command, date_option
from generator.cli.commands.depuis_issue import GENRES_DEMANDES, import_issue
from generator.cli.commands.depuis_tableur import import_ods
from generator.corpus.officiel import Officiel


def _declare(parser: argparse.ArgumentParser) -> None:
    entree = parser.add_mutually_exclusive_group(required=True)
    entree.add_argument("fichier", type=Path, nargs="?", metavar="FICHIER.ods", help="tableur fait par « exporter »")
    entree.add_argument(
        "--depuis-issue", type=Path, metavar="FICHIER", help="texte d'une demande faite avec un formulaire"
    )
    parser.add_argument(
        "--genre", choices=GENRES_DEMANDES, default="", help="genre de la fiche, si le texte ne le dit pas"
    )
    parser.add_argument(
        "--source", default="", metavar="ADRESSE", help="adresse de la demande, écrite comme source de la fiche"
    )
    parser.add_argument("--ecrire", action="store_true", help="écrire ; sans cette option, montrer")
    date_option(parser)


def _run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Choose by the input that is given: one module per kind of input."""
    return import_ods(arguments, officiel) if arguments.fichier else import_issue(arguments, officiel)


COMMAND = Command(
    "importer",
    "relit un tableur, ou fait une fiche d'une demande reçue",
    "offre importer fiches.ods",
    _declare,
    _run,
)
