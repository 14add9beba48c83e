"""What an indicateur tells: its values, both terms kept, or why nothing is told."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from generator.corpus.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Barre:
    """One bar or one step of a chart: a meeting, a collectif, a day."""

    nom: str
    numerateur: int
    denominateur: int | None = None


@dataclass(frozen=True, slots=True)
class Valeur:
    """One value with both its terms, and what a chart of it shows."""

    libelle: str
    type: str
    """taux, nombre, note or ecart"""
    numerateur: int
    """What is counted; for a note or an ecart, the sum of the points."""
    denominateur: int | None = None
    """Out of how many; None for a number."""
    detail: tuple[Barre, ...] = ()
    mention: str = ""
    """What one must know to read it: source, group left out."""
    date: datetime.date | None = None

    @property
    def rapport(self) -> float | None:
        """Return numerator / denominator, None without a denominator or when it is nought."""
        return self.numerateur / self.denominateur if self.denominateur else None


@dataclass(frozen=True, slots=True)
class IndicateurCalcule:
    """What an indicateur tells today: its measures, or why there is none."""

    mesures: tuple[Valeur, ...] = ()
    silence: str = ""
    """Why nothing is published, when nothing is."""

    @property
    def mesure(self) -> bool:
        return bool(self.mesures)


PAS_ENCORE = "Pas encore mesuré."
Formule = Callable[[Corpus, datetime.date, str], IndicateurCalcule]


def somme(*mesures: Valeur | None, silence: str = PAS_ENCORE) -> IndicateurCalcule:
    """Return the measures that are there; a rate out of nothing is no measure."""
    kept = tuple(m for m in mesures if m is not None and (m.type == "nombre" or m.denominateur))
    return IndicateurCalcule(kept, "" if kept else silence)


def nombre(libelle: str, points: list[Barre], mention: str = "") -> IndicateurCalcule:
    if not points and not mention:
        return IndicateurCalcule(silence=PAS_ENCORE)
    return IndicateurCalcule((Valeur(libelle, "nombre", len(points), None, tuple(points), mention),))
