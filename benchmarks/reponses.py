"""Screens and words of every result and of every commune of a built site, on a phone (360 × 740).

    .venv/bin/python -m benchmarks.reponses build/essai

Budget (card of the project, « a short answer »): median 4.5 screens and 350 words, 6.5 screens at most, the
contact always on the first screen; a commune: 5 screens and 370 words at most. Words are what a reader sees:
folded parts are not counted.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.navigateur import find_browser, launch_args
from tests.serveur import serve

LARGEUR, HAUTEUR = 360, 740
ECRANS_MAX = 6.5
MOTS_MEDIANE = 350
ECRANS_COMMUNE, MOTS_COMMUNE = 5, 370
MEASURE = """() => [
  document.documentElement.scrollHeight,
  document.querySelector("main").innerText.split(/\\s+/).filter(Boolean).length,
  document.querySelector(".tel").getBoundingClientRect().bottom,
]"""


@dataclass(frozen=True, slots=True)
class Reponse:
    """What one page asks of its reader."""

    page: str
    ecrans: float
    mots: int
    contact: float
    """Bottom of the number to call, in pixels from the top"""


def result_addresses(site: Path) -> list[str]:
    """Return the addresses of the results: the pages that have a sheet to take away."""
    return sorted(
        f"{sheet.parent.parent.relative_to(site).as_posix()}/" for sheet in site.glob("orienter/**/feuille/index.html")
    )


def commune_addresses(site: Path) -> list[str]:
    """Return the addresses of the communes."""
    return sorted(f"{page.parent.relative_to(site).as_posix()}/" for page in site.glob("communes/*/index.html"))


def measure(page: Page, base: str, addresses: list[str]) -> Iterator[Reponse]:
    """Open each result; `page` has a window of LARGEUR × HAUTEUR."""
    for address in addresses:
        page.goto(f"{base}{address}")
        height, words, bottom = page.evaluate(MEASURE)
        yield Reponse(address, height / HAUTEUR, words, bottom)


def main(site: Path) -> None:
    """Print the medians, the worst pages: the results, then the communes."""
    with sync_playwright() as playwright, serve(site) as base:
        browser = playwright.chromium.launch(executable_path=find_browser(install=False), args=launch_args())
        page = browser.new_page(viewport={"width": LARGEUR, "height": HAUTEUR})
        results = list(measure(page, base, result_addresses(site)))
        communes = list(measure(page, base, commune_addresses(site)))
        browser.close()
    show("résultats", results, f"au plus {ECRANS_MAX}", f"médiane {MOTS_MEDIANE}")
    show("communes", communes, f"au plus {ECRANS_COMMUNE}", f"au plus {MOTS_COMMUNE}")


def show(what: str, found: list[Reponse], ecrans: str, mots: str) -> None:
    """Print the medians of some pages, what is allowed, and the longest ones."""
    print(f"{len(found)} {what} à {LARGEUR} × {HAUTEUR}")
    for name, values, allowed in (
        ("écrans", [one.ecrans for one in found], ecrans),
        ("mots", [float(one.mots) for one in found], mots),
    ):
        print(f"{name} : médiane {statistics.median(values):.3g}, au plus {max(values):.3g} (permis : {allowed})")
    print(f"contact : au plus bas à {max(one.contact for one in found):.0f} px ({HAUTEUR} permis)")
    for one in sorted(found, key=lambda one: -one.ecrans)[:5]:
        print(f"  {one.ecrans:.1f} écrans, {one.mots} mots : {one.page}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
