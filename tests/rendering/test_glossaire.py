"""Words explained in place: in the texts only, once each, and in a list that fingers can open."""

from __future__ import annotations

import pytest

from generator.models.glossaire import Lexique, MotGlossaire
from generator.rendering.glossaire import MAX_MOTS, PLACE, explain


def mot(word: str, developpe: str | None = None, *variantes: str) -> MotGlossaire:
    return MotGlossaire(
        mot=word, developpe=developpe, definition=f"Définition de {word}.", origine="proposé", variantes=variantes
    )


LEXIQUE = Lexique({"ess": mot("ESS", "économie & solidaire"), "gouv": mot("gouvernance"), "scic": mot("SCIC", "soc")})
ABBR = '<abbr title="économie &amp; solidaire">ESS</abbr>'


def marked(html: str) -> str:
    return explain(html + PLACE, LEXIQUE).split("<details")[0].replace(PLACE, "")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>L'ESS et l'ESS.</p>", f"<p>L'{ABBR} et l'ESS.</p>"),
        ("<p>ESS</p><p>ESS</p>", f"<p>{ABBR}</p><p>ESS</p>"),
        ('<a href="x">ESS</a> ESS', f'<a href="x">ESS</a> {ABBR}'),
        ("<a><b>ESS</b></a>", "<a><b>ESS</b></a>"),
        ("<h1>ESS</h1><h2>ESS</h2>", "<h1>ESS</h1><h2>ESS</h2>"),
        ("<p title=\"ESS\" alt='ESS > ESS'>a</p>", "<p title=\"ESS\" alt='ESS > ESS'>a</p>"),
        ("<code>ESS</code><summary>ESS</summary>", "<code>ESS</code><summary>ESS</summary>"),
        ("<svg><title>ESS</title><text>ESS</text></svg>", "<svg><title>ESS</title><text>ESS</text></svg>"),
        (
            "<!-- ESS --><p>ess Ess PRESSE ESS-44 ESS@x &ESS;</p>",
            "<!-- ESS --><p>ess Ess PRESSE ESS-44 ESS@x &ESS;</p>",
        ),
        ("<p>Gouvernance</p>", "<p>Gouvernance</p>"),
        ("<p>a<br>ESS</p>", f"<p>a<br>{ABBR}</p>"),
    ],
)
def test_marks(html: str, expected: str) -> None:
    assert marked(html) == expected


def test_the_list_holds_every_word_met_even_in_links() -> None:
    made = explain(f'<p><a href="x">SCIC</a>, Gouvernances</p>{PLACE}', LEXIQUE)
    assert made.count("<dt>") == 2
    assert made.index("<dt>SCIC</dt>") < made.index("<dt>gouvernance</dt>")
    assert "<dd>Soc. Définition de SCIC.</dd>" in made
    assert "ESS" not in made


def test_no_word_no_list() -> None:
    assert explain(f"<p>rien</p>{PLACE}", LEXIQUE) == "<p>rien</p>"
    assert explain(f"<p>ESS</p>{PLACE}", Lexique({})) == "<p>ESS</p>"


def test_a_page_without_a_place_stays_as_it_is() -> None:
    assert explain("<p>ESS</p>", LEXIQUE) == "<p>ESS</p>"


def test_the_list_is_short() -> None:
    words = {f"m{n}": mot(f"SIG{chr(65 + n)}", f"sigle {n}") for n in range(MAX_MOTS + 3)}
    made = explain(" ".join(word.mot for word in words.values()) + PLACE, Lexique(words))
    assert made.count("<dt>") == MAX_MOTS
    assert made.count("<abbr") == MAX_MOTS + 3


def test_a_definition_is_escaped() -> None:
    made = explain(f"XYZ{PLACE}", Lexique({"x": mot("XYZ", 'a"<b>')}))
    assert '<abbr title="a&#34;&lt;b&gt;">XYZ</abbr>' in made
    assert "<b>" not in made
