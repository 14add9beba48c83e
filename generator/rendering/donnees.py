"""Data for search engines: where a page stands in the site."""

from __future__ import annotations

from dataclasses import replace

from generator.models.page import Page
from generator.rendering.environment import json_in_html


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
