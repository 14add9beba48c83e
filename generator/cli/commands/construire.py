"""`construire`: verify, then write the site; with an error the former one stays as it is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from generator.cli.command import CONTENT, OK, date_option, offre, today_of
from generator.cli.terminal import conclude, counts, show, with_progress
from generator.corpus.officiel import Officiel
from generator.models.territoire import Moteur
from generator.pipeline import construct
from generator.problems import formats
from generator.rendering.mesure import as_measures


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sortie", type=Path, default=Path("site"), metavar="DOSSIER", help="dossier du site (site)")
    parser.add_argument("--sans-pdf", action="store_true", help="ne pas refaire le guide en PDF (plus rapide)")
    parser.add_argument(
        "--moteur", choices=get_args(Moteur), help="ce qui dessine les pages vides (celui de data/territoire.yml)"
    )
    parser.add_argument("--mesures", action="store_true", help="montrer les dix pages les plus lourdes")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    root, pdf = arguments.racine, not arguments.sans_pdf
    bilan = with_progress(
        lambda progress: construct(
            root, today_of(arguments), root / arguments.sortie, officiel, progress, pdf, arguments.moteur
        )
    )
    if not bilan.publiable:
        show(bilan.problems)
        conclude(bilan, bilan.problems)
        print("Le site n'a pas été refait. L'ancien, s'il existe, est intact.")
        return CONTENT
    if arguments.mesures:
        print(as_measures(bilan.mesures))
    if bilan.defauts:
        for defaut in bilan.defauts:
            print(f"{defaut.page} : {defaut.message}")
        print("Le site construit a des défauts : il n'a pas été publié. L'ancien, s'il existe, est intact.")
        return CONTENT
    print(f"{counts(bilan)}{formats.summary(bilan.problems)}.")
    if bilan.problems:
        print(f"Pour lire les avertissements : {offre('verifier')}")
    for avis in bilan.avis:
        print(avis)
    print(f"Site écrit dans {arguments.sortie}/ : {bilan.pages} pages, liens vérifiés.")
    print(f"Pour le voir : {offre('servir')}, puis ouvrir http://127.0.0.1:8000/")
    return OK
