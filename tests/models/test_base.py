"""The types of the fields: what is read, what is refused, and under which stable name."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

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

LISTE = Annotated[tuple[TexteCourt, ...], Unique]


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: Any) -> str:
    """Return pydantic's stable name of the one error."""
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    (error,) = caught.value.errors()
    return str(error["type"])


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


@pytest.mark.parametrize(
    "url",
    [
        "https://exemple.org",
        "http://exemple.org/a/b?c=d&e=f#g",
        "https://www.exemple.org./page",
        "https://exemple.org:8443/",
        "https://élan.example/été",
        "HTTPS://EXEMPLE.ORG",
        "https://a-b.c_d.example/(parenthèses)",
        "https://93.184.216.34/",
    ],
)
def test_a_web_address(url: str) -> None:
    assert read(UrlWeb, url) == url


@pytest.mark.parametrize(
    "url",
    [
        "exemple.org",
        "www.exemple.org",
        "//exemple.org",
        "/page",
        "page",
        "",
        "#ancre",
        "https://",
        "https:exemple.org",
        "https:/exemple.org",
        "https:///exemple.org",
        "https://localhost",
        "https://.",
        "https://exemple.",
        "https://.org",
        "https://a..b",
        "https://%65xemple.org",
        "ftp://exemple.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@exemple.org",
        "https://moi@exemple.org",
        "https://moi:secret@exemple.org",
        "https://:secret@exemple.org",
        "https://exemple.org\\@autre.org",
        "https://exemple.org:99999",
        "https://exemple.org:80a",
        "https://[::1",
        "https://exemple.org/a b",
        "https://exemple.org/a\u00a0b",
        "https://exemple.org/\n",
        'https://exemple.org/"onclick="x',
        "https://exemple.org/<b>",
        "https://exemple.org/`x`",
        "https://exemple.org/{x}",
        "https://exem\u2028ple.org",
        "https://\u202eexemple.org",
        "https://exemple℀.org",
    ],
)
def test_not_a_web_address(url: str) -> None:
    assert refusal(UrlWeb, url) == "url_web"


def test_a_web_address_is_bounded() -> None:
    assert refusal(UrlWeb, "https://exemple.org/" + "a" * 2000) == "string_too_long"


@pytest.mark.parametrize(
    "text",
    [
        "02 61 91 00 01",
        "02.61.91.00.01",
        "0261910001",
        "+33 2 61 91 00 01",
        "0033261910001",
        "(02) 61 91 00 01",
        "02-61-91-00-01",
    ],
)
def test_a_phone_number_is_kept_in_one_writing(text: str) -> None:
    assert read(Telephone, text) == "+33261910001"


def test_a_phone_number_of_another_country() -> None:
    assert read(Telephone, "+32 2 512 34 56") == "+3225123456"


@pytest.mark.parametrize(
    "text",
    ["", "83", "02 61 91 00", "02 61 91 00 01 02", "bonjour", "00 00 00 00 00", "+999 12", "02 61 91 00 01 poste 3"],
)
def test_not_a_phone_number(text: str) -> None:
    assert refusal(Telephone, text) == "telephone"


def test_a_phone_number_is_bounded() -> None:
    assert refusal(Telephone, "0" * 41) == "string_too_long"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("accueil@exemple.org", "accueil@exemple.org"),
        ("Accueil@Exemple.ORG", "Accueil@exemple.org"),
        ("accueil+projets@exemple.org", "accueil+projets@exemple.org"),
    ],
)
def test_a_mailbox(text: str, kept: str) -> None:
    assert read(Courriel, text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "accueil",
        "accueil@",
        "@exemple.org",
        "a b@exemple.org",
        "accueil@exemple",
        "a@b@exemple.org",
        "Accueil <a@exemple.org>",
        "mailto:a@exemple.org",
        "a@exemple..org",
        "a@localhost",
        "a@[127.0.0.1]",
        "a@exemple.org\nBcc: b@exemple.org",
    ],
)
def test_not_a_mailbox(text: str) -> None:
    assert refusal(Courriel, text) == "courriel"


def test_a_mailbox_is_never_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *a, **k: pytest.fail("réseau"))
    assert read(Courriel, "a@nulle-part.example") == "a@nulle-part.example"


@pytest.mark.parametrize("text", ["732829320", "732 829 320", " 732829320 "])
def test_a_siren(text: str) -> None:
    assert read(Siren, text) == "732829320"


@pytest.mark.parametrize(
    "text",
    ["", "732829321", "73282932", "7328293200", "abcdefghi", "\u0667\u0663\u0662\u0668\u0662\u0669\u0663\u0662\u0660"],
)
def test_not_a_siren(text: str) -> None:
    assert refusal(Siren, text) == "siren"


@pytest.mark.parametrize("text", ["73282932000074", "732 829 320 00074"])
def test_a_siret(text: str) -> None:
    assert read(Siret, text) == "73282932000074"


@pytest.mark.parametrize("text", ["", "73282932000075", "732829320", "7328293200007", "x" * 14])
def test_not_a_siret(text: str) -> None:
    assert refusal(Siret, text) == "siret"


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
