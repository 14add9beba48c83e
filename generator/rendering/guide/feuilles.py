"""The sheets of a modèle: a section stays whole on paper, a register lies across the page, columns leave room to write.

On paper a hand needs room: 2,6 cm at least in each column to write in, a measure of the people who tried the forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MAIN = 26.0
"""Millimetres of a column that one writes in, at least."""
ROOM = {"portrait": 178.0, "paysage": 267.0}
"""Millimetres between the margins of an A4 sheet (theme/css/livre/)."""
COLONNES, LIGNES = 6, 5
"""Columns and rows from which a table to fill is a register."""
HAUTEUR, LIGNE = 122.0, 8.0
"""Millimetres that the rows of a register share on its sheet; of a row to write in (theme/css/livre/)."""
TROU = "_" * 13
"""A place to write between the words of a cell: as wide as MAIN."""
CASES, COURTE = 6, 60
"""Boxes to tick from which they stand in two columns, when each has so few signs."""
_SIGNE = 1.75
"""Millimetres of a sign of a table, in the mean."""
_MARGES = 3.6
"""Millimetres of both margins of a cell."""
_TABLE = re.compile(r'<table class="tableau">(.*?)</table>', re.DOTALL)
_BOXES = re.compile(r'<ul>\s*<li class="a-cocher">.*?</ul>', re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", re.DOTALL)
_FILLED = re.compile(r'class="(?:remplir|a-cocher)')
_TAG = re.compile(r"<[^>]*>")
_HOLE = re.compile(r'<span class="remplir"></span>')
_ACROSS = '<section class="feuille paysage">'

Rows = Sequence[Sequence[str]]
"""The texts of a table, its row of headings first; one writes where a text has no word, or a TROU."""


def in_sheets(pieces: Iterable[str]) -> str:
    """Return the pieces of a modèle, each section that has something to fill in a box, `paysage` with a register.

    A piece that begins with an `h2` begins a section. The registers come after all the rest, on the page, on paper and
    in the document: no page half empty waits for one of them.
    """
    sections = [""]
    for piece in pieces:
        if piece.startswith("<h2 "):
            sections.append("")
        sections[-1] += piece
    boxed = [_boxed(section) if section.startswith("<h2 ") else section for section in sections]
    return "".join(sorted(boxed, key=lambda section: section.startswith(_ACROSS)))


def _boxed(section: str) -> str:
    tables = [_rows(found[1]) for found in _TABLE.finditer(section)]
    if not any(any(to_write(rows)) for rows in tables) and not _FILLED.search(section):
        return section
    return f'<section class="feuille{" paysage" if any(map(is_register, tables)) else ""}">{section}</section>'


def for_a_hand(html: str) -> str:
    """Return a body for paper: a table to fill says how wide its columns are, many short boxes stand in two columns."""
    html = _BOXES.sub(_in_columns, html)
    return re.sub(r'<section class="feuille( paysage)?">.*?</section>|<table.*?</table>', _sized, html, flags=re.DOTALL)


def _in_columns(found: re.Match[str]) -> str:
    items = _TAG.sub("", found[0].replace("</li>", "\0")).split("\0")
    many = len(items) > CASES and max(map(len, items)) <= COURTE
    return found[0].replace("<ul>", '<ul class="deux-colonnes">', 1) if many else found[0]


def _sized(found: re.Match[str]) -> str:
    room = ROOM["paysage" if found[1] else "portrait"]
    return _TABLE.sub(lambda table: _with_widths(table, room), found[0])


def _with_widths(table: re.Match[str], room: float) -> str:
    rows = _rows(table[1])
    widths = column_widths(rows, room)
    if widths is None:
        return table[0]
    columns = "".join(f'<col style="width:{width / room:.2%}">' for width in widths)
    line = f' style="--ligne:{line_height(rows):.1f}mm"' if is_register(rows) else ""
    return f'<table class="tableau a-remplir"{line}><colgroup>{columns}</colgroup>{table[1]}</table>'


def _rows(table: str) -> Rows:
    return [[_TAG.sub("", cell) for cell in _CELL.findall(row)] for row in _ROW.findall(_HOLE.sub(TROU, table))]


def to_write(rows: Rows) -> list[bool]:
    """Return, for each column, whether one writes in it: a quarter of its cells are blank, or half have a TROU."""
    return [
        sum(4 * (not cell.strip(" _\n")) or 2 * (TROU in cell) for cell in column) >= len(column)
        for column in zip(*rows[1:], strict=True)
    ]


def is_register(rows: Rows) -> bool:
    """Whether a table to fill has so many columns and rows that its sheet lies across."""
    return len(rows) > LIGNES and len(rows[0]) >= COLONNES and any(to_write(rows))


def line_height(rows: Rows) -> float:
    """Return the least millimetres of a row of a table to fill; those of a register share its sheet."""
    return min(HAUTEUR / (len(rows) - 1), 2 * LIGNE) if is_register(rows) else LIGNE


def column_widths(rows: Rows, room: float) -> list[float] | None:
    """Return the width of each column of a table to fill, in millimetres, `room` in all; None: nothing to write in it.

    A column to write in has MAIN at least, more when its heading or a sentence with a TROU asks for more; the others
    what their words need.
    """
    written = to_write(rows)
    if not any(written):
        return None
    floors, wishes = [], []
    for column, write in zip(zip(*rows, strict=True), written, strict=True):
        word = max(len(word) for text in column for word in text.split() or [""]) * _SIGNE + _MARGES
        longest = max(len(text) for text in column)
        floors.append(max(word, MAIN) if write else word)
        wish = MAIN + min(longest, 36) * _SIGNE / 2 if write else min(longest, 40) * _SIGNE + _MARGES
        sentence = max((len(text) for text in column if TROU in text), default=0) * _SIGNE + _MARGES if write else 0
        wishes.append(max(wish, floors[-1], sentence))
    spare = room - sum(wishes)
    if spare >= 0:
        share = spare / sum(wish for wish, write in zip(wishes, written, strict=True) if write)
        return [wish * (1 + share) if write else wish for wish, write in zip(wishes, written, strict=True)]
    spare, asked = room - sum(floors), sum(wishes) - sum(floors)
    return [floor + (wish - floor) * spare / asked for floor, wish in zip(floors, wishes, strict=True)]
