"""The page of the autodiagnostic, as it is without JavaScript and on paper."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from lxml import html

from generator.corpus.corpus import Corpus
from generator.models.autodiagnostic import Autodiagnostic
from generator.rendering.environment import lien
from generator.rendering.pages.autodiagnostic import autodiagnostic_page
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.pages import MOST_ELEMENTS, elements, links, words


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read()


def page(corpus: Corpus) -> html.HtmlElement:
    made = autodiagnostic_page(Site(corpus, AUJOURDHUI))
    return html.fragment_fromstring(made.body.replace(lien("")[:-1], ""), create_parent="main")


def points(corpus: Corpus) -> list[html.HtmlElement]:
    (listing,) = page(corpus).xpath("//ol[@data-autodiagnostic]")
    return list(listing.iterchildren("li"))


def test_each_point_says_its_question_and_its_three_states(corpus: Corpus) -> None:
    model = corpus.autodiagnostic
    assert model is not None
    found = points(corpus)
    assert [item.get("id") for item in found] == [f"point-{key}" for key in model.points]
    for item, point in zip(found, model.points.values(), strict=True):
        assert words(item.find("h2")) == point.titre
        told = words(item)
        for text in (point.question, point.faible, point.moyen, point.fort, point.conseil):
            assert text in told


def test_a_weak_point_leads_to_what_may_be_proposed(corpus: Corpus) -> None:
    by_id = {item.get("id"): item for item in points(corpus)}
    decision = by_id["point-decision"]
    assert links(decision) == [
        "/offre/services/atelier-gouvernance/",
        "/offre/services/accompagnateur-referent/",
        "/offre/ressources/guide-premiere-reunion/",
        "/offre/thematiques/gouvernance-partagee/",
    ]
    assert "(une partie : Estran)" in words(decision)
    assert "(une partie : Port-Brume et La Lande-Étoile)" in words(decision)


def test_a_point_without_a_service_finds_those_of_its_subjects(corpus: Corpus) -> None:
    """Subject by subject, then by name; the closed one is not there."""
    by_id = {item.get("id"): item for item in points(corpus)}
    assert [link for link in links(by_id["point-roles"]) if "/services/" in link] == [
        "/offre/services/accompagnateur-referent/",
        "/offre/services/atelier-gouvernance/",
    ]
    assert links(by_id["point-utilite"])[:2] == [
        "/offre/services/permanence-accueil/",
        "/offre/services/parcours-essaimage/",
    ]


def test_the_guide_helps_too(corpus: Corpus) -> None:
    by_id = {item.get("id"): item for item in points(corpus)}
    told = words(by_id["point-roles"])
    assert "Ce qui peut servir : Feuille de bord (outil du guide), Écouter une île (guide)." in told
    assert {"/guide/outils/feuille-de-bord/", "/guide/a1-ecouter-une-ile/"} <= set(links(by_id["point-roles"]))


def test_nothing_to_fill_is_there_without_a_script(corpus: Corpus) -> None:
    """No control that would do nothing; boxes for a pen, on paper only."""
    made = page(corpus)
    assert made.xpath("//input|//button|//form|//select") == []
    boxes = made.xpath("//p[contains(@class, 'cases-papier')]")
    assert len(boxes) == 10
    assert all(words(box).count("☐") == 15 and "seul-papier" in box.get("class") for box in boxes)


def test_a_territory_without_the_file_says_so(corpus: Corpus) -> None:
    made = page(dataclasses.replace(corpus, autodiagnostic=None))
    assert "Les points ne sont pas encore écrits ici." in words(made)
    assert made.xpath("//script") == []
    assert len(made.xpath("//h1")) == 1


def test_many_helps_still_hold_in_the_page(site_petite_ile: Path) -> None:
    """The script adds a legend and five notes a point, then two elements a weak point at most."""
    static = elements(site_petite_ile / "autodiagnostic/index.html")
    assert static + 10 * (2 + 5 * 2) + 10 * 2 + 12 <= MOST_ELEMENTS


def test_the_titles_of_the_page_come_from_the_file(corpus: Corpus) -> None:
    model = corpus.autodiagnostic
    assert isinstance(model, Autodiagnostic)
    made = autodiagnostic_page(Site(corpus, AUJOURDHUI))
    assert (made.titre, made.description) == (model.titre, model.promesse)
