"""A workbook as an OpenDocument spreadsheet: every cell is text, so nothing is computed and no zero is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

import odfdo

from generator.contributing.spreadsheet.classeur import Choix, Classeur, ColonneEcrite, Feuille
from generator.contributing.spreadsheet.colonnes import LISTES, column_letters
from generator.rendering.files.odf import same_bytes

_TITRE, _CLE, _AIDE, _CASE = "titre", "cle", "aide", "case"
_STYLES = f"""
<number:text-style style:name="texte"><number:text-content/></number:text-style>
<style:style style:name="{_CASE}" style:family="table-cell" style:data-style-name="texte"
 ><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>
<style:style style:name="{_TITRE}" style:family="table-cell" style:data-style-name="texte"
 ><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:background-color="#dde7f0"
 /><style:text-properties fo:font-weight="bold" fo:color="#000000"/></style:style>
<style:style style:name="{_CLE}" style:family="table-cell" style:data-style-name="texte"
 ><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:background-color="#dde7f0"
 /><style:text-properties fo:font-size="8pt" fo:color="#404040"/></style:style>
<style:style style:name="{_AIDE}" style:family="table-cell" style:data-style-name="texte"
 ><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:background-color="#f4f4f4"
 /><style:text-properties fo:font-size="8pt" fo:font-style="italic" fo:color="#303030"/></style:style>
