"""The filters and the two safety nets of the templates: autoescape and StrictUndefined."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup, escape

from generator.rendering.environment import (
    _Compiled,
    environment,
    json_in_html,
    lien,
    render,
    telephone_fr,
)
from generator.rendering.page import BASE
from generator.theme import THEME

TEMPLATES = THEME / "templates"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=8,
)


def test_nothing_that_templates_know_asks_for_the_context() -> None:
    env = environment()
    known = [*env.globals.values(), *env.filters.values(), *env.tests.values()]
    ours = [one for one in known if getattr(one, "__module__", "").startswith("generator.")]
    assert len(ours) > 8
    assert not [one for one in (*ours, *env.globals.values()) if hasattr(one, "jinja_pass_arg")]
    macro = "{% macro m(x, y='') %}<b>{{ x }}{{ y }}{{ caller() if caller is defined }}</b>{% endmacro %}"
    calls = "{% for s in '&1' %}{{ m(s, y='<') }}{% endfor %}{% call m('>') %}{{ [2]|join }}{% endcall %}"
    ours, theirs = (
        type("E", (type(env),), {"context_class": kind}) for kind in (env.context_class, jinja2.runtime.Context)
    )
    said = [kind(autoescape=True).from_string(macro + calls).render() for kind in (ours, theirs)]
    assert said == ["<b>&amp;&lt;</b><b>1&lt;</b><b>&gt;2</b>"] * 2


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+33261910001", "02 61 91 00 01"),
        ("+33612345678", "06 12 34 56 78"),
        ("+33800360360", "0 800 36 03 60 (appel gratuit)"),
        ("+262262123456", "0262 12 34 56"),
    ],
)
def test_a_phone_number_is_shown_as_people_dial_it(number: str, shown: str) -> None:
    assert telephone_fr(number) == shown


@given(JSON)
def test_json_in_a_page_says_the_same_and_closes_nothing(value: Any) -> None:
    text = json_in_html(value)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == value


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "&lt;/script&gt;"])
def test_json_stays_within_its_script(hostile: str) -> None:
    page = f'<script type="application/ld+json">{json_in_html({"nom": hostile})}</script><p>après</p>'
    scripts = html.document_fromstring(page).xpath("//script")
    assert len(scripts) == 1
    assert json.loads(scripts[0].text) == {"nom": hostile}


class _Html:
    def __html__(self) -> str:
        return "<b>&amp;</b>"


@pytest.mark.parametrize(
    "value", ["<a & 'b'>", Markup("<i>&amp;</i>"), 3, None, ["<"], _Html(), type("S", (str,), {})("<")]
)
def test_a_value_is_shown_as_markupsafe_escapes_it(value: Any) -> None:
    env = environment()
    assert "environment.shown(" in str(env.compile("{{ x }}", raw=True))
    template = "{{ x }}{% macro m(y) %}{{ y }}{% endmacro %}{{ m(x) }}{% set z %}{{ x }}{% endset %}{{ z }}"
    assert env.from_string(template).render(x=value) == escape(value) * 3


def test_a_value_is_escaped_in_a_text_and_in_an_attribute() -> None:
    template = environment().from_string('<p title="{{ nom }}">{{ nom }}</p>')
    (made,) = html.fragments_fromstring(template.render(nom="\"><script>alert('1')</script>&amp;"))
    assert made.tag == "p"
    assert len(made) == 0
    assert made.text == made.get("title") == "\"><script>alert('1')</script>&amp;"


def test_a_value_is_no_template() -> None:
    assert environment().from_string("{{ nom }}").render(nom="{{ 7 * 7 }}{% raw %}") == "{{ 7 * 7 }}{% raw %}"


@pytest.mark.parametrize("source", ["{{ absent }}", "{{ objet.absent }}", "{% if absent %}{% endif %}"])
def test_an_unknown_name_is_an_error(source: str) -> None:
    with pytest.raises(Exception, match="absent") as caught:
        environment().from_string(source).render(objet={})
    assert type(caught.value).__name__ == "UndefinedError"


def test_a_link_waits_for_its_page() -> None:
    assert lien("offre/services/") == f"{BASE}/offre/services/"


def test_a_template_escapes_what_it_shows() -> None:
    assert f'<a href="{BASE}/offre/services/accueil/">Accueil &amp; &lt;conseil&gt;</a>' in render(
        "redirection.html", url="offre/services/accueil/", nom="Accueil & <conseil>"
    )


def test_markdown_comes_out_once_escaped_and_sanitised() -> None:
    rendered = environment().from_string("{{ texte|markdown }}").render(texte="**gras** <b onclick=x>non</b> & `<i>`")
    (made,) = html.fragments_fromstring(rendered)
    assert [element.tag for element in made.iter()] == ["p", "strong", "code"]
    assert made.text_content() == "gras non & <i>"
    assert "onclick" not in rendered


def test_no_template_lifts_the_autoescape() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}
    assert len(sources) > 10
    lifted = re.compile(r"\|\s*safe\b|autoescape|Markup")
    assert [name for name, text in sources.items() if lifted.search(text)] == []


def test_templates_are_compiled_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that refuses, or a Python that keeps nothing, costs time and nothing else."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept = tmp_path / "gardes"
    env = jinja2.Environment(
        loader=jinja2.DictLoader({"a": "{{ 1 + 1 }}"}), autoescape=True, bytecode_cache=_Compiled(str(kept))
    )
    assert env.get_template("a").render() == "2"
    assert len(list(kept.iterdir())) == 1
    again = jinja2.Environment(loader=env.loader, autoescape=True, bytecode_cache=_Compiled(str(kept)))
    monkeypatch.setattr(again, "compile", lambda *a, **k: pytest.fail("compiled again"))
    assert again.get_template("a").render() == "2"
    (tmp_path / "fichier").write_text("", "utf-8")
    refused = jinja2.Environment(
        loader=env.loader, autoescape=True, bytecode_cache=_Compiled(str(tmp_path / "fichier" / "x"))
    )
    assert refused.get_template("a").render() == "2"
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    silent = jinja2.Environment(loader=env.loader, autoescape=True, bytecode_cache=_Compiled(str(tmp_path / "rien")))
    assert silent.get_template("a").render() == "2"
    assert not (tmp_path / "rien").exists()
