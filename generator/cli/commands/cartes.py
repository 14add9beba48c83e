"""`cartes`: the questions of an arbre as cards to put on a table, in one PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import OK, date_option, today_of
from generator.cli.files import check_target, write_new
from generator.cli.terminal import verified
from generator.corpus.officiel import Officiel
from generator.corpus.suggestion import suggestion
from generator.problems.faults import Fault
from generator.publishing.livre import MANQUE, pdf_of, pdf_possible
from generator.rendering.cartes import cards_path
from generator.rendering.rendering import render_corpus


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--arbre", required=True, metavar="NOM", help="nom d'un fichier de data/arbres/, sans .yml")
    parser.add_argument("--sortie", type=Path, required=True, metavar="FICHIER", help="fichier .pdf à écrire")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Write the cards; an existing file is never overwritten."""
    target: Path = arguments.sortie
    check_target(target, (".pdf",))
    if not pdf_possible():
        raise Fault(MANQUE)
    corpus = verified(arguments, officiel)
    if arguments.arbre not in corpus.arbres:
        hint = suggestion(arguments.arbre, corpus.arbres)
        raise Fault(f"Aucun arbre « {arguments.arbre[:80]} » dans data/arbres/. {hint}".strip())
    made = render_corpus(corpus, today_of(arguments), pdf=True)
    (paper,) = (one for one in made.papiers if one.chemin == cards_path(arguments.arbre))
    laid_out = pdf_of(paper.html, paper.jour)
    write_new(target, laid_out.octets)
    print(f"{target} est prêt : {laid_out.pages // 2} cartes A5, à imprimer recto verso.")
    return OK
