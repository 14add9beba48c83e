"""A long list cut in pages: nothing lost, the following pages numbered and under the first."""

from __future__ import annotations

import pytest

from generator.rendering.page import Page
from generator.rendering.pagination import address, cut

LISTE = Page("offre/", "Toute l'offre", "Tout ce que nous connaissons.", "offre", "", fil=(("Accueil", ""),))


@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (1, [1]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
def test_each_thing_is_on_one_page(count: int, sizes: list[int]) -> None:
    parts = cut(range(count), 3)
    assert [len(part.items) for part in parts] == sizes
    assert [item for part in parts for item in part.items] == list(range(count))
    assert [(part.page, part.pages) for part in parts] == [(rank, len(sizes)) for rank in range(1, len(sizes) + 1)]


def test_the_first_page_is_the_list_the_second_is_under_it() -> None:
    first, second = (part.made(LISTE, "corps") for part in cut("ab", 1))
    assert (first.url, first.titre, first.description, first.fil) == (
        LISTE.url, LISTE.titre, LISTE.description, LISTE.fil,
    )  # fmt: skip
    assert (second.url, second.titre) == ("offre/page/2/", "Toute l'offre, page 2")
    assert second.url == address(LISTE.url, 2)
    assert second.description == "Tout ce que nous connaissons, page 2."
    assert second.fil == (("Accueil", ""), ("Toute l'offre", "offre/"))


def test_the_tab_may_say_more_than_the_heading() -> None:
    first, second = (part.made(LISTE, "corps", "Offre par sujet") for part in cut("ab", 1))
    assert (first.titre, second.titre) == ("Offre par sujet", "Offre par sujet, page 2")
    assert second.fil[-1][0] == "Toute l'offre"
