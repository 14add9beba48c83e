"""The guide on paper, measured on the boxes that WeasyPrint lays out: sheets, columns, headings, pages."""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from weasyprint import HTML

from generator.corpus.corpus import Corpus
from generator.corpus.motif import CONFLUENCE, Motif
from generator.publishing.pouring import typeset
from generator.rendering.guide.feuilles import MAIN, ROOM, TROU, column_widths, to_write
from generator.rendering.guide.livre import livre_html
from generator.rendering.site import Site
from generator.theme import LIVRE_CSS
from tests.chemins import AUJOURDHUI
from tests.construction import read

MM = 96 / 25.4
TITRES = ("h1", "h2", "h3", "h4")
PHRASE = "Les gens passent, certains disent bonjour, et la personne qui tient le carnet écrit ce qu'elle entend. "


@dataclass(frozen=True)
class Boite:
    """A box of a page, with the names of those that it is in."""

    box: Any
    within: tuple[str, ...]
    table: bool

    @property
    def foot(self) -> float:
        return float(self.box.position_y + self.box.margin_height())


def walk(box: Any, within: tuple[str, ...] = (), table: bool = False) -> Iterator[Boite]:
    """Yield the boxes of a page in order, the running heads left out."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "MarginBox":
            continue
        names = (*within, child.element_tag) if child.element_tag else within
        inside = table or "a-remplir" in (child.element.get("class") or "") if child.element is not None else table
        yield Boite(child, names, inside)
        yield from walk(child, names, inside)


def laid_out(html: str) -> list[Any]:
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return [page._page_box for page in HTML(string=typeset(html), base_url=LIVRE_CSS.as_uri()).render().pages]


@pytest.fixture(scope="module")
def html() -> str:
    made = livre_html(Site(read(), AUJOURDHUI))
    assert made is not None
    return made


@pytest.fixture(scope="module")
def pages(html: str) -> list[Any]:
    return laid_out(html)


def with_class(page: Any, name: str) -> list[Boite]:
    return [
        one
        for one in walk(page)
        if one.box.element is not None
        and name in (one.box.element.get("class") or "").split()
        and type(one.box).__name__ != "LineBox"
    ]


def low_headings(pages: list[Any]) -> list[str]:
    """Return what the last line of each page says, where it is a heading, or the headings of a table alone."""
    found = []
    for page in pages:
        told = [one for one in walk(page) if type(one.box).__name__ == "LineBox" or one.box.element_tag == "td"]
        lowest = max(told, key=lambda one: one.foot)
        if {*TITRES, "thead"} & {*lowest.within}:
            found.append(lowest.box.element_tag)
    return found


def test_no_page_ends_with_a_heading(pages: list[Any]) -> None:
    assert low_headings(pages[1:]) == []


def test_a_heading_goes_with_what_follows_wherever_it_falls(html: str) -> None:
    """The same chapter, pushed down line by line: no heading stays behind."""
    head, body, foot = html.partition("<body>")[0], "<h3>Titre</h3><p>Un.</p>", "</body></html>"
    table = "<h4>Rôles</h4><table><thead><tr><th>Qui</th></tr></thead><tbody><tr><td>Une</td></tr></tbody></table>"
    for lines in range(40, 60, 3):
        text = f"{head}<body>{'<p>Ligne</p>' * lines}{body}{table}{foot}"
        assert low_headings(laid_out(text)) == [], lines


def test_the_measure_sees_a_heading_left_behind(html: str) -> None:
    left = '<h3 style="break-after: page">Seul</h3>'
    text = f"{html.partition('<body>')[0]}<body><p>Un.</p>{left}<p>Deux.</p></body></html>"
    assert low_headings(laid_out(text)) == ["h3"]


def test_a_sheet_is_on_one_page(pages: list[Any]) -> None:
    sheets = [id(sheet.box.element) for page in pages for sheet in with_class(page, "feuille")]
    assert len(sheets) == len(set(sheets)) == 3
    tables = [id(table.box.element) for page in pages for table in with_class(page, "a-remplir") if is_table(table)]
    assert len(tables) == len(set(tables)) == 3


def is_table(one: Boite) -> bool:
    return type(one.box).__name__ == "TableBox"


def test_a_register_lies_across_alone_on_its_page(pages: list[Any]) -> None:
    (page,) = [page for page in pages if with_class(page, "paysage")]
    assert (round(page.margin_width() / MM), round(page.margin_height() / MM)) == (297, 210)
    (sheet,) = with_class(page, "paysage")
    lines = [one for one in walk(page) if type(one.box).__name__ == "LineBox"]
    assert all("section" in one.within for one in lines)
    assert sheet.box.height / MM > 120, "ses lignes remplissent la feuille"
    assert sum(page.margin_width() > page.margin_height() for page in pages) == 1


def test_a_hand_has_room_in_each_column_to_write_in(pages: list[Any]) -> None:
    empty = [
        one
        for page in pages
        for one in walk(page)
        if one.table and one.box.element_tag == "td" and not "".join(one.box.element.itertext()).strip()
    ]
    cells = [one.box for one in empty if type(one.box).__name__ == "TableCellBox"]
    assert len(cells) == 46
    assert min(cell.border_width() for cell in cells) / MM >= MAIN - 0.05
    assert min(cell.border_height() for cell in cells) / MM >= 8


def test_a_sentence_with_places_to_write_keeps_its_line() -> None:
    """In half of the cells of a column, it is one to write in, as wide as the sentence; in fewer, it is one to read."""
    sentence = f"Des {TROU} ont besoin de {TROU} parce que {TROU}"
    rows = [["Besoin", "Commune"], [sentence, ""], [sentence, ""]]
    assert to_write(rows) == [True, True]
    widths = column_widths(rows, ROOM["portrait"])
    assert widths is not None and widths[0] > 1.75 * len(sentence) and widths[1] >= MAIN
    assert to_write([["Besoin", "Commune"], [sentence, ""], ["Dit", ""], ["Dit", ""]]) == [False, True]


def test_the_room_of_a_sheet_is_what_the_style_leaves(pages: list[Any]) -> None:
    for page in pages[2:]:
        way = "paysage" if page.margin_width() > page.margin_height() else "portrait"
        assert round(page.width / MM, 1) == ROOM[way]


def test_many_short_boxes_stand_in_two_columns(html: str) -> None:
    assert html.count('<ul class="deux-colonnes">') == 1
    before, _, after = html.partition('<ul class="deux-colonnes">')
    assert "Carnets rangés" in after and "Le chemin est choisi" in before


def test_three_thousand_words_take_four_pages(html: str) -> None:
    """150 pages for the whole guide of a true territory: it was 206 with larger margins and pages half empty."""
    words = PHRASE * (3000 // len(PHRASE.split()))
    paragraphs = "".join(f"<p>{words[at : at + 560]}</p>" for at in range(0, len(words), 560))
    assert len(laid_out(f"{html.partition('<body>')[0]}<body>{paragraphs}</body></html>")) <= 4


def test_only_parts_and_outils_begin_a_page(html: str, pages: list[Any]) -> None:
    corpus = read()
    parts = html.count('class="partie"')
    assert parts == 5 and len(corpus.chapitres) == 4 and len(corpus.outils) == 2
    chapters = [number for number, page in enumerate(pages) for _ in with_class(page, "partie")]
    assert len(chapters) == parts, "un titre de partie tient sur une page"
    for number in chapters:
        assert with_class(pages[number], "texte"), "et le premier texte de la partie le suit"


def test_a_part_and_its_only_text_do_not_write_the_same_title_twice() -> None:
    corpus = read()
    (key, one), *_ = ((key, one) for key, one in corpus.chapitres.items() if one.partie == "c")
    alone = replace(corpus, chapitres={**corpus.chapitres, key: one.model_copy(update={"partie": "avant"})})

    def made(titre: str) -> str:
        named = alone.chapitres[key].model_copy(update={"titre": titre})
        html = livre_html(Site(replace(alone, chapitres={**alone.chapitres, key: named}), AUJOURDHUI))
        assert html is not None
        return html

    twice, once = made("Avant toute chose"), made("Avant de commencer")
    assert twice.count(">Avant de commencer<") == 2 and twice.count(">Avant toute chose<") == 2
    assert once.count(">Avant de commencer<") == 2, "au sommaire, et en tête de la partie"
    opening = once.partition('id="p_avant"')[2].partition('<section class="partie"')[0]
    assert one.resume in opening.replace("&#39;", "'")
    assert re.findall(r"<h(\d)", opening)[:2] == ["1", "2"], "aucun niveau de titre n'est sauté"
    assert f'id="c_{key}"' in once


def test_drawings_say_what_they_show_and_take_the_colours(html: str) -> None:
    (alt,) = re.findall(r'<img class="dessin" [^>]*alt="([^"]*)"', html)
    assert alt.startswith("Plan de salle : un cercle Un seul cercle de chaises")


def cover(corpus: Corpus) -> str:
    made = livre_html(Site(corpus, AUJOURDHUI))
    assert made is not None
    (data,) = re.findall(r'class="couverture" style="background-image:url\(data:image/svg\+xml;base64,([^)]*)\)"', made)
    return base64.b64decode(data).decode()


def test_the_cover_shows_the_communes_and_the_rivers() -> None:
    corpus = read()
    drawn, without = cover(corpus), cover(replace(corpus, rivieres=()))
    assert drawn.count("<path") == len(corpus.contours) + 2 * len(corpus.rivieres) > without.count("<path")
    assert without.count("<path") == len(corpus.contours) > 1


def test_a_territory_without_contours_has_its_motif_on_the_cover() -> None:
    corpus = replace(read(), contours=(), motif=None)
    assert CONFLUENCE.dessin in cover(corpus)
    mine = Motif("0 0 4 4", "", '<path class="ma" d="M1 1L3 3"/>')
    assert mine.dessin in cover(replace(corpus, motif=mine))
