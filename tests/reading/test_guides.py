"""Editorial pages: Markdown that the engine would pour as it is; everything doubtful is refused at its line."""

from __future__ import annotations

import re

import pytest
from lxml import html
from markdown import Markdown

from generator.markdown import is_safe_link
from generator.reading.guides import MAX_BYTES, load_guides
from tests.mini import Mini

PAGE = "content/guides/methode/01-demarrer.md"
TITRE = "# Démarrer\n\n"


def told(mini: Mini, text: str | bytes, path: str = PAGE) -> list[tuple[str, int]]:
    _, problems = load_guides(mini.write(path, text).root)
    assert all(problem.path == path and problem.hint for problem in problems)
    return [(problem.code, problem.line) for problem in problems]


RIGHT = [
    "Du texte, avec **gras**, *italique*, `code` et 3 < 4, a<3, x <- y, A & B.",
    "## Partie\n\n- un\n- deux\n\n1. un\n2. deux\n\n> Une citation.",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    '[lien](https://exemple.org/page?a=b&c=d#e), [deux](http://exemple.org "Titre").',
    "[wiki](https://fr.wikipedia.example/wiki/Puy_(commune)) et la suite.",
    "[écrire](mailto:a@exemple.org), [appeler](tel:+33261910001).",
    "[voisine](02-suite.md), [outil](../outils/mur.md), [ici](#partie), [dossier](../outils/).",
    "[repère][1]\n\n[1]: https://exemple.org/page",
    '[repère][a]\n\n[a]: 02-suite.md "Titre"',
    "```\ndu code : a = b[0]\n```",
    "Un emoji 🌱, une espace\u00a0insécable, une fine\u202f!, un\tonglet.",
    "Un crochet [seul], une liste [a][b] sans lien, un tiret — long.",
]
HTML = [
    "<script>alert(1)</script>",
    "texte <b>gras</b>",
    "<img src=x onerror=alert(1)>",
    "</div>",
    "<!-- caché -->",
    "<!DOCTYPE html>",
    "<?php echo 1 ?>",
    "<https://exemple.org>",
    "<a@exemple.org>",
    "<svg/onload=alert(1)>",
    "![x](https://exemple.org/x.png)",
    "![x][ref]",
    "    <b>dans un bloc de code</b>",
    "`<img src=x onerror=alert(1)>``",
    "\\`<img src=x onerror=alert(1)>\\`",
    "`a\n`<img src=x onerror=alert(1)>`",
    "``<img src=x onerror=alert(1)>`",
    "> <b>cité</b>",
    "- <b>listé</b>",
    "| <b>a</b> |",
    "[<b>x</b>](https://exemple.org)",
    "<scr<b>ipt>",
    "<SCRIPT>",
]
LINKS = [
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](jav\nascript:alert(1))",
    "[x](\njavascript:alert(1))",
    "[x](\n\njavascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java\\script:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](ftp://exemple.org)",
    "[x](//exemple.org)",
    "[x](/absolu)",
    "[x](\\\\exemple.org)",
    "[x](https://)",
    "[x](https://exemple)",
    "[x](https://moi@exemple.org)",
    "[x](https:exemple.org)",
    "[x](#<x>)",
    "[x](<javascript:alert(1)>)",
    "[x]()",
    "[x](https://exemple.org",
    "[x](page.html)",
    "[x](Page.md)",
    "[x](sous dossier/page.md)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    '[x][1]\n\n[1]: javascript:alert(1) "titre"',
    "[x][1]\n\n[1]:javascript:alert(1)",
    "[x][1]\n\n[1]:\njavascript:alert(1)",
    "[x][1]\n\n[1]:\n    javascript:alert(1)",
    "[x][1]\n\n   [1]: javascript:alert(1)",
    "> [x][1]\n>\n> [1]: javascript:alert(1)",
    "- [x][1]\n\n    [1]: javascript:alert(1)",
    "[x][1]\n\n[1]: <javascript:alert(1)>",
    "[x][1]\n\n[1]: //exemple.org",
    "[x [y] z](javascript:alert(1))",
    "[x\\](javascript:alert(1))",
    "`[x](javascript:alert(1))``",
    "[x](https://exemple.org)[y](javascript:alert(1))",
]
SIGNS = [
    "\u202e",
    "\u200b",
    "\u2066",
    "\x00",
    "\x1b",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\u2029",
    "\ufffd",
    "\u00ad",
    "\u2060",
    "\ue000",
    "\U000e0041",
    "a\rb",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_page(mini: Mini, text: str) -> None:
    assert told(mini, TITRE + text + "\n") == []
    pages, _ = load_guides(mini.root)
    assert pages == {"methode/01-demarrer.md": TITRE + text + "\n"}


@pytest.mark.parametrize("text", HTML)
def test_html_is_refused(mini: Mini, text: str) -> None:
    found = told(mini, TITRE + text)
    last = 3 + text.count("\n")
    assert ("MKD001", last) in found


@pytest.mark.parametrize("text", LINKS)
def test_a_link_is_refused(mini: Mini, text: str) -> None:
    found = [item for item in told(mini, TITRE + text) if item[0] == "MKD002"]
    assert len(found) == 1
    assert "](" in (line := (TITRE + text).split("\n")[found[0][1] - 1]) or "]:" in line


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("place", ["{}", "a{}b", "a{}", "{}b"])
def test_an_invisible_sign_is_refused(mini: Mini, sign: str, place: str) -> None:
    """At the end of a line too, where splitting lines as Python does would eat it."""
    assert told(mini, f"{TITRE}Avant.\n{place.format(sign)}\nAprès.\n") == [("MKD004", 4)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "Démarrer",
        "#Démarrer",
        "## Démarrer",
        "\n# Démarrer",
        "# ",
        "#",
        "---\ntitle: x\n---\n# x",
        " # x",
        "title: x\n# x",
    ],
)
def test_a_page_starts_with_its_title(mini: Mini, text: str) -> None:
    """No front matter: it would choose a template, a title or an address."""
    assert ("MKD003", 1) in told(mini, text)


