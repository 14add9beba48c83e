"""Arbres and parcours for a territory that has no offer of its own yet: every door still leads to a person.

A new territory keeps the questions, and each fiche of the common shelf that is
of use in it stays named. What named a fiche of the former territory asks for
the same thing in general words (its thématiques and modalités), and says
plainly when nothing answers yet; each end leads to the one service of welcome.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.contributing.yaml_edit import inline, written
from generator.corpus.corpus import Corpus
from generator.models.ressource import Ressource

RIEN = "Pas encore de réponse ici. Parlez-en à l'accueil."
RIEN_ARGENT = "Aucune piste d'argent n'est encore décrite ici. Parlez-en à l'accueil."
NOMMES = {"acteurs": "acteur", "services": "service", "ressources": "ressource", "exemples": "acteur"}
"""Field that names fiches → their kind"""


def keep_named(block: Any, ailleurs: Corpus, *fields: str) -> bool:
    """Keep, in some fields of a block, the fiches that the new territory has; tell whether all of them are there."""
    whole = True
    for field in fields:
        named = list(block.get(field, ()))
        kept = [key for key in named if key in ailleurs.ecrits[NOMMES[field]]]
        whole = whole and kept == named
        if kept != named:
            block.pop(field)
        if kept != named and kept:
            block[field] = inline(kept)
    return whole


def without_offer(parcours: Any, corpus: Corpus, ailleurs: Corpus, accueil: str) -> None:
    """Change one parcours in place, for the territory `ailleurs`."""
    parcours["contact"] = accueil
    keep_named(parcours, ailleurs, "exemples")
    _engage_nobody(parcours, ailleurs)
    here = [etape for etape in parcours["etapes"] if etape.get("ici") == "oui"]
    for etape in here if len(here) < len(parcours["etapes"]) else ():
        parcours["etapes"].remove(etape)
    for etape in parcours["etapes"]:
        keep_named(etape, ailleurs, "acteurs")
        etape.pop("instances", None)
        if "faire" in etape:
            continue
        named = {field: list(etape.get(field, ())) for field in ("services", "ressources")}
        keep_named(etape, ailleurs, *named)
        otherwise = etape.setdefault("si_rien", inline({"dire": RIEN}))
        if any(named.values()) and "services" not in etape and "ressources" not in etape:
            _ask_instead(etape, corpus, **named)
            otherwise["dire"] = written(RIEN, like=otherwise["dire"])
        if {"thematiques", "modalites"} <= etape.get("demander", {}).keys():
            otherwise.setdefault("elargir_sans", inline(["modalites"]))  # a guide, where nobody helps that way
        if not keep_named(otherwise, ailleurs, "services", "ressources"):
            otherwise["services"] = inline([accueil, *otherwise.get("services", ())])
    if "financements" in parcours:
        otherwise = parcours["financements"].setdefault("si_rien", inline({"dire": RIEN_ARGENT}))
        keep_named(otherwise, ailleurs, "services", "ressources")


def _engage_nobody(tree: Any, ailleurs: Corpus) -> None:
    """The actors of the territory of origin, whom a sentence engaged, are not asked in the new one."""
    for block in tree.values() if isinstance(tree, dict) else tree:
        if isinstance(block, dict | list):
            _engage_nobody(block, ailleurs)
    if isinstance(tree, dict) and tree.get("engage") not in ailleurs.acteurs:
        tree.pop("engage", None)


def _ask_instead(etape: Any, corpus: Corpus, services: list[str], ressources: list[str]) -> None:
    """Ask for what the named fiches do, now that they are not there."""
    offered: list[Any] = [corpus.services[key] for key in services]
    both = [*offered, *(corpus.ressources[key] for key in ressources)]
    themes = _union(fiche.thematiques for fiche in both)
    ways = _union(service.modalites for service in offered)
    if ressources and Ressource.MODALITE in corpus.referentiels["modalites"].termes:
        ways.append(Ressource.MODALITE)
    asked = {"thematiques": themes, "modalites": ways}
    etape["demander"] = inline({axis: words for axis, words in asked.items() if words})


def _union(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(word for words in lists for word in words))


def doors_to(arbre: Any, ailleurs: Corpus, accueil: str) -> None:
    """Change one arbre in place: an exit that named a service leads to the welcome, unless it is open everywhere."""
    for question in arbre["questions"]:
        for reponse in question["reponses"]:
            if "sortie" in reponse and "contact" in reponse["sortie"]:
                service = ailleurs.services.get(reponse["sortie"]["contact"])
                if service is None or len(ailleurs.coverage_of(service)) < len(ailleurs.communes):
                    reponse["sortie"]["contact"] = accueil


def points_to(autodiagnostic: Any, ailleurs: Corpus, accueil: str) -> None:
    """Change the autodiagnostic in place: a weak point that loses a service leads to the welcome."""
    for point in autodiagnostic["points"].values():
        if not keep_named(point, ailleurs, "services", "ressources") or "services" not in point:
            point["services"] = inline([accueil, *point.get("services", ())])
