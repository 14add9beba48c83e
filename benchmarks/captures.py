"""Take the two pictures of the README from the built site: `python -m benchmarks.captures [site]`.

Not a measure, but kept here with what is run by hand: after `make site`, when the face of the site changed.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.navigateur import find_browser, launch_args
from tests.serveur import serve

RACINE = Path(__file__).resolve().parent.parent
CAPTURES = RACINE / "docs" / "captures"
MAX_BYTES = 200_000
PAGES = (
    ("accueil.png", "", 1120, 860),
    ("fiche-telephone.png", "offre/services/permanence-accueil/", 360, 780),
)
"""File, page, width and height of the window."""


def write_light(path: Path, data: bytes) -> int:
    """Write a picture in 128 colours; return its size."""
    Image.open(io.BytesIO(data)).convert("RGB").quantize(colors=128, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


def main() -> int:
    """Write the pictures; fail when one is too heavy for a README."""
    CAPTURES.mkdir(parents=True, exist_ok=True)
    heavy = []
    with serve(Path(sys.argv[1]) if sys.argv[1:] else RACINE / "site") as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=launch_args())
        for name, url, width, height in PAGES:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(home + url, wait_until="networkidle")
            page.reload(wait_until="networkidle")  # the site's font shows from the second page on
            size = write_light(CAPTURES / name, page.screenshot())
            print(f"docs/captures/{name} : {size // 1000} Ko")
            heavy += [name] if size > MAX_BYTES else []
        browser.close()
    if heavy:
        print(f"Trop lourd (plus de {MAX_BYTES // 1000} Ko) : {', '.join(heavy)}", file=sys.stderr)
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main())
