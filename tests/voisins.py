"""Sources `donnees/v1` of invented sites: path → bytes, to be changed at will."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.contributing.voisin_recu import INDEX, LISTES

JOUR = "2026-11-20"


def service(cle: str, commune: str = "01901", **change: Any) -> dict[str, Any]:
    """One record of services.json, its `fiche` changed by `change`."""
    fiche = {
        "nom": f"Atelier {cle}",
        "resume": "Une phrase simple, assez longue pour être lue dans une liste.",
        "zone": {"type": "communes", "codes": [commune]},
        "acteur": "quelqu-un",
    }
    return {
        "genre": "service",
        "id": cle,
        "adresse": f"https://estran.test/offre/services/{cle}/",
        "jour": JOUR,
        "statut": "actif",
        "propose": True,
        "communes": [commune],
        "fiche": {**fiche, **change},
    }


def source(services: Sequence[Mapping[str, Any]], **change: Any) -> dict[str, bytes]:
    """The files of a site that has these services; `change` is of its index."""
    head = {"version": 1, "territoire": "Estran", "etat": "publie", "jour": JOUR, "licence": {"nom": "Licence X"}}
    lists = {genre: list(services) if genre == "service" else [] for genre in LISTES}
    index = {
        **head,
        "site": {"nom": "Ensemble en Estran", "adresse": "https://estran.test/"},
        "epci": ["999999998"],
        "genres": [{"genre": genre, "nombre": len(held)} for genre, held in lists.items()],
        "communes": [{"code": "04901"}, {"code": "03902"}],
        **change,
    }
    files = {
        name: {**head, "genre": genre, "nombre": len(lists[genre]), "enregistrements": lists[genre]}
        for genre, name in LISTES.items()
    }
    return {name: json.dumps(value).encode() for name, value in {INDEX: index, **files}.items()}
