"""What is posted in a commune, and the slip that is handed out: the question of the site, its address, who answers.

The same blocks make the page that a mairie prints from its browser, a PDF of any size and a text to change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.corpus.communes import at_commune
from generator.corpus.portes import Porte, portes
from generator.models.commune import Commune
from generator.rendering.blocks import Block, Bullets, Heading, Paragraph, Run, plain
from generator.rendering.codes import DOSSIER as CODES
from generator.rendering.environment import render, telephone_fr
from generator.rendering.page import CODE, Page
from generator.rendering.papier import paper_html
from generator.rendering.qr import qr
from generator.rendering.site import Site

DOSSIER = "affiche/"
"""The poster of a commune, below its address."""
CORPS = {"A3": 25, "A4": 18, "A5": 12}
"""Size of paper → points of its text: a poster is read at two metres, a slip in the hand."""
PORTES = 3
"""Numbers on a poster: the welcome, the mairie, the nearest relais."""


def poster(site: Site, commune: Commune, code: str) -> tuple[Block, ...]:
    """Return the poster of a commune as blocks; `code` is that of the commune's page."""
    root = site.territoire.site.url
    doors = [one for one in portes(site.corpus, frozenset((commune.code_insee,))) if one.telephone or one.adresse]
    arbres = sorted(site.corpus.arbres.items(), key=lambda pair: (pair[1].ordre, pair[0]))
    return (
        Heading(1, site.territoire.site.accroche),
        Paragraph(plain(site.territoire.site.description)),
        Bullets(tuple(plain(arbre.titre) for _, arbre in arbres)),
        Heading(2, f"Sur internet, {at_commune(commune.nom)}"),
        Paragraph((Run(f"{root.partition('//')[2]}{CODES}{code}", bold=True),)),
        *([Heading(2, "Par téléphone, ou sur place")] if doors else []),
        *([Bullets(tuple(_door(one) for one in doors[:PORTES]))] if doors else []),
        Paragraph(plain(f"{site.territoire.site.nom}, {site.territoire.nom}.")),
    )


def _door(door: Porte) -> tuple[Run, ...]:
    said = telephone_fr(door.telephone) if door.telephone else door.adresse
    return (Run(f"{door.nom} : "), Run(said, bold=True), *plain(f", {door.horaires}." if door.horaires else "."))


def poster_title(commune: Commune) -> str:
    """Return the title of the poster of a commune."""
    return f"Affiche : {commune.nom}"


def poster_pages(site: Site) -> Iterator[Page]:
    """Yield communes/<code>/affiche/: the poster, to be printed from a browser."""
    for code, commune in site.corpus.communes.items():
        body = render("affiche.html", retour=f"communes/{code}/", commune=commune, blocs=_named(site, commune))
        yield Page(
            f"communes/{code}/{DOSSIER}",
            poster_title(commune),
            f"Une affiche A4 à imprimer pour {commune.nom} : la question du site, son adresse, qui appeler.",
            "communes",
            body,
            index=False,
            chemin=True,
            gabarit="feuille",
            papier=f"communes/{code}/",
        )


def _named(site: Site, commune: Commune) -> list[tuple[str, Block]]:
    return [(type(block).__name__, block) for block in poster(site, commune, CODE)]


def poster_html(site: Site, commune: Commune, codes: Mapping[str, str], size: str) -> str:
    """Return the poster as the HTML that is laid out on a size of paper."""
    code = codes[f"communes/{commune.code_insee}/"]
    drawn = qr(f"{site.territoire.site.url}{CODES}{code}")
    blocks = poster(site, commune, code)
    return paper_html(site, poster_title(commune), blocks, site.jour, size, corps=CORPS[size], dessin=drawn)