<style:style style:name="ta" style:family="table" style:master-page-name="Default"/>
"""
_HEIGHTS = {_CLE: 0.9, _TITRE: 0.9, _AIDE: 3.2, _CASE: 1.1}
"""Height of a row, in centimetres: a long text is cut on the screen, and whole in its cell."""
_HEADS = (_CLE, _TITRE, _AIDE)
"""Styles of the rows above the fiches; a sheet with one such row has a title."""
_SPACES = re.compile(r"^ +| {2,}| +$")
_ITEM = '<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'


def ods_bytes(classeur: Classeur) -> bytes:
    """Return the ODS file of a workbook, the same bytes each time."""
    document = odfdo.Document("spreadsheet")
    document.set_language("fr-FR")
    document.meta.set_generator("offre-territoire")
    body = document.body
    body.clear()
    choices = list(dict.fromkeys(c.choix for sheet in classeur.feuilles for c in sheet.colonnes if c.choix))
    names = {choice: f"choix{rank}" for rank, choice in enumerate(choices, 1)}
    body.append(odfdo.Element.from_tag(_validations(names, classeur)))
    widths = sorted({column.largeur for sheet in classeur.feuilles for column in sheet.colonnes})
    for sheet in classeur.feuilles:
        body.append(odfdo.Element.from_tag("".join(_table(sheet, names, widths))))
    styles = document.content.get_element("//office:automatic-styles")
    if styles is None:
        raise ValueError("the template of odfdo has no automatic styles")
    styles.clear()
    for element in _elements(_STYLES + "".join(_measures(widths))):
        styles.append(element)
    _freeze(document, classeur)
    return same_bytes(document)


def _elements(xml: str) -> list[odfdo.Element]:
    return odfdo.Element.from_tag(f"<office:automatic-styles>{xml}</office:automatic-styles>").children


def _measures(widths: list[float]) -> Iterator[str]:
    """Yield the styles of columns and rows."""
    for rank, width in enumerate(widths):
        yield (
            f'<style:style style:name="co{rank}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width}cm"/></style:style>'
        )
    for name, height in _HEIGHTS.items():
        yield (
            f'<style:style style:name="ro-{name}" style:family="table-row"><style:table-row-properties'
            f' style:row-height="{height}cm" style:use-optimal-row-height="false"/></style:style>'
        )


def _validations(names: dict[Choix, str], classeur: Classeur) -> str:
    """Return the drop-down lists (ODF 1.2, 9.4.4)."""
    found = "".join(_validation(name, choice, classeur) for choice, name in names.items())
    return f"<table:content-validations>{found}</table:content-validations>"


def _validation(name: str, choice: Choix, classeur: Classeur) -> str:
    if choice.mots:
        inside = ";".join(f'"{word}"' for word in choice.mots)
    else:
        column, count = classeur.listes[choice.liste]
        letter = column_letters(column)
        inside = f"[${LISTES}.${letter}$2:.${letter}${count + 1}]"
    message = '<table:error-message table:display="false"/>'
    if choice.severite:
        message = (
            f'<table:error-message table:display="true" table:message-type="{choice.severite}"'
            ' table:title="Mot non prévu"><text:p>Choisir un mot dans la liste, avec la petite flèche.</text:p>'
            "</table:error-message>"
        )
    return (
        f'<table:content-validation table:name="{name}" table:allow-empty-cell="true" table:display-list="unsorted"'
        f" table:condition={quoteattr(f'of:cell-content-is-in-list({inside})')}>{message}</table:content-validation>"
    )


def _table(sheet: Feuille, names: dict[Choix, str], widths: list[float]) -> Iterator[str]:
    yield f'<table:table table:name={quoteattr(sheet.nom)} table:style-name="ta">'
    for column in sheet.colonnes:
        hidden = ' table:visibility="collapse"' if column.cachee else ""
        yield (
            f'<table:table-column table:style-name="co{widths.index(column.largeur)}"{hidden}'
            f' table:default-cell-style-name="{_CASE}"/>'
        )
    for rank, row in enumerate(sheet.lignes):
        style = _CASE
        if rank < sheet.entetes:
            style = _HEADS[rank] if sheet.entetes > 1 else _TITRE
        yield from _row(row, style, sheet.colonnes, names)
    if sheet.vides:
        yield from _row(("",) * len(sheet.colonnes), _CASE, sheet.colonnes, names, sheet.vides)
    yield "</table:table>"


def _row(
    cells: tuple[str, ...], style: str, columns: tuple[ColonneEcrite, ...], names: dict[Choix, str], times: int = 1
) -> Iterator[str]:
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    yield f'<table:table-row table:style-name="ro-{style}"{repeated}>'
    for text, column in zip(cells, columns, strict=True):
        choice = names[column.choix] if column.choix and style == _CASE else ""
        valid = f' table:content-validation-name="{choice}"' if choice else ""
        if text:
            yield (
                f'<table:table-cell table:style-name="{style}"{valid} office:value-type="string">'
                f"{''.join(map(_paragraph, text.split(chr(10))))}</table:table-cell>"
            )
        else:
            yield f'<table:table-cell table:style-name="{style}"{valid}/>'
    yield "</table:table-row>"


def _paragraph(line: str) -> str:
    """Return one line; the spaces that XML would drop are counted."""
    text = _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(line))
    return f"<text:p>{text}</text:p>".replace("\t", "<text:tab/>")


def _freeze(document: odfdo.Document, classeur: Classeur) -> None:
    """Keep the headings and the first columns in sight (settings of the view)."""
    settings = document.get_part("settings.xml")
    if not isinstance(settings, odfdo.XmlPart):
        raise TypeError("the template of odfdo has no settings")
    tables = settings.get_element("//config:config-item-map-named[@config:name='Tables']")
    active = settings.get_element("//config:config-item[@config:name='ActiveTable']")
    if tables is None or active is None:
        raise ValueError("the template of odfdo has no settings of the view")
    active.text = classeur.feuilles[0].nom
    tables.clear()
    tables.set_attribute("config:name", "Tables")
    for sheet in classeur.feuilles:
        values = {
            "HorizontalSplitMode": 2 if sheet.fixes else 0,
            "VerticalSplitMode": 2,
            "HorizontalSplitPosition": sheet.fixes,
            "VerticalSplitPosition": sheet.entetes,
            "ActiveSplitRange": 3 if sheet.fixes else 2,
            "PositionRight": sheet.fixes,
            "PositionBottom": sheet.entetes,
        }
        items = "".join(
            _ITEM.format(name=name, kind="short" if "Mode" in name or "Active" in name else "int", value=value)
            for name, value in values.items()
        )
        entry = (
            f"<config:config-item-map-entry config:name={quoteattr(sheet.nom)}>{items}</config:config-item-map-entry>"
        )
        tables.append(odfdo.Element.from_tag(entry))
