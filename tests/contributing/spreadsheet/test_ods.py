"""The spreadsheet file: what is written, and what is read of any file, hostile ones included."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.contributing.spreadsheet import ods_reader
from generator.contributing.spreadsheet.classeur import Classeur, ColonneEcrite, Feuille
from generator.contributing.spreadsheet.colonnes import column_letters
from generator.contributing.spreadsheet.ods_reader import FeuilleIllisible, read_ods
from generator.contributing.spreadsheet.ods_writer import ods_bytes
from generator.models.blancs import tidy
from tests.contributing.spreadsheet.outil import (
    CONTENT,
    archive,
    classeur,
    corpus_of,
    ods,
    sheet,
    table,
    texts,
    with_cell,
)
from tests.exemples import exemples

TEXTE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("=+-@ \n'\"<&;"), max_size=40
)
_ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(FeuilleIllisible) as caught:
        read_ods(data)
    return caught.value.code, caught.value.message


def cell(inside: str, attributes: str = "", row: str = "") -> str:
    return table(f"<table:table-row {row}><table:table-cell {attributes}>{inside}</table:table-cell></table:table-row>")


def read_one(data: bytes) -> str:
    return texts(data)["acteurs"].get(1, {}).get(0, "")


# --- what is written


def test_the_bytes_are_the_same_each_time() -> None:
    data = ods_bytes(classeur())
    assert data == ods_bytes(classeur())
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        assert source.infolist()[0].filename == "mimetype"
        assert source.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {entry.date_time for entry in source.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in source.namelist() if "humbnail" in name or "Configurations" in name]


def test_every_cell_is_a_text() -> None:
    """A cell is never a formula: what looks like one is the text that somebody wrote."""
    book = with_cell("services", "atelier-gouvernance", "duree", "=HYPERLINK(1)")
    data = ods_bytes(book)
    content = parts(data)[CONTENT].decode()
    assert "table:formula" not in content
    assert {part.split('"')[0] for part in content.split('office:value-type="')[1:]} == {"string"}
    assert "<text:p>=HYPERLINK(1)</text:p>" in content
    assert "=HYPERLINK(1)" in {text for row in texts(data)["services"].values() for text in row.values()}


def test_headings_stay_in_sight_and_words_are_offered() -> None:
    root = etree.fromstring(parts(ods_bytes(classeur()))[CONTENT])
    spaces = root.nsmap
    names = [one.get(f"{{{spaces['table']}}}name") for one in root.findall(".//table:table", spaces)]
    assert names == [one.nom for one in classeur().feuilles]
    lists = root.findall(".//table:content-validation", spaces)
    conditions = [one.get(f"{{{spaces['table']}}}condition") or "" for one in lists]
    assert 'of:cell-content-is-in-list("oui";"non")' in conditions
    used = {
        one.get(f"{{{spaces['table']}}}content-validation-name")
        for one in root.iter(f"{{{spaces['table']}}}table-cell")
    }
    assert {one.get(f"{{{spaces['table']}}}name") for one in lists} == used - {None}
    settings_xml = parts(ods_bytes(classeur()))["settings.xml"].decode()
    services = settings_xml.partition('config:name="services"')[2].partition("</config:config-item-map-entry>")[0]
    assert '"VerticalSplitPosition" config:type="int">3<' in services
    assert '"HorizontalSplitPosition" config:type="int">2<' in services


def test_a_drop_down_holds_the_words_of_the_territory() -> None:
    """The range of each list is exactly its words, on the sheet that explains them."""
    book = classeur()
    rows = sheet(book, "listes").lignes
    for name, (column, count) in book.listes.items():
        assert rows[0][column] == name
        assert all(row[column] for row in rows[1 : count + 1])
        assert not any(row[column] for row in rows[count + 1 :])
    column, count = book.listes["stades ou tous"]
    assert [row[column] for row in rows[1 : count + 1]] == ["tous", *corpus_of().referentiels["stades"].termes]


def test_rows_wait_for_new_fiches() -> None:
    data = ods_bytes(classeur())
    content = parts(data)[CONTENT].decode()
    assert content.count('table:number-rows-repeated="200"') == 7
    assert max(texts(data)["services"]) == len(sheet(classeur(), "services").lignes)


@pytest.mark.parametrize(
    ("rank", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_letters(rank: int, letters: str) -> None:
    assert column_letters(rank) == letters


@settings(max_examples=exemples(20))
@given(st.lists(TEXTE, min_size=1, max_size=12))
def test_any_text_comes_back_from_its_cell(items: list[str]) -> None:
    """What is read is what was written, blanks around it apart."""
    wanted = tuple(tidy(text) for text in items)
    book = Classeur((Feuille("acteurs", (ColonneEcrite(3.0),) * len(wanted), (wanted,), 0),), {})
    found = texts(ods_bytes(book))["acteurs"].get(1, {})
    assert tuple(found.get(place, "") for place in range(len(wanted))) == wanted


# --- what is read


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (cell("<text:p>Un</text:p><text:p>Deux</text:p>"), "Un\nDeux"),
        (cell("<text:p>Un<text:line-break/>Deux</text:p>"), "Un\nDeux"),
        (cell('<text:p>a<text:s text:c="3"/>b</text:p>'), "a   b"),
        (cell("<text:p>\n   a\n   b\n  </text:p>"), "a b"),
        (cell("<text:p><text:span>a<text:a>b</text:a></text:span>c</text:p>"), "abc"),
        (cell("<text:p>a</text:p><office:annotation><text:p>note</text:p></office:annotation>"), "a"),
        (
            cell("<text:p>22/11/26</text:p>", 'office:value-type="date" office:date-value="2026-11-22T00:00:00"'),
            "2026-11-22",
        ),
        (cell("<text:p>avant-hier</text:p>", 'office:value-type="date" office:date-value="hier"'), "avant-hier"),
        (cell("<text:p>2 000</text:p>", 'office:value-type="float" office:value="2000"'), "2000"),
        (cell("<text:p>3,50</text:p>", 'office:value-type="float" office:value="3.5"'), "3,50"),
        (cell("<text:p>VRAI</text:p>", 'office:value-type="boolean" office:boolean-value="true"'), "oui"),
        (cell('<text:p>a<text:s text:c="90"/>b</text:p>'), f"a{' ' * 90}b"),
        (cell('<text:p>a<text:s text:c="²"/>b</text:p>'), "a b"),
        (
            table(
                "<table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
                "</table:table-row></table:table-header-rows>"
            ),
            "a",
        ),
        (
            table(
                "<table:table-row-group><table:table-row-group><table:table-row><table:covered-table-cell><text:p>a"
                "</text:p></table:covered-table-cell></table:table-row></table:table-row-group></table:table-row-group>"
            ),
            "a",
        ),
        (
            cell(
                "<table:table><table:table-row><table:table-cell><text:p>dedans</text:p></table:table-cell>"
                "</table:table-row></table:table>"
            ),
            "",
        ),
    ],
)
def test_a_cell_says_what_is_seen(xml: str, text: str) -> None:
    assert read_one(ods(xml)) == text


def test_empty_cells_and_rows_cost_nothing() -> None:
    """A spreadsheet fills its sheet up to the last row with one element."""
    cells = '<table:table-cell table:number-columns-repeated="16383"/><table:table-cell/>'
    row = f"<table:table-row>{cells}</table:table-row>"
    end = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    assert texts(ods(table(row * 3 + end)))["acteurs"] == {}


def test_what_is_repeated_is_counted() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2">'
        "<text:p>a</text:p></table:table-cell></table:table-row>"
    )
    assert texts(ods(table(row)))["acteurs"] == {1: {0: "a", 1: "a"}, 2: {0: "a", 1: "a"}}


def test_a_formula_is_seen_and_never_computed() -> None:
    data = ods(cell("<text:p>4</text:p>", 'table:formula="of:=2+2" office:value-type="float" office:value="4"'))
    [one] = read_ods(data)
    assert one.lignes[1][0] == ods_reader.CaseDuClasseur("4", formule=True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "TAB001"),
        (b"PK\x03\x04", "TAB001"),
        (b"nom;resume\n", "TAB001"),
        (archive({"mimetype": ods_reader.MIMETYPE}), "TAB001"),
        (archive({CONTENT: b"<a/>"}), "TAB001"),
        (ods(table(""), mimetype=b"application/vnd.oasis.opendocument.text"), "TAB001"),
        (ods(table(""), mimetype=ods_reader.MIMETYPE + b"x"), "TAB002"),
        (archive({"mimetype": ods_reader.MIMETYPE, CONTENT: b"\x00\x01\x02"}), "TAB001"),
        (archive({"mimetype": ods_reader.MIMETYPE, CONTENT: b"<a><b></a>"}), "TAB001"),
        (archive({"mimetype": ods_reader.MIMETYPE, CONTENT: b"<a/>"}), "TAB001"),
        (archive({"mimetype": ods_reader.MIMETYPE, CONTENT: b"<a/>"}, zipfile.ZIP_LZMA), "TAB001"),
        (ods(cell("<text:p>&b;</text:p>"), head=_ENTITIES), "TAB001"),
        (ods(cell("<text:p>&a;</text:p>"), head=_OUTSIDE), "TAB001"),
        (archive({"mimetype": ods_reader.MIMETYPE, CONTENT: f"{_ENTITIES}<a>&b;</a>".encode("utf-16")}), "TAB001"),
        (archive({"mimetype": ods_reader.MIMETYPE, CONTENT: b"<a>" * 5_000 + b"</a>" * 5_000}), "TAB001"),
        (archive({"mimetype": ods_reader.MIMETYPE, CONTENT: b"<a/>" * 900_000}), "TAB002"),
        (archive({"mimetype": ods_reader.MIMETYPE, CONTENT: b" " * (ods_reader.MAX_CONTENU + 1)}), "TAB002"),
        (b"x" * (ods_reader.MAX_OCTETS + 1), "TAB002"),
        (ods(cell("<text:p>a</text:p>", row='table:number-rows-repeated="999999"')), "TAB002"),
        (ods(cell("<text:p>a</text:p>", 'table:number-columns-repeated="16384"')), "TAB002"),
        (
            ods(cell("<text:p>a</text:p>", 'table:number-columns-repeated="900"', 'table:number-rows-repeated="900"')),
            "TAB002",
        ),
        (ods(cell(f"<text:p>{'a' * 20_001}</text:p>")), "TAB002"),
        (ods(cell('<text:p>a<text:s text:c="99999999"/>b</text:p>')), "TAB002"),
    ],
)
def test_a_hostile_file_is_refused(data: bytes, code: str) -> None:
    found, message = refused(data)
    assert found == code
    assert message.endswith(".")


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    """What is read is bounded, whatever the archive says of itself."""
    content = b"<a>" + b" " * (ods_reader.MAX_CONTENU + 10) + b"</a>"
    data = bytearray(archive({"mimetype": ods_reader.MIMETYPE, CONTENT: content}))
    size = len(content).to_bytes(4, "little")
    assert data.count(size) == 2
    assert refused(bytes(data.replace(size, (10).to_bytes(4, "little"))))[0] in ("TAB001", "TAB002")


def test_a_damaged_archive_is_refused() -> None:
    """Whatever byte is broken, the file is read or refused with a sentence."""
    data = ods_bytes(replace(classeur(), feuilles=classeur().feuilles[:1]))
    seen = set()
    for place in range(0, len(data), 97):
        broken = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        try:
            read_ods(broken)
            seen.add("lu")
        except FeuilleIllisible as refus:
            seen.add(refus.code)
    assert "TAB001" in seen
