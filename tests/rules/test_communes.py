"""Places: the official lists judge the communes, the contours and the zones."""

from __future__ import annotations

import json

import pytest

from generator.models.fiche import Zone
from generator.rules.communes import (
    _in_france,
    _is_far,
    check_communes,
    check_contours,
    check_coverage,
    check_doubts,
    check_mairies,
    check_zones,
)
from generator.rules.references import check_references
from tests.chemins import AUJOURDHUI
from tests.mini import ACTEUR, CSV, FILES, FINANCEMENT, GEOJSON, SERVICE, TERRITOIRE, Mini

CODES = ["01901", "01902", "01903", "02901", "02902", "03901"]
MAIRIES = "data/mairies.csv"
COLONNES = "code_insee,telephone,courriel,site,adresse,horaires,source,date"
PARTOUT = "zone:\n  type: territoire\n"


def contours(*codes: str) -> str:
    ring = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}
    return json.dumps({"features": [{"properties": {"code": code}, "geometry": ring} for code in codes]})


def zone(genre: str, *codes: str) -> str:
    return f"zone:\n  type: {genre}\n  codes:\n" + "".join(f'    - "{code}"\n' for code in codes)


@pytest.mark.parametrize("regle", [check_communes, check_contours, check_mairies, check_zones, check_coverage])
def test_the_right_case(mini: Mini, regle: object) -> None:
    mini.write(GEOJSON, contours(*CODES))
    mini.write(MAIRIES, f"{COLONNES}\n01901,,,,,,Annuaire,2026-11\n03901,,,,,,Annuaire,2026-11-22\n")
    mini.change(SERVICE, PARTOUT, zone("departements", "01", "02"))
    mini.change(FINANCEMENT, "zone:\n  type: france\n", zone("regions", "91"))
    mini.change(
        ACTEUR, PARTOUT, zone("epci", "732829320") + "lieux: [{adresse: A, code_postal: '01991', commune: '01901'}]\n"
    )
    assert mini.broken(regle) == []  # type: ignore[arg-type]


def test_a_missing_commune(mini: Mini) -> None:
    mini.change(CSV, "02902,Roche-Lune,02991,02,Rivages,415\n", "")
    assert mini.broken(check_communes) == [("COM002", CSV, 0, "code_insee")]
    (problem,) = check_communes(mini.corpus(), AUJOURDHUI)
    assert problem.message == "02902 (Roche-Lune) manque."


def test_a_commune_of_elsewhere(mini: Mini) -> None:
    mini.add(CSV, "03902,Fort-Ajonc,03992,03,Hautes-Brises,530\n")
    assert mini.broken(check_communes) == [("COM002", CSV, 8, "code_insee")]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("Val-Clair,01992,01", "Val-Claire,01992,01", "nom"),
        ("Val-Clair,01992,01", "Val-Clair,01992,02", "departement"),
        ("Val-Clair,01992,01,Rivages", "Val-Clair,01992,01,Rivage", "region"),
    ],
)
def test_a_commune_otherwise_than_official(mini: Mini, old: str, new: str, where: str) -> None:
    mini.change(CSV, old, new)
    assert mini.broken(check_communes) == [("COM002", CSV, mini.line(CSV, "Val-Clair"), where)]


def test_the_population_and_the_order_are_free(mini: Mini) -> None:
    head, *rows = FILES[CSV].splitlines(keepends=True)
    mini.write(CSV, head + "".join(reversed(rows))).change(CSV, ",4210", ",4211")
    assert mini.broken(check_communes) == []


def test_a_mairie_of_elsewhere_and_one_of_tomorrow(mini: Mini) -> None:
    mini.write(MAIRIES, f"{COLONNES}\n01901,,,,,,Annuaire,2026-11-23\n03902,,,,,,Annuaire,2026\n")
    assert mini.broken(check_mairies) == [("DAT001", MAIRIES, 2, "date"), ("MAI002", MAIRIES, 3, "code_insee")]


def test_two_epci_and_an_unknown_one(mini: Mini) -> None:
    mini.change(TERRITOIRE, 'epci: ["732829320"]', 'epci:\n  - "732829320"\n  - "999999998"')
    missing = [(problem.line, problem.message[:5]) for problem in check_communes(mini.corpus(), AUJOURDHUI)]
    assert missing == [(0, "03902"), (0, "04901")]
    mini.change(TERRITOIRE, "999999998", "404833048")
    assert mini.broken(check_communes) == [("ZON001", TERRITOIRE, mini.line(TERRITOIRE, "404833048"), "epci[2]")]


def test_contours_and_communes_name_the_same(mini: Mini) -> None:
    assert mini.broken(check_contours) == [], "sans contours, une liste remplace la carte"
    mini.write(GEOJSON, contours(*CODES[1:], "09999"))
    assert mini.broken(check_contours) == [("COM003", GEOJSON, 0, "01901"), ("COM003", GEOJSON, 0, "09999")]
    messages = [problem.message for problem in check_contours(mini.corpus(), AUJOURDHUI)]
    assert messages == ["01901 n'a pas de contour.", "09999 n'est pas dans data/communes.csv."]


@pytest.mark.parametrize(
    ("genre", "code"),
    [("communes", "01999"), ("departements", "99"), ("regions", "01"), ("epci", "404833048")],
)
def test_an_unknown_code(mini: Mini, genre: str, code: str) -> None:
    known = {"communes": "01901", "departements": "01", "regions": "91", "epci": "732829320"}[genre]
    mini.change(SERVICE, PARTOUT, zone(genre, known, code))
    assert mini.broken(check_zones) == [("ZON001", SERVICE, mini.line(SERVICE, f'"{code}"'), "zone.codes[2]")]


