"""A fiche as a record that any program reads: the one place where it is changed into plain values.

Every export begins here. An envelope tells what is computed, and `fiche` holds the fields as people wrote
them: reading `fiche` again with the model gives the same fiche.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from generator.corpus.genres import FICHES, GENRES
from generator.corpus.memoire import lots, unchanged
from generator.corpus.signes import Signe, est_prevu
from generator.models.base import Modele
from generator.models.fiche import Fiche
from generator.rendering.entree import Entree
from generator.rendering.fond import fond_of
from generator.rendering.site import Site

VERSION = "v1"
"""Name of the frozen shape of the records (docs/decisions/0024)."""
DOSSIER = "donnees/"
AILLEURS = ("equipe",)
"""Fields that help to write the site and are shown on no page."""
PAGES = {"besoin": "besoins/", "arbre": "orienter/"}
"""Where the pages are of what is exported and is no fiche; a parcours has no page of its own"""
SUIVIS = (*FICHES, "besoin", "arbre", "parcours")
"""The kinds exported as they are written; the indicateurs are exported as they are computed."""
Valeurs = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Enregistrement:
    """One record, and what was changed into it."""

    genre: str
    id: str
    valeur: Modele
    entree: Entree | None
    """None for what is no fiche"""
    jour: datetime.date
    donnees: Valeurs
    commence: bool = False
    """Whether somebody may be sent there today: proposed, and started"""


def enregistrements(site: Site, genre: str) -> list[Enregistrement]:
    """Return the records of a kind, sorted by id."""
    corpus = site.corpus
    values = {**corpus.ecrits, "arbre": corpus.arbres, "parcours": corpus.parcours}[genre]
    held = ((key, values[key]) for key in sorted(values))
    return [*lots((_records, genre), partial(_records, site, genre), held, fond_of(site))]


def _records(
    site: Site, genre: str, values: Iterable[tuple[str, Modele]], fond: tuple[Any, ...]
) -> Iterator[Enregistrement]:
    for key, value in values:
        yield unchanged((_record, genre, key), (fond, value), partial(_record, site, genre, key, value))


@lru_cache(maxsize=1)
def tout(site: Site) -> Mapping[str, list[Enregistrement]]:
    """Return kind → its records, of everything exported; made once, for the files and for the page of them."""
    return {genre: enregistrements(site, genre) for genre in SUIVIS}


def adresse_de(site: Site, genre: str, identifiant: str) -> str:
    """Return the whole address of a page, '' when there is none."""
    place = GENRES[genre].adresse or PAGES.get(genre, "")
    return f"{site.territoire.site.url}{place}{identifiant}/" if place else ""


def _record(site: Site, genre: str, identifiant: str, value: Modele) -> Enregistrement:
    """Return the record of a value: what is not known is absent, a list is always there."""
    entry = site.entrees[genre][identifiant] if genre in FICHES else None
    day = site.jour_de(value)
    made: Valeurs = {"genre": genre, "id": identifiant}
    if address := adresse_de(site, genre, identifiant):
        made["adresse"] = address
    made["jour"] = day.isoformat()
    if entry is not None:
        made |= {"statut": entry.statut, "propose": entry.propose, "communes": sorted(entry.couverture)}
        if entry.signe is not None:
            made["signe"] = signe_as_data(entry.signe)
        if entry.statut == "clos" and entry.fiche.dernier_jour is not None:
            made["retire_le"] = entry.fiche.dernier_jour.isoformat()
        if doubt := site.doute(entry):
            made["communes_a_verifier"] = sorted(doubt)
    elif genre == "besoin":
        made |= {"statut": value.statut, "communes": sorted(site.corpus.communes_visees(value.communes))}  # type: ignore[attr-defined]
    made["fiche"] = fields_of(value)
    begun = entry is not None and entry.propose and not est_prevu(site.corpus, value, site.today)
    return Enregistrement(genre, identifiant, value, entry, day, made, begun)


def signe_as_data(signe: Signe) -> Valeurs:
    """Return what may be said of it, and its words: never one without the other."""
    return {"code": signe.code, "mots": signe.mots}


def fields_of(value: Modele) -> Valeurs:
    """Return the fields of a model as JSON holds them; those of AILLEURS stay out."""
    return value.model_dump(mode="json", exclude_none=True, exclude=_kept_back(type(value)))


@cache
def _kept_back(model: type[Modele]) -> set[str] | None:
    return {name for name in AILLEURS if name in model.model_fields} or None


def disparus(site: Site, genre: str) -> Iterator[tuple[str, Valeurs]]:
    """Yield (id, what to answer) for each id of a kind of fiche that is no more: what replaces it, and since when.

    Former ids are told by the fiches; the day, and what was removed for good, by the list of published addresses.
    """
    live: Mapping[str, Fiche] = site.corpus.by_kind().get(genre, {})
    folder = GENRES[genre].adresse
    renamed = {former: key for key, fiche in live.items() for former in fiche.anciens_ids}
    removed = {
        address.removeprefix(folder).removesuffix("/"): row
        for address, row in site.corpus.adresses.items()
        if genre in FICHES and row.retiree_le and address.startswith(folder)
    }
    for former in sorted(renamed.keys() | removed.keys()):
        if former in live or "/" in former:
            continue
        made: Valeurs = {"genre": genre, "id": former}
        row = removed.get(former)
        told = (row.vers or "").removeprefix(folder).removesuffix("/") if row else ""
        if key := renamed.get(former) or (told if told in live else ""):
            made |= {"remplace_par": key, "adresse": adresse_de(site, genre, key)}
        if row is not None and row.retiree_le:
            made["retire_le"] = row.retiree_le.isoformat()
        yield former, made
