"""The dashboard of the indicateurs: by half and expected result, each with both its terms; CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.corpus.francais import decimale_fr, nombre_fr, pluriel
from generator.dispositif.experimentation import periode
from generator.dispositif.indicateurs import atteinte, measure
from generator.dispositif.mesures import GARDE, PAS_ENCORE, IndicateurCalcule, Valeur
from generator.models.indicateur import Indicateur
from generator.rendering.environment import render
from generator.rendering.files.csv_file import csv_file
from generator.rendering.files.json_file import json_file
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
SENS = {
    PAS_ENCORE: "Personne ne le sait encore : rien n'a été demandé, compté ou répondu.",
    GARDE: "On le sait, mais trop peu de personnes sont derrière ce chiffre, ou elles n'ont pas donné leur accord.",
}
"""What each silence means; a nought is a figure, and is neither."""
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
        """Return the target and, once something is counted, how far it is; '' without a target."""
        reached = atteinte(self.indicateur, self.resultat)
        aimed = self.indicateur.cible
        if aimed is None:
            return ""
        to_confirm = ", à confirmer" if aimed.a_confirmer else ""
        unit = f" {aimed.precision}" if aimed.precision else ""
        target = f"Cible : {aimed.valeur}{unit}{to_confirm}."
        if reached is None:
            return target
        if reached[0] < reached[1]:
            return f"{target} À ce jour : {chiffre(reached[0])}."
        return f"{target} Elle est {'dépassée' if reached[0] > reached[1] else 'atteinte'} : {chiffre(reached[0])}."

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
        return chiffre(over)
    share = over / under
    if mesure.type == "note":
        return f"{decimale_fr(share)} sur 5 ({chiffre(over)} points pour {pluriel(int(under), 'note')})"
    if mesure.type == "ecart":
        gain = f"{'+' if over > 0 else ''}{decimale_fr(share)}"
        points = f"{'+' if over > 0 else '−' if over < 0 else ''}{chiffre(abs(over))}"
        unit = "points" if abs(share) >= 2 else "point"
        return f"{gain} {unit} en moyenne ({points} sur {pluriel(int(under), 'auto-évaluation')})"
    return f"{chiffre(over)} sur {chiffre(under)} ({pourcent(over, under)})"


def chiffre(value: float) -> str:
    """Return `1 200`, `7,6`."""
    return nombre_fr(value) if isinstance(value, int) else decimale_fr(value)


def pourcent(over: float, under: float | None) -> str:
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
            sens=SENS,
            lus=list(lus.values()),
            mesures=measured,
            periode=span,
            mois=span.mois(site.today) if span else 0,
            avancee=jauge(span.mois(site.today), span.duree) if span else None,
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
                chiffre=chiffre,
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
    return told or a_savoir(lu.resultat)


def a_savoir(resultat: IndicateurCalcule) -> str:
    """Return why nothing is published, the word then the reason."""
    return f"{resultat.silence} {resultat.raison}".strip()


def indicateur_files(site: Site) -> list[OutputFile]:
    """Return indicateurs/indicateurs.csv and .json: every measure with its terms, and what has none."""
    lus = lire(site)
    if not lus:
        return []
    rows: list[tuple[object, ...]] = []
    for lu in lus.values():
        one = lu.indicateur
        target = one.cible.valeur if one.cible else None
        start = (one.code, one.volet, one.resultat, one.texte)
        for mesure in lu.resultat.mesures:
            rows.append((*start, mesure.libelle, mesure.numerateur, mesure.denominateur, target, note(mesure)))
        if not lu.resultat.mesure:
            rows.append((*start, "", None, None, target, a_savoir(lu.resultat)))
    data = {"date": site.jour.isoformat(), "indicateurs": list(indicateurs_as_data(site).values())}
    return [csv_file("indicateurs/indicateurs.csv", _CSV, rows), json_file("indicateurs/indicateurs.json", data)]


def indicateurs_as_data(site: Site) -> dict[str, dict[str, Any]]:
    """Return id → what may be published of an indicateur: its measures with both terms, or why there is none."""
    return {
        key: {
            "code": lu.indicateur.code,
            "volet": lu.indicateur.volet,
            "resultat": lu.indicateur.resultat,
            "indicateur": lu.indicateur.texte,
            "cible": lu.indicateur.cible.valeur if lu.indicateur.cible else None,
            "cible_a_confirmer": bool(lu.indicateur.cible and lu.indicateur.cible.a_confirmer),
            "calcul": lu.indicateur.calcul,
            "mesures": [_as_data(mesure) for mesure in lu.resultat.mesures],
            "a_savoir": a_savoir(lu.resultat),
        }
        for key, lu in lire(site).items()
    }


def note(mesure: Valeur) -> str:
    """Return what one must know beside a figure: how many groups, then the rest."""
    return f"{mesure.sur}. {mesure.mention}".strip() if mesure.sur else mesure.mention


def _as_data(mesure: Valeur) -> dict[str, Any]:
    return {
        "mesure": mesure.libelle,
        "type": mesure.type,
        "numerateur": mesure.numerateur,
        "denominateur": mesure.denominateur,
        "a_savoir": note(mesure),
        "detail": [
            {"nom": point.nom, "numerateur": point.numerateur, "denominateur": point.denominateur}
            for point in mesure.detail
        ],
    }
