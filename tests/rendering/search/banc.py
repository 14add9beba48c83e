"""What the tests of the search share: a small site of our own, with the same CSP, and ways to ask both engines."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from generator.corpus.genres import FICHES
from generator.publishing.assets import assets, write_assets
from generator.rendering.page import OutputFile
from generator.rendering.search.checking import moteur_of
from generator.rendering.search.documents import GROUPES, Document
from generator.rendering.search.engine import Moteur
from generator.rendering.search.files import search_files
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI, RACINE
from tests.construction import read

LISTE = RACINE / "tests" / "rendering" / "search" / "mots.txt"
CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'"
)
HEADER = """<header><form role="search" aria-label="Recherche sur le site" action="{racine}offre/" method="get"
 data-recherche data-amorce="{racine}recherche/amorce.json" data-scripts="{racine}assets/recherche/"
 data-racine="{racine}">
<label for="tete-q">Rechercher</label><input type="search" id="tete-q" name="q" autocomplete="off">
<button type="submit">Chercher</button></form></header>"""
CATALOGUE = """<div data-catalogue data-orienter="{racine}orienter/" data-contact="{racine}contact/"
 data-contact-nom="Permanence d'accueil">
<form role="search" aria-label="Chercher dans l'offre" action="{racine}offre/" method="get" data-recherche="catalogue"
 data-amorce="{racine}recherche/amorce.json" data-scripts="{racine}assets/recherche/" data-racine="{racine}">
<label for="q">Chercher dans l'offre</label><input type="search" id="q" name="q" autocomplete="off">
<button>Chercher</button></form>
<div class="facettes" data-facettes><details><summary>Par sujet<span>5 sujets</span></summary>
<ul><li><a href="{racine}offre/thematiques/gouvernance-partagee/">Décider ensemble (4)</a></li></ul></details></div>
<div data-liste><section><h2>Services</h2><ul id="statique"><li>La liste sans script</li></ul></section></div></div>"""
DOSSIERS = {genre.id: genre.dossier for genre in GROUPES}
SCRIPTS = {"": ("champ",), "offre/": ("normaliser", "champ", "catalogue")}


@cache
def script(name: str) -> bytes:
    """Return one script of the search, as the site sends it."""
    return assets()[f"recherche/{name}.js"]


@cache
def site() -> Site:
    """The invented territory, as the pages see it."""
    return Site(read(), AUJOURDHUI)


@cache
def moteur() -> Moteur:
    """lunr.py's own index of the invented territory."""
    return moteur_of(site())


@cache
def fichiers() -> tuple[OutputFile, ...]:
    """What the site publishes for its search."""
    return search_files(site())


def ecrire(folder: Path, files: Iterable[OutputFile] = ()) -> Path:
    """Write a stub of the site: two pages with the field, the scripts, the data, one empty page per fiche."""
    for file in files or fichiers():
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
    write_assets(folder / "assets")
    (folder / "icone.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    for url in ("", "offre/"):
        racine = "../" * url.count("/") or "./"
        body = f"{HEADER}<main><h1>Essai</h1>{CATALOGUE if url else ''}</main>"
        _page(folder / url, body.format(racine=racine), racine, SCRIPTS[url])
    for document in moteur().postings.documents:
        racine = "../" * chemin(document).count("/")
        _page(folder / chemin(document), f"<h1>{document.id}</h1>", racine, ())
    return folder


def _page(folder: Path, body: str, racine: str, scripts: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tags = "".join(f'<script src="{racine}assets/recherche/{name}.js" defer></script>' for name in scripts)
    text = (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{CSP}"><link rel="icon" href="{racine}icone.svg">'
        f"{tags}</head><body>{body}</body></html>"
    )
    (folder / "index.html").write_text(text, encoding="utf-8")


def etoffer(documents: Sequence[Document]) -> list[Document]:
    """Give synthetic fiches a vocabulary as rich as the real ones: 30 words each, drawn as language does."""
    listed = [word for word in LISTE.read_text("utf-8").splitlines() if not word.startswith("#")]
    dice = random.Random(1901)  # noqa: S311
    dice.shuffle(listed)
    weights = [1 / (rank + 3) for rank in range(len(listed))]

    def draw(count: int, among: int) -> list[str]:
        return dice.choices(listed[:among], weights[:among], k=count)

    made = []
    for document in documents:
        if document.genre not in FICHES:  # their words are already those of a real site
            made.append(document)
            continue
        made.append(
            replace(
                document,
                nom=" ".join((document.nom, *draw(2, 2000))),
                cles=(*document.cles[:2], *draw(3, 600)),
                resume=" ".join(draw(10, len(listed))),
                texte=(" ".join(draw(18, len(listed))),),
            )
        )
    return made


def chemin(document: Document) -> str:
    """Return the address of a document's page."""
    return f"{DOSSIERS[document.genre]}{document.nom_court}/"


def index_de(files: Iterable[OutputFile]) -> dict[str, Any]:
    """Return the index file, read."""
    found: dict[str, Any] = json.loads(next(f.data for f in files if f.path.startswith("recherche/index-")))
    return found


def python(requetes: Sequence[str], engine: Moteur | None = None) -> list[dict[str, Any]]:
    """Return what lunr.py's index answers, in the shape of `navigateur_dit`."""
    rows = []
    for requete in requetes:
        answer = (engine or moteur()).chercher(requete)
        rows.append(
            {
                "q": requete,
                "vide": answer.vide,
                "dix": [[r.document.nom, r.score, [list(pair) for pair in r.pourquoi]] for r in answer.resultats[:10]],
                "total": len(answer.resultats),
                "corrections": [list(pair) for pair in answer.corrections],
                "proches": list(answer.proches),
            }
        )
    return rows


def navigateur_dit(page: Page, requetes: Sequence[str]) -> list[dict[str, Any]]:
    """Ask the worker of an open page."""
    rows: list[dict[str, Any]] = page.evaluate(
        """async (requetes) => {
          const recherche = await OffreRecherche.ouvrir(document.querySelector("form[data-recherche]"));
          const lignes = [];
          for (const q of requetes) {
            const r = await recherche.chercher(q, 10);
            lignes.push({q, vide: r.vide, total: r.total, corrections: r.corrections, proches: r.proches,
              dix: r.resultats.map((x) => [x.nom, x.score, x.pourquoi])});
          }
          return lignes;
        }""",
        list(requetes),
    )
    return rows
