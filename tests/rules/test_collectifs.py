"""What a collectif may write in a public repository, and what a measure may hold."""

from __future__ import annotations

import datetime

import pytest

from generator.rules.collectifs import check_collectif_dates, check_kept, check_notes
from generator.rules.indicateurs import check_call, check_terms
from generator.rules.instances import check_meeting_dates
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.dispositif.test_indicateurs import collectif, indicateur, instance, notes, reunion, sessions

CORPUS = read()


@pytest.mark.parametrize(
    ("accord", "membres", "more", "places"),
    [
        (True, "5", {"temps": sessions((1, 2)), "satisfaction": notes(20, 5)}, []),
        (True, "4", {"temps": sessions((1, 2)), "recit": ["Nous avons visité trois ateliers."]}, [("temps",)]),
        (False, "9", {"satisfaction": notes(20, 5), "recit": ["Un récit."]}, [("satisfaction",), ("recit",)]),
        (False, "9", {"projet": {"objectifs": "2026-04-01"}}, []),
    ],
)
def test_what_is_to_be_kept(accord: bool, membres: str, more: dict[str, object], places: list[tuple[str]]) -> None:
    made = collectif("Un collectif", accord=accord, **{"membres": membres, **more})
    corpus = CORPUS.having(collectif={"four-commun": made})
    assert [(p.code, p.where) for p in check_kept(corpus, AUJOURDHUI)] == [("COL005", name) for (name,) in places]


@pytest.mark.parametrize(
    ("told", "place"),
    [
        (notes(21, 5, 0, 0, 1, 2, 2), ""),
        (notes(0, 0), ""),
        (notes(26, 5), "satisfaction.points"),
        (notes(4, 5), "satisfaction.points"),
        (notes(21, 5, 0, 0, 1, 2, 1), "satisfaction.repartition"),
        (notes(21, 5, 0, 0, 0, 4, 1), ""),
        (notes(21, 5, 1, 2, 2), "satisfaction.repartition"),
        (notes(12, 4, 0, 0, 4, 0, 0), "satisfaction.repartition"),
    ],
)
def test_notes_hold_together(told: dict[str, object], place: str) -> None:
    corpus = CORPUS.having(collectif={"four-commun": collectif("Un collectif", satisfaction=told)})
    assert [p.where for p in check_notes(corpus, AUJOURDHUI)] == ([place] if place else [])


@pytest.mark.parametrize(
    ("sort", "over", "under", "code"),
    [
        ("taux", "0", "0", ""),
        ("taux", "3", None, "IND003"),
        ("taux", "3", "0", "IND003"),
        ("taux", "2,5", "5", "IND004"),
        ("nombre", "-1", None, "IND004"),
        ("nombre", "4", None, ""),
        ("note", "14,4", "6", ""),
        ("note", "31", "6", "IND004"),
        ("ecart", "-3", "6", ""),
        ("ecart", "25", "6", "IND004"),
    ],
)
def test_terms_of_a_measure(sort: str, over: str, under: str | None, code: str) -> None:
    told = {"date": "2026-06-01", "numerateur": over, "source": "Enquête", **({"denominateur": under} if under else {})}
    corpus = CORPUS.having(indicateur={"a1-1": indicateur(None, type=sort, mesures=[told])})
    assert [p.code for p in check_terms(corpus, AUJOURDHUI)] == ([code] if code else [])


def test_only_what_counts_answers_names_a_call() -> None:
    named = {"a3-2": indicateur("reponses-appels", appel="X"), "a3-3": indicateur("solutions", appel="X")}
    assert [p.path for p in check_call(CORPUS.having(indicateur=named), AUJOURDHUI)] == ["data/indicateurs/a3-3.yml"]


@pytest.mark.parametrize(
    ("day", "before", "code"),
    [
        ("2026-01-14", True, ""),
        ("2026-01-14", False, "INS011"),
        ("2026-01-15", False, ""),
        ("2026-01-15", True, "INS021"),
        ("2028-01-15", False, "INS011"),
    ],
)
def test_a_meeting_before_the_first_day_says_that_it_prepares(day: str, before: bool, code: str) -> None:
    more = {"preparatoire": "oui"} if before else {}
    corpus = CORPUS.having(instance={"comite-pilotage": instance(reunions=[reunion("r", day, 3, None, **more)])})
    found = list(check_meeting_dates(corpus, AUJOURDHUI))
    assert [p.code for p in found] == ([code] if code else [])
    assert not any("date" in p.hint and "Corriger la date," in p.hint for p in found if p.code == "INS011")


@pytest.mark.parametrize(("days", "told"), [(-1, True), (0, False), (1, False)])
def test_the_accompaniment_ends_after_it_began(days: int, told: bool) -> None:
    start = datetime.date(2026, 3, 1)
    ends = {"convention_le": start, "fin_le": start + datetime.timedelta(days=days)}
    made = collectif("Un collectif", accord=True, membres="9").model_copy(update=ends)
    found = check_collectif_dates(CORPUS.having(collectif={"four-commun": made}), AUJOURDHUI)
    assert [(p.code, p.where) for p in found] == ([("COL003", "fin_le")] if told else [])
