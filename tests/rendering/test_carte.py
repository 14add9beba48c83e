"""The maps: shared borders stay shared, names do not collide, and a list does without a map."""

from __future__ import annotations

import dataclasses
import math
import random
import re
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from lxml import etree, html

from generator.corpus.corpus import Contour, Corpus
from generator.rendering.carte import Carte
from generator.rendering.noms_carte import MAX_NAMES, SMALL_HEIGHT, WIDE_HEIGHT
from generator.rendering.projection import WIDTH
from tests.construction import build, read

Point = tuple[int, int]
NAME_WIDTH, NAME_HEIGHT = 15.6, 29
"""Measured in a browser at 24 pixels (site.css): the widest sign of a name on average, and the height."""
SMALL_WIDTH = 6.8
"""The same at 12 pixels, for a name that a wide screen alone shows."""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read()


def rings(path: str) -> list[list[Point]]:
    """Return the absolute points of each ring of an SVG path made of M, l and z."""
    found = []
    for part in re.findall(r"M([^z]*)z", path):
        start, *steps = part.split("l")
        points = [tuple(int(number) for number in re.findall(r"-?\d+", start))]
        for step in steps:
            dx, dy = (int(number) for number in re.findall(r"-?\d+", step))
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        found.append(points)
    return found


def edges(ring: list[Point]) -> list[frozenset[Point]]:
    return [frozenset(pair) for pair in pairwise([*ring, ring[0]]) if pair[0] != pair[1]]


