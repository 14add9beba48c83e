"""What the pages ask for besides themselves, made from the theme's sources: `assets/` of the site."""

from __future__ import annotations

from pathlib import Path

from generator.theme import CSS, JS, POLICE, TIERS

FEUILLES = ("site.css", "dispositif.css", "guide.css")
SCRIPTS = ("orienter.js", "autodiagnostic.js")
RECHERCHE = ("champ.js", "catalogue.js", "worker.js", "normaliser.js", "moteur.js")


def assets() -> dict[str, bytes]:
    """Return path under `assets/` → bytes, of all that the theme sends."""
    made = {name: (CSS / name).read_bytes() for name in FEUILLES}
    made["site.css"] += (CSS / "site" / "reponse.css").read_bytes()
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
