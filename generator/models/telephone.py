"""A telephone number: what was typed → what is dialled, or what is in the way, said one cause at a time.

What is accepted dials the number that was typed, digit for digit (ARCEP numbering plan, through `phonenumbers`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType, shortnumberinfo
from pydantic_core import PydanticCustomError

from generator.models.blancs import one_line

_REGIONS = ("GP", "MQ", "GF", "RE", "YT")
_OUTRE_MER = (
    dict.fromkeys(("590", "690", "691"), "GP")
    | dict.fromkeys(("594", "694"), "GF")
    | dict.fromkeys(("596", "696", "697"), "MQ")
    | dict.fromkeys(("262", "263", "692", "693"), "RE")
    | dict.fromkeys(("269", "639"), "YT")
)
"""First digits of the French plan that have their own country code → a region of it (ARCEP; ITU E.164)."""
_FRANCAIS = ("+33", "+590", "+594", "+596", "+262")
"""Country codes whose numbers are dialled with a 0 from all of France; abroad, only the whole number says it."""
_MIQUELON = re.compile(r"0508([0-9]{6})")
"""Dialled 0508 from France; its country code is 508 too."""
_AVANT = re.compile(r"^(?:[^\W\d_](?:[^\W\d]++|[.:])[ .:’'-]*+)++(?=[+(0-9])")
"""Words before a number, « Tél. : », « Standard »: nobody dials them. A word is never tried in two pieces."""
_NUMERO = re.compile(r"(?:\+|00)?[(]?[0-9](?:[ .()/-]{0,3}[0-9]){7,13}")
_MOT = re.compile(r"[^\W\d_]{2,}")
_POSTE = re.compile(
    r"[(,;/ -]*\b(?:poste|p|ext|extension|int|interne)\b[ .:°]*[0-9]{1,6}[ )]*$|[ ]*#[ ]*[0-9]{1,6}$", re.I
)
_SIGNES = re.compile("[0-9 +().\u2010-\u2013\u2212/-]+")
"""Digits, and what people put between them: every dash counts for one."""
_PRIX = (
    ("80[0-5]", "appel gratuit"),
    ("80[6-9]", "prix d'un appel ordinaire"),
    ("8[1249]", "numéro surtaxé"),
)
"""First digits of a French number for services → what the caller pays (ARCEP, decision 2012-0856)."""


@lru_cache(maxsize=1_024)
def read_phone(typed: str) -> str:
    """Return the number as E.164, or the digits of a short one. PydanticCustomError (`telephone`) otherwise."""
    text = _AVANT.sub("", "".join(map(_plain, one_line(typed))))
    if text.upper() != text.lower() or not _SIGNES.fullmatch(text):
        raise _refused(typed, text)
    digits = re.sub("[^0-9]", "", text)
    if len(digits) <= 6 and "+" not in text:
        if not _is_short(digits):
            raise _error("numéro trop court")
        return digits
    number = _parsed(text, digits)
    if number is None:
        several = len(_NUMERO.findall(text)) > 1 or len(digits) >= 18
        raise _error("deux numéros, un seul s'écrit : faire deux contacts" if several else "ce numéro n'existe pas")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _plain(sign: str) -> str:
    """Return a sign as every keyboard writes it; the mark of a note (« ¹ ») is no digit."""
    return sign if unicodedata.category(sign) == "No" else unicodedata.normalize("NFKC", sign)


def _refused(typed: str, text: str) -> PydanticCustomError:
    """Say why a text that holds more than a number is none."""
    numbers = _NUMERO.findall(text)
    if len(numbers) > 1:
        return _error("deux numéros, un seul s'écrit : faire deux contacts")
    if post := _POSTE.search(text):
        return _error("un numéro seul est attendu : mettre « {trop} » dans « role »", post.group())
    number = numbers[0].strip(" (/-.") if numbers else ""
    rest = text.replace(number, " ") if number else ""
    if number and (_MOT.search(rest) or not rest.strip(" .,;")) and not re.search(r"\bX{2}\b", rest):
        return _error("un numéro seul est attendu : mettre « {trop} » dans « role »", rest)
    letter = next((sign for sign in text if sign.isalpha() or unicodedata.category(sign) == "No"), "")
    if letter and not letter.isalpha():
        return _error("« {trop} » n'est pas un chiffre : le retirer", letter)
    if letter and re.search("[0-9]", text):
        return _error("« {trop} » n'est pas un chiffre, et serait composé comme sur un clavier", letter)
    return _error("numéro de téléphone illisible")


def _error(message: str, trop: str = "") -> PydanticCustomError:
    return PydanticCustomError("telephone", message, {"trop": trop.strip(" ()[],;:/-–.")})


def _is_short(digits: str) -> bool:
    """Tell whether it is a short number that can be called in France: 15, 115, 3919, 116006."""
    if not digits or digits.startswith("0"):
        return False
    return shortnumberinfo.is_valid_short_number_for_region(
        phonenumbers.PhoneNumber(country_code=33, national_number=int(digits)), "FR"
    )


def _parsed(text: str, digits: str) -> phonenumbers.PhoneNumber | None:
    """Return the number, with the country code of its place overseas; None when nobody has it."""
    if there := _MIQUELON.fullmatch(digits):
        return phonenumbers.parse(f"+508{there[1]}")
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException:
        return None
    if number.country_code == 33:
        national = str(number.national_number)
        if (region := _OUTRE_MER.get(national[:3])) or not phonenumbers.is_valid_number(number):
            overseas = (_of_region(one, int(national)) for one in ((region,) if region else _REGIONS))
            number = next((one for one in overseas if phonenumbers.is_valid_number(one)), number)
    return number if phonenumbers.is_valid_number(number) and not number.extension else None


def _of_region(region: str, national: int) -> phonenumbers.PhoneNumber:
    code = phonenumbers.country_code_for_region(region)
    return phonenumbers.PhoneNumber(country_code=code, national_number=national)


@cache
def telephone_lu(number: str) -> str:
    """Return a kept number the way French people read it: `02 99 70 34 34`, `39 49`, `116 006`."""
    if number.startswith("+508"):
        return f"0508 {number[4:6]} {number[6:8]} {number[8:]}"
    if number.startswith("+"):
        style = PhoneNumberFormat.NATIONAL if number.startswith(_FRANCAIS) else PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(phonenumbers.parse(number), style)
    size = 3 if len(number) in (3, 6) else 2
    return " ".join(number[start : start + size] for start in range(0, len(number), size))


def prix_appel(number: str) -> str:
    """Return what the caller pays when it is not what everybody expects, '' otherwise or when nobody can tell."""
    if number.startswith("118") and len(number) == 6:
        return "numéro surtaxé"
    national = number.removeprefix("+33") if number.startswith("+33") else ""
    return next((said for first, said in _PRIX if re.match(first, national)), "")


def is_mobile(number: str) -> bool:
    """Tell whether a kept number is a mobile one: it may be somebody's own."""
    if number.startswith("+33") and number[3:4] not in ("6", "7"):
        return False  # nearly every number: no other begins so in the French plan
    return number.startswith("+") and phonenumbers.number_type(phonenumbers.parse(number)) == PhoneNumberType.MOBILE
