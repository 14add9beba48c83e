"""What differs between two values of a model, field by field, with the French words of the model itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

MAX_VALEUR = 120
"""Signs of a value that are shown: one line of a summary."""
_CLES = ("id", "code", "titre", "nom", "role", "cas", "requete", "mots", "texte")
"""What names an item of a list, the first one that every item has, once each."""
_MOTS = {
    "resume": "Résumé",
    "description": "Texte",
    "statut": "Statut",
    "etat": "État du site",
    "anterieur": "Né avant le dispositif",
}
"""Fields whose description does not begin with a name that stands alone."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed. A value that was not, or is no more, is ''."""

    champ: str
    """Dotted keys, as in the file: `zone.type`"""
    libelle: str
    avant: str
    apres: str


def differences(avant: Any, apres: Any) -> tuple[Difference, ...]:
    """Return what differs between two models of one kind, two lists of models or two mappings of them."""
    model = type(apres) if isinstance(apres, BaseModel) else None
    return tuple(
        Difference(".".join(where), _label(model, where), *_cut(before, after))
        for where, before, after in _compare(avant, apres, ())
    )


def brief(value: Any) -> str:
    """Return a value in one line, whole; the fields that nobody wrote are left out."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, BaseModel):
        held = {name: getattr(value, name) for name in type(value).model_fields if name in value.model_fields_set}
        return ", ".join(f"{name} : {brief(one)}" for name, one in held.items())
    if isinstance(value, Mapping):
        return ", ".join(f"{key} : {brief(one)}" for key, one in value.items())
    if isinstance(value, tuple | list):
        return " ; ".join(brief(one) for one in value)
    return " ".join(str(value).split())


Where = tuple[str, ...]


def _compare(avant: Any, apres: Any, where: Where) -> Iterator[tuple[Where, str, str]]:
    """Yield (where, before, after), as deep as the two sides can be put face to face."""
    if avant == apres:
        return
    if isinstance(avant, BaseModel) and type(avant) is type(apres):
        for name in type(avant).model_fields:
            yield from _compare(getattr(avant, name), getattr(apres, name), (*where, name))
        return
    if isinstance(avant, tuple) and isinstance(apres, tuple):
        named = _named(avant), _named(apres)
        if named[0] is None or named[1] is None:
            yield _compare_plain(avant, apres, where)
            return
        avant, apres = named
    if isinstance(avant, Mapping) and isinstance(apres, Mapping):
        yield from _compare_named(avant, apres, where)
        return
    yield where, brief(avant), brief(apres)


def _compare_named(
    avant: Mapping[str, Any], apres: Mapping[str, Any], where: Where
) -> Iterator[tuple[Where, str, str]]:
    for key in (*avant, *(key for key in apres if key not in avant)):
        if key not in apres:
            yield (*where, key), brief(avant[key]) or key, ""
        elif key not in avant:
            yield (*where, key), "", brief(apres[key]) or key
        else:
            yield from _compare(avant[key], apres[key], (*where, key))
    kept = [key for key in avant if key in apres], [key for key in apres if key in avant]
    if kept[0] != kept[1]:
        yield (*where, "ordre"), ", ".join(kept[0]), ", ".join(kept[1])


def _compare_plain(avant: tuple[Any, ...], apres: tuple[Any, ...], where: Where) -> tuple[Where, str, str]:
    """Tell what left and what came; the whole lists when only their order changed."""
    gone = tuple(item for item in avant if item not in apres)
    come = tuple(item for item in apres if item not in avant)
    return (where, brief(gone), brief(come)) if gone or come else (where, brief(avant), brief(apres))


def _named(items: tuple[Any, ...]) -> dict[str, Any] | None:
    """Return name → item when every item is a model that has a name of its own, else None."""
    if not all(isinstance(item, BaseModel) for item in items):
        return None
    for key in _CLES:
        names = [brief(getattr(item, key, None)) for item in items]
        if all(names) and len(set(names)) == len(names):
            return dict(zip(names, items, strict=True))
    return None


def _label(model: type[BaseModel] | None, where: Where) -> str:
    """Return the title of the field, else the first words of its description; then the inner keys as written."""
    if not where:
        return ""
    name = where[0]
    info = model.model_fields.get(name) if model else None
    label = name
    if info is not None:
        first_words = re.split(r"[.,:;(]", info.description or name, maxsplit=1)[0].strip()
        label = info.title or _MOTS.get(name) or (first_words if first_words[:1].isupper() else _as_written(name))
    return ", ".join((label, *(part.replace("_", " ") for part in where[1:])))


def _as_written(name: str) -> str:
    """Return a key as a name, when its description begins with its values (« oui, non ou … »)."""
    return name.replace("_", " ").capitalize()


def _cut(avant: str, apres: str) -> tuple[str, str]:
    """Shorten two long values around what differs."""
    start = 0
    if max(len(avant), len(apres)) > MAX_VALEUR and avant and apres:
        while start < min(len(avant), len(apres)) and avant[start] == apres[start]:
            start += 1
        start = max(0, start - MAX_VALEUR // 3)
    return _window(avant, start), _window(apres, start)


def _window(text: str, start: int) -> str:
    shown = text[start : start + MAX_VALEUR].strip()
    return f"{'… ' if start and shown else ''}{shown}{' …' if len(text) > start + MAX_VALEUR else ''}"
