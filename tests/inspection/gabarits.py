"""One sample page per template of a built site: the heaviest one, so the hardest.

A page that fits no known template is not forgotten: it makes a template of its
own, named after its first folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FICHES = ("fiche-service", "fiche-ressource", "fiche-financement", "fiche-acteur")
QUESTION, RESULTAT, FEUILLE, SORTIE = "question", "resultat", "feuille", "sortie"
REDIRECTION = "redirection"
INTEGRATION = "integration"
CARNET = "carnet"
CODE = "code"
MEME_TITRE = frozenset({QUESTION, RESULTAT, FEUILLE, SORTIE, REDIRECTION, INTEGRATION, CARNET, CODE})
"""One person's own path, the same question in another commune: never indexed, titles may recur."""
INTROUVABLE = "introuvable"

_LISTS = "services|ressources|thematiques|modalites|stades|profils"
_PATTERNS = (
    ("accueil", r""),
    (INTROUVABLE, r"404\.html"),
    ("fiche-service", r"offre/services/(?!page/)[^/]+/"),
    ("fiche-ressource", r"offre/ressources/(?!page/)[^/]+/"),
    ("liste", r"offre/financements/tous/(page/\d+/)?"),
    ("calendrier", r"offre/financements/"),
    ("offre-acteur", r"acteurs/[^/]+/offre/(page/\d+/)?"),
    ("fiche-financement", r"offre/financements/[^/]+/"),
    ("liste", rf"offre/(page/\d+/|({_LISTS})/(page/\d+/)?|({_LISTS})/[^/]+/(page/\d+/)?)?"),
    ("affiche", r"communes/\d[\dAB]\d{3}/affiche/"),
    ("commune", r"communes/\d[\dAB]\d{3}/"),
    ("communes", r"communes/"),
    ("rayon", r"(orienter/[^/]+/)?communes/[^/]+/"),
    ("orienter", r"orienter/"),
    ("depart", r"orienter/[^/]+/"),
    ("carte-arbre", r"orienter/[^/]+/carte/"),
    ("matrice", r"orienter/[^/]+/carte/[^/]+/(page/\d+/)?"),
    ("voisins", r"voisins/([^/]+/)?(page/\d+/)?"),
    ("besoins", r"besoins/(page/\d+/|enjeux/[^/]+/(page/\d+/)?)?"),
    ("besoin", r"besoins/[^/]+/"),
    ("dossier", r"besoins/[^/]+/dossier/"),
    ("dire", r"dire-un-besoin/"),
    ("formulaire", r"proposer/[^/]+/"),
    ("indicateur", r"indicateurs/[^/]+/"),
    ("collectif", r"collectifs/[^/]+/"),
    ("couverture", r"diagnostic/[^/]+/(page/\d+/)?"),
    ("guide", r"guide/"),
    ("outils", r"guide/outils/"),
    ("outil", r"guide/outils/[^/]+/"),
    ("chapitre", r"guide/[^/]+/"),
    ("instance", r"instances/[^/]+/(page/\d+/)?"),
    ("reunion", r"instances/[^/]+/[^/]+/"),
    ("champs", r"contribuer/champs/[^/]+/"),
    (CODE, r"c/[^/]+/"),
    (CARNET, r"carnet/[^/]+\.html"),
    (INTEGRATION, r"integrer/(communes/)?[^/]+\.html"),
    ("codes", r"contribuer/codes/(page/\d+/)?"),
    *(
        (name, rf"{name}/")
        for name in (
            *("contact", "proposer", "plan", "aide", "glossaire", "recherche"),
            *("dispositif", "indicateurs", "bilan", "collectifs", "diagnostic", "autodiagnostic"),
            *("instances", "consortium"),
            *("accessibilite", "mentions-legales", "donnees-personnelles", "ecoconception", "donnees"),
        )
    ),
)
_KNOWN = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)
_WALK = re.compile(r"orienter/[^/]+/.+")
_ACTEURS = re.compile(r"acteurs/(?:[^/]+/)?")

ATTENDUS = frozenset(
    {name for name, _ in _PATTERNS} - {"glossaire", "recherche", "offre-acteur", "collectif", "rayon", "reunion"}
    | {*FICHES, "liste-acteurs", QUESTION, RESULTAT, FEUILLE, SORTIE, REDIRECTION}
)
"""The templates that a complete site shows at least once."""

PROGRAMME = frozenset(
    {
        *("accessibilite", "aide", "champs", "code", "codes", "dire", "donnees", "donnees-personnelles"),
        *("ecoconception", "integration", INTROUVABLE, REDIRECTION),
    }
)
"""What they say is the program's, whatever the contents: the pages of the invented territory are the same."""


@dataclass(frozen=True, slots=True)
class Gabarit:
    """A template and the page that stands for it."""

    nom: str
    chemin: str
    """The file, in the folder of the site."""
    pages: int = 1
    """How many pages are made from this template."""

    @property
    def adresse(self) -> str:
        """The address to visit; the page of unknown addresses is visited at one of them, deep in the site."""
        if self.nom == INTROUVABLE:
            return "cette/page/n-existe-pas/"
        return self.chemin.removesuffix("index.html")


def pages_of(folder: Path) -> dict[str, str]:
    """Return path → HTML of every page of a site."""
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}


def template_of(path: str, html: str) -> str:
    """Return the template's name, from the address and what only this template writes."""
    url = path.removesuffix("index.html")
    if "<h1>Cette page a changé d’adresse</h1>" in html:
        return REDIRECTION
    if _ACTEURS.fullmatch(url):
        return "fiche-acteur" if 'class="deux fiche"' in html else "liste-acteurs"
    for name, pattern in _KNOWN:
        if pattern.fullmatch(url):
            return name
    if _WALK.fullmatch(url):
        if url.endswith("/feuille/"):
            return FEUILLE
        if 'class="etapes"' in html:
            return RESULTAT
        return QUESTION if '<nav aria-labelledby="q">' in html else SORTIE
    return f"autre : {url.split('/')[0]}"


def sample(pages: dict[str, str]) -> list[Gabarit]:
    """Return one page per template, by name."""
    groups: dict[str, list[str]] = {}
    for path, html in pages.items():
        groups.setdefault(template_of(path, html), []).append(path)
    return [
        Gabarit(name, max(paths, key=lambda path: (len(pages[path]), path)), len(paths))
        for name, paths in sorted(groups.items())
    ]


def missing(gabarits: list[Gabarit]) -> list[str]:
    """Return the expected templates of which the site has no page."""
    return sorted(ATTENDUS - {gabarit.nom for gabarit in gabarits})


def prefix_of(pages: dict[str, str]) -> str:
    """Return the path under which the site expects to be served: only its 404 page says it."""
    found = re.search(r'<link rel="stylesheet" href="(/(?:[^"/]+/)*)assets/', pages.get("404.html", ""))
    return found.group(1) if found else "/"


def fiches(gabarits: list[Gabarit]) -> Iterator[Gabarit]:
    """Yield the samples of the four kinds of fiches."""
    yield from (gabarit for gabarit in gabarits if gabarit.nom in FICHES)
