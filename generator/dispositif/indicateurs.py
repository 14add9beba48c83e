"""The indicateurs of the fiche projet, computed from the data; both terms are always kept.

The ways of computing come from the table of the guide's plan (« calcul
proposé »). A1.1 and A1.2 are typed measures; the thirteen others are computed
here and never typed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from generator.corpus.corpus import Corpus
from generator.dispositif import volet_a, volet_b
from generator.dispositif.mesures import PAS_ENCORE, Barre, Formule, IndicateurCalcule, Valeur, somme
from generator.models.indicateur import Indicateur

FORMULES: Mapping[str, Formule] = {
    "participation-sollicites": volet_a.participation,
    "reunions": volet_a.reunions,
    "satisfaction-instance": volet_a.satisfaction_instance,
    "besoins-priorises": volet_a.besoins_priorises,
    "reponses-appels": volet_a.reponses_appels,
    "solutions": volet_a.solutions,
    "collectifs": volet_b.collectifs,
    "projets-structures": volet_b.projets,
    "competences": volet_b.competences,
    "regularite": volet_b.regularite,
    "satisfaction-collectifs": volet_b.satisfaction_collectifs,
}
"""`formule` of an indicateur → what computes it."""


def measure(corpus: Corpus, indicateur: Indicateur, today: datetime.date) -> IndicateurCalcule:
    """Return what an indicateur tells today: computed, or the measures typed so far."""
    if indicateur.formule is not None:
        return FORMULES[indicateur.formule](corpus, today, indicateur.lettre)
    past = [mesure for mesure in indicateur.mesures if mesure.date <= today]
    if not past:
        return IndicateurCalcule(silence=PAS_ENCORE)
    if indicateur.type == "nombre":
        points = tuple(Barre(f"{m.date:%d/%m/%Y}", m.numerateur) for m in past)
        total = sum(m.numerateur for m in past)
        sources = " ; ".join(dict.fromkeys(m.source for m in past))
        return IndicateurCalcule(
            (Valeur("Total", "nombre", total, None, points, f"Source : {sources}.", past[-1].date),)
        )
    points = tuple(Barre(f"{m.date:%d/%m/%Y}", m.numerateur, m.denominateur) for m in past)
    last = past[-1]
    mention = f"Source : {last.source}. {last.precision or ''}".strip()
    return somme(
        Valeur("Dernière mesure", indicateur.type, last.numerateur, last.denominateur, points, mention, last.date)
    )


def atteinte(indicateur: Indicateur, resultat: IndicateurCalcule) -> tuple[int, int] | None:
    """Return (reached, aimed at) for an indicateur with a target, else None."""
    if indicateur.cible is None:
        return None
    reached = next((m.numerateur for m in resultat.mesures if m.type == "nombre"), 0)
    return reached, indicateur.cible.valeur
