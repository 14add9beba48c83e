"""A fiche as cells, and cells as a fiche: nothing is lost on the way, whatever the texts hold."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.contributing.spreadsheet.cases import cells_of, compact, fingerprint, joined, split, tree_of
from generator.contributing.spreadsheet.colonnes import FEUILLES, Champ, champs_of, column_named, columns_for
from generator.corpus.genres import DISPOSITIF, ECRITS
from generator.models.blancs import one_line, tidy
from generator.problems import dotted
from tests.colle import COLLE
from tests.contributing.spreadsheet.outil import corpus_of

GENRES = tuple(FEUILLES.values())
TEXTE = st.text(alphabet=COLLE, max_size=12).map(tidy).filter(bool)
ITEM = TEXTE.map(one_line)


@st.composite
def fiches(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A kind, and a tree that its model may have: blocks, lists, lists of blocks, none of them empty."""
    genre = draw(st.sampled_from(GENRES))
    champs = champs_of(genre)
    tree: dict[str, Any] = {}
    for champ in draw(st.lists(st.sampled_from(champs), unique=True, max_size=9)):
        ranks = range(draw(st.integers(1, 3))) if champ.repete else range(1)
        for rank in ranks:
            _put(tree, champ, rank, draw(st.lists(ITEM, min_size=1, max_size=3)) if champ.liste else draw(TEXTE))
    return genre, tree


def _put(tree: Any, champ: Champ, rank: int, value: Any) -> None:
    where = champ.where(rank)
    for step, following in pairwise(where):
        if isinstance(step, int):
            tree.extend({} for _ in range(step + 1 - len(tree)))
            tree = tree[step]
        else:
            tree = tree.setdefault(step, [] if isinstance(following, int) else {})
    tree[where[-1]] = value


@given(fiches())
def test_a_fiche_comes_back_from_its_cells(made: tuple[str, dict[str, Any]]) -> None:
    genre, tree = made
    cells = cells_of(genre, tree)
    assert tree_of(genre, cells) == tree
    assert compact(genre, cells) == cells
    assert all(column_named(genre, cle) is not None for cle in cells)


@given(st.lists(st.text(alphabet="ab; \n", max_size=6)))
def test_a_list_comes_back_from_one_text(items: list[str]) -> None:
    read = split(joined(items))
    assert split(joined(read)) == read
    assert "".join("".join(items).split()) == "".join("".join(read).split())


@pytest.mark.parametrize(
    ("texte", "liste"),
    [
        ("idee; emergence", ["idee", "emergence"]),
        ("idee;emergence ;  ", ["idee", "emergence"]),
        ("Lire ;; écrire", ["Lire ; écrire"]),
        ("a;;; b", ["a;", "b"]),
        ("; ; ", []),
        ("", []),
    ],
)
def test_a_semicolon_separates_two_write_one(texte: str, liste: list[str]) -> None:
    assert split(texte) == liste


@pytest.mark.parametrize(
    ("texte", "liste"),
    [
        ("Accueillir\nFormer\r\nSuivre", ["Accueillir", "Former", "Suivre"]),
        ("• Accueillir\u2028• Former", ["Accueillir", "Former"]),
        ("1. On écoute\n2. On décide", ["On écoute", "On décide"]),
        ("vote; réunion\ndécider", ["vote", "réunion", "décider"]),
        ("1. Une seule ligne", ["1. Une seule ligne"]),
        ("• une seule ligne", ["• une seule ligne"]),
    ],
)
def test_a_list_written_line_by_line_is_a_list(texte: str, liste: list[str]) -> None:
    assert split(texte) == liste


def test_every_value_of_the_territory_has_its_column() -> None:
    """Whatever its kind, a fiche that is read gives cells, and these cells give it back."""
    tried = 0
    for (kind, key), held in corpus_of().origines.items():
        if kind in GENRES:
            tree = held.tree  # type: ignore[attr-defined]
            assert tree_of(kind, cells_of(kind, tree)) == _normal(tree), (kind, key)
            tried += 1
    assert tried >= 40


def _normal(value: Any, inside: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: _normal(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_normal(held, True) for held in value]
    return " ".join(value.split("\n")).strip() if inside else tidy(value)


def test_only_an_instance_has_no_sheet() -> None:
    assert set(ECRITS) - set(GENRES) == {"instance"}
    with pytest.raises(TypeError, match="une liste dans une liste"):
        champs_of("instance")
    assert "instance" in DISPOSITIF


def test_columns_are_named_for_people() -> None:
    columns = {column.cle: column.titre for column in columns_for("service", {"sources": 2})}
    assert columns["zone.type"] == "Zone : type"
    assert columns["sources[2].consulte_le"] == "Sources 2 : lu le"
    assert list(columns)[:2] == ["nom", "resume"]
    assert list(columns).index("zone.codes") < list(columns).index("sources[1].titre")


@pytest.mark.parametrize(
    "cle", ["", "nomm", "sources", "sources.titre", "sources[0].titre", "sources[100].titre", "nom[1]", "zone", "id"]
)
def test_another_heading_is_no_column(cle: str) -> None:
    assert column_named("service", cle) is None


def test_a_rank_left_empty_is_no_block() -> None:
    cells = {"nom": "Un", "sources[3].titre": "C", "sources[1].titre": "A", "sources[2].titre": "  "}
    assert tree_of("service", cells) == {"nom": "Un", "sources": [{"titre": "A"}, {"titre": "C"}]}
    assert compact("service", cells) == {"nom": "Un", "sources[1].titre": "A", "sources[2].titre": "C"}


def test_a_fingerprint_follows_the_values_and_not_their_order() -> None:
    cells = {"nom": "Un", "resume": "Deux"}
    assert fingerprint(cells) == fingerprint(dict(reversed(cells.items())))
    assert fingerprint(cells) != fingerprint({"nom": "UnDeux"})
    assert dotted(champs_of("service")[0].where(0)) == "nom"
