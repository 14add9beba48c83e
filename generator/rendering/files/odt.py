"""Blocks as an OpenDocument text (ISO/IEC 26300): French, headings with their styles, the same bytes each time.

The template of odfdo gives the styles that every word processor knows; the few
that we add are named after what they are for.
"""

from __future__ import annotations

import datetime

import odfdo

from generator.corpus.memoire import remembered
from generator.rendering.blocks import (
    Block,
    Bullets,
    Checkbox,
    FillLine,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
    absolute,
)
from generator.rendering.files.odf import same_bytes
from generator.rendering.guide.feuilles import ROOM, column_widths, line_height, to_write

Properties = dict[str, str | dict[str, str]]
CORPS, A_REMPLIR, LIGNE, CASE = "Text_20_body", "ARemplir", "Ligne", "Case"
CELLULE, ENTETE, GRAS, PUCES, RANGS = "Cellule", "Entete", "Gras", "Puces", "Rangs"
DEDANS, EN_LARGEUR, PAYSAGE, GARDE = "Dedans", "EnLargeur", "Paysage", "Garde"
"""Names of styles; the first one is the template's. GARDE ends those of what stays with what follows."""
_SIZES = {"Standard": "10pt", "Heading_20_1": "20pt", "Heading_20_2": "13pt", "Heading_20_3": "11pt"}
_SPACES = {CORPS: ("0cm", "0.14cm"), "Heading": ("0.3cm", "0.12cm")}
"""Above and below, of styles of the template: with _SIZES, about the measures of the guide on paper."""
_BORDER = "0.5pt solid #555555"
_UNDERLINED = {"fo:border-bottom": _BORDER, "style:join-border": "false"}
_PARAGRAPHS: dict[str, Properties] = {
    A_REMPLIR: {"fo:keep-with-next": "always"},
    LIGNE: {"fo:margin-top": "0.7cm", "fo:margin-bottom": "0.3cm", **_UNDERLINED},
    CASE: {"fo:margin-left": "0.8cm", "fo:text-indent": "-0.8cm", "fo:margin-bottom": "0.02cm"},
    DEDANS: {"fo:margin-top": "0cm", "fo:margin-bottom": "0cm"},
}
_KEPT = (CORPS, LIGNE, CASE, DEDANS)
_SHEET = (
    '<style:page-layout style:name="{way}"><style:page-layout-properties style:print-orientation="{orientation}"'
    ' fo:page-width="{width}mm" fo:page-height="{height}mm" fo:margin-left="{side}mm" fo:margin-right="{side}mm"'
    ' fo:margin-top="16mm" fo:margin-bottom="15mm"/></style:page-layout>'
)
_Sheets = tuple[tuple[str, str, int, int], ...]
_SHEETS: _Sheets = (("portrait", "portrait", 210, 297), ("paysage", "landscape", 297, 210))
_A5: _Sheets = (("portrait", "portrait", 148, 210), _SHEETS[1])
SERRE = 12
"""Millimetres of the margins of a slip."""
"""Way of a sheet in our words, in those of ODF, its width and its height in millimetres."""
_CELLS: dict[str, Properties] = {CELLULE: {}, ENTETE: {"fo:background-color": "#eeeeee"}}
_NUMBER = 'number text:level="1" style:num-format="1" style:num-suffix="."'
_LIST_STYLE = (
    '<text:list-style style:name="{name}"><text:list-level-style-{mark}><style:list-level-properties'
    ' text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment'
    ' text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="1cm"/></style:list-level-properties>'
    "</text:list-level-style-{tag}></text:list-style>"
)


