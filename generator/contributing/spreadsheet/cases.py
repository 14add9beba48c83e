"""A fiche as cells, and cells as a fiche: the tree of texts of a YAML file ↔ column → text.

Nothing is lost on the way: `tree_of(cells_of(tree))` is the tree, its texts
without the blanks around them, empty blocks and empty lists left out.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from generator.contributing.spreadsheet.colonnes import Champ, Colonne, champs_of, column_named
from generator.corpus.walking import Where
from generator.models.blancs import items, one_line, tidy
from generator.problems import dotted

_PIECES = re.compile(r"(?:[^;]|;;)+")


def joined(held: list[str]) -> str:
    """Return a list as one text. A semicolon inside of an item is doubled."""
    return "; ".join(one_line(item).replace(";", ";;") for item in held if item.strip())


def split(text: str) -> list[str]:
    """Return the list that a cell holds, its items set apart by « ; » or a line end; a blank item is dropped.

    On one line nothing is taken for a bullet: it is what an export wrote.
    """
    held = items(text) if "\n" in tidy(text) else [tidy(text)]
    pieces = (piece.replace(";;", ";").strip() for line in held for piece in _PIECES.findall(line))
    return [piece for piece in pieces if piece]


def cells_of(genre: str, tree: Any) -> dict[str, str]:
    """Return column → text, for what is written in a fiche and nothing else, in the order of the model."""
    cells = {}
    for champ in champs_of(genre):
        for where, value in _values(tree, champ.chemin, ()):
            text = joined(value) if champ.liste else tidy(value)
            if text:
                cells[dotted(where)] = text
    return cells


def _values(tree: Any, chemin: tuple[str | None, ...], where: Where) -> Iterator[tuple[Where, Any]]:
    if not chemin:
        yield where, tree
        return
    step, rest = chemin[0], chemin[1:]
    if step is None:
        for rank, item in enumerate(tree):
            yield from _values(item, rest, (*where, rank))
    elif step in tree:
        yield from _values(tree[step], rest, (*where, step))


def compact(genre: str, cells: Mapping[str, str]) -> dict[str, str]:
    """Return the filled cells in the order of the model, the ranks of each list of blocks without a hole."""
    return cells_of(genre, tree_of(genre, cells))


def tree_of(
    genre: str, cells: Mapping[str, str], value: Callable[[Champ, str], Any] = lambda champ, text: text
) -> dict[str, Any]:
    """Return the fiche that cells describe; `value` may type a text, for the writing."""
    ranks = ranks_of(genre, cells)
    tree: dict[str, Any] = {}
    for column in _filled(genre, cells):
        champ, text = column.champ, cells[column.cle]
        held = [value(champ, item) for item in split(text)] if champ.liste else value(champ, tidy(text))
        _put(tree, champ.where(ranks[(champ.repete, column.rang)]), held)
    return tree


def _filled(genre: str, cells: Mapping[str, str]) -> list[Colonne]:
    """Return the columns that hold something, in the order of the model."""
    found: dict[str, list[Colonne]] = {}
    for cle, text in cells.items():
        column = column_named(genre, cle)
        if column is not None and (split(text) if column.champ.liste else tidy(text)):
            found.setdefault(column.champ.gabarit, []).append(column)
    ranked = (found.get(champ.gabarit, ()) for champ in champs_of(genre))
    return [column for same in ranked for column in sorted(same, key=lambda column: column.rang)]


def ranks_of(genre: str, cells: Mapping[str, str]) -> dict[tuple[str, int], int]:
    """Return (list of blocks, rank in the sheet) → rank in the fiche: a block left empty is no block."""
    used: dict[str, set[int]] = {}
    for column in _filled(genre, cells):
        used.setdefault(column.champ.repete, set()).add(column.rang)
    return {(name, rank): new for name, ranks in used.items() for new, rank in enumerate(sorted(ranks))}


def _put(tree: Any, where: Where, value: Any) -> None:
    for step, following in pairwise(where):
        if isinstance(step, int):
            tree.extend({} for _ in range(step + 1 - len(tree)))
            tree = tree[step]
        else:
            tree = tree.setdefault(step, [] if isinstance(following, int) else {})
    tree[where[-1]] = value


def typed(champ: Champ, text: str) -> Any:
    """Return a value as it is written in YAML: a date or a whole number stands bare, anything else is a text."""
    if not champ.nu:
        return text
    if re.fullmatch("0|[1-9][0-9]{0,11}", text):
        return int(text)
    try:
        return datetime.date.fromisoformat(text) if len(text) == 10 else text
    except ValueError:
        return text


def fingerprint(cells: Mapping[str, str]) -> str:
    """Return twelve signs that change with any cell: what a fiche was when it was exported."""
    whole = "\0".join(f"{cle}\0{text}" for cle, text in sorted(cells.items()))
    return hashlib.sha256(whole.encode()).hexdigest()[:12]
