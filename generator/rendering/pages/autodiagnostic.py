"""The autodiagnostic of a collectif: ten points to note together, on paper or on screen; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass

from generator.dispositif.autodiagnostic import find_aides
from generator.models.autodiagnostic import PointAutodiagnostic
from generator.rendering.entree import Entree
from generator.rendering.environment import render
from generator.rendering.page import Page
from generator.rendering.pages.indicateurs import FIL, SECTION
from generator.rendering.site import Site

URL = "autodiagnostic/"
SCRIPT = "assets/autodiagnostic.js"
NOTES = 5
"""From 1 to 5, as the collectifs' other self-assessments (models/collectif.py)."""


@dataclass(frozen=True, slots=True)
class Aide:
    """One link: where a weak point leads."""

    nom: str
    url: str
    precision: str = ""


@dataclass(frozen=True, slots=True)
class PointAide:
    """One point, with what helps: kind of help → links. A paragraph a kind keeps the page under 500 elements."""

    id: str
    point: PointAutodiagnostic
    aides: tuple[tuple[str, tuple[Aide, ...]], ...]


def head_of(site: Site) -> tuple[str, str, str]:
    """Return address, title and description; the search tells them too."""
    model = site.corpus.autodiagnostic
    if model is None:
        return (
            URL,
            "L'autodiagnostic d'un collectif",
            "Des points à noter ensemble, pour savoir où demander de l'aide.",
        )
    return URL, model.titre, model.promesse


def autodiagnostic_page(site: Site) -> Page:
    """Return autodiagnostic/; a territory without the file has the page, and says so."""
    model = site.corpus.autodiagnostic
    points = [PointAide(key, point, _aides(site, point)) for key, point in model.points.items()] if model else []
    return Page(
        *head_of(site),
        SECTION,
        render("autodiagnostic.html", site=site, modele=model, points=points, notes=NOTES, script=SCRIPT),
        fil=FIL,
    )


def _aides(site: Site, point: PointAutodiagnostic) -> tuple[tuple[str, tuple[Aide, ...]], ...]:
    """Return (kind, links) for each kind of help that there is."""
    found = find_aides(site.corpus, site.today, point)
    corpus = site.corpus
    kinds = (
        ("Qui peut aider", tuple(_service(site, site.entrees["service"][key]) for key in found.services)),
        (
            "Ce qui peut servir",
            (
                *(Aide(corpus.ressources[key].nom, site.entrees["ressource"][key].url) for key in found.ressources),
                *(Aide(corpus.outils[key].titre, f"guide/outils/{key}/", "outil du guide") for key in found.outils),
                *(Aide(corpus.chapitres[key].titre, f"guide/{key}/", "guide") for key in found.chapitres),
            ),
        ),
        (
            "Tout sur ce sujet",
            tuple(Aide(site.label("thematiques", term), f"offre/thematiques/{term}/") for term in point.thematiques),
        ),
    )
    return tuple((name, links) for name, links in kinds if links)


def _service(site: Site, entry: Entree) -> Aide:
    parts = [entry.reserve[:1].lower() + entry.reserve[1:]] if entry.reserve else []
    if len(entry.couverture) < len(site.corpus.communes) and not (entry.signe and entry.signe.code == "part"):
        parts.append(site.where_open(entry.fiche.zone))
    return Aide(entry.fiche.nom, entry.url, ", ".join(parts))
