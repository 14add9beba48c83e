"""What the pages ask for besides themselves, made from the theme's sources: `assets/` of the site.

Style sheets are put together and minified. Scripts are sent as they are written (docs/decisions/0017).
"""

from __future__ import annotations

import re
from pathlib import Path

from lightningcss import process_stylesheet

from generator.corpus.memoire import once
from generator.problems.faults import Fault, reason
from generator.theme import CSS, JS, POLICE, TIERS

FEUILLES = ("site.css", "dispositif.css", "guide.css", "integration.css")
"""Each one imports its parts."""
_IMPORT = re.compile(r'@import "([^"]+)";')
SCRIPTS: dict[str, tuple[Path, ...]] = {
    "orienter.js": (JS / "orienter.js",),
    "en-ligne.js": (JS / "en-ligne.js",),
    "autodiagnostic.js": (JS / "autodiagnostic.js",),
    "recherche/champ.js": (JS / "recherche" / "champ.js",),
    "recherche/catalogue.js": (JS / "recherche" / "facettes.js", JS / "recherche" / "catalogue.js"),
    "recherche/worker.js": (JS / "recherche" / "worker.js",),
    "recherche/normaliser.js": (JS / "recherche" / "stemmer.js", JS / "recherche" / "normaliser.js"),
    "recherche/engine.js": tuple(
        JS / "recherche" / f"{name}.js" for name in ("packing", "selection", "postings", "nearness", "engine")
    ),
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
    """Return a style sheet, its parts in order, for the oldest browsers to read; Fault, with the line.

    Part by part: the library's own way through `@import` starts threads, and a program that forks later hangs.
    """
    names = _IMPORT.findall(sheet.read_text("utf-8"))
    return "".join(_minified(sheet.parent / name) for name in names or [sheet.name]).encode()


def _minified(part: Path) -> str:
    try:
        text = part.read_text("utf-8")
        return once((_minified, text), lambda: process_stylesheet(text, filename=part.name, browsers_list=NAVIGATEURS))
    except ValueError as error:
        found = re.search(r":(\d+):\d+$", str(error))  # « … at base.css:11:4 »: lines are counted from 0
        line = int(found[1]) + 1 if found else 1
        told = f"{part.name}:{line} : cette feuille de style ne se lit pas. Relire cette ligne et celle d'avant."
    except OSError as error:
        told = f"{part.name} : {reason(error)}. Une feuille de style du thème l'importe."
    raise Fault(told)


def write_assets(folder: Path) -> None:
    """Write them all in a folder."""
    for name, data in assets().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
