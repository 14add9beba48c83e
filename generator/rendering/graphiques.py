"""Small charts as SVG; they are decoration beside the same figures in words."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from generator.dispositif.mesures import Barre, Valeur
from generator.rendering.environment import render

LARGEUR = 220
BARRE, ECART = 12, 6


def jauge(part: float, total: float) -> Markup:
    """Return a bar filled up to part / total (never beyond its end)."""
    return _bars([(part, total)])


def barres(points: Sequence[Barre]) -> Markup:
    """Return one bar a point: its own share when it has a denominator, else its value beside the greatest."""
    greatest = max((point.numerateur for point in points), default=1) or 1
    return _bars([(max(point.numerateur, 0), point.denominateur or greatest) for point in points])


def graphique(mesure: Valeur) -> Markup | None:
    """Return the small chart of a measure, None when a number says it all."""
    if mesure.type == "note" and mesure.denominateur:
        return barres(mesure.detail) if mesure.detail else jauge(mesure.numerateur, 5 * mesure.denominateur)
    if mesure.type == "taux" and mesure.denominateur:
        return jauge(mesure.numerateur, mesure.denominateur)
    if mesure.type == "ecart" and mesure.denominateur:
        return jauge(max(mesure.numerateur, 0), 4 * mesure.denominateur)
    return None


def _bars(rows: Sequence[tuple[float, float]]) -> Markup:
    shares = (min(part / total, 1) if total else 0 for part, total in rows)
    bars = [(row * (BARRE + ECART), round(share * LARGEUR, 1)) for row, share in enumerate(shares)]
    height = len(rows) * (BARRE + ECART) - ECART
    return Markup(render("_barres.html", largeur=LARGEUR, hauteur=height, epaisseur=BARRE, barres=bars))  # noqa: S704
