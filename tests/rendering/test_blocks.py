"""Documents made of blocks: what becomes of them in Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from generator.rendering.blocks import (
    BLANK,
    Block,
    Bullets,
    Checkbox,
    FillLine,
    Heading,
    Paragraph,
    Run,
    Table,
    as_markdown,
    plain,
)

ROOT = "https://site.example/offre/"
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co")), min_size=1)
HOSTILE = "*[a](javascript:x)* <b>| `c` _d_ \\ #e ~~f~~ &amp;"


def read(blocks: tuple[Block, ...]) -> html.HtmlElement:
    """What a reader of Markdown sees."""
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(as_markdown(blocks, ROOT))
    return html.fragment_fromstring(rendered, create_parent="div")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_each_block() -> None:
    blocks = (
        Heading(1, "Titre"),
        Paragraph((Run("Un "), Run("mot", bold=True), Run(" et "), Run("lien", url="acteurs/x/"), Run("."))),
        Bullets((plain("a"), plain("b"))),
        Bullets((plain("a"), plain("b")), numbered=True),
        Table(("Qui", "Quoi"), ((plain("A"), (Run("B", url="https://b.example/"),)), (plain("C|D"), plain("")))),
        Checkbox("Fait"),
        FillLine("À compléter : le nom", 2),
    )
    assert as_markdown(blocks, ROOT) == (
        "# Titre\n\n"
        "Un **mot** et [lien](<https://site.example/offre/acteurs/x/>).\n\n"
        "- a\n- b\n\n"
        "1. a\n2. b\n\n"
        "| Qui | Quoi |\n| --- | --- |\n| A | [B](<https://b.example/>) |\n| C\\|D |  |\n\n"
        "- [ ] Fait\n\n"
        f"**À compléter : le nom**\n\n{BLANK}\n\n{BLANK}\n"
    )


@pytest.mark.parametrize(
    "block",
    [
        Heading(2, HOSTILE),
        Paragraph(plain(HOSTILE)),
        Bullets((plain(HOSTILE),)),
        Table((HOSTILE,), ((plain(HOSTILE),),)),
        FillLine(HOSTILE, 0),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_text_stays_a_text(block: Block) -> None:
    page = read((block,))
    assert words(page).startswith(HOSTILE)
    assert page.xpath("//a | //b | //code | //em | //del") == []


@given(TEXTS)
def test_any_text_is_read_back(text: str) -> None:
    expected = " ".join(text.split())
    for block in (Paragraph(plain(text)), Bullets((plain(text),)), Table(("T",), ((plain(text),),))):
        assert words(read((block,))).removeprefix("T ") == expected or expected == ""


@pytest.mark.parametrize("start", ["# un", "+ un", "- un", "= un", "1. un", "2) un", "    code"])
def test_a_paragraph_never_begins_anything_else(start: str) -> None:
    page = read((Paragraph(plain(start)),))
    assert [element.tag for element in page] == ["p"]
    assert words(page) == " ".join(start.split())
