"""The description of `donnees/v1/` (OpenAPI 3.1): its schemas are made from the models, and from nothing else."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from generator.corpus.genres import FICHES, GENRES
from generator.corpus.titres import titre_of
from generator.models.commune import Commune
from generator.models.mairie import Mairie
from generator.models.markers import Terme
from generator.models.referentiel import Referentiel
from generator.models.territoire import Territoire
from generator.rendering.exports.enregistrement import AILLEURS, SUIVIS
from generator.rendering.exports.licences import CONNUES

Schema = dict[str, Any]
_TEXTE: Schema = {"type": "string"}
_JOUR: Schema = {"type": "string", "format": "date"}
_ADRESSE: Schema = {"type": "string", "format": "uri"}
_COMMUNES: Schema = {"type": "array", "items": {"type": "string"}, "description": "Codes Insee."}


def openapi(territoire: Territoire) -> Schema:
    """Return the description, with the address and the licence of this site."""
    name = territoire.licence_donnees
    licence: Schema = {"name": name}
    if name in CONNUES:
        licence["identifier"] = CONNUES[name][0]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"L'offre de {territoire.site.nom}",
            "version": "1",
            "summary": "Des fichiers, refaits à chaque publication du site. Ni clé, ni compte, ni limite.",
            "license": licence,
        },
        "servers": [{"url": f"{territoire.site.url}donnees/v1"}],
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }


def _answer(schema: Schema, description: str) -> Schema:
    content = {"application/json": {"schema": schema}}
    return {"get": {"responses": {"200": {"description": description, "content": content}}}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _parameter(name: str, description: str) -> list[Schema]:
    return [{"name": name, "in": "path", "required": True, "description": description, "schema": _TEXTE}]


@cache
def _paths() -> Schema:
    paths: Schema = {"/index.json": _answer(_ref("Index"), "Ce qu'il y a ici.")}
    for genre in (*SUIVIS, "indicateur"):
        name, title = GENRES[genre].pluriel, _title(genre)
        paths[f"/{name}.json"] = _answer(_ref(f"Liste{title}"), f"Tous les {name}, en entier.")
        record = _ref(f"Enregistrement{title}")
        one = {"oneOf": [record, _ref("Deplace")]} if genre in FICHES else record
        path = _answer(one, "Un enregistrement ; un ancien identifiant dit ce qui le remplace, et depuis quand.")
        paths[f"/{name}/{{id}}.json"] = {**path, "parameters": _parameter("id", "Identifiant stable.")}
    paths["/referentiels.json"] = _answer(_ref("Referentiels"), "Les listes de mots, avec leurs libellés.")
    commune = {"oneOf": [_ref("OffreCommune"), _ref("Deplace")]}
    path = _answer(commune, "Ce que l'on peut dire de l'offre dans une commune.")
    paths["/communes/{code}.json"] = {**path, "parameters": _parameter("code", "Code Insee.")}
    return paths


def _title(genre: str) -> str:
    return GENRES[genre].modele.__name__


@cache
def _schemas() -> Schema:
    """Return the schemas: of the models as they are written, then of the envelopes."""
    models: list[type[BaseModel]] = [*(GENRES[genre].modele for genre in SUIVIS), Commune, Mairie, Referentiel]
    _, made = models_json_schema(
        [(model, "serialization") for model in models], ref_template="#/components/schemas/{model}"
    )
    schemas = {name: _cleaned(schema) for name, schema in made["$defs"].items()}
    for genre in SUIVIS:
        schemas[f"Enregistrement{_title(genre)}"] = _record(genre, _ref(_title(genre)))
    schemas["EnregistrementIndicateur"] = _record("indicateur", None)
    for genre in (*SUIVIS, "indicateur"):
        records = {"type": "array", "items": _ref(f"Enregistrement{_title(genre)}")}
        held = {"genre": {"const": genre}, "nombre": {"type": "integer"}, "enregistrements": records}
        schemas[f"Liste{_title(genre)}"] = _headed(held)
    signe = _object({"code": {"enum": ["oui", "part", "prevu", "verif"]}, "mots": _TEXTE})
    seen = {"genre": _TEXTE, "id": _TEXTE, "nom": _TEXTE, "signe": _ref("Signe"), "promesse": _TEXTE}
    held = {
        "adresse": _ADRESSE,
        "commune": _ref("Commune"),
        "mairie": _ref("Mairie"),
        "offre": {"type": "array", "items": _object(seen, optional=("promesse",))},
        "besoins": {"type": "array", "items": _TEXTE},
    }
    return {
        **schemas,
        "Signe": {**signe, "description": "Ce que l'on peut dire : toujours le code avec ses mots."},
        "Deplace": {
            **_object(
                {"genre": _TEXTE, "id": _TEXTE, "remplace_par": _TEXTE, "adresse": _ADRESSE, "retire_le": _JOUR},
                optional=("remplace_par", "adresse", "retire_le"),
            ),
            "not": {"anyOf": [{"required": ["fiche"]}, {"required": ["commune"]}]},
        },
        "OffreCommune": _headed(held, optional=("mairie",)),
        "Referentiels": _headed({"referentiels": {"type": "object", "additionalProperties": _ref("Referentiel")}}),
        "Index": _headed(_INDEX),
    }


_INDEX: Schema = {
    "site": {"type": "object"},
    "epci": {"type": "array", "items": _TEXTE},
    "accueil": {**_TEXTE, "description": "Le service où une personne répond toujours."},
    "coordination": {**_TEXTE, "description": "L'acteur qui coordonne le site."},
    "genres": {"type": "array", "items": {"type": "object"}},
    "communes": {"type": "array", "items": {"type": "object"}},
    "referentiels": _TEXTE,
    "openapi": _TEXTE,
}


def _object(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def _headed(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    licence = _object({"nom": _TEXTE, "adresse": _ADRESSE}, optional=("adresse",))
    head = {
        "version": {"const": 1},
        "territoire": _TEXTE,
        "etat": {"enum": ["preparation", "publie"], "description": "« preparation » : à ne pas diffuser encore."},
        "jour": {**_JOUR, "description": "Jour des données, jamais celui de la publication."},
        "licence": licence,
    }
    return _object({**head, **properties}, optional)


def _record(genre: str, fiche: Schema | None) -> Schema:
    """Return the envelope of a kind."""
    held: Schema = {"genre": {"const": genre}, "id": _TEXTE}
    optional: tuple[str, ...] = ()
    if genre != "parcours":
        held["adresse"] = {**_ADRESSE, "description": "Page du site."}
    held["jour"] = {**_JOUR, "description": "Dernier jour où une source a été lue, ou la fiche confirmée."}
    if genre in FICHES:
        optional = ("signe", "retire_le", "communes_a_verifier")
        held |= {
            "statut": {**_TEXTE, "description": "« clos » une fois le dernier jour passé."},
            "propose": {"type": "boolean", "description": "Si l'on peut y envoyer quelqu'un aujourd'hui."},
            "communes": _COMMUNES,
            "communes_a_verifier": _COMMUNES,
            "signe": _ref("Signe"),
            "retire_le": {**_JOUR, "description": "Dernier jour, d'une fiche close dont on connaît la fin."},
        }
    elif genre == "besoin":
        held |= {"statut": _TEXTE, "communes": _COMMUNES}
    held |= {"fiche": fiche} if fiche else {"indicateur": {"type": "object"}}
    return _object(held, optional)


def _cleaned(node: Any) -> Any:
    """Return a schema for the readers of the data: what only Python, or our forms, need is left out."""
    if isinstance(node, list):
        return [_cleaned(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _cleaned(value) for key, value in node.items() if key not in ("title", "properties", Terme.CLE)}
    if Terme.CLE in node:
        made["x-referentiel"] = node[Terme.CLE][0]
    if "properties" in node:
        made.pop("description", None)  # the docstring of the class
        made["properties"] = {
            name: {"title": titre_of(name), **_cleaned(held)}
            for name, held in node["properties"].items()
            if name not in AILLEURS
        }
        made.pop("additionalProperties", None)  # v1 may grow
    return made
