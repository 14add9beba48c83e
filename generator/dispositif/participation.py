"""The meetings seen from a day: held, to come, not counted yet; who came, out of how many; what became of decisions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from generator.corpus.signes import Signe
from generator.models.instance import Decision, Instance, Reunion

NE_SE_REUNIT_PAS = ("suspendu", "clos")
"""The statuts of a group that meets no more, or not for now."""
EtatDecision = Literal["en-retard", "en-cours", "sans-date", "faite"]


@dataclass(frozen=True, slots=True)
class Presence:
    """Who came, out of those invited. Both terms are always shown, the rate beside them."""

    presents: int
    invites: int

    @property
    def taux(self) -> int | None:
        """Return the share in whole percent, None when nobody was invited."""
        return round(100 * self.presents / self.invites) if self.invites else None


def est_tenue(reunion: Reunion, today: datetime.date) -> bool:
    """Whether a meeting took place and those who came were counted: else it counts nowhere, nor those who came."""
    return reunion.date <= today and reunion.presents is not None


def tenues(instance: Instance, today: datetime.date) -> tuple[Reunion, ...]:
    """Return the meetings held and counted, the oldest first; those that prepared the experimentation are apart."""
    return tuple(r for r in instance.reunions if est_tenue(r, today) and not r.preparatoire)


def preparatoires(instance: Instance, today: datetime.date) -> tuple[Reunion, ...]:
    """Return the meetings held and counted before the experimentation, to prepare it."""
    return tuple(r for r in instance.reunions if est_tenue(r, today) and r.preparatoire)


def passees(instance: Instance, today: datetime.date) -> tuple[Reunion, ...]:
    """Return the meetings that are over, counted or not, the oldest first."""
    return tuple(r for r in instance.reunions if est_tenue(r, today) or r.date < today)


def annoncees(instance: Instance, today: datetime.date) -> tuple[Reunion, ...]:
    """Return the meetings to come, the cancelled ones too, today's as long as nobody counted who came, nearest first.

    A group that is suspended or closed announces none.
    """
    if instance.statut in NE_SE_REUNIT_PAS:
        return ()
    coming = (r for r in instance.reunions if r.date >= today and not est_tenue(r, today))
    return tuple(sorted(coming, key=lambda reunion: (reunion.date, reunion.heure or "")))


def prochaines(instance: Instance, today: datetime.date) -> tuple[Reunion, ...]:
    """Return the meetings to come that will be held, the nearest first."""
    return tuple(reunion for reunion in annoncees(instance, today) if reunion.annulee_le is None)


def signe_of_instance(instance: Instance, today: datetime.date) -> Signe | None:
    """Return the sign of an instance: the tick once it has met and those who came were counted; None: it is over."""
    if instance.statut in NE_SE_REUNIT_PAS:
        return None
    if instance.statut == "a-confirmer":
        return Signe("verif", "si cela existe encore")
    if instance.statut != "a-creer" and tenues(instance, today):
        return Signe("oui", "à l'essai" if instance.statut == "experimentation" else "", "Se réunit")
    if instance.statut == "actif" and not prochaines(instance, today):
        return Signe("verif", "si la première réunion a eu lieu")
    return Signe("prevu")


def presence(reunions: Iterable[Reunion], college: str | None = None) -> Presence:
    """Return who came, out of those invited, all these meetings together; of one collège or of all."""
    present = invited = 0
    for reunion in reunions:
        if reunion.presents is None:
            continue
        keys = reunion.invites if college is None else (college,)
        present += sum(reunion.presents.get(key, 0) for key in keys)
        invited += sum(reunion.invites.get(key, 0) for key in keys)
    return Presence(present, invited)


def venus(instance: Instance, today: datetime.date) -> frozenset[str]:
    """Return who came at least once: the fiche projet says « en amont », so the preparatory meetings count here too."""
    held = (*tenues(instance, today), *preparatoires(instance, today))
    return frozenset(key for reunion in held for key in reunion.participants)


def venues(instance: Instance, today: datetime.date, college: str | None = None) -> Presence:
    """Return the organisations that came at least once, out of those asked; of one collège or of all."""
    asked = {key for key, one in instance.sollicites.items() if college in (None, one.college)}
    came = venus(instance, today)
    return Presence(len(asked & came), len(asked))


def etat(decision: Decision, today: datetime.date) -> EtatDecision:
    """Return what became of a decision."""
    if decision.faite_le is not None:
        return "faite"
    if decision.echeance is None:
        return "sans-date"
    return "en-retard" if decision.echeance < today else "en-cours"
