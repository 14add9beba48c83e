"""Days in French words."""

from __future__ import annotations

import datetime

MOIS = [
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


def jour_annuel_fr(text: str) -> str:
    """Return `1er juillet` for a day of every year, 07-01."""
    return date_fr(datetime.date.fromisoformat(f"2000-{text}")).removesuffix(" 2000")


def date_fr(day: datetime.date) -> str:
    """Return `22 novembre 2026`, `1er mai 2027`."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MOIS[day.month - 1]} {day.year}"


def date_partielle_fr(text: str) -> str:
    """Return `12 mai 2026`, `mai 2026` or `2026`, as precise as what was written."""
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    if day:
        return date_fr(datetime.date(year, month, day))
    return f"{MOIS[month - 1]} {year}" if month else str(year)
