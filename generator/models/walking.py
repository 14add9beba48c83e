"""Walk a model and find what it names: ids of other files, terms of vocabularies.

The markers `Reference` and `Terme` are declared once, on the field types; the
checks, the JSON Schema and the exports follow them from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from generator.models.base import Reference, Terme

Where = tuple[str | int, ...]
Marker = Reference | Terme


def _marker_in(annotation: Any, metadata: tuple[Any, ...] | list[Any]) -> Marker | None:
    for item in metadata:
        if isinstance(item, Reference | Terme):
            return item
    for part in get_args(annotation):
        found = _marker_in(part, getattr(part, "__metadata__", ()))
        if found is not None:
            return found
    return None


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for part in get_args(annotation):
        yield from _models_in(part)


@cache
def plan(model: type[BaseModel]) -> tuple[tuple[str, Marker | None], ...]:
    """Return (field, its marker) for the fields that carry a marker or hold a model that has one (marker None)."""
    fields: list[tuple[str, Marker | None]] = []
    for name, info in model.model_fields.items():
        marker = _marker_in(info.annotation, info.metadata)
        inside = list(_models_in(info.annotation))
        if marker is not None and not inside:
            fields.append((name, marker))
        elif any(plan(held) for held in inside):
            fields.append((name, None))
    return tuple(fields)


def marked_values(value: BaseModel, where: Where = ()) -> Iterator[tuple[Where, Marker, str]]:
    """Yield (where, marker, text) for every reference and term of a model, nested ones included."""
    for name, marker in plan(type(value)):
        held = getattr(value, name)
        if held is None:
            continue
        place = (*where, name)
        if marker is None:
            yield from _inside(held, place)
        elif isinstance(held, tuple):
            for index, text in enumerate(held):
                yield (*place, index), marker, text
        else:
            yield place, marker, held


def written_texts(value: BaseModel, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Yield (where, text) for every text of a model, nested ones included; addresses are left out."""
    for name in type(value).model_fields:
        yield from _texts_in(getattr(value, name), (*where, name))


def _texts_in(held: Any, place: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(held, str):
        if not held.startswith(("http://", "https://")):
            yield place, held
    elif isinstance(held, BaseModel):
        yield from written_texts(held, place)
    elif isinstance(held, tuple):
        for index, item in enumerate(held):
            yield from _texts_in(item, (*place, index))
    elif isinstance(held, dict):
        for key, item in held.items():
            yield from _texts_in(item, (*place, key))


def _inside(held: Any, place: Where) -> Iterator[tuple[Where, Marker, str]]:
    if isinstance(held, BaseModel):
        yield from marked_values(held, place)
    elif isinstance(held, tuple):
        for index, item in enumerate(held):
            yield from _inside(item, (*place, index))
    elif isinstance(held, dict):
        for key, item in held.items():
            yield from _inside(item, (*place, key))
