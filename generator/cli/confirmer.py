"""What a confirmation received by mail or by a form does: shown, tried on a copy, written when asked."""

from __future__ import annotations

import argparse
import datetime

from generator.cli.gestes import conclude_geste
from generator.contributing.confirmation import Confirmation, FicheRelue, SuiteDeConfirmation, suite_of, who_confirms
from generator.contributing.identifiants import PlanDeGeste
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Officiel
from generator.models.campagne import CAMPAGNE_PATH
from generator.problems import formats
from generator.problems.faults import Fault
from generator.reading.campagne import campagne_csv
from generator.reading.yaml_source import YamlDocument

A_VERIFIER = "Ce message dit venir de {nom} : le programme ne peut pas le savoir. Regarder qui l'a envoyé."


def confirm(
    arguments: argparse.Namespace, officiel: Officiel | None, corpus: Corpus, relue: Confirmation, jour: datetime.date
) -> int:
    """Show what a confirmation changes, and what a person has to read; write it when asked."""
    acteur = _acteur_of(corpus, relue)
    qui = who_confirms(corpus, relue.qui, acteur)
    suites = [_suite(arguments, corpus, one, relue, qui, jour) for one in relue.fiches]
    print(A_VERIFIER.format(nom=corpus.acteurs[acteur].nom))
    if relue.qui and qui != relue.qui:
        print("Qui confirme : la réponse semble nommer une personne ; le nom de la structure est écrit à la place.")
    free = [(f"{one.genre}/{one.id}", line) for one in relue.fiches for line in one.libre]
    for where, line in (*free, *(("réponse", line) for line in relue.libre)):
        print(formats.visible(f"À lire par une personne, {where} : {line}"))
    changed = [suite for suite in suites if suite.dit]
    files: dict[str, bytes | None] = {suite.chemin: suite.donnees for suite in changed}
    said = [formats.visible(f"{suite.chemin} : {one}") for suite in changed for one in suite.dit]
    waiting = [one for one in corpus.campagne if one.acteur == acteur and one.repondu_le is None]
    sent = [one for one in waiting if one.envoye_le <= jour]
    if sent:
        rows = [one.model_copy(update={"repondu_le": jour}) if one in sent else one for one in corpus.campagne]
        files[CAMPAGNE_PATH] = campagne_csv(rows)
        said.append(f"{CAMPAGNE_PATH} : réponse du {jour.isoformat()} notée")
    if not files:
        print("Cette réponse ne change rien : ni confirmation, ni correction.")
        return 0
    return conclude_geste(arguments, officiel, PlanDeGeste(files, said), f"Confirmé par {corpus.acteurs[acteur].nom}")


def _acteur_of(corpus: Corpus, relue: Confirmation) -> str:
    """Return the one acteur that a confirmation speaks for; Fault when a fiche is unknown, or of another one."""
    found = set()
    for one in relue.fiches:
        if one.id not in corpus.ecrits[one.genre]:
            raise Fault(f"Cette réponse parle de « {one.genre}/{one.id} », qui n'existe pas ici.")
        found.add(corpus.acteur_of(one.genre, one.id) or corpus.territoire.coordination)
    if len(found) > 1:
        raise Fault(f"Cette réponse confirme les fiches de plusieurs structures : {', '.join(sorted(found)[:5])}.")
    return found.pop()


def _suite(
    arguments: argparse.Namespace, corpus: Corpus, one: FicheRelue, relue: Confirmation, qui: str, jour: datetime.date
) -> SuiteDeConfirmation:
    held = corpus.origines[one.genre, one.id]
    if not isinstance(held, YamlDocument) or not isinstance(held.tree, dict):
        raise Fault(f"« {one.genre}/{one.id} » n'est pas dans un fichier YAML.")
    return suite_of(corpus, one, held.tree, (arguments.racine / held.path).read_bytes(), relue.tout, qui, jour)
