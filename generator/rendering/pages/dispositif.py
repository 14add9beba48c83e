"""The door of the dispositif: its two halves, and what each one has published."""

from __future__ import annotations

from generator.models.page import Page
from generator.rendering.environment import render
from generator.rendering.site import Site


def dispositif_page(site: Site) -> Page:
    """Return dispositif/: listen, accompany, measure, do it again."""
    corpus = site.corpus
    return Page(
        "dispositif/",
        "Le dispositif",
        "Écouter les besoins des habitants, accompagner les projets à plusieurs, mesurer, recommencer ailleurs.",
        "dispositif",
        render(
            "dispositif.html",
            site=site,
            indicateurs=len(corpus.indicateurs),
            duree=site.territoire.experimentation.duree_mois,
        ),
    )
