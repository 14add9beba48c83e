"""A YAML file that changes keeps its comments, its order and its way of writing."""

from __future__ import annotations

import copy
import difflib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.contributing.spreadsheet.cases import cells_of, tree_of, typed
from generator.contributing.spreadsheet.colonnes import FEUILLES
from generator.contributing.spreadsheet.fusion import merged
from generator.contributing.yaml_edit import edited
from generator.models.blancs import tidy
from generator.reading.yaml_source import parse_yaml
from tests.chemins import PETITE_ILE
from tests.contributing.spreadsheet.outil import corpus_of, sources_of

FICHE = """\
# premier
nom: "X"  # ligne
# avant duree
duree: "1h"
# avant lieux

lieux:
  - nom: A  # a
    rue: b
  # entre
  - nom: B
    rue: c
# avant mots
mots: [a, b]  # mots
# avant desc
desc: |
  l1
  l2
# avant zone
zone:
  type: france
# avant lim
lim:
  - "x"  # x
  - "y"
# avant plie
plie: >-
  aa bb
  cc

# fin
der: 1
# tout à la fin
"""
COMMENTS = tuple(line.partition("#")[2].strip() for line in FICHE.splitlines() if "#" in line)
TREE: dict[str, Any] = {
    "nom": "X",
    "duree": "1h",
    "lieux": [{"nom": "A", "rue": "b"}, {"nom": "B", "rue": "c"}],
    "mots": ["a", "b"],
    "desc": "l1\nl2",
    "zone": {"type": "france"},
    "lim": ["x", "y"],
    "plie": "aa bb cc",
    "der": "1",
}
CHANGES: tuple[tuple[str, Any], ...] = (
    *((key, text) for key in ("nom", "duree", "desc", "plie", "der") for text in ("mot", "A : b #c", "l 1\nl 2", "12")),
    *((key, None) for key in ("duree", "desc", "zone", "plie", "der")),
    ("mots", ["a", "b", "c"]),
    ("mots", ["b"]),
    ("mots", ["Une phrase ; deux"]),
    ("lim", ["x", "y", "z"]),
    ("lim", ["z", "x", "y"]),
    ("lim", ["x"]),
    ("lieux", [{"nom": "A", "rue": "b"}, {"nom": "B", "rue": "d"}]),
    ("lieux", [{"nom": "A", "rue": "b"}, {"nom": "B"}]),
    ("lieux", [{"nom": "A", "rue": "b"}]),
    ("lieux", [*TREE["lieux"], {"nom": "C", "rue": "d"}]),
    ("zone", {"type": "communes", "codes": ["35", "44"]}),
    ("zone", {"codes": ["35"]}),
)


def said(data: bytes) -> Any:
    document, problems = parse_yaml(data, "x.yml")
    assert document is not None, problems
    return _plain(document.tree)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    return [_plain(held) for held in value] if isinstance(value, list) else tidy(value)


def difference(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize(("key", "value"), CHANGES)
@pytest.mark.parametrize("style", ["\n", "\r\n"])
def test_the_file_says_the_new_value_and_keeps_its_comments(key: str, value: Any, style: str) -> None:
    wanted = {name: held for name, held in {**TREE, key: value}.items() if held is not None}
    after = merged(FICHE.replace("\n", style).encode(), wanted)
    assert said(after) == wanted
    assert after.count(b"\r\n") == (after.count(b"\n") if style == "\r\n" else 0)
    lost = [comment for comment in COMMENTS if f"# {comment}" not in after.decode()]
    assert lost == []
    assert list(said(after)) == list(wanted)


@pytest.mark.parametrize(
    ("key", "value", "lines"),
    [
        ("duree", "2h", ['-duree: "1h"', '+duree: "2h"']),
        ("der", "2", ["-der: 1", "+der: 2"]),
        ("mots", ["a", "b", "c"], ["-mots: [a, b]  # mots", "+mots: [a, b, c]  # mots"]),
        ("lim", ["x", "une phrase", "y"], ['+  - "une phrase"']),
        ("desc", "l1\nl3", ["-  l2", "+  l3"]),
        ("desc", "court", ["-desc: |", "-  l1", "-  l2", "+desc: court"]),
        (
            "zone",
            {"type": "communes", "codes": ["01901"]},
            ["-  type: france", "+  type: communes", '+  codes: ["01901"]'],
        ),
    ],
)
def test_only_what_differs_is_written(key: str, value: Any, lines: list[str]) -> None:
    assert difference(FICHE, merged(FICHE.encode(), {**TREE, key: value}).decode()) == lines


def test_a_new_field_takes_its_place() -> None:
    wanted = {"nom": "X", "statut": "actif", **{key: TREE[key] for key in list(TREE)[1:]}}
    assert merged(FICHE.encode(), wanted).decode().splitlines()[:4] == [
        "# premier",
        'nom: "X"  # ligne',
        "statut: actif",
        "# avant duree",
    ]


def test_a_byte_order_mark_stays() -> None:
    data = b"\xef\xbb\xbf" + FICHE.encode()
    assert merged(data, {**TREE, "duree": "2h"}) == data.replace(b'"1h"', b'"2h"')


def test_every_file_of_the_territory_is_the_same_when_nothing_changes() -> None:
    """Even through the rewriting, which an import spares to a fiche that says the same."""
    files = sorted((PETITE_ILE / "content").rglob("*.yml")) + sorted((PETITE_ILE / "data").rglob("*.yml"))
    assert len(files) >= 50
    for path in files:
        assert edited(path.read_bytes(), lambda tree: None) == path.read_bytes(), path


@given(st.data())
def test_any_mix_of_two_fiches_is_written_as_it_is_said(data: st.DataObject) -> None:
    """A fiche becomes, in part, another one of its kind; the strict reader reads what was wanted."""
    kind = data.draw(st.sampled_from(tuple(FEUILLES.values())))
    sources = {key: held for key, held in sources_of(corpus_of()).items() if key[0] == kind}
    one, other = (data.draw(st.sampled_from(sorted(sources))) for _ in range(2))
    cells = [cells_of(kind, said(sources[key])) for key in (one, other)]
    names = sorted(cells[0].keys() | cells[1].keys())
    taken = data.draw(st.sets(st.sampled_from(names)))
    mixed = {cle: held[cle] for cle in names if cle in (held := cells[1] if cle in taken else cells[0])}
    tree = tree_of(kind, mixed, typed)
    after = merged(sources[one], copy.deepcopy(tree))
    assert cells_of(kind, said(after)) == cells_of(kind, tree_of(kind, mixed))
