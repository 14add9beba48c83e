"""The Markdown of the guide: parsed once, checked, rendered safe.

More than the fiches' subset: headings, tables, numbered lists, code, boxes to
tick (`[ ]`), lines to fill (`____`), inserts (`[[nom]]` alone on its line) and
passages of here (`:::ici` … `:::`). Still no HTML and no image; what is
rendered is sanitised by a whitelist library.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.corpus.francais import same_title, slug
from generator.corpus.genres import FICHES
from generator.markdown.fiche import SCHEMES, TAGS, is_safe_link
from generator.markdown.fidele import ATTRIBUTS, faithful
from generator.models.guide import SECTION_ICI, Corps, Passage, Renvoi, Titre

GENRES_RENVOI = (*FICHES, "besoin", "chapitre", "outil")
"""Kinds of pages that a link may name."""
RENVOI = re.compile(rf"({'|'.join(GENRES_RENVOI)}):([\w-]+)")
MAX_NIVEAU = 8
"""How deep lists and quotes may be one in another: three lists, and a paragraph in the last one."""
_INSERT = re.compile(r"\[\[ *([^\[\]]*?) *\]\]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TITRE = re.compile(r" {0,3}## +(.*?)[ #]*")
_MOT = re.compile(r"\w+(?:['’-]\w+)*")
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
Fault = tuple[str, int, str]
"""(code, line, message)"""


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


@dataclass(slots=True)
class _Lecture:
    """What has been read of a body so far."""

    passages: list[Passage] = field(default_factory=list)
    titres: list[Titre] = field(default_factory=list)
    renvois: list[Renvoi] = field(default_factory=list)
    textes: list[tuple[int, str]] = field(default_factory=list)
    fautes: list[Fault] = field(default_factory=list)
    ancres: Counter[str] = field(default_factory=Counter)


def read_body(lines: Iterable[str], first: int) -> tuple[Corps, tuple[Fault, ...]]:
    """Return (body, faults) of the lines that follow the front matter; `first` is the number of the first one."""
    lecture = _Lecture()
    buffer: list[str] = []
    start, local = first, False

    def flush() -> None:
        if any(line.strip() for line in buffer):
            _read_text(lecture, "\n".join(buffer), start, local)
        buffer.clear()

    for ligne in _lines(lines, first, lecture.fautes):
        if ligne.local != local or ligne.genre != "texte":
            flush()
            local = ligne.local
        if ligne.genre == "insert":
            name, _, argument = ligne.texte.partition(" ")
            lecture.passages.append(Passage(ligne.numero, local, (), name, argument.strip()))
        elif ligne.genre == "texte":
            if not buffer:
                start = ligne.numero
            buffer.append(ligne.texte)
    flush()
    words = sum(len(_MOT.findall(text)) for _, text in lecture.textes)
    corps = Corps(tuple(lecture.passages), tuple(lecture.titres), tuple(lecture.renvois), tuple(lecture.textes), words)
    return corps, tuple(lecture.fautes)


@dataclass(frozen=True, slots=True)
class _Ligne:
    numero: int
    texte: str
    genre: str
    """`texte`, `insert` (the text is what stands between the brackets) or `marque` (`:::`)."""
    local: bool


def _lines(lines: Iterable[str], first: int, faults: list[Fault]) -> Iterator[_Ligne]:
    """Yield each line with what it is, and whether it is of here."""
    opened, section, fence = 0, False, ""
    for number, line in enumerate(lines, start=first):
        if fence:
            fence = "" if line.strip().startswith(fence) and not line.strip().strip(fence[0]) else fence
            yield _Ligne(number, line, "texte", section or opened > 0)
            continue
        mark = _FENCE.match(line)
        title = _TITRE.fullmatch(line)
        insert = _INSERT.fullmatch(line.strip())
        if mark:
            fence = mark.group(1)
        elif title and not opened:
            section = same_title(title.group(1)) == same_title(SECTION_ICI)
        if line.startswith(":::"):
            word = line.strip(": ")
            if word == "ici" and not opened:
                opened = number
            elif word == "" and opened:
                yield _Ligne(number, "", "marque", True)
                opened = 0
                continue
            else:
                faults.append(("GUI003", number, _about_mark(word, opened)))
            yield _Ligne(number, "", "marque", section or opened > 0)
        elif insert:
            yield _Ligne(number, insert.group(1), "insert", section or opened > 0)
        else:
            yield _Ligne(number, line, "texte", section or opened > 0)
    if opened:
        faults.append(("GUI003", opened, "le passage « :::ici » n'est jamais fermé."))


def _about_mark(word: str, opened: int) -> str:
    if word == "ici":
        return f"un passage d'ici est déjà ouvert à la ligne {opened}."
    return f"lu « :::{word[:30]} », attendu « :::ici »." if word else "« ::: » ferme un passage qui n'est pas ouvert."


def without_local(text: str) -> str:
    """Return the text of a page without what is of here: the marked passages, the section « Exemple d'ici ».

    The front matter stays as it is. For a territory that takes the guide up.
    """
    lines = text.split("\n")
    end = lines.index("---", 1) if lines[0] == "---" and "---" in lines[1:] else -1
    kept = lines[: end + 1]
    kept += [lines[ligne.numero - 1] for ligne in _lines(lines[end + 1 :], end + 2, []) if not ligne.local]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).rstrip("\n") + "\n"


def _read_text(lecture: _Lecture, text: str, start: int, local: bool) -> None:
    """Parse a run of Markdown and keep what the rules want to know of it."""
    tokens = parser().parse(text)
    line = start
    for index, token in enumerate(tokens):
        line = start + token.map[0] if token.map else line
        if token.level > MAX_NIVEAU:
            lecture.fautes.append(("GUI005", line, "des listes ou des citations sont trop emboîtées ici."))
            break
        if token.type == "inline":
            text = _read_inline(lecture, token, line, local)
            if tokens[index - 1].type == "heading_open":
                _read_heading(lecture, tokens[index - 1], line, text)
            elif not token.content and tokens[index - 1].type == "th_open":
                # A heading that says nothing is a cell to fill, or the corner of a table.
                tokens[index - 1].tag = tokens[index + 1].tag = "td"
            elif tokens[index - 2].type == "list_item_open" and (token.children or [token])[0].type == "case":
                tokens[index - 2].attrSet("class", "a-cocher")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    lecture.passages.append(Passage(start, local, tuple(tokens)))


def _read_heading(lecture: _Lecture, heading: Token, line: int, text: str) -> None:
    level = int(heading.tag[1])
    if level not in (2, 3):
        lecture.fautes.append(("GUI002", line, f"un titre de niveau {level} (« {'#' * level} »)."))
    elif level == 3 and not lecture.titres:
        lecture.fautes.append(("GUI002", line, "un titre « ### » vient avant le premier « ## »."))
    elif not text:
        lecture.fautes.append(("GUI002", line, "ce titre est vide."))
    anchor = slug(text) or "titre"
    lecture.ancres[anchor] += 1
    if lecture.ancres[anchor] > 1:
        anchor = f"{anchor}--{lecture.ancres[anchor]}"
    heading.attrSet("id", anchor)
    lecture.titres.append(Titre(level, text, line, anchor))


def _read_inline(lecture: _Lecture, token: Token, line: int, local: bool) -> str:
    """Keep the links and the words of a line of text; return all of it, its code included."""
    pieces: list[str] = []
    words: list[str] = []
    at = line
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
            words.append(" ")
            at += 1
        elif child.type in ("text", "code_inline"):
            pieces.append(child.content)
            words.append(child.content if child.type == "text" else "…")
            if child.type == "text" and "[[" in child.content:
                lecture.fautes.append(("GUI004", at, "« [[ » n'est pas seul sur sa ligne."))
        elif child.type == "link_open":
            href = str(child.attrGet("href") or "")
            renvoi = RENVOI.fullmatch(href)
            if renvoi:
                lecture.renvois.append(Renvoi(renvoi.group(1), renvoi.group(2), at, local))
            elif not is_safe_link(href):
                lecture.fautes.append(("MKD002", at, f"lu « {href[:60]} »."))
    if any(_MOT.search(word) for word in words):
        lecture.textes.append((line, "".join(words).strip()))
    return "".join(pieces).strip()


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