def test_an_unknown_commune_of_a_place(mini: Mini) -> None:
    place = "lieux:\n  - adresse: A\n    code_postal: '01991'\n    commune: '01991'\n"
    for path in (ACTEUR, SERVICE):
        mini.add(path, place)
    assert mini.broken(check_references) == [
        ("ZON001", ACTEUR, mini.line(ACTEUR, "commune: '"), "lieux[1].commune"),
        ("ZON001", SERVICE, mini.line(SERVICE, "commune: '"), "lieux[1].commune"),
    ]
    hints = {problem.hint for problem in check_references(mini.corpus(), AUJOURDHUI)}
    assert hints == {"C'est un code postal. Le code Insee est : Port-Brume 01901 et Bourg-l'Écume 01903."}


def test_a_region_given_for_a_departement(mini: Mini) -> None:
    mini.change(SERVICE, PARTOUT, zone("departements", "01", "92"))
    assert mini.broken(check_zones) == [("ZON002", SERVICE, mini.line(SERVICE, '"92"'), "zone.codes[2]")]
    (problem,) = check_zones(mini.corpus(), AUJOURDHUI)
    assert problem.message == "« 92 » est le code de la région Hautes-Brises, pas d'un département d'ici."
    assert problem.hint == "Écrire « type: regions », ou les départements : 01, 02, 03."


def test_a_service_out_of_its_acteurs_zone(mini: Mini) -> None:
    mini.change(ACTEUR, PARTOUT, zone("departements", "01"))
    assert mini.broken(check_coverage) == [("ZON003", SERVICE, mini.line(SERVICE, "zone:"), "zone")]
    (problem,) = check_coverage(mini.corpus(), AUJOURDHUI)
    assert problem.message == (
        "l'acteur « Pôle de Mini » n'agit pas dans 3 commune(s), dont La Lande-Étoile, Roche-Lune, Les Trois-Balises."
    )


def test_co_porteurs_widen_the_zone(mini: Mini) -> None:
    other = "content/acteurs/voisins.yml"
    mini.change(ACTEUR, PARTOUT, zone("departements", "01"))
    mini.copy(ACTEUR, other, ("Pôle de Mini", "Voisins"), ('- "01"', '- "02"\n    - "03"'))
    mini.change(SERVICE, "acteur: pole", "acteur: pole\nco_porteurs: [voisins]")
    assert mini.broken(check_coverage) == []


DOUTE = zone("departements", "04") + "a_verifier:\n  type: departements\n  codes: ['01']\n  aupres_de: pole\n"


def test_a_fiche_of_elsewhere_that_is_to_verify_here(mini: Mini) -> None:
    """Its zone holds no commune of here, and that is no fault: what counts is where it is to be verified."""
    mini.change(SERVICE, PARTOUT, DOUTE)
    assert mini.broken(check_coverage) == []
    mini.change(SERVICE, "codes: ['01']", "codes: ['05']")
    assert [item[0] for item in mini.broken(check_coverage)] == ["ZON004", "ZON004"]


def test_to_verify_with_somebody_who_can_be_reached(mini: Mini) -> None:
    mini.change(SERVICE, PARTOUT, DOUTE)
    assert mini.broken(check_doubts) == []
    mini.change(ACTEUR, FILES[ACTEUR][FILES[ACTEUR].index("contacts:") :], "")
    line = mini.line(SERVICE, "aupres_de")
    assert mini.broken(check_doubts) == [("ZON005", SERVICE, line, "a_verifier.aupres_de")]


@pytest.mark.parametrize("path", [ACTEUR, SERVICE, FINANCEMENT])
def test_a_zone_without_any_commune_of_here(mini: Mini, path: str) -> None:
    old = "zone:\n  type: france\n" if path == FINANCEMENT else PARTOUT
    mini.change(path, old, zone("departements", "04"))
    found = [item for item in mini.broken(check_coverage) if item[0] == "ZON004"]
    assert found == [("ZON004", path, mini.line(path, "zone:"), "zone")]


@pytest.mark.parametrize(
    ("genre", "codes", "expected"),
    [
        ("territoire", [], CODES),
        ("france", [], CODES),
        ("communes", ["01901", "04901"], ["01901"]),
        ("departements", ["01", "03"], ["01901", "01902", "01903", "03901"]),
        ("regions", ["91"], CODES[:5]),
        ("regions", ["92"], ["03901"]),
        ("epci", ["732829320"], CODES),
        ("epci", ["999999998"], []),
        ("epci", ["404833048"], []),
    ],
)
def test_coverage(mini: Mini, genre: str, codes: list[str], expected: list[str]) -> None:
    place = Zone.model_validate({"type": genre, "codes": codes})
    assert mini.corpus().coverage(place) == frozenset(expected)


@pytest.mark.parametrize(
    ("point", "far"),
    [((2, 2), False), ((-2, -2), False), ((2.1, 0), True), ((0, 2.1), True), ((-2.1, 0), True), ((0, -2.1), True)],
)
def test_a_commune_is_far_beyond_two_degrees_either_way(point: tuple[float, float], far: bool) -> None:
    assert _is_far((point[0] + 3, point[1] + 40), (3, 40)) is far


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((-4.5, 48.4), True),
        ((9.2, 41.4), True),
        ((48.4, -4.5), False),
        ((2, 36.7), False),
        ((2, 52), False),
        ((12, 45), False),
    ],
)
def test_metropolitan_france(point: tuple[float, float], inside: bool) -> None:
    """Brest and Bonifacio are there; Brest turned round, Algiers, the North Sea and Venice are not."""
    assert _in_france(point) is inside
