"""Days, hours and lists in French words."""

from __future__ import annotations

import datetime

from generator.models.horaires import JOURS, groupes, semaine, suivis

_MOIS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def date_fr(day: datetime.date) -> str:
    """Return `22 novembre 2026`, `1er mai 2027`."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {_MOIS[day.month - 1]} {day.year}"


def date_partielle_fr(text: str) -> str:
    """Return `12 mai 2026`, `mai 2026` or `2026`, as precise as what was written."""
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    if day:
        return date_fr(datetime.date(year, month, day))
    return f"{_MOIS[month - 1]} {year}" if month else str(year)


def heure_fr(text: str) -> str:
    """Return `18 h 30`, `9 h`."""
    hour, minutes = text.split(":")
    return f"{int(hour)} h" if minutes == "00" else f"{int(hour)} h {minutes}"


def horaires_fr(horaires: str) -> str:
    """Return `lundi et mardi 8 h 30–12 h et 13 h 30–17 h 15 ; samedi 9 h–12 h`.

    The spaces inside an hour and before a semicolon never break; `models.horaires` reads the words back.
    """
    said = []
    for days, plages in groupes(semaine(horaires)):
        names = [JOURS[day] for day in days]
        who = f"du {names[0]} au {names[-1]}" if len(days) > 2 and suivis(days) else liste_fr(names)
        said.append(f"{who} {liste_fr(['–'.join(_unbroken(heure_fr(hour)) for hour in plage) for plage in plages])}")
    return "\u00a0; ".join(said)


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")


def liste_fr(words: list[str]) -> str:
    """Return `A`, `A et B`, `A, B et C`."""
    return " et ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
