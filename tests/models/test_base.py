"""The types of the fields: what is read, what is refused, and under which stable name."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.models.base import (
    CodeCommune,
    CodePostal,
    CodeZone,
    Courriel,
    DateIso,
    Entier,
    Identifiant,
    Markdown,
    Nom,
    OuiNon,
    Profils,
    Resume,
    Siren,
    Siret,
    Telephone,
    Texte,
    TexteCourt,
    Unique,
    UrlWeb,
    is_identifiant,
)
from generator.models.fiche import Source
from tests.models.lire import read, refusal

LISTE = Annotated[tuple[TexteCourt, ...], Unique]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-22", datetime.date(2026, 11, 22)),
        (" 2026-11-22 ", datetime.date(2026, 11, 22)),
        ("2024-02-29", datetime.date(2024, 2, 29)),
        ("0001-01-01", datetime.date.min),
        ("9999-12-31", datetime.date.max),
        (datetime.date(2026, 1, 2), datetime.date(2026, 1, 2)),
    ],
)
def test_a_date(text: Any, day: datetime.date) -> None:
    assert read(DateIso, text) == day


@pytest.mark.parametrize(
    "text",
    [
        "22/11/2026",
        "2026-11-22T10:00:00",
        "2026-1-2",
        "20261122",
        "2026-W47-7",
        "",
        "hier",
        "\u0662\u0660\u0662\u0666-\u0661\u0661-\u0662\u0662",
        "\uff12\uff10\uff12\uff16-11-22",
        None,
        3,
        [],
    ],
)
def test_a_date_is_written_one_way(text: Any) -> None:
    assert refusal(DateIso, text) == "date_ecriture"


@pytest.mark.parametrize("text", ["2026-02-30", "2025-02-29", "2026-13-01", "2026-00-01", "0000-01-01", "2026-11-31"])
def test_a_date_that_does_not_exist(text: str) -> None:
    assert refusal(DateIso, text) == "date_impossible"


@pytest.mark.parametrize(("text", "value"), [("oui", True), ("non", False), (True, True), (False, False)])
def test_yes_and_no(text: Any, value: bool) -> None:
    assert read(OuiNon, text) is value


@pytest.mark.parametrize("text", ["yes", "true", "no", "1", "0", "Oui", "NON", "", "o", None, 1, 0, [], "oui "])
def test_neither_yes_nor_no(text: Any) -> None:
    assert refusal(OuiNon, text) == "oui_non"


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("007", 7), (" 12 ", 12), ("999999999999", 999999999999), (5, 5)]
)
def test_a_whole_number(text: Any, value: int) -> None:
    assert read(Entier, text) == value


@pytest.mark.parametrize(
    "text",
    [
        "1 000",
        "1\u00a0000",
        "1.5",
        "1,5",
        "-1",
        "+1",
        "1e3",
        "0x10",
        "1_000",
        "\u0663",
        "\uff13",
        "",
        "un",
        "9" * 13,
        True,
        None,
        1.0,
    ],
)
def test_not_a_whole_number(text: Any) -> None:
    assert refusal(Entier, text) == "nombre_entier"


@pytest.mark.parametrize("text", ["a", "atelier-gouvernance", "a1-2b", "2026", "x" * 80])
def test_an_identifiant(text: str) -> None:
    assert read(Identifiant, text) == text
    assert is_identifiant(text)


@pytest.mark.parametrize(
    "text", ["", "A", "é", "a_b", "a--b", "-a", "a-", "a b", "a.b", "a/b", "..", "a\n", "\uff41", "x\u200b"]
)
def test_not_an_identifiant(text: str) -> None:
    assert not is_identifiant(text)
    assert refusal(Identifiant, text) == "string_pattern_mismatch"


def test_an_identifiant_is_bounded() -> None:
    assert not is_identifiant("x" * 81)
    assert refusal(Identifiant, "x" * 81) == "string_too_long"


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_a_name_that_windows_cannot_create(name: str) -> None:
    assert not is_identifiant(name)
    assert is_identifiant(f"{name}-x")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (CodeCommune, ["01901", "2A004", "2B033", "97411"], ["1901", "019011", "2C001", "0190A", "0\uff11901", ""]),
        (CodePostal, ["01991", "20000"], ["1991", "2A000", "01 991", ""]),
        (CodeZone, ["01", "2A", "974", "732829320"], ["1", "7328293201", "Bretagne", "0-1", ""]),
    ],
)
def test_official_codes_are_texts(kind: Any, good: list[str], bad: list[str]) -> None:
    assert [read(kind, text) for text in good] == good
    assert {refusal(kind, text) for text in bad} == {"string_pattern_mismatch"}


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [(Texte, 1, 600), (TexteCourt, 1, 150), (Nom, 3, 150), (Resume, 20, 280), (Markdown, 0, 4000)],
)
def test_lengths(kind: Any, least: int, most: int) -> None:
    assert read(kind, "é" * least) == "é" * least
    assert read(kind, "é" * most) == "é" * most
    assert refusal(kind, "é" * (most + 1)) == "string_too_long"
    if least:
        assert refusal(kind, "é" * (least - 1)) == "string_too_short"


def test_a_list_names_each_thing_once() -> None:
    assert read(LISTE, ["a", "b"]) == ("a", "b")
    assert refusal(LISTE, ["a", "b", "a"]) == "doublon"
    assert refusal(LISTE, "a") == "tuple_type"


def test_spaces_around_a_text_are_not_kept() -> None:
    assert Source.model_validate({"titre": "  Page lue ", "consulte_le": " 2026-11-22 "}).titre == "Page lue"


def test_tous_stands_alone() -> None:
    assert read(Profils, ["tous"]) == ("tous",)
    assert refusal(Profils, ["tous", "habitant"]) == "tous_seul"


@given(st.text(max_size=60))
@pytest.mark.parametrize("kind", [DateIso, OuiNon, Entier, UrlWeb, Telephone, Courriel, Siren, Siret, Identifiant])
def test_any_text_is_read_or_refused(kind: Any, text: str) -> None:
    """Libraries never let anything but a refusal escape."""
    try:
        read(kind, text)
    except ValidationError as error:
        assert {detail["type"] for detail in error.errors()} <= {
            "date_ecriture",
            "date_impossible",
            "oui_non",
            "nombre_entier",
            "url_web",
            "telephone",
            "courriel",
            "siren",
            "siret",
            "string_pattern_mismatch",
            "string_too_long",
        }


@pytest.mark.parametrize(
    "nothing", ["néant", "Sans objet", "s.o.", "non renseignée", "à renseigner", "Inconnu", "n/a", "…"]
)
def test_a_word_for_nothing_is_not_a_text(nothing: str) -> None:
    assert refusal(Texte, nothing) == "rien_dit"
    assert read(Texte, f"{nothing}, puis un fait") == f"{nothing}, puis un fait"


@pytest.mark.parametrize("fact", ["Aucun", "Rien à payer", "À définir", "Non"])
def test_a_word_that_states_a_fact_is_a_text(fact: str) -> None:
    assert read(Texte, fact) == fact
