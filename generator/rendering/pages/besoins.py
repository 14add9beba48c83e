"""The besoins: all of them by status, by enjeu, by commune; one page each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.dispositif.besoins import recents
from generator.models.suivi_besoin import STATUTS_BESOIN
from generator.rendering.environment import render
from generator.rendering.page import Page
from generator.rendering.pages.besoin import ANTERIEUR, VueBesoin, body
from generator.rendering.pages.fiches import Coverage
from generator.rendering.pages.indicateurs import FIL, SECTION
from generator.rendering.pagination import PAR_PAGE, address, cut
from generator.rendering.site import Site

MAX_COMMUNES = 40
"""Communes named on the list, which stays under 500 elements; beyond, a link leads to their own list."""
MAX_ACCUEIL = 2
"""Besoins named on the home page; beyond, a link leads to the list."""
NOMMEES = 3
"""A besoin of so few communes names them, even when they are a whole département."""
_FIL = (*FIL, ("Les besoins", "besoins/"))
ECRITE_PAR_NOUS = "Nous avons écrit ces phrases, d'après des sources publiques."
"""Beside an example: nobody said it to the dispositif."""
ETAPES = {
    **STATUTS_BESOIN,
    ANTERIEUR: (
        "Exemples d'ici",
        "Ces histoires ont commencé avant ce site. Nous avons écrit leurs phrases, d'après des sources publiques.",
    ),
}
"""Groups of the lists, in their order: the steps, then what is older than the dispositif and is not counted with it."""


@dataclass(frozen=True, slots=True)
class Tranche:
    """One group of a list: where it begins, how many it holds in all, and those of this page."""

    id: str
    nom: str
    phrase: str
    url: str
    compte: int
    vues: list[VueBesoin]

    @property
    def apart(self) -> bool:
        """Whether it is no step of the way: named only when it holds something."""
        return self.id in (ANTERIEUR, "ecarte")


def views(site: Site) -> dict[str, VueBesoin]:
    """Return id → besoin, those born in the dispositif first, the one that moved last first."""
    corpus = site.corpus
    found = {}
    for identifiant in recents(corpus):
        besoin = corpus.besoins[identifiant]
        communes = corpus.communes_visees(besoin.communes)
        few = ", ".join(site.place_names(communes)) if len(communes) <= NOMMEES else ""
        found[identifiant] = VueBesoin(identifiant, besoin, communes, few or site.places_in_words(communes))
    return found


def besoins_by_commune(site: Site) -> dict[str, list[VueBesoin]]:
    """Return commune → its besoins that are neither set aside nor followed with another, the latest first."""
    kept = [v for v in views(site).values() if v.besoin.statut != "ecarte" and not v.besoin.fusionne_dans]
    return {code: [view for view in kept if code in view.communes] for code in site.corpus.communes}


def besoin_pages(site: Site, carte: Coverage) -> Iterator[Page]:
    """Yield besoins/, besoins/enjeux/<enjeu>/ and besoins/<id>/."""
    every = views(site)
    enjeux = [
        (term, word, [view for view in every.values() if term in view.besoin.enjeux])
        for term, word in site.corpus.referentiels["enjeux"].termes.items()
    ]
    enjeux = [(term, word, found) for term, word, found in enjeux if found or site.by_enjeu[term]]
    home = Page(
        "besoins/",
        "Les besoins",
        "Ce qui manque ici, dit par les habitants, les associations, les entreprises et les mairies.",
        SECTION,
        "",
        fil=FIL,
    )
    near = besoins_by_commune(site)
    communes = [(nom, _counted(inside, near)) for nom, inside in site.departements.values()]
    yield from _listed(site, home, list(every.values()), enjeux=site.sujets, communes=communes)
    for term, word, found in enjeux:
        page = Page(
            f"besoins/enjeux/{term}/",
            f"{word.libelle} : besoins, histoires et aides d'ici",
            f"{word.definition}.",
            SECTION,
            "",
            fil=_FIL,
        )
        yield from _listed(site, page, found, aides=site.by_enjeu[term], sujet=term)
    for view in every.values():
        yield Page(
            view.url,
            view.besoin.libelle,
            view.besoin.resume or view.besoin.phrase,
            SECTION,
            body(site, view, carte),
            fil=_FIL,
            jour=site.jour_de(view.besoin),
        )


def _counted(communes: Sequence[Any], near: Mapping[str, list[VueBesoin]]) -> list[tuple[str, str, int]]:
    """Return (name, address, count) of the communes of a département that have a besoin."""
    return [
        (commune.nom, f"communes/{commune.code_insee}/#besoins", len(near[commune.code_insee]))
        for commune in communes
        if near[commune.code_insee]
    ]


def _listed(site: Site, page: Page, found: list[VueBesoin], **facets: Any) -> Iterator[Page]:
    """Yield a list of besoins by status, page by page; the facets go on the first one."""
    order = list(ETAPES)
    ordered = sorted(found, key=lambda view: order.index(view.etape))
    first: dict[str, str] = {}
    for rank, view in enumerate(ordered):
        first.setdefault(view.etape, f"{address(page.url, rank // PAR_PAGE + 1)}#{view.etape}")
    named = sum(len(rows) for _, rows in facets.get("communes", ()))
    page = replace(page, index=bool(found or facets.get("aides")))
    for part in cut(ordered):
        steps = [
            Tranche(
                key,
                word,
                sentence,
                first.get(key, ""),
                sum(view.etape == key for view in found),
                [view for view in part.items if view.etape == key],
            )
            for key, (word, sentence) in ETAPES.items()
        ]
        body = render(
            "besoins.html",
            site=site,
            titre=page.titre,
            chapo=page.description if part.first else "",
            etapes=steps,
            total=len(found),
            rien=bool(found) and all(view.besoin.anterieur for view in found),
            enjeux=facets.get("enjeux", ()) if part.first else (),
            aides=facets.get("aides", ()) if part.first else (),
            sujet=facets.get("sujet", "") if site.corpus.arbres else "",
            communes=facets.get("communes", ()) if named <= MAX_COMMUNES else (),
            nommees=named,
            page=part.page,
            pages=part.pages,
            url=page.url,
        )
        yield part.made(page, body)
