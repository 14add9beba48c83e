"""Look at the tags of a page: its links, its ids, what it must not hold.

The same tags come back from page to page. Where every `<` of a page begins a
tag written the plain way, each distinct tag is looked at once; any other page
goes through a whole HTML parser. Both ways end in `_look`, and the plain way
sees at least what the parser sees: a comment or a script hides nothing from it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

from lxml import etree

_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action"}
_FORBIDDEN_TAGS = {"iframe", "object", "embed", "base", "style", "frame", "applet"}
_ADDRESSES = {"href", "src", "action"}
_FORBIDDEN_ATTRIBUTES = {"style", "srcdoc", "srcset", "formaction", "ping"}
_ELSEWHERE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_PIECE = re.compile("<[^>]*>")
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"<]*")?)*)\s*(/?)>')
"""A tag written the plain way: its name in small letters, its values between double quotes."""
_ATTRIBUTE = re.compile(r'([a-zA-Z:-]+)(?:="([^"]*)")?')
_TITLE = re.compile(r"<title>\s*[^\s<]")
_ELEMENTS: Any = etree.XPath("count(//*) - count(//svg//*)")
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=False)


@dataclass(frozen=True, slots=True)
class _Vue:
    """What there is to know of a tag."""

    tag: str
    ids: tuple[str, ...] = ()
    links: tuple[tuple[str, bool], ...] = ()
    faults: tuple[str, ...] = ()
    language: bool = False
    """Whether it gives the language of the page."""


class Look:
    """What a look at a page found."""

    def __init__(self, vues: Iterable[_Vue], elements: int, *, titled: bool) -> None:
        self.elements = elements
        """A drawing counts for one, whatever is in it."""
        self.ids: list[str] = []
        self.links: list[tuple[str, bool]] = []
        """(address, whether a browser fetches it with the page)"""
        self.faults: list[str] = []
        """One h1, a language, a title; no inline script, no event, no style, no frame, nothing from elsewhere."""
        headings = languages = 0
        for vue in vues:
            self.ids += vue.ids
            self.links += vue.links
            self.faults += vue.faults
            headings += vue.tag == "h1"
            languages += vue.language
        if headings != 1:
            self.faults.append("il faut un titre h1, et un seul")
        if not languages or not titled:
            self.faults.append("langue ou titre de page absent")
        if len(set(self.ids)) != len(self.ids):
            twice = sorted(value for value, count in Counter(self.ids).items() if count > 1)
            self.faults.append(f"identifiant présent deux fois : {', '.join(twice)}")


def look(data: bytes) -> Look:
    """Look at a page, whatever its HTML."""
    try:
        return _look_plainly(data.decode())
    except ValueError:  # not plain, or not UTF-8
        return _look_through(data)


def _look_through(data: bytes) -> Look:
    """Look at a page element by element, as a parser understands it."""
    tree: Any = etree.fromstring(data, parser=_PARSER)
    vues = [_look(element.tag, element.items()) for element in tree.iter(etree.Element)]
    return Look(vues, int(_ELEMENTS(tree)), titled=bool((tree.findtext(".//title") or "").strip()))


def _look_plainly(html: str) -> Look:
    """Look at a page piece by piece; raise ValueError when one of them is no plain tag."""
    pieces = _PIECE.findall(html)
    if len(pieces) != html.count("<") or pieces[:1] != ["<!doctype html>"]:
        raise ValueError
    vues = []
    elements = drawing = 0
    for piece in pieces[1:]:
        vue, depth = _look_at(piece)
        if vue is not None:
            vues.append(vue)
        elements += not drawing and piece[1] != "/"
        drawing += depth
    return Look(vues, elements, titled=_TITLE.search(html) is not None)


@lru_cache(maxsize=10_000)
def _look_at(piece: str) -> tuple[_Vue | None, int]:
    """Return (what a plain tag tells, None when it is nothing; 1 when a drawing begins, -1 when it ends)."""
    match = _TAG.fullmatch(piece)
    if match is None:
        raise ValueError
    end, tag, attributes, closed = match.groups()
    depth = 0 if tag != "svg" or closed else -1 if end else 1
    if end:
        return None, depth
    vue = _look(tag, [(name.lower(), unescape(value)) for name, value in _ATTRIBUTE.findall(attributes)])
    return None if vue == _Vue(tag) and tag != "h1" else vue, depth


def _look(tag: str, attributes: Sequence[tuple[str, str]]) -> _Vue:
    """Look at the start of one element."""
    values = dict(reversed(attributes))  # of two values the first one counts
    ids: list[str] = []
    links: list[tuple[str, bool]] = []
    faults: list[str] = []
    if tag in _FORBIDDEN_TAGS:
        faults.append(f"balise interdite : {tag}")
    elif tag == "script" and values.get("type") != "application/ld+json" and not values.get("src"):
        faults.append("script écrit dans la page")
    elif tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
        faults.append("redirection automatique")
    for attribute, value in attributes:
        if attribute == "id":
            ids.append(value)
        elif attribute in _ADDRESSES:
            loaded = values.get("rel") != "canonical" and (attribute == "src" or tag == "link")
            if _LINKS.get(tag) == attribute:
                links.append((value, loaded))
            if loaded and _ELSEWHERE.match(value):
                faults.append(f"ressource prise ailleurs : {value[:60]}")
        elif attribute.startswith("on") or attribute in _FORBIDDEN_ATTRIBUTES:
            faults.append(f"attribut interdit : {attribute}")
    return _Vue(tag, tuple(ids), tuple(links), tuple(faults), tag == "html" and bool(values.get("lang")))
