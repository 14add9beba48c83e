"""The months of the experimentation: when it began, when it ends, how far it is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.corpus.etats import add_months
from generator.models.territoire import Territoire


@dataclass(frozen=True, slots=True)
class Duree:
    """First day, first day after the end, and the length in months (24 in the fiche projet)."""

    debut: datetime.date
    fin: datetime.date
    duree: int

    def holds(self, day: datetime.date) -> bool:
        """Whether a day lies in the experimentation."""
        return self.debut <= day < self.fin

    def months_done(self, today: datetime.date) -> int:
        """Return the number of whole months gone by, from 0 to the length."""
        return sum(1 for month in range(1, self.duree + 1) if add_months(self.debut, month) <= today)


def periode(territoire: Territoire) -> Duree | None:
    """Return the period of the experimentation, None while its first day is not decided."""
    debut, duree = territoire.experimentation.debut, territoire.experimentation.duree_mois
    return Duree(debut, add_months(debut, duree), duree) if debut else None
