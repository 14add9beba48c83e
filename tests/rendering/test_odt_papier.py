"""The documents to fill, on paper: what their XML says of columns, rows and sheets, on the invented territory."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from lxml import etree

from generator.rendering.blocks import Block, Bullets, Checkbox, Heading, Paragraph, Table, plain
from generator.rendering.files.odt import EN_LARGEUR, GARDE, PAYSAGE, odt_bytes
from generator.rendering.guide.a_remplir import outil_files
from generator.rendering.guide.feuilles import COLONNES, LIGNES, MAIN, ROOM, in_sheets
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read

MODELE = "guide/outils/feuille-de-bord.odt"


class Lu:
    """An ODT file, asked by XPath."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            self.content = etree.fromstring(opened.read("content.xml"))
            self.styles = etree.fromstring(opened.read("styles.xml"))

    def __call__(self, path: str) -> list[Any]:
        space: dict[Any, str] = {**self.styles.nsmap, **self.content.nsmap}
        found: list[Any] = []
        for part in (self.content, self.styles):
            found += part.xpath(path, namespaces=space)  # type: ignore[arg-type]
        return found

    def measure(self, style: str, name: str) -> float:
        """Return a measure of a style, in millimetres."""
        (value,) = self(f'//style:style[@style:name="{style}"]/*/@{name}')
        assert value.endswith("mm")
        return float(value[:-2])


@pytest.fixture(scope="module")
def lu() -> Lu:
    (data,) = [file.data for file in outil_files(Site(read(), AUJOURDHUI)) if file.path == MODELE]
    return Lu(data)


def test_a_hand_has_room_in_each_column_and_row_to_write_in(lu: Lu) -> None:
    tables = lu("//table:table")
    assert len(tables) == 3
    for table, room in zip(tables, (ROOM["portrait"], ROOM["portrait"], ROOM["paysage"]), strict=True):
        names = [column.get(f"{{{table.nsmap['table']}}}style-name") for column in table if "column" in column.tag]
        widths = [lu.measure(name, "style:column-width") for name in names]
        rows = [row for row in table if row.tag.endswith("}table-row")]
        empty = {rank for row in rows for rank, cell in enumerate(row) if not "".join(cell.itertext()).strip()}
        assert empty and min(widths[rank] for rank in empty) >= MAIN
        assert sum(widths) == pytest.approx(room, abs=0.5)
        (height,) = {lu.measure(row.get(f"{{{row.nsmap['table']}}}style-name"), "style:min-row-height") for row in rows}
        assert height >= (15 if room == ROOM["paysage"] else 8)


def test_a_register_comes_last_and_lies_across(lu: Lu) -> None:
    headings = lu("//text:h")
    titles = {"".join(one.itertext()): one.get(f"{{{one.nsmap['text']}}}style-name") for one in headings}
    assert [title for title, style in titles.items() if style == EN_LARGEUR] == ["Le registre des sorties"]
    assert [*titles][-1] == "Le registre des sorties"
    (heading,) = lu(f'//style:style[@style:name="{EN_LARGEUR}"]')
    assert PAYSAGE in heading.attrib.values() and "Heading_20_2" in heading.attrib.values()
    assert [sheet(lu, name) for name in ("Standard", PAYSAGE)] == [("portrait", 210, 297), ("landscape", 297, 210)]


def sheet(lu: Lu, master: str) -> tuple[str, float, float]:
    (layout,) = lu(f'//style:master-page[@style:name="{master}"]/@style:page-layout-name')
    way, width, height = (
        lu(f'//style:page-layout[@style:name="{layout}"]/style:page-layout-properties/@{name}')[0]
        for name in ("style:print-orientation", "fo:page-width", "fo:page-height")
    )
    return way, float(width.removesuffix("mm")), float(height.removesuffix("mm"))


def test_a_table_to_read_is_left_alone() -> None:
    table = Table(("Qui", "Quoi"), ((plain("Une"), plain("Écrit")),))
    read_back = Lu(odt_bytes("Essai", (Heading(1, "Essai"), table), "https://x.example/", AUJOURDHUI))
    assert read_back("//table:table") and not read_back("//@style:column-width | //@style:min-row-height")


def test_a_sheet_is_on_one_page() -> None:
    """All that a sheet holds, but its last block, stays with what follows; what is not a sheet flows."""
    text, table = Paragraph(plain("Texte")), Table(("Qui", "Quoi"), ((plain(""), plain("")),))
    inside: tuple[Block, ...] = (text, table, Heading(3, "Encore"), Bullets((plain("Un"),)), Checkbox("Case"), text)
    blocks = (Heading(1, "Essai"), text, Heading(2, "Feuille", feuille=True), *inside, Heading(2, "Après"), text)
    read_back = Lu(odt_bytes("Essai", blocks, "https://x.example/", AUJOURDHUI))
    kept = [
        (one.tag.rpartition("}")[2], value.endswith(GARDE))
        for one in read_back("//office:text//*[self::table:table or self::text:p[not(ancestor::table:table)]]")
        for value in [next(v for name, v in one.attrib.items() if name.endswith("}style-name"))]
    ]
    assert kept == [
        ("p", False),
        *(("p", True), ("table", True), ("p", True), ("p", True), ("p", True), ("p", False)),
        ("p", False),
    ]
    assert len(read_back(f'//style:style[contains(@style:name, "{GARDE}")]/*[@fo:keep-with-next="always"]')) == 5


def test_registers_go_last_in_their_order() -> None:
    row = f"<tr>{'<td></td>' * COLONNES}</tr>"
    one, two = (f'<h2 id="{name}">{name}</h2><table class="tableau">{row * (LIGNES + 1)}</table>' for name in "AB")
    read, box = '<h2 id="r">À lire</h2>', '<h2 id="c">Cases</h2><ul><li class="a-cocher">☐</li></ul>'
    across = [f'<section class="feuille paysage">{register}</section>' for register in (one, two)]
    assert in_sheets(["<p>1</p>", one, read, two, box]) == "".join(
        ["<p>1</p>", read, f'<section class="feuille">{box}</section>', *across]
    )
    assert in_sheets(["<p>1</p>"]) == "<p>1</p>"
