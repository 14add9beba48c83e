"""Long lists: cut in pages, each entry once, light pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from generator.corpus.corpus import Corpus
from generator.rendering.page import Page, Rendering
from generator.rendering.pagination import PAR_PAGE
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI
from tests.construction import build, read, without_arbres
from tests.pages import MOST_ELEMENTS, body, elements, links, words

COUNT = 130


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read()


def many(corpus: Corpus) -> Corpus:
    """Return the corpus with 130 services more."""
    model = corpus.services["permanence-accueil"].model_copy(update={"anciens_ids": ()})
    more = {f"service-{n:03}": model.model_copy(update={"nom": f"Service numéro {n:03}"}) for n in range(COUNT)}
    return corpus.having(service={**corpus.services, **more})


@pytest.fixture(scope="module")
def long(corpus: Corpus) -> Rendering:
    return render_corpus(many(corpus), AUJOURDHUI)


def pages_of(rendering: Rendering, url: str) -> Iterator[tuple[Page, html.HtmlElement]]:
    """Follow « Page suivante » from the first page."""
    by_url = {page.url: page for page in rendering.pages}
    following: str | None = url
    while following is not None:
        parsed = body(rendering, following)
        yield by_url[following], parsed
        following = next((href.lstrip("/") for href in parsed.xpath("//a[@rel='next']/@href")), None)


@pytest.mark.parametrize(
    ("url", "count"),
    [
        ("offre/", COUNT + 14),
        ("offre/services/", COUNT + 6),
        ("offre/modalites/accueil-permanence/", COUNT + 1),
        ("offre/thematiques/identification-besoins/", COUNT + 3),
    ],
)
def test_a_long_list_holds_each_entry_exactly_once(long: Rendering, url: str, count: int) -> None:
    entries: list[str] = []
    pages = list(pages_of(long, url))
    assert len(pages) == -(-count // PAR_PAGE)
    for number, (page, parsed) in enumerate(pages, start=1):
        found = parsed.xpath("//ul[contains(@class, 'fiches')]/li/h3/a/@href")
        assert 0 < len(found) <= PAR_PAGE
        entries += found
        assert f"Page {number} sur {len(pages)}" in words(parsed)
        assert (f", page {number}" in page.titre) == (number > 1)
        back = parsed.xpath("//a[@rel='prev']/@href")
        assert back == ([f"/{pages[number - 2][0].url}"] if number > 1 else [])
    assert len(entries) == count
    assert len(set(entries)) == count


def test_a_page_of_a_list_stays_light(corpus: Corpus, racine_petite_ile: Path, tmp_path: Path) -> None:
    """Whole built pages, head and foot included: at most 500 elements (design, section 9)."""
    folder = racine_petite_ile / "content/offre/services"
    text = (folder / "permanence-accueil.yml").read_text(encoding="utf-8").replace("anciens_ids: [point-accueil]\n", "")
    for n in range(COUNT):
        (folder / f"service-{n:03}.yml").write_text(
            text.replace('nom: "Permanence d\'accueil"', f'nom: "Service numéro {n:03}"'), encoding="utf-8"
        )
    build(without_arbres(racine_petite_ile), tmp_path / "site")
    site = tmp_path / "site"
    kinds = ("offre/*/index.html", "offre/**/page/*/index.html", "offre/*/*/index.html", "communes/*/index.html")
    sizes = {path.relative_to(site).as_posix(): elements(path) for kind in kinds for path in site.glob(kind)}
    assert len(sizes) > 40
    assert {name: size for name, size in sizes.items() if size > MOST_ELEMENTS} == {}
    assert max(sizes.values()) > MOST_ELEMENTS / 2


def test_a_commune_names_the_first_services_then_leads_to_the_list(long: Rendering) -> None:
    page = body(long, "communes/01901/")
    (services,) = page.xpath("//section[@aria-labelledby='ouvert']")
    assert "autres services" in words(services)
    assert "/offre/services/" in links(services)
