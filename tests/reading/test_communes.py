"""The lists: a CSV and a GeoJSON that anybody may have touched; problems, never an exception."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.communes import CSV_PATH, GEOJSON_PATH, load_officiel, parse_communes, parse_contours
from tests.chemins import FIXTURES, PETITE_ILE
from tests.mini import CSV, FILES

ENTETE = FILES[CSV].split("\n")[0]
LIGNE = "01901,Port-Brume,01991,01,Rivages,4210"
CARRE = [[0, 0], [0, 1], [1, 1], [0, 0]]


def communes(*lines: str, end: str = "\n") -> tuple[list[str], list[tuple[int, str, str]]]:
    """Return the codes read, and (line, field, message) of each problem."""
    found, problems = parse_communes(end.join([ENTETE, *lines, ""]).encode())
    assert {(problem.code, problem.path) for problem in problems} <= {("COM001", CSV_PATH)}
    return list(found), [(problem.line, problem.where, problem.message) for problem in problems]


def contours(*features: Any, **other: Any) -> int:
    """Return the number of contours read; -1 when the file is refused."""
    found, problems = parse_contours(json.dumps({"features": list(features), **other}).encode())
    assert [(problem.code, problem.path) for problem in problems] in ([], [("COM004", GEOJSON_PATH)])
    assert not (found and problems)
    return -1 if problems else len(found)


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties or {"code": "01901"}}


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def test_the_right_csv() -> None:
    found, problems = parse_communes(FILES[CSV].encode())
    assert problems == ()
    assert list(found) == ["01901", "01902", "01903", "02901", "02902", "03901"]
    assert found["02901"].codes_postaux == ("02991", "02992")
    assert found["01903"].nom == "Bourg-l'Écume"
    assert found["03901"].population_municipale == 1750


@pytest.mark.parametrize("separator", [" ", ";", "|", "  ", " | "])
def test_postal_codes_are_separated_as_people_do(separator: str) -> None:
    found, problems = parse_communes(f"{ENTETE}\n02901,A,02991{separator}02992,02,R,1\n".encode())
    assert problems == ()
    assert found["02901"].codes_postaux == ("02991", "02992")


def test_a_bom_windows_ends_and_quotes_are_tolerated() -> None:
    data = "\ufeff" + "\r\n".join([ENTETE, '01901,"Port, l\'""Anse""",01991,01,Rivages,4210', ""])
    found, problems = parse_communes(data.encode())
    assert problems == ()
    assert found["01901"].nom == 'Port, l\'"Anse"'


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("1901,Port-Brume,01991,01,Rivages,4210", "code_insee"),
        ("019O1,Port-Brume,01991,01,Rivages,4210", "code_insee"),
        ("01901,,01991,01,Rivages,4210", "nom"),
        ("01901,Port-Brume,,01,Rivages,4210", "codes_postaux"),
        ("01901,Port-Brume,1991,01,Rivages,4210", "codes_postaux"),
        ("01901,Port-Brume,01991,,Rivages,4210", "departement"),
        ("01901,Port-Brume,01991,Estran,Rivages,4210", "departement"),
        ("01901,Port-Brume,01991,01,,4210", "region"),
        ("01901,Port-Brume,01991,01,Rivages,4 210", "population_municipale"),
        ("01901,Port-Brume,01991,01,Rivages,-1", "population_municipale"),
        ("01901,Port-Brume,01991,01,Rivages,", "population_municipale"),
        ("x,,y,z,,w", "code_insee, nom, codes_postaux, departement, region, population_municipale"),
        (f"01901,{'N' * 151},01991,01,Rivages,4210", "nom"),
    ],
)
def test_a_faulty_value(line: str, where: str) -> None:
    assert communes(line) == ([], [(2, where, f"valeur refusée pour : {where}.")])


@pytest.mark.parametrize(
    "line", ["01901,Port-Brume", f"{LIGNE},", "01901;Port-Brume;01991;01;Rivages;4210", "", "x" * 10]
)
def test_a_line_of_another_width(line: str) -> None:
    read, problems = communes(line, LIGNE)
    assert read == ["01901"]
    assert [(number, where) for number, where, _ in problems] == [(2, "")]
    assert problems[0][2].endswith(" colonnes, 6 attendues.")


