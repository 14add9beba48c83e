"""`dossier`: the frame of an answer to a call, filled with what the data say about a besoin."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cli.command import OK, date_option, today_of
from generator.cli.files import check_target, write_new
from generator.cli.terminal import verified
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Officiel
from generator.corpus.suggestion import suggestion
from generator.dispositif.appels import Appel, appel_of
from generator.problems.faults import Fault
from generator.rendering.blocks import as_markdown
from generator.rendering.dossier import dossier_blocks, dossier_title
from generator.rendering.pages.dossiers import A_UN_DOSSIER
from generator.rendering.site import Site

FORMATS = (".md", ".odt")


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("besoin", help="nom d'un fichier de data/besoins/, sans .yml")
    parser.add_argument(
        "--appel", metavar="NOM", help="nom de l'appel ; s'il est aussi celui d'une fiche, sa zone est dite"
    )
    parser.add_argument(
        "--sortie", type=Path, metavar="FICHIER", help="fichier .odt ou .md à écrire (sinon : à l'écran)"
    )
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Print the dossier as Markdown, or write it; an existing file is never overwritten."""
    target: Path | None = arguments.sortie
    if target is not None:
        check_target(target, FORMATS)
    corpus = verified(arguments, officiel)
    if arguments.besoin not in corpus.besoins:
        hint = suggestion(arguments.besoin, corpus.besoins)
        raise Fault(f"Aucun besoin « {arguments.besoin[:80]} » dans data/besoins/. {hint}".strip())
    site = Site(corpus, today_of(arguments))
    appel = appel_of(corpus, arguments.appel) if arguments.appel else None
    _tell(corpus, arguments.besoin, appel)
    blocks = dossier_blocks(site, arguments.besoin, appel)
    root = site.territoire.site.url
    if target is None:
        print(as_markdown(blocks, root), end="")
        return OK
    data = as_markdown(blocks, root).encode()
    if target.suffix == ".odt":
        from generator.rendering.files.odt import odt_bytes  # slow to import

        data = odt_bytes(dossier_title(site, arguments.besoin), blocks, root, site.jour)
    write_new(target, data)
    print(f"{target} est prêt : chercher « À compléter ».")
    return OK


def _tell(corpus: Corpus, identifiant: str, appel: Appel | None) -> None:
    """Say on the side what the reader of the dossier must know."""
    statut = corpus.besoins[identifiant].statut
    if statut not in A_UN_DOSSIER:
        print(f"Attention : ce besoin est « {statut} », aucune réunion ne l'a choisi.", file=sys.stderr)
    if appel is not None and appel.connu:
        print(f"Appel reconnu : {appel.nom} ({corpus.origines[(appel.genre, appel.id)].path}).", file=sys.stderr)
    elif appel is not None:
        print("Aucune fiche ne porte ce nom d'appel : ses limites géographiques sont à compléter.", file=sys.stderr)
