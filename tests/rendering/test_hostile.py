"""Every text of every model is an attack, and the pages only say it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from lxml import etree, html
from pydantic import TypeAdapter, ValidationError

from generator.models.base import Courriel
from tests.construction import read
from tests.hostile import FILES, publish_hostile, text_fields, write_hostile

TOKEN = re.compile(r"jeton([0-9]{4})j(?!-)")
"""The mark of a payload; followed by a dash it is an address made from a name."""
ADDRESSES = {"href", "src", "action"}
SCHEMES = {"", "http", "https", "mailto", "tel", "sms"}
NEVER_SHOWN = ("mots_cles", "alias", "origine", "data_inclusion", "tenu_par")
"""Fields for the search, for the exports, for a fiche of the shelf: no page of a fiche of here says them."""


@dataclass(frozen=True)
class Sites:
    """The hostile site, its harmless twin, and what was put in the first."""

    hostile: Path
    twin: Path
    put: dict[int, tuple[str, str]]

    def names(self) -> list[str]:
        return sorted(path.relative_to(self.hostile).as_posix() for path in self.hostile.rglob("*.html"))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    folder = tmp_path_factory.mktemp("hostile")
    put = {}
    for name, hostile in (("mal", True), ("bien", False)):
        put[name] = write_hostile(folder / name, hostile=hostile)
        publish_hostile(folder / name, folder / f"site-{name}")
    return Sites(folder / "site-mal", folder / "site-bien", put["mal"])


def parse(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def is_cut_name(element: html.HtmlElement) -> bool:
    """A name of a commune is cut where its own words allow it: as many lines as it wants, with nothing else in them."""
    return bool(element.tag in ("text", "tspan") or element.get("class") == "lieu")


def skeleton(page: html.HtmlElement) -> list[tuple[str, ...]]:
    kept = (element for element in page.iter(etree.Element) if not is_cut_name(element))
    return [(element.tag, *sorted(element.keys())) for element in kept]


def strings(page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield (where, text) for each run of text and each attribute of a page."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            yield "comment", element.text or ""
            yield "text", element.tail or ""
            continue
        if is_cut_name(element):
            yield from ((key, value) for key, value in element.items() if key == "class")
            yield "pieces", " ".join(element.getparent().itertext())
            continue
        if element.get("type") != "application/ld+json":
            yield "text", element.text or ""
        yield "text", element.tail or ""
        yield from element.items()


def plain(text: str) -> str:
    """Undo the typography: same words, straight apostrophes, ordinary spaces."""
    return " ".join(text.replace("’", "'").replace("\u00a0", " ").split())


def test_every_text_field_is_filled(sites: Sites) -> None:
    filled = {where for where, _ in sites.put.values()}
    due = {
        f"{model.__name__}.{field}"
        for _, model in FILES
        for field in text_fields(model)
        if any(where.startswith(f"{model.__name__}.") for where in filled)
    }
    assert due - filled == {"Territoire.site.url"}
    assert len(filled) > 90
    assert all("<" in text or "://" in text or "@evil" in text or "{{7*7}}" in text for _, text in sites.put.values())


def test_both_sites_have_the_same_pages(sites: Sites) -> None:
    twin = sorted(path.relative_to(sites.twin).as_posix() for path in sites.twin.rglob("*.html"))
    assert sites.names() == twin
    assert len(twin) > 60


def test_no_element_and_no_attribute_is_injected(sites: Sites) -> None:
    for name in sites.names():
        assert skeleton(parse(sites.hostile / name)) == skeleton(parse(sites.twin / name)), name


def test_every_payload_is_said_as_it_was_written(sites: Sites) -> None:
    """Each run of text that holds a token holds its whole payload, letter for letter."""
    seen: set[int] = set()
    for name in sites.names():
        for where, text in strings(parse(sites.hostile / name)):
            assert where != "comment"
            for match in TOKEN.finditer(text):
                field, payload = sites.put[int(match.group(1))]
                seen.add(int(match.group(1)))
                marked_up = field.endswith(".description") or field.startswith("Corps.")
                if where not in ADDRESSES and not marked_up and "…" not in text:
                    assert plain(payload) in plain(text), (name, field)
    missing = {sites.put[number][0] for number in sites.put.keys() - seen}
    shown = {sites.put[number][0] for number in seen}
    fiches = ("Acteur.", "Service.", "Ressource.", "Financement.")
    never = {field for field in missing - shown if field.startswith(fiches) or field.startswith("Referentiel.termes")}
    assert {field.rsplit(".", 1)[1] for field in never} <= set(NEVER_SHOWN)
    assert len(shown) > 80


def test_a_description_is_markdown_and_nothing_else(sites: Sites) -> None:
    page = parse(sites.hostile / "acteurs" / "pole-ess" / "index.html")
    (paragraph,) = (p for p in page.iter("p") if "javascript:alert" in p.text_content())
    assert [element.tag for element in paragraph.iter()] == ["p", "em", "code", "a"]
    assert plain(paragraph.text_content()).split("j ", 1)[1] == (
        "{{7*7}} {%if%} @@CORPS@@ javascript:alert(1) <script> <b> l'été dit <script>'x' ; d'un</script> un' « lien »"
    )
    assert paragraph.find("code").text == "<script>'x' ; d'un</script>"
    assert paragraph.find("a").get("href") == "https://evil.example/l'ami?a=1&b=2'c"


def test_addresses_lead_where_they_were_written_to(sites: Sites) -> None:
    written = {payload for _, payload in sites.put.values() if payload.startswith("https://")}
    found = set()
    for name in sites.names():
        for where, value in strings(parse(sites.hostile / name)):
            if where in ADDRESSES:
                assert urlsplit(value).scheme in SCHEMES, (name, value)
                made = "/issues/" in value or "/edit/main/" in value
                if "evil.example/jeton" in value and not made:
                    assert value in written, (name, value)
                    found.add(value)
    assert len(found) > 20


def test_a_mail_goes_to_its_address_and_to_no_other(sites: Sites) -> None:
    written = {payload for _, payload in sites.put.values() if payload.endswith("@evil.example")}
    corpus = read()
    written |= {mairie.courriel for mairie in corpus.mairies.values() if mairie.courriel}
    # What a complement says is the fixture's own: it is made of the fields that the fiche fills with payloads.
    written |= {c.courriel for a in corpus.acteurs.values() for c in a.contacts if c.courriel}
    found = set()
    for name in sites.names():
        for link in parse(sites.hostile / name).iter("a"):
            parts = urlsplit(link.get("href") or "")
            if parts.scheme == "mailto":
                # « Envoyer par courriel » names nobody: the person chooses; nothing else may be left empty.
                to_anybody = link.get("data-lettre") is not None or (not parts.path and name.startswith("carnet/"))
                assert unquote(parts.path) in written or to_anybody, (name, link.get("href"))
                assert set(parse_qs(parts.query)) <= {"subject", "body"}
                found |= {unquote(parts.path)} - {""}
            elif parts.scheme == "sms":
                assert parts.path == "" and set(parse_qs(parts.query)) == {"body"}, (name, link.get("href"))
    assert found


@pytest.mark.parametrize(
    "address", ["a?cc=b@evil.example", "a&b@evil.example", "a%0acc:b@evil.example", "a#b@c.example"]
)
def test_an_address_cannot_add_a_copy_to_its_link(address: str) -> None:
    with pytest.raises(ValidationError, match="courriel"):
        TypeAdapter(Courriel).validate_python(address)


def texts_in(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list | dict):
        for inside in data.values() if isinstance(data, dict) else data:
            yield from texts_in(inside)


def test_data_for_machines_hold_the_same_texts(sites: Sites) -> None:
    seen = set()
    for name in sites.names():
        for script in parse(sites.hostile / name).xpath("//script[@type='application/ld+json']"):
            for text in texts_in(json.loads(script.text)):
                for number in TOKEN.findall(text):
                    assert sites.put[int(number)][1] in text
                    seen.add(sites.put[int(number)][0])
    assert {"Service.nom", "Service.resume", "Acteur.nom", "Acteur.resume"} <= seen
    for path in sites.hostile.rglob("*.json"):
        json.loads(path.read_bytes())


def test_the_pictures_and_the_lists_are_well_formed(sites: Sites) -> None:
    pictures = list(sites.hostile.rglob("assets/**/*.svg"))
    assert len(pictures) > 3
    for path in (*pictures, *sites.hostile.glob("*.xml")):
        root = etree.fromstring(path.read_bytes())
        assert root.xpath("//*[local-name()='script']") == []
    assert "evil" not in (sites.hostile / "robots.txt").read_text()


def test_the_guide_keeps_its_words(sites: Sites) -> None:
    for name in ("a1-ecouter-une-ile", "outils/feuille-de-bord"):
        page = parse(sites.hostile / "guide" / name / "index.html")
        text = plain(page.text_content())
        assert plain('{{7*7}} {% if %} @@CORPS@@ & "l\'été"') in text
        assert "{{7*7}} {% raw %} @@CORPS@@ & 1 < 2 > {{7*7}} [[x]] javascript:alert(1) un' « lien »" in text
        assert 'href="acteur:x"' in text
        assert "{{7*7}}{%if%}@@CORPS@@ javascript:x <b> l'été" in text
        assert "https://evil.example/l'ami?a=1&b=2'c" in page.xpath("//@href")
        assert page.xpath("//*[@onclick]") == []
