"""The Markdown subset: what it says, what it refuses, and what never comes out of it, checked or not."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from generator.markdown.fiche import SCHEMES, TAGS, faults, is_safe_link, render_markdown
from tests.exemples import exemples

RIGHT = [
    ("Un **mot** et *un autre*.", "<p>Un <strong>mot</strong> et <em>un autre</em>.</p>"),
    ("Un\n\nDeux", "<p>Un</p>\n<p>Deux</p>"),
    ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
    ("1. un\n2. deux", "<ol>\n<li>un</li>\n<li>deux</li>\n</ol>"),
    ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>"),
    ("`a < b`", "<p><code>a &lt; b</code></p>"),
    ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
    ("l'eau « vive » : 3 €", "<p>l'eau « vive » : 3 €</p>"),
    (
        "[lien](https://exemple.org/a?b=c&d=e#f)",
        '<p><a href="https://exemple.org/a?b=c&amp;d=e#f">lien</a></p>',
    ),
    ('[lien](https://exemple.org "Titre")', '<p><a href="https://exemple.org">lien</a></p>'),
    ("[écrire](mailto:a@exemple.org)", '<p><a href="mailto:a@exemple.org">écrire</a></p>'),
    ("[appeler](tel:+33261910001)", '<p><a href="tel:+33261910001">appeler</a></p>'),
    ("<https://exemple.org>", '<p><a href="https://exemple.org">https://exemple.org</a></p>'),
    ("\\*pas gras\\*", "<p>*pas gras*</p>"),
    ("# pas un titre", "<p># pas un titre</p>"),
    ("| a | b |\n|---|---|", "<p>| a | b |\n|---|---|</p>"),
    ("&eacute; &amp;", "<p>é &amp;</p>"),
    ("fin de ligne  \nsuite", "<p>fin de ligne<br>\nsuite</p>"),
    ("", ""),
]
HTML = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//exemple.org/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=x></object>",
    "<embed src=x>",
    "<link rel=stylesheet href=//exemple.org/x.css>",
    "<base href=//exemple.org>",
    "<form action=//exemple.org><input name=x></form>",
    "<style>*{display:none}</style>",
    "<b onclick=alert(1)>gras</b>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="https://exemple.org" target=_blank>x</a>',
    "<p style=position:fixed>x</p>",
    "<details open ontoggle=alert(1)>",
    "<math><mtext></mtext></math>",
    "<template><b></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!-- --><img src=x onerror=alert(1)>",
    "<!--\n-->",
    "<?xml version='1.0'?>",
    "<!DOCTYPE html>",
    "<![CDATA[x]]>",
    "texte\n\n<div>\n\n**x**\n\n</div>",
    "- <b>x</b>",
    "> <b>x</b>",
    "**<b>x</b>**",
    "[<b>x</b>](https://exemple.org)",
    "</p></body>",
    "![x](https://exemple.org/x.png)",
    "![x](javascript:alert(1))",
    "[![x](https://exemple.org/x.png)](https://exemple.org)",
]
LINKS = [
    "[x](javascript:alert(1))",
    "[x](JavaScript:alert(1))",
    "[x]( javascript:alert(1) )",
    "[x](<javascript:alert(1)>)",
    "[x](java&#115;cript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java%0Ascript:alert(1))",
    "[x](java\\script:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml,<svg>)",
    "[x](file:///etc/passwd)",
    "[x](ftp://exemple.org)",
    "[x](blob:https://exemple.org/1)",
    "[x](//exemple.org)",
    "[x](\\\\exemple.org)",
    "[x](/absolu)",
    "[x](relatif)",
    "[x](#ancre)",
    "[x](?a=b)",
    "[x]()",
    "[x](https://)",
    "[x](https:exemple.org)",
    "[x](https://localhost)",
    "[x](https://.)",
    "[x](https://moi@exemple.org)",
    "[x](https://moi:secret@exemple.org)",
    "[x](https://exemple.org\\@autre.org)",
    "[x](https://[::1)",
    "[x](mailto:)",
    "[x](tel:)",
    "<javascript:alert(1)>",
    "<vbscript:x>",
    "<data:text/html,x>",
    "**[x](javascript:alert(1))**",
    "- [x](javascript:alert(1))",
    "[*x*](javascript:alert(1))",
    '[x](javascript:alert(1) "titre")',
]
INERT = [
    "<meta http-equiv=refresh content=0;url=//exemple.org>",
    "<svg/onload=alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x](java\nscript:alert(1))",
    "`<script>alert(1)</script>`",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "{: onclick=alert(1) }",
    "<" * 500,
    "[" * 500,
    "](" * 300,
    "*" * 1000,
    "> " * 300,
    "- " * 300,
    "`" * 501,
    "\x00\x01\x02klzzwxh:0000\x03",
    "\u202e<script>",
]


def is_harmless(fragment: str) -> bool:
    """Only the allowed elements, `href` alone on `a` alone, only the allowed schemes, all of them whole."""
    page = html.fromstring(f"<div>{fragment}</div>")
    for element in page.iterdescendants():
        if element.tag not in TAGS or set(element.attrib) - ({"href"} if element.tag == "a" else set()):
            return False
    hrefs = page.xpath("//@href")
    return all(urlsplit(href).scheme in SCHEMES and is_safe_link(href) for href in hrefs)


@pytest.mark.parametrize(("text", "expected"), RIGHT)
def test_what_the_subset_says(text: str, expected: str) -> None:
    assert list(faults(text)) == []
    assert render_markdown(text).strip() == expected
    assert is_harmless(render_markdown(text))


@pytest.mark.parametrize("text", HTML)
def test_html_is_a_fault_and_does_not_come_out(text: str) -> None:
    assert "html" in {what for what, _ in faults(text)}
    assert is_harmless(render_markdown(text))


@pytest.mark.parametrize("text", LINKS)
def test_a_link_is_a_fault_and_does_not_come_out(text: str) -> None:
    assert [what for what, _ in faults(text)] == ["lien"]
    rendered = render_markdown(text)
    assert is_harmless(rendered)
    assert "href" not in rendered


@pytest.mark.parametrize("text", INERT)
def test_what_is_only_text_stays_text(text: str) -> None:
    assert {what for what, _ in faults(text)} <= {"html"}
    rendered = render_markdown(text)
    assert is_harmless(rendered)
    assert "<a" not in rendered


def test_there_are_enough_of_them() -> None:
    assert len({*HTML, *LINKS, *INERT}) >= 80


def test_the_faults_are_told_in_order_with_what_was_read() -> None:
    text = "a <b>c</b>\n\n- [x](//y)\n\n![z](https://exemple.org/z.png)"
    assert list(faults(text)) == [
        ("html", "<b>"),
        ("html", "</b>"),
        ("lien", "//y"),
        ("html", "image https://exemple.org/z.png"),
    ]


@pytest.mark.parametrize(
    ("href", "safe"),
    [
        ("https://exemple.org", True),
        ("http://a.b.c/d", True),
        ("HTTPS://EXEMPLE.ORG", True),
        ("https://www.exemple.org./x", True),
        ("https://xn--lan-9la.example", True),
        ("mailto:a@exemple.org", True),
        ("tel:+33261910001", True),
        ("", False),
        ("https://", False),
        ("https://a", False),
        ("https://a.", False),
        ("https://a..b", False),
        ("https://a@b.c", False),
        ("//a.b", False),
        ("a.b", False),
        ("javascript:alert(1)", False),
        ("data:,x", False),
        ("https://[", False),
        ("mailto:", False),
        ("https://a.b\\@c.d", False),
    ],
)
def test_is_safe_link(href: str, safe: bool) -> None:
    assert is_safe_link(href) is safe


signs = st.text(alphabet=st.sampled_from("ab \n<>[]()!&;:/\\*_`\"'-#=@.%\x00\u202e"), max_size=60)
pieces = st.lists(st.sampled_from([*HTML, *LINKS, *INERT[:9], "\n", "\n\n", " ", "`", "*", "[", "](", ">"]), max_size=6)


@settings(max_examples=exemples(100))
@given(signs | pieces.map("".join))
@example("[x](https://a.b)<img src=x onerror=alert(1)>")
@example("`" + HTML[0] + "``")
def test_whatever_the_text_only_the_allowed_comes_out(text: str) -> None:
    found = list(faults(text))
    rendered = render_markdown(text)
    assert is_harmless(rendered)
    if not found:
        assert "<a" not in rendered or "://" in rendered or "mailto:" in rendered or "tel:" in rendered
