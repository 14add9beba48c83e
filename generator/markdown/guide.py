"""The Markdown of the guide: parsed once and checked; `guide_html` renders it.

More than the fiches' subset: headings, tables, numbered lists, code, boxes to
tick (`[ ]`), lines to fill (`____`), inserts (`[[nom]]` alone on its line) and
passages of here (`:::ici` … `:::`). Still no HTML and no image.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it.token import Token

from generator.corpus.francais import same_title, slug
from generator.markdown.fiche import is_safe_link
from generator.markdown.guide_html import RENVOI, parser
from generator.models.guide import SECTION_ICI, Corps, Passage, Renvoi, Titre

MAX_NIVEAU = 8
"""How deep lists and quotes may be one in another: three lists, and a paragraph in the last one."""
_INSERT = re.compile(r"\[\[ *([^\[\]]*?) *\]\]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TITRE = re.compile(r" {0,3}## +(.*?)[ #]*")
_MOT = re.compile(r"\w+(?:['’-]\w+)*")
Fault = tuple[str, int, str]
"""(code, line, message)"""


@dataclass(slots=True)
class _Lecture:
    """What has been read of a body so far."""

    passages: list[Passage] = field(default_factory=list)
    titres: list[Titre] = field(default_factory=list)
    renvois: list[Renvoi] = field(default_factory=list)
    textes: list[tuple[int, str]] = field(default_factory=list)
    fautes: list[Fault] = field(default_factory=list)
    ancres: Counter[str] = field(default_factory=Counter)


@lru_cache(maxsize=200)
def read_body(lines: tuple[str, ...], first: int) -> tuple[Corps, tuple[Fault, ...]]:
    """Return (body, faults) of the lines that follow the front matter; `first` is the number of the first one.

    A page is read as it was as long as its text is the same: two versions are compared, a site is served again.
    """
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
