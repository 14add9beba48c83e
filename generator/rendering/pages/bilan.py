"""The public part of the report, once the first day of the experimentation is decided: `offre bilan` makes the rest."""

from __future__ import annotations

from generator.corpus.francais import date_fr
from generator.dispositif.bilan import Faits, bornes, faits
from generator.models.suivi_besoin import STATUTS_BESOIN
from generator.rendering.environment import render
from generator.rendering.files.bilan_csv import bilan_csv, sources_of
from generator.rendering.page import OutputFile, Page
from generator.rendering.pages.indicateurs import FIL, SECTION, a_savoir, valeur
from generator.rendering.site import Site

LISTE = ("bilan/", "Le bilan", "Ce qui était prévu, ce qui est fait, ce qui est mesuré, ce qui a changé.")
"""Address, title and description; the search and the plan tell them too."""
MAX_AJUSTEMENTS = 12
"""Changes named, a list stays short."""


def has_bilan(site: Site) -> bool:
    """Whether the experimentation has begun: before, there is no page."""
    debut = site.territoire.experimentation.debut
    return debut is not None and debut <= site.today


def _facts(site: Site) -> Faits | None:
    etendue = bornes(site.corpus, None, site.today)
    return faits(site.corpus, etendue) if etendue and has_bilan(site) else None


def bilan_pages(site: Site) -> list[Page]:
    """Return bilan/, nothing while no first day is decided."""
    found = _facts(site)
    if found is None:
        return []
    stands = [besoin.statut_le(found.etendue.au) for _, besoin, _ in found.besoins]
    body = render(
        "bilan.html",
        site=site,
        lus=found,
        periode=f"Depuis le {date_fr(found.etendue.du)}.",
        besoins=[(STATUTS_BESOIN[one][0], stands.count(one)) for one in STATUTS_BESOIN if one in stands],
        ajustements=found.ajustements[:MAX_AJUSTEMENTS],
        valeur=valeur,
        a_savoir=a_savoir,
        sources_of=sources_of,
    )
    return [Page(*LISTE, SECTION, body, fil=FIL)]


def bilan_files(site: Site) -> list[OutputFile]:
    """Return bilan/bilan.csv: each figure, the lines that make it, the file and the day of each."""
    found = _facts(site)
    return [OutputFile("bilan/bilan.csv", bilan_csv(found, site.jour))] if found else []
