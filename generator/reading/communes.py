"""Read the official lists and the territory's communes: CSV, GeoJSON, compressed JSON."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.corpus.corpus import Contour
from generator.corpus.memoire import remembered
from generator.corpus.officiel import CommuneOfficielle, Officiel
from generator.corpus.pausing import without_collection
from generator.models.commune import Commune
from generator.problems import Problem
from generator.problems.codes import problem
from generator.reading.csv_source import read_csv

CSV_PATH = "data/communes.csv"
GEOJSON_PATH = "data/communes.geojson"
OFFICIEL = Path(__file__).parent.parent / "corpus" / "france" / "france.json.xz"
MAX_BYTES = 2 * 1024 * 1024
"""A list of communes or a set of contours beyond 2 MB is not one of ours."""


@remembered
@without_collection
def load_officiel(path: Path = OFFICIEL) -> Officiel:
    """Read the national lists shipped with the engine (made by corpus/france/fabriquer.py)."""
    data = path.read_bytes()
    raw = json.loads(lzma.decompress(data) if path.suffix == ".xz" else data)
    return Officiel(
        regions=raw["regions"],
        departements={code: (nom, region) for code, (nom, region) in raw["departements"].items()},
        epci={siren: (nom, tuple(codes)) for siren, (nom, codes) in raw["epci"].items()},
        communes={
            code: CommuneOfficielle(nom, tuple(postaux), population, departement)
            for code, (nom, postaux, population, departement) in raw["communes"].items()
        },
        anciennes={code: tuple(names) for code, names in raw["anciennes"].items()},
        anciens_codes={code: tuple(seats) for code, seats in raw["anciens_codes"].items()},
    )


def parse_communes(data: bytes) -> tuple[dict[str, Commune], tuple[Problem, ...]]:
    """Return the communes by Insee code, in file order, and every faulty line."""
    communes: dict[str, Commune] = {}

    def take(line: int, cells: dict[str, str]) -> Iterator[Problem]:
        postal = cells["codes_postaux"].replace(";", " ").replace("|", " ").split()
        try:
            commune = Commune.model_validate({**cells, "codes_postaux": postal})
        except ValidationError as error:
            names = ", ".join(dict.fromkeys(str(detail["loc"][0]) for detail in error.errors()))
            yield problem("COM001", CSV_PATH, line, names, f"valeur refusée pour : {names}.")
            return
        if commune.code_insee in communes:
            yield problem("COM001", CSV_PATH, line, "code_insee", f"{commune.code_insee} est là deux fois.")
        communes[commune.code_insee] = commune

    found = read_csv(data, CSV_PATH, "COM001", tuple(Commune.model_fields), take)
    if not communes and not found:
        found = (problem("COM001", CSV_PATH, 1, "", "aucune commune."),)
    return communes, found


def parse_contours(data: bytes) -> tuple[tuple[Contour, ...], tuple[Problem, ...]]:
    """Return the rings of each commune; anything but polygons of finite points is refused."""
    try:
        features = json.loads(data)["features"]
        contours = tuple(Contour(_code(feature["properties"]), _rings(feature["geometry"])) for feature in features)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return (), (problem("COM004", GEOJSON_PATH, 0, "", "le fichier n'est pas un GeoJSON de polygones."),)
    return contours, ()


def _code(properties: dict[str, Any]) -> str:
    code = properties.get("code", properties.get("code_insee"))
    if not isinstance(code, str):
        raise KeyError("code")
    return code


def _rings(geometry: dict[str, Any]) -> tuple[tuple[tuple[float, float], ...], ...]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(geometry["type"])
    rings = tuple(
        tuple((degree(point[0], 180), degree(point[1], 90)) for point in ring)
        for polygon in polygons
        for ring in polygon
    )
    if not rings or any(len(ring) < 4 for ring in rings):
        raise ValueError("ring")
    return rings


def degree(value: Any, bound: int) -> float:
    """Return a longitude (bound 180) or a latitude (90); ValueError for anything else."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not -bound <= value <= bound:
        raise ValueError("degree")
    return float(value)
