"""HSDS 3.0: our own checks of its rules (its schemas are CC BY-SA, not kept here): required fields, UUIDs, no null."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.rendering.exports.enregistrement import tout
from generator.rendering.exports.hsds import FICHIER, hsds_files
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.exports import exported, hostile, petite_ile, petite_ile_exported
from tests.mini import SERVICE, TERRITOIRE, Mini

DUS = {
    "contents": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "organization_identifiers": {"id", "identifier_type", "identifier"},
    "location": {"id", "location_type"},
    "addresses": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
    "phones": {"id", "number"},
    "contacts": {"id"},
    "schedules": {"id"},
    "service_areas": {"id"},
    "service_at_locations": {"id"},
}
"""What each object must have (HSDS 3.0, `required`)."""


def services(site: Site) -> list[dict[str, Any]]:
    (file,) = hsds_files(site, tout(site))
    found: list[dict[str, Any]] = json.loads(file.data)["contents"]
    return found


def objects(name: str, value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, list):
        for item in value:
            yield from objects(name, item)
    elif isinstance(value, dict):
        yield name, value
        for key, held in value.items():
            yield from objects(key, held)


@pytest.mark.parametrize("site", [petite_ile, hostile])
def test_every_object_has_what_hsds_wants(site: Callable[[], Site]) -> None:
    found = list(objects("contents", services(site())))
    assert {name for name, _ in found} >= {"contents", "organization", "location", "addresses", "phones", "contacts"}
    for name, one in found:
        assert set(one) >= DUS[name], name
        assert None not in one.values()
        assert str(uuid.UUID(one["id"])) == one["id"]
    assert {one["status"] for name, one in found if name == "contents"} <= {
        *("active", "inactive", "defunct", "temporarily closed")
    }


def test_ids_are_apart_and_stay() -> None:
    ids = [one["id"] for name, one in objects("contents", services(petite_ile())) if name in ("contents", "contacts")]
    assert len(set(ids)) == len(ids)
    assert services(petite_ile()) == services(petite_ile())


def test_what_has_not_started_is_not_active(mini: Mini) -> None:
    assert [one["status"] for one in services(Site(mini.corpus(), AUJOURDHUI))] == ["active"]
    mini.add(SERVICE, "ouverture:\n  du: 2027-01-01\n")
    assert [one["status"] for one in services(Site(mini.corpus(), AUJOURDHUI))] == ["inactive"]


def test_it_is_published_on_request_only(mini: Mini) -> None:
    assert FICHIER not in petite_ile_exported()
    mini.add(TERRITOIRE, "exports: [hsds]\n")
    assert FICHIER in exported(Site(mini.corpus(), AUJOURDHUI))


def test_the_command_writes_the_same(mini: Mini, run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    code, out, _ = run("exporter", "--hsds", tmp_path / "x.json", "--racine", mini.root, "--date", "2026-11-22")
    assert code == 0
    assert "1 service. Ce qui se perd" in out
    assert json.loads((tmp_path / "x.json").read_bytes())["total_items"] == 1
