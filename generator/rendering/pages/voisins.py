"""« D'autres sites »: whose data were copied, what each one says of the communes of here; nothing without copies."""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.francais import alphabetical
from generator.rendering.environment import render
from generator.rendering.page import Page
from generator.rendering.pagination import cut
from generator.rendering.site import Site
from generator.rendering.voisins import DOSSIER, voisines

TITRE = "D'après d'autres sites"
_PAR_PAGE = 25
"""A line has more in it than a card of ours: with head and foot, a page stays under 250 elements."""


def voisin_pages(site: Site) -> Iterator[Page]:
    """Yield voisins/, then voisins/<nom>/ of each site that says something of here."""
    if not site.corpus.voisins:
        return
    told = voisines(site)
    named = sorted(site.corpus.voisins.items(), key=lambda pair: (alphabetical(pair[1].nom), pair[0]))
    rows = [(key, voisin, sum(one.cle == key for one in told)) for key, voisin in named]
    first = Page(
        DOSSIER, TITRE, "Ce que d'autres territoires disent aussi pour nos communes.", "offre", "", index=False
    )
    for part in cut(rows):
        body = render("voisins.html", site=site, titre=TITRE, voisins=part.items, part=part, url=DOSSIER)
        yield part.made(first, body)
    for key, voisin, count in rows:
        if count:
            page = Page(
                f"{DOSSIER}{key}/",
                f"D'après {voisin.nom}",
                f"Ce que dit ce site pour nos communes : {voisin.nom}.",
                "offre",
                "",
                index=False,
                fil=((TITRE, DOSSIER),),
            )
            for piece in cut([one for one in told if one.cle == key], _PAR_PAGE):
                body = render("voisin.html", site=site, voisin=voisin, fiches=piece.items, part=piece, url=page.url)
                yield piece.made(page, body)
