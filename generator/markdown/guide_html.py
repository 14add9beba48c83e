"""What the guide's Markdown adds to a line, and its safe HTML.

Boxes to tick (`[ ]`) and lines to fill (`____`) are read here as well as
rendered; what is rendered is sanitised by a whitelist library.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.corpus.genres import FICHES
from generator.markdown.fiche import SCHEMES, TAGS, is_safe_link
from generator.markdown.fidele import ATTRIBUTS, faithful
from generator.models.guide import Passage

GENRES_RENVOI = (*FICHES, "besoin", "chapitre", "outil")
"""Kinds of pages that a link may name."""
RENVOI = re.compile(rf"({'|'.join(GENRES_RENVOI)}):([\w-]+)")
_TAGS = TAGS | {"h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "pre", "span"}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "th": {"scope"},
    "h2": {"id"},
    "h3": {"id"},
    **ATTRIBUTS,
}
_CLASSES = {"span": {"case", "remplir", "remplir-ligne"}, "li": {"a-cocher"}}
_LIEN = re.compile(rf'<a href="{RENVOI.pattern}">')
"""In sanitised HTML `<` only opens a tag: no text can look like this."""
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
LARGEUR = 3
"""Columns of a table that a phone shows side by side."""


def _fill_line(state: StateInline, silent: bool) -> bool:
    """Four underscores or more are a line to fill, never emphasis."""
    if not state.src.startswith("____", state.pos):
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == "_":
        end += 1
    if not silent:
        alone = not (state.src[: state.pos] + state.src[end:]).strip()
        state.push("remplir", "", 0).meta = {"classe": "remplir-ligne" if alone else "remplir"}
    state.pos = end
    return True


def _box(state: StateInline, silent: bool) -> bool:
    """`[ ]` is a box to tick."""
    if not state.src.startswith("[ ]", state.pos):
        return False
    if not silent:
        state.push("case", "", 0)
    state.pos += 3
    return True


@cache
def parser() -> MarkdownIt:
    """Return the one parser; any link is seen (to be refused), HTML is only text."""
    made = MarkdownIt("zero", {"html": False})
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    made.enable(["heading", "table", "list", "blockquote", "fence"])
    made.enable(["emphasis", "backticks", "link", "newline", "escape", "entity"])
    made.inline.ruler.before("link", "case", _box)
    made.inline.ruler.before("emphasis", "remplir", _fill_line)
    made.add_render_rule("case", _render_box)
    made.add_render_rule("remplir", _render_line)
    return faithful(made)


def _render_box(renderer: Any, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return '<span class="case">☐</span>'


def _render_line(renderer: Any, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return f'<span class="{tokens[index].meta["classe"]}"></span>'


def render_passage(passage: Passage, adresse: Any, prefixe: str) -> str:
    """Return the safe HTML of a run of text.

    `adresse(genre, cible)` gives the address of a page of the site; `prefixe`
    goes before each id, so that several bodies can stand on one page.
    """
    made = parser()
    html: str = made.renderer.render(list(passage.tokens), made.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        allowed_classes=_CLASSES,
        url_schemes=SCHEMES | set(GENRES_RENVOI),
        link_rel=None,
        strip_comments=True,
        id_prefix=prefixe,
    )
    clean = _TABLE.sub(_wrapped, clean)
    return _LIEN.sub(lambda match: f'<a href="{adresse(match.group(1), match.group(2))}">', clean)


def _wrapped(table: re.Match[str]) -> str:
    """Put a table in a box; with more than three columns the box scrolls, and the keyboard can reach it."""
    inside = table.group(1)
    columns = len(re.findall("<t[hd][ >]", inside.partition("</tr>")[0]))
    if columns <= LARGEUR:
        return f'<div class="defile-table"><table class="tableau">{inside}</table></div>'
    scrolls = 'tabindex="0" role="group" aria-label="Tableau, à faire défiler"'
    return f'<div class="defile-table large-table" {scrolls}><table class="tableau">{inside}</table></div>'


def _filter(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if is_safe_link(value) or RENVOI.fullmatch(value) else None
    return value
