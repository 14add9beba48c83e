"""The top of every page, one row on a wide screen, with a search that says its name; and a short home page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.fenetres import Fenetres
from tests.serveur import FontHost, serve

pytestmark = pytest.mark.navigateur

MENU = ["Trouver de l’aide", "Toute l’offre", "Ma commune", "Comment ça marche", "Le guide", "Contact"]
H1_MAX = 240
"""Where the title is on a phone of 360 px, at the lowest."""
ECRANS_MAX, MOTS_MAX = 5, 320
"""Of the home page, on the same phone of 360 × 740 px."""


@pytest.fixture(scope="module")
def adresse(site_petite_ile: Path) -> Iterator[str]:
    with serve(site_petite_ile, "/offre/", FontHost) as home:
        yield home


def tops(page: Page, selector: str) -> list[float]:
    """Return the middles of what shows, from the top of the page."""
    middles: list[float] = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].map(e => e.getBoundingClientRect())
        .filter(r => r.width).map(r => (r.top + r.bottom) / 2)""",
        selector,
    )
    return middles


@pytest.mark.parametrize("wide", [False, True])
def test_one_row_from_960_pixels(fenetres: Fenetres, adresse: str, *, wide: bool) -> None:
    """With the font of the site, and with one a fifth wider."""
    with fenetres.open(java_script_enabled=False, viewport={"width": 960, "height": 800}) as page:
        page.goto(f"{adresse}besoins/")
        if wide:
            page.evaluate("document.querySelector('.tete').style.letterSpacing = '.11em'")
        for width in (960, 1100, 1216, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            parts = tops(page, ".tete-rang > :is(.marque, .menu, .chercher)")
            assert len(parts) == 3
            assert max(parts) - min(parts) < 2, f"mark, menu and search are side by side at {width}"
            entries = tops(page, ".menu li")
            assert len(entries) == len(MENU)
            assert max(entries) - min(entries) < 2, f"the menu is on one line at {width}"
            assert page.locator(".menu a").all_inner_texts() == MENU
            assert page.locator("header .bouton-menu:visible").count() == 0
            expect(page.get_by_role("search").get_by_role("button", name="Chercher")).to_be_visible()
            field = page.get_by_role("searchbox", name="Chercher dans le site")
            assert field.is_visible() == (width >= 1216)


def test_where_there_is_no_field_the_word_leads_to_one(fenetres: Fenetres, adresse: str) -> None:
    with fenetres.open(java_script_enabled=False, viewport={"width": 960, "height": 800}) as page:
        page.goto(f"{adresse}besoins/")
        page.get_by_role("search").get_by_role("button", name="Chercher").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Toute l’offre")
        expect(page.get_by_role("searchbox", name="Chercher avec vos mots")).to_be_visible()


def test_the_title_comes_soon_on_a_phone(fenetres: Fenetres, adresse: str) -> None:
    with fenetres.open(java_script_enabled=False, viewport={"width": 360, "height": 740}) as page:
        for path in ("", "orienter/", "besoins/", "offre/", "communes/01902/", "contact/", "aide/"):
            page.goto(adresse + path)
            box = page.get_by_role("heading", level=1).bounding_box()
            assert box is not None
            assert box["y"] < H1_MAX, path
            assert page.get_by_role("button", name="Menu").is_visible(), path
        page.get_by_role("button", name="Menu").press("Enter")
        page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Contact").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Contact")


def test_the_home_page_is_short(fenetres: Fenetres, adresse: str) -> None:
    with fenetres.open(viewport={"width": 360, "height": 740}) as page:
        page.goto(adresse)
        screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
        said = page.evaluate("document.querySelector('main').innerText.match(/[\\p{L}\\p{N}]+/gu).length")
        assert screens <= ECRANS_MAX
        assert said <= MOTS_MAX
