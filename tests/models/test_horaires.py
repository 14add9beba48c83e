"""The hours of a week: what people write is read, kept in one writing; what is not clear is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models.horaires import Horaires, Semaine, ecriture, semaine
from tests.models.lire import read, refusal

TYPE = "lundi-mardi 08:30-12:00, 13:30-17:15 ; samedi 09:00-12:00"


@pytest.mark.parametrize(
    "text",
    [
        TYPE,
        "Lundi - mardi 8:30-12:00,13:30 – 17:15;samedi 9h-12h",
        "lundi et mardi 8 h 30–12 h et 13 h 30–17 h 15 ; samedi 9 h–12 h",
        "du lundi au mardi de 8h30 à 12h et de 13h30 à 17h15 ; samedi de 9 h à 12 h",
        "samedi 9 h-12 h ; mardi 8:30-12:00, 13:30-17:15 ; lundi 08:30-12:00, 13:30-17:15",
        "lundi, mardi 08:30-12h,\u00a013\u202fh\u202f30-17:15\u00a0; samedi 09:00-12:00",
    ],
)
def test_several_writings_of_the_same_week(text: str) -> None:
    assert read(Horaires, text) == TYPE
    assert semaine(text)[0] == (("08:30", "12:00"), ("13:30", "17:15"))
    assert [bool(day) for day in semaine(text)] == [True, True, False, False, False, True, False]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("lundi, jeudi 14:00-17:00", "lundi, jeudi 14:00-17:00"),
        ("lundi 9h-12h ; mardi-vendredi 9h-12h", "lundi-vendredi 09:00-12:00"),
        ("lundi, mardi et jeudi 9h-12h", "lundi, mardi, jeudi 09:00-12:00"),
        ("lundi-mercredi, vendredi 9h-12h, 12h-17h", "lundi, mardi, mercredi, vendredi 09:00-12:00, 12:00-17:00"),
        ("du lundi au dimanche 0h-23h59", "lundi-dimanche 00:00-23:59"),
    ],
)
def test_days_with_the_same_hours_are_together(text: str, kept: str) -> None:
    assert read(Horaires, text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "sur rendez-vous", "lundi", "lundi ;", "09:00-12:00", "lundi 9-12", "lundi 09:00", "lundi 09:00-25:00",
        "lundi 12:00-09:00", "lundi 09:00-09:00", "lundi 09:00-12:00, 11:00-14:00", "lundi 14:00-17:00, 09:00-12:00",
        "lundi 09:00-12:00 ; lundi 14:00-17:00", "lundi-mercredi 9h-12h ; mardi 9h-12h", "mardi-lundi 9h-12h",
        "lundii 9h-12h", "lundi 9h-12h les semaines paires", "lundi 9h-12h mardi 9h-12h", "lundi 9h-12h,",
        "monday 9h-12h", "lundi 09:60-12:00", "lundi 9h-12h ; ; mardi 9h-12h", "-lundi 9h-12h",
    ],
)  # fmt: skip
def test_what_is_not_clear_is_refused(text: str) -> None:
    assert refusal(Horaires, text) == "horaires"


def test_nothing_and_too_much_are_refused() -> None:
    assert refusal(Horaires, "") == "string_too_short"
    assert refusal(Horaires, TYPE + " " * 400) == "string_too_long"


@given(st.text(alphabet="lundimar e;:,-–0123456789h", max_size=60))
def test_any_text_is_a_week_or_a_refusal(text: str) -> None:
    try:
        kept = str(read(Horaires, text))
    except ValueError:
        return
    assert read(Horaires, kept) == kept


hours = st.integers(0, 23 * 60 + 59).map(lambda minutes: f"{minutes // 60:02}:{minutes % 60:02}")


def _day(times: list[str]) -> tuple[tuple[str, str], ...]:
    ordered = sorted(times)
    return tuple(zip(ordered[::2], ordered[1::2], strict=False))


weeks = st.tuples(*[st.lists(hours, unique=True, max_size=4).map(_day)] * 7).filter(any)


@given(weeks)
def test_a_week_written_is_read_again(week: Semaine) -> None:
    assert semaine(ecriture(week)) == week
