"""Walk a model and find what it names: ids of other files, terms of vocabularies.

The markers `Reference` and `Terme` are declared once, on the field types; the
checks, the JSON Schema and the exports follow them from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.models.base import Reference, Terme

Where = tuple[str | int, ...]
Marker = Reference | Terme


def metadata_of(info: FieldInfo) -> Iterator[Any]:
    """Yield all that annotates a field and what is inside of it: markers, limits, checks."""
    yield from info.metadata
    yield from _metadata_in(info.annotation)


def _metadata_in(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        yield from getattr(part, "__metadata__", ())
        yield from _metadata_in(part)


def marker_of(info: FieldInfo) -> Marker | None:
    """Return the marker of a field, or of what its list holds."""
    return next((item for item in metadata_of(info) if isinstance(item, Reference | Terme)), None)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models named in a type such as `tuple[Contact, ...] | None`."""
    if isinstance(annotation, type):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for part in get_args(annotation):
        yield from models_in(part)


def is_list(annotation: Any) -> bool:
    """Tell whether a type such as `tuple[str, ...] | None` is a list."""
    return get_origin(annotation) is tuple or any(get_origin(part) is tuple for part in get_args(annotation))


@cache
def plan(model: type[BaseModel]) -> tuple[tuple[str, Marker | None], ...]:
    """Return (field, its marker) for the fields that carry a marker or hold a model that has one (marker None)."""
    fields: list[tuple[str, Marker | None]] = []
    for name, info in model.model_fields.items():
        marker = marker_of(info)
        inside = list(models_in(info.annotation))
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
        yield from texts_in(getattr(value, name), (*where, name))


def texts_in(held: Any, place: Where) -> Iterator[tuple[Where, str]]:
    """Yield (where, text) for every text of the value of a field; addresses are left out."""
    if isinstance(held, str):
        if not held.startswith(("http://", "https://")):
            yield place, held
    elif isinstance(held, BaseModel):
        yield from written_texts(held, place)
    elif isinstance(held, tuple):
        for index, item in enumerate(held):
            yield from texts_in(item, (*place, index))
    elif isinstance(held, dict):
        for key, item in held.items():
            yield from texts_in(item, (*place, key))


def _inside(held: Any, place: Where) -> Iterator[tuple[Where, Marker, str]]:
    if isinstance(held, BaseModel):
        yield from marked_values(held, place)
    elif isinstance(held, tuple):
        for index, item in enumerate(held):
            yield from _inside(item, (*place, index))
    elif isinstance(held, dict):
        for key, item in held.items():
            yield from _inside(item, (*place, key))
