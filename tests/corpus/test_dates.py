"""Days, hours and lists in French words."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.corpus.dates import heure_fr, horaires_fr, liste_fr
from generator.models.horaires import Semaine, ecriture, semaine
from tests.models.test_horaires import weeks


@pytest.mark.parametrize(("text", "said"), [("18:30", "18 h 30"), ("09:00", "9 h"), ("00:05", "0 h 05")])
def test_hours_as_people_say_them(text: str, said: str) -> None:
    assert heure_fr(text) == said


@pytest.mark.parametrize(("words", "said"), [(["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")])
def test_a_list_as_people_say_it(words: list[str], said: str) -> None:
    assert liste_fr(words) == said


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
