"""States computed from a fiche and a date, never stored: shown status, freshness, calendar.

Rules of the design, section 5: `statut` is existence, `verifie_par` is
confirmation; a past closing date shows the fiche as closed whatever its
`statut` says; only `actif` and `experimentation` are ever proposed.
"""

from __future__ import annotations

import calendar
import datetime
from typing import Literal

from generator.models.fiche import Fiche
from generator.models.financement import Financement
from generator.models.territoire import Territoire

Calendrier = Literal["permanent", "ouvert", "ferme-bientot", "a-venir", "clos", "inconnu"]
PROPOSABLES = ("actif", "experimentation")


def statut_affiche(fiche: Fiche, today: datetime.date) -> str:
    """Return the status to show: `clos` once the last day is past, else the written one."""
    end = fiche.dernier_jour
    if end is not None and end < today and fiche.statut in PROPOSABLES:
        return "clos"
    return fiche.statut


def est_propose(fiche: Fiche, today: datetime.date) -> bool:
    """Tell whether a collective may be sent there today."""
    return statut_affiche(fiche, today) in PROPOSABLES


def calendrier(financement: Financement, today: datetime.date, bientot: int) -> Calendrier:
    """Return where a financement stands on `today`; `bientot` is in days."""
    statut = statut_affiche(financement, today)
    depot = financement.depot
    if statut in ("clos", "suspendu"):
        return "clos"
    if statut == "a-confirmer":
        return "inconnu"
    if depot.ouverture is not None and today < depot.ouverture:
        return "a-venir"
    if statut == "a-creer":
        return "inconnu"
    if depot.cloture is not None:
        return "ferme-bientot" if (depot.cloture - today).days <= bientot else "ouvert"
    if depot.permanent:
        return "permanent"
    return "ouvert" if depot.ouverture is not None else "inconnu"


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the same day `months` later, or the last day of that month when it does not exist."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def verification_due(fiche: Fiche, territoire: Territoire) -> datetime.date | None:
    """Return the day from which a confirmed fiche must be confirmed again, None when never confirmed."""
    if fiche.verifie_le is None:
        return None
    return add_months(fiche.verifie_le, fiche.rythme_verification or territoire.fraicheur.rythme_verification)
