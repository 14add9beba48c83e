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

    @property
    def dernier_jour(self) -> datetime.date:
        return self.fin - datetime.timedelta(days=1)

    def mois(self, today: datetime.date) -> int:
        """Return the month that runs, from 1 on the first day; 0 before, the length once all is over."""
        if not self.holds(today):
            return 0 if today < self.debut else self.duree
        return 1 + sum(add_months(self.debut, month) <= today for month in range(1, self.duree))


def periode(territoire: Territoire) -> Duree | None:
    """Return the period of the experimentation, None while its first day is not decided."""
    debut, duree = territoire.experimentation.debut, territoire.experimentation.duree_mois
    return Duree(debut, add_months(debut, duree), duree) if debut else None
