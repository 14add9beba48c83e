"""assets/couleurs.css: the palette as custom properties, linked before the one stylesheet.

Before, not after: the forced-colours and print blocks of site.css must win.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.corpus.motif import Motif
from generator.corpus.palette import palette
from generator.models.site import Couleurs
from generator.rendering.page import OutputFile


def colours_file(couleurs: Couleurs, adresse: str = "") -> OutputFile:
    """Return the light palette, and the dark one for screens only: paper is always light.

    `adresse`: that of the site, at the foot of every printed page.
    """
    made = palette(couleurs)
    light, dark = properties(made["clair"]), properties(made["sombre"])
    text = (
        "/* Fait à partir de data/territoire.yml : ne pas modifier ici. */\n"
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )
    if adresse:
        text += f"@page{{@bottom-left{{content:{json.dumps(adresse.partition('//')[2])};font-size:9pt}}}}\n"
    return OutputFile("assets/couleurs.css", text.encode())


def mark_file(motif: Motif, couleurs: Couleurs) -> OutputFile:
    """Return assets/marque.svg, the site's icon: the motif in the territory's colours."""
    made = palette(couleurs)
    light, dark = ((t["riviere"], t["marais"], t["chataigne"]) for t in (made["clair"], made["sombre"]))
    return OutputFile("assets/marque.svg", motif.file(light, dark).encode())


def properties(tokens: Mapping[str, str]) -> str:
    """Return the tokens of one scheme as custom properties."""
    return ";".join(f"--{token}:{colour}" for token, colour in sorted(tokens.items()))
