"""What the site publishes for its search: one small starting file, then files named by their content.

`recherche/amorce.json` names the others and is all that a page knows. Up to
SEUIL documents and BUDGET bytes, one index file holds everything; above, terms
and titles are split so that a visitor fetches only what the query needs, and the
worker counts: a page never loads more than BUDGET.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from generator.corpus.francais import fold
from generator.corpus.genres import GENRES, OFFRE
from generator.rendering.page import OutputFile
from generator.rendering.search import engine
from generator.rendering.search.documents import (
    GROUPES,
    Document,
    documents_of,
    facet_labels,
)
from generator.rendering.search.nearness import LONG
from generator.rendering.search.packing import DIGITS, packed_postings, packed_words, zipped_size
from generator.rendering.search.postings import CHAMPS, NOM, NOM_MAX, Postings
from generator.rendering.site import Site

FORMAT = 2
"""Changed when worker.js must change with the files."""
FOLDER = "recherche/"
AMORCE = f"{FOLDER}amorce.json"
SEUIL = 2000
BUDGET = 122_000
"""Compressed bytes of data that a page may load for its search: 150 KB with the scripts."""
PARTIES_SURES = 12
"""Parts that the budget always allows: both tokens of three words, and their synonyms."""
MONTRES = 20
"""Answers shown at once, at most: each may need one file of titles."""
TAILLE_PARTIE = 8_000
"""Characters of one part of a split index: some 3 KB once compressed."""
PAS_TITRES = 25
"""Titles in one file of a split index."""
DISPOSITIF = ("collectif", "instance", "indicateur", "dispositif")
"""Kinds whose group comes after all the others, unless it holds the best answer."""


def search_files(site: Site) -> tuple[OutputFile, ...]:
    """Return every data file of the search of a site."""
    documents = postings_of(site).documents
    return _published(index_of(site), _details(site, documents) if len(documents) <= SEUIL else None)


@lru_cache(maxsize=1)
def postings_of(site: Site) -> Postings:
    """Return what is searched in a site; made once, for its proof and for its files."""
    return Postings(documents_of(site), site.corpus.synonymes, notion_labels(site))


@lru_cache(maxsize=1)
def index_of(site: Site) -> tuple[OutputFile, ...]:
    """Return the index of a site, and its parts; made once, for its proof and for its files."""
    return _index(postings_of(site))


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


def index_files(postings: Postings, details: dict[str, Any] | None = None) -> tuple[OutputFile, ...]:
    """Return amorce.json, the index (whole or split) and the details of the catalogue."""
    return _published(_index(postings), details)


def _published(index: tuple[OutputFile, ...], details: dict[str, Any] | None) -> tuple[OutputFile, ...]:
    files = list(index)
    amorce: dict[str, Any] = {"format": FORMAT, "index": index[0].path.removeprefix(FOLDER), "fiches": None}
    if details is not None and len(index) == 1:
        file = _named("fiches", details)
        files.append(file)
        amorce["fiches"] = file.path.removeprefix(FOLDER)
    files.append(OutputFile(AMORCE, _json(amorce)))
    return tuple(sorted({file.path: file for file in files}.values(), key=lambda file: file.path))


def _index(postings: Postings) -> tuple[OutputFile, ...]:
    """Return the index alone when it is small enough, else the one that is split, then its parts."""
    if len(postings.documents) <= SEUIL:
        base = _base(postings)
        base["partie"] = _part(postings, postings.sorted_terms, postings.untold_vocabulary)
        base["titres"] = _titles(postings.documents)
        whole = _named("index", base)
        if zipped_size(whole.data) <= BUDGET:
            return (whole,)
    return _split(postings)


def _split(postings: Postings) -> tuple[OutputFile, ...]:
    """Return the index that names the parts and says what each weighs, then the parts."""
    base, documents = _base(postings), postings.documents
    base["reglages"]["debutMin"] = 3
    parts = list(_parts(postings))
    made = [_named("partie", _part(postings, terms, words)) for terms, words in parts]
    titles = [
        _named("titres", _titles(documents[start : start + PAS_TITRES]))
        for start in range(0, len(documents), PAS_TITRES)
    ]
    base["decoupe"] = {
        "premiers": [terms[0] for terms, _ in parts],
        "parties": [file.path.removeprefix(FOLDER) for file in made],
        "titres": [file.path.removeprefix(FOLDER) for file in titles],
        "pas": PAS_TITRES,
        "poids": [zipped_size(file.data) for file in made],
        "poidsTitres": max(zipped_size(file.data) for file in titles),
        "montres": MONTRES,
    }
    # The index cannot hold its own weight: that of the same without it, and some bytes more.
    base["decoupe"]["reste"] = BUDGET - zipped_size(_json(base)) - 200
    return (_named("index", base), *made, *titles)


def overweight(files: Sequence[OutputFile]) -> int:
    """Return how many bytes a simple query may load beyond BUDGET; 0 when it always fits.

    A whole index always does, else it is split. Of a split one: the index, PARTIES_SURES
    of the heaviest part, and the titles of MONTRES answers.
    """
    index = next(json.loads(file.data) for file in files if file.path.startswith(f"{FOLDER}index-"))
    if "decoupe" not in index:
        return 0
    decoupe = index["decoupe"]
    heaviest: int = PARTIES_SURES * max(decoupe["poids"]) + MONTRES * decoupe["poidsTitres"]
    return max(0, heaviest - int(decoupe["reste"]))


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
        "noms": "".join(DIGITS[min(len(fields[NOM]), NOM_MAX)] for fields in postings.fields),
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


def _part(postings: Postings, terms: Sequence[str], words: Sequence[str]) -> dict[str, str]:
    return {
        "t": packed_words(terms),
        "p": " ".join(packed_postings(postings.terms[term]) for term in terms),
        "v": packed_words(words),
    }


def _parts(postings: Postings) -> Iterator[tuple[list[str], list[str]]]:
    """Cut the sorted terms in parts of even size, each with the words to propose that begin like them."""
    groups: list[list[str]] = [[]]
    size = 0
    for term in postings.sorted_terms:
        size += len(term) + len(packed_postings(postings.terms[term])) + 2
        if size > TAILLE_PARTIE and groups[-1]:
            groups.append([])
            size = 0
        groups[-1].append(term)
    words = [(fold(word), word) for word in postings.vocabulary]
    for rank, terms in enumerate(groups):
        after = groups[rank + 1][0] if rank + 1 < len(groups) else None
        first = terms[0] if rank else ""
        yield terms, [word for folded, word in words if folded >= first and (after is None or folded < after)]


def _titles(documents: Sequence[Document]) -> dict[str, Any]:
    return {"i": " ".join(document.nom_court for document in documents), "n": [d.nom for d in documents]}


def _details(site: Site, documents: Sequence[Document]) -> dict[str, Any]:
    """Return what the catalogue shows and filters by, column by column."""
    communes = {code: rank for rank, code in enumerate(site.corpus.communes)}
    zones: dict[frozenset[str], int] = {}
    states: dict[tuple[str, str], int] = {}
    facets = facet_labels(site)
    columns: dict[str, list[str]] = {name: [] for name in facets}
    for document in documents:
        for name, (_, labels) in facets.items():
            ranks = {value: rank for rank, value in enumerate(labels)}
            columns[name].append(" ".join(str(ranks[value]) for value in document.facettes.get(name, ())))
    return {
        "facettes": [
            {"id": name, "titre": title, "valeurs": [list(pair) for pair in labels.items()], "fiches": columns[name]}
            for name, (title, labels) in facets.items()
        ],
        "communes": [[code, site.corpus.communes[code].nom] for code in communes],
        "zone": [
            -1 if document.couverture is None else zones.setdefault(document.couverture, len(zones))
            for document in documents
        ],
        "zones": [sorted(communes[code] for code in zone) for zone in zones],
        "etat": [states.setdefault(document.signe, len(states)) for document in documents],
        "etats": [list(signe) for signe in states],
        "resumes": [document.resume for document in documents],
        "lignes": [document.ligne for document in documents],
        "noms": [document.nom for document in documents],
        "ids": " ".join(document.nom_court for document in documents),
    }


def _named(kind: str, value: dict[str, Any]) -> OutputFile:
    """A file whose name changes with its content: it can be kept for ever by browsers."""
    data = _json(value)
    return OutputFile(f"{FOLDER}{kind}-{hashlib.sha256(data).hexdigest()[:12]}.json", data)


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
