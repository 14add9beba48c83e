"""How fresh the fiches are, acteur by acteur: what to confirm, what closes soon.

A fiche belongs to the acteur that answers for it: itself, the one that renders
the service, publishes the ressource or bears the financement; else the acteur
that coordinates the site. What is closed, or does not exist yet, has nothing
to confirm.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from generator.corpus.corpus import Corpus
from generator.corpus.etats import add_months, est_propose, last_day, statut_affiche, verification_due

Etat = Literal["a-jour", "bientot", "depassee", "jamais"]
Lien = Literal["sienne", "nommee", "confiee"]
"""Why an acteur answers for a fiche: its own; one that names it; one that names nobody, and it coordinates the site."""
RAPPEL = 30
"""Days before a confirmation runs out when it is told: the time to find who answers."""


@dataclass(frozen=True, slots=True)
class Relecture:
    """One fiche, and when somebody has to read it again."""

    genre: str
    id: str
    nom: str
    chemin: str
    """Its file, from the root of the project"""
    etat: Etat
    le: datetime.date
    """From this day it is to be confirmed. Never confirmed: as if its last reading had been a confirmation."""
    lien: Lien


@dataclass(frozen=True, slots=True)
class Fermeture:
    """A fiche that is proposed today and whose last day comes soon."""

    genre: str
    id: str
    nom: str
    chemin: str
    le: datetime.date
    """The last day"""


@dataclass(frozen=True, slots=True)
class Releve:
    """All the fiches of one acteur."""

    acteur: str
    nom: str
    relectures: tuple[Relecture, ...]
    """Never confirmed first, then by date"""
    fermetures: tuple[Fermeture, ...]

    @property
    def a_confirmer(self) -> tuple[Relecture, ...]:
        """Return what waits: never confirmed, run out, or nearly."""
        return tuple(one for one in self.relectures if one.etat != "a-jour")


def releves(corpus: Corpus, today: datetime.date) -> tuple[Releve, ...]:
    """Return one statement per acteur that answers for a fiche, in the order of their ids."""
    readings: dict[str, list[Relecture]] = {key: [] for key in corpus.acteurs}
    closings: dict[str, list[Fermeture]] = {key: [] for key in corpus.acteurs}
    for genre, key, fiche in corpus.fiches():
        acteur, lien = _answering(corpus, genre, key)
        path = corpus.path_of(genre, key)
        if statut_affiche(fiche, today) not in ("clos", "a-creer"):
            etat, due = _state(corpus, fiche, today)
            readings[acteur].append(Relecture(genre, key, fiche.nom, path, etat, due, lien))
        end = last_day(fiche, today)
        soon = today + datetime.timedelta(days=corpus.territoire.fraicheur.ferme_bientot)
        if end is not None and today <= end <= soon and est_propose(fiche, today):
            closings[acteur].append(Fermeture(genre, key, fiche.nom, path, end))
    return tuple(
        Releve(
            key,
            corpus.acteurs[key].nom,
            tuple(sorted(readings[key], key=lambda one: (one.etat != "jamais", one.le, one.chemin))),
            tuple(sorted(closings[key], key=lambda one: (one.le, one.chemin))),
        )
        for key in corpus.acteurs
        if readings[key] or closings[key]
    )


def rappels(corpus: Corpus, today: datetime.date) -> tuple[Releve, ...]:
    """Return the statements that this territory sends: without the common fiches that others keep.

    Their keeper asks once for all the territories that show them.
    """
    found = [
        replace(
            releve,
            relectures=tuple(one for one in releve.relectures if corpus.is_kept_here(one.genre, one.id)),
            fermetures=tuple(one for one in releve.fermetures if corpus.is_kept_here(one.genre, one.id)),
        )
        for releve in releves(corpus, today)
    ]
    return tuple(releve for releve in found if releve.relectures or releve.fermetures)


@dataclass(frozen=True, slots=True)
class BilanCampagne:
    """Acteurs that were asked to confirm their fiches; each counts once, for its last message."""

    envoyes: int = 0
    repondus: int = 0
    silencieux: int = 0
    """No answer RAPPEL days after"""


def bilan_campagne(corpus: Corpus, today: datetime.date) -> BilanCampagne:
    """Return how many acteurs were asked, answered, or stay silent."""
    last = {row.acteur: row for row in sorted(corpus.campagne, key=lambda row: row.envoye_le)}
    answered = sum(row.repondu_le is not None for row in last.values())
    silent = sum(row.repondu_le is None and (today - row.envoye_le).days >= RAPPEL for row in last.values())
    return BilanCampagne(len(last), answered, silent)


def confirmees_par_mois(corpus: Corpus, today: datetime.date) -> tuple[tuple[datetime.date, int], ...]:
    """Return (first day of a month, fiches whose last confirmation is of that month), the latest first."""
    days = [fiche.verifie_le for _, _, fiche in corpus.fiches() if fiche.verifie_le]
    months = [day.replace(day=1) for day in days if day <= today]
    return tuple((month, months.count(month)) for month in sorted(set(months), reverse=True))


def counts(found: tuple[Releve, ...]) -> Mapping[Etat, int]:
    """Return state → number of fiches."""
    every = [one.etat for releve in found for one in releve.relectures]
    states: tuple[Etat, ...] = ("a-jour", "bientot", "depassee", "jamais")
    return {etat: every.count(etat) for etat in states}


def _answering(corpus: Corpus, genre: str, key: str) -> tuple[str, Lien]:
    acteur = corpus.acteur_of(genre, key)
    if acteur is None:
        return corpus.territoire.coordination, "confiee"
    return acteur, "sienne" if genre == "acteur" else "nommee"


def _state(corpus: Corpus, fiche: Any, today: datetime.date) -> tuple[Etat, datetime.date]:
    due = verification_due(fiche, corpus.territoire)
    if due is None:
        months = fiche.rythme_verification or corpus.territoire.fraicheur.rythme_verification
        read = max((source.consulte_le for source in fiche.sources), default=today)
        return "jamais", add_months(read, months)
    if due < today:
        return "depassee", due
    return ("bientot" if (due - today).days <= RAPPEL else "a-jour"), due
