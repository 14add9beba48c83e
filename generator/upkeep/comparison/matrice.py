"""The cells of the coverage matrix whose state changes: a hole of the offer that opens, or closes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.corpus.corpus import Corpus
from generator.dispositif.couverture import Etat, compute_couverture
from generator.models.markers import libelles

ETATS = libelles(
    Etat,
    {
        "couvert": "couvert",
        "en-partie": "couvert en partie",
        "experimentation": "en expérimentation",
        "a-confirmer": "à confirmer",
        "prevu": "prévu",
        "trou": "sans rien",
    },
)
"""state of a cell → how it is told"""


@dataclass(frozen=True, slots=True)
class Cellule:
    """One cell, in the words of the référentiels."""

    thematique: str
    modalite: str
    departement: str
    avant: str
    apres: str


def cellules(avant: Corpus, apres: Corpus, today: datetime.date) -> tuple[Cellule, ...]:
    """Return the cells of both sides whose state is not the same, in the order of the référentiels."""
    before = compute_couverture(avant, today).cases
    after = compute_couverture(apres, today).cases
    words = apres.referentiels
    return tuple(
        Cellule(
            words["thematiques"].termes[thematique].libelle,
            words["modalites"].termes[modalite].libelle,
            apres.officiel.departements[departement][0],
            ETATS[before[key].etat],
            ETATS[case.etat],
        )
        for key, case in after.items()
        for thematique, modalite, departement in (key,)
        if key in before and before[key].etat != case.etat
    )
