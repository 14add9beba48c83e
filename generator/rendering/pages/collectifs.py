"""The collectifs that are accompanied: those that agreed have a page, the others are only counted."""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.francais import decimale_fr
from generator.dispositif.petits_groupes import a_accord, trop_peu
from generator.dispositif.volet_b import PARTS, partage_of
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
    named = {key: one for key, one in site.corpus.collectifs.items() if a_accord(one, site.today)}
    yield Page(
        *LISTE,
        SECTION,
        render(
            "collectifs.html",
            site=site,
            collectifs=list(named.items()),
            sans_nom=len(site.corpus.collectifs) - len(named),
            duree=site.territoire.experimentation.duree_mois,
        ),
        fil=FIL,
    )
    shown = {formule: {part.nom for part in partage_of(site.corpus, formule, site.today).seules} for formule in PARTS}
    for key, collectif in named.items():
        yield _page(site, key, collectif, [formule for formule, names in shown.items() if collectif.nom in names])


def _page(site: Site, key: str, collectif: Collectif, dits: list[str]) -> Page:
    """Return the page of a collectif; `dits` names its parts that the rule of small groups publishes alone."""
    told = collectif.satisfaction
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
            dits=dits,
            points=[(titre, getattr(collectif.projet, name)) for name, titre in POINTS.items()],
            jauge=jauge,
            note=decimale_fr(told.points / told.reponses) if told and "satisfaction-collectifs" in dits else "",
            note_de=decimale_fr,
            silence=trop_peu(site.territoire.confidentialite.petit_groupe) if told else "",
        ),
        fil=(*FIL, (LISTE[1], LISTE[0])),
    )
