"""The examples that `nouveau` writes in a new file, where those of the models would suit another kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

TITRE_SOURCE = "Titre de la page lue"
"""Title of the first source of a new file."""

A_CHOISIR = "  # à choisir"
"""Ends a line whose example is a word of a closed list: nobody can tell « gratuit » left from « gratuit » chosen."""

PAR_ORIGINE = "Qui l'a dit, et où"
"""Who said a new besoin."""

_PAR_GENRE: Mapping[tuple[str, str], str] = {
    ("acteur", "nom"): "Les Ateliers du port",
    ("acteur", "resume"): "Cette association aide les groupes à monter un projet à plusieurs.",
    ("ressource", "nom"): "Guide de la première réunion",
    ("ressource", "resume"): "Un document pour préparer pas à pas la première réunion d'un groupe.",
    ("financement", "nom"): "Coup de pouce aux projets à plusieurs",
    ("financement", "resume"): "Une aide pour lancer un projet à plusieurs. Les dossiers se déposent toute l'année.",
}
"""(kind, field) → its own example: the fiches share a model, a service is no financement."""
_PHRASES = ("resume", "description", "phrase")
"""Fields whose example is a sentence that nobody would write by chance."""


def example_of(genre: str, name: str, info: FieldInfo) -> Any:
    """Return what `nouveau` writes for a field, '' when there is no example."""
    return _PAR_GENRE.get((genre, name)) or (info.examples or [""])[0]


@cache
def _phrases(genre: str, model: type[BaseModel]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Return (field, its examples) for the sentences of a model."""
    fields = ((name, model.model_fields[name]) for name in _PHRASES if name in model.model_fields)
    return tuple((name, (example_of(genre, name, info), *(info.examples or ()))) for name, info in fields)


def examples_left(genre: str, value: BaseModel) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (place, text) of each sentence of a file that is still the example of `nouveau`."""
    held = value.__dict__
    for name, examples in _phrases(genre, type(value)):
        text: Any = held.get(name)
        if text in examples:
            yield (name,), text
    if "origine" in held and getattr(held["origine"], "par", None) == PAR_ORIGINE:
        yield ("origine", "par"), PAR_ORIGINE
    for rank, source in enumerate(held.get("sources") or ()):
        if source.titre == TITRE_SOURCE:
            yield ("sources", rank, "titre"), source.titre
