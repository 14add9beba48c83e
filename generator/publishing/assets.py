"""What the pages ask for besides themselves, made from the theme's sources: `assets/` of the site.

Style sheets are put together and minified. Scripts are sent as they are written (docs/decisions/0016).
"""

from __future__ import annotations

from pathlib import Path

from lightningcss import bundle_css

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
    """Return path under `assets/` → bytes, of all that the theme sends."""
    made = {name: bundle_css(str(CSS / name), browsers_list=NAVIGATEURS).encode() for name in FEUILLES}
    made |= {name: b"".join(path.read_bytes() for path in sources) for name, sources in SCRIPTS.items()}
    made[POLICE.name] = POLICE.read_bytes()
    return made


def write_assets(folder: Path) -> None:
    """Write them all in a folder."""
    for name, data in assets().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
