"""What differs between two values of a model, field by field, with the French words of the model itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.corpus.titres import titre_of

MAX_VALEUR, AUTOUR, MAX_DIFFERENCE = 120, 40, 600
"""Signs of a value shown whole; around what differs in a longer one; of what differs, which is what one reads."""
_CLES = ("id", "code", "titre", "nom", "role", "cas", "requete", "mots", "texte")
"""What names an item of a list, the first one that every item has, once each."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed. A value that was not, or is no more, is ''."""

    champ: str
    """Dotted keys, as in the file: `zone.type`"""
    libelle: str
    avant: str
    apres: str


_CALCULE = "empreintes"
"""Written by a command from what each fiche says, which is told at that fiche."""


def differences(avant: Any, apres: Any) -> tuple[Difference, ...]:
    """Return what differs between two models of one kind, two lists of models or two mappings of them."""
    return tuple(
        Difference(".".join(key for key, _ in where), ", ".join(name for _, name in where), *_cut(before, after))
        for where, before, after in _compare(avant, apres, ())
        if all(key != _CALCULE for key, _ in where[:1])
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


Where = tuple[tuple[str, str], ...]
"""(key, its name in French) of each step: a field has a title, what people named keeps its name"""


def _compare(avant: Any, apres: Any, where: Where) -> Iterator[tuple[Where, str, str]]:
    """Yield (where, before, after), as deep as the two sides can be put face to face."""
    if avant == apres:
        return
    if isinstance(avant, BaseModel) and type(avant) is type(apres):
        for name in type(avant).model_fields:
            yield from _compare(getattr(avant, name), getattr(apres, name), _titled(name, where))
        return
    if isinstance(avant, tuple) and isinstance(apres, tuple):
        named = _named(avant), _named(apres)
        if named[0] is None or named[1] is None:
            yield from _compare_plain(avant, apres, where)
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
            yield (*where, (key, key)), brief(avant[key]) or key, ""
        elif key not in avant:
            yield (*where, (key, key)), "", brief(apres[key]) or key
        else:
            yield from _compare(avant[key], apres[key], (*where, (key, key)))
    kept = [key for key in avant if key in apres], [key for key in apres if key in avant]
    if kept[0] != kept[1]:
        yield (*where, ("ordre", "ordre")), ", ".join(kept[0]), ", ".join(kept[1])


def _compare_plain(avant: tuple[Any, ...], apres: tuple[Any, ...], where: Where) -> Iterator[tuple[Where, str, str]]:
    """Tell what left and what came: models one by one, words together; all of it when only the order did."""
    gone = tuple(item for item in avant if item not in apres)
    come = tuple(item for item in apres if item not in avant)
    if any(isinstance(item, BaseModel) for item in (*gone, *come)):
        yield from ((where, brief(item), "") for item in gone)
        yield from ((where, "", brief(item)) for item in come)
    elif gone or come:
        yield where, brief(gone), brief(come)
    else:
        yield where, brief(avant), brief(apres)


def _named(items: tuple[Any, ...]) -> dict[str, Any] | None:
    """Return name → item when every item is a model that has a name of its own, else None."""
    if not all(isinstance(item, BaseModel) for item in items):
        return None
    for key in _CLES:
        names = [brief(getattr(item, key, None)) for item in items]
        if all(names) and len(set(names)) == len(names):
            return dict(zip(names, items, strict=True))
    return None


def _titled(name: str, where: Where) -> Where:
    """Return the place of a field: its title, which begins a label or goes on with it."""
    title = titre_of(name)
    return (*where, (name, f"{title[:1].lower()}{title[1:]}" if where else title))


def _cut(avant: str, apres: str) -> tuple[str, str]:
    """Shorten two long values to what differs, whole, with a few words around it."""
    if max(len(avant), len(apres)) <= MAX_VALEUR:
        return avant, apres
    shortest = min(len(avant), len(apres))
    start = next((n for n in range(shortest) if avant[n] != apres[n]), shortest)
    end = next((n for n in range(shortest - start) if avant[-1 - n] != apres[-1 - n]), shortest - start)
    first, last = max(0, start - AUTOUR), max(0, end - AUTOUR)
    return _window(avant, first, len(avant) - last), _window(apres, first, len(apres) - last)


def _window(text: str, start: int, stop: int) -> str:
    stop = min(stop, start + MAX_DIFFERENCE)
    shown = text[start:stop].strip()
    return f"{'… ' if start and shown else ''}{shown}{' …' if stop < len(text) else ''}"
