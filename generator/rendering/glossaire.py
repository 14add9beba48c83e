"""Explain the words of the trade in a rendered body: `abbr` in place, and a list that fingers can open.

Works on the texts between the tags, never inside a tag, a link, a title, a
button or an abbr; a word is marked once, at its first occurrence.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from generator.models.glossaire import Lexique
from generator.rendering.environment import render

PLACE = "<!--mots-->"
"""Where a template wants the list; texts are escaped, so that no content can hold it."""
MAX_MOTS = 6
"""Words in the list of one page; the glossary holds them all."""
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:[^'">]++|"[^"]*"|'[^']*')*+>|<!--.*?-->""", re.DOTALL
)
_OUT = {"a", "abbr", "button", "code", "h1", "h2", "h3", "label", "script", "style", "summary", "svg", "title"}
"""Elements whose texts stay as they are."""


def explain(html: str, lexique: Lexique) -> str:
    """Return the body with its acronyms marked and, at PLACE, the list of its words."""
    if PLACE not in html:
        return html
    if next(lexique.find(html), None) is None:
        return html.replace(PLACE, "", 1)
    pieces: list[str] = []
    found: dict[str, None] = {}
    marked: set[str] = set()
    depth, position = 0, 0
    for tag in _TAG.finditer(html):
        pieces.append(_mark(html[position : tag.start()], lexique, found, marked, inside=depth == 0))
        pieces.append(tag.group())
        position = tag.end()
        if tag["name"] and tag["name"].lower() in _OUT:
            depth += -1 if tag["end"] else 1
    pieces.append(_mark(html[position:], lexique, found, marked, inside=depth == 0))
    return "".join(pieces).replace(PLACE, _list(found, lexique), 1)


def _mark(text: str, lexique: Lexique, found: dict[str, None], marked: set[str], *, inside: bool) -> str:
    if not text or text.isspace():
        return text
    pieces, position = [], 0
    for key, start, end in lexique.find(text):
        found.setdefault(key)
        mot = lexique.mots[key]
        if inside and mot.developpe and key not in marked:
            marked.add(key)
            abbr = Markup('<abbr title="{}">{}</abbr>').format(mot.developpe, Markup(text[start:end]))  # noqa: S704
            pieces += [text[position:start], abbr]
            position = end
    return "".join([*pieces, text[position:]])


def _list(found: dict[str, None], lexique: Lexique) -> str:
    """Return the list of the words met, the acronyms first: they hide the most."""
    if not found:
        return ""
    keys = sorted(found, key=lambda key: not lexique.mots[key].est_sigle)[:MAX_MOTS]
    return render("_mots.html", mots=[(key, lexique.mots[key]) for key in keys])
