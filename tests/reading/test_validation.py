"""From a tree of texts to a model: each error of pydantic is a French sentence, at its line, with its remedy.

`formes.json` holds one fault each: what is changed in the small territory, then
the whole report, and the text of each line that is pointed at.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from generator.corpus.genres import FICHES
from generator.models.arbre import Arbre
from generator.models.base import Modele
from generator.models.cas_type import CasTypes
from generator.models.fiche import Fiche
from generator.models.guide import Chapitre, Guide, Outil
from generator.models.parcours import Parcours
from generator.models.referentiel import Referentiel
from generator.models.service import Service
from generator.models.territoire import Territoire
from generator.problems.codes import CODES
from generator.problems.formats import as_text
from generator.reading import validation
from generator.reading.validation import example_at, fields_at, shown, validate
from generator.reading.yaml_source import YamlDocument, parse_yaml
from tests.exemples import exemples
from tests.mini import ACTEUR, FILES, FINANCEMENT, RESSOURCE, SERVICE, TERRITOIRE, Mini

FORMES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "formes.json").read_text(encoding="utf-8"))
ALL = (
    *(genre.modele for genre in FICHES.values()),
    Territoire,
    Referentiel,
    Arbre,
    Parcours,
    CasTypes,
    Chapitre,
    Outil,
    Guide,
)
OTHERS = ("ORI", "RCH", "IND", "DIA", "GUI")
"""Families of codes whose faults of shape have their tests beside their own rules."""


def document_of(text: str) -> YamlDocument:
    document, problems = parse_yaml(text.encode(), "x.yml")
    assert document is not None, problems
    return document


@pytest.mark.parametrize("forme", FORMES, ids=[f"{number}-{'-'.join(f['types'])}" for number, f in enumerate(FORMES)])
def test_a_fault_of_shape(mini: Mini, forme: dict[str, Any]) -> None:
    path, before, after = forme["fichier"], forme["avant"], forme["apres"]
    mini.write(path, after) if before is None else mini.change(path, before, after)
    expected = [f"{path}:{mini.line(path, line)}: {message}\n    {hint}" for line, message, hint in forme["rapport"]]
    bilan = mini.verify()
    assert [as_text(problem) for problem in bilan.problems] == expected
    assert (bilan.corpus, bilan.croisees, bilan.publiable) == (None, False, False)


def test_each_type_of_error_is_in_the_cases() -> None:
    """A type that the table translates and that no case raises would be an unread sentence."""
    met = {kind for forme in FORMES for kind in forme["types"]}
    known = {kind for kind, code in validation._CODE_BY_TYPE.items() if not code.startswith(OTHERS)}
    assert known - met == set()


def test_the_types_of_the_cases_are_those_that_pydantic_raises(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    raised: set[str] = set()
    sentence = validation._sentence

    def spy(error: Any, name: str, model: Any) -> tuple[str, str]:
        raised.add(error["type"])
        return sentence(error, name, model)

    monkeypatch.setattr(validation, "_sentence", spy)
    for forme in FORMES:
        raised.clear()
        path = forme["fichier"]
        kept = FILES.get(path)
        mini.write(path, forme["apres"]) if forme["avant"] is None else mini.change(
            path, forme["avant"], forme["apres"]
        )
        mini.verify()
        assert sorted(raised) == forme["types"]
        (mini.root / path).unlink() if kept is None else mini.write(path, kept)


def test_every_translated_type_has_a_code_of_the_table() -> None:
    assert set(validation._CODE_BY_TYPE.values()) <= CODES.keys()
    assert validation._FIELD_BY_TYPE.keys() <= validation._CODE_BY_TYPE.keys()


def test_every_fault_of_a_file_is_told(mini: Mini) -> None:
    text = (
        FILES[SERVICE].replace("actif", "actifs").replace("gratuit", "gratuite").replace("acteur: pole\n", "truc: 1\n")
    )
    found = mini.write(SERVICE, text).verify().problems
    assert [(problem.code, problem.line) for problem in found] == [
        ("SCH001", 1),
        ("SCH003", mini.line(SERVICE, "actifs")),
        ("SCH002", mini.line(SERVICE, "truc")),
        ("SCH003", mini.line(SERVICE, "gratuite")),
    ]


def test_a_field_that_is_no_more_is_told_as_such(mini: Mini) -> None:
    mini.change(TERRITOIRE, "etat: publie", 'etat: publie\nnom_complet: "le Pays de Mini"')
    [problem] = mini.verify().problems
    assert (problem.code, problem.line, problem.hint) == (
        "SCH002",
        mini.line(TERRITOIRE, "nom_complet"),
        "Retirer cette ligne.",
    )
    assert problem.message == "« nom_complet » n'est plus un champ : rien ne le lisait."


def test_every_file_is_told_in_one_run(mini: Mini) -> None:
    for path in (ACTEUR, SERVICE, RESSOURCE, FINANCEMENT):
        mini.change(path, "statut: actif", "statut: ouvert")
    mini.change(TERRITOIRE, "etat: publie", "etat: ouvert")
    assert [problem.path for problem in mini.verify().problems] == sorted(
        [ACTEUR, SERVICE, RESSOURCE, FINANCEMENT, TERRITOIRE]
    )


def _refuse(value: str) -> str:
    raise PydanticCustomError("jamais_vu", "refusé pour une raison neuve")


class Inconnu(Modele):
    """Raises what no table knows: a type of ours, a type of pydantic."""

    a: Annotated[str, AfterValidator(_refuse)] = ""
    b: int = Field(0, examples=["3"])
    c: float = 0.0


def test_an_unknown_type_gives_its_text_never_a_crash() -> None:
    document = document_of("a: x\nb: y\nc: [1]\n")
    value, problems = validate(Inconnu, document.tree, document)
    assert value is None
    assert [(problem.code, problem.line, problem.where) for problem in problems] == [
        ("SCH099", 1, "a"),
        ("SCH099", 2, "b"),
        ("SCH099", 3, "c"),
    ]
    assert problems[0].message == "lu « x » : refusé pour une raison neuve."
    assert problems[1].message.startswith("lu « y » : Input should be a valid integer")
    assert problems[1].hint == "Par exemple « b: 3 »."
    assert problems[2].hint == "Suivre l'exemple du champ."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("mot", "« mot »"),
        ("deux\n mots", "« deux mots »"),
        ("x" * 60, f"« {'x' * 60} »"),
        ("x" * 61, f"« {'x' * 59}… »"),
        ({}, "un bloc de champs"),
        ([], "une liste de 0 élément"),
        (["a"], "une liste de 1 élément"),
        (["a", "b"], "une liste de 2 éléments"),
        (3, "« 3 »"),
    ],
)
def test_shown(value: Any, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("model", "where", "first"),
    [
        (Service, ("x",), "nom"),
        (Service, ("tarif", "x"), "type"),
        (Service, ("contacts", 3, "x"), "role"),
        (Service, ("nom", "x"), None),
        (Service, ("x", "y", "z"), None),
        (Referentiel, ("termes", "mot", "x"), "libelle"),
        (Referentiel, ("termes", "mot"), None),
        (CasTypes, ("cas_types", 0, "attendu", "etapes", 1, "x"), "contient"),
    ],
)
def test_fields_at(model: type[Modele], where: tuple[str | int, ...], first: str | None) -> None:
    assert next(iter(fields_at(model, where)), None) == first


@pytest.mark.parametrize(
    ("model", "where", "example"),
    [
        (Service, ("statut",), "actif"),
        (Service, ("tarif", "type"), "gratuit"),
        (Service, ("sources", 0, "consulte_le"), "2026-11-22"),
        (Service, ("thematiques", 1), ["gouvernance-partagee"]),
        (Service, ("inconnu",), None),
        (Service, ("nom", "inconnu"), None),
        (Service, (), None),
        (Service, (0,), None),
        (Referentiel, ("termes", "mot", "libelle"), "Décider ensemble"),
        (CasTypes, ("cas_types", 0, "reponses", "q"), "ecrit"),
        (CasTypes, ("cas_types", 0, "reponses", "q", "r"), None),
    ],
)
def test_example_at(model: type[Modele], where: tuple[str | int, ...], example: Any) -> None:
    assert example_at(model, where) == example


words = st.sampled_from(
    sorted({name for model in ALL for name in model.model_fields} | {"[key]", "du", "codes", "é", "a\nb"})
)
leaves = st.sampled_from(["", "oui", "2026-11-22", "tous", "12", "https://exemple.org", "actif", "é" * 700, "0", "x"])
trees = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=5), max_leaves=25
)


@settings(max_examples=exemples(25))
@given(st.dictionaries(words, trees, max_size=12))
@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_any_tree_is_a_model_or_problems(model: type[Fiche], tree: dict[str, Any]) -> None:
    document = YamlDocument("x.yml", tree, b"a: b\n")
    value, problems = validate(model, tree, document)
    assert (value is None) == bool(problems)
    for problem in problems:
        assert problem.severity is CODES[problem.code].severity
        assert problem.hint and problem.message.endswith(".")
        assert problem.line == 1
