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
    wanted: Any = sort  # mypy takes no class of a frozen dataclass for a key
    for name, marker in plan(type(value), wanted):
        held = getattr(value, name)
        if isinstance(held, str):  # nearly every value
            yield (*where, name), marker, held
        elif held is not None:
            yield from _marked(held, sort, marker, (*where, name))


def _marked(held: Any, sort: type[M], marker: Any, place: Where) -> Iterator[tuple[Where, M, Any]]:
    if isinstance(held, BaseModel):
        yield from marked_values(held, sort, place)
    elif isinstance(held, tuple):
        for index, item in enumerate(held):
            if item.__class__ is str:
                yield (*place, index), marker, item
            else:
                yield from _marked(item, sort, marker, (*place, index))
    elif isinstance(held, dict):
        for key, item in held.items():
            yield from _marked(item, sort, marker, (*place, key))
    elif held is not None:
        yield place, marker, held


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
    elif isinstance(value, BaseModel):
        for name, held in value.__dict__.items():
            if held.__class__ is str:  # nearly every value
                yield (*where, name), held
            elif held:  # most of the others are absent or empty
                yield from every_text(held, (*where, name))
    elif isinstance(value, tuple):
        for rank, held in enumerate(value):
            if held.__class__ is str:
                yield (*where, rank), held
            else:
                yield from every_text(held, (*where, rank))
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from every_text(held, (*where, key))
