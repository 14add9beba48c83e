"""What a reader sees says what the author wrote: years, step numbers, signs, stars inside of words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from generator.markdown.colle import shown_raw, unknown_markdown
from generator.markdown.fiche import render_markdown
from generator.markdown.guide_html import parser
from tests.colle import beaucoup, textes


def flat(text: str) -> str:
    return render_markdown(text).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("2024. Début.\n\n2025. Suite.", "<p>2024. Début.</p><p>2025. Suite.</p>"),
        ("3. Troisième\n4. Quatrième", '<ol start="3"><li>Troisième</li><li>Quatrième</li></ol>'),
        ("1. Écrire\n\nUn.\n\n2. Signer", '<ol><li>Écrire</li></ol><p>Un.</p><ol start="2"><li>Signer</li></ol>'),
        ("1. Un\n3. Trois\n4. Quatre", '<ol><li>Un</li><li value="3">Trois</li><li>Quatre</li></ol>'),
        ("1) Un\n2) Deux", "<ol><li>Un</li><li>Deux</li></ol>"),
        ("- 18 ans : gratuit", "<p>- 18 ans : gratuit</p>"),
        ("+ 10 % de places", "<p>+ 10 % de places</p>"),
        ("- 3 ateliers\n- 2 réunions", "<ul><li>3 ateliers</li><li>2 réunions</li></ul>"),
        ("Les adhérent*e*s, **tous**.", "<p>Les adhérent*e*s, <strong>tous</strong>.</p>"),
        ("L'*idée*, « **x** »", "<p>L'<em>idée</em>, « <strong>x</strong> »</p>"),
    ],
)
def test_facts_are_not_swallowed(text: str, html: str) -> None:
    assert flat(text) == html


@pytest.mark.parametrize("text", ["2024. Début.", "- 18 ans", "+ 10 %", "adhérent*e*s", "1. Un\n3. Trois"])
def test_the_guide_says_the_same(text: str) -> None:
    assert parser().render(text).replace("\n", "") == flat(text)


def seen(html: str) -> list[str]:
    """The numbers that a reader sees: those of the text, and those of the items of the lists."""
    numbers: list[str] = []
    due: list[int] = []
    for tag, number, text in re.findall(r'<(/?(?:ol|li|ul))(?: (?:start|value)="([0-9]+)")?>|([0-9]+)', html):
        if tag == "ol":
            due.append(int(number or 1))
        elif tag == "ul":
            due.append(-1)
        elif tag in ("/ol", "/ul"):
            due.pop()
        elif tag == "li" and due[-1] >= 0:
            due[-1] = int(number or due[-1])
            numbers.append(str(due[-1]))
            due[-1] += 1
        elif text:
            numbers.append(text)
    return numbers


@given(textes())
@beaucoup
def test_every_number_that_is_written_is_seen(text: str) -> None:
    plain = re.sub(r"[<>&#\[\]()\\`]", " ", text)  # no tag, no link, no entity
    written = [str(int(number)) for number in re.findall("[0-9]+", plain)]
    assert [str(int(number)) for number in seen(render_markdown(plain))] == written


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('Voir <a href="x">ici</a>', ["html", "html"]),
        ("Moins de 26&nbsp;ans", ["html"]),
        ("<accueil@exemple.org>", ["html"]),
        ("Un **projet** ([modèle](https://exemple.org/m))", ["signes", "signes"]),
        ("# Titre", ["signes"]),
        ("• un", ["signes"]),
        ("`code`", ["signes"]),
        ("A < B et C > D, R&D, 5 * 4, [à confirmer], adhérent*e*s, x_y_z", []),
        ("> 18 ans", []),
        ("Cœur <3", []),
    ],
)
def test_what_a_simple_text_would_show(text: str, told: list[str]) -> None:
    assert [what for what, _ in shown_raw(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# Objectifs", ["signes"]),
        ("| a | b |\n|---|---|", ["signes", "signes"]),
        ("~~barré~~", ["signes"]),
        ("[le guide] (https://exemple.org)", ["signes"]),
        ("[ici](https://exemple.org/a b)", ["signes"]),
        ("[ici](www.exemple.org)", ["signes"]),
        ("• puce", ["signes"]),
        ("- 18 ans : gratuit", ["puce"]),
        ("- 5 € par mois", ["puce"]),
        ("+ 10 % de places", ["puce"]),
        ("- un\n- 3 ateliers\n\n**gras**, [a](https://exemple.org 'titre'), (b), a | b", []),
    ],
)
def test_what_the_markdown_of_the_fiches_does_not_know(text: str, told: list[str]) -> None:
    assert [what for what, _ in unknown_markdown(text)] == told
