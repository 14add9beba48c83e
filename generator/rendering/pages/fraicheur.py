"""The page that says how fresh the site is, with its real figures, kind or not."""

from __future__ import annotations

from generator.corpus.fraicheur import Releve, bilan_campagne, confirmees_par_mois, counts
from generator.corpus.francais import date_partielle_fr
from generator.rendering.environment import render
from generator.rendering.files.relectures import relectures_of
from generator.rendering.page import Page
from generator.rendering.site import Site

URL = "a-jour/"
MAX_ACTEURS = 100
"""Acteurs named, three or four elements each: a list stays under 500 elements."""
MAX_FERMETURES = 20
MAX_MOIS = 24
"""Months shown: as long as the experimentation lasts."""


def freshness_page(site: Site, found: tuple[Releve, ...]) -> Page:
    """Return a-jour/: how many fiches are confirmed, what closes soon, what each acteur has to read again."""
    total = counts(found)
    every = sum(total.values())
    closings = sorted((one for releve in found for one in releve.fermetures), key=lambda one: (one.le, one.chemin))
    days = [source.consulte_le for _, _, fiche in site.corpus.fiches() for source in fiche.sources]
    months = confirmees_par_mois(site.corpus, site.today)
    rank = {key: number for number, key in enumerate(site.entrees["acteur"])}
    rows = [
        (site.entrees["acteur"][one.acteur], len(one.a_confirmer), len(one.relectures), relectures_of(one.acteur))
        for one in sorted(found, key=lambda one: rank[one.acteur])
        if one.relectures
    ]
    return Page(
        URL,
        "Ce site est-il à jour ?",
        f"{total['a-jour'] + total['bientot']} fiches confirmées par leur structure, sur {every}.",
        "plan",
        render(
            "a-jour.html",
            site=site,
            total=every,
            comptes=total,
            confirmees=total["a-jour"] + total["bientot"],
            premiere=min(days, default=None),
            derniere=max(days, default=None),
            fermetures=[(site.entrees[one.genre][one.id], one.le) for one in closings[:MAX_FERMETURES]],
            autres_fermetures=len(closings) - MAX_FERMETURES,
            acteurs=rows[:MAX_ACTEURS],
            autres=len(rows) - MAX_ACTEURS,
            mois=[(date_partielle_fr(f"{month:%Y-%m}"), count) for month, count in months[:MAX_MOIS]],
            envois=bilan_campagne(site.corpus, site.today),
            signaler=site.report_link("fiche confirmée ou à corriger"),
        ),
    )
