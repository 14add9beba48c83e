"""`renommer`: another id for a fiche; its file, its former address and all that names it."""

from __future__ import annotations

import argparse
import re

from generator.cli.command import date_option
from generator.cli.gestes import conclude_geste, declare_geste, unknown
from generator.cli.terminal import readable
from generator.contributing.identifiants import kind_of_named, rename_fiche
from generator.corpus.officiel import Officiel
from generator.corpus.renvois import anciens_noms
from generator.models.markers import MOTIF_IDENTIFIANT
from generator.problems.faults import Fault


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ancien", help="nom du fichier de la fiche, sans .yml")
    parser.add_argument("nouveau", help="nouveau nom : minuscules, chiffres, tirets")
    declare_geste(parser)
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    corpus = readable(arguments, officiel)
    ancien, nouveau = arguments.ancien, arguments.nouveau
    if not re.fullmatch(MOTIF_IDENTIFIANT, nouveau):
        raise Fault(f"« {nouveau[:60]} » ne peut pas être un nom : minuscules sans accent, chiffres et tirets.")
    genre = kind_of_named(corpus, ancien, arguments.genre)
    already = [kind for (kind, former), key in anciens_noms(corpus).items() if (former, key) == (ancien, nouveau)]
    if not genre and not already:
        raise unknown(corpus, ancien)
    if genre and nouveau in corpus.by_kind()[genre]:
        raise Fault(
            f"« {nouveau} » est déjà le nom d'une fiche. Pour réunir les deux : "
            f'offre retirer {ancien} --vers {nouveau} --raison "écrite deux fois"'
        )
    plan = rename_fiche(arguments.racine, corpus, genre or already[0], ancien, nouveau)
    return conclude_geste(arguments, officiel, plan, f"{ancien} devient {nouveau}")
