"""What a field says of its value besides its shape: a marker, written once, on its type.

The rules, the search, the forms, the spreadsheets and the JSON Schemas follow
the markers (corpus/walking.py): a new field of a marked type needs nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, get_args

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

MOTIF_IDENTIFIANT = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MOTIFS_CODES = (r"^([0-9]{2}|2A|2B)[0-9]{3}$", r"^[0-9AB]{2,9}$", r"^(toutes|([0-9]{2}|2A|2B)[0-9]{3})$")
"""Official codes: of a commune, of a zone, of communes or « toutes »."""


@dataclass(frozen=True, slots=True)
class Lu:
    """Marks a text that people read: nobody's telephone or name in it, plain words, the search finds it."""

    cite: bool = False
    """A name, or the words of others: not ours to write otherwise, so the rules of style leave it."""
    qui: bool = False
    """It says who: a function or an organisation, never a person, however her name is written."""
    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a text as the id of another file; `genre` is its folder's kind, or `commune`, by its Insee code."""

    genre: str
    ici: bool = False
    """Only a commune of the territory, or the word `toutes`; else any commune of the official list."""
    motif: str = MOTIF_IDENTIFIANT
    """How such a name is written: an editor tells it as one types; the rules say what was meant."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "pattern": self.motif}


@dataclass(frozen=True, slots=True)
class CodeOfficiel:
    """Marks a text as a code of the official lists: the rules of places say what was meant."""

    motif: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "pattern": self.motif}


@dataclass(frozen=True, slots=True)
class Terme:
    """Marks a text as a term of `data/referentiels/<nom>.yml`."""

    CLE: ClassVar[str] = "terme"
    """Key that the marker leaves in a JSON Schema, with (nom, tous): contributing/schemas.py puts the words there."""

    nom: str
    tous: bool = False
    """Whether the word `tous` is also accepted (services and financements)."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), self.CLE: (self.nom, self.tous)}


@dataclass(frozen=True, slots=True)
class Passe:
    """Marks the day of something that has happened: it is never in the future."""

    code: str = "DAT001"
    """The problem when it is in the future."""
    hors: str = ""
    """The problem when it lies out of the experimentation; empty: it may."""


@dataclass(frozen=True, slots=True)
class Fichier:
    """Marks a text as the name of a file of `content/fichiers/`."""

    code: str
    """The problem when the file is not there."""


Marker = Lu | CodeOfficiel | Reference | Terme | Passe | Fichier

Mots = TypeVar("Mots")


def libelles(liste: Any, mots: dict[str, Mots]) -> dict[str, Mots]:
    """Return the words people read for a closed list: a Literal, or its values. One without words stops the program."""
    if set(get_args(liste) or liste) != mots.keys():
        raise TypeError(f"no words, or words of nothing: {', '.join({*(get_args(liste) or liste)} ^ mots.keys())}")
    return mots
