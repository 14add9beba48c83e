"""Take the pictures of docs/captures from a built site: `python3 lancer.py captures`.

Not a measure, but kept here with what is run by hand, when the face of the site changed.
Five templates, each on a phone, on a desk, in the dark and on paper.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.inspection.gabarits import pages_of, prefix_of, sample
from tests.inspection.visite import set_mode
from tests.navigateur import find_browser, launch_args
from tests.serveur import serve

RACINE = Path(__file__).resolve().parent.parent
CAPTURES = RACINE / "docs" / "captures"
MAX_BYTES = 200_000
MAX_ALL = 3_000_000
FICHE = "offre/services/permanence-accueil/"
GABARITS = {
    "accueil": "accueil",
    "liste": "liste",
    "fiche": "fiche-service",
    "question": "question",
    "resultat": "resultat",
}
"""Name of the picture → template of the inspection."""
VUES = (
    ("", 1120, 860, "light"),
    ("-telephone", 360, 780, "light"),
    ("-sombre", 1120, 860, "dark"),
    ("-papier", 680, 962, "print"),
)
"""End of the picture's name, width and height of the window, mode; paper is A4 between its margins."""


def write_light(path: Path, data: bytes) -> int:
    """Write a picture in 128 colours; return its size."""
    Image.open(io.BytesIO(data)).convert("RGB").quantize(colors=128, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


def addresses(folder: Path) -> dict[str, str]:
    """Return name → page; the fiche shown is the one where a person answers, when the site has it."""
    found = {gabarit.nom: gabarit.adresse for gabarit in sample(pages_of(folder))}
    chosen = {name: found[template] for name, template in GABARITS.items()}
    return chosen | ({"fiche": FICHE} if (folder / FICHE).is_dir() else {})


def take(browser: Browser, home: str, pages: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Take every picture; yield its name and its size."""
    for name, url in pages.items():
        for end, width, height, mode in VUES:
            page = browser.new_page(viewport={"width": width, "height": height})
            set_mode(page, mode)
            page.goto(home + url, wait_until="networkidle")
            page.reload(wait_until="networkidle")  # the site's font shows from the second page on
            yield f"{name}{end}.png", write_light(CAPTURES / f"{name}{end}.png", page.screenshot())
            page.close()


def main() -> int:
    """Write the pictures; fail when they are too heavy for the repository."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else RACINE / "site"
    CAPTURES.mkdir(parents=True, exist_ok=True)
    with serve(folder, prefix_of(pages_of(folder))) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=launch_args())
        sizes = dict(take(browser, home, addresses(folder)))
        browser.close()
    for name, size in sizes.items():
        print(f"docs/captures/{name} : {size // 1000} Ko")
    heavy = [name for name, size in sizes.items() if size > MAX_BYTES]
    print(f"{len(sizes)} images, {sum(sizes.values()) // 1000} Ko en tout")
    if heavy or sum(sizes.values()) > MAX_ALL:
        print(f"Trop lourd : {', '.join(heavy) or 'le total'}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
