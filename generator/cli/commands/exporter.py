"""`exporter`: the fiches, in a form that other programs open."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import OK, date_option, offre, today_of
from generator.cli.files import refuse_existing, write_new
from generator.cli.terminal import readable
from generator.contributing.spreadsheet.classeur import make_classeur
from generator.contributing.spreadsheet.colonnes import FEUILLES
from generator.contributing.spreadsheet.ods_writer import ods_bytes
from generator.corpus.officiel import Officiel
from generator.reading.yaml_source import YamlDocument

_NOM = Path("fiches.ods")


def declare(parser: argparse.ArgumentParser) -> None:
    sortie = parser.add_mutually_exclusive_group(required=True)
    sortie.add_argument(
        "--ods", type=Path, nargs="?", const=_NOM, metavar="FICHIER", help=f"un tableur, une feuille par genre ({_NOM})"
    )
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    path: Path = arguments.ods
    refuse_existing(path)
    corpus = readable(arguments, officiel)
    documents = {key: held for key, held in corpus.origines.items() if isinstance(held, YamlDocument)}
    kinds = FEUILLES.values()
    trees = {key: held.tree for key, held in documents.items() if key[0] in kinds and key[1] in corpus.ecrits[key[0]]}
    write_new(path, ods_bytes(make_classeur(corpus, trees, today_of(arguments))))
    print(f"{path} : {len(trees)} fiches, {len(FEUILLES)} feuilles. Pour le relire : {offre(f'importer {path}')}")
    return OK
