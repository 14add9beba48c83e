"""The HTML of a chapter or an outil, the same on its page and in the whole guide on paper.

Links inside the site begin with `BASE` (rendering/page.py): pouring replaces it
for a page; whoever makes another document replaces it in its own way.
"""

from __future__ import annotations

import re
from itertools import groupby

from markupsafe import Markup

from generator.corpus.genres import ECRITS
from generator.corpus.inserts import INSERTS_ICI
from generator.corpus.memoire import unchanged
from generator.markdown.guide_html import render_passage
from generator.models.guide import Passage
from generator.rendering.environment import lien, render
from generator.rendering.guide.feuilles import in_sheets
from generator.rendering.guide.inserts import INSERTS
from generator.rendering.site import Site

PREFIXE = "s_"
"""Before the ids of a text on its own page: the page has ids too. No id begins so, or it would be left as it is."""
_SECTION = re.compile(r"(?=<h2 )")
_DOSSIERS = {
    **{kind: genre.adresse for kind, genre in ECRITS.items()},
    "chapitre": "guide/",
    "outil": "guide/outils/",
}


def body_html(site: Site, genre: str, identifiant: str, prefixe: str = PREFIXE) -> Markup:
    """Return the safe HTML of a text of the guide, inserts replaced, what is of here marked.

    `genre` is `chapitre` or `outil`; `prefixe` goes before each id
    and ends with `_`, which no id holds.
    """
    pieces: list[str] = []
    for local, passages in groupby(site.corpus.corps[(genre, identifiant)].passages, key=_is_local):
        html = "".join(_passage(site, passage, prefixe, (genre, identifiant)) for passage in passages)
        if local:
            pieces.append(render("guide_ici.html", site=site, corps=Markup(html)))  # noqa: S704
        else:
            pieces += _SECTION.split(html)
    modele = genre == "outil" and site.corpus.outils[identifiant].genre == "modele"
    return Markup(in_sheets(pieces) if modele else "".join(pieces))  # noqa: S704


def _is_local(passage: Passage) -> bool:
    return passage.local or passage.insert in INSERTS_ICI


def _passage(site: Site, passage: Passage, prefixe: str, where: tuple[str, str]) -> str:
    if passage.insert:
        return INSERTS[passage.insert](site, passage.argument)
    name = (Passage, where, passage.ligne, prefixe)
    return unchanged(name, passage, lambda: render_passage(passage, _adresse, prefixe))


def _adresse(genre: str, cible: str) -> str:
    return lien(f"{_DOSSIERS[genre]}{cible}/")
