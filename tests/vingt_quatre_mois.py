"""Petite-Île once its twenty-four months are over, invented: 2 collectifs, 9 meetings, 6 besoins, surveys, one failure.

Its numbers are small, so that each figure of its bilan is counted by hand in tests/cli/test_bilan.py.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tests.chemins import copy_petite_ile

FIN = "2028-01-14"
"""The last day of the experimentation of Petite-Île, which begins on 2026-01-15."""
POLE = {"par": "Pôle ESS de Petite-Île", "lieu": "Permanence, à la Maison des projets"}
ECHANGES = "instance-echanges"


def reunion(day: str, nom: str, invites: int, presents: int, came: str, **more: Any) -> dict[str, Any]:
    """A meeting of one collège, which was counted."""
    counts = {"invites": {"structures": invites}, "presents": {"structures": presents}}
    return {
        "id": f"{day[:7]}-{nom}",
        "titre": nom.capitalize(),
        "date": day,
        **counts,
        "participants": came.split(),
        **more,
    }


def decision(texte: str, besoin: str = "", **more: Any) -> dict[str, Any]:
    done = {"texte": texte, "responsable": "Pôle ESS de Petite-Île", "echeance": "2028-03-01"}
    return {**done, **({"besoin": besoin} if besoin else {}), **more}


def oui(satisfaits: int, reponses: int) -> dict[str, int]:
    return {"satisfaits": satisfaits, "reponses": reponses}


def instance(volet: str, nom: str, sollicites: tuple[str, ...], *reunions: dict[str, Any]) -> dict[str, Any]:
    return {
        "nom": nom,
        "resume": "Un groupe inventé, qui a vécu vingt-quatre mois.",
        "volet": volet,
        "type": "instance" if volet == "a" else "consortium",
        "statut": "experimentation",
        "role": ["Choisir, puis suivre."],
        "animateur": "pole-ess",
        "colleges": {"structures": {"nom": "Structures"}},
        "sollicites": {key: {"nom": key.replace("-", " ").capitalize(), "college": "structures"} for key in sollicites},
        "reunions": list(reunions),
        "sources": [{"titre": "Comptes rendus", "consulte_le": "2026-11-20"}],
    }


INSTANCES = {
    ECHANGES: instance(
        "a",
        "Instance d'Échanges de Petite-Île",
        ("mairie", "club", "foyer", "conserverie", "ecole"),
        reunion("2025-11-18", "preparer", 5, 3, "mairie club ecole", preparatoire="oui"),
        reunion("2026-03-10", "rencontre", 5, 4, "mairie club foyer", satisfaction_decision=oui(3, 4)),
        reunion(
            "2026-06-18", "choix", 5, 5, "mairie club foyer",
            decisions=[decision("Réparer.", "reparer"), decision("Lire.", "lire-les-courriers")],
            satisfaction_besoins=oui(5, 6), satisfaction_decision=oui(4, 6),
        ),
        reunion("2026-09-24", "trajets", 5, 2, "club", decisions=[decision("Trajets.", "traverser-le-soir")]),
        {"id": "2026-12-annulee", "titre": "Annulée", "date": "2026-12-08", "annulee_le": "2026-12-01"},
        reunion(
            "2027-03-16", "digue", 5, 4, "mairie club",
            decisions=[
                decision("Suivre la digue.", "surveiller-la-digue"),
                decision("Se réunir le samedi : le soir, les entreprises ne viennent pas.", ajustement="oui"),
            ],
            satisfaction_besoins=oui(6, 8),
        ),
        reunion("2027-11-09", "bilan", 5, 4, "mairie foyer", satisfaction_decision=oui(7, 8)),
    ),
    "comite-pilotage": instance(
        "b",
        "Comité de pilotage",
        ("pole", "agglomeration", "fonds"),
        reunion("2026-03-17", "lancement", 3, 3, "pole agglomeration fonds"),
        reunion("2026-10-06", "revue", 3, 2, "pole agglomeration"),
        reunion("2027-04-06", "budget", 3, 2, "pole fonds"),
        reunion("2027-12-07", "fin", 3, 3, "pole agglomeration fonds"),
    ),
}  # fmt: skip


def etape(statut: str, date: str, phrase: str = "", **more: Any) -> dict[str, Any]:
    if "reunion" in more or statut == "revele":
        return {"statut": statut, "date": date, **more}
    return {"statut": statut, "date": date, "precision": phrase, **POLE, **more}


def besoin(libelle: str, manque: str, *steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "libelle": libelle,
        "phrase": f"Des habitants de Port-Brume ont besoin {manque}.",
        "communes": ["01901"],
        "enjeux": ["lien-social-isolement"],
        "origine": {"type": "atelier", "par": "Des habitants", "precision": "Au marché de Port-Brume."},
        "historique": list(steps),
        **more,
    }


ICI = {"ressources_locales": [{"texte": "Un hangar prêté."}]}
BESOINS = {
    "reparer": besoin(
        "Réparer", "d'un lieu pour réparer parce que tout finit à la déchetterie",
        etape("revele", "2026-02-14"),
        etape("examine", "2026-04-02", "Quarante foyers ont répondu."),
        etape("priorise", "2026-06-18", reunion=f"{ECHANGES}/2026-06-choix"),
        etape("etude", "2026-07-01", "On regarde si un atelier tiendrait."),
        etape("recherche-de-porteur", "2026-10-01", "L'atelier tiendrait : qui le porte ?"),
        etape("en-construction", "2027-02-01", "Une association se forme."),
        etape("repondu", "2027-06-10", "L'atelier ouvre."),
        entendu=[{"date": "2026-02-14", "canal": "rencontre", "commune": "01901", "nombre": 12}],
        etude={
            "question": "Un atelier tiendrait-il ?", "du": "2026-07-01", "au": "2026-09-20", "resultat": "go",
            "raisons": ["Un hangar est prêté."],
        },
        solution="Un atelier tenu à plusieurs.", **ICI,
        reponses=[{"texte": "L'atelier répare le samedi."}],
        suites=[{"le": "2027-12-15", "par": "Pôle ESS de Petite-Île", "constat": "L'atelier ouvre chaque samedi."}],
        appels=[{"appel": "Appel à idées du port", "depose_le": "2026-09-15", "resultat": "retenu"}],
    ),
    "lire-les-courriers": besoin(
        "Comprendre ses courriers", "d'aide pour lire parce que le guichet a fermé",
        etape("revele", "2026-02"),
        etape("examine", "2026-04-02", "La mairie a compté."),
        etape("priorise", "2026-06-18", reunion=f"{ECHANGES}/2026-06-choix"),
        etape("en-construction", "2026-07-02", "Une heure de plus est cherchée."),
        etape("repondu", "2026-10-05", "La permanence reçoit."),
        solution="Une heure de plus à la permanence.", **ICI,
        reponses=[{"texte": "La permanence lit avec vous.", "service": "permanence-accueil"}],
        suites=[{"le": "2027-04-06", "par": "Pôle ESS de Petite-Île", "constat": "Elle a lieu le mardi."}],
    ),
    "traverser-le-soir": besoin(
        "Rentrer le soir", "d'un trajet le soir parce que le dernier car part tôt",
        etape("revele", "2026-03"),
        etape("examine", "2026-05-12", "Le club a noté les trajets."),
        etape("priorise", "2026-09-24", reunion=f"{ECHANGES}/2026-09-trajets"),
        etape("etude", "2026-10-01", "On regarde si un car du soir tiendrait."),
        etape("ecarte", "2027-03-20", "L'étude est lue.", motif="Trop peu de trajets, et aucun conducteur."),
        etude={
            "question": "Un car du soir tiendrait-il ?", "du": "2026-10-01", "au": "2027-03-01", "resultat": "non",
            "raisons": ["Quatre personnes par soir."],
        },
    ),
    "soirees-d-hiver": besoin(
        "Se retrouver l'hiver", "d'un endroit chaud parce que tout ferme de novembre à mars",
        etape("revele", "2026-11-10"),
        etape("examine", "2027-01-20", "Trois salles ont été vues."),
    ),
    "surveiller-la-digue": besoin(
        "Savoir quand la digue est fragile", "d'être prévenus parce que la digue passe sous l'eau",
        etape("revele", "2026-07-20"),
        etape("examine", "2026-11-04", "Une visite a eu lieu."),
        etape("priorise", "2027-03-16", reunion=f"{ECHANGES}/2027-03-digue"),
        etape("en-construction", "2027-09-01", "Une liste d'appel se monte."),
        solution="Une liste d'appel tenue par des voisins.", **ICI,
    ),
    "pont-du-large": besoin(
        "Un pont vers le large", "d'un pont parce que le bac s'arrête par gros temps",
        etape("revele", "2026-03-03"),
        etape("ecarte", "2026-06-18", "L'Instance l'a lu.", motif="Un pont dépend de la région."),
    ),
}  # fmt: skip
QUATRE = ("objectifs", "gouvernance", "organisation", "financement")
COLLECTIFS = {
    "ateliers-du-port": {
        "nom": "Les ateliers du port",
        "resume": "Huit voisins qui ont ouvert un atelier de réparation.",
        "accord_publication": "2026-03-01",
        "membres": 8,
        "communes": ["01901"],
        "stade": "emergence",
        "thematiques": ["gouvernance-partagee"],
        "besoin": "reparer",
        "convention_le": "2026-03-01",
        "temps": [
            {"service": "permanence-accueil", "date": "2026-03-10", "attendus": 8, "presents": 8},
            {"service": "atelier-gouvernance", "date": "2026-05-12", "attendus": 8, "presents": 5},
            {"service": "atelier-gouvernance", "date": "2027-02-09", "attendus": 8, "presents": 7},
        ],
        "autoevaluation": [
            {
                "thematique": "gouvernance-partagee", "avant": "2,4", "apres": "4", "apres_le": "2027-10-05",
                "reponses": 6,
            }
        ],
        "satisfaction": {"le": "2027-10-05", "points": 25, "reponses": 6, "repartition": [0, 0, 1, 3, 2]},
        "projet": dict(zip(QUATRE, ("2026-06-01", "2026-09-01", "2027-01-10", "2027-05-20"), strict=True)),
    },
    "groupe-du-matin": {
        "nom": "Groupe du matin",
        "resume": "Un nom de code : ce groupe préfère ne pas être nommé.",
        "membres": 5,
        "communes": ["01902"],
        "stade": "idee",
        "thematiques": ["gouvernance-partagee"],
        "convention_le": "2026-10-01",
        "projet": {"objectifs": "2027-04-01"},
    },
}  # fmt: skip
MESURES: dict[str, list[dict[str, Any]]] = {
    "a1-1": [
        {"date": "2026-04-10", "numerateur": 9, "denominateur": 20, "source": "Enquête d'avril"},
        {"date": "2027-10-12", "numerateur": 17, "denominateur": 22, "source": "Enquête d'octobre"},
    ],
    "a1-2": [
        {"date": "2026-06-30", "numerateur": 7, "source": "Carnet de l'accueil", "communes": ["01901"]},
        {"date": "2026-06-30", "numerateur": 2, "source": "Carnet de l'accueil", "communes": ["02901"]},
        {"date": "2027-06-30", "numerateur": 4, "source": "Carnet de l'accueil", "communes": ["01901"]},
    ],
}


def write_territory(folder: Path) -> Path:
    """Return a copy of Petite-Île whose dispositif has lived its twenty-four months."""
    root = copy_petite_ile(folder)
    for genre, files in (("instances", INSTANCES), ("besoins", BESOINS), ("collectifs", COLLECTIFS)):
        shutil.rmtree(root / "data" / genre)
        (root / "data" / genre).mkdir()
        for key, fields in files.items():
            lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
            (root / "data" / genre / f"{key}.yml").write_text("".join(lines), "utf-8")
    for key, measures in MESURES.items():
        path = root / "data" / "indicateurs" / f"{key}.yml"
        kept = path.read_text("utf-8").partition("mesures:")[0]
        path.write_text(f"{kept}mesures: {json.dumps(measures, ensure_ascii=False)}\n", "utf-8")
    return root
