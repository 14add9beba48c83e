"""Each format is read by its own tool: feedparser, frictionless on the national schema, data·inclusion, pyshacl."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import feedparser
import pyshacl
import pytest
from data_inclusion.schema import v1
from frictionless import Resource, Schema, system
from lxml import etree
from rdflib import Graph, Literal
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from generator.models.fiche import Periode, Zone
from generator.rendering.exports import atom, data_inclusion, dispositif_aide
from generator.rendering.exports.enregistrement import tout
from generator.rendering.exports.tous import EXPORTS
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI, FIXTURES
from tests.exports import as_json, exported, hostile, petite_ile, petite_ile_exported, with_fiches

AIDE = FIXTURES / "dispositif-aide-0.2.0.json"
ATOM = "{http://www.w3.org/2005/Atom}"
SITES = pytest.mark.parametrize("site", [petite_ile, hostile])


def changed(kind: str, identifiant: str, **fields: Any) -> dict[str, bytes]:
    """The exports, one fiche changed."""
    corpus = petite_ile().corpus
    fiches = dict(corpus.ecrits[kind])
    fiches[identifiant] = fiches[identifiant].model_copy(update=fields)
    return exported(with_fiches(corpus, kind, fiches))


def entries(files: dict[str, bytes], path: str = "donnees/atom/tout.atom") -> dict[str, Any]:
    return {one.id: one for one in feedparser.parse(files[path]).entries}


@SITES
def test_feedparser_reads_every_feed(site: Callable[[], Site]) -> None:
    files = exported(site())
    feeds = {path: data for path, data in files.items() if path.endswith(".atom")}
    assert len(feeds) > 10
    for path, data in feeds.items():
        read = feedparser.parse(data)
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert read.version == "atom10"


@SITES
def test_feeds_keep_the_rules_of_the_validator(site: Callable[[], Site]) -> None:
    """RFC 4287: one id, title and updated each; ids apart; a way back to itself; no date to come."""
    for path, data in exported(site()).items():
        if not path.endswith(".atom"):
            continue
        feed = etree.fromstring(data)
        for node in (feed, *feed.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(node.findall(f"{ATOM}{name}")) == 1, path
            assert (node.findtext(f"{ATOM}id") or "").startswith("tag:petite-ile.test,20")
            assert (node.findtext(f"{ATOM}updated") or "") <= f"{AUJOURDHUI.isoformat()}T00:00:00Z"
        ids = [one.findtext(f"{ATOM}id") for one in feed.iter(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)
        assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"https://petite-ile.test/offre/{path}"
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None


def test_what_closes_is_told_the_day_after() -> None:
    files = changed("service", "permanence-accueil", ouverture=Periode(au=datetime.date(2026, 11, 1)))
    told = entries(files)["tag:petite-ile.test,2026-11-02:service/permanence-accueil/ferme"]
    assert told.title == "Fermé : Permanence d'accueil (service)"
    assert told.updated == "2026-11-02T00:00:00Z"


def test_a_besoin_moves_in_the_feed_of_its_commune_and_of_its_subject() -> None:
    files = dict(petite_ile_exported())
    step = "tag:petite-ile.test,2026-11-10:besoin/soirees-d-hiver/revele"
    for path in ("communes/03901", "enjeux/lien-social-isolement"):
        assert step in entries(files, f"donnees/atom/{path}.atom")
    assert step not in entries(files, "donnees/atom/communes/01901.atom")


def test_a_feed_reader_finds_the_feed_of_a_page() -> None:
    pages = atom.feeds_by_page(petite_ile())
    assert pages["communes/01901/"] == "donnees/atom/communes/01901.atom"
    assert set(pages.values()) <= petite_ile_exported().keys()


def test_geojson_of_the_places_and_of_the_coverage() -> None:
    files = petite_ile_exported()
    for name in ("lieux", "communes"):
        collection = as_json(files, f"donnees/{name}.geojson")
        assert collection["type"] == "FeatureCollection"
        assert collection["features"]
        ids = [feature["id"] for feature in collection["features"]]
        assert len(set(ids)) == len(ids)
        for feature in collection["features"]:
            assert feature["type"] == "Feature"
            for longitude, latitude in points(feature["geometry"]):
                assert -180 <= longitude <= 180
                assert -90 <= latitude <= 90
    (commune,) = (one for one in as_json(files, "donnees/communes.geojson")["features"] if one["id"] == "01901")
    assert commune["properties"]["services_ouverts"] == len(
        [
            one
            for one in as_json(files, "donnees/v1/services.json")["enregistrements"]
            if one["propose"] and "01901" in one["communes"]
        ]
    )
    for ring in (polygon[0] for polygon in commune["geometry"]["coordinates"]):
        assert ring[0] == ring[-1]
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
        assert area > 0, "RFC 7946: an outer ring is counterclockwise"


def points(geometry: dict[str, Any] | None) -> list[tuple[float, float]]:
    if geometry is None:
        return []
    if geometry["type"] == "Point":
        return [tuple(geometry["coordinates"])]
    return [tuple(point) for polygon in geometry["coordinates"] for ring in polygon for point in ring]


def judged(data: bytes, folder: Path) -> list[Any]:
    """What frictionless says of a file against the national schema."""
    path = folder / "dispositif-aide.csv"
    path.write_bytes(data)
    with system.use_context(trusted=True):
        report = Resource(path=str(path), schema=Schema(str(AIDE))).validate()
    found: list[Any] = report.flatten(["type", "fieldName", "rowNumber", "note"])
    return found


def aides(files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(files[dispositif_aide.FICHIER].decode().splitlines(keepends=True)))


@SITES
def test_the_aides_hold_the_national_schema(site: Callable[[], Site], tmp_path: Path) -> None:
    files = exported(site())
    assert aides(files)
    assert judged(files[dispositif_aide.FICHIER], tmp_path) == []


def test_the_national_schema_refuses_what_is_wrong(tmp_path: Path) -> None:
    data = petite_ile_exported()[dispositif_aide.FICHIER]
    assert judged(data.replace(b"PAYS-99100", b"53"), tmp_path)
    assert judged(data.replace(b"particuliers|associations", b"habitants"), tmp_path)


def test_an_aide_says_where_and_whom_to_ask() -> None:
    lines = {line["titre"]: line for line in aides(dict(petite_ile_exported()))}
    voisins = lines["Aide aux projets de voisins"]
    assert voisins["eligibilite_geographique"] == "EPCI-732829320"
    assert voisins["eligibilite"].endswith("• À vérifier auprès de Petite-Île Agglomération")
    assert json.loads(voisins["porteurs"])[0]["siren"] == "732829320"
    assert voisins["date_cloture"] == "2026-12-15T23:59:59Z"


def test_what_no_national_word_says_is_counted() -> None:
    corpus = petite_ile().corpus
    corse = Zone(type="departements", codes=("2A",))
    fiche = corpus.financements["prime-pour-murir"].model_copy(update={"zone": corse})
    site = with_fiches(corpus, "financement", {**corpus.financements, "prime-pour-murir": fiche})
    records = tout(site)
    left = dispositif_aide.aides_ecartees(site, records)
    assert left[dispositif_aide.SANS_ZONE] == 1
    kept = len(aides(exported(site)))
    assert kept + left.total() == len(corpus.financements)


def test_a_financement_that_is_over_is_not_offered() -> None:
    files = changed("financement", "prime-pour-murir", statut="suspendu")
    assert "Prime pour mûrir son projet" not in [line["titre"] for line in aides(files)]


@SITES
def test_data_inclusion_accepts_every_line(site: Callable[[], Site]) -> None:
    files = exported(site())
    structures, services = (as_json(files, path) for path in data_inclusion.FICHIERS)
    assert structures
    assert services
    for line in structures:
        v1.Structure.model_validate(line | {"date_maj": "2020-01-01"})  # it refuses what is after its own clock
    for line in services:
        v1.Service.model_validate(line | {"date_maj": "2020-01-01"})
        assert set(line) <= set(v1.Service.model_fields)
        assert line["structure_id"] in {one["id"] for one in structures}


def test_a_region_is_its_departements() -> None:
    """A région code would pass for the département of the same number."""
    site = petite_ile()
    assert data_inclusion.zone_of(site, Zone(type="regions", codes=("91",))) == ["01", "02"]
    assert data_inclusion.zone_of(site, Zone(type="france")) == ["france"]


def test_only_insertion_goes_to_data_inclusion() -> None:
    site = petite_ile()
    records = tout(site)
    left = data_inclusion.inclusion_ecartes(site, records)
    lines = as_json(petite_ile_exported(), data_inclusion.FICHIERS[1])
    assert len({line["id"].split("--")[1] for line in lines}) + left.total() == len(site.corpus.services)
    assert {line["structure_id"] for line in lines} == {"petite-ile--pole-ess"}


def test_opening_hours_are_those_of_openstreetmap() -> None:
    pole = petite_ile().corpus.acteurs["pole-ess"]
    lieu = pole.lieux[0].model_copy(update={"horaires": "lundi-mardi 08:30-12:00, 13:30-17:15 ; samedi 09:00-12:00"})
    (structure,) = as_json(changed("acteur", "pole-ess", lieux=(lieu,)), data_inclusion.FICHIERS[0])
    assert structure["horaires_accueil"] == "Mo-Tu 08:30-12:00,13:30-17:15; Sa 09:00-12:00"


CLASSES = (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution, FOAF.Agent, DCTERMS.Location, DCTERMS.LicenseDocument)
FORMES = FIXTURES / "dcat-ap-2.1.1.ttl"


def shaped(graph: Graph) -> tuple[bool, str]:
    """What pyshacl says of a catalogue, against the shapes."""
    conforms, _, said = pyshacl.validate(graph, shacl_graph=str(FORMES), shacl_graph_format="turtle")
    return conforms, str(said)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, in itself and in pyshacl
@SITES
def test_the_catalogue_is_dcat_ap(site: Callable[[], Site]) -> None:
    files = exported(site())
    graph = Graph().parse(data=files["donnees/catalogue.jsonld"], format="json-ld")
    conforms, said = shaped(graph)
    assert conforms, said
    assert [len(list(graph.subjects(RDF.type, kind))) for kind in CLASSES] == [1, 5, 12, 1, 1, 1]
    for address in graph.objects(None, DCAT.accessURL):
        assert str(address).removeprefix("https://petite-ile.test/offre/") in files
    (publisher,) = graph.objects(None, FOAF.name)
    graph.remove((None, FOAF.name, publisher))
    graph.add((next(graph.subjects(RDF.type, DCAT.Dataset)), DCTERMS.modified, Literal("hier")))
    conforms, said = shaped(graph)
    assert not conforms
    assert "Results (3)" in said  # no name, a second date, which is none


def test_each_format_makes_something() -> None:
    site = petite_ile()
    records = tout(site)
    for name, make in EXPORTS.items():
        assert list(make(site, records)), name
