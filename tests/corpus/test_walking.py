"""What a model names: references and terms, wherever they are, each once, at its place."""

from __future__ import annotations

from typing import Annotated

import pytest

from generator.corpus.genres import FICHES
from generator.corpus.walking import marked_values, plan
from generator.models.base import Modele, RefActeur, Reference, Stades, Terme, Thematiques, Unique
from generator.models.territoire import Territoire


class Feuille(Modele):
    acteur: RefActeur | None = None
    libre: str = ""


class Branche(Modele):
    feuilles: tuple[Feuille, ...] = ()
    une: Feuille | None = None
    par_cle: dict[str, Feuille] = {}  # noqa: RUF012
    tronc: RefActeur | None = None
    autres: Annotated[tuple[RefActeur, ...], Unique] = ()
    thematiques: Thematiques = ()
    stades: Stades | None = None
    sans_marque: tuple[str, ...] = ()
    table: dict[str, str] = {}  # noqa: RUF012


ACTEUR = Reference("acteur")


def test_the_plan_names_marked_fields_and_nested_models() -> None:
    assert dict(plan(Branche)) == {
        "feuilles": None,
        "une": None,
        "par_cle": None,
        "tronc": ACTEUR,
        "autres": ACTEUR,
        "thematiques": Terme("thematiques"),
        "stades": Terme("stades", tous=True),
    }
    assert dict(plan(Feuille)) == {"acteur": ACTEUR}


def test_nothing_is_named_by_an_empty_model() -> None:
    assert list(marked_values(Branche())) == []


def test_every_name_is_found_at_its_place() -> None:
    branche = Branche.model_validate(
        {
            "feuilles": [{"libre": "x"}, {"acteur": "a"}],
            "une": {"acteur": "b"},
            "par_cle": {"k": {"acteur": "c"}},
            "tronc": "d",
            "autres": ["e", "f"],
            "thematiques": ["t"],
            "stades": ["tous"],
            "sans_marque": ["acteur"],
            "table": {"a": "b"},
        }
    )
    assert list(marked_values(branche, ("ici",))) == [
        (("ici", "feuilles", 1, "acteur"), ACTEUR, "a"),
        (("ici", "une", "acteur"), ACTEUR, "b"),
        (("ici", "par_cle", "k", "acteur"), ACTEUR, "c"),
        (("ici", "tronc"), ACTEUR, "d"),
        (("ici", "autres", 0), ACTEUR, "e"),
        (("ici", "autres", 1), ACTEUR, "f"),
        (("ici", "thematiques", 0), Terme("thematiques"), "t"),
        (("ici", "stades", 0), Terme("stades", tous=True), "tous"),
    ]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("acteur", {"type", "forme_juridique", "thematiques", "modalites", "profils"}),
        ("service", {"acteur", "co_porteurs", "thematiques", "modalites", "stades", "profils", "suites"}),
        ("ressource", {"type", "acteur", "thematiques", "stades", "profils"}),
        ("financement", {"porteur", "types", "thematiques", "beneficiaires", "stades"}),
    ],
)
def test_the_marked_fields_of_the_fiches(kind: str, names: set[str]) -> None:
    """A field that loses its marker would no longer be checked by anything."""
    assert {name for name, marker in plan(FICHES[kind].modele) if marker is not None} == names


def test_the_marked_fields_of_the_territoire() -> None:
    assert {name for name, marker in plan(Territoire) if marker is not None} == {"coordination", "accueil"}
