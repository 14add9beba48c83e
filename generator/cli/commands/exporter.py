"""`offre exporter`: the fiches, in a form that other programs open."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import Command, date_option
from generator.cli.terminal import CONTENT, OK, show, today_of
from generator.contributing.spreadsheet.classeur import make_classeur
from generator.contributing.spreadsheet.colonnes import FEUILLES
from generator.corpus.officiel import Officiel
from generator.problems import Severity
from generator.problems.faults import Fault, reason
from generator.reading.loading import load_corpus
from generator.reading.yaml_source import YamlDocument

_NOM = Path("fiches.ods")


def _declare(parser: argparse.ArgumentParser) -> None:
    sortie = parser.add_mutually_exclusive_group(required=True)
    sortie.add_argument(
        "--ods", type=Path, nargs="?", const=_NOM, metavar="FICHIER", help=f"un tableur, une feuille par genre ({_NOM})"
    )
    date_option(parser)


def _run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    corpus, problems = load_corpus(arguments.racine, officiel)
    if corpus is None:
        show([problem for problem in problems if problem.severity is Severity.ERREUR])
        print("Corriger d'abord ces erreurs : un tableur se fait avec des fiches lisibles.")
        return CONTENT
    from generator.contributing.spreadsheet.ods_writer import ods_bytes  # slow to import

    documents = {key: held for key, held in corpus.origines.items() if isinstance(held, YamlDocument)}
    trees = {key: held.tree for key, held in documents.items() if key[0] in FEUILLES.values()}
    data = ods_bytes(make_classeur(corpus, trees, today_of(arguments)))
    path: Path = arguments.ods
    try:
        with path.open("xb") as stream:
            stream.write(data)
    except FileExistsError as error:
        raise Fault(f"{path} existe déjà : choisir un autre nom, ou le supprimer.") from error
    except OSError as error:
        raise Fault(f"Impossible d'écrire {path} : {reason(error)}.") from error
    print(f"{path} : {len(trees)} fiches, {len(FEUILLES)} feuilles. Pour le relire : offre importer {path}")
    return OK


COMMAND = Command(
    "exporter",
    "met les fiches dans un tableur, à remplir puis à importer",
    "offre exporter --ods fiches.ods",
    _declare,
    _run,
)