def area(ring: list[Point]) -> float:
    """Return the area with the sign of the direction of the ring."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]])) / 2


def outline(borders: list[frozenset[Point]], drawn: list[list[Point]]) -> list[Point]:
    """Follow the edges that only one ring has, in the direction of that ring."""
    following = {a: b for ring in drawn for a, b in pairwise([*ring, ring[0]]) if frozenset((a, b)) in set(borders)}
    points = [next(iter(following))]
    while len(points) < len(following):
        points.append(following[points[-1]])
    assert following[points[-1]] == points[0]
    return points


def mosaic(corpus: Corpus, seed: int, side: int = 5, steps: int = 12) -> Corpus:
    """Return the corpus with side x side communes; neighbours share crooked borders, point for point."""
    chance = random.Random(seed)  # noqa: S311

    def crooked(ax: float, ay: float, bx: float, by: float) -> list[tuple[float, float]]:
        points = [(ax + (bx - ax) * i / steps, ay + (by - ay) * i / steps) for i in range(steps + 1)]
        return [
            (x + chance.uniform(-0.1, 0.1), y + chance.uniform(-0.1, 0.1)) if 0 < i < steps else (x, y)
            for i, (x, y) in enumerate(points)
        ]

    across = {(x, y): crooked(x, y, x + 1, y) for x in range(side) for y in range(side + 1)}
    up = {(x, y): crooked(x, y, x, y + 1) for x in range(side + 1) for y in range(side)}
    communes, contours = {}, []
    model = corpus.communes["01901"]
    for x in range(side):
        for y in range(side):
            code = f"{1001 + x * side + y:05}"
            ring = across[x, y] + up[x + 1, y][1:] + across[x, y + 1][::-1][1:] + up[x, y][::-1][1:]
            contours.append(Contour(code, (tuple((-2 + px / 50, 47 + py / 50) for px, py in ring),)))
            name = " ".join(["Saint", "Martin", "sur", "Mer"][: chance.randint(1, 4)])
            communes[code] = model.model_copy(
                update={"code_insee": code, "nom": f"{name} {code}", "population_municipale": chance.randint(50, 9000)}
            )
    return dataclasses.replace(corpus, communes=communes, contours=tuple(contours))


@pytest.mark.parametrize("seed", range(4))
def test_rounded_neighbours_leave_no_hole_and_no_overlap(corpus: Corpus, seed: int) -> None:
    paths = Carte(mosaic(corpus, seed)).paths
    assert len(paths) == 25
    drawn = [ring for path in paths.values() for ring in rings(path)]
    count = Counter(edge for ring in drawn for edge in set(edges(ring)))
    assert set(count.values()) == {1, 2}
    borders = [edge for edge, times in count.items() if times == 1]
    ends = Counter(point for edge in borders for point in edge)
    assert set(ends.values()) == {2}, "the outline of the territory is one closed line"
    assert len({area(ring) > 0 for ring in drawn}) == 1, "no commune is turned inside out"
    assert sum(area(ring) for ring in drawn) == pytest.approx(area(outline(borders, drawn)), rel=1e-12)


def test_the_area_of_the_parts_is_the_area_of_the_whole(corpus: Corpus) -> None:
    """Straight borders: the sum is exact."""
    carte = Carte(corpus)
    by_code = {code: rings(path) for code, path in carte.paths.items()}
    island = by_code["03901"].pop(1)
    whole = sum(area(ring) for parts in by_code.values() for ring in parts)
    points = [point for parts in by_code.values() for ring in parts for point in ring]
    width = max(x for x, _ in points) - min(x for x, _ in points)
    height = max(y for _, y in points) - min(y for _, y in points)
    assert abs(whole) == width * height
    assert area(island) * whole > 0


def test_the_drawing_keeps_the_shape_of_the_territory(corpus: Corpus) -> None:
    """One degree of longitude is shorter than one of latitude: by the cosine of the latitude."""
    square = Contour("01901", (((0.0, 60.0), (1.0, 60.0), (1.0, 61.0), (0.0, 61.0), (0.0, 60.0)),))
    carte = Carte(dataclasses.replace(corpus, contours=(square,)))
    assert carte.height - 8 == pytest.approx((WIDTH - 8) / math.cos(math.radians(60.5)), abs=1)


def test_each_ring_of_a_multipolygon_is_drawn(corpus: Corpus) -> None:
    assert {code: len(rings(path)) for code, path in Carte(corpus).paths.items()} == {
        "01901": 1,
        "01902": 1,
        "01903": 1,
        "02901": 1,
        "02902": 1,
        "03901": 2,
    }


def drawing(carte: Carte, choisie: str = "") -> html.HtmlElement:
    """Return the map, out of the map and its key."""
    (svg,) = html.fragment_fromstring(str(carte.clickable(choisie)), create_parent="div").iter("svg")
    return svg


def boxes(names: list[html.HtmlElement], width: float, height: float) -> list[tuple[float, float, float, float]]:
    """Return (left, right, top, bottom) of names, of one line or two."""
    found = []
    for name in names:
        lines = [name.text, *(part.text for part in name.iter("tspan"))]
        x, y, half = float(name.get("x")), float(name.get("y")), max(map(len, lines)) * width / 2
        found.append((x - half, x + half, y - height, y + height * (len(lines) - 1)))
    return found


def apart(found: list[tuple[float, float, float, float]]) -> bool:
    return all(
        one[1] <= two[0] or two[1] <= one[0] or one[3] <= two[2] or two[3] <= one[2]
        for one, two in combinations(found, 2)
    )


@pytest.mark.parametrize("seed", range(6))
def test_names_stay_on_the_map_and_do_not_collide(corpus: Corpus, seed: int) -> None:
    carte = Carte(mosaic(corpus, seed, side=4 + seed))
    texts = list(drawing(carte).iter("text"))
    waters = [text for text in texts if "eau" in (text.get("class") or "")]
    large = [text for text in texts if "n2" in (text.get("class") or "")]
    always = [text for text in texts if text not in large and text not in waters]
    assert 2 <= len(always) <= MAX_NAMES
    assert large
    on_a_phone = boxes(always + waters, NAME_WIDTH, NAME_HEIGHT)
    assert apart(on_a_phone)
    wide = boxes(always + waters, NAME_WIDTH * 17 / 24, WIDE_HEIGHT - 1) + boxes(large, SMALL_WIDTH, SMALL_HEIGHT - 1)
    assert apart(wide)
    assert all(left >= 0 and right <= WIDTH for left, right, _, _ in on_a_phone + wide)


def test_the_biggest_communes_are_named_at_any_size_all_on_a_wide_screen(corpus: Corpus) -> None:
    texts = {"".join(text.itertext()): text.get("class") for text in drawing(Carte(corpus)).iter("text")}
    assert {name for name, kind in texts.items() if kind is None} == {
        "Port-Brume", "La Lande-Étoile", "Les Trois-Balises", "Bourg-l'Écume",
    }  # fmt: skip
    assert {name for name, kind in texts.items() if kind == "n2"} == {"Val-Clair", "Roche-Lune"}


def test_a_river_has_its_bank_its_line_its_name_and_its_key(corpus: Corpus) -> None:
    carte = Carte(corpus)
    svg = drawing(carte)
    kinds = [path.get("class") for path in svg.iter("path") if not path.getparent().get("href")]
    assert kinds == ["rive", "r1", "rive", "r2"]
    bank, line, *_ = [path.get("d") for path in svg.iter("path") if path.get("class") in ("rive", "r1")]
    assert bank == line
    assert line.startswith("M")
    assert [text.text for text in svg.iter("text") if "eau" in (text.get("class") or "")] == [
        "la Brume",
        "le Ru des Dunes",
    ]
    key = html.fragment_fromstring(str(carte.clickable("01901")), create_parent="div").find_class("legende")[0]
    assert [(one.get("class"), one.text) for one in key.iter("li")] == [
        ("l-choisie", "Port-Brume"), ("l1", "Estran"), ("l2", "Dunes-et-Marais"), ("l3", "Falaises"),
        ("eau-1", "la Brume"), ("eau-2", "le Ru des Dunes"),
    ]  # fmt: skip


def test_a_river_passes_where_it_was_written(corpus: Corpus) -> None:
    """la Brume begins on the west border and goes through the corner common to four communes."""
    carte = Carte(corpus)
    ((nom, (points,)), *_) = carte.rivieres
    assert nom == "la Brume"
    corner = {point for ring in carte.rings["01901"] for point in ring} & {
        point for ring in carte.rings["02902"] for point in ring
    }
    assert corner <= set(points)
    assert points[0][0] == 4


def test_the_chosen_commune_stands_out(corpus: Corpus) -> None:
    svg = drawing(Carte(corpus), "03901")
    assert [path.findtext("title") for path in svg.xpath(".//path[@class='c choisie']")] == [
        corpus.communes["03901"].nom
    ]
    assert ["".join(t.itertext()) for t in svg.iter("text") if "sur-choisie" in (t.get("class") or "")] == [
        "Les Trois-Balises"
    ]


def test_neighbours_share_a_border_and_not_a_corner(corpus: Corpus) -> None:
    carte = Carte(corpus)
    assert carte.voisines("01901") == ["01902", "01903"]
    assert carte.voisines("01902") == ["01901", "02901", "02902"]
    assert carte.voisines("99999") == []


def test_the_map_to_click_is_out_of_the_way_of_the_keyboard(corpus: Corpus) -> None:
    svg = drawing(Carte(corpus))
    assert svg.get("aria-hidden") == "true"
    links = svg.xpath(".//a")
    assert len(links) == 6
    assert {link.get("tabindex") for link in links} == {"-1"}
    assert [title.text for title in svg.xpath(".//title")] == [c.nom for c in corpus.communes.values()]


def test_around_a_commune_only_the_neighbours_that_the_page_lists_are_links(corpus: Corpus) -> None:
    carte = Carte(corpus)
    (svg,) = html.fragment_fromstring(str(carte.clickable("01902", ("01901",))), create_parent="div").iter("svg")
    assert [link.get("href").split("/")[-2] for link in svg.xpath(".//a")] == ["01901"]
    assert len(svg.xpath(".//title")) == 6


def test_a_departement_has_its_colour(corpus: Corpus) -> None:
    assert Carte(corpus).classes == {
        "01901": "d1",
        "01902": "d1",
        "01903": "d1",
        "02901": "d2",
        "02902": "d2",
        "03901": "d3",
    }


def test_a_picture_fills_what_is_open(corpus: Corpus) -> None:
    carte = Carte(corpus)
    some = carte.coverage_file(frozenset({"01901", "03901"}))
    again = carte.coverage_file(frozenset({"03901", "01901"}))
    other = carte.coverage_file(frozenset({"01902"}))
    assert some is not None
    assert other is not None
    assert some == again
    assert some.path != other.path
    drawing = etree.fromstring(some.data)
    paths = drawing.findall("{http://www.w3.org/2000/svg}path")
    assert [path.get("class") for path in paths] == ["o", None, None, None, None, "o"]
    assert [path.get("d") for path in paths] == [carte.paths[code] for code in sorted(carte.paths)]


def test_a_picture_is_announced_with_its_own_size(site_petite_ile: Path) -> None:
    page = html.document_fromstring((site_petite_ile / "offre/services/permanence-accueil/index.html").read_bytes())
    (image,) = page.xpath("//main//img")
    drawn = etree.parse(site_petite_ile / "offre/services/permanence-accueil" / image.get("src")).getroot()
    assert drawn.get("viewBox") == f"0 0 {image.get('width')} {image.get('height')}"


def test_without_contours_the_lists_are_enough(racine_petite_ile: Path, tmp_path: Path) -> None:
    (racine_petite_ile / "data/communes.geojson").unlink()
    carte = Carte(read(racine_petite_ile))
    assert carte.clickable() is None
    assert carte.coverage_file(frozenset({"01901"})) is None
    site = tmp_path / "site"
    build(racine_petite_ile, site)
    assert not (site / "assets" / "cartes").exists()
    for name in ("index.html", "communes/index.html"):
        page = html.document_fromstring((site / name).read_bytes())
        assert page.xpath("//svg[@class='carte']") == []
        assert len(page.xpath("//main//li/a[contains(@href, 'communes/')]")) == 6 or name != "index.html"
    fiche = html.document_fromstring((site / "offre/services/permanence-accueil/index.html").read_bytes())
    assert fiche.xpath("//img") == []
