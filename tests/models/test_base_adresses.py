"""Addresses and numbers, judged by libraries: web, telephone, mailbox, SIREN, SIRET."""

from __future__ import annotations

import email_validator
import pytest
from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as st

from generator.models.base import _COURRIEL_COURANT, _COURRIEL_COURT, Courriel, Siren, Siret, Telephone, UrlWeb
from tests.models.lire import read, refusal


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
    longest = "https://exemple.org/".ljust(2000, "a")
    assert read(UrlWeb, longest) == longest
    assert refusal(UrlWeb, f"{longest}a") == "string_too_long"


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
    ("text", "kept"),
    [
        ("05 90 93 80 80", "+590590938080"),
        ("0594 28 05 89", "+594594280589"),
        ("05 96 71 42 00", "+596596714200"),
        ("02 62 38 02 66", "+262262380266"),
        ("02 69 61 11 18", "+262269611118"),
        ("+33 6 96 12 34 56", "+596696123456"),
        ("06 95 12 34 56", "+33695123456"),
    ],
)
def test_a_number_overseas_has_the_code_of_its_place(text: str, kept: str) -> None:
    assert read(Telephone, text) == kept


@pytest.mark.parametrize(
    "text",
    ["", "83", "02 61 91 00", "02 61 91 00 01 02", "bonjour", "00 00 00 00 00", "+999 12", "02 61 91 00 01 poste 3"],
)
def test_not_a_phone_number(text: str) -> None:
    assert refusal(Telephone, text) == "telephone"


def test_a_phone_number_is_bounded() -> None:
    assert refusal(Telephone, "0" * 81) == "string_too_long"


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
        "a?cc=b@exemple.org",
        "a&b@exemple.org",
        "a%40b@exemple.org",
        "a#b@exemple.org",
        "a@localhost",
        "a@[127.0.0.1]",
        "a@exemple.org\nBcc: b@exemple.org",
    ],
)
def test_not_a_mailbox(text: str) -> None:
    assert refusal(Courriel, text) == "courriel"


@given(st.from_regex(_COURRIEL_COURANT, fullmatch=True).filter(lambda text: len(text) <= _COURRIEL_COURT))
def test_an_ordinary_mailbox_is_judged_as_the_library_does(text: str) -> None:
    assert validate_email(text, check_deliverability=False).normalized == text


@pytest.mark.parametrize("end", email_validator.SPECIAL_USE_DOMAIN_NAMES)
def test_a_domain_set_apart_is_no_mailbox(end: str) -> None:
    assert refusal(Courriel, f"accueil@{end}") == "courriel"
    assert refusal(Courriel, f"accueil@exemple.{end}") == "courriel"


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
