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
_TAG = re.compile(r"""(</?[a-zA-Z](?:[^'">]++|"[^"]*"|'[^']*')*+>|<!--.*?-->)""", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_BETWEEN = "\x01"
"""Stands for a tag while the texts are looked at in one go; no content can hold it."""
_OUT = {"a", "abbr", "button", "code", "h1", "h2", "h3", "label", "script", "style", "summary", "svg", "title"}
"""Elements whose texts stay as they are."""


def explain(html: str, lexique: Lexique) -> str:
    """Return the body with its acronyms marked and, at PLACE, the list of its words."""
    if PLACE not in html:
        return html
    if next(lexique.find(html), None) is None:  # no word, tags included: nothing to look for between them
        return html.replace(PLACE, "", 1)
    parts = _TAG.split(html)
    text = _BETWEEN.join(parts[::2])
    words = list(lexique.find(text))
    if not words:
        return html.replace(PLACE, "", 1)
    outside = _outside(parts[1::2])
    pieces: list[str] = []
    marked: set[str] = set()
    position = 0
    for key, start, end in words:
        mot = lexique.mots[key]
        if mot.developpe and key not in marked and outside[text.count(_BETWEEN, 0, start)]:
            marked.add(key)
            abbr = Markup('<abbr title="{}">{}</abbr>').format(mot.developpe, Markup(text[start:end]))  # noqa: S704
            pieces += [text[position:start], abbr]
            position = end
    parts[::2] = "".join([*pieces, text[position:]]).split(_BETWEEN)
    return "".join(parts).replace(PLACE, _list(dict.fromkeys(key for key, _, _ in words), lexique), 1)


def _outside(tags: list[str]) -> list[bool]:
    """Tell, of the text before each tag and of the last one, whether no element of _OUT holds it."""
    depths = [0]
    for tag in tags:
        name = _NAME.match(tag)
        step = 0 if name is None or name[1].lower() not in _OUT else -1 if tag[1] == "/" else 1
        depths.append(depths[-1] + step)
    return [depth == 0 for depth in depths]


def _list(found: dict[str, None], lexique: Lexique) -> str:
    """Return the list of the words met, the acronyms first: they hide the most."""
    if not found:
        return ""
    keys = sorted(found, key=lambda key: not lexique.mots[key].est_sigle)[:MAX_MOTS]
    return render("_mots.html", mots=[(key, lexique.mots[key]) for key in keys])
