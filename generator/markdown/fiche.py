"""The Markdown subset of the fiches: parsed here, for the checks and for the pages alike.

Paragraphs, emphasis, lists, quotes, code, links. No HTML, no image, no table,
no heading (the page owns them). What is rendered is then sanitised by a
whitelist library: two walls, since a pull request is hostile until read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.corpus.memoire import remembered
from generator.markdown.fidele import ATTRIBUTS, faithful
from generator.models.adresse_web import HOTE

TAGS = {"p", "strong", "em", "ul", "ol", "li", "blockquote", "code", "br", "a"}
SCHEMES = {"http", "https", "mailto", "tel"}


@cache
def parser() -> MarkdownIt:
    """Return the one parser; HTML and any link are seen (to be refused) but never passed through."""
    made = MarkdownIt("zero", {"html": True})
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    made.enable(
        [
            "emphasis",
            "list",
            "blockquote",
            "backticks",
            "link",
            "autolink",
            "newline",
            "escape",
            "entity",
            "html_inline",
            "html_block",
            "image",
        ]
    )
    return faithful(made)


def faults(text: str) -> Iterator[tuple[str, str]]:
    """Yield (what is wrong: `html` or `lien`, what was read) for each refused piece.

    A tag or an automatic link begins with `<`, a link or an image holds `](`:
    a text without them, nearly every one, is not parsed here.
    """
    if "<" not in text and "](" not in text:
        return
    for token in _flat(parser().parse(text)):
        if token.type in ("html_inline", "html_block"):
            yield "html", token.content.strip()
        elif token.type == "image":
            yield "html", f"image {token.attrGet('src')}"
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            if not is_safe_link(href):
                yield "lien", href


def is_safe_link(href: str) -> bool:
    """http(s) with a host and no identifiers in it, mailto or tel: nothing else, no `//host`."""
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
        has_user = parts.username is not None
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return HOTE.fullmatch(host) is not None and not has_user
    return parts.scheme in SCHEMES and bool(parts.path)


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from token.children


@remembered
def render_markdown(text: str) -> str:
    """Return safe HTML for a checked text (raw HTML and unsafe links that slipped through are dropped)."""
    html: str = parser().render(text)
    return _cleaner().clean(html)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes={"a": {"href"}, **ATTRIBUTS},
        attribute_filter=lambda tag, name, value: value if tag != "a" or is_safe_link(value) else None,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
