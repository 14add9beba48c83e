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
from generator.corpus.francais import pluriel
from generator.corpus.officiel import Officiel
from generator.reading.yaml_source import YamlDocument
from generator.rendering.exports.enregistrement import tout
from generator.rendering.exports.hsds import hsds_files
from generator.rendering.site import site_of

_NOM, _HSDS = Path("fiches.ods"), Path("services-hsds.json")
PERDU = "ressources, financements, besoins, arbres ; les mots de nos listes ; les sources."


def declare(parser: argparse.ArgumentParser) -> None:
    sortie = parser.add_mutually_exclusive_group(required=True)
    sortie.add_argument(
        "--ods", type=Path, nargs="?", const=_NOM, metavar="FICHIER", help=f"un tableur, une feuille par genre ({_NOM})"
    )
    sortie.add_argument(
        "--hsds",
        type=Path,
        nargs="?",
        const=_HSDS,
        metavar="FICHIER",
        help=f"les services en HSDS 3.0, pour Open Referral ({_HSDS})",
    )
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    path: Path = arguments.ods or arguments.hsds
    refuse_existing(path)
    corpus = readable(arguments, officiel)
    if arguments.hsds:
        site = site_of(corpus, today_of(arguments))
        (file,) = hsds_files(site, tout(site))
        write_new(path, file.data)
        print(f"{path} : {pluriel(len(corpus.services), 'service')}. Ce qui se perd : {PERDU}")
        return OK
    documents = {key: held for key, held in corpus.origines.items() if isinstance(held, YamlDocument)}
    kinds = FEUILLES.values()
    trees = {key: held.tree for key, held in documents.items() if key[0] in kinds and key[1] in corpus.ecrits[key[0]]}
    write_new(path, ods_bytes(make_classeur(corpus, trees, today_of(arguments))))
    print(f"{path} : {len(trees)} fiches, {len(FEUILLES)} feuilles. Pour le relire : {offre(f'importer {path}')}")
    return OK
