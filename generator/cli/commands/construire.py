"""`construire`: verify, then write the site; with an error the former one stays as it is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from generator.cli.command import CONTENT, OK, date_option, offre, today_of
from generator.cli.files import write
from generator.cli.terminal import conclude, counts, show, with_progress
from generator.corpus.officiel import Officiel
from generator.models.adresse import ADRESSES_PATH
from generator.models.territoire import Moteur
from generator.pipeline import Bilan, construct
from generator.problems import formats
from generator.reading.adresses import adresses_csv
from generator.rendering.mesure import as_measures

PUBLIE = "site"
"""The folder that is put online; any other one is a trial."""


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sortie", type=Path, default=Path(PUBLIE), metavar="DOSSIER", help="dossier du site (site)")
    parser.add_argument("--sans-pdf", action="store_true", help="ne pas refaire le guide en PDF (plus rapide)")
    parser.add_argument(
        "--moteur", choices=get_args(Moteur), help="ce qui dessine les pages vides (celui de data/territoire.yml)"
    )
    parser.add_argument("--mesures", action="store_true", help="montrer les dix pages les plus lourdes")
    parser.add_argument("--accepter-pertes", action="store_true", help="publier même si beaucoup de fiches manquent")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    root, pdf = arguments.racine, not arguments.sans_pdf
    today, target = today_of(arguments), root / arguments.sortie
    moteur, lost = arguments.moteur, arguments.accepter_pertes
    bilan = with_progress(lambda progress: construct(root, today, target, officiel, progress, pdf, moteur, lost))
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
    _remember(bilan, root, target)
    print(f"Pour le voir : {offre('servir')}, puis ouvrir http://127.0.0.1:8000/")
    return OK


def _remember(bilan: Bilan, root: Path, target: Path) -> None:
    """Keep the addresses of a site that is for the public: published, in its usual folder."""
    data, path = adresses_csv(bilan.adresses()), root / ADRESSES_PATH
    public = bilan.corpus is not None and bilan.corpus.territoire.etat == "publie"
    if not public or target.resolve() != (root / PUBLIE).resolve() or (path.exists() and path.read_bytes() == data):
        return
    write(path, data)
    print(f"Adresses retenues dans {ADRESSES_PATH}, à enregistrer avec le reste : elles répondront toujours.")
