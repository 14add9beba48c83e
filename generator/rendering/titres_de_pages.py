"""What tells a page from the others: a title of its own, and where it stands in the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from generator.rendering.environment import json_in_html
from generator.rendering.page import Page

_DEBUT = json_in_html({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []})[:-2]
"""What every breadcrumb begins with, up to its first step."""


def with_breadcrumb(page: Page, root: str, **more: Any) -> Page:
    """Return the page, these fields changed, with its breadcrumb as schema.org data when search engines may list it."""
    if not page.index or not page.fil:
        return replace(page, **more)
    last = _step(len(page.fil) + 2, page.titre, f"{root}{page.url}")
    crumbs = f"{_DEBUT}{_ancestors(page.fil, root)},{last}]}}"
    return replace(page, **more, jsonld=f"[{page.jsonld},{crumbs}]" if page.jsonld else crumbs)


@lru_cache(maxsize=100)
def _ancestors(fil: tuple[tuple[str, str], ...], root: str) -> str:
    """Return the first steps: those of a whole folder."""
    steps = (("Accueil", ""), *fil)
    return ",".join(_step(rank, label, f"{root}{url}") for rank, (label, url) in enumerate(steps, start=1))


def _step(rank: int, label: str, address: str) -> str:
    return json_in_html({"@type": "ListItem", "position": rank, "name": label, "item": address})


def with_own_titles(pages: Iterable[Page]) -> list[Page]:
    """Return the pages, no two with the same title: what a page is in tells it from its namesake."""
    pages = list(pages)
    counts = Counter(page.titre for page in pages if not page.chemin)
    return [
        replace(page, titre=f"{page.titre} ({page.fil[-1][0].lower()})")
        if counts[page.titre] > 1 and page.fil and not page.chemin
        else page
        for page in pages
    ]
