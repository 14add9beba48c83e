"""`donnees/v1/`: described by OpenAPI, frozen, enough to route, and read again as the same fiches."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from generator.corpus.genres import GENRES
from generator.models.adresse import AdressePubliee
from generator.rendering.exports.enregistrement import SUIVIS
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI, FIXTURES
from tests.exports import as_json, exported, hostile, petite_ile, petite_ile_exported, with_fiches

V1 = "donnees/v1/"
GOLDEN = FIXTURES / "v1"
GARDES = (
    "index.json",
    "acteurs/pole-ess.json",
    "arbres/equipes.json",
    "communes/01901.json",
    "parcours/avancer.json",
    "services/permanence-accueil.json",
)
"""Files as they were when v1 was frozen: the consumer reads them, and today's."""


@cache
def described() -> dict[str, Any]:
    found: dict[str, Any] = as_json(petite_ile_exported(), f"{V1}openapi.json")
    return found


def schema_at(path: str) -> dict[str, Any]:
    """The schema that the description gives for a file."""
    parts = path.split("/")
    known = described()["paths"]
    place = f"/{path}" if f"/{path}" in known else next(key for key in known if key.startswith(f"/{parts[0]}/{{"))
    found: dict[str, Any] = known[place]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return found


def check(path: str, data: bytes) -> list[str]:
    whole = json.loads(json.dumps(schema_at(path)).replace("#/components", "urn:v1#/components"))
    registry: Registry[Any] = Registry().with_resource("urn:v1", DRAFT202012.create_resource(described()))
    validator = Draft202012Validator(whole, registry=registry)
    return [f"{path} : {error.message}" for error in validator.iter_errors(json.loads(data))]


def test_the_description_is_openapi() -> None:
    assert list(OpenAPIV31SpecValidator(described()).iter_errors()) == []


@pytest.mark.parametrize("site", [petite_ile, hostile])
def test_every_file_is_what_the_description_says(site: Callable[[], Site]) -> None:
    files = petite_ile_exported() if site is petite_ile else exported(site())
    described_files = {path.removeprefix(V1): data for path, data in files.items() if path.startswith(V1)}
    assert [
        fault for path, data in described_files.items() if path != "openapi.json" for fault in check(path, data)
    ] == []


def test_a_wrong_record_is_seen() -> None:
    record = as_json(petite_ile_exported(), f"{V1}services/permanence-accueil.json")
    del record["fiche"]["tarif"]["type"]
    record["jour"] = 3
    assert len(check("services/permanence-accueil.json", json.dumps(record).encode())) == 1  # of the oneOf


def properties(name: str, schema: dict[str, Any]) -> Iterator[str]:
    """Yield `Service.zone.type` for each field of a schema, the models that it names left to themselves."""
    for key, held in schema.get("properties", {}).items():
        yield f"{name}.{key}"
        yield from properties(f"{name}.{key}", held)
    for inner in ("items", "additionalProperties"):
        if isinstance(schema.get(inner), dict):
            yield from properties(f"{name}[]", schema[inner])


def fields() -> set[str]:
    schemas = described()["components"]["schemas"]
    return {line for name, schema in schemas.items() for line in properties(name, schema)}


def test_no_field_of_v1_goes(update_golden: bool) -> None:
    """Frozen for 12 months (docs/decisions/0024): `make golden` adds what is new, and never takes a line away."""
    path = GOLDEN / "champs.txt"
    frozen = set(path.read_text("utf-8").split()) if path.is_file() else set()
    if update_golden:
        path.write_text("".join(f"{line}\n" for line in sorted(frozen | fields())), "utf-8")
        return
    assert sorted(frozen - fields()) == [], "un champ de v1 a disparu : le remettre, ou ouvrir v2"
    assert sorted(fields() - frozen) == [], "un champ nouveau : make golden le gèle"


