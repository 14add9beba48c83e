"""What the pages ask for besides themselves, made from the theme's sources: `assets/` of the site.

Style sheets are put together and minified. Scripts are sent as they are written (docs/decisions/0016).
"""

from __future__ import annotations

import re
from pathlib import Path

from lightningcss import bundle_css

from generator.problems.faults import Fault
from generator.theme import CSS, JS, POLICE, TIERS

FEUILLES = ("site.css", "dispositif.css", "guide.css")
"""Each one imports its parts."""
SCRIPTS: dict[str, tuple[Path, ...]] = {
    "orienter.js": (JS / "orienter.js",),
    "autodiagnostic.js": (JS / "autodiagnostic.js",),
    "recherche/champ.js": (JS / "recherche" / "champ.js",),
    "recherche/catalogue.js": (JS / "recherche" / "facettes.js", JS / "recherche" / "catalogue.js"),
    "recherche/worker.js": (JS / "recherche" / "worker.js",),
    "recherche/normaliser.js": (JS / "recherche" / "racine.js", JS / "recherche" / "mots.js"),
    "recherche/moteur.js": (JS / "recherche" / "paquets.js", JS / "recherche" / "moteur.js"),
    "recherche/lunr.min.js": (TIERS / "lunr.min.js",),
}
"""Path under `assets/` → the sources that make it, in order."""
NAVIGATEURS = ["chrome 95", "firefox 95", "safari 15"]
"""The oldest browsers (autumn 2021) that must read the style sheets: what is newer is written again for them."""


def assets() -> dict[str, bytes]:
    """Return path under `assets/` → bytes, of all that the theme sends; Fault for a style sheet that cannot be read."""
    made = {name: minified(CSS / name) for name in FEUILLES}
    made |= {name: b"".join(path.read_bytes() for path in sources) for name, sources in SCRIPTS.items()}
    made[POLICE.name] = POLICE.read_bytes()
    return made


def minified(sheet: Path) -> bytes:
    """Return a style sheet with all that it imports, for the oldest browsers to read; Fault, with the line."""
    try:
        return bundle_css(str(sheet), browsers_list=NAVIGATEURS).encode()
    except (OSError, ValueError) as error:
        # « … at /…/site/base.css:11:4 »: the library counts lines from 0
        found = re.search(r" at (.+):(\d+):\d+$", str(error))
        file, line = (Path(found[1]).name, int(found[2]) + 1) if found else (sheet.name, 1)
        raise Fault(
            f"{file}:{line} : cette feuille de style ne se lit pas. Relire cette ligne et celle d'avant."
        ) from error


def write_assets(folder: Path) -> None:
    """Write them all in a folder."""
    for name, data in assets().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
