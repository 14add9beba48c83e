"""The data of a page for search engines: read by extruct, words of schema.org, and nothing that the page hides."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import extruct
import pytest
from lxml import html

from generator.corpus.corpus import Corpus
from generator.rendering.jsonld import of_fiche
from generator.rendering.page import BASE, Page
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI
from tests.exports import hostile, petite_ile, with_fiches

pytestmark = pytest.mark.usefixtures("se_souvenir")

VOCABULAIRE = {
    "Organization": {"name", "description", "url", "contactPoint", "location", "sameAs"},
    "Service": {"name", "description", "url", "provider", "areaServed"},
    "GovernmentService": {"name", "description", "url", "provider", "areaServed"},
    "MonetaryGrant": {"name", "description", "url", "funder"},
    "HowTo": {"name", "step"},
    "HowToStep": {"text"},
    "Event": {"name", "startDate", "eventStatus", "organizer", "url", "location"},
    "City": {"name", "url", "containedInPlace"},
    "AdministrativeArea": {"name"},
    "Place": {"name", "address"},
    "PostalAddress": {"streetAddress", "postalCode", "addressLocality"},
    "ContactPoint": {"contactType", "telephone", "email"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
"""Types and properties of schema.org that we say, written down once: a slip of the pen fails."""
DITS = {
    "name",
    "description",
    "text",
    "streetAddress",
    "addressLocality",
    "contactType",
    "telephone",
    "email",
    "areaServed",
}
"""Properties whose value a person must read on the page."""


@cache
def pages(corpus: Corpus, today: datetime.date) -> tuple[Page, ...]:
    return tuple(page for page in render_corpus(corpus, today).pages if page.jsonld)


def said(page: Page) -> list[dict[str, Any]]:
    """What extruct finds in the page."""
    whole = f'<html><head><script type="application/ld+json">{page.jsonld}</script></head><body></body></html>'
    found = extruct.extract(whole, syntaxes=["json-ld"])["json-ld"]
    return [part for one in found for part in one.get("@graph", [one])]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from objects(item)
    elif isinstance(value, dict):
        yield value
        for held in value.values():
            yield from objects(held)


def flat(text: str) -> str:
    return re.sub(r"\W+", " ", text)


def test_each_kind_of_page_says_what_it_is() -> None:
    kinds = {one["@type"] for page in pages(petite_ile().corpus, AUJOURDHUI) for one in said(page)}
    assert kinds == {*("Organization", "Service", "MonetaryGrant", "HowTo", "Event", "City", "BreadcrumbList")}


@pytest.mark.parametrize("site", [petite_ile(), hostile()], ids=["petite-ile", "hostile"])
def test_only_words_of_schema_org(site: Any) -> None:
    for page in pages(site.corpus, AUJOURDHUI):
        parts = said(page)
        assert parts, page.url
        for one in objects(parts):
            assert set(one) - {"@context", "@type", "@id"} <= VOCABULAIRE[one["@type"]], page.url


@pytest.mark.parametrize("site", [petite_ile(), hostile()], ids=["petite-ile", "hostile"])
def test_nothing_that_the_page_does_not_show(site: Any) -> None:
    """The names of the ancestors and of the territory are in the shell, around the body."""
    shell = f"{site.territoire.nom} Accueil "
    for page in pages(site.corpus, AUJOURDHUI):
        body = html.fragment_fromstring(page.body.replace(BASE, ""), create_parent="main")
        fil = " ".join(label for label, _ in page.fil)
        shown = flat(f"{body.text_content()} {page.titre} {fil} {shell}")
        for one in objects(said(page)):
            for name in DITS & set(one):
                values = one[name] if isinstance(one[name], list) else [one[name]]
                hidden = [value for value in values if flat(value).strip() not in shown]
                assert hidden == [], (page.url, name)


def test_a_service_of_a_public_body() -> None:
    """The SIREN of a public body begins with 1 or 2 (Insee)."""
    corpus = petite_ile().corpus
    pole = corpus.acteurs["pole-ess"].model_copy(update={"siren": "243500741"})
    site = with_fiches(corpus, "acteur", {**corpus.acteurs, "pole-ess": pole})
    kinds = {
        said_by["@type"]
        for entry in site.entrees["service"].values()
        for said_by in [json.loads(of_fiche(site, entry) or "{}")]
        if said_by and entry.fiche.acteur == "pole-ess"
    }
    assert kinds == {"GovernmentService"}


def test_what_is_closed_says_nothing() -> None:
    site = petite_ile()
    closed = [
        entry for kind in ("service", "financement") for entry in site.entrees[kind].values() if not entry.propose
    ]
    assert closed
    assert [of_fiche(site, entry) for entry in closed] == [""] * len(closed)