def test_every_faulty_line_is_told() -> None:
    read, problems = communes("1,A,1,1,R,1", LIGNE, "a,b", LIGNE)
    assert read == ["01901"]
    assert [(number, where) for number, where, _ in problems] == [
        (2, "code_insee, codes_postaux, departement"),
        (4, ""),
        (5, "code_insee"),
    ]
    assert problems[2][2] == "01901 est là deux fois."


def test_a_list_wrong_from_end_to_end_is_not_told_line_by_line() -> None:
    found = communes(*[",,,,,"] * 5_000)[1]
    assert len(found) == 101
    assert found[-1] == (102, "", "déjà 100 lignes fausses : la suite n'est pas lue.")


def test_a_line_after_a_name_on_two_lines_keeps_its_number() -> None:
    _, problems = communes('01901,"Port\nBrume",01991,01,Rivages,4210', "a,b")
    assert [number for number, _, _ in problems] == [3, 4]  # and a name is one line


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 1, "colonnes lues :  ; attendues : code_insee, nom"),
        (b"\xff\xfe", 0, "le fichier n'est pas en UTF-8."),
        (ENTETE.encode("utf-16"), 0, "le fichier n'est pas en UTF-8."),
        ("code_insee,nom\n01901,é\n".encode("latin-1"), 0, "le fichier n'est pas en UTF-8."),
        (b"code;nom\n", 1, "colonnes lues : code;nom ; attendues"),
        (ENTETE.upper().encode() + b"\n", 1, "colonnes lues : CODE_INSEE"),
        (b"<html>\n", 1, "colonnes lues : <html> ; attendues"),
        (b"x" * 5000, 1, f"colonnes lues : {'x' * 80} ; attendues"),
        (ENTETE.encode(), 1, "aucune commune."),
        (f"{ENTETE}\n".encode(), 1, "aucune commune."),
        (f'{ENTETE}\n01901,"Port'.encode(), 2, "guillemet mal placé."),
        (f'{ENTETE}\n01901,"Port"B,01991,01,R,1\n'.encode(), 2, "guillemet mal placé."),
        (f"{ENTETE}\n01901,{'N' * 200_000},01991,01,R,1\n".encode(), 2, "guillemet mal placé."),
    ],
)
def test_a_csv_that_is_not_one(data: bytes, line: int, message: str) -> None:
    found, problems = parse_communes(data)
    assert found == {}
    assert [(problem.code, problem.line) for problem in problems] == [("COM001", line)]
    assert problems[0].message.startswith(message)


def test_the_right_contours() -> None:
    found, problems = parse_contours((PETITE_ILE / "data" / "communes.geojson").read_bytes())
    assert problems == ()
    assert [contour.code for contour in found] == ["01901", "01902", "01903", "02901", "02902", "03901"]
    assert [len(contour.anneaux) for contour in found] == [1, 1, 1, 1, 1, 2]
    assert found[0].anneaux[0][0] == (-30.0, 45.0)


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [
        (polygon(CARRE), 1),
        (polygon(CARRE, CARRE), 1),
        ({"type": "MultiPolygon", "coordinates": [[CARRE], [CARRE]]}, 1),
        (polygon([[-180, -90], [180, 90], [0.5, 1e-9], [-180, -90]]), 1),
        (polygon([[0, 0, 12], [0, 1, 12], [1, 1, 12], [0, 0, 12]]), 1),
        (polygon(), -1),
        (polygon([]), -1),
        (polygon(CARRE[:3]), -1),
        (polygon([[0, 0], [0, 1], [1, 91], [0, 0]]), -1),
        (polygon([[0, 0], [0, 1], [181, 1], [0, 0]]), -1),
        (polygon([[0, 0], [0, 1], [1], [0, 0]]), -1),
        (polygon([[0, 0], [0, 1], ["1", "1"], [0, 0]]), -1),
        (polygon([[0, 0], [0, 1], "11", [0, 0]]), -1),
        (polygon([[0, 0], [0, 1], [True, False], [0, 0]]), -1),
        (polygon([[0, 0], [0, 1], [None, 1], [0, 0]]), -1),
        (polygon([[0, 0], [0, 1], [[1], 1], [0, 0]]), -1),
        (polygon([[0, 0], [0, 1], [{}, 1], [0, 0]]), -1),
        (polygon([[0, 0], [0, 1], [10**400, 1], [0, 0]]), -1),
        (polygon([[0, 0], [0, 1], [float("nan"), 1], [0, 0]]), -1),
        (polygon([[0, 0], [0, 1], [float("inf"), 1], [0, 0]]), -1),
        ({"type": "Point", "coordinates": [0, 0]}, -1),
        ({"type": "LineString", "coordinates": CARRE}, -1),
        ({"type": "GeometryCollection", "geometries": []}, -1),
        ({"type": ["Polygon"], "coordinates": [CARRE]}, -1),
        ({"coordinates": [CARRE]}, -1),
        ({"type": "Polygon"}, -1),
        ({"type": "Polygon", "coordinates": None}, -1),
        ({"type": "Polygon", "coordinates": 3}, -1),
        (None, -1),
        ([], -1),
        ("Polygon", -1),
    ],
)
def test_a_geometry(geometry: Any, expected: int) -> None:
    assert contours(feature(geometry)) == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"code": "01901"}, 1),
        ({"code_insee": "01901"}, 1),
        ({"code": 1901}, -1),
        ({"nom": "x"}, -1),
        ({"code": None}, -1),
        ({"code": ["x"]}, -1),
    ],
)
def test_the_code_of_a_contour(properties: dict[str, Any], expected: int) -> None:
    assert contours(feature(polygon(CARRE), **properties)) == expected


