"""The door of the dispositif: its two halves, the way of a besoin, what is measured, what can be done again."""

from __future__ import annotations

from generator.dispositif.experimentation import periode
from generator.dispositif.participation import prochaines
from generator.models.suivi_besoin import ORDRE, STATUTS_BESOIN
from generator.rendering.environment import render
from generator.rendering.page import Page
from generator.rendering.site import Site


def dispositif_page(site: Site) -> Page:
    """Return dispositif/: listen, accompany, measure, do it again."""
    corpus, span = site.corpus, periode(site.territoire)
    statuts = [besoin.statut for besoin in corpus.besoins.values() if not besoin.anterieur]
    to_come = [r.date for instance in corpus.instances.values() for r in prochaines(instance, site.today)]
    return Page(
        "dispositif/",
        "Comment ça marche",
        "Écouter les besoins des habitants, accompagner les projets à plusieurs, mesurer, recommencer ailleurs.",
        "dispositif",
        render(
            "dispositif.html",
            site=site,
            besoins=len(corpus.besoins),
            vecus=len(corpus.besoins) - len(statuts),
            prochaine=min(to_come, default=None),
            chemin=[(*STATUTS_BESOIN[statut], statuts.count(statut)) for statut in ORDRE],
            ecartes=statuts.count("ecarte"),
            periode=span,
            mois=span.mois(site.today) if span else 0,
            duree=site.territoire.experimentation.duree_mois,
            indicateurs=len(corpus.indicateurs),
            chapitres=len(corpus.chapitres),
            outils=len(corpus.outils),
        ),
    )
