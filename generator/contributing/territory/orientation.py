"""Arbres and parcours for a territory that has no offer yet: every door still leads to a person.

A fork keeps the questions. What named a fiche of here asks for the same thing
in general words (its thématiques and modalités), and says plainly when nothing
answers yet; each end leads to the one service of welcome.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.contributing.yaml_edit import inline
from generator.corpus.corpus import Corpus
from generator.models.ressource import Ressource

RIEN = "Pas encore de réponse ici. La personne de l'accueil cherche avec vous."
RIEN_ARGENT = "Aucune piste d'argent n'est encore décrite ici. La personne de l'accueil cherche avec vous."


def without_offer(parcours: Any, corpus: Corpus, accueil: str) -> None:
    """Change one parcours in place."""
    parcours["contact"] = accueil
    parcours.pop("exemples", None)
    _engage_nobody(parcours)
    for etape in parcours["etapes"]:
        for named in ("acteurs", "instances"):
            etape.pop(named, None)
        if "faire" in etape:
            continue
        if "services" in etape or "ressources" in etape:
            _ask_instead(etape, corpus)
        otherwise = etape.setdefault("si_rien", inline({"dire": RIEN}))
        if otherwise.pop("ressources", None) or "services" in otherwise:
            otherwise["services"] = inline([accueil])
    if "financements" in parcours:
        otherwise = parcours["financements"].setdefault("si_rien", inline({"dire": RIEN_ARGENT}))
        for named in ("services", "ressources"):
            otherwise.pop(named, None)


def _engage_nobody(tree: Any) -> None:
    """The actors whom a sentence engaged are those of the territory of origin."""
    for block in tree.values() if isinstance(tree, dict) else tree:
        if isinstance(block, dict | list):
            _engage_nobody(block)
    if isinstance(tree, dict):
        tree.pop("engage", None)


def _ask_instead(etape: Any, corpus: Corpus) -> None:
    """Ask for what the named fiches do, now that they are not there."""
    services = [corpus.services[key] for key in etape.pop("services", ())]
    ressources = [corpus.ressources[key] for key in etape.pop("ressources", ())]
    themes = _union([*(s.thematiques for s in services), *(r.thematiques for r in ressources)])
    ways = _union(service.modalites for service in services)
    if ressources and Ressource.MODALITE in corpus.referentiels["modalites"].termes:
        ways.append(Ressource.MODALITE)
    asked = {"thematiques": themes, "modalites": ways}
    etape["demander"] = inline({axis: words for axis, words in asked.items() if words})


def _union(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(word for words in lists for word in words))


def doors_to(arbre: Any, accueil: str) -> None:
    """Change one arbre in place: the exits that named a service lead to the welcome."""
    for question in arbre["questions"]:
        for reponse in question["reponses"]:
            if "sortie" in reponse and "contact" in reponse["sortie"]:
                reponse["sortie"]["contact"] = accueil


def points_to(autodiagnostic: Any, accueil: str) -> None:
    """Change the autodiagnostic in place: every weak point leads to the welcome, and to the outils that it had."""
    for point in autodiagnostic["points"].values():
        point.pop("ressources", None)
        point["services"] = inline([accueil])
