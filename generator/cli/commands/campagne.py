"""`campagne`: the one message that asks an acteur to confirm all its fiches, and the journal of those sent."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import OK, date_option, offre, today_of
from generator.cli.files import check_target, inside, write, write_new
from generator.cli.terminal import verified
from generator.contributing.campagne import demande_of, letter, message, subject
from generator.corpus.fraicheur import rappels
from generator.corpus.francais import pluriel
from generator.corpus.officiel import Officiel
from generator.corpus.suggestion import suggestion
from generator.models.campagne import CAMPAGNE_PATH, Envoi
from generator.problems.faults import Fault
from generator.reading.campagne import campagne_csv
from generator.reading.yaml_source import YamlDocument

FORMATS = (".txt", ".odt")


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--acteur", required=True, metavar="ID", help="nom d'un fichier d'acteur, sans .yml")
    parser.add_argument(
        "--sortie", type=Path, metavar="FICHIER", help="lettre A4 (.odt) ou message (.txt) à écrire (sinon : à l'écran)"
    )
    parser.add_argument("--noter", action="store_true", help=f"noter l'envoi d'aujourd'hui dans {CAMPAGNE_PATH}")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Print the message, or write it; an existing file is never overwritten. Nothing is ever sent."""
    target: Path | None = arguments.sortie
    if target is not None:
        check_target(target, FORMATS)
    corpus, today = verified(arguments, officiel), today_of(arguments)
    if arguments.acteur not in corpus.acteurs:
        near = suggestion(arguments.acteur, corpus.acteurs)
        raise Fault(f"« {arguments.acteur[:80]} » n'est pas un acteur. {near}".strip())
    releve = next((one for one in rappels(corpus, today) if one.acteur == arguments.acteur), None)
    trees = {key: held.tree for key, held in corpus.origines.items() if isinstance(held, YamlDocument)}
    demande = demande_of(corpus, releve, trees) if releve else None
    if demande is None or not demande.fiches:
        raise Fault(f"« {arguments.acteur} » n'a aucune fiche à confirmer.")
    text = message(corpus, demande)
    if target is None:
        print(f"À : {demande.courriel or 'adresse à trouver'}\nObjet : {subject(corpus, demande)}\n\n{text}")
    else:
        data = text.encode()
        if target.suffix == ".odt":
            from generator.rendering.files.odt import odt_bytes  # slow to import

            site = corpus.territoire.site
            data = odt_bytes(subject(corpus, demande), letter(corpus, demande, today), site.url, today)
        write_new(target, data)
        print(f"{target} : {pluriel(len(demande.fiches), 'fiche')} à confirmer par {demande.nom}.")
    if arguments.noter:
        rows = (*corpus.campagne, Envoi(acteur=demande.acteur, envoye_le=today))
        if any((one.acteur, one.envoye_le) == (demande.acteur, today) for one in corpus.campagne):
            raise Fault(f"Cet envoi est déjà noté dans {CAMPAGNE_PATH}.")
        write(inside(arguments.racine, CAMPAGNE_PATH), campagne_csv(rows))
        print(f"Noté dans {CAMPAGNE_PATH}. La réponse se lit : {offre('importer --depuis-courriel reponse.eml')}")
    return OK
