"""Screens and words of every result page of a built site, on a phone (360 × 740).

    .venv/bin/python -m benchmarks.reponses build/essai

Budget (card of the project, « a short answer »): median 4.5 screens and 350 words, 6.5 screens at most, the
contact always on the first screen. Words are what a reader sees: folded parts are not counted.
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
_MEASURE = """() => [
  document.documentElement.scrollHeight,
  document.querySelector("main").innerText.split(/\\s+/).filter(Boolean).length,
  document.querySelector(".tel").getBoundingClientRect().bottom,
]"""


@dataclass(frozen=True, slots=True)
class Reponse:
    """What one result asks of its reader."""

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


def measure(page: Page, base: str, addresses: list[str]) -> Iterator[Reponse]:
    """Open each result; `page` has a window of LARGEUR × HAUTEUR."""
    for address in addresses:
        page.goto(f"{base}{address}")
        height, words, bottom = page.evaluate(_MEASURE)
        yield Reponse(address, height / HAUTEUR, words, bottom)


def main(site: Path) -> None:
    """Print the medians, the worst pages."""
    with sync_playwright() as playwright, serve(site) as base:
        browser = playwright.chromium.launch(executable_path=find_browser(install=False), args=launch_args())
        page = browser.new_page(viewport={"width": LARGEUR, "height": HAUTEUR})
        found = list(measure(page, base, result_addresses(site)))
        browser.close()
    print(f"{len(found)} résultats à {LARGEUR} × {HAUTEUR}")
    print(f"écrans : médiane {statistics.median(one.ecrans for one in found):.1f}, ", end="")
    print(f"au plus {max(one.ecrans for one in found):.1f} ({ECRANS_MAX} permis)")
    print(f"mots : médiane {statistics.median(one.mots for one in found):.0f} ({MOTS_MEDIANE} permis)")
    print(f"contact : au plus bas à {max(one.contact for one in found):.0f} px ({HAUTEUR} permis)")
    for one in sorted(found, key=lambda one: -one.ecrans)[:5]:
        print(f"  {one.ecrans:.1f} écrans, {one.mots} mots : {one.page}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
