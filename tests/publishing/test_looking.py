"""The two ways of looking at a page agree; the plain one sees all that the parser sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publishing.looking import _look_plainly, _look_through, look

PAGE = '<!doctype html><html lang="fr"><head><title>Titre</title></head><body><h1>Titre</h1>{}</body></html>'
PIECES = (
    '<p id="a">',
    "</p>",
    "</ p",
    '</p title="',
    '<p title="</p" id="b">',
    "</header>",
    '<a href="x/">',
    "</a>",
    '<a href="b>c">',
    "<a href='d/'>",
    "<a href=e/>",
    '<A HREF="f/">',
    '<p onclick="x()">',
    "<p/onclick=x()>",
    "<iframe>",
    "</iframe>",
    "<svg>",
    '<path d="M0 0"/>',
    "</svg>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    '<script src="s.js">',
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<!-- <iframe> -->",
    "l'été",
    '"',
    "&lt;",
    "a < b",
    "<",
    ">",
)


def test_both_ways_agree_on_a_whole_site(site_petite_ile: Path) -> None:
    # A carnet holds its style sheet: it always goes through the parser.
    pages = [path.read_bytes() for path in site_petite_ile.rglob("*.html") if path.parent.name != "carnet"]
    assert len(pages) > 20
    for data in pages:
        plain, parsed = _look_plainly(data), _look_through(data)
        assert (plain.elements, plain.ids, plain.links, plain.faults) == (
            parsed.elements,
            parsed.ids,
            parsed.links,
            parsed.faults,
        )


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_nothing_that_the_parser_sees_escapes_the_plain_way(pieces: list[str]) -> None:
    html = PAGE.format("".join(pieces))
    parsed = _look_through(html.encode())
    try:
        plain = _look_plainly(html.encode())
    except ValueError:
        plain = look(html.encode())
    assert set(parsed.ids) <= set(plain.ids)
    assert set(parsed.links) <= set(plain.links)
    assert {fault for fault in parsed.faults if "h1" not in fault and "titre de page" not in fault} <= set(plain.faults)


@pytest.mark.parametrize("around", ["<script>{}</script>", "<textarea>{}</textarea>", "<title>{}</title>"])
@pytest.mark.parametrize("fault", ["<iframe>", '<p onclick="x()">', '<p style="color:red">'])
def test_no_element_hides_a_plain_tag(around: str, fault: str) -> None:
    """What a browser may take for a text is looked at all the same."""
    faults = _look_plainly(PAGE.format(around.format(fault)).encode()).faults
    assert any(found.startswith(("balise interdite", "attribut interdit")) for found in faults)


@pytest.mark.parametrize(
    "body",
    ['<a href="b>c">x</a>', "<a href='b'>x</a>", "<a href=b>x</a>", "<!-- x -->", "a < b", '<A HREF="b">x</A>', "<"],
)
def test_a_page_that_is_not_plain_goes_through_the_parser(body: str) -> None:
    html = PAGE.format(body)
    with pytest.raises(ValueError):
        _look_plainly(html.encode())
    assert look(html.encode()).links == _look_through(html.encode()).links


@pytest.mark.parametrize("data", [b"x", b"<p>sans en-t\xeate</p>", b"<!DOCTYPE html><p>x</p>"])
def test_what_is_hardly_a_page_is_looked_at_too(data: bytes) -> None:
    assert "il faut un titre h1, et un seul" in look(data).faults


DRAWING = '<svg viewBox="0 0 4 4"><path d="M0 0"/><g><path d="M1 1"/></g></svg>'


@pytest.mark.parametrize(
    "body",
    [
        DRAWING,
        f"<p>{DRAWING} et {DRAWING}</p>",
        f"<p>a</p>\n{DRAWING}\n{DRAWING}",
        f"<main>{DRAWING}</main>\n{DRAWING}",
        DRAWING.replace("<g>", "\n<g>"),
    ],
)
def test_a_drawing_counts_for_one(body: str) -> None:
    html = PAGE.format(body)
    assert _look_plainly(html.encode()).elements == _look_through(html.encode()).elements
    without = PAGE.format(body.replace("\n<g>", "<g>").replace(DRAWING, "<b></b>"))
    assert _look_plainly(html.encode()).elements == _look_plainly(without.encode()).elements


@pytest.mark.parametrize(
    "body",
    ["<svg>", "<main><svg></main></svg>", '<svg viewBox="0 0 4 4"/>', f"<svg><g>{DRAWING}</g></svg>"],
)
def test_a_drawing_that_does_not_end_or_holds_another_goes_through_the_parser(body: str) -> None:
    html = PAGE.format(body)
    with pytest.raises(ValueError):
        _look_plainly(html.encode())
    assert look(html.encode()).elements == _look_through(html.encode()).elements
