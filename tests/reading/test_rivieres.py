"""data/rivieres.geojson: named lines, bounded; a territory may do without."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.reading.rivieres import MAX_NOM, MAX_POINTS, MAX_RIVIERES, parse_rivieres
from tests.construction import read
from tests.mini import Mini

LIGNE = {"type": "LineString", "coordinates": [[-2.0, 47.0], [-2.1, 47.1]]}


def data(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def feature(nom: Any = "la Brume", geometry: Any = LIGNE) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"nom": nom}}


def test_lines_of_one_or_several_parts() -> None:
    several = {"type": "MultiLineString", "coordinates": [LIGNE["coordinates"], LIGNE["coordinates"]]}
    rivieres, problems = parse_rivieres(data(feature(), feature("l'Estran", several)))
    assert problems == ()
    assert [(one.nom, len(one.lignes)) for one in rivieres] == [("la Brume", 1), ("l'Estran", 2)]
    assert rivieres[0].lignes[0] == ((-2.0, 47.0), (-2.1, 47.1))


def long_line(points: int) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [[0, number / 1000] for number in range(points)]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "GeoJSON"),
        (b"[" * 100_000, "GeoJSON"),
        (data(feature(geometry={"type": "Polygon", "coordinates": []})), "GeoJSON"),
        (data(feature(geometry={"type": "LineString", "coordinates": [[-2.0, 47.0]]})), "GeoJSON"),
        (data(feature(geometry={"type": "LineString", "coordinates": [[0, 91], [0, 0]]})), "GeoJSON"),
        (data(feature(geometry={"type": "LineString", "coordinates": [[0, True], [0, 0]]})), "GeoJSON"),
        (data({"type": "Feature", "geometry": LIGNE, "properties": {}}), "GeoJSON"),
        (data(feature("")), "signes"),
        (data(feature("x" * (MAX_NOM + 1))), "signes"),
        (data(feature("a\u202eb")), "signes"),
        (data(feature(), feature()), "deux fois"),
        (data(*(feature(f"n{number}") for number in range(MAX_RIVIERES + 1))), "au plus"),
        (data(feature(geometry=long_line(MAX_POINTS + 1))), "simplifier"),
    ],
)
def test_anything_else_is_refused(text: bytes, said: str) -> None:
    rivieres, problems = parse_rivieres(text)
    assert rivieres == ()
    assert [problem.code for problem in problems] == ["COM005"]
    assert said in problems[0].message


def test_as_many_as_allowed() -> None:
    lines = [feature(f"n{number}", long_line(MAX_POINTS // MAX_RIVIERES)) for number in range(MAX_RIVIERES)]
    assert parse_rivieres(data(*lines))[1] == ()


def test_a_line_that_passes_elsewhere_is_told(mini: Mini) -> None:
    square = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
    shape = {"type": "Polygon", "coordinates": square}
    contour = {"type": "Feature", "geometry": shape, "properties": {"code": "01901"}}
    mini.write("data/communes.geojson", data(contour))
    mini.write("data/rivieres.geojson", data(feature(), feature("ici", long_line(3))))
    found = [problem for problem in mini.verify().problems if problem.code == "COM006"]
    assert [problem.where for problem in found] == ["la Brume"]


def test_a_territory_does_without(racine_petite_ile: Path) -> None:
    assert [one.nom for one in read(racine_petite_ile).rivieres] == ["la Brume", "le Ru des Dunes"]
    (racine_petite_ile / "data/rivieres.geojson").unlink()
    assert read(racine_petite_ile).rivieres == ()
