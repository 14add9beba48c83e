"""The Markdown of the guide: what it says, what is of here, what a territory that takes it up keeps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from generator.markdown.guide import read_body, without_local
from generator.markdown.guide_html import render_passage
from generator.models.guide import Corps
from tests.exemples import exemples


def read(text: str) -> Corps:
    corps, faults = read_body(tuple(text.split("\n")), 1)
    assert faults == ()
    return corps


def rendered(text: str) -> str:
    address = lambda genre, cible: f"/{genre}/{cible}/"  # noqa: E731
    return "".join(render_passage(passage, address, "s_") for passage in read(text).passages).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un **mot** et *un autre*.", "<p>Un <strong>mot</strong> et <em>un autre</em>.</p>"),
        ("## À quoi ça sert", '<h2 id="s_a-quoi-ca-sert">À quoi ça sert</h2>'),
        ("## Un\n### L'œil", '<h2 id="s_un">Un</h2>\n<h3 id="s_l-oeil">L\'œil</h3>'),
        ("## Un\n## Un", '<h2 id="s_un">Un</h2>\n<h2 id="s_un--2">Un</h2>'),
        ("## ?", '<h2 id="s_titre">?</h2>'),
        ("## s_x", '<h2 id="s_s-x">s_x</h2>'),
        ("[Pôle](acteur:pole-ess)", '<p><a href="/acteur/pole-ess/">Pôle</a></p>'),
        ('[a](https://exemple.org "Titre")', '<p><a href="https://exemple.org">a</a></p>'),
        ("- [ ] une", '<ul>\n<li class="a-cocher"><span class="case">☐</span> une</li>\n</ul>'),
        ("\\[ ] non", "<p>[ ] non</p>"),
        ("Nom : ____", '<p>Nom : <span class="remplir"></span></p>'),
        ("________", '<p><span class="remplir-ligne"></span></p>'),
        ("___ trop court", "<p>___ trop court</p>"),
        ("(____) (____)", '<p>(<span class="remplir"></span>) (<span class="remplir"></span>)</p>'),
        ("`____ [ ] [[x]]`", "<p><code>____ [ ] [[x]]</code></p>"),
        ("3. trois", '<ol start="3">\n<li>trois</li>\n</ol>'),
        ("```sh\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
        ("    décalé", "<p>décalé</p>"),
        (
            '<a href="acteur:pole">',
            '<p>&lt;a href="acteur:pole"&gt;</p>',
        ),
        (
            "| a | |\n|---|:-:|\n| | [ ] |",
            '<div class="defile-table"><table class="tableau">\n<thead>\n<tr>\n<th scope="col">a</th>\n<td></td>\n</tr>'
            "\n</thead>\n<tbody>\n<tr>\n<td></td>\n"
            '<td><span class="case">☐</span></td>\n</tr>\n</tbody>\n</table></div>',
        ),
    ],
)
def test_what_is_rendered(text: str, expected: str) -> None:
    assert rendered(text) == expected


@pytest.mark.parametrize(("columns", "scrolls"), [(1, False), (3, False), (4, True), (9, True)])
def test_only_a_wide_table_scrolls(columns: int, scrolls: bool) -> None:
    row = "|" + " a |" * columns
    page = html.fragment_fromstring(rendered(f"{row}\n|{'---|' * columns}\n{row}"))
    assert (page.get("tabindex") == "0", page.get("role") == "group") == (scrolls, scrolls)


def test_a_huge_table_stays_a_table() -> None:
    row = "|" + "a|" * 200
    page = html.fragment_fromstring(rendered("\n".join([row, "|" + "-|" * 200, *[row] * 200])))
    assert len(page.findall(".//tr")) == 201


PAGE = """\
Pour tous.

:::ici
D'ici, [un](acteur:un).
:::

[[acteurs]]

## Étapes

Pour tous, [deux](outil:deux).

## Exemple d’ici

D'ici encore, [trois](service:trois).

### Une partie

[[referentiel thematiques]]

## Après

Fin."""


def test_what_is_of_here_is_known() -> None:
    corps = read(PAGE)
    assert [(p.ligne, p.local, p.insert, p.argument) for p in corps.passages] == [
        (1, False, "", ""),
        (4, True, "", ""),
        (7, False, "acteurs", ""),
        (8, False, "", ""),
        (13, True, "", ""),
        (19, True, "referentiel", "thematiques"),
        (21, False, "", ""),
    ]
    assert [(r.genre, r.cible, r.ligne, r.local) for r in corps.renvois] == [
        ("acteur", "un", 4, True),
        ("outil", "deux", 11, False),
        ("service", "trois", 15, True),
    ]
    assert [(t.niveau, t.texte, t.ligne) for t in corps.titres] == [
        (2, "Étapes", 9),
        (2, "Exemple d’ici", 13),
        (3, "Une partie", 17),
        (2, "Après", 21),
    ]


def test_another_territory_keeps_the_rest() -> None:
    head = '---\ntitre: "Exemple d\'ici"\n---\n\n'
    kept = without_local(head + PAGE)
    assert (
        kept == f"{head}Pour tous.\n\n[[acteurs]]\n\n## Étapes\n\nPour tous, [deux](outil:deux).\n\n## Après\n\nFin.\n"
    )
    assert without_local(kept) == kept
    assert not any(passage.local for passage in read(kept.removeprefix(head)).passages)


def test_words_are_counted_code_is_not() -> None:
    corps = read(
        "## Un titre\n\nL'eau `python3 x` coule.\n\n| a |\n|---|\n| b |\n\n- c\n- [d](https://exemple.org/e)\n"
    )
    assert [text for _, text in corps.textes] == ["Un titre", "L'eau … coule.", "a", "b", "c", "d"]
    assert (corps.mots, corps.minutes) == (8, 1)
    assert read("mot " * 1100).minutes == 6


def test_a_line_has_its_number_in_a_paragraph_and_in_a_table() -> None:
    corps = read("Un\ndeux [a](outil:a)\n[b](outil:b)\n\n| x |\n|---|\n| [c](outil:c) |\n| [d](outil:d) |")
    assert [renvoi.ligne for renvoi in corps.renvois] == [2, 3, 7, 8]


PIECES = st.sampled_from(
    ["a", " ", "\n", "\n\n", "# ", "## ", "- ", "  ", "1. ", "> ", "|", "|---|", "[[", "]]", "[", "](", ")", ":::ici\n",
     ":::\n", "```\n", "`", "**", "*", "____", "[ ] ", "acteur:x", "javascript:x", "https://e.org", "<b>", "<script>",
     "&lt;", '"', "'", "\\", "é", "\u00a0"]
)  # fmt: skip


@settings(max_examples=exemples(100))
@given(st.lists(PIECES, max_size=40).map("".join))
def test_anything_is_read_and_rendered_without_breaking_out(text: str) -> None:
    corps, _ = read_body(tuple(text.split("\n")), 1)
    for passage in corps.passages:
        made = html.fragment_fromstring(
            render_passage(passage, lambda genre, cible: f"/{genre}/{cible}/", "s_"), create_parent="div"
        )
        assert {element.tag for element in made.iter()} & {"script", "b", "img", "iframe"} == set()
        assert all(href.startswith(("/acteur/x/", "https://e.org")) for href in made.xpath("//@href"))
    assert without_local(without_local(text)) == without_local(text)
