"""What tells a page from the others: a title of its own, and where it stands in the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from generator.rendering.environment import json_in_html
from generator.rendering.page import Page


def with_breadcrumb(page: Page, root: str) -> Page:
    """Return the page with its breadcrumb as schema.org data, when search engines may list it."""
    if not page.index or not page.fil:
        return page
    steps = [("Accueil", ""), *page.fil, (page.titre, page.url)]
    crumbs = json_in_html(
        {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": rank, "name": label, "item": f"{root}{url}"}
                for rank, (label, url) in enumerate(steps, start=1)
            ],
        }
    )
    return replace(page, jsonld=f"[{page.jsonld},{crumbs}]" if page.jsonld else crumbs)


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
