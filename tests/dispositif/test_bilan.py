"""What happened in a period: what lies in it and what does not, day by day; the whole report is in tests/cli."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from generator.corpus.corpus import Corpus
from generator.dispositif.bilan import Avant, Etendue, Faits, bornes, faits
from generator.models.diagnostic import Trou
from generator.models.fiche import Periode
from tests.construction import read
from tests.dispositif.test_indicateurs import besoin, collectif, indicateur, instance, reunion, sessions

DU, AU = datetime.date(2026, 3, 1), datetime.date(2026, 4, 30)
MARS_AVRIL = Etendue(DU, AU)


def empty() -> Corpus:
    """The invented territory, where nothing happened: no service opened, no hole decided."""
    return replace(read().having(besoin={}, instance={}, collectif={}, indicateur={}, service={}), trous=())


def told(**kinds: Any) -> Faits:
    return faits(empty().having(**kinds), MARS_AVRIL)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("2026-02-28", False),
        ("2026-03-01", True),
        ("2026-04-30", True),
        ("2026-05-01", False),
        ("2026-02", False),
        ("2026-03", True),
        ("2026-04", True),
        ("2026-05", False),
        ("2025", False),
        ("2026", True),
        ("2027", False),
    ],
)
def test_a_day_a_month_a_year_in_a_period(text: str, inside: bool) -> None:
    assert MARS_AVRIL.holds_partly(text) is inside
    assert MARS_AVRIL.holds(day(text) if len(text) == 10 else None) is (inside and len(text) == 10)


@pytest.mark.parametrize(
    ("du", "au", "period"),
    [
        (None, "2026-05-01", ("2026-01-15", "2026-05-01")),
        ("2026-03-01", "2026-05-01", ("2026-03-01", "2026-05-01")),
        (None, "2030-01-01", ("2026-01-15", "2028-01-14")),
        ("2026-06-01", "2026-05-01", ("2026-06-01", "2026-06-01")),
    ],
)
def test_the_bounds_stay_in_the_experimentation(du: str | None, au: str, period: tuple[str, str]) -> None:
    assert bornes(read(), day(du) if du else None, day(au)) == Etendue(day(period[0]), day(period[1]))


def test_without_a_first_day_the_bounds_are_those_asked_for() -> None:
    corpus = read()
    undecided = corpus.territoire.experimentation.model_copy(update={"debut": None})
    corpus = replace(corpus, territoire=corpus.territoire.model_copy(update={"experimentation": undecided}))
    assert bornes(corpus, None, AU) is None
    assert bornes(corpus, DU, day("2031-01-01")) == Etendue(DU, day("2031-01-01"))


EARLY = {"service": "permanence-accueil", "date": "2026-02-28", "presents": "4", "attendus": "5"}
MEASURE = {"numerateur": "3", "denominateur": "10", "source": "Enquête"}
SEVERAL: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("rien", {}, {}),
    ("une réunion tenue", {"instance": {"i": instance(reunions=[reunion("r", "2026-03-01", 5, 4)])}}, {"reunions": 1}),
    ("une réunion d'avant", {"instance": {"i": instance(reunions=[reunion("r", "2026-02-28", 5, 4)])}}, {}),
    ("une réunion sans compte", {"instance": {"i": instance(reunions=[reunion("r", "2026-03-10", 5, None)])}}, {}),
    (
        "une réunion annulée",
        {"instance": {"i": instance(reunions=[reunion("r", "2026-03-10", 5, None, annulee_le="2026-03-09")])}},
        {"annulees": 1},
    ),
    (
        "une réunion annulée d'après",
        {"instance": {"i": instance(reunions=[reunion("r", "2026-05-10", 5, None, annulee_le="2026-03-09")])}},
        {},
    ),
    ("un temps", {"collectif": {"c": collectif("Un collectif", temps=sessions((4, 5)))}}, {"temps": 1}),
    (
        "un temps qui ne se dit pas",
        {"collectif": {"c": collectif("Un collectif", accord=False, temps=sessions((4, 5)))}},
        {},
    ),
    ("un besoin révélé", {"besoin": {"b": besoin({"statut": "revele", "date": "2026-04"})}}, {"besoins": 1}),
    ("un besoin d'avant", {"besoin": {"b": besoin({"statut": "revele", "date": "2026-02"})}}, {"besoins": 1}),
    (
        "un besoin d'avant le dispositif",
        {"besoin": {"b": besoin(anterieur="oui", sources=[{"titre": "Récit", "consulte_le": "2026-11-20"}])}},
        {},
    ),
    ("un temps d'avant", {"collectif": {"c": collectif("Un collectif", temps=[EARLY])}}, {}),
    ("un besoin à venir", {"besoin": {"b": besoin({"statut": "revele", "date": "2026-05"})}}, {}),
    ("une convention", {"collectif": {"c": collectif("Un collectif", convention_le="2026-04-30")}}, {"collectifs": 1}),
    (
        "une convention sans nom",
        {"collectif": {"c": collectif("Un collectif", accord=False, convention_le="2026-04-30")}},
        {},
    ),
    ("une convention à venir", {"collectif": {"c": collectif("Un collectif", convention_le="2026-05-01")}}, {}),
    (
        "une mesure",
        {"indicateur": {"x": indicateur(None, mesures=[{"date": "2026-03-31", **MEASURE}])}},
        {"indicateurs": 1},
    ),
    (
        "une mesure d'avant",
        {"indicateur": {"x": indicateur(None, mesures=[{"date": "2026-02-28", **MEASURE}])}},
        {"indicateurs": 1},
    ),
]
LIVED = {"une réunion tenue", "une réunion annulée", "un temps", "un besoin révélé", "une mesure"}
COUNTED = ("reunions", "annulees", "temps", "besoins", "services", "trous", "ajustements", "collectifs", "indicateurs")


@pytest.mark.parametrize(("nom", "kinds", "counts"), SEVERAL, ids=[one[0] for one in SEVERAL])
def test_what_lies_in_the_period(nom: str, kinds: dict[str, Any], counts: dict[str, Any]) -> None:
    """What is known by the last day is there; only what happened in the period makes it not empty."""
    found = told(**kinds)
    assert {name: len(getattr(found, name)) for name in COUNTED} == {**dict.fromkeys(COUNTED, 0), **counts}
    assert found.vide is (nom not in LIVED)
    assert found.sans_nom == (nom == "une convention sans nom")


def test_a_preparatory_meeting_is_of_the_first_period_only() -> None:
    """It prepared the experimentation: told with the report that begins on its first day, not with the next ones."""
    before = instance(reunions=[reunion("r", "2026-01-10", 5, 4, preparatoire="oui")])
    corpus = empty().having(instance={"i": before})
    first = Etendue(day("2026-01-15"), AU)
    assert [one.reunion.id for one in faits(corpus, first).reunions] == ["r"]
    assert faits(corpus, Etendue(day("2026-01-16"), AU)).reunions == ()


def test_meetings_come_in_order_with_their_adjustments() -> None:
    decided = {"texte": "On change.", "responsable": "Le groupe", "echeance": "2026-06-01"}
    adjusted = [{**decided, "ajustement": "oui"}, decided]
    early, late = reunion("tot", "2026-03-02", 5, 4), reunion("tard", "2026-04-02", 5, 4, decisions=adjusted)
    found = told(instance={"a": instance(reunions=[late]), "b": instance("b", reunions=[early])})
    assert [one.reunion.id for one in found.reunions] == ["tot", "tard"]
    assert [(one.chemin, decision.texte) for one, decision in found.ajustements] == [
        ("data/instances/a.yml", "On change.")
    ]


def test_a_service_opened_and_a_hole_decided_in_the_period() -> None:
    written = read().services["permanence-accueil"]
    services = {
        name: written.model_copy(update={"ouverture": Periode.model_validate(opened) if opened else None})
        for name, opened in (("ici", {"du": "2026-03-01"}), ("avant", {"du": "2026-02-28"}), ("toujours", None))
    }
    hole = {"thematique": "gouvernance-partagee", "modalite": "formation", "pourquoi_non": "Trop rare."}
    holes = tuple(Trou.model_validate({**hole, **more}) for more in ({}, {"decide_le": "2026-03-01"}))
    opened = told(service=services)
    assert ([name for name, _ in opened.services], opened.vide) == (["ici"], False)
    decided = faits(replace(empty(), trous=holes), MARS_AVRIL)
    assert (decided.trous, decided.vide) == (holes[1:], False)


def test_what_it_is_compared_with() -> None:
    """The same indicateurs, as they were; one that is new has nothing before."""
    known = {"x": indicateur(None, mesures=[{"date": "2026-02-01", **MEASURE}])}
    now = empty().having(indicateur={**known, "y": indicateur(None, "B", mesures=[{"date": "2026-03-01", **MEASURE}])})
    found = faits(now, MARS_AVRIL, Avant(empty().having(indicateur=known), day("2026-02-28")))
    assert [(one.code, was and len(was.mesures)) for one, _, was in found.indicateurs] == [("A9.9", 1), ("B9.9", None)]
    here, before = found.couverture
    assert before is not None and here.total() == before.total() == len(found.cases) > 0
    assert told().couverture[1] is None
