"""Telephone numbers: what was typed is what is dialled; what is no number says why, one cause at a time."""

from __future__ import annotations

import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from pydantic import ValidationError

from generator.models.base import Telephone
from generator.models.telephone import is_mobile, prix_appel, telephone_lu
from generator.rendering.environment import telephone_fr
from tests.colle import BLANCS, beaucoup
from tests.models.lire import read

OUTRE_MER = ("GP", "MQ", "GF", "RE", "YT")


def told(text: str) -> str:
    with pytest.raises(ValidationError) as refused:
        read(Telephone, text)
    (detail,) = refused.value.errors()
    assert detail["type"] == "telephone"
    return str(detail["msg"])


@pytest.mark.parametrize(
    ("text", "dialled", "shown"),
    [
        ("39 49", "3949", "39 49"),
        ("3919", "3919", "39 19"),
        ("115", "115", "115"),
        ("15", "15", "15"),
        ("116 006", "116006", "116 006"),
        ("118 218", "118218", "118 218 (numéro surtaxé)"),
        ("0 805 12 34 56", "+33805123456", "0 805 12 34 56 (appel gratuit)"),
        ("0 826 12 34 56", "+33826123456", "0 826 12 34 56 (numéro surtaxé)"),
        ("0 899 12 34 56", "+33899123456", "0 899 12 34 56 (numéro surtaxé)"),
        ("0 809 12 34 56", "+33809123456", "0 809 12 34 56 (prix d'un appel ordinaire)"),
        ("02\u00a061\u202f91\u200900 01", "+33261910001", "02 61 91 00 01"),
        ("02–61–91–00–01", "+33261910001", "02 61 91 00 01"),
        ("\uff10\uff12 61 91 00 01", "+33261910001", "02 61 91 00 01"),
        ("Tél. : 02 61 91 00 01", "+33261910001", "02 61 91 00 01"),
        ("Standard 02 61 91 00 01", "+33261910001", "02 61 91 00 01"),
        ("tel:+33261910001", "+33261910001", "02 61 91 00 01"),
        ("+33 (0)2 61 91 00 01", "+33261910001", "02 61 91 00 01"),
        ("0508 43 01 23", "+508430123", "0508 43 01 23"),
        ("+32 2 512 34 56", "+3225123456", "+32 2 512 34 56"),
    ],
)
def test_a_number_is_dialled_and_shown(text: str, dialled: str, shown: str) -> None:
    assert read(Telephone, text) == dialled
    assert telephone_fr(dialled) == shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("02 61 91 00 01 poste 12", "un numéro seul est attendu : mettre « poste 12 » dans « role »"),
        ("02 61 91 00 01 (poste 12)", "un numéro seul est attendu : mettre « poste 12 » dans « role »"),
        ("02 61 91 00 01 #12", "un numéro seul est attendu : mettre « #12 » dans « role »"),
        ("02 61 91 00 01 (accueil)", "un numéro seul est attendu : mettre « accueil » dans « role »"),
        ("02 61 91 00 01, le matin", "un numéro seul est attendu : mettre « le matin » dans « role »"),
        ("0 800 500 500 (appel gratuit)", "un numéro seul est attendu : mettre « appel gratuit » dans « role »"),
        ("02 61 91 00 01 ou 02 61 91 00 07", "deux numéros, un seul s'écrit : faire deux contacts"),
        ("02 61 91 00 01 / 02 61 91 00 07", "deux numéros, un seul s'écrit : faire deux contacts"),
        ("02 61 91 00 01\n02 61 91 00 07", "deux numéros, un seul s'écrit : faire deux contacts"),
        ("02 99 71 XX XX", "« X » n'est pas un chiffre, et serait composé comme sur un clavier"),
        ("02 99 71 xx xx", "« x » n'est pas un chiffre, et serait composé comme sur un clavier"),
        ("02 61 91 00 O1", "« O » n'est pas un chiffre, et serait composé comme sur un clavier"),
        ("O2 61 91 00 01", "« O » n'est pas un chiffre, et serait composé comme sur un clavier"),
        ("02 61 91 00 01\u00b9", "« \u00b9 » n'est pas un chiffre : le retirer"),
        ("11\u2075", "« \u2075 » n'est pas un chiffre : le retirer"),
        ("1800FLOWERS", "« F » n'est pas un chiffre, et serait composé comme sur un clavier"),
        ("83", "numéro trop court"),
        ("02 61 91 00", "ce numéro n'existe pas"),
        ("bonjour", "numéro de téléphone illisible"),
    ],
)
def test_what_is_in_excess_is_told(text: str, message: str) -> None:
    assert told(text) == message


def examples() -> list[tuple[str, str]]:
    """The library's own example of each sort of number overseas: (as it is dialled from France, as the world dials)."""
    found = []
    for region in OUTRE_MER:
        for sort in (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE):
            number = phonenumbers.example_number_for_type(region, sort)
            assert number is not None
            national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
            found.append((national, phonenumbers.format_number(number, PhoneNumberFormat.E164)))
    return found


@pytest.mark.parametrize(("typed", "dialled"), examples())
def test_a_number_overseas_rings_overseas(typed: str, dialled: str) -> None:
    assert read(Telephone, typed) == dialled
    assert telephone_lu(dialled) == typed


NUMEROS = (
    "0261910001",
    "+33261910001",
    "0033261910001",
    "0612345678",
    "3949",
    "115",
    "116006",
    "0590201234",
    "0800123456",
)
ENTRE = st.sampled_from(
    ("", " ", ".", "-", "\u00a0", "\u202f", "–", "/", "(", ")", "X", "x12", " poste 3", " ou ", "O", "\n")
)


def tape(digits: str, between: list[tuple[int, str]]) -> str:
    """A number as people type it: what they put between its digits, before and after it."""
    for place, sign in between:
        digits = digits[:place] + sign + digits[place:]
    return digits


TAPES = st.builds(tape, st.sampled_from(NUMEROS), st.lists(st.tuples(st.integers(0, 14), ENTRE), max_size=5))


@given(
    TAPES
    | st.text("0123456789 .-()+/XOlx#\u00b9\u2460\u0665\uff15" + BLANCS, min_size=1, max_size=24)
    | st.text(max_size=20)
)
@beaucoup
def test_what_is_dialled_is_what_was_typed(text: str) -> None:
    """Digit for digit: but for the 0 of France and the code of a country, nothing is added, lost or changed."""
    try:
        kept = read(Telephone, text)
    except ValidationError:
        return
    typed = re.sub("[^0-9]", "", text.translate({0xFF10 + n: str(n) for n in range(10)}))
    dialled = kept.removeprefix("+")
    assert dialled.isdigit()
    assert dialled in typed or dialled[-9:] == typed[-9:] or dialled == f"508{typed[-6:]}"
    assert re.sub("[^0-9]", "", telephone_lu(kept))[-6:] == dialled[-6:]
    assert read(Telephone, telephone_lu(kept)) == kept


def test_a_mobile_is_told_apart() -> None:
    assert is_mobile("+33612345678")
    assert is_mobile("+590690001234")
    assert not is_mobile("+33261910001")
    assert not is_mobile("3949")
    assert prix_appel("+33261910001") == ""
