"""Walk a model and find what carries a marker: texts to read, ids of other files, terms, days, names of files.

The markers (models/markers.py) are declared once, on the types of the fields;
the checks, the search, the JSON Schema and the exports follow them from here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.corpus.memoire import lots
from generator.models.markers import Marker, Reference, Terme

Where = tuple[str | int, ...]
M = TypeVar("M", bound=Marker)


def metadata_of(info: FieldInfo) -> Iterator[Any]:
    """Yield all that annotates a field and what is inside of it: markers, limits, checks."""
    yield from info.metadata
    yield from _metadata_in(info.annotation)


def _metadata_in(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        yield from getattr(part, "__metadata__", ())
        yield from _metadata_in(part)


def marker_of(info: FieldInfo) -> Reference | Terme | None:
    """Return what a field, or its list, names: other files, the terms of a référentiel, or nothing."""
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
def plan(model: type[BaseModel], sort: Any) -> tuple[tuple[str, Any], ...]:
    """Return (field, its marker) for the fields that carry a marker of this sort, (field, None) for the models inside
    that have one."""
    fields: list[tuple[str, Any]] = []
    for name, info in model.model_fields.items():
        inside = list(models_in(info.annotation))
        marker = next((item for item in metadata_of(info) if isinstance(item, sort)), None)
        if marker is not None and not inside:
            fields.append((name, marker))
        elif any(plan(held, sort) for held in inside):
            fields.append((name, None))
    return tuple(fields)


def marked_values(value: BaseModel, sort: type[M], where: Where = ()) -> Iterator[tuple[Where, M, Any]]:
    """Yield (where, marker, value) for everything in a model that carries a marker of this sort, at any depth."""
    found: list[tuple[Where, M, Any]] = []
    _mark(value, sort, None, where, found)
    return iter(found)


def _mark(held: Any, sort: Any, marker: Any, place: Where, found: list[tuple[Where, M, Any]]) -> None:
    """Add what is marked in a value: one list for a whole file, which costs less than a generator per level."""
    if isinstance(held, tuple):
        for index, item in enumerate(held):
            if item.__class__ is str:
                found.append(((*place, index), marker, item))
            else:
                _mark(item, sort, marker, (*place, index), found)
    elif isinstance(held, dict):
        for key, item in held.items():
            _mark(item, sort, marker, (*place, key), found)
    elif _is_model(held.__class__):
        for name, named in plan(held.__class__, sort):
            inside = getattr(held, name)
            if inside.__class__ is str:  # nearly every value
                found.append(((*place, name), named, inside))
            elif inside is not None:
                _mark(inside, sort, named, (*place, name), found)
    elif held is not None:
        found.append((place, marker, held))


@cache
def _is_model(kind: type) -> bool:
    """Tell whether a type is a model: pydantic answers in Python, each time."""
    return issubclass(kind, BaseModel)


def marked_in(
    name: Hashable, files: Iterable[tuple[str, str, BaseModel]], sort: type[M]
) -> Iterator[tuple[str, str, Where, M, Any]]:
    """Yield (kind, id, where, marker, value) of what carries a marker of this sort in files (kind, id, value); `name`
    tells these files."""
    return lots((marked_in, name, sort), _marked_in, files, sort)


def _marked_in(files: Iterable[tuple[str, str, BaseModel]], sort: type[M]) -> Iterator[tuple[str, str, Where, M, Any]]:
    for kind, identifiant, value in files:
        for where, marker, held in marked_values(value, sort):
            yield kind, identifiant, where, marker, held


def every_text(value: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Yield (where, text) for each text of a model, at any depth; keys that people choose are not texts."""
    if isinstance(value, str):
        yield where, value
    else:
        for step, held in _inside(value):
            yield from every_text(held, (*where, step))


def texts_in(value: Any) -> list[str]:
    """Return the texts of `every_text`, in order: their places cost more than they do, and are seldom asked."""
    found: list[str] = []
    for _, held in _inside(value):
        if held.__class__ is str:  # nearly every value
            found.append(held)
        elif held:  # most of the others are absent or empty
            found += texts_in(held)
    return found


def _inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    """Return the values that a model, a list or a table holds, by the step that leads to each."""
    if isinstance(value, tuple):
        return enumerate(value)
    if isinstance(value, dict):
        return value.items()
    return value.__dict__.items() if _is_model(value.__class__) else ()
