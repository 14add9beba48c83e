"""The fiches as tables (CSV, one per kind) and what describes them: `datapackage.json`, Table Schema from the models.

UTF-8, commas, as data portals read them. A table inside of a fiche is one column per field
(`zone_type`); a list is one cell, its items between `|`; a list of tables keeps its columns in step: the
second `contacts_telephone` goes with the second `contacts_role`.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.corpus.genres import GENRES
from generator.corpus.memoire import lots
from generator.corpus.titres import titre_of
from generator.corpus.walking import is_list, models_in
from generator.models.telephone import telephone_lu
from generator.rendering.exports.enregistrement import AILLEURS, DOSSIER, Enregistrement
from generator.rendering.exports.licences import licence_of
from generator.rendering.files.csv_file import guarded
from generator.rendering.files.json_file import json_file
from generator.rendering.page import OutputFile
from generator.rendering.site import Site

SEPARATEUR = "|"
AUTRE_BARRE = "¦"
"""Written for a `|` that is in a text: a cell would have one item more."""
DANS_UNE_LISTE = ","
"""Between the items of a list that is inside of a list."""
TABLES = ("acteur", "service", "ressource", "financement", "besoin")


@dataclass(frozen=True, slots=True)
class ColonneCsv:
    """One column: the way to its value in a record, and its field of a Table Schema."""

    chemin: tuple[str, ...]
    schema: dict[str, Any]


_ENVELOPPE = (
    ColonneCsv(
        ("id",),
        {"name": "id", "title": "Identifiant", "type": "string", "constraints": {"required": True, "unique": True}},
    ),
    ColonneCsv(
        ("adresse",),
        {
            "name": "adresse_page",
            "title": "Page sur le site",
            "type": "string",
            "format": "uri",
            "constraints": {"required": True},
        },
    ),
    ColonneCsv(
        ("jour",),
        {
            "name": "date_donnees",
            "title": "Jour des données",
            "type": "date",
            "description": "Dernier jour où une source a été lue, ou la fiche confirmée.",
            "constraints": {"required": True},
        },
    ),
    ColonneCsv(
        ("statut",),
        {
            "name": "statut_affiche",
            "title": "Statut affiché",
            "type": "string",
            "description": "« clos » une fois le dernier jour passé.",
        },
    ),
    ColonneCsv(
        ("communes",),
        {
            "name": "communes_couvertes",
            "title": "Communes du territoire où c'est ouvert",
            "type": "string",
            "description": "Codes Insee séparés par « | ».",
        },
    ),
    ColonneCsv(
        (),
        {
            "name": "licence_donnees",
            "title": "Licence de ces données",
            "type": "string",
            "constraints": {"required": True},
        },
    ),
)
"""Computed columns, before those that people write; the last one is the same on each line."""
TELEPHONE = "telephone"
"""Written as French people read it: `+33…` would be a formula"""


@cache
def columns(model: type[BaseModel]) -> tuple[ColonneCsv, ...]:
    """Return the columns of a kind, in the order of its model."""
    return (*_ENVELOPPE, *_columns(model, ("fiche",), False, True))


def _columns(model: type[BaseModel], path: tuple[str, ...], listed: bool, due: bool) -> Iterator[ColonneCsv]:
    for name, info in model.model_fields.items():
        if name in AILLEURS:
            continue
        inside = list(models_in(info.annotation))
        whole = due and info.is_required()
        if inside:
            yield from _columns(inside[0], (*path, name), listed or is_list(info.annotation), whole)
        else:
            yield ColonneCsv((*path, name), _field((*path, name), info, listed or is_list(info.annotation), whole))


def _field(path: tuple[str, ...], info: FieldInfo, listed: bool, due: bool) -> dict[str, Any]:
    made: dict[str, Any] = {"name": "_".join(path[1:]), "title": " : ".join(titre_of(step) for step in path[1:])}
    if info.description:
        made["description"] = info.description
    limits: dict[str, Any] = {}
    kind = _bare(info.annotation)
    if listed:
        made["type"] = "string"
    elif kind is datetime.date:
        made["type"] = "date"
    elif kind in (int, float, bool):
        made["type"] = {int: "integer", float: "number", bool: "boolean"}[kind]
        if kind is bool:
            made |= {"trueValues": ["oui"], "falseValues": ["non"]}
    else:
        made["type"] = "string"
        if get_origin(kind) is Literal:
            limits["enum"] = list(get_args(kind))
    if due and not listed:
        limits["required"] = True
    return {**made, "constraints": limits} if limits else made


def _bare(annotation: Any) -> Any:
    """Return the type of a field that may be absent."""
    if get_origin(annotation) is Literal:
        return annotation
    kinds = [part for part in get_args(annotation) if part is not type(None)]
    return _bare(kinds[0]) if kinds and get_origin(annotation) is not tuple else annotation


@cache
def _fields(model: type[BaseModel]) -> dict[str, tuple[slice, tuple[tuple[str, ...], ...]]]:
    """Return field of a kind → where its columns are, and the ways from its value to theirs."""
    fields, first = {}, len(_ENVELOPPE)
    for name, held in groupby(columns(model)[first:], lambda column: column.chemin[1]):
        ways = tuple(column.chemin[2:] for column in held)
        fields[name] = slice(first, first := first + len(ways)), ways
    return fields


def cells(record: Enregistrement, licence: str) -> list[str]:
    """Return the line of a record; no cell is a formula for a spreadsheet."""
    model = type(record.valeur)
    line = [_cell(record.donnees, column.chemin) if column.chemin else licence for column in _ENVELOPPE]
    line += [""] * (len(columns(model)) - len(line))
    fields = _fields(model)
    for name, held in record.donnees["fiche"].items():  # most fields are absent
        where, ways = fields[name]
        if held != []:
            line[where] = [_cell(held, way) for way in ways]
    return line


def _cell(data: Any, path: Sequence[str]) -> str:
    held = _at(data, path) if path else data
    if held is None:
        return ""
    if isinstance(held, str):
        return guarded(held)
    if path and path[-1] == TELEPHONE:
        held = [telephone_lu(one) if one else one for one in held]
    return guarded(_joined(held, SEPARATEUR))


def _at(held: Any, path: Sequence[str]) -> Any:
    for rank, step in enumerate(path):
        if held is None:
            return None
        if isinstance(held, list):
            return [_at(item, path[rank:]) for item in held]
        held = held.get(step)
    return held


def _joined(held: Any, sign: str) -> Any:
    if isinstance(held, str):
        return held
    if isinstance(held, bool):
        return "oui" if held else "non"
    if isinstance(held, list):
        texts = [item if isinstance(item, str) else _text(item) for item in held]
        return sign.join([text.replace(SEPARATEUR, AUTRE_BARRE) for text in texts]) if any(texts) else ""
    return held


def _text(item: Any) -> str:
    return "" if item is None else str(_joined(item, DANS_UNE_LISTE))


class _Echo:
    """A file that gives back what is written in it."""

    def write(self, text: str) -> str:
        """Return the line that the writer made."""
        return text


_WRITER = csv.writer(_Echo(), lineterminator="\r\n")


def _lines(records: Iterable[Enregistrement], licence: str) -> Iterator[str]:
    return (str(_WRITER.writerow(cells(record, licence))) for record in records)


def table_files(site: Site, records: Mapping[str, list[Enregistrement]]) -> Iterator[OutputFile]:
    """Yield one CSV per kind that holds something, then the datapackage."""
    title, path = licence_of(site.territoire)
    resources = []
    for genre in TABLES:
        if not records[genre]:
            continue
        name, model = GENRES[genre].pluriel, GENRES[genre].modele
        fields = [column.schema for column in columns(model)]
        lines = [str(_WRITER.writerow([field["name"] for field in fields]))]
        lines += lots((_lines, genre), _lines, records[genre], title)
        data = "".join(lines).encode()
        yield OutputFile(f"{DOSSIER}{name}.csv", data)
        resources.append(
            {
                "name": name,
                "path": f"{name}.csv",
                "title": GENRES[genre].titre_pluriel,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(data),
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
                "schema": {"fields": fields, "primaryKey": "id"},
            }
        )
    package = {
        "profile": "tabular-data-package",
        "name": "offre",
        "title": site.territoire.site.nom,
        "description": site.territoire.site.description,
        "homepage": site.territoire.site.url,
        "version": site.jour.isoformat(),
        "licenses": [{"title": title, **({"path": path} if path else {})}],
        "resources": resources,
    }
    yield json_file(f"{DOSSIER}datapackage.json", package)
