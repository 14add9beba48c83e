"""`fraicheur`: what each acteur has to confirm, what closes soon; and the weekly issues."""

from __future__ import annotations

import argparse
import os

from generator.cli.command import OK, date_option, today_of
from generator.cli.terminal import verified
from generator.corpus.fraicheur import bilan_campagne, rappels
from generator.corpus.officiel import Officiel
from generator.corpus.suggestion import suggestion
from generator.dispositif.besoins import reponses_a_verifier
from generator.forges.connues import depot_de
from generator.models.site import NomDuSite
from generator.problems.faults import Fault
from generator.upkeep.billets import Billet, Plan
from generator.upkeep.billets_fraicheur import FAMILLE, billets_fraicheur
from generator.upkeep.network.forge import from_environment, is_own_depot
from generator.upkeep.rapport import as_json, as_markdown, as_text

_FORMATS = {"texte": as_text, "markdown": as_markdown, "json": as_json}


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--acteur", metavar="ID", help="ne montrer que cet acteur")
    parser.add_argument("--format", choices=tuple(_FORMATS), default="texte", help="texte, markdown ou json")
    parser.add_argument("--publier", action="store_true", help="tenir à jour une demande par acteur, dans la forge")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    if arguments.publier and arguments.acteur is not None:
        raise Fault("« --publier » concerne tous les acteurs : l'écrire sans « --acteur ».")
    corpus, today = verified(arguments, officiel), today_of(arguments)
    found = rappels(corpus, today)
    if arguments.acteur is not None:
        if arguments.acteur not in corpus.acteurs:
            near = suggestion(arguments.acteur, corpus.acteurs)
            raise Fault(f"« {arguments.acteur[:80]} » n'est pas un acteur. {near}".strip())
        found = tuple(releve for releve in found if releve.acteur == arguments.acteur)
    suites = () if arguments.acteur else reponses_a_verifier(corpus, today)
    named = tuple((corpus.besoins[key].libelle, corpus.path_of("besoin", key), day) for key, day in suites)
    envois = None if arguments.acteur else bilan_campagne(corpus, today)
    print(_FORMATS[arguments.format](found, today, named, envois))
    if arguments.publier:
        publish_issues(FAMILLE, billets_fraicheur(found, corpus.territoire), corpus.territoire.site)
    return OK


def publish_issues(famille: str, billets: tuple[Billet, ...], site: NomDuSite) -> None:
    """Make the forge's issues say this; a copy of the repository publishes nothing."""
    depot = depot_de(site)
    if depot is None or not is_own_depot(depot, os.environ):
        print("\nRien n'est publié : ce dépôt n'est pas celui que nomme « site: depot: » dans data/territoire.yml.")
        return
    forge = from_environment(depot.forge, os.environ)
    made = Plan(depot.forge.api, forge.compte)
    # By author, not by label: a label that somebody takes off must not make a second issue.
    held = forge.list_all("/issues", state="all", **{made.api.filtre: made.compte} if made.compte else {})
    requests = made.billets(famille, billets, held)
    forge.send(requests)
    print("\n" + ("\n".join(f"Fait : {request.dit}." for request in requests) or "Rien à faire."))
