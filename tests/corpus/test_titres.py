"""Names of the fields in French: each one is of a field that exists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from generator.corpus.genres import GENRES
from generator.corpus.titres import TITRES, titre_of
from generator.corpus.walking import models_in


def fields(model: type[BaseModel]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        yield name
        for inside in models_in(info.annotation):
            yield from fields(inside)


def test_each_name_is_of_a_field() -> None:
    known = {name for place in GENRES.values() for name in fields(place.modele)}
    assert set(TITRES) - known == set()


def test_the_table_is_sorted_and_says_more_than_the_field() -> None:
    assert list(TITRES) == sorted(TITRES)
    assert {champ for champ, titre in TITRES.items() if titre == champ.replace("_", " ").capitalize()} == set()


@pytest.mark.parametrize(
    ("champ", "titre"), [("mots_cles", "Mots pour chercher"), ("forme_juridique", "Forme juridique")]
)
def test_a_field_has_a_name(champ: str, titre: str) -> None:
    assert titre_of(champ) == titre
