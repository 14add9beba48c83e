"""The pages that live inside the guide: `[[nom]]` or `[[nom argument]]`, alone on its line.

The rules check names and arguments from this table; the rendering has one
function for each name (rendering/guide/inserts.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from pydantic import BaseModel

from generator.corpus.genres import ECRITS
from generator.models.autodiagnostic import PointAutodiagnostic
from generator.models.diagnostic import Trou
from generator.models.guide import Chapitre, GenreOutil, Outil
from generator.models.instance import Decision, Reunion
from generator.models.referentiel import NOMS_REFERENTIELS
from generator.models.territoire import Territoire

DECRITS: Mapping[str, type[BaseModel]] = {
    **{kind: genre.modele for kind, genre in ECRITS.items()},
    "reunion": Reunion,
    "decision": Decision,
    "diagnostic": Trou,
    "autodiagnostic": PointAutodiagnostic,
    "territoire": Territoire,
    "chapitre": Chapitre,
    "outil": Outil,
}
"""What `[[champs …]]` can describe: word → model."""

DESSINS = (
    "arbre-a-problemes",
    "feuille-de-route",
    "salle-cercle",
    "salle-consensus",
    "salle-deux-murs",
    "salle-forum",
    "salle-ilots",
    "salle-mur",
    "salle-petites-tables",
    "salle-soleil",
    "salle-table",
    "salle-tables-rondes",
)
"""The drawings that `[[dessin …]]` shows: theme/templates/dessin_<nom>.html, one each."""

INSERTS: Mapping[str, tuple[str, ...]] = {
    "acteurs": (),
    "appels": (),
    "arbres": (),
    "autodiagnostic": (),
    "besoins": (),
    "champs": tuple(DECRITS),
    "communes": (),
    "consortium": (),
    "couverture": (),
    "dessin": DESSINS,
    "glossaire": (),
    "indicateurs": (),
    "outils": get_args(GenreOutil),
    "referentiel": NOMS_REFERENTIELS,
    "sources": (),
    "synonymes": (),
    "versions": (),
}
"""name → the arguments it accepts, one of which is due; none: it takes no argument"""
INSERTS_ICI = frozenset(("acteurs", "appels", "besoins", "communes", "consortium", "couverture", "indicateurs"))
"""Those that show what is of here, wherever they stand: the page marks them."""
