"""The collectifs that are accompanied: those that agreed have a page, the others are only counted."""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.francais import decimale_fr
from generator.dispositif.petits_groupes import a_accord, trop_peu, visibles
from generator.models.collectif import POINTS, Collectif
from generator.rendering.environment import render
from generator.rendering.graphiques import jauge
from generator.rendering.page import Page
from generator.rendering.pages.indicateurs import FIL, SECTION
from generator.rendering.site import Site

LISTE = (
    "collectifs/",
    "Les collectifs accompagnés",
    "Les groupes qui sont suivis pendant l'expérimentation, s'ils ont accepté d'être nommés.",
)
"""Address, title and description of the list; the search tells them too."""


def collectif_pages(site: Site) -> Iterator[Page]:
    """Yield collectifs/ and the page of each collectif that agreed to be published."""
    named, counted, left_out = visibles(site.corpus, site.today)
    keys = {id(collectif): key for key, collectif in site.corpus.collectifs.items()}
    yield Page(
        *LISTE,
        SECTION,
        render(
            "collectifs.html",
            site=site,
            collectifs=[(keys[id(collectif)], collectif) for collectif in named],
            sans_nom=len(counted),
            mention=left_out,
            duree=site.territoire.experimentation.duree_mois,
        ),
        fil=FIL,
    )
    for key, collectif in site.corpus.collectifs.items():
        if a_accord(collectif, site.today):
            yield _page(site, key, collectif)


def _page(site: Site, key: str, collectif: Collectif) -> Page:
    seuil = site.territoire.confidentialite.petit_groupe
    notes = collectif.satisfaction
    codes = site.corpus.communes_visees(collectif.communes)
    everywhere = len(codes) == len(site.corpus.communes)
    return Page(
        f"collectifs/{key}/",
        collectif.nom,
        collectif.resume,
        SECTION,
        render(
            "collectif.html",
            site=site,
            collectif=collectif,
            communes="Toutes les communes" if everywhere else ", ".join(site.place_names(codes)),
            besoin=site.corpus.besoins[collectif.besoin] if collectif.besoin else None,
            temps=[(temps, site.entrees["service"][temps.service]) for temps in collectif.temps],
            points=[(titre, getattr(collectif.projet, name)) for name, titre in POINTS.items()],
            jauge=jauge,
            note=decimale_fr(sum(notes) / len(notes)) if len(notes) >= seuil else "",
            silence=trop_peu(seuil) if notes and len(notes) < seuil else "",
        ),
        fil=(*FIL, (LISTE[1], LISTE[0])),
    )
