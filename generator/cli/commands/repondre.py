"""`repondre`: answer, in the forge, to a request made with a form. Started by the event of the forge."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from generator.cli.command import OK, date_option, today_of
from generator.cli.files import read_given
from generator.cli.terminal import readable
from generator.contributing.fiche_recue import check_fiche, correction, make_fiche
from generator.contributing.reponse_publique import answer
from generator.contributing.reponses import DemandeLue, read_demande
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Officiel
from generator.forges.connues import depot_de, forge_de
from generator.forges.evenements import MAX_EVENEMENT, Evenement
from generator.forges.evenements import read_demande as read_issue
from generator.problems.faults import Fault
from generator.problems.formats import markdown_text
from generator.upkeep.billets import Plan
from generator.upkeep.network.forge import from_environment


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--evenement", type=Path, required=True, metavar="FICHIER", help="événement de la forge (JSON) : une demande"
    )
    parser.add_argument("--publier", action="store_true", help="écrire la réponse dans la demande")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Print the answer; a request made with no form gets none."""
    event = read_event(arguments.evenement)
    demande = read_demande(event.texte)
    if demande is None:
        print("Cette demande ne vient d'aucun formulaire : rien à répondre.")
        return OK
    corpus = readable(arguments, officiel)
    text = _answer(demande, event, corpus, arguments)
    print(text)
    if arguments.publier:
        known = forge_de(corpus.territoire.site)
        forge = from_environment(known, os.environ)
        held = forge.list_all(known.api.reponses.format(numero=event.numero))
        forge.send(Plan(known.api, forge.compte).reponse(event.numero, text, held))
    return OK


def _answer(demande: DemandeLue, event: Evenement, corpus: Corpus, arguments: argparse.Namespace) -> str:
    if not demande.formulaire.genre:
        return f"Bonjour, merci pour cette demande.\n{markdown_text(correction(demande, corpus))}"
    today = today_of(arguments)
    fiche = make_fiche(demande, corpus, today, event.adresse)
    problems = check_fiche(fiche, corpus, today) if fiche.identifiant else ()
    text = answer(demande, fiche, problems, corpus.territoire)
    path = arguments.racine / fiche.chemin
    if fiche.identifiant and (path.exists() or path.is_symlink()):
        depot = depot_de(corpus.territoire.site)
        file = f"[`{fiche.chemin}`]({depot.voir(fiche.chemin)})" if depot else f"`{fiche.chemin}`"
        text += f"\n\nUn fichier {file} existe déjà : le modifier, ou changer le nom dans la demande."
    return text


def read_event(path: Path) -> Evenement:
    """Read the event of an issue; raise Fault when it is none."""
    event = read_issue(read_given(path, MAX_EVENEMENT))
    if event is None:
        raise Fault(f"« {path} » n'est pas l'événement d'une demande.")
    return event
