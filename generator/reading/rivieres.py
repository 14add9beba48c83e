"""Read data/rivieres.geojson: the named lines that a territory draws on its maps, rivers above all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.corpus.corpus import Riviere
from generator.problems import Problem
from generator.problems.codes import problem
from generator.reading.communes import degree

RIVIERES_PATH = "data/rivieres.geojson"
MAX_RIVIERES, MAX_POINTS, MAX_NOM = 4, 1_000, 30
"""A map of 640 units stays readable, and under its share of the weight of a page."""


def parse_rivieres(data: bytes) -> tuple[tuple[Riviere, ...], tuple[Problem, ...]]:
    """Return the lines in the order of the file, or () and what is refused."""
    try:
        rivieres = tuple(_riviere(feature) for feature in json.loads(data)["features"])
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return (), (_problem("le fichier n'est pas un GeoJSON de lignes, chacune avec son « nom »."),)
    problems = tuple(_faults(rivieres))
    return (() if problems else rivieres), problems


def _riviere(feature: dict[str, Any]) -> Riviere:
    geometry = feature["geometry"]
    lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
    if geometry["type"] not in ("LineString", "MultiLineString") or not lines:
        raise ValueError(geometry["type"])
    parts = tuple(tuple((degree(point[0], 180), degree(point[1], 90)) for point in line) for line in lines)
    if any(len(part) < 2 for part in parts):
        raise ValueError("line")
    return Riviere(str(feature["properties"]["nom"]).strip(), parts)


def _faults(rivieres: tuple[Riviere, ...]) -> Iterator[Problem]:
    names = [riviere.nom for riviere in rivieres]
    for name in dict.fromkeys(names):
        if not 1 <= len(name) <= MAX_NOM or not name.isprintable():
            yield _problem(f"« {name[:MAX_NOM]} » : un nom a de 1 à {MAX_NOM} signes.")
        if names.count(name) > 1:
            yield _problem(f"« {name} » est écrit deux fois : réunir ses lignes.")
    if len(names) > MAX_RIVIERES:
        yield _problem(f"{len(names)} lignes : {MAX_RIVIERES} au plus.")
    points = sum(len(part) for riviere in rivieres for part in riviere.lignes)
    if points > MAX_POINTS:
        yield _problem(f"{points} points : {MAX_POINTS} au plus, simplifier le tracé.")


def _problem(message: str) -> Problem:
    return problem("COM005", RIVIERES_PATH, 0, "", message)
