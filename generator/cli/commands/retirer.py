"""`retirer`: a fiche out of the territory, and out of all that names it."""

from __future__ import annotations

import argparse

from generator.cli.command import date_option, today_of
from generator.cli.gestes import conclude_geste, declare_geste, unknown
from generator.cli.terminal import readable
from generator.contributing.identifiants import kind_of_named, remove_fiche
from generator.corpus.officiel import Officiel
from generator.problems.faults import Fault


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("identifiant", metavar="ID", help="nom du fichier de la fiche, sans .yml")
    parser.add_argument("--raison", required=True, help="pourquoi, en quelques mots : gardé dans l'histoire du dépôt")
    parser.add_argument("--vers", default="", metavar="ID", help="une fiche du même genre, qui la remplace partout")
    declare_geste(parser)
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    corpus = readable(arguments, officiel)
    identifiant, vers = arguments.identifiant, arguments.vers
    raison = " ".join(arguments.raison.replace('"', "'").split())
    if not raison:
        raise Fault("Il manque la raison : quelques mots après --raison.")
    genre = kind_of_named(corpus, identifiant, arguments.genre)
    if not genre:
        raise unknown(corpus, identifiant)
    if vers and (vers == identifiant or vers not in corpus.by_kind()[genre]):
        raise unknown(corpus, vers) if vers != identifiant else Fault("Une fiche ne se remplace pas par elle-même.")
    if not vers:
        print("Si c'est fini, mieux vaut garder la fiche avec « statut: clos » : sa page reste, pour mémoire.")
    plan = remove_fiche(arguments.racine, corpus, genre, identifiant, vers, today_of(arguments))
    return conclude_geste(arguments, officiel, plan, f"{identifiant} retiré : {raison}")
