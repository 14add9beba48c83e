"""Each field says what it is, in French, with an example that is right and that YAML reads back."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Annotated, Any, get_args

import pytest
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from generator import models
from generator.corpus.ecriture import yaml_inline
from generator.models.base import Modele
from generator.reading.yaml_source import parse_yaml
from tests.lignes import each_line

ENGLISH = re.compile(r"\b(the|of|and|with|for|must|should|field|name|list|when|which)\b", re.IGNORECASE)


def every_model() -> list[type[Modele]]:
    for module in pkgutil.iter_modules(models.__path__):
        importlib.import_module(f"{models.__name__}.{module.name}")
    found: list[type[Modele]] = []
    waiting = [Modele]
    while waiting:
        children = [child for child in waiting.pop().__subclasses__() if child.__module__.startswith("generator.")]
        found += children
        waiting += children
    return sorted(set(found), key=lambda model: model.__name__)


MODELS = every_model()
FIELDS = [
    (f"{model.__name__}.{name}", (model, name, info)) for model in MODELS for name, info in model.model_fields.items()
]


def scalars(value: Any) -> Iterator[Any]:
    """What is written at the leaves of an example."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from scalars(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from scalars(item)
    else:
        yield value


def test_the_models_are_all_there() -> None:
    names = {model.__name__ for model in MODELS}
    assert {"Acteur", "Service", "Ressource", "Financement", "Territoire", "Referentiel", "Commune", "Zone"} <= names
    assert len(FIELDS) > 150


@each_line((model.__name__, (model,)) for model in MODELS)
def test_a_model_is_frozen_and_strict(model: type[Modele]) -> None:
    assert model.model_config["frozen"] is True
    assert model.model_config["extra"] == "forbid"
    assert model.__doc__
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) for name in model.model_fields), (
        "snake_case, sans accent"
    )
    assert all(info.alias is None for info in model.model_fields.values()), "le mot du fichier, lettre pour lettre"


@each_line(FIELDS)
def test_a_field_is_described_in_french(model: type[Modele], name: str, info: FieldInfo) -> None:
    text = info.description or ""
    allowed = {str(word) for word in get_args(info.annotation)}
    starts = re.split(r"[ ,:]", text)[0]
    assert text[:1].isupper() or text[:1] == "«" or starts in allowed | {"question"}, text
    assert text.endswith("."), text
    assert not ENGLISH.search(text), text
    assert text.isprintable() or "\u00a0" in text or "\u202f" in text


@each_line(FIELDS)
def test_the_example_of_a_field_is_right(model: type[Modele], name: str, info: FieldInfo) -> None:
    assert info.examples, "sans exemple"
    for example in info.examples:
        assert all(isinstance(leaf, str) for leaf in scalars(example)), "YAML ne lit que des textes"
        TypeAdapter(Annotated[info.annotation, name, *info.metadata]).validate_python(example)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Permanence d'accueil", '"Permanence d\'accueil"'),
        ("gouvernance-partagee", "gouvernance-partagee"),
        ("instance-echanges/2026-06-installation", "instance-echanges/2026-06-installation"),
        ("2026-11-22", "2026-11-22"),
        ("20000", "20000"),
        ("01001", '"01001"'),
        ("18:30", '"18:30"'),
        ("oui", "oui"),
        ("yes", '"yes"'),
        ("https://exemple.org/", '"https://exemple.org/"'),
        ("A : b", '"A : b"'),
        ("A #1", '"A #1"'),
        ("Horaires:", '"Horaires:"'),
        ("", '""'),
        ("#0a5963", '"#0a5963"'),
        ("@x", '"@x"'),
        ('"x" \\ y', '"\\"x\\" \\\\ y"'),
        ("un, deux [trois]", '"un, deux [trois]"'),
        (["un, deux", "trois"], '["un, deux", trois]'),
        ({"a": "b", "c": ["d", "[e]"], "f": {"g": "{h}"}}, '{a: b, c: [d, "[e]"], f: {g: "{h}"}}'),
        ([], "[]"),
        ({}, "{}"),
    ],
)
def test_every_text_of_an_example_is_quoted_and_no_word_of_a_list(value: Any, text: str) -> None:
    assert yaml_inline(value) == text


@each_line(FIELDS)
def test_the_example_of_a_field_is_read_back_from_yaml(model: type[Modele], name: str, info: FieldInfo) -> None:
    """Messages and new files show it on one line."""
    for example in info.examples or []:
        document, problems = parse_yaml(f"{name}: {yaml_inline(example)}\n".encode(), "x.yml")
        assert problems == ()
        assert document is not None
        assert document.tree == {name: example}
