"""A sheet printed in black and white leads back to its page: its code is read from the paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from tests.navigateur.fenetres import Fenetres

PREFIX = "/offre/"
DPI = 150
CENTIMETRE = DPI / 2.54


@pytest.fixture(scope="module")
def feuilles(site_petite_ile: Path) -> list[str]:
    """The sheets, those of the longest addresses first: the hardest codes."""
    found = (one.parent.relative_to(site_petite_ile).as_posix() for one in site_petite_ile.rglob("feuille/index.html"))
    return sorted(found, key=lambda url: (-len(url), url))


def printed(pdf: bytes) -> list[Image.Image]:
    """Return the pages of a PDF as an ordinary printer in black and white draws them."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]


def page_of(site: Path, code: str) -> str:
    """Return the address of the page that the page of a code leads to."""
    assert code.startswith(f"https://petite-ile.test{PREFIX}c/")
    text = (site / "c" / code[-4:] / "index.html").read_text("utf-8")
    (found,) = re.findall('<link rel="canonical" href="([^"]*)">', text)
    assert f'href="../../{found.removeprefix(f"https://petite-ile.test{PREFIX}")}"' in text
    return found


def test_the_code_of_a_sheet_is_read_from_the_paper(
    fenetres: Fenetres, serveur: Callable[..., str], site_petite_ile: Path, feuilles: list[str]
) -> None:
    base = serveur(site_petite_ile, PREFIX)
    assert len(feuilles) > 50
    with fenetres.open(viewport={"width": 1280, "height": 900}) as page:
        for url in (*feuilles[:2], feuilles[-1]):
            page.goto(f"{base}{url}/")
            own = page.locator("link[rel=canonical]").get_attribute("href")
            (paper,) = printed(page.pdf(format="A4"))
            (code,) = zxingcpp.read_barcodes(paper)
            assert f"{page_of(site_petite_ile, code.text)}feuille/" == own
            corners = code.position
            assert corners.top_right.x - corners.top_left.x >= 1.8 * CENTIMETRE


@pytest.mark.parametrize(
    "url", ["offre/services/permanence-accueil/", "communes/02901/", "guide/outils/feuille-de-bord/"]
)
def test_a_printed_page_leads_back_to_itself(
    fenetres: Fenetres, serveur: Callable[..., str], site_petite_ile: Path, url: str
) -> None:
    """On its last page or before: its code, its address, a day and a telephone."""
    with fenetres.open(viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{serveur(site_petite_ile, PREFIX)}{url}")
        own = page.locator("link[rel=canonical]").get_attribute("href")
        found = [code.text for paper in printed(page.pdf(format="A4")) for code in zxingcpp.read_barcodes(paper)]
        (code,) = found
        assert page_of(site_petite_ile, code) == own
        page.emulate_media(media="print")
        told = page.locator(".retour-page").inner_text().replace("\xa0", " ")
        assert code[-4:] in told.split()
        assert all(words in told for words in (code, "données du 22 novembre 2026", "02 61 91"))
        page.emulate_media(media="screen")
        assert not page.locator(".retour-page").is_visible()


def test_paper_unfolds_the_communes_and_the_numbers(
    fenetres: Fenetres, serveur: Callable[..., str], site_petite_ile: Path, feuilles: list[str]
) -> None:
    base = serveur(site_petite_ile, PREFIX)
    fiche = next(
        one.parent.relative_to(site_petite_ile).as_posix()
        for one in sorted(site_petite_ile.glob("offre/services/*/index.html"))
        if 'class="lesquelles"' in one.read_text("utf-8")
    )
    with fenetres.open(viewport={"width": 1280, "height": 900}) as page:
        result = feuilles[0].removesuffix("/feuille")
        for url, folded in (
            (f"{fiche}/", ".lesquelles p"),
            (f"{result}/", ".agir details p"),
            (f"{result}/", ".source .replie dd"),
            ("", ".pli li"),
        ):
            page.goto(f"{base}{url}")
            (told, *_) = page.locator(folded).all_text_contents()
            assert not page.locator(folded).first.is_visible()
            paper = "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(page.pdf(format="A4")))
            assert "".join(told.split())[:20] in "".join(paper.split()), (url, folded)
            assert "petite-ile.test/offre/ 1 / " in paper.replace("\xa0", " "), "the foot of the page"