@remembered
def odt_bytes(title: str, blocks: tuple[Block, ...], root: str, day: datetime.date, *, a5: bool = False) -> bytes:
    """Return an ODT file; `root` is the site's address, for the links, `day` the date of the document; `a5`: a slip."""
    document = odfdo.Document("text")
    document.set_language("fr-FR")
    _set_meta(document, title, day)
    _add_styles(document, _A5 if a5 else _SHEETS)
    body = document.body
    body.clear()
    room, sheet = ROOM["portrait"], False
    for rank, (block, after) in enumerate(zip(blocks, (*blocks[1:], None), strict=True), start=1):
        if isinstance(block, Heading):
            room, sheet = ROOM["paysage"] if block.paysage else room, block.feuille or (sheet and block.level > 2)
        last = after is None or (isinstance(after, Heading) and after.level <= 2)
        elements = _elements(block, root, f"Tableau{rank}")
        for element in elements:
            body.append(element)
            if isinstance(block, Table) and isinstance(element, odfdo.Table):
                _size(document, element, block, room)
            if sheet and not (last and element is elements[-1]):
                _keep(element)
    return same_bytes(document)


def _keep(element: odfdo.Element) -> None:
    """Keep an element on the page of what follows it: a sheet is on one page, unless it is longer than a page."""
    if isinstance(element, odfdo.Table):
        element.set_attribute("table:style-name", GARDE)
    else:
        for one in (element, *element.get_elements("descendant::text:p")):
            if (style := one.get_attribute("text:style-name")) in _KEPT:
                one.set_attribute("text:style-name", f"{style}{GARDE}")


def _set_meta(document: odfdo.Document, title: str, day: datetime.date) -> None:
    moment = datetime.datetime.combine(day, datetime.time())
    meta = document.meta
    meta.title = title
    meta.creation_date = moment
    meta.set_modification_date(moment)
    meta.set_generator("offre-territoire")
    meta.set_editing_cycles(1)


def _add_styles(document: odfdo.Document, sheets: _Sheets) -> None:
    """Set the template's styles to ours, and add those it lacks: a person sees them all and may change them."""
    for style in document.get_styles("paragraph"):
        if isinstance(style, odfdo.Style) and style.name in _SIZES:
            text = {"style:font-name": "Liberation Sans", "fo:font-size": _SIZES[style.name], "fo:font-style": "normal"}
            style.set_properties(text, area="text")
        if isinstance(style, odfdo.Style) and style.name in _SPACES:
            above, below = _SPACES[style.name]
            lines = {"fo:orphans": "2", "fo:widows": "2"}
            style.set_properties({"fo:margin-top": above, "fo:margin-bottom": below, **lines}, area="paragraph")
    for level in document.styles.get_elements("//text:outline-level-style"):  # headings without numbers
        level.set_attribute("style:num-format", "")
        level.set_attribute("style:num-suffix", "")
        level.del_attribute("loext:num-list-format")
    for name, properties in _PARAGRAPHS.items():
        style = odfdo.Style("paragraph", name=name, parent_style=CORPS)
        style.set_properties(properties, area="paragraph")
        if name == DEDANS:
            style.set_properties({"fo:font-size": "9pt"}, area="text")
        document.insert_style(style)
    for name in _KEPT:
        style = odfdo.Style("paragraph", name=f"{name}{GARDE}", parent_style=name)
        style.set_properties({"fo:keep-with-next": "always"}, area="paragraph")
        document.insert_style(style)
    table = odfdo.Style("table", name=GARDE)
    table.set_properties({"fo:keep-with-next": "always", "style:may-break-between-rows": "false"}, area="table")
    document.insert_style(table, automatic=True)
    for name, (way, orientation, width, height) in zip(("Standard", PAYSAGE), sheets, strict=True):
        side = (width - ROOM[way]) / 2 if width > ROOM[way] else SERRE
        sheet = _SHEET.format(way=way, orientation=orientation, width=width, height=height, side=side)
        document.insert_style(sheet)
        document.insert_style(f'<style:master-page style:name="{name}" style:page-layout-name="{way}"/>')
    document.insert_style(odfdo.Style("paragraph", name=EN_LARGEUR, parent_style="Heading_20_2", master_page=PAYSAGE))
    for name, properties in _CELLS.items():
        style = odfdo.Style("table-cell", name=name)
        style.set_properties({"fo:padding": "0.15cm", "fo:border": _BORDER, **properties}, area="table-cell")
        document.insert_style(style, automatic=True)
    document.insert_style(odfdo.Style("text", name=GRAS, area="text", bold=True))
    for name, mark in ((PUCES, 'bullet text:level="1" text:bullet-char="•"'), (RANGS, _NUMBER)):
        document.insert_style(_LIST_STYLE.format(name=name, mark=mark, tag=mark.split()[0]))


