"""A long list cut in pages: the first at the page's own address, the others under `page/2/` and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from generator.rendering.page import Page

PAR_PAGE = 40
"""Entries on one page of a list: with head and foot, a page stays under 500 elements."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """What one page of a long list shows; the template's `pages` macro links it to its neighbours."""

    items: Sequence[T]
    page: int
    pages: int

    @property
    def first(self) -> bool:
        return self.page == 1

    def made(self, page: Page, body: str, onglet: str = "") -> Page:
        """Return this page: the first one as `page` describes the list, the others numbered and under the first.

        `onglet` is the title of the tab when it says more than the heading.
        """
        titre = onglet or page.titre
        if self.first:
            return replace(page, titre=titre, body=body)
        suffix = f", page {self.page}"
        return replace(
            page,
            url=address(page.url, self.page),
            titre=f"{titre}{suffix}",
            description=f"{page.description.rstrip('.')}{suffix}.",
            body=body,
            fil=(*page.fil, (page.titre, page.url)),
        )


def cut(items: Sequence[T], size: int = PAR_PAGE) -> list[Part[T]]:
    """Return the pages of a list, `size` items on each; one page when there is nothing."""
    total = max(1, -(-len(items) // size))
    return [Part(items[rank * size : (rank + 1) * size], rank + 1, total) for rank in range(total)]


def address(url: str, page: int) -> str:
    """Return the address of one page of a list."""
    return url if page == 1 else f"{url}page/{page}/"
