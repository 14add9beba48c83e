"""French words: days, hours, numbers, counts and lists said aloud; texts without accents, to sort and to compare."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from generator.models.horaires import JOURS, groupes, semaine, suivis

MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_MOIS_COURTS = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "\u0131": "i", "ª": "a", "º": "o", "µ": "u"}


def date_fr(day: datetime.date) -> str:
    """Return `22 novembre 2026`, `1er mai 2027`."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MOIS[day.month - 1]} {day.year}"


def jour_annuel_fr(text: str) -> str:
    """Return `1er juillet` for a day of every year, `07-01`."""
    return date_fr(datetime.date.fromisoformat(f"2000-{text}")).removesuffix(" 2000")


def jour_fr(day: datetime.date) -> str:
    """Return `mardi 8 décembre 2026`."""
    return f"{JOURS[day.weekday()]} {date_fr(day)}"


def mois_court(day: datetime.date) -> str:
    """Return `déc.`."""
    return _MOIS_COURTS[day.month - 1]


def date_partielle_fr(text: str) -> str:
    """Return `12 mai 2026`, `mai 2026` or `2026`, as precise as what was written."""
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    if day:
        return date_fr(datetime.date(year, month, day))
    return f"{MOIS[month - 1]} {year}" if month else str(year)


def heure_fr(text: str) -> str:
    """Return `18 h 30`, `9 h`, for `18:30` and `09:00`."""
    hour, minutes = text.split(":")
    return f"{int(hour)} h" if minutes == "00" else f"{int(hour)} h {minutes}"


@lru_cache(maxsize=4_000)
def horaires_fr(horaires: str) -> str:
    """Return `lundi et mardi 8 h 30–12 h et 13 h 30–17 h 15 ; samedi 9 h–12 h` for a week of models/horaires.py.

    The spaces inside an hour and before a semicolon never break; models/horaires.py reads the words back.
    """
    said = []
    for days, plages in groupes(semaine(horaires)):
        names = [JOURS[day] for day in days]
        who = f"du {names[0]} au {names[-1]}" if len(days) > 2 and suivis(days) else liste_fr(names)
        hours = ["–".join(heure_fr(hour).replace(" ", "\u00a0") for hour in plage) for plage in plages]
        said.append(f"{who} {liste_fr(hours)}")
    return "\u00a0; ".join(said)


def nombre_fr(number: int) -> str:
    """Return `67 121`: thousands set apart by a narrow no-break space."""
    return f"{number:,}".replace(",", "\u202f")


def decimale_fr(value: float) -> str:
    """Return `3,4`: one digit after the comma, none when it is whole."""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace(".", ",").replace("-", "−")


def pluriel(count: int, singular: str, plural: str = "") -> str:
    """Return `1 service`, `3 services`; the plural begins with two, and takes an « s » unless it is given."""
    return f"{nombre_fr(count)} {singular if count < 2 else plural or singular + 's'}"


def liste_fr(names: Sequence[str]) -> str:
    """Return `A`, `A et B`, `A, B et C`."""
    return " et ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def of_name(nom: str) -> str:
    """Return « de Bourg », « d'Allaire », « du Cap », « des Balises »: a commune, or an acteur as it names itself."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if nom.startswith(article):
            return contracted + nom.removeprefix(article)
    plain = unicodedata.normalize("NFD", nom[:1])[:1]
    return f"d'{nom}" if plain in "AEIOUYŒÆ" else f"de {nom}"


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Return lower-case text without accents nor ligatures; `fold` of theme/js/recherche/normaliser.js too."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(_LETTERS.get(sign, sign) for sign in decomposed if not "\u0300" <= sign <= "\u036f")


def alphabetical(text: str) -> str:
    """Return the key that sorts French names as a reader expects: É with E, œ with oe."""
    return fold(text).replace("’", "'")


def same_title(text: str) -> str:
    """Return what two titles share when a reader takes them for the same: capitals, apostrophes, spaces apart."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())


def slug(text: str) -> str:
    """Return `exemple-d-ici` for « Exemple d'ici »; '' when there is no letter nor digit in it."""
    return re.sub("[^a-z0-9]+", "-", fold(unicodedata.normalize("NFKD", text))).strip("-")