def test_one_wrong_contour_refuses_the_file() -> None:
    assert contours(feature(polygon(CARRE)), feature(None)) == -1
    assert contours(feature(polygon(CARRE)), feature(polygon(CARRE))) == 2
    assert contours() == 0


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00", b"\xff", b"null", b"3", b'"x"', b"[]", b"{}", b'{"features":null}', b'{"features":3}',
        b'{"features":"abc"}', b'{"features":{"a":1}}', b'{"features":[null]}', b'{"features":[{}]}',
        b'{"features":[[]]}',
        b'{"features":[{"properties":null,"geometry":null}]}', b'{"features":[{"properties":[],"geometry":{}}]}',
        b'{"features":[', b"[" * 100_000, b'{"features":' * 50_000, b'{"features":[' + b"9" * 10_000 + b"]}",
        "{\u2028}".encode(), '{"features":[]}'.encode("utf-16")[:9], b"<html>",
    ],
)  # fmt: skip
def test_a_geojson_that_is_not_one(data: bytes) -> None:
    found, problems = parse_contours(data)
    assert found == ()
    assert [(problem.code, problem.line) for problem in problems] == [("COM004", 0)]


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["01901", "Polygon", "MultiPolygon", ""]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["features", "properties", "geometry", "type", "coordinates", "code"]), inner)
    ),
    max_leaves=20,
)


@given(st.lists(st.fixed_dictionaries({"properties": json_like, "geometry": json_like}), max_size=3) | json_like)
def test_any_json_is_contours_or_one_problem(features: Any) -> None:
    found, problems = parse_contours(json.dumps({"features": features}).encode())
    assert not (found and problems)
    assert len(problems) <= 1


@given(st.binary(max_size=200))
def test_any_bytes_are_communes_or_problems(data: bytes) -> None:
    found, problems = parse_communes(ENTETE.encode() + b"\n" + data)
    assert found or problems
    assert parse_contours(data)[1]


def test_the_official_lists(tmp_path: Path) -> None:
    plain = load_officiel(FIXTURES / "officiel.json")
    packed = tmp_path / "officiel.json.xz"
    packed.write_bytes(lzma.compress((FIXTURES / "officiel.json").read_bytes()))
    assert load_officiel(packed) == plain
    assert plain.region_of_departement("03") == "92"
    assert plain.region_name("03") == "Hautes-Brises"
    assert (plain.region_of_departement("99"), plain.region_name("99")) == ("", "")
    assert plain.communes["02901"].codes_postaux == ("02991", "02992")


def test_the_lists_of_france_hold_together() -> None:
    """Shipped with the engine: every commune has a département, every département a région, every EPCI its communes."""
    france = load_officiel()
    assert {commune.departement for commune in france.communes.values()} <= france.departements.keys()
    assert {region for _, region in france.departements.values()} <= france.regions.keys()
    assert all(code in france.communes for _, codes in france.epci.values() for code in codes)
    assert france.region_name("53") == "Pays de la Loire"
    assert france.regions["53"] == "Bretagne"
