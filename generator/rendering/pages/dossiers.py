"""The answer to a call, one per besoin that a réunion chose: a page to print, an ODT file to fill."""

from __future__ import annotations

from collections.abc import Iterator

from generator.rendering.dossier import dossier_blocks, dossier_title
from generator.rendering.environment import render
from generator.rendering.page import OutputFile, Page
from generator.rendering.pages.indicateurs import FIL, SECTION
from generator.rendering.site import Site

A_UN_DOSSIER = ("priorise", "en-construction", "repondu")
"""Statuses of a besoin that has a dossier: chosen, or later."""


def dossier_url(identifiant: str) -> str:
    return f"besoins/{identifiant}/dossier/"


def dossier_file(identifiant: str) -> str:
    """Return where the ODT file is, in the site."""
    return f"{dossier_url(identifiant)}{identifiant}.odt"


def dossier_pages(site: Site) -> Iterator[Page]:
    """Yield besoins/<id>/dossier/."""
    for identifiant in _chosen(site):
        libelle = site.corpus.besoins[identifiant].libelle
        blocks = dossier_blocks(site, identifiant, None)
        yield Page(
            dossier_url(identifiant),
            dossier_title(site, identifiant),
            f"Le dossier d'une réponse à un appel, déjà rempli avec ce qu'on sait : {libelle}.",
            SECTION,
            render(
                "dossier.html",
                site=site,
                libelle=libelle,
                blocs=[(type(block).__name__, block) for block in blocks[1:]],
                odt=dossier_file(identifiant),
                url=dossier_url(identifiant),
            ),
            fil=(*FIL, ("Les besoins", "besoins/"), (libelle, f"besoins/{identifiant}/")),
        )


def dossier_files(site: Site) -> Iterator[OutputFile]:
    """Yield the same documents as ODT files."""
    chosen = _chosen(site)
    if not chosen:
        return
    from generator.rendering.files.odt import odt_bytes  # slow to import: only who has a document to make pays for it

    for identifiant in chosen:
        blocks = dossier_blocks(site, identifiant, None)
        title = dossier_title(site, identifiant)
        yield OutputFile(dossier_file(identifiant), odt_bytes(title, blocks, site.territoire.site.url, site.jour))


def _chosen(site: Site) -> list[str]:
    return [key for key, besoin in site.corpus.besoins.items() if besoin.statut in A_UN_DOSSIER]
