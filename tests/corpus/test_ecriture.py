"""What is written is read back as it was."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator.contributing.reponses import cleaned
from generator.corpus.ecriture import yaml_file
from generator.models.blancs import items
from generator.reading.yaml_source import parse_yaml
from tests.colle import beaucoup, textes
from tests.exemples import exemples

TEXTES = st.text(max_size=60).map(lambda text: " ".join(cleaned(text)[0].split())).filter(bool)
BLOCS = st.lists(TEXTES, min_size=1, max_size=4).map("\n\n".join)
CLES = st.from_regex("[a-z]{1,8}", fullmatch=True).filter(lambda key: key not in ("true", "false", "null"))
TABLES = st.dictionaries(CLES, TEXTES, min_size=1, max_size=3)
VALEURS = st.one_of(
    TEXTES, BLOCS, TABLES, st.lists(TEXTES, min_size=1, max_size=4), st.lists(TABLES, min_size=1, max_size=3)
)


def stripped(value: Any) -> Any:
    """The models strip every text: the line break at the end of a block is not kept."""
    if isinstance(value, dict):
        return {key: stripped(held) for key, held in value.items()}
    if isinstance(value, list):
        return [stripped(item) for item in value]
    return value.strip() if isinstance(value, str) else value


@settings(max_examples=exemples(100))
@given(st.dictionaries(CLES, VALEURS, min_size=1, max_size=5))
def test_our_reader_and_another_read_what_was_written(tree: dict[str, Any]) -> None:
    text = yaml_file(tree)
    document, problems = parse_yaml(text.encode(), "x.yml")
    assert document is not None, problems
    assert stripped(document.tree) == tree
    assert stripped(YAML(typ="safe", pure=True).load(text)) == tree


@given(textes())
@beaucoup
def test_what_is_pasted_is_what_is_read(text: str) -> None:
    """In a text of several lines and in a list, sign for sign, once no sign is left that no file may hold."""
    kept, _ = cleaned(text)
    if tree := {"a": kept.strip(), "b": items(kept)} if kept.strip() else {}:
        document, problems = parse_yaml(yaml_file(tree).encode(), "x.yml")
        assert document is not None, problems
        assert stripped(document.tree) == tree


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        ({"a": "mot-cle"}, "a: mot-cle\n"),
        ({"a": "Une phrase"}, 'a: "Une phrase"\n'),
        ({"a": 'dit "non" \\ oui'}, 'a: "dit \\"non\\" \\\\ oui"\n'),
        ({"a": "no", "b": "true", "c": "01001"}, 'a: "no"\nb: "true"\nc: "01001"\n'),
        ({"a": datetime.date(2026, 11, 22), "b": 20000, "c": True}, "a: 2026-11-22\nb: 20000\nc: true\n"),
        ({"a": ["un", "deux"], "b": ["01901", "2A004"]}, 'a: [un, deux]\nb: ["01901", "2A004"]\n'),
        ({"a": ["Un mot"]}, 'a:\n  - "Un mot"\n'),
        ({"a": [{"b": "c", "d": {"e": "f"}}]}, "a:\n  - b: c\n    d:\n      e: f\n"),
        ({"a": {}, "b": []}, "a: {}\nb: []\n"),
        ({"a": "un\n\n  deux  \n# trois\n"}, "a: |\n  un\n\n    deux\n  # trois\n"),
    ],
)
def test_it_is_written_the_way_people_write(tree: dict[str, Any], text: str) -> None:
    assert yaml_file(tree) == text
