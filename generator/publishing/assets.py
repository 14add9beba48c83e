"""What the pages ask for besides themselves, made from the theme's sources: `assets/` of the site.

Style sheets are put together and minified. Scripts are sent as they are written (docs/decisions/0016).
"""

from __future__ import annotations

from pathlib import Path

from lightningcss import bundle_css

from generator.theme import CSS, JS, POLICE, TIERS

FEUILLES = ("site.css", "dispositif.css", "guide.css")
SCRIPTS = ("orienter.js", "autodiagnostic.js")
RECHERCHE = ("champ.js", "catalogue.js", "worker.js", "normaliser.js", "moteur.js")
NAVIGATEURS = ["chrome 95", "firefox 95", "safari 15"]
"""The oldest browsers (autumn 2021) that must read the style sheets: what is newer is written again for them."""


def assets() -> dict[str, bytes]:
    """Return path under `assets/` → bytes, of all that the theme sends."""
    made = {name: bundle_css(str(CSS / name), browsers_list=NAVIGATEURS).encode() for name in FEUILLES}
    made |= {name: (JS / name).read_bytes() for name in SCRIPTS}
    made |= {f"recherche/{name}": (JS / "recherche" / name).read_bytes() for name in RECHERCHE}
    made["recherche/lunr.min.js"] = (TIERS / "lunr.min.js").read_bytes()
    made[POLICE.name] = POLICE.read_bytes()
    return made


def write_assets(folder: Path) -> None:
    """Write them all in a folder."""
    for name, data in assets().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
