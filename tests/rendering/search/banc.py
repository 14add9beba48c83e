"""What the tests of the search share: pages of the site with their data, and ways to ask both engines."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from generator.corpus.genres import FICHES
from generator.publishing.assets import assets, write_assets
from generator.rendering.files.couleurs import colours_file
from generator.rendering.page import OutputFile
from generator.rendering.search.checking import moteur_of
from generator.rendering.search.documents import GROUPES, Document
from generator.rendering.search.engine import Moteur
from generator.rendering.search.files import search_files
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI, RACINE
from tests.construction import read

LISTE = RACINE / "tests" / "rendering" / "search" / "mots.txt"
PAGES = RACINE / "tests" / "golden" / "petite-ile"
"""The pages of the site as tests/test_golden.py keeps them, byte for byte: those that have a field to search."""
ENTETE = ".chercher input"
"""The field of every page."""
DOSSIERS = {genre.id: genre.dossier for genre in GROUPES}


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
    """Write a part of the site: its three pages with a field, the assets, the data, one bare page per fiche."""
    for file in (*(files or fichiers()), colours_file(site().corpus.territoire.couleurs)):
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
    write_assets(folder / "assets")
    pages = {chemin(document): f"<h1>{document.id}</h1>" for document in moteur().postings.documents}
    pages |= {url: (PAGES / url / "index.html").read_text("utf-8") for url in ("", "offre/", "dire-un-besoin/")}
    for url, text in pages.items():
        (folder / url).mkdir(parents=True, exist_ok=True)
        (folder / url / "index.html").write_text(text, encoding="utf-8")
    return folder


def sans_script(page: Page) -> Locator:
    """Return the first heading of the list that the catalogue holds without any script."""
    return page.locator("[data-liste] h2", has_text=re.compile("^Services$"))


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
            const r = await recherche.chercher(q, {max: 10});
            lignes.push({q, vide: r.vide, total: r.total, corrections: r.corrections, proches: r.proches,
              dix: r.resultats.map((x) => [x.nom, x.score, x.pourquoi])});
          }
          return lignes;
        }""",
        list(requetes),
    )
    return rows
