"""The indicateurs of the fiche projet, computed from the data; both terms are always kept.

The ways of computing come from the table of the guide's plan (« calcul
proposé »). A1.1 and A1.2 are typed measures; the thirteen others are computed
here, and B1.3 to B1.5 may be typed as totals where a collectif is too small.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby

from generator.corpus.corpus import Corpus
from generator.corpus.genres import GENRES
from generator.dispositif import volet_a, volet_b
from generator.dispositif.mesures import GARDE, PAS_ENCORE, Barre, Formule, IndicateurCalcule, Valeur, arrondi, somme
from generator.dispositif.petits_groupes import trop_peu
from generator.models.indicateur import Indicateur, MesureSaisie

FORMULES: Mapping[str, Formule] = {
    "participation-sollicites": volet_a.participation,
    "reunions": volet_a.reunions,
    "satisfaction-instance": volet_a.satisfaction_instance,
    "besoins-priorises": volet_a.besoins_priorises,
    "reponses-appels": volet_a.reponses_appels,
    "solutions": volet_a.solutions,
    "collectifs": volet_b.collectifs,
    "projets-structures": volet_b.projets,
    "competences": volet_b.figure,
    "regularite": volet_b.figure,
    "satisfaction-collectifs": volet_b.figure,
}
"""`formule` of an indicateur → what computes it."""


def measure(corpus: Corpus, indicateur: Indicateur, today: datetime.date) -> IndicateurCalcule:
    """Return what an indicateur tells today: computed, or the measures typed so far."""
    if indicateur.formule is not None and not indicateur.mesures:
        return FORMULES[indicateur.formule](corpus, today, indicateur)
    past = [mesure for mesure in indicateur.mesures if mesure.date <= today]
    if not past:
        return somme(raison="Aucune mesure n'est saisie.")
    return _counted(corpus, indicateur, past) if indicateur.type == "nombre" else _last(corpus, indicateur, past)


def _line(corpus: Corpus, indicateur: Indicateur, mesure: MesureSaisie) -> Barre:
    places = ", ".join(corpus.communes[code].nom if code in corpus.communes else code for code in mesure.communes)
    return Barre(
        f"{mesure.source}, {places}" if places else mesure.source,
        mesure.numerateur,
        mesure.denominateur,
        places,
        GENRES["indicateur"].path_of(indicateur.fichier),
        mesure.date.isoformat(),
    )


def _counted(corpus: Corpus, indicateur: Indicateur, past: list[MesureSaisie]) -> IndicateurCalcule:
    """The total of what was counted, day by day; a day told commune by commune is one line, and says how it splits."""
    lines = tuple(replace(_line(corpus, indicateur, mesure), denominateur=None) for mesure in past)
    points = []
    for day, group in groupby(lines, key=lambda line: line.date):
        told = list(group)
        split = " ; ".join(f"{line.precision} : {line.numerateur}" for line in told if line.precision)
        name = f"{datetime.date.fromisoformat(day):%d/%m/%Y}"
        points.append(Barre(name, arrondi(sum(line.numerateur for line in told)), precision=split))
    total = arrondi(sum(point.numerateur for point in points))
    mention = f"Source : {' ; '.join(dict.fromkeys(m.source for m in past))}."
    return somme(Valeur("Total", "nombre", total, None, tuple(points), mention, past[-1].date, lines))


def _last(corpus: Corpus, indicateur: Indicateur, past: list[MesureSaisie]) -> IndicateurCalcule:
    """The last survey that had an answer; answers too few are kept."""
    last, seuil = past[-1], corpus.territoire.confidentialite.petit_groupe
    if not last.denominateur:
        return IndicateurCalcule((), PAS_ENCORE, f"{last.source}, {last.date:%d/%m/%Y} : aucune réponse.")
    if last.denominateur < seuil:
        return IndicateurCalcule((), GARDE, trop_peu(seuil))
    points = tuple(
        Barre(f"{m.date:%d/%m/%Y}", m.numerateur, m.denominateur) for m in past if (m.denominateur or 0) >= seuil
    )
    mention = f"Source : {last.source}. {last.precision or ''}".strip()
    lines = (_line(corpus, indicateur, last),)
    terms = (last.numerateur, last.denominateur)
    return somme(Valeur("Dernière mesure", indicateur.type, *terms, points, mention, last.date, lines))


def atteinte(indicateur: Indicateur, resultat: IndicateurCalcule) -> tuple[float, int] | None:
    """Return (reached, aimed at) for an indicateur with a target and a measured number, else None."""
    reached = next((m.numerateur for m in resultat.mesures if m.type == "nombre"), None)
    return None if indicateur.cible is None or reached is None else (reached, indicateur.cible.valeur)
