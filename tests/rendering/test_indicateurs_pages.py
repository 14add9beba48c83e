"""The dashboard and the collectifs, on the invented territory."""

from __future__ import annotations

import csv
import io
import json
from functools import cache

import pytest

from generator.dispositif.mesures import Valeur
from generator.models.collectif import POINTS, ProjetStructure
from generator.rendering.page import Rendering
from generator.rendering.pages.indicateurs import valeur
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.pages import body, links, words


@cache
def site() -> Rendering:
    return render_corpus(read(), AUJOURDHUI)


def file_of(path: str) -> bytes:
    (found,) = (file.data for file in site().files if file.path == path)
    return found


@pytest.mark.parametrize(
    ("mesure", "text"),
    [
        (Valeur("m", "nombre", 1200), "1\u202f200"),
        (Valeur("m", "taux", 13, 20), "13 sur 20 (65\u00a0%)"),
        (Valeur("m", "taux", 0, 3), "0 sur 3 (0\u00a0%)"),
        (Valeur("m", "note", 18, 5), "3,6 sur 5 (18 points pour 5 notes)"),
        (Valeur("m", "ecart", 3, 3), "+1 point en moyenne (+3 sur 3 auto-évaluations)"),
        (Valeur("m", "ecart", -1, 2), "−0,5 point en moyenne (−1 sur 2 auto-évaluations)"),
        (Valeur("m", "ecart", 4, 2), "+2 points en moyenne (+4 sur 2 auto-évaluations)"),
        (Valeur("m", "ecart", 0, 2), "0 point en moyenne (0 sur 2 auto-évaluations)"),
    ],
)
def test_a_value_always_shows_both_its_terms(mesure: Valeur, text: str) -> None:
    assert valeur(mesure) == text


def test_the_dashboard_holds_every_indicateur_once() -> None:
    page = body(site(), "indicateurs/")
    codes = [words(span) for span in page.find_class("code")]
    assert sorted(codes) == sorted(i.code for i in read().indicateurs.values())
    assert "Mois 11 sur 24" in words(page)


def test_a_chart_is_decoration_beside_its_figures() -> None:
    """Hidden from screen readers; the same figures are in words beside it, and in a table on the page of each."""
    for url in ("indicateurs/", "indicateurs/b1-5/", "indicateurs/b1-4/"):
        page = body(site(), url)
        charts = page.find_class("graphique")
        assert charts and all(chart.get("aria-hidden") == "true" for chart in charts), url
    assert words(body(site(), "indicateurs/b1-4/").xpath("//table")[0]).count("sur") >= 1
    rows = [[words(cell) for cell in row] for row in body(site(), "indicateurs/b1-4/").xpath("//tbody/tr")]
    assert rows == [["Les ateliers du port", "13", "16", "81 %"], ["Le four commun", "2", "5", "40 %"]]


def test_what_is_not_measured_says_so_once() -> None:
    page = body(render_corpus(read().having(instance={}), AUJOURDHUI), "indicateurs/")
    (silent,) = page.find_class("muets")
    assert len(silent) > 1
    assert len(links(silent)) == len(silent)
    assert words(page).count("Pas encore mesuré") == 1


def test_a_collectif_without_agreement_is_nowhere() -> None:
    """Neither its name, nor its words, nor a page, nor a row of a file."""
    for page in site().pages:
        assert "préfère se taire" not in page.body + page.titre + page.description, page.url
        assert "ne doit se lire" not in page.body, page.url
        assert page.url != "collectifs/sans-nom/"
    for file in site().files:
        assert "préfère se taire".encode() not in file.data, file.path


def test_a_collectif_that_agreed_tells_its_way() -> None:
    page = body(site(), "collectifs/ateliers-du-port/")
    text = words(page)
    assert "5 sur 8" in text and "4,2 sur 5" in text and "Nous avons visité trois ateliers" in text
    assert [item.get("class") for item in page.xpath("//ul[@class='points']/li")] == ["fait"] * 4
    few = words(body(site(), "collectifs/four-commun/"))
    assert "Moins de 5 réponses" in few and "sur 5, 2 notes" not in few


def test_the_four_points_are_those_of_the_model() -> None:
    assert POINTS.keys() == ProjetStructure.model_fields.keys()


def test_the_files_hold_every_indicateur() -> None:
    codes = {indicateur.code for indicateur in read().indicateurs.values()}
    rows = list(csv.DictReader(io.StringIO(file_of("indicateurs/indicateurs.csv").decode("utf-8-sig")), delimiter=";"))
    assert {row["code"] for row in rows} == codes
    (row,) = (row for row in rows if row["code"] == "B1.4")
    assert (row["numerateur"], row["denominateur"]) == ("15", "21")
    data = json.loads(file_of("indicateurs/indicateurs.json"))
    assert data["date"] == AUJOURDHUI.isoformat()
    assert {one["code"] for one in data["indicateurs"]} == codes
    (one,) = (one for one in data["indicateurs"] if one["code"] == "A1.1")
    assert [(m["numerateur"], m["denominateur"]) for m in one["mesures"]] == [(17, 22)]


def test_the_door_leads_to_both_halves() -> None:
    assert {"/indicateurs/", "/collectifs/", "/offre/", "/orienter/"} <= set(links(body(site(), "dispositif/")))
