"""The dashboard of the indicateurs: by half and expected result, each with both its terms; CSV and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.corpus.francais import decimale_fr, nombre_fr, pluriel
from generator.dispositif.experimentation import periode
from generator.dispositif.indicateurs import atteinte, measure
from generator.dispositif.mesures import IndicateurCalcule, Valeur
from generator.models.indicateur import Indicateur
from generator.rendering.environment import render
from generator.rendering.files.csv_file import csv_file
from generator.rendering.graphiques import barres, graphique, jauge
from generator.rendering.page import OutputFile, Page
from generator.rendering.site import Site

SECTION = "dispositif"
FIL = (("Comment ça marche", "dispositif/"),)
LISTE = (
    "indicateurs/",
    "Où en est-on ?",
    "Ce que l'on voulait atteindre, ce que l'on mesure, et ce qui n'est pas encore mesuré.",
)
"""Address, title and description of the dashboard; the search tells them too."""
_CSV = ("code", "volet", "resultat", "indicateur", "mesure", "numerateur", "denominateur", "cible", "a_savoir")


@dataclass(frozen=True, slots=True)
class IndicateurLu:
    """An indicateur and what it tells today, as the pages show it."""

    id: str
    indicateur: Indicateur
    resultat: IndicateurCalcule

    @property
    def url(self) -> str:
        return f"indicateurs/{self.id}/"

    @property
    def cible(self) -> str:
        """Return the target and how far it is, '' without a target."""
        reached = atteinte(self.indicateur, self.resultat)
        aimed = self.indicateur.cible
        if reached is None or aimed is None:
            return ""
        to_confirm = ", à confirmer" if aimed.a_confirmer else ""
        unit = f" {aimed.precision}" if aimed.precision else ""
        return f"Cible : {aimed.valeur}{unit}{to_confirm}. Atteint : {reached[0]} sur {reached[1]}."

    @property
    def dessin(self) -> Markup | None:
        """The small chart of the dashboard: of the first measure that has one, else of the target."""
        for mesure in self.resultat.mesures:
            drawn = graphique(mesure)
            if drawn is not None:
                return drawn
        reached = atteinte(self.indicateur, self.resultat)
        return jauge(*reached) if reached and self.resultat.mesure else None


def lire(site: Site) -> dict[str, IndicateurLu]:
    """Return id → indicateur and its result, in the order of the codes."""
    corpus = site.corpus
    return {
        key: IndicateurLu(key, indicateur, measure(corpus, indicateur, site.today))
        for key, indicateur in sorted(corpus.indicateurs.items(), key=lambda pair: pair[1].code)
    }


def valeur(mesure: Valeur) -> str:
    """Return a measure in words, with both its terms: « 41 sur 60 (68 %) »."""
    over, under = mesure.numerateur, mesure.denominateur
    if mesure.type == "nombre" or not under:
        return nombre_fr(over)
    share = over / under
    if mesure.type == "note":
        return f"{decimale_fr(share)} sur 5 ({nombre_fr(over)} points pour {pluriel(under, 'note')})"
    if mesure.type == "ecart":
        gain = f"{'+' if over > 0 else ''}{decimale_fr(share)}"
        points = f"{'+' if over > 0 else '−' if over < 0 else ''}{nombre_fr(abs(over))}"
        unit = "points" if abs(share) >= 2 else "point"
        return f"{gain} {unit} en moyenne ({points} sur {pluriel(under, 'auto-évaluation')})"
    return f"{nombre_fr(over)} sur {nombre_fr(under)} ({pourcent(over, under)})"


def pourcent(over: int, under: int | None) -> str:
    """Return `68 %`, '' when there is nothing to divide by."""
    return f"{round(100 * over / under)}\u00a0%" if under else ""


def by_result(lus: Mapping[str, IndicateurLu]) -> list[tuple[str, str, list[tuple[str, list[IndicateurLu]]]]]:
    """Return (letter, half, [(expected result, its indicateurs)]), in the order of the codes."""
    halves: dict[str, tuple[str, dict[str, list[IndicateurLu]]]] = {}
    for lu in lus.values():
        _, half = halves.setdefault(lu.indicateur.lettre, (lu.indicateur.volet, {}))
        half.setdefault(lu.indicateur.resultat, []).append(lu)
    return [(letter, title, list(results.items())) for letter, (title, results) in halves.items()]


def by_silence(lus: Mapping[str, IndicateurLu]) -> dict[str, list[IndicateurLu]]:
    """Return why nothing is published → the indicateurs that have this reason: said once, not once for each."""
    silences: dict[str, list[IndicateurLu]] = {}
    for lu in lus.values():
        if not lu.resultat.mesure:
            silences.setdefault(lu.resultat.silence, []).append(lu)
    return silences


def indicateur_pages(site: Site) -> Iterator[Page]:
    """Yield indicateurs/ and one page an indicateur."""
    lus = lire(site)
    measured = sum(1 for lu in lus.values() if lu.resultat.mesure)
    span = periode(site.territoire)
    yield Page(
        *LISTE,
        SECTION,
        render(
            "indicateurs.html",
            site=site,
            volets=by_result({key: lu for key, lu in lus.items() if lu.resultat.mesure}),
            silences=by_silence(lus),
            lus=list(lus.values()),
            mesures=measured,
            periode=span,
            faits=span.months_done(site.today) if span else 0,
            avancee=jauge(span.months_done(site.today), span.duree) if span else None,
            duree=site.territoire.experimentation.duree_mois,
            valeur=valeur,
        ),
        fil=FIL,
    )
    order = list(lus.values())
    for rank, lu in enumerate(order):
        yield Page(
            lu.url,
            titre_of(lu.indicateur),
            f"{lu.indicateur.texte} {_sentence(lu)}",
            SECTION,
            render(
                "indicateur.html",
                site=site,
                lu=lu,
                valeur=valeur,
                part=pourcent,
                barres=barres,
                avant=order[rank - 1] if rank else None,
                apres=order[rank + 1] if rank + 1 < len(order) else None,
            ),
            fil=(*FIL, (LISTE[1], LISTE[0])),
        )


def titre_of(indicateur: Indicateur) -> str:
    """Return the code, then the exact words, cut when they are long."""
    text = indicateur.texte
    short = text if len(text) <= 70 else f"{text[:70].rsplit(' ', 1)[0]}…"
    return f"{indicateur.code} : {short}"


def _sentence(lu: IndicateurLu) -> str:
    told = " ".join(f"{mesure.libelle} : {valeur(mesure)}." for mesure in lu.resultat.mesures)
    return told or lu.resultat.silence


def indicateur_files(site: Site) -> list[OutputFile]:
    """Return indicateurs/indicateurs.csv and .json: every measure with its terms, and what has none."""
    lus = lire(site)
    if not lus:
        return []
    rows: list[tuple[object, ...]] = []
    data: list[dict[str, Any]] = []
    for lu in lus.values():
        one = lu.indicateur
        target = one.cible.valeur if one.cible else None
        start = (one.code, one.volet, one.resultat, one.texte)
        for mesure in lu.resultat.mesures:
            rows.append((*start, mesure.libelle, mesure.numerateur, mesure.denominateur, target, mesure.mention))
        if not lu.resultat.mesure:
            rows.append((*start, "", None, None, target, lu.resultat.silence))
        data.append(
            {
                "code": one.code,
                "volet": one.volet,
                "resultat": one.resultat,
                "indicateur": one.texte,
                "cible": target,
                "cible_a_confirmer": bool(one.cible and one.cible.a_confirmer),
                "calcul": one.calcul,
                "mesures": [_as_data(mesure) for mesure in lu.resultat.mesures],
                "a_savoir": lu.resultat.silence,
            }
        )
    text = json.dumps({"date": site.jour.isoformat(), "indicateurs": data}, ensure_ascii=False, indent=1)
    return [
        csv_file("indicateurs/indicateurs.csv", _CSV, rows),
        OutputFile("indicateurs/indicateurs.json", f"{text}\n".encode()),
    ]


def _as_data(mesure: Valeur) -> dict[str, Any]:
    return {
        "mesure": mesure.libelle,
        "type": mesure.type,
        "numerateur": mesure.numerateur,
        "denominateur": mesure.denominateur,
        "a_savoir": mesure.mention,
        "detail": [
            {"nom": point.nom, "numerateur": point.numerateur, "denominateur": point.denominateur}
            for point in mesure.detail
        ],
    }
