"""Opening hours of a week, written on one line by people and by programs.

    lundi-mardi 08:30-12:00, 13:30-17:15 ; samedi 09:00-12:00

What people say is read too: « du lundi au jeudi 9 h–12 h et 14 h–17 h ; vendredi et samedi 9 h–12 h ».
Nothing is said of holidays nor of closing weeks: what a week cannot hold is written in a text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
Plage = tuple[str, str]
"""Opens at, closes at: HH:MM."""
Semaine = tuple[tuple[Plage, ...], ...]
"""Seven days from Monday; a day without any plage is closed, or nothing is known of it."""

_GROUPE = re.compile(r"(?P<jours>[a-z][a-z, -]*?) (?P<plages>(?:de )?[0-9].*)")
_SUITE = re.compile(r"(?:du )?(?P<de>[a-z]+)(?: ?- ?| au )(?P<a>[a-z]+)")
_HEURE = r"([01]?[0-9]|2[0-3])(?: ?[:h] ?([0-5][0-9])| ?h)"
_PLAGE = re.compile(f"(?:de )?{_HEURE}(?: ?- ?| à ){_HEURE}")
_ET = re.compile(r" ?, ?| et ")


def semaine(text: str) -> Semaine:
    """Return the week; raises PydanticCustomError, in French, for anything that is not clear."""
    days: dict[str, tuple[Plage, ...]] = {}
    for group in " ".join(text.casefold().replace("–", "-").split()).split(";"):
        found = _GROUPE.fullmatch(group.strip())
        if not found:
            raise _refusal(f"« {group.strip()[:40]} » n'est pas « jour heures »")
        plages = tuple(_plage(part) for part in _ET.split(found["plages"]))
        if any(before[1] > after[0] for before, after in itertools.pairwise(plages)):
            raise _refusal(f"les heures de « {group.strip()[:40]} » se chevauchent")
        for day in _days(found["jours"]):
            if day in days:
                raise _refusal(f"« {day} » est là deux fois")
            days[day] = plages
    return tuple(days.get(day, ()) for day in JOURS)


def groupes(week: Semaine) -> Iterator[tuple[tuple[int, ...], tuple[Plage, ...]]]:
    """Yield (numbers of days from 0, their plages): open days that follow one another with the same hours."""
    held: tuple[int, ...] = ()
    for number, plages in enumerate((*week, ())):
        if number == len(JOURS) or (held and plages and plages != week[held[0]]):
            if held:
                yield held, week[held[0]]
            held = ()
        if plages:
            held = (*held, number)


def suivis(days: tuple[int, ...]) -> bool:
    """Tell whether days follow one another in the calendar, none left out."""
    return days[-1] - days[0] == len(days) - 1


def ecriture(week: Semaine) -> str:
    """Return the one way in which a week is kept: `lundi-mardi 08:30-12:00, 13:30-17:15 ; samedi 09:00-12:00`."""
    lines = []
    for days, plages in groupes(week):
        if len(days) > 1 and suivis(days):
            names = f"{JOURS[days[0]]}-{JOURS[days[-1]]}"
        else:
            names = ", ".join(JOURS[day] for day in days)
        lines.append(f"{names} {', '.join('-'.join(plage) for plage in plages)}")
    return " ; ".join(lines)


def _days(text: str) -> Iterator[str]:
    for part in _ET.split(text):
        suite = _SUITE.fullmatch(part)
        first, last = (_rank(suite["de"]), _rank(suite["a"])) if suite else (_rank(part), _rank(part))
        if last < first:
            raise _refusal(f"« {part} » va à rebours")
        yield from JOURS[first : last + 1]


def _rank(day: str) -> int:
    if day not in JOURS:
        raise _refusal(f"« {day[:40]} » n'est pas un jour")
    return JOURS.index(day)


def _plage(text: str) -> Plage:
    found = _PLAGE.fullmatch(text.strip())
    if not found:
        raise _refusal(f"« {text.strip()[:40]} » n'est pas « 09:00-12:00 »")
    opens, closes = (f"{int(found[hour]):02}:{found[hour + 1] or '00'}" for hour in (1, 3))
    if closes <= opens:
        raise _refusal(f"« {text.strip()} » finit avant de commencer")
    return opens, closes


def _refusal(why: str) -> PydanticCustomError:
    return PydanticCustomError("horaires", "{pourquoi}", {"pourquoi": why})


Horaires = Annotated[
    str, StringConstraints(min_length=1, max_length=400), AfterValidator(lambda text: ecriture(semaine(text)))
]
"""Kept in its one writing; `semaine` reads it again, corpus/francais.py says it in words."""
