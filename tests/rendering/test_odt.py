"""ODT files: read back with odfdo, whole, French, the same bytes each time."""

from __future__ import annotations

import datetime
import html
import io
import re
import zipfile
from typing import Any

import odfdo
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rendering.blocks import Block, Bullets, Checkbox, FillLine, Heading, Paragraph, Run, Table, plain
from generator.rendering.files.odt import CASE, CELLULE, ENTETE, GRAS, LIGNE, PUCES, RANGS, odt_bytes

ROOT = "https://site.example/offre/"
DAY = datetime.date(2026, 11, 22)
HOSTILE = "a <b> & \"c\" 'd' ]]> é « œ » *e*"
BLOCKS: tuple[Block, ...] = (
    Heading(1, "Titre & <suite>"),
    Paragraph((Run("Un "), Run("mot", bold=True), Run(" et un "), Run("lien", url="acteurs/x/"))),
    Heading(2, "Listes"),
    Bullets((plain("a"), plain("b"))),
    Bullets((plain("un"), (Run("deux", bold=True, url="https://x.example/"),)), numbered=True),
    Heading(3, "Tableau"),
    Table(("Qui", "Quoi"), ((plain("A"), plain("B")), (plain("C"), plain("")))),
    Checkbox("Fait"),
    FillLine("À compléter : le nom", 3),
)


def read(blocks: tuple[Block, ...]) -> odfdo.Document:
    return odfdo.Document(io.BytesIO(odt_bytes("Essai", blocks, ROOT, DAY)))


def text_of(element: Any) -> str:
    """The text of an element, spaces kept by marks included."""
    made = element.serialize().replace("<text:s/>", " ")
    return html.unescape(re.sub("<[^>]*>", "", made))


def archive(blocks: tuple[Block, ...] = BLOCKS) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(odt_bytes("Essai", blocks, ROOT, DAY)))


def test_the_archive_is_one_of_opendocument() -> None:
    """The type comes first and is not compressed; the manifest names the parts that are there, and no other."""
    opened = archive()
    assert opened.testzip() is None
    first = opened.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert opened.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    named = set(re.findall(r'full-path="([^"]+)"', opened.read("META-INF/manifest.xml").decode()))
    assert named == {"/", *opened.namelist()} - {"mimetype", "META-INF/manifest.xml"}


def test_the_same_bytes_each_time() -> None:
    made = odt_bytes("Essai", BLOCKS, ROOT, DAY)
    assert made == odt_bytes("Essai", BLOCKS, ROOT, DAY)
    assert {entry.date_time for entry in archive().infolist()} == {(1980, 1, 1, 0, 0, 0)}
    dates = re.findall(r"\d{4}-\d{2}-\d{2}T[\d:.]+", archive().read("meta.xml").decode())
    assert set(dates) == {"2026-11-22T00:00:00"}


def test_what_the_document_says_of_itself() -> None:
    document = read(BLOCKS)
    assert document.get_language() == "fr-FR"
    assert document.meta.title == "Essai"
    assert document.meta.generator == "offre-territoire"


def test_headings_carry_their_level_and_their_style() -> None:
    document = read(BLOCKS)
    found = [(one.level, one.style, text_of(one)) for one in document.body.headers]
    assert found == [
        ("1", "Heading_20_1", "Titre & <suite>"),
        ("2", "Heading_20_2", "Listes"),
        ("3", "Heading_20_3", "Tableau"),
    ]
    levels = document.styles.get_elements("//text:outline-level-style")
    assert levels
    assert {level.get_attribute("style:num-format") for level in levels} == {""}


def test_emphasis_and_links() -> None:
    document = read(BLOCKS)
    assert [text_of(span) for span in document.body.spans if span.style == GRAS] == [
        "mot",
        "deux",
        "Qui",
        "Quoi",
        "À compléter : le nom",
    ]
    links = [(link.url, text_of(link)) for link in document.body.get_links()]
    assert links == [("https://site.example/offre/acteurs/x/", "lien"), ("https://x.example/", "deux")]
    assert text_of(document.body.get_paragraph(position=0)) == "Un mot et un lien"


def test_lists() -> None:
    lists = read(BLOCKS).body.get_lists()
    assert [(one.style, [text_of(item) for item in one.get_elements("text:list-item")]) for one in lists] == [
        (PUCES, ["a", "b"]),
        (RANGS, ["un", "deux"]),
    ]


def test_a_table_has_true_headings() -> None:
    (table,) = read(BLOCKS).body.get_tables()
    (head,) = table.get_elements("table:table-header-rows")
    assert [text_of(cell) for cell in head.get_elements("descendant::table:table-cell")] == ["Qui", "Quoi"]
    assert {cell.get_attribute("table:style-name") for cell in head.get_elements("descendant::table:table-cell")} == {
        ENTETE
    }
    cells = table.get_elements("table:table-row/table:table-cell")
    assert [text_of(cell) for cell in cells] == ["A", "B", "C", ""]
    assert {cell.get_attribute("table:style-name") for cell in cells} == {CELLULE}


def test_what_is_written_by_hand() -> None:
    paragraphs = read(BLOCKS).body.get_elements("text:p")
    assert [text_of(one) for one in paragraphs if one.get_attribute("text:style-name") == CASE] == ["☐ Fait"]
    assert len([one for one in paragraphs if one.get_attribute("text:style-name") == LIGNE]) == 3


def test_every_style_named_is_there() -> None:
    opened = archive()
    content, styles = opened.read("content.xml").decode(), opened.read("styles.xml").decode()
    used = set(re.findall(r'(?:text|table):style-name="([^"]+)"', content))
    known = set(re.findall(r'style:name="([^"]+)"', content + styles))
    assert used - known == set()
    assert used >= {PUCES, RANGS, LIGNE, CASE, GRAS, CELLULE, ENTETE}


@pytest.mark.parametrize(
    "block",
    [
        Heading(2, HOSTILE),
        Paragraph(plain(HOSTILE)),
        Paragraph((Run(HOSTILE, bold=True, url="https://x.example/?a=1&b=<2>"),)),
        Bullets((plain(HOSTILE),)),
        Table((HOSTILE,), ((plain(HOSTILE),),)),
        Checkbox(HOSTILE),
        FillLine(HOSTILE),
    ],
)
def test_a_text_stays_a_text(block: Block) -> None:
    assert HOSTILE in text_of(read((block,)).body)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"))))
def test_any_text_is_read_back(text: str) -> None:
    assert text_of(read((Paragraph(plain(text)),)).body) == text
