"""The JSON of the site, `donnees/v1/`: by kind, by id, by commune; enough for another front end to route.

Its fields are frozen (docs/decisions/0024): they may grow, none goes or changes its meaning within `v1`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import starmap
from typing import Any

from generator.corpus.genres import GENRES, OFFRE
from generator.corpus.memoire import lots
from generator.corpus.signes import signe_of
from generator.models.commune import Commune
from generator.rendering.exports.enregistrement import (
    DOSSIER,
    VERSION,
    Enregistrement,
    Valeurs,
    adresse_de,
    disparus,
    fields_of,
    signe_as_data,
)
from generator.rendering.exports.licences import licence_of
from generator.rendering.exports.openapi import openapi
from generator.rendering.files.json_file import json_file
from generator.rendering.page import OutputFile
from generator.rendering.pages.indicateurs import indicateurs_as_data
from generator.rendering.site import Site

RACINE = f"{DOSSIER}{VERSION}/"
NUMERO = 1


def v1_files(site: Site, records: Mapping[str, list[Enregistrement]]) -> Iterator[OutputFile]:
    """Yield everything under donnees/v1/."""
    by_kind = {genre: {one.id: one.donnees for one in found} for genre, found in records.items()}
    by_kind["indicateur"] = _indicateurs(site)
    yield json_file(f"{RACINE}index.json", _index(site, by_kind))
    for genre, found in by_kind.items():
        name = GENRES[genre].pluriel
        each = ((f"{RACINE}{name}/{key}.json", record) for key, record in found.items())
        files = [*lots((v1_files, genre), partial(starmap, json_file), each)]
        yield _list(site, f"{RACINE}{name}.json", genre, files)
        yield from files
        for former, gone in disparus(site, genre):
            yield json_file(f"{RACINE}{name}/{former}.json", gone)
    words = {nom: fields_of(held) for nom, held in sorted(site.corpus.referentiels.items())}
    yield json_file(f"{RACINE}referentiels.json", {**_head(site), "referentiels": words})
    for code, commune in site.corpus.communes.items():
        yield json_file(f"{RACINE}communes/{code}.json", _commune(site, commune))
    for former, code in site.territoire.anciennes_communes.items():
        moved = {"genre": "commune", "id": former, "remplace_par": code, "adresse": _page(site, code)}
        yield json_file(f"{RACINE}communes/{former}.json", moved)
    yield json_file(f"{RACINE}openapi.json", openapi(site.territoire))


def _list(site: Site, path: str, genre: str, files: list[OutputFile]) -> OutputFile:
    """Return all the records of a kind in one file: each one as in its own, two levels deeper."""
    whole = json_file(path, {**_head(site), "genre": genre, "nombre": len(files), "enregistrements": []})
    if not files:
        return whole
    records = b",\n".join([file.data[:-1] for file in files]).replace(b"\n", b"\n  ")
    return OutputFile(path, b"".join([whole.data.removesuffix(b"]\n}\n"), b"\n  ", records, b"\n ]\n}\n"]))


def _head(site: Site) -> Valeurs:
    """Return what every list begins with: whose data, of which day, under which licence, how far to trust them."""
    title, path = licence_of(site.territoire)
    return {
        "version": NUMERO,
        "territoire": site.territoire.nom,
        "etat": site.territoire.etat,
        "jour": site.jour.isoformat(),
        "licence": {"nom": title, **({"adresse": path} if path else {})},
    }


def _index(site: Site, by_kind: Mapping[str, Mapping[str, Any]]) -> Valeurs:
    t = site.territoire
    return {
        **_head(site),
        "site": {"nom": t.site.nom, "adresse": t.site.url, "description": t.site.description},
        "epci": list(t.epci),
        "accueil": t.accueil,
        "coordination": t.coordination,
        "genres": [
            {"genre": genre, "nombre": len(found), "fichier": f"{GENRES[genre].pluriel}.json"}
            for genre, found in by_kind.items()
        ],
        "communes": [
            {"code": code, "nom": commune.nom, "fichier": f"communes/{code}.json"}
            for code, commune in site.corpus.communes.items()
        ],
        "referentiels": "referentiels.json",
        "openapi": "openapi.json",
    }


def _indicateurs(site: Site) -> dict[str, Valeurs]:
    """Return the indicateurs as they are published: what a small group said stays out, as on the pages."""
    return {
        key: {
            "genre": "indicateur",
            "id": key,
            "adresse": adresse_de(site, "indicateur", key),
            "jour": site.jour.isoformat(),
            "indicateur": {name: value for name, value in data.items() if value is not None},
        }
        for key, data in indicateurs_as_data(site).items()
    }


def _commune(site: Site, commune: Commune) -> Valeurs:
    """Return a commune, its mairie, and what may be said there of each fiche of the offer."""
    here = frozenset((commune.code_insee,))
    offre = []
    for genre in OFFRE:
        for entry in site.entrees[genre].values():
            fiche = entry.fiche
            signe = signe_of(site.corpus, genre, fiche, site.today, here) if entry.signe else None
            if signe is None:
                continue
            made = {"genre": genre, "id": entry.id, "nom": fiche.nom, "signe": signe_as_data(signe)}
            if fiche.promesse:
                made["promesse"] = fiche.promesse
            offre.append(made)
    mairie = site.corpus.mairies.get(commune.code_insee)
    return {
        **_head(site),
        "adresse": _page(site, commune.code_insee),
        "commune": fields_of(commune),
        **({"mairie": fields_of(mairie)} if mairie else {}),
        "offre": offre,
        "besoins": [
            key for key, besoin in site.corpus.besoins.items()
            if commune.code_insee in site.corpus.communes_visees(besoin.communes)
        ],
    }  # fmt: skip


def _page(site: Site, code: str) -> str:
    return f"{site.territoire.site.url}communes/{code}/"
