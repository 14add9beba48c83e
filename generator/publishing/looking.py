"""Look at the tags of a page: its links, its ids, what it must not hold.

The same tags come back from page to page, and what is around `main` comes back
whole. Where every `<` of a page begins a tag written the plain way, each
distinct tag is looked at once, and so is what surrounds `main`; any other page
goes through a whole HTML parser. Both ways end in `_look`, and the plain way
sees at least what the parser sees: a comment or a script hides nothing from it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple

from lxml import etree

from generator.corpus.memoire import remembered

_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action"}
_FORBIDDEN_TAGS = {"iframe", "object", "embed", "base", "style", "frame", "applet"}
_ADDRESSES = {"href", "src", "action"}
_FORBIDDEN_ATTRIBUTES = {"style", "srcdoc", "srcset", "formaction", "ping"}
_TELLING_TAGS = {*_FORBIDDEN_TAGS, "h1", "html", "script"}
_TELLING_ATTRIBUTES = {*_ADDRESSES, *_FORBIDDEN_ATTRIBUTES, "id", "http-equiv"}
"""With those whose name begins with `on`, all that `_look` judges; the others are not read."""
_ELSEWHERE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_BEGUN = re.compile(b"<[^/][^>]*>")
_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="")?)*)\s*/?>')
"""A tag written the plain way, its values left out: its name in small letters, its values between double quotes."""
_ATTRIBUTE = re.compile(r'([a-zA-Z:-]+)(="")?')
_SHEET = re.compile(rb"(?<=<style>)(?:[^<]|<(?!/))*(?=</style>)")
"""What a parser takes for a style sheet, and no tag: a carnet has one."""
_SCREEN = b'<section class="ecran"'
"""Begins each screen of a carnet, the same ones from one carnet to the next."""
_DOCTYPE = b"<!doctype html>"
_DRAWING = re.compile(rb"<svg[\s>][^<]*(?:<(?!/svg>)[^<]*)*</svg>")
_TITLE = re.compile(rb"<title>([^<]+)")
_ELEMENTS: Any = etree.XPath("count(//*) - count(//svg//*)")
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=False)


class _Vue(NamedTuple):
    """What there is to know of one element."""

    ids: tuple[str, ...] = ()
    links: tuple[tuple[str, bool], ...] = ()
    faults: tuple[str, ...] = ()
    heading: bool = False
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
        for ids, links, faults, heading, language in vues:
            self.ids += ids
            self.links += links
            self.faults += faults
            headings += heading
            languages += language
        if headings != 1:
            self.faults.append("il faut un titre h1, et un seul")
        if not languages or not titled:
            self.faults.append("langue ou titre de page absent")
        if len(set(self.ids)) != len(self.ids):
            twice = sorted(value for value, count in Counter(self.ids).items() if count > 1)
            self.faults.append(f"identifiant présent deux fois : {', '.join(twice)}")


@remembered
def look(data: bytes) -> Look:
    """Look at a page, whatever its HTML."""
    try:
        return _look_plainly(data)
    except ValueError:  # not plain, or not UTF-8
        return _look_through(data)


def _look_through(data: bytes) -> Look:
    """Look at a page element by element, as a parser understands it."""
    tree: Any = etree.fromstring(data, parser=_PARSER)
    vues = [_look(element.tag, element.items()) for element in tree.iter(etree.Element)]
    return Look(vues, int(_ELEMENTS(tree)), titled=bool((tree.findtext(".//title") or "").strip()))


def _look_plainly(data: bytes) -> Look:
    """Look at a page tag by tag, its texts left as they came; raise ValueError when a tag is no plain one."""
    if not data.startswith(_DOCTYPE):
        raise ValueError
    head, body, rest = data[len(_DOCTYPE) :].partition(b"<body>")
    head = _SHEET.sub(b"", head) if b"<style" in head else head
    before, header, rest = rest.rpartition(b"</header>")
    inside, end, after = rest.rpartition(b"</main>")
    vues: list[_Vue] = []
    elements = 0
    first, *screens = inside.split(_SCREEN)
    for found, begun in (
        _look_at_tags(head + body),
        _look_around(before + header),
        _look_at_tags(first),
        *(_look_at_screen(_SCREEN + screen) for screen in screens),
        _look_around(end + after),
    ):
        vues += found
        elements += begun
    title = _TITLE.search(data)
    return Look(vues, elements, titled=title is not None and bool(title[1].decode().strip()))


def _look_at_tags(html: bytes) -> tuple[list[_Vue], int]:
    """Return (what the elements that begin in a text tell, those that tell nothing left out; how many they are).

    Raises ValueError when a tag is not plain, or when a drawing does not end.
    """
    tags = _BEGUN.findall(html)  # a `<` too many makes a tag that is not plain, or is the last one
    drawings = _DRAWING.findall(html) if (begun := html.count(b"<svg")) else []
    if html.rfind(b"<") > html.rfind(b">") or len(drawings) != begun:
        raise ValueError
    inside = sum(len(_BEGUN.findall(drawing)) - 1 for drawing in drawings)
    if len(_SEEN) > _MAX_SEEN:
        _SEEN.clear()
    return [*filter(None, map(_SEEN.__getitem__, tags))], len(tags) - inside


_look_around = lru_cache(maxsize=100)(_look_at_tags)
_look_at_screen = remembered(_look_at_tags)


class _Seen(dict[bytes, _Vue | None]):
    """What each tag tells, looked at once: the same ones come back on every page."""

    def __missing__(self, piece: bytes) -> _Vue | None:
        vue = self[piece] = _look_at(piece)
        return vue


_SEEN, _MAX_SEEN = _Seen(), 3_000


def _look_at(piece: bytes) -> _Vue | None:
    """Return what a tag tells, None when it is nothing; raise ValueError when it is not plain."""
    if piece.count(b"<") > 1:
        raise ValueError
    parts = piece.decode().split('"')
    tag, attributes, href = _read('""'.join(parts[::2]))
    if not tag:
        return None
    if href:  # most of the tags that are seen once
        return _Vue(links=((unescape(parts[href]), False),))
    values = map(unescape, parts[1::2])
    vue = _look(tag, [(name, next(values) if valued else "") for name, valued in attributes])
    return vue if any(vue) else None


@lru_cache(maxsize=1000)
def _read(blank: str) -> tuple[str, list[tuple[str, bool]], int]:
    """Return what a tag is, whatever its values, left out: its name, then (name, whether it has a value) by attribute.

    The name is '' when no value would tell anything. The last one is where the address of an `a` that tells nothing
    else is among what quotes cut; 0 for any other tag. Raises ValueError when it is not plain.
    """
    match = _TAG.fullmatch(blank)
    if match is None:
        raise ValueError
    attributes = [(name.lower(), bool(value)) for name, value in _ATTRIBUTE.findall(match[2])]
    told = [pair for pair in attributes if pair[0] in _TELLING_ATTRIBUTES or pair[0].startswith("on")]
    if match[1] == "a" and told == [("href", True)]:
        return "a", attributes, 1 + 2 * [name for name, valued in attributes if valued].index("href")
    return match[1] if told or match[1] in _TELLING_TAGS else "", attributes, 0


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
            loaded = values.get("rel") not in ("canonical", "alternate") and (attribute == "src" or tag == "link")
            if _LINKS.get(tag) == attribute:
                links.append((value, loaded))
            if loaded and _ELSEWHERE.match(value):
                faults.append(f"ressource prise ailleurs : {value[:60]}")
        elif attribute.startswith("on") or attribute in _FORBIDDEN_ATTRIBUTES:
            faults.append(f"attribut interdit : {attribute}")
    return _Vue(tuple(ids), tuple(links), tuple(faults), tag == "h1", tag == "html" and bool(values.get("lang")))
