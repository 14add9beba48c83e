"""What an indicateur tells: its values, both terms kept, or why nothing is told."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from generator.corpus.corpus import Corpus
from generator.corpus.genres import GENRES
from generator.dispositif.experimentation import periode
from generator.models.indicateur import Indicateur

PAS_ENCORE = "Pas encore mesuré."
"""Nobody knows: nothing was asked, counted or answered."""
GARDE = "Gardé pour nous."
"""It is known, and too few people stand behind it, or they did not agree (petits_groupes.py)."""


@dataclass(frozen=True, slots=True)
class Barre:
    """One bar or one step of a chart: a meeting, a collectif, a day."""

    nom: str
    numerateur: float
    denominateur: float | None = None
    precision: str = ""
    """How it splits, in words: « Port-Brume : 7 ; Val-Clair : 2 »"""
    chemin: str = ""
    """The file that says it."""
    date: str = ""
    """Its day, month or year, AAAA-MM-JJ."""


@dataclass(frozen=True, slots=True)
class Valeur:
    """One value with both its terms, and what a chart of it shows."""

    libelle: str
    type: str
    """taux, nombre, note or ecart"""
    numerateur: float
    """What is counted; for a note or an ecart, the sum of the points."""
    denominateur: float | None = None
    """Out of how many; None for a number."""
    detail: tuple[Barre, ...] = ()
    mention: str = ""
    """What one must know to read it: source, group left out."""
    date: datetime.date | None = None
    lignes: tuple[Barre, ...] = ()
    """All that makes it, each with its file and its date: both terms of the value are their sums."""
    dossier: str = ""
    """Where a nought was looked for."""
    sur: str = ""
    """How many groups stand behind it, told wherever the value is: « 1 collectif sur 2 »"""

    @property
    def rapport(self) -> float | None:
        """Return numerator / denominator, None without a denominator or when it is nought."""
        return self.numerateur / self.denominateur if self.denominateur else None


@dataclass(frozen=True, slots=True)
class IndicateurCalcule:
    """What an indicateur tells today: its measures, or why there is none."""

    mesures: tuple[Valeur, ...] = ()
    silence: str = ""
    """PAS_ENCORE or GARDE, when nothing is published; a nought is a measure, and says neither."""
    raison: str = ""
    """Why, in a sentence."""

    @property
    def mesure(self) -> bool:
        return bool(self.mesures)


Formule = Callable[[Corpus, datetime.date, Indicateur], IndicateurCalcule]


def somme(*mesures: Valeur | None, silence: str = PAS_ENCORE, raison: str = "") -> IndicateurCalcule:
    """Return the measures that are there; a rate out of nothing is no measure."""
    kept = tuple(m for m in mesures if m is not None and (m.type == "nombre" or m.denominateur))
    return IndicateurCalcule(kept) if kept else IndicateurCalcule((), silence, raison)


def nombre(
    corpus: Corpus, today: datetime.date, genre: str, libelle: str, points: list[Barre], rien: str
) -> IndicateurCalcule:
    """Return a count; nought, and what it means, once the experimentation has begun; before, nothing is measured."""
    span = periode(corpus.territoire)
    if not points and (span is None or today < span.debut):
        return IndicateurCalcule((), PAS_ENCORE, "L'expérimentation n'a pas commencé.")
    each, note, folder = tuple(points), "" if points else rien, GENRES[genre].chemin
    return IndicateurCalcule((Valeur(libelle, "nombre", len(points), None, each, note, None, each, folder),))


def arrondi(value: float) -> float:
    """Return a sum of notes to one digit after the comma, as a whole number when it is one."""
    kept = round(value, 1)
    return int(kept) if kept == int(kept) else kept
