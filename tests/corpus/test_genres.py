"""Every YAML file of a territory has a kind, a model and a first line that says so."""

from __future__ import annotations

import pytest

from generator.corpus.genres import DISPOSITIF, FICHES, GENRES, OFFRE, genre_of, modeline
from generator.models.fiche import Fiche
from tests.chemins import PETITE_ILE, RACINE


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


def test_a_fiche_has_a_model_a_folder_and_a_template() -> None:
    assert {kind for kind, genre in GENRES.items() if issubclass(genre.modele, Fiche)} == set(FICHES)
    templates = RACINE / "generator" / "theme" / "templates"
    assert [kind for kind in FICHES if not (templates / f"{kind}.html").is_file()] == []
    assert all(genre.adresse and genre.section and genre.pluriel for genre in FICHES.values())
    assert all(genre.phrase for genre in OFFRE.values())


def test_no_two_kinds_share_a_name_or_an_address() -> None:
    for name in ("pluriel", "adresse", "formulaire"):
        said = [word for genre in GENRES.values() if (word := getattr(genre, name))]
        assert len(said) == len(set(said)), name


def test_how_a_kind_is_said() -> None:
    ressource = GENRES["ressource"]
    assert (ressource.un, ressource.titre, ressource.titre_pluriel) == ("une ressource", "Ressource", "Ressources")
    assert ressource.path_of("guide") == "content/offre/ressources/guide.yml"
    assert DISPOSITIF["besoin"].titre_pluriel == "Besoins du territoire"


@pytest.mark.parametrize("kind", FICHES)
def test_the_constants_of_a_model_name_its_fields(kind: str) -> None:
    modele = FICHES[kind].modele
    assert issubclass(modele, Fiche)
    named = [name for name in (modele.PORTEUR, *modele.DERNIER_JOUR[:1], modele.PUBLIC) if name]
    assert [name for name in named if name not in modele.model_fields] == []