def _size(document: odfdo.Document, made: odfdo.Table, table: Table, room: float) -> None:
    """Give a table to fill its columns and its rows, of the measures of paper (rendering/guide/feuilles.py)."""
    rows = [table.head, *(["".join(run.text for run in cell) for cell in row] for row in table.rows)]
    for rank, width in enumerate(column_widths(rows, room) or ()):
        column = odfdo.Style("table-column", name=f"{made.name}.{rank}")
        column.set_properties({"style:column-width": f"{width:.1f}mm"}, area="table-column")
        document.insert_style(column, automatic=True)
        made.get_elements("table:table-column")[rank].set_attribute("table:style-name", column.name)
    row = odfdo.Style("table-row", name=f"{made.name}.rang")
    height = {"style:min-row-height": f"{line_height(rows):.1f}mm"} if any(to_write(rows)) else {}
    row.set_properties({"fo:keep-together": "always", **height}, area="table-row")
    document.insert_style(row, automatic=True)
    for one in made.get_elements("table:table-row"):
        one.set_attribute("table:style-name", row.name)


def _elements(block: Block, root: str, name: str) -> list[odfdo.Element]:
    match block:
        case Heading(level, text, paysage):
            heading = odfdo.Header(level, text)
            heading.style = EN_LARGEUR if paysage else f"Heading_20_{level}"
            return [heading]
        case Paragraph(runs):
            return [_paragraph(runs, root)]
        case Bullets(items, numbered):
            found = odfdo.List(style=RANGS if numbered else PUCES)
            for item in items:
                entry = odfdo.ListItem()
                entry.append(_paragraph(item, root))
                found.append(entry)
            return [found]
        case Table():
            return [_table(block, root, name), odfdo.Paragraph(style=DEDANS)]
        case Checkbox(text):
            return [odfdo.Paragraph(f"☐ {text}", style=CASE)]
        case FillLine(label, lines):
            named = odfdo.Paragraph(style=A_REMPLIR)
            named.append(odfdo.Span(label, style=GRAS))
            return [named, *(odfdo.Paragraph(style=LIGNE) for _ in range(lines))]


def _paragraph(runs: Runs, root: str, style: str = CORPS) -> odfdo.Paragraph:
    made = odfdo.Paragraph(style=style)
    for run in runs:
        piece = odfdo.Span(run.text, style=GRAS) if run.bold else run.text
        if run.url:
            link = odfdo.Link(absolute(run.url, root))
            link.append(piece)
            made.append(link)
        else:
            made.append(piece)
    return made


def _table(table: Table, root: str, name: str) -> odfdo.Table:
    """Return a table whose first row is a true row of headings, told as such to screen readers."""
    made = odfdo.Table(name)
    for _ in table.head:
        made.append(odfdo.Column())
    head = odfdo.HeaderRows()
    head.append(_row(tuple((Run(cell, bold=True),) for cell in table.head), root, ENTETE))
    made.append(head)
    for row in table.rows:
        made.append(_row(row, root, CELLULE))
    return made


def _row(cells: tuple[Runs, ...], root: str, style: str) -> odfdo.Row:
    made = odfdo.Row()
    for runs in cells:
        cell = odfdo.Cell(style=style, cell_type="string")
        cell.append(_paragraph(runs, root, DEDANS))
        made.append_cell(cell)
    return made
