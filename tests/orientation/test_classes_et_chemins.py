"""Classes of communes, paths and their addresses."""

from __future__ import annotations

import dataclasses

import pytest

from generator.corpus.communes import at_commune, name_communes
from generator.corpus.francais import of_name
from generator.orientation.classes import classe_of, compute_classes, compute_places
from generator.orientation.paths import count_pages, enumerate_paths, find_path, follow, states
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.orientation.monde import NSP, arbre, departements, financement, monde, question, service

ARBRE = arbre(
    question("un", {"id": "a"}, {"id": "b", "vers": "trois"}, {**NSP, "parcours": "p"}),
    question("deux", {"id": "c", "parcours": "p"}, NSP),
    question("trois", {"id": "d", "parcours": "p"}, {**NSP, "parcours": "p"}),
)


def test_one_classe_when_all_is_open_everywhere() -> None:
    (classe,) = compute_classes(monde(), AUJOURDHUI)
    assert (classe.id, classe.nom, len(classe.communes)) == ("territoire", "Petite-Île", 6)


def test_classes_follow_services_and_financements_that_may_be_proposed() -> None:
    corpus = monde(
        {"s": service(zone=departements("01")), "clos": service(nom="Clos", statut="clos", zone=departements("03"))},
        financements={"f": financement(zone={"type": "communes", "codes": ["02901"]})},
    )
    assert [(classe.id, classe.nom, classe.communes) for classe in compute_classes(corpus, AUJOURDHUI)] == [
        ("departement-01", "Estran", ("01901", "01902", "01903")),
        ("commune-02901", "La Lande-Étoile", ("02901",)),
        ("commune-02902", "Roche-Lune et Les Trois-Balises", ("02902", "03901")),
    ]


def test_places_and_what_stands_for_a_commune() -> None:
    corpus = monde({"s": service(zone=departements("01"))})
    places = compute_places(corpus, compute_classes(corpus, AUJOURDHUI))
    names = ["01902", "02901", "plusieurs", "nsp", "99999"]
    found = [classe_of(places, name) for name in names]
    assert [place and place.id for place in found] == [
        "departement-01",
        "departements-02-03",
        "plusieurs",
        "nsp",
        None,
    ]


def test_names() -> None:
    corpus = monde()
    assert name_communes(corpus, list(corpus.communes)[:5]) == "Estran et Dunes-et-Marais"
    assert name_communes(corpus, ["01901", "01902", "02901", "03901"]) == "Port-Brume, Val-Clair et 2 autres communes"
    names = ("Port-Brume", "Le Cap", "Les Trois-Balises", "La Lande")
    assert [at_commune(n) for n in names] == ["à Port-Brume", "au Cap", "aux Trois-Balises", "à La Lande"]


def test_paths_in_order_and_their_addresses() -> None:
    paths = enumerate_paths("x", ARBRE)
    assert [path.adresse for path in paths] == ["nsp", "a.c", "b.d", "b.nsp", "a.nsp.d", "a.nsp.nsp"]
    assert len({path.adresse for path in paths}) == len(paths)
    assert count_pages(ARBRE) == (len(list(states(ARBRE))), len(paths)) == (4, 6)


@pytest.mark.parametrize("adresse", ["a.nsp.d", "nsp"])
def test_an_address_leads_back(adresse: str) -> None:
    path = find_path("x", ARBRE, adresse)
    assert path is not None
    assert path.adresse == adresse
    assert follow(ARBRE, {step.question.id: step.reponse.id for step in path.pas}) == (path.pas, None)


@pytest.mark.parametrize("adresse", ["", "a", "a.nsp", "a.b", "nsp.nsp"])
def test_no_path_at_a_wrong_address(adresse: str) -> None:
    assert find_path("x", ARBRE, adresse) is None


def test_following_stops_at_the_first_missing_answer() -> None:
    steps, question_left = follow(ARBRE, {"un": "a", "trois": "d"})
    assert ([step.reponse.id for step in steps], question_left and question_left.id) == (["a"], "deux")


def test_a_commune_after_de() -> None:
    names = ["Port-Brume", "Avessac", "Étel", "Le Cap", "Les Trois-Balises", "La Lande"]
    assert [of_name(name) for name in names] == [
        "de Port-Brume", "d'Avessac", "d'Étel", "du Cap", "des Trois-Balises", "de La Lande",
    ]  # fmt: skip


def test_the_greater_part_of_a_département_keeps_its_name_and_its_address() -> None:
    """A few communes with an offer of their own do not change the addresses of all the others."""
    corpus = read()
    first = next(iter(corpus.communes.values()))
    many = {
        f"{first.departement}{number:03d}": first.model_copy(update={"code_insee": f"{first.departement}{number:03d}"})
        for number in range(1, 8)
    }
    wide = dataclasses.replace(corpus, communes={**corpus.communes, **many})
    alone = service(zone={"type": "communes", "codes": [first.code_insee]})
    classes = compute_classes(
        wide.having(service={"seul": alone, "la": service(zone=departements(first.departement))}, financement={}),
        AUJOURDHUI,
    )
    named = {classe.id: classe.nom for classe in classes}
    assert named[f"departement-{first.departement}"].endswith(f", sauf {first.nom}")
    assert f"commune-{first.code_insee}" in named
