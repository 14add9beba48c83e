"""Every YAML file of a territory has a kind, a model and a first line that says so."""

from __future__ import annotations

import pytest

from generator.corpus.genres import GENRES, genre_of, modeline
from tests.chemins import PETITE_ILE


def test_every_yaml_file_that_is_read_has_a_kind() -> None:
    paths = [path.relative_to(PETITE_ILE).as_posix() for path in PETITE_ILE.rglob("*.yml")]
    assert {path: genre_of(path) for path in paths if genre_of(path) is None} == {}


@pytest.mark.parametrize(
    ("path", "genre"),
    [
        ("data/territoire.yml", "territoire"),
        ("data/referentiels/stades.yml", "referentiel"),
        ("content/offre/services/accueil.yml", "service"),
        ("data/besoins/reparer.yml", "besoin"),
        ("data/besoins/plus/profond.yml", None),
        ("data/besoins", None),
        ("data/besoins/lisez-moi.md", None),
        ("ailleurs/accueil.yml", None),
    ],
)
def test_a_path_tells_its_kind(path: str, genre: str | None) -> None:
    assert genre_of(path) == genre


def test_the_first_line_leads_from_the_file_to_its_schema() -> None:
    assert modeline("data/territoire.yml") == "# yaml-language-server: $schema=../schemas/territoire.json\n"
    assert modeline("content/acteurs/pole.yml") == "# yaml-language-server: $schema=../../schemas/acteur.json\n"


def test_each_place_belongs_to_one_kind() -> None:
    places = [place.chemin for place in GENRES.values()]
    assert len(places) == len(set(places))
