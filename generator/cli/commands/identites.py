"""`identites`: the official numbers of the acteurs, proposed to a person; never written, never part of a build."""

from __future__ import annotations

import argparse

from generator.cli.command import OK
from generator.cli.gestes import unknown
from generator.cli.terminal import Progress, readable, with_progress
from generator.corpus.corpus import Corpus
from generator.corpus.francais import pluriel
from generator.corpus.officiel import Officiel
from generator.upkeep.identites import proposal, questions
from generator.upkeep.network.recherche_entreprises import RechercheEntreprises


def make_annuaire(corpus: Corpus) -> RechercheEntreprises:
    """Return what asks, under the site's name; replaced in the tests."""
    return RechercheEntreprises(agent=f"offre-territoire (+{corpus.territoire.site.url})")


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("acteur", nargs="?", default="", metavar="ID", help="une seule structure (toutes par défaut)")


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    corpus = readable(arguments, officiel)
    if arguments.acteur and arguments.acteur not in corpus.acteurs:
        raise unknown(corpus, arguments.acteur)
    annuaire = make_annuaire(corpus)
    due = list(questions(corpus, arguments.acteur))

    def ask(progress: Progress) -> list[str]:
        lines: list[str] = []
        for rank, question in enumerate(due, start=1):
            progress(question.acteur, rank, len(due))
            lines += proposal(corpus.acteurs[question.acteur], question, annuaire.demander(question))
        return lines

    lines = with_progress(ask)
    print("\n".join(lines) if lines else "Rien à corriger.")
    print(f"\n{pluriel(len(due), 'structure demandée', 'structures demandées')}. Rien n'a été écrit : recopier dans la "
          "fiche les lignes de la bonne structure, après l'avoir reconnue.")  # fmt: skip
    return OK
