"""States computed from a fiche and a date, never stored: shown status, freshness, calendar.

`statut` is existence, `verifie_par` is confirmation; a past closing date shows
the fiche as closed whatever its `statut` says; only `actif` and `experimentation` are ever proposed. What comes
back each year is never closed: it is open, or it opens later, on a known day.
"""

from __future__ import annotations

import calendar
import datetime
from typing import Literal, NamedTuple

from generator.models.fiche import Fiche
from generator.models.financement import Depot, Financement
from generator.models.markers import libelles
from generator.models.territoire import Territoire

Calendrier = Literal["permanent", "ouvert", "ferme-bientot", "a-venir", "clos", "inconnu"]
CALENDRIERS = libelles(
    Calendrier,
    {
        "ferme-bientot": ("Ferme bientôt", "La date limite approche."),
        "ouvert": ("Ouvert", "On peut demander maintenant."),
        "permanent": ("Toute l'année", "On peut demander à tout moment."),
        "a-venir": ("Ouvre plus tard", "Le prochain moment pour demander est connu."),
        "inconnu": ("Dates à demander", "Le jour n'est pas connu : demandez avant de monter un dossier."),
        "clos": ("Fermé", "On ne peut plus demander. Gardé pour mémoire."),
    },
)
"""state of a call → (title, sentence), in the order of the page"""
PROPOSABLES = ("actif", "experimentation")
ARRETES = ("clos", "suspendu")
PLUS_PROPOSES = (*ARRETES, "a-confirmer")
"""What was proposed, and is no more, or not for now."""


class Occasion(NamedTuple):
    """One time when one may apply; None: no bound is known on that side."""

    du: datetime.date | None
    au: datetime.date | None


def occasions(depot: Depot, today: datetime.date) -> tuple[Occasion, ...]:
    """Return the times to apply that are not over, the nearest first: the one that runs, then those to come.

    Each window and each month of the year is there once, for its next time; a
    month is there from its first to its last day, its true days being unknown.
    """
    if depot.ouverture or depot.cloture:
        over = depot.cloture is not None and depot.cloture < today
        return () if over else (Occasion(depot.ouverture, depot.cloture),)
    yearly = [(one.ouverture, one.cloture) for one in depot.fenetres]
    yearly += [(f"{mois:02}-01", f"{mois:02}-31") for mois in depot.mois]
    return tuple(sorted(_next(first, last, today) for first, last in yearly))


def _next(first: str, last: str, today: datetime.date) -> Occasion:
    """Return the next time of what goes from a day of the year to another, MM-JJ, maybe of the year after."""
    year = max(today.year - 1, datetime.MINYEAR)
    while (end := _in_year(last, year + (first > last))) < today:
        year += 1
    return Occasion(_in_year(first, year), end)


def _in_year(day: str, year: int) -> datetime.date:
    """Return a day MM-JJ of a year, the last one of its month when the month is shorter."""
    if year > datetime.MAXYEAR:
        return datetime.date.max
    month, number = (int(part) for part in day.split("-"))
    return datetime.date(year, month, min(number, calendar.monthrange(year, month)[1]))


def last_day(fiche: Fiche, today: datetime.date) -> datetime.date | None:
    """Return the last day of a service, of a call or of its next window; None when it has none, or nobody knows it."""
    if isinstance(fiche, Financement) and fiche.depot.fenetres:
        return occasions(fiche.depot, today)[0].au
    return fiche.dernier_jour


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
    """Return where a financement stands on `today`; `bientot` is in days.

    In one of its `mois`, nobody here knows the day: it is `inconnu`, never open.
    """
    statut = statut_affiche(financement, today)
    if statut in ARRETES:
        return "clos"
    if statut == "a-confirmer":
        return "inconnu"
    nearest = next(iter(occasions(financement.depot, today)), None)
    if nearest is not None and nearest.du is not None and today < nearest.du:
        return "a-venir"
    if statut == "a-creer":
        return "inconnu"
    if nearest is None or financement.depot.mois:
        return "permanent" if financement.depot.permanent else "inconnu"
    end = last_day(financement, today)
    return "ferme-bientot" if end is not None and (end - today).days <= bientot else "ouvert"


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
