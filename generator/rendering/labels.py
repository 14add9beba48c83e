"""What only the pages say of a closed list: banners, tones, words of the states that are computed.

The name of each value stands beside the list itself, in the models.
"""

from __future__ import annotations

from typing import get_args

from generator.dispositif.couverture import Etat
from generator.dispositif.participation import EtatDecision
from generator.models.markers import libelles
from generator.models.parcours import Axe
from generator.models.statut import Statut
from generator.models.suivi_besoin import StatutBesoin

BANDEAUX = libelles(
    [statut for statut in get_args(Statut) if statut != "actif"],
    {
        "experimentation": "C'est un essai : les conditions peuvent changer.",
        "a-creer": "Cela n'existe pas encore.",
        "a-confirmer": "Nous n'en sommes pas sûrs. Renseignez-vous avant de compter dessus.",
        "suspendu": "C'est arrêté pour le moment.",
        "clos": "C'est terminé. Cette page reste pour mémoire.",
    },
)
"""status → the sentence beside its sign; what is plainly open needs none"""
TONS_BESOIN = libelles(
    StatutBesoin,
    {
        "revele": "e-info",
        "examine": "e-info",
        "priorise": "e-info",
        "etude": "e-info",
        "recherche-de-porteur": "e-info",
        "en-construction": "e-exp",
        "repondu": "e-exp",
        "ecarte": "e-clos",
    },
)
ETATS_DECISION = libelles(
    EtatDecision,
    {
        "en-retard": ("En retard", "e-conf"),
        "en-cours": ("En cours", "e-info"),
        "sans-date": ("Sans date", "e-clos"),
        "faite": ("Fait", "e-exp"),
    },
)
"""state of a decision → (word, tone), what waits first"""
AXES = libelles(
    Axe,
    {
        "thematiques": ("Par sujet", "sujet"),
        "modalites": ("Par façon d'aider", "façon d'aider"),
        "stades": ("Par moment du projet", "moment"),
        "profils": ("Par public", "public"),
    },
)
"""axis of the catalogue → (heading, word for one value)"""
COUVERTURES = libelles(
    Etat,
    {
        "couvert": ("oui", "Ouvert", "Dans chaque commune, au moins une aide est ouverte."),
        "en-partie": ("en partie", "Ouvert en partie", "Une aide est ouverte, mais pas dans toutes les communes."),
        "experimentation": ("essai", "En essai", "Rien n'est ouvert pour de bon. Une aide est essayée ici."),
        "a-confirmer": ("à vérifier", "À vérifier", "Une aide existe peut-être, ou personne ne sait qui répond."),
        "prevu": ("prévu", "Prévu", "Une aide est prévue. Elle n'a pas commencé."),
        "trou": ("rien", "Rien", "Aucune aide connue aujourd'hui."),
    },
)
"""state of a cell of the matrix → (word in the cell, name, sentence), in the order of dispositif/couverture.py"""
