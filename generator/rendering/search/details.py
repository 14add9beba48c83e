"""What the catalogue shows of each answer and filters by: columns in one file, or one file per value of a filter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from generator.rendering.page import OutputFile
from generator.rendering.search.decoupe import named
from generator.rendering.search.documents import Document, facet_labels
from generator.rendering.search.packing import packed_postings, zipped_size
from generator.rendering.site import Site


def details_of(site: Site, documents: Sequence[Document]) -> dict[str, Any]:
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


def filter_files(site: Site, documents: Sequence[Document]) -> tuple[OutputFile, ...]:
    """Return the filters of a split index, then for each of their values the documents that pass.

    A commune is an area like any other: what is open there is in the files of the areas that hold it, so a fiche open
    in a hundred communes is written once. A value is told as [id, label, file, weight, documents].
    """
    held: dict[tuple[str, Any], list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        held["zone", document.couverture].append(number)
        for name, values in document.facettes.items():
            for value in values:
                held[name, value].append(number)
    files = {key: named("filtre", {"p": packed_postings([(n, 1) for n in numbers])}) for key, numbers in held.items()}

    def told(key: tuple[str, Any]) -> list[Any]:
        file = files[key]
        return [file.path.rpartition("-")[2].removesuffix(".json"), zipped_size(file.data), len(held[key])]

    zones = [zone for name, zone in held if name == "zone"]
    filters = {
        "facettes": [
            {
                "id": name,
                "titre": title,
                "valeurs": [[v, lab, *told((name, v))] for v, lab in labels.items() if (name, v) in held],
            }
            for name, (title, labels) in facet_labels(site).items()
        ],
        "zones": [told(("zone", zone)) for zone in zones],
        "communes": [
            [code, commune.nom, [rank for rank, zone in enumerate(zones) if zone is None or code in zone]]
            for code, commune in site.corpus.communes.items()
        ],
    }
    return (named("filtres", filters), *dict.fromkeys(files.values()))
