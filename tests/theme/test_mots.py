"""Words of the theme: what is empty is said by one macro, a name that is inserted never breaks its sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.theme import JS, MKDOCS, TEMPLATES
from tests.lignes import each_line

GABARITS = sorted((*TEMPLATES.glob("*.html"), *MKDOCS.glob("*.html")))
SCRIPTS = sorted(path for path in JS.rglob("*.js") if path.name != "racine.js")
"""racine.js holds no French sentence: it is the algorithm of a stemmer."""
CASSE = re.compile(
    r"(?:^|[\s(«>])(?:(?:à|de|du|au|aux|des|le|la|les|par|chez|auprès de|grâce à)\s|[dl]['’])"
    r"(?:\{#.*?#\}|\s|<a\s[^>]*>|<strong>)*"
    r"\{\{-?\s*(?!commune)[\w.\[\]\"']*(?:\.nom|nom_epci|site_nom|coordination)\b",
    re.IGNORECASE | re.DOTALL,
)
"""A preposition or an article, then a name: « à Permanence d'accueil », « coordonné par Pôle », « de Communauté »."""
CHAINES = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'")
DROITE = re.compile(r"[^\W\d_]'[^\W\d_]")


def straight(script: str) -> list[str]:
    """Return the strings of a script that have a straight apostrophe between two letters."""
    code = re.sub(r"^\s*(//.*|/?\*.*)$", "", script, flags=re.MULTILINE)
    return [text for text in CHAINES.findall(code) if DROITE.search(text[1:-1])]


@each_line((path.name, (path,)) for path in GABARITS)
def test_an_inserted_name_needs_no_article(gabarit: Path) -> None:
    assert [found[0] for found in CASSE.finditer(gabarit.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "broken",
    [
        "<p>Parlez-en à {{ site.accueil.fiche.nom }}.</p>",
        'Parlez-en à {# #}\n  <a href="{{ lien(x.url) }}">{{ site.accueil.fiche.nom }}</a>',
        "coordonné par {{ t.coordination | e }}",
        "les communes de {{ t.nom_epci }}",
        "L'{{ acteur.fiche.nom }} vous répond",
    ],
)
def test_a_broken_sentence_is_seen(broken: str) -> None:
    assert CASSE.search(broken)
    assert not CASSE.search("Pour en parler : {{ site.accueil.fiche.nom }}. À {{ commune.nom }}, {{ t.nom_epci }}")


@each_line((path.name, (path,)) for path in SCRIPTS)
def test_a_script_speaks_with_typographic_apostrophes(script: Path) -> None:
    assert straight(script.read_text("utf-8")) == []


def test_a_straight_apostrophe_is_seen() -> None:
    assert straight("// it's a comment\nsay(\"voir toute l'offre\");") == ['"voir toute l\'offre"']
    assert straight('say("voir toute l’offre", `d\'ici`)') == ["`d'ici`"]
    assert straight("find('a[href=\"x\"]')") == []


def test_what_is_empty_is_said_by_one_macro() -> None:
    """One sentence, then what comes next; a result says its own."""
    holding = {path.name for path in GABARITS if re.search(r'<(?!p )\w+ class="vide\b', path.read_text("utf-8"))}
    assert holding == {"_blocs.html"}
