"""A document made of blocks, as the HTML that is laid out on paper: in the territory's colours, as the guide is."""

from __future__ import annotations

import base64
import datetime

from generator.corpus.palette import palette
from generator.rendering.blocks import Block, absolute
from generator.rendering.environment import render
from generator.rendering.files.couleurs import properties
from generator.rendering.site import Site


def picture(svg: str) -> str:
    """Return a drawing as an address: an image of a document has words of its own, a drawing in its text has none."""
    named = str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"data:image/svg+xml;base64,{base64.b64encode(named.encode()).decode()}"


def paper_html(
    site: Site,
    titre: str,
    blocks: tuple[Block, ...],
    jour: datetime.date,
    size: str = "",
    *,
    corps: int = 0,
    dessin: str = "",
) -> str:
    """Return the HTML of a document of a day; `size` is a size of paper (A5), A4 without it.

    A poster has a text of `corps` points, and a drawing (SVG) beside it.
    """
    root = site.territoire.site.url
    return render(
        "papier.html",
        titre=titre,
        auteur=site.entrees["acteur"][site.territoire.coordination].fiche.nom,
        jour=jour,
        couleurs=properties(palette(site.territoire.couleurs)["clair"]),
        blocs=[(type(block).__name__, block) for block in blocks],
        entier=lambda url: absolute(url, root),
        format=size,
        corps=corps,
        dessin=picture(dessin) if dessin else "",
    )
