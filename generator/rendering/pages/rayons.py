"""The pages of a list of communes too long for one: to choose one's commune, on the way to something."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.rendering.environment import render
from generator.rendering.page import Page
from generator.rendering.rayons import shelves
from generator.rendering.site import Site


def shelf_pages(
    site: Site,
    base: str,
    retour: str,
    section: str,
    fil: tuple[tuple[str, str], ...],
    place: Callable[[str], str] = "communes/{}/".format,
) -> Iterator[Page]:
    """Yield one page a part, below `base`; `retour`: the whole list, `place`: commune → where it leads."""
    for rayons in shelves(site.corpus).values():
        for rayon in rayons:
            yield Page(
                f"{base}{rayon.id}/",
                f"Choisir sa commune : {rayon.nom}",
                f"Choisir sa commune dans cette liste : {rayon.nom}.",
                section,
                render("rayon.html", rayon=rayon, place=place, retour=retour),
                fil=fil,
                index=False,
            )