class Lecteur:
    """A front end of somebody else, written when v1 was frozen: it knows nothing but the files."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read

    def get(self, path: str) -> Any:
        return json.loads(self._read(path))

    def welcome(self) -> str:
        index = self.get("index.json")
        assert index["version"] == 1
        service = self.get(f"services/{index['accueil']}.json")
        acteur = self.get(f"acteurs/{service['fiche']['acteur']}.json")
        contacts = service["fiche"]["contacts"] or acteur["fiche"]["contacts"]
        return str(contacts[0].get("telephone") or contacts[0]["courriel"])

    def route(self, arbre: str, answers: list[str]) -> str:
        """Follow an arbre to a parcours; return its title."""
        questions = self.get(f"arbres/{arbre}.json")["fiche"]["questions"]
        rank = 0
        for answer in answers:
            (chosen,) = (one for one in questions[rank]["reponses"] if one["id"] == answer)
            if "parcours" in chosen:
                return str(self.get(f"parcours/{chosen['parcours']}.json")["fiche"]["titre"])
            named = [one["id"] for one in questions]
            rank = named.index(chosen["vers"]) if "vers" in chosen else rank + 1
        raise AssertionError(answers)

    def open_at(self, commune: str) -> list[str]:
        offre = self.get(f"communes/{commune}.json")["offre"]
        return [one["id"] for one in offre if one["genre"] == "service" and one["signe"]["code"] == "oui"]


def test_a_consumer_of_the_frozen_v1_reads_it_and_today_s(update_golden: bool) -> None:
    today = petite_ile_exported()
    if update_golden:
        for path in GARDES:
            target = GOLDEN / "petite-ile" / path
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(today[V1 + path])
    for read in (lambda path: (GOLDEN / "petite-ile" / path).read_bytes(), lambda path: today[V1 + path]):
        lecteur = Lecteur(read)
        assert lecteur.welcome() == "+33261910001"
        assert lecteur.route("equipes", ["debut", "non"]) == "Avancer ensemble"
        assert "permanence-accueil" in lecteur.open_at("01901")


def test_a_former_id_says_what_replaces_it() -> None:
    site = petite_ile()
    (moved,) = [(former, key) for key, one in site.corpus.services.items() for former in one.anciens_ids][:1]
    assert as_json(petite_ile_exported(), f"{V1}services/{moved[0]}.json") == {
        "genre": "service",
        "id": moved[0],
        "remplace_par": moved[1],
        "adresse": f"https://petite-ile.test/offre/offre/services/{moved[1]}/",
    }


def test_what_was_removed_says_since_when() -> None:
    corpus = petite_ile().corpus
    day = datetime.date(2026, 10, 3)
    gone = {
        "offre/services/veillee/": AdressePubliee(
            adresse="offre/services/veillee/", vers="offre/services/permanence-accueil/", retiree_le=day
        ),
        "offre/services/lampe/": AdressePubliee(adresse="offre/services/lampe/", retiree_le=day),
    }
    files = exported(Site(replace(corpus, adresses=gone), AUJOURDHUI))
    moved, lost = (as_json(files, f"{V1}services/{key}.json") for key in ("veillee", "lampe"))
    assert (moved["remplace_par"], moved["retire_le"]) == ("permanence-accueil", "2026-10-03")
    assert lost == {"genre": "service", "id": "lampe", "retire_le": "2026-10-03"}
    assert check("services/lampe.json", files[f"{V1}services/lampe.json"]) == []


def test_what_is_over_says_when() -> None:
    service = petite_ile().corpus.services["permanence-accueil"]
    over = service.model_copy(
        update={"ouverture": type(service).model_fields["ouverture"].annotation.__args__[0](au="2026-01-31")}
    )
    files = exported(
        with_fiches(petite_ile().corpus, "service", {**petite_ile().corpus.services, "permanence-accueil": over})
    )
    record = as_json(files, f"{V1}services/permanence-accueil.json")
    assert (record["statut"], record["propose"], record["retire_le"]) == ("clos", False, "2026-01-31")
    assert "signe" not in record


@pytest.mark.parametrize("site", [petite_ile, hostile])
def test_round_trip(site: Callable[[], Site]) -> None:
    """JSON v1 → fiches → JSON v1: the same bytes."""
    before = site()
    files = exported(before)
    corpus = before.corpus
    for genre in SUIVIS:
        place = GENRES[genre]
        records = as_json(files, f"{V1}{place.pluriel}.json")["enregistrements"]
        read_again = {one["id"]: place.modele.model_validate(one["fiche"]) for one in records}
        if genre in corpus.ecrits:
            corpus = corpus.having(**{genre: read_again})
    again = exported(Site(corpus, AUJOURDHUI))
    assert again.keys() == files.keys()
    assert [path for path in files if again[path] != files[path]] == []


def test_nothing_that_no_page_shows() -> None:
    whole = b"".join(petite_ile_exported().values())
    assert b"@petite-ile/" not in whole
    measures = as_json(petite_ile_exported(), f"{V1}indicateurs.json")["enregistrements"]
    assert measures
    assert all("mesures" not in one and "fiche" not in one for one in measures)


def test_two_runs_are_the_same_bytes() -> None:
    assert exported(Site(petite_ile().corpus, AUJOURDHUI)) == petite_ile_exported()
