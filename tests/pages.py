"""Look at pages before they are poured, or at built ones."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from generator.rendering.page import BASE, Rendering

MOST_ELEMENTS = 500
"""Elements of a list, at most; half of it for a fiche or the home page."""


def body(rendering: Rendering, url: str) -> html.HtmlElement:
    """Return the body of the page at `url`, links written as they were before pouring."""
    (page,) = (page for page in rendering.pages if page.url == url)
    return html.fragment_fromstring(page.body.replace(BASE, ""), create_parent="main")


def links(element: html.HtmlElement) -> list[str]:
    return [link.get("href") for link in element.iter("a")]


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def part(page: html.HtmlElement, title: str) -> html.HtmlElement:
    """Return what stands between the heading `title` and the next one of the same rank."""
    (heading,) = (h for h in page.iter("h2") if words(h) == title)
    found = html.Element("div")
    for sibling in list(heading.itersiblings()):
        if sibling.tag == "h2":
            break
        found.append(sibling)
    return found


def elements(path: Path) -> int:
    return sum(1 for _ in html.document_fromstring(path.read_bytes()).iter("*"))


def outside_drawings(path: Path) -> int:
    """Return the elements of a page but those inside a svg: what the budget counts."""
    page = html.document_fromstring(path.read_bytes())
    return int(page.xpath("count(//*) - count(//svg//*)"))
