"""What the site publishes for its search: one small starting file, then files named by their content.

`recherche/amorce.json` names the others and is all that a page knows. Up to
SEUIL documents and BUDGET bytes, one index file holds everything; above, terms
and titles are split so that a visitor fetches only what the query needs, and the
worker counts: a page never loads more than BUDGET.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from generator.corpus.genres import GENRES, OFFRE
from generator.rendering.page import OutputFile
from generator.rendering.search import engine
from generator.rendering.search.decoupe import (
    FOLDER,
    as_json,
    heaviest_query,
    named,
    part_of,
    split_files,
    titles_of,
)
from generator.rendering.search.details import details_of, filter_files
from generator.rendering.search.documents import GROUPES, documents_of, facet_labels
from generator.rendering.search.nearness import LONG
from generator.rendering.search.packing import DIGITS, zipped_size
from generator.rendering.search.postings import CHAMPS, Postings
from generator.rendering.site import Site

FORMAT, FORMAT_DECOUPE = 3, 4
"""Of a whole index, of a split one: changed when worker.js must change with the files."""
AMORCE = f"{FOLDER}amorce.json"
SEUIL = 2000
BUDGET = 115_000
"""Compressed bytes of data that a page may load for its search: 150 KB with the scripts."""
DISPOSITIF = ("collectif", "instance", "indicateur", "dispositif")
"""Kinds whose group comes after all the others, unless it holds the best answer."""


@lru_cache(maxsize=1)
def search_files(site: Site) -> tuple[OutputFile, ...]:
    """Return every data file of the search of a site; made once, for its proof and for the site."""
    return index_files(postings_of(site), site)


@lru_cache(maxsize=1)
def postings_of(site: Site) -> Postings:
    """Return what is searched in a site; made once, for its proof and for its files."""
    return Postings(documents_of(site), site.corpus.synonymes, notion_labels(site))


def notion_labels(site: Site) -> dict[str, str]:
    """Return `référentiel:term` → its label; `acteurs:id` → its name."""
    labels = {
        f"{name}:{term}": word.libelle
        for name, referentiel in site.corpus.referentiels.items()
        for term, word in referentiel.termes.items()
    }
    labels |= {f"tarifs:{value}": label.lower() for value, label in facet_labels(site)["cout"][1].items()}
    fiches = {f"{GENRES[kind].pluriel}:{key}": fiche.nom for kind, key, fiche in site.corpus.fiches()}
    return labels | fiches


def index_files(postings: Postings, site: Site | None = None) -> tuple[OutputFile, ...]:
    """Return amorce.json, the index (whole or split) and, with `site`, what the catalogue shows and filters by."""
    index = _index(postings)
    whole = len(index) == 1
    name = index[0].path.removeprefix(FOLDER)
    files, amorce = list(index), {"format": FORMAT if whole else FORMAT_DECOUPE, "index": name, "fiches": None}
    if site is not None:
        documents = postings.documents
        made = (named("fiches", details_of(site, documents)),) if whole else filter_files(site, documents)
        files += made
        amorce["fiches"] = made[0].path.removeprefix(FOLDER)
        if not whole:
            amorce["reserve"] = zipped_size(made[0].data)
    files.append(OutputFile(AMORCE, as_json(amorce)))
    return tuple(sorted({file.path: file for file in files}.values(), key=lambda file: file.path))


def overweight(files: Sequence[OutputFile]) -> int:
    """Return how many bytes a simple query may load beyond BUDGET, with the filters; 0 when it always fits."""
    read = {file.path: json.loads(file.data) for file in files if file.path.startswith((AMORCE, f"{FOLDER}index-"))}
    amorce = read[AMORCE]
    decoupe = read[FOLDER + amorce["index"]].get("decoupe")
    # A whole index always fits, else it is split.
    return max(0, heaviest_query(decoupe) + amorce.get("reserve", 0) - decoupe["reste"]) if decoupe else 0


def _index(postings: Postings) -> tuple[OutputFile, ...]:
    """Return the index alone when it is small enough, else the one that is split, then its parts."""
    if len(postings.documents) <= SEUIL:
        base = _base(postings)
        base["partie"] = part_of(postings, postings.sorted_terms, postings.untold_vocabulary)
        base["titres"] = titles_of(postings.documents)
        whole = named("index", base)
        if zipped_size(whole.data) <= BUDGET:
            return (whole,)
    return split_files(postings, _base(postings), BUDGET)


def _base(postings: Postings) -> dict[str, Any]:
    documents = postings.documents
    bareme = sorted({document.poids for document in documents})
    counts = {groupe.id: 0 for groupe in GROUPES}
    for document in documents:
        counts[document.genre] += 1
    return {
        "documents": len(documents),
        "genres": [
            {
                "id": groupe.id,
                "singulier": groupe.singulier,
                "pluriel": groupe.pluriel,
                "dossier": groupe.dossier,
                "nombre": counts[groupe.id],
                "offre": groupe.id in OFFRE,
                **({"apres": True} if groupe.id in DISPOSITIF else {}),
            }
            for groupe in GROUPES
            if counts[groupe.id]
        ],
        "champs": [list(champ) for champ in CHAMPS],
        "noms": "".join(DIGITS[length] for length in postings.lengths),
        "bareme": bareme,
        "poids": "".join(DIGITS[bareme.index(document.poids)] for document in documents),
        "reglages": {
            "synonyme": engine.POIDS_SYNONYME,
            "parSynonyme": engine.PAR_SYNONYME,
            "debut": engine.POIDS_DEBUT,
            "debutMin": engine.DEBUT_MIN,
            "peu": engine.PEU,
            "secours": engine.DEBUT_DE_SECOURS,
            "long": LONG,
            "bruit": engine.BRUIT,
            "longueur": engine.LONGUEUR,
        },
        "synonymes": [
            "|".join(
                (
                    ",".join(synonyme.mots),
                    ",".join(synonyme.vers),
                    ",".join(postings.notions_of(synonyme)),
                    "" if synonyme.vers else postings.label_of(synonyme).replace("|", "/"),
                    "r" * synonyme.reciproque + "e" * synonyme.exact + "c" * synonyme.capitales,
                    ",".join(synonyme.avec),
                )
            ).rstrip("|")
            for synonyme in postings.synonymes
        ],
    }
