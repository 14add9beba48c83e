"""What other sites say is dated, and not kept for ever."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.models.voisin import path_of
from generator.problems import Problem
from generator.problems.codes import problem

VIEILLE = 180
"""Days after which a copy is told: the rhythm at which fiches of here are verified (six months)"""


def check_copies_of_sites(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A copy of another site older than VIEILLE days is told; one of tomorrow is wrong."""
    for nom, voisin in corpus.voisins.items():
        age = (today - voisin.copie_le).days
        if age > VIEILLE or age < 0:
            said = f"« {voisin.nom} » a été copié le {voisin.copie_le}."
            yield problem("VOI007", path_of(nom), 0, "copie_le", said)
