"""JSON Schemas of the YAML files, for editors: made from the models, with the words of the territory's référentiels.

All scalars of our YAML are text, and an editor reads `2026` as a number: a
text is here a string, a number or a boolean. A schema never refuses a file
that the reading accepts; what it cannot say (rules across fields or files),
`offre verifier` says. Nothing is shared by `$ref`, and the draft is 07, so
that old editors follow.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.corpus.corpus import Corpus
from generator.corpus.genres import GENRES, SCHEMAS
from generator.corpus.titres import titre_of
from generator.models import base
from generator.models.markers import MOTIF_IDENTIFIANT, Terme

Schema = dict[str, Any]

_TEXTE: Schema = {"type": ["string", "number", "boolean"], "errorMessage": "Un texte est attendu."}
_JOUR = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
_DATE: Schema = {
    "type": "string",
    "pattern": rf"^\s*[0-9]{{4}}-{_JOUR}\s*$",
    "patternErrorMessage": "Une date s'écrit AAAA-MM-JJ, par exemple 2026-11-22.",
    "errorMessage": "Une date s'écrit AAAA-MM-JJ, par exemple 2026-11-22.",
}
_OUI_NON: Schema = {"enum": ["oui", "non"], "errorMessage": "Écrire oui ou non."}
_NOMBRE: Schema = {
    "type": ["integer", "string"],
    "pattern": r"^\s*[0-9]{1,12}\s*$",
    "patternErrorMessage": "Un nombre entier est attendu, sans espace ni unité.",
    "errorMessage": "Un nombre entier est attendu, sans espace ni unité.",
}


def _function(kind: Any) -> Callable[..., Any]:
    """Return the check that a type of models/base.py adds to a text or a list."""
    found = kind if isinstance(kind, AfterValidator | BeforeValidator) else get_args(kind)[-1]
    function: Callable[..., Any] = found.func
    return function


_BY_CHECK: Mapping[Callable[..., Any], Schema] = {
    _function(base.Unique): {"uniqueItems": True},
    _function(base.DatePartielle): {
        "type": ["string", "integer"],
        "pattern": rf"^\s*[0-9]{{4}}(-(0[1-9]|1[0-2])|-{_JOUR})?\s*$",
        "patternErrorMessage": "Une date s'écrit AAAA-MM-JJ, AAAA-MM ou AAAA.",
        "errorMessage": "Une date s'écrit AAAA-MM-JJ, AAAA-MM ou AAAA.",
    },
    _function(base.JourAnnuel): {
        "type": "string",
        "pattern": rf"^\s*{_JOUR}\s*$",
        "patternErrorMessage": "Un jour de chaque année s'écrit MM-JJ.",
        "errorMessage": "Un jour de chaque année s'écrit MM-JJ.",
    },
    _function(base.Points): {
        "type": ["number", "string"],
        "pattern": r"^\s*-?[0-9]{1,9}([.,][0-9]{1,2})?\s*$",
        "patternErrorMessage": "Un nombre est attendu, par exemple 12 ou 2,4.",
        "errorMessage": "Un nombre est attendu, par exemple 12 ou 2,4.",
    },
    _function(base.UrlWeb): {
        "type": "string",
        "pattern": r"^\s*[hH][tT][tT][pP][sS]?://[^\s.]+\.\S+\s*$",
        "patternErrorMessage": "Copier l'adresse entière, avec https://.",
        "errorMessage": "Copier l'adresse entière, avec https://.",
    },
    _function(base.Courriel): {
        "type": "string",
        "pattern": r"^\s*\S[^@]*@\S+\s*$",
        "patternErrorMessage": "Une adresse de courriel est attendue, par exemple accueil@exemple.org.",
        "errorMessage": "Une adresse de courriel est attendue, par exemple accueil@exemple.org.",
    },
    _function(base.Siren): {
        "pattern": "^([^0-9]*[0-9]){9}[^0-9]*$",
        "patternErrorMessage": "Un SIREN a 9 chiffres.",
    },
    _function(base.Siret): {
        "pattern": "^([^0-9]*[0-9]){14}[^0-9]*$",
        "patternErrorMessage": "Un SIRET a 14 chiffres.",
    },
}
"""What an editor can see of each check; the rest is seen by the reading."""


class _Generator(GenerateJsonSchema):
    """The schema of a model as it is written by hand in YAML, not as Python holds it."""

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        return dict(_DATE)

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return dict(_OUI_NON)

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        bounds = {"minimum": schema.get("ge"), "maximum": schema.get("le")}
        return {**_NOMBRE, **{key: bound for key, bound in bounds.items() if bound is not None}}

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = {**_TEXTE, **super().str_schema(schema), "type": _TEXTE["type"]}
        longest = made.get("maxLength")
        if longest is not None and "pattern" not in made:  # a text in a block ends with a line break that is not kept
            del made["maxLength"]
            made["pattern"] = rf"^\s*[\s\S]{{0,{longest}}}\s*$"
            made["patternErrorMessage"] = f"{longest} signes au plus."
        elif made.get("pattern") == MOTIF_IDENTIFIANT:
            made["patternErrorMessage"] = "Seulement des minuscules sans accent, des chiffres et des tirets."
        return made

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """An optional field is left out: nobody writes « null »."""
        return self.generate_inner(schema["schema"])

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> JsonSchemaValue:
        return self._with_check(super().function_after_schema(schema), schema)

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        return self._with_check(super().function_before_schema(schema), schema)

    def _with_check(self, made: JsonSchemaValue, schema: Any) -> JsonSchemaValue:
        extra = _BY_CHECK.get(schema["function"]["function"])
        if extra is None:
            return made
        for bound in ("maxLength", "minLength") if "pattern" in extra else ():
            made.pop(bound, None)
        return {**made, **extra}


@cache
def _drawn(modele: type[BaseModel]) -> Schema:
    """Return what pydantic says of a model, the same for every territory; to be read only."""
    return modele.model_json_schema(schema_generator=_Generator)


def schema_of(genre: str, corpus: Corpus) -> Schema:
    """Return the JSON Schema of a kind of file, its closed vocabularies taken from the corpus."""
    place = GENRES[genre]
    made = _drawn(place.modele)
    whole = _inlined({key: value for key, value in made.items() if key != "$defs"}, made.get("$defs", {}), corpus)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **whole,
        "title": place.chemin if place.est_fichier else f"{place.chemin}/….yml",
        "description": f"Champs d'un fichier « {genre} ». Ce qu'un éditeur ne voit pas, « offre verifier » le dit.",
    }


def _inlined(node: Any, models: Mapping[str, Schema], corpus: Corpus) -> Any:
    """Return a schema in one piece, in French, without what only Python needs."""
    if isinstance(node, list):
        return [_inlined(item, models, corpus) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        model = {**models[node["$ref"].rpartition("/")[2]], "description": ""}  # its own is for developers
        return _inlined({**model, **{key: value for key, value in node.items() if key != "$ref"}}, models, corpus)
    if Terme.CLE in node:
        return _terms(node, corpus)
    made = {key: _inlined(value, models, corpus) for key, value in node.items() if key not in ("properties", "title")}
    if "properties" in node:
        made["properties"] = {
            name: {"title": titre_of(name), **_inlined(held, models, corpus)}
            for name, held in node["properties"].items()
        }
    return _cleaned(made)


def _cleaned(made: Schema) -> Schema:
    """Say in French what is expected; name the bounds as JSON Schema does; `True` is written oui."""
    for bound, name in (("ge", "minimum"), ("le", "maximum")):
        if bound in made:
            made[name] = made.pop(bound)
    if "enum" in made:
        made.setdefault("errorMessage", f"Écrire un de ces mots : {', '.join(made['enum'])}.")
    if not made.get("description", "x"):
        del made["description"]
    match made.get("type"):
        case "array":
            made["errorMessage"] = "Une liste est attendue, même d'un seul mot : [mot]."
        case "object" if "properties" in made:
            made["errorMessage"] = f"Champs possibles ici : {', '.join(made['properties'])}."
            if due := made.pop("required", ()):
                made["allOf"] = [_due(name) for name in due]
        case "object":
            made["errorMessage"] = "Un bloc est attendu : une clé par élément, décalée de deux espaces."
    if "default" in made:
        value = made.pop("default")
        if isinstance(value, bool):
            made["default"] = "oui" if value else "non"
        elif isinstance(value, str | int):
            made["default"] = value
    return made


def _due(name: str) -> Schema:
    """Ask for one field, in a schema of its own: an editor has one message per schema."""
    return {"required": [name], "errorMessage": f"Il manque « {name} »."}


def _terms(node: Schema, corpus: Corpus) -> Schema:
    """Return the words of a référentiel, each with its label and its definition."""
    nom, tous = node[Terme.CLE]
    words = {key: f"**{term.libelle}** : {term.definition}" for key, term in corpus.referentiels[nom].termes.items()}
    if tous:
        words["tous"] = "**Tous**, à écrire seul"
    rest = {key: value for key, value in node.items() if key in ("description", "examples")}
    return {
        **rest,
        "type": "string",
        "enum": list(words),
        "markdownEnumDescriptions": list(words.values()),
        "errorMessage": f"Prendre un mot de data/referentiels/{nom}.yml : {', '.join(words)}.",
    }


def schema_files(corpus: Corpus) -> dict[str, bytes]:
    """Return path from the project's root → bytes, one schema per kind of file."""
    return {
        f"{SCHEMAS}/{genre}.json": (json.dumps(schema_of(genre, corpus), ensure_ascii=False, indent=1) + "\n").encode()
        for genre in GENRES
    }