def test_every_fault_of_a_page_is_told_at_its_line(mini: Mini) -> None:
    text = "Démarrer\n<b>\nrien\n[x](javascript:a) [y](//z)\n\u202e\n"
    assert told(mini, text) == [("MKD003", 1), ("MKD001", 2), ("MKD002", 4), ("MKD002", 4), ("MKD004", 5)]


def test_windows_ends_and_a_bom_are_tolerated(mini: Mini) -> None:
    assert told(mini, b"\xef\xbb\xbf" + (TITRE + "Texte.\n").replace("\n", "\r\n").encode()) == []
    pages, _ = load_guides(mini.root)
    assert pages["methode/01-demarrer.md"].startswith("# Démarrer")


def test_other_encodings(mini: Mini) -> None:
    assert told(mini, "# Démarrer\n".encode("latin-1")) == [("YML003", 0)]
    assert told(mini, "# Démarrer\n".encode("utf-16")) == [("YML003", 0)]


def test_a_page_has_a_weight(mini: Mini) -> None:
    assert told(mini, "# A\n".ljust(MAX_BYTES, "é")[: MAX_BYTES // 2]) == []
    assert told(mini, b"# A\n" + b"x" * (MAX_BYTES - 4)) == []
    assert told(mini, b"# A\n" + b"x" * (MAX_BYTES - 3)) == [("FIC005", 0)]


def test_long_lines_do_not_slow_the_reading(mini: Mini) -> None:
    """Each pattern is linear: the longest page of each hostile sign is read like any other."""
    for piece in ("[", "](", "](a", "]:", "`", "<", "a/", "../", "](https://a.b/(", '](a "', "-"):
        told(mini, "# A\n" + (piece * MAX_BYTES)[: MAX_BYTES - 4])


def render(text: str) -> html.HtmlElement:
    """What the engine makes of it, without any defence."""
    return html.fromstring(f"<div>{Markdown(extensions=['tables', 'toc']).convert(text)}</div>")


def is_harmless(page: html.HtmlElement) -> bool:
    tags = {"div", "p", "h1", "h2", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "a", "hr", "br",
            "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
    if any(element.tag not in tags for element in page.iter()):
        return False
    if any(set(element.attrib) - {"href", "title", "id"} for element in page.iter()):
        return False
    return all(is_safe_link(href) or re.fullmatch(r"(?!/)[\w./-]*(#\w+)?", href) for href in page.xpath("//@href"))


@pytest.mark.parametrize("text", RIGHT)
def test_a_page_that_is_accepted_is_harmless_once_rendered(text: str) -> None:
    assert is_harmless(render(TITRE + text))


def test_what_is_refused_would_do_harm() -> None:
    """Not each one: enough of them to show that the engine has no defence of its own."""
    harmful = [text for text in (*HTML, *LINKS) if not is_harmless(render(TITRE + text))]
    assert len(harmful) >= 40
