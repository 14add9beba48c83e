"""The columns of a sheet, made from the models: one per value that a fiche may hold.

A block gives dotted columns (`zone.type`), a list of blocks gives numbered ones
(`sources[2].titre`), a list of words or of sentences is one column, its items
separated by « ; ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, StringConstraints
from pydantic.fields import FieldInfo

from generator.corpus.genres import ECRITS
from generator.corpus.titres import titre_of
from generator.corpus.walking import Where, is_list, marker_of, metadata_of, models_in
from generator.models.base import CodeCommune, CommunesVisees, DateIso, Entier, OuiNon
from generator.models.markers import Reference, Terme
from generator.problems import dotted

FEUILLES: Mapping[str, str] = {genre.pluriel: kind for kind, genre in ECRITS.items() if genre.tableur}
"""Name of a sheet → kind of its fiches"""
MODE_D_EMPLOI, LISTES = "mode-d-emploi", "listes"
"""Sheets that explain; nobody reads them back."""
ID, EMPREINTE = "id", "empreinte"
"""First column: the name of the file. Last one, hidden: what the fiche was when it was exported."""
MAX_RANG = 99
_RANG = re.compile(r"\[([1-9][0-9]?)\]")
Listes = Literal["communes", "toutes-communes"]


@dataclass(frozen=True)
class Champ:
    """One value of a model, wherever it is: `None` in its path stands for a rank in a list of blocks."""

    chemin: tuple[str | None, ...]
    info: FieldInfo
    obligatoire: bool
    """Whether no fiche goes without it."""

    @cached_property
    def gabarit(self) -> str:
        """`sources[].titre`: the column without its rank."""
        return "".join("[]" if step is None else f".{step}" for step in self.chemin).removeprefix(".")

    @cached_property
    def liste(self) -> bool:
        """Whether a cell holds several values."""
        return is_list(self.info.annotation)

    @cached_property
    def repete(self) -> str:
        """Name of the list of blocks that holds it, else ''."""
        return str(self.chemin[0]) if None in self.chemin else ""

    @cached_property
    def nu(self) -> bool:
        """Whether YAML has it without quotes: dates and whole numbers."""
        return _holds(self.info, DateIso) or _holds(self.info, Entier)

    @cached_property
    def mots(self) -> tuple[str, ...]:
        """The closed list that the code itself gives, else ()."""
        return ("oui", "non") if _holds(self.info, OuiNon) else tuple(_literals(self.info.annotation))

    @cached_property
    def marque(self) -> Terme | Reference | Listes | None:
        """The closed list that the territory gives: a référentiel, fiches, communes."""
        patterns = {item.pattern for item in metadata_of(self.info) if isinstance(item, StringConstraints)}
        if _pattern(CodeCommune) in patterns:
            return "communes"
        return "toutes-communes" if _pattern(CommunesVisees) in patterns else marker_of(self.info)

    def where(self, rang: int) -> Where:
        """Return its place in a fiche; `rang` counts from 0, and serves only in a list of blocks."""
        return tuple(rang if step is None else step for step in self.chemin)


@dataclass(frozen=True, slots=True)
class Colonne:
    """A column of a sheet: a value, and its rank when it is in a list of blocks."""

    champ: Champ
    rang: int = 0

    @property
    def cle(self) -> str:
        """What the first row says, and what people count from one: `sources[2].titre`."""
        return dotted(self.champ.where(self.rang))

    @property
    def titre(self) -> str:
        """The same in French: « Sources 2 : titre »."""
        steps = [step for step in self.champ.chemin if step is not None]
        names = [titre_of(step) for step in steps]
        if self.champ.repete:
            names[0] += f" {self.rang + 1}"
        return " : ".join([names[0], *(f"{name[:1].lower()}{name[1:]}" for name in names[1:])])


@cache
def champs_of(genre: str) -> tuple[Champ, ...]:
    """Return every value that a fiche of this kind may hold, in the order of its model."""
    return tuple(_walk(ECRITS[genre].modele, (), True))


@cache
def _by_gabarit(genre: str) -> Mapping[str, Champ]:
    return {champ.gabarit: champ for champ in champs_of(genre)}


def _walk(model: type[BaseModel], chemin: tuple[str | None, ...], due: bool) -> Iterator[Champ]:
    for name, info in model.model_fields.items():
        held = next(models_in(info.annotation), None)
        needed = due and info.is_required()
        if held is None:
            yield Champ((*chemin, name), info, needed)
        elif not is_list(info.annotation):
            yield from _walk(held, (*chemin, name), needed)
        elif None in chemin:
            raise TypeError(f"{model.__name__}.{name} : une liste dans une liste n'a pas de colonnes")
        else:
            yield from _walk(held, (*chemin, name, None), False)


def columns_for(genre: str, rangs: Mapping[str, int]) -> tuple[Colonne, ...]:
    """Return the columns of a sheet: the single values, then each list of blocks as many times as `rangs` says."""
    champs = champs_of(genre)
    lists: dict[str, list[Champ]] = {}
    for champ in champs:
        lists.setdefault(champ.repete, []).append(champ)
    single = lists.pop("", [])
    repeated = (
        Colonne(champ, rang) for name, same in lists.items() for rang in range(rangs.get(name, 1)) for champ in same
    )
    return (*(Colonne(champ) for champ in single), *repeated)


def column_named(genre: str, cle: str) -> Colonne | None:
    """Return the column of a heading, None when the model has no such value."""
    champ = _by_gabarit(genre).get(_RANG.sub("[]", cle, count=1))
    found = _RANG.search(cle)
    if champ is None or bool(found) != bool(champ.repete):
        return None
    return Colonne(champ, int(found[1]) - 1 if found else 0)


def column_letters(rank: int) -> str:
    """Return A for 0, Z for 25, AA for 26."""
    letters = ""
    rank += 1
    while rank:
        rank, rest = divmod(rank - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _holds(info: FieldInfo, kind: Any) -> bool:
    checks = [item for item in metadata_of(info) if isinstance(item, BeforeValidator)]
    return any(check in checks for check in kind.__metadata__)


def _pattern(kind: Any) -> Any:
    """Return the pattern of a text type, or of what a list of it holds."""
    return next(
        item.pattern
        for item in metadata_of(FieldInfo.from_annotation(tuple[kind, ...]))
        if isinstance(item, StringConstraints)
    )


def _literals(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
        return
    for part in get_args(annotation):
        yield from _literals(part)
