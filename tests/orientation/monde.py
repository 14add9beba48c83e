"""Small invented worlds: a corpus built in Python, around the communes of the invented territory."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from generator.corpus.corpus import Corpus
from generator.models.arbre import Arbre
from generator.models.cas_type import CasType
from generator.models.financement import Financement
from generator.models.parcours import Parcours
from generator.models.ressource import Ressource
from generator.models.service import Service
from tests.construction import read

PARTOUT = {"type": "territoire"}
COMMUN = {
    "resume": "Une phrase simple, assez longue pour être lue.",
    "statut": "actif",
    "sources": [{"titre": "Page lue", "consulte_le": "2026-11-20"}],
    "stades": ["tous"],
}
NSP = {"id": "nsp", "texte": "Je ne sais pas"}


class Ici:
    """An origin without file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def line_of(self, where: tuple[str | int, ...]) -> int:
        return 1


class Origines(dict[tuple[str, str], Any]):
    """Everything was read somewhere."""

    def __missing__(self, key: tuple[str, str]) -> Ici:
        return Ici("/".join(key))


def departements(*codes: str) -> dict[str, Any]:
    return {"type": "departements", "codes": list(codes)}


def service(**fields: Any) -> Service:
    base = {
        **COMMUN, "nom": "Service", "acteur": "pole-ess", "thematiques": ["t"], "modalites": ["m"],
        "profils": ["tous"], "zone": PARTOUT, "tarif": {"type": "gratuit"},
    }  # fmt: skip
    return Service.model_validate({**base, **fields})


def ressource(**fields: Any) -> Ressource:
    base = {
        **COMMUN, "nom": "Ressource", "type": "guide", "auteur": "Nous", "acces": "À l'accueil",
        "thematiques": ["t"], "profils": ["tous"],
    }  # fmt: skip
    return Ressource.model_validate({**base, **fields})


def financement(**fields: Any) -> Financement:
    base = {
        **COMMUN, "nom": "Financement", "porteur": "pole-ess", "types": ["f"], "beneficiaires": ["tous"],
        "zone": PARTOUT, "depot": {"permanent": "oui"},
    }  # fmt: skip
    return Financement.model_validate({**base, **fields})


def parcours(*etapes: dict[str, Any], **fields: Any) -> Parcours:
    complete = [{"titre": f"Étape {n}", "pourquoi": "Parce que.", **etape} for n, etape in enumerate(etapes, 1)]
    return Parcours.model_validate(
        {"titre": "Parcours", "resume": "Où l'on en est.", "etapes": complete, "contact": "accueil", **fields}
    )


def question(identifiant: str, *reponses: dict[str, Any]) -> dict[str, Any]:
    full = [{"texte": f"Réponse {reponse['id']}", **reponse} for reponse in reponses]
    return {"id": identifiant, "texte": f"Question {identifiant} ?", "reponses": full}


def arbre(*questions: dict[str, Any]) -> Arbre:
    return Arbre.model_validate(
        {"titre": "Arbre", "court": "Arbre", "promesse": "Vite.", "pour_qui": "Tous.", "questions": list(questions)}
    )


def monde(
    services: Mapping[str, Service] | None = None,
    *,
    ressources: Mapping[str, Ressource] | None = None,
    financements: Mapping[str, Financement] | None = None,
    arbres: Mapping[str, Arbre] | None = None,
    parcours: Mapping[str, Parcours] | None = None,
    cas_types: tuple[CasType, ...] = (),
) -> Corpus:
    """Return a corpus with these contents, and `accueil`, open everywhere, that no search finds."""
    accueil = service(nom="Accueil", thematiques=["accueil"], modalites=["accueil"])
    return dataclasses.replace(
        read().having(
            service={"accueil": accueil, **(services or {})}, ressource=ressources or {}, financement=financements or {}
        ),
        arbres=arbres or {},
        parcours=parcours or {},
        cas_types=cas_types,
        origines=Origines(),
    )
