"""Bring a YAML file to what a fiche has become: only what differs is written, the rest keeps its lines."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from generator.contributing.yaml_edit import edited, put_after, take_after, written
from generator.models.blancs import one_line, tidy


def merged(data: bytes, wanted: Mapping[str, Any]) -> bytes:
    """Return the file `data` once it says `wanted`: tables in the order of the model, lists, texts, dates, numbers."""
    return edited(data, lambda tree: _merge_table(tree, wanted))


def _merge_table(held: Any, wanted: Mapping[str, Any]) -> None:
    gone = [key for key in held if key not in wanted and held[key] not in ({}, [])]
    before: list[str] = []
    for key, value in wanted.items():
        if key not in held:
            _insert(held, key, value, before)
        else:
            _merge(held, key, value)
        before.append(key)
    for key in gone:
        _remove(held, key)


def _merge(parent: Any, key: Any, value: Any) -> None:
    held = parent[key]
    if _says(held, key) == _says(value, key):
        return
    if isinstance(held, dict) and isinstance(value, Mapping) and held:
        _merge_table(held, value)
        return
    after = take_after(parent, key)
    if isinstance(held, list) and isinstance(value, list) and held:
        _merge_list(held, value)
    else:
        parent[key] = written(value, held)
    put_after(parent, key, _joined(take_after(parent, key), after))


def _merge_list(held: Any, wanted: list[Any]) -> None:
    """Change only the items that differ; one that changed in its place keeps its comments."""
    before, after = ([repr(_says(item, 0)) for item in items] for items in (held, wanted))
    steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for _, start, end, first, last in reversed([step for step in steps if step[0] != "equal"]):
        shared = min(end - start, last - first)
        for index in reversed(range(start + shared, end)):
            _remove(held, index)
        for offset in reversed(range(shared, last - first)):
            like = held[0] if held and isinstance(held[0], str) else None
            held.insert(start + shared, written(wanted[first + offset], like))
        for offset in range(shared):
            _merge(held, start + offset, wanted[first + offset])


def _says(value: Any, key: Any) -> Any:
    """Return what a value says, however it is written: a text in a list is one line."""
    if isinstance(value, Mapping):
        return {name: _says(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_says(item, rank) for rank, item in enumerate(value)]
    return one_line(str(value)) if isinstance(key, int) else tidy(str(value))


def _remove(parent: Any, key: Any) -> None:
    """Take a value away; the comment on the lines below it stays, after what comes before."""
    _, _, below = take_after(parent, key).partition("\n")
    names = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
    place = names.index(key)
    del parent[key]
    if place:
        put_after(parent, names[place - 1], _joined(take_after(parent, names[place - 1]), f"\n{below}"))


def _joined(first: str, second: str) -> str:
    """Return two comments, the second one below the first."""
    return first + second.partition("\n")[2] if first else second


def _insert(parent: Any, key: str, value: Any, before: list[str]) -> None:
    """Add a key after the last one that comes before it in the model; the lines below that one follow the new one."""
    names = list(parent)
    place = max((names.index(name) for name in before if name in names), default=-1)
    after = take_after(parent, names[place]) if place >= 0 else ""
    parent.insert(place + 1, key, written(value))
    if place >= 0:
        same_line, _, below = after.partition("\n")
        put_after(parent, names[place], f"{same_line}\n")
        put_after(parent, key, f"\n{below}")
