"""French words: days, numbers, counts, lists; one order of names, one way to compare titles."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given

from generator.corpus.francais import (
    alphabetical,
    date_fr,
    date_partielle_fr,
    decimale_fr,
    fold,
    heure_fr,
    horaires_fr,
    jour_fr,
    liste_fr,
    mois_court,
    nombre_fr,
    pluriel,
    same_title,
    slug,
)
from generator.models.horaires import Semaine, ecriture, semaine
from tests.models.test_horaires import weeks


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (datetime.date(2026, 11, 22), "22 novembre 2026"),
        (datetime.date(2027, 5, 1), "1er mai 2027"),
        (datetime.date(2024, 2, 29), "29 février 2024"),
        (datetime.date(2026, 8, 11), "11 août 2026"),
        (datetime.date(2026, 12, 31), "31 décembre 2026"),
    ],
)
def test_a_date_is_read_aloud(day: datetime.date, said: str) -> None:
    assert date_fr(day) == said


def test_each_month_has_its_name() -> None:
    months = [date_fr(datetime.date(2026, month, 2)).split()[1] for month in range(1, 13)]
    assert " ".join(months) == ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (999, "999"), (1000, "1\u202f000"), (67121, "67\u202f121"), (1234567, "1\u202f234\u202f567")],
)
def test_thousands_are_set_apart(number: int, shown: str) -> None:
    assert nombre_fr(number) == shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((0, "service"), "0 service"),
        ((1, "service"), "1 service"),
        ((2, "service"), "2 services"),
        ((1500, "service"), "1\u202f500 services"),
        ((3, "autre service", "autres services"), "3 autres services"),
    ],
)
def test_a_plural_begins_with_two(arguments: tuple[Any, ...], said: str) -> None:
    assert pluriel(*arguments) == said


@pytest.mark.parametrize(("text", "said"), [("2026-05-12", "12 mai 2026"), ("2026-05", "mai 2026"), ("2026", "2026")])
def test_a_date_is_said_as_precisely_as_it_is_known(text: str, said: str) -> None:
    assert date_partielle_fr(text) == said


def test_a_day_has_its_name_and_a_month_its_short_one() -> None:
    assert jour_fr(datetime.date(2026, 12, 8)) == "mardi 8 décembre 2026"
    assert mois_court(datetime.date(2026, 12, 8)) == "déc."


@pytest.mark.parametrize(("value", "said"), [(3.44, "3,4"), (3.0, "3"), (-0.5, "−0,5")])
def test_a_decimal_has_a_comma(value: float, said: str) -> None:
    assert decimale_fr(value) == said


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["A"], "A"), (["A", "B"], "A et B"), (["A", "B", "C"], "A, B et C")]
)
def test_a_list_is_said_aloud(names: list[str], said: str) -> None:
    assert liste_fr(names) == said


def test_two_titles_are_the_same_but_for_a_capital_an_apostrophe_or_spaces() -> None:
    assert same_title("L’Aide  à tous") == same_title("l'aide à tous ")
    assert same_title("Aidé") != same_title("Aide")


def test_fold_leaves_no_accent_and_no_ligature() -> None:
    assert fold("Œuvre ÉTÉ Ærø") == "oeuvre ete aero"


@pytest.mark.parametrize(("text", "said"), [("18:30", "18 h 30"), ("09:00", "9 h"), ("00:05", "0 h 05")])
def test_hours_as_people_say_them(text: str, said: str) -> None:
    assert heure_fr(text) == said


@pytest.mark.parametrize(
    ("first", "second"),
    [("École", "effort"), ("Œuvre", "ouverture"), ("l’aide", "l'air"), ("étude", "Étudiant"), ("ÇA", "CB")],
)
def test_names_are_sorted_as_french_readers_expect(first: str, second: str) -> None:
    assert alphabetical(first) < alphabetical(second)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'Œuvre d’à côté", "l-oeuvre-d-a-cote"),
        ("  Été  2026 ! ", "ete-2026"),
        ("  Qu'est-ce que l'œuvre, à 3 € ? ", "qu-est-ce-que-l-oeuvre-a-3"),
        ("…", ""),
        ("日本", ""),
        ("\uff11\uff12 place", "12-place"),
    ],
)
def test_a_slug_is_plain(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "lundi-mardi 08:30-12:00, 13:30-17:15 ; samedi 09:00-12:00",
            "lundi et mardi 8 h 30–12 h et 13 h 30–17 h 15 ; samedi 9 h–12 h",
        ),
        ("lundi-vendredi 09:00-12:00", "du lundi au vendredi 9 h–12 h"),
        ("lundi, mardi, jeudi 14:00-17:00", "lundi, mardi et jeudi 14 h–17 h"),
    ],
)
def test_a_week_as_people_say_it(text: str, said: str) -> None:
    told = horaires_fr(text)
    assert told.replace("\u00a0", " ") == said
    assert all(f"{hour}\u00a0h" in told for hour in ("9", "14", "8") if f"{hour} h" in said), (
        "une heure ne se coupe pas"
    )
    assert " ;" not in told


@given(weeks)
def test_the_words_are_read_again(week: Semaine) -> None:
    assert semaine(horaires_fr(ecriture(week))) == week
