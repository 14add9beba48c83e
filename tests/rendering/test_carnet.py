"""The carnet answers what the site answers, on every path of every place, and weighs what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from generator.models.arbre import NSP
from generator.orientation.study import study_of
from generator.publishing.carnet import policy, too_heavy
from generator.rendering import carnet
from generator.rendering.page import Page
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.pages import words

QUESTION = "//nav[@aria-labelledby]//ul[@class='reponses']//a"


def page(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes())


def said(element: html.HtmlElement) -> str:
    """All that a screen tells, the way to take it away left out."""
    for one in element.xpath(".//*[contains(@class, 'hors-ligne')]"):
        one.drop_tree()
    return words(element)


def both(site: Path, start: str, tree: html.HtmlElement, first: str) -> Iterator[tuple[str, str, str]]:
    """Walk the site and a carnet answer by answer; yield (address, what the site says, what the carnet says)."""
    screens = {one.get("id"): one for one in tree.xpath("//section[@class='ecran']")}
    left = [(start, first)]
    while left:
        url, screen = left.pop()
        (there,) = page(site / url / "index.html").xpath("//main")
        here = screens[screen]
        yield url, said(there), said(here)
        answers = [(words(a), a.get("href")) for a in there.xpath("." + QUESTION)]
        same = [(words(a), a.get("href").removeprefix("#")) for a in here.xpath("." + QUESTION)]
        assert [text for text, _ in answers] == [text for text, _ in same]
        folder = (site / url).resolve()
        left += [
            ((folder / link).resolve().relative_to(site.resolve()).as_posix() + "/", other)
            for (_, link), (_, other) in zip(answers, same, strict=True)
        ]


@pytest.mark.parametrize("light", [False, True])
def test_it_answers_what_the_site_answers(site_petite_ile: Path, light: bool) -> None:
    corpus = read()
    study = study_of(corpus, AUJOURDHUI)
    walked = set()
    for place in study.lieux.places:
        if place.id == NSP:
            continue
        tree = page(site_petite_ile / carnet.carnet_of(study, place.id, light))
        doors = tree.xpath("//section[@id='carnet']//ul[@class='reponses']//a/@href")
        arbres = sorted(corpus.arbres.items(), key=lambda pair: (pair[1].ordre, pair[0]))
        for (key, _), door in zip(arbres, doors, strict=True):
            for url, there, here in both(site_petite_ile, f"orienter/{key}/{place.id}/", tree, door.removeprefix("#")):
                assert here == there, url
                walked.add(url)
    places = [place.id for place in study.lieux.places if place.id != NSP]
    expected = {f"orienter/{chemin.arbre}/{place}/{chemin.adresse}/" for chemin in study.chemins for place in places}
    assert expected <= walked
    assert len(expected) > 50


def test_it_needs_nothing_but_itself(site_petite_ile: Path) -> None:
    found = sorted((site_petite_ile / "carnet").glob("*.html"))
    assert len(found) > 4
    for path in found:
        tree = page(path)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        inner = {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")}
        assert inner <= set(tree.xpath("//section[@class='ecran' or @id='carnet']/@id"))
        outside = [link for link in tree.xpath("//@href") if not link.startswith("#")]
        assert all(re.match(r"(https?://|tel:|mailto:|sms:)", link) for link in outside)
        assert not tree.xpath("//script | //img | //link | //form | //iframe | //@src | //@style")
        assert "url(" not in (style := tree.xpath("string(//style)"))
        assert tree.xpath("//meta[@http-equiv]/@content") == [policy(style)]
        assert "Copie du " in words(tree.xpath("//header")[0])
        assert len(tree.xpath("//h1")) == 1
        described = " ".join(tree.xpath("//@aria-labelledby")).split()
        assert set(described) <= set(ids)
        assert not too_heavy(f"carnet/{path.name}", path.read_bytes())


def test_the_pages_lead_to_it(site_petite_ile: Path) -> None:
    assert "carnet/commune-01901.html" in "".join(page(site_petite_ile / "communes/01901/index.html").xpath("//@href"))
    (home,) = page(site_petite_ile / "index.html").xpath("//a[contains(., 'hors ligne')]/@href")
    assert home.endswith("orienter/#hors-ligne")
    assert page(site_petite_ile / "orienter/index.html").xpath("//a[contains(@href, 'carnet/plusieurs.html')]")
    results = list((site_petite_ile / "orienter").rglob("feuille/index.html"))
    assert results
    assert all("Emporter hors ligne (" in (one.parents[1] / "index.html").read_text("utf-8") for one in results)


def test_too_many_places_share_one(monkeypatch: pytest.MonkeyPatch) -> None:
    study = study_of(read(), AUJOURDHUI)
    monkeypatch.setattr(carnet, "MAX_LIEUX", 1)
    assert carnet.carnet_of(study, "commune-01901") == "carnet/plusieurs.html"
    assert [place for place, _, _ in carnet.carnets_of(study)] == ["Plusieurs communes"]


def test_what_does_not_fit_is_left_on_the_site(site_petite_ile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fiches go first, then the light form is all there is; it always says so."""
    corpus = read()
    study, site = study_of(corpus, AUJOURDHUI), Site(corpus, AUJOURDHUI)
    pages = [
        Page(f"orienter/{chemin.arbre}/plusieurs/", "Question", "", "orienter", "<h1>Question</h1>")
        for chemin in study.chemins
    ]
    pages += [
        Page(f"communes/{code}/", nom.nom, "", "communes", "<h1>Ici</h1>") for code, nom in corpus.communes.items()
    ]
    pages += [Page("contact/", "Contact", "", "contact", '<h1>Contact</h1><a href="\x00/offre/services/x/">x</a>')]
    pages += [Page("offre/services/x/", "X", "", "offre", f"<h1>{'X' * 5000}</h1>", gabarit="fiche")]
    monkeypatch.setattr(carnet, "MAX_LIEUX", 0)
    made = {file.path: file.data.decode() for file in carnet.carnet_files(site, study, pages)}
    assert "XXXX" in made["carnet/plusieurs.html"]
    assert "XXXX" not in made["carnet/plusieurs-questions.html"]
    monkeypatch.setattr(carnet, "OCTETS_BRUTS", 5000 + len(made["carnet/plusieurs-questions.html"]) - 1500)
    made = {file.path: file.data.decode() for file in carnet.carnet_files(site, study, pages)}
    assert "XXXX" not in made["carnet/plusieurs.html"]
    assert "Il y a trop de fiches pour un seul carnet" in made["carnet/plusieurs.html"]
    monkeypatch.setattr(carnet, "OCTETS", 0)
    made = {file.path: file.data for file in carnet.carnet_files(site, study, pages)}
    assert made["carnet/plusieurs.html"] == made["carnet/plusieurs-questions.html"]
    assert "Ce carnet léger" in made["carnet/plusieurs.html"].decode()


def test_the_budget_is_told() -> None:
    assert too_heavy("carnet/x.html", b"x" * 3_500_001).startswith("ce carnet pèse ")
    assert not too_heavy("carnet/x.html", b"x" * 3_499_999)
