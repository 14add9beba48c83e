"""The days when an acteur has fiches to read again, as a calendar (RFC 5545). Made with icalendar.

One event a day, whatever the number of fiches. The same data and the same day
give the same bytes.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from icalendar import Event

from generator.corpus.fraicheur import Relecture, Releve
from generator.corpus.francais import pluriel
from generator.corpus.genres import GENRES
from generator.corpus.memoire import unchanged
from generator.models.site import NomDuSite
from generator.rendering.files.ical import calendar, component
from generator.rendering.page import OutputFile
from generator.rendering.site import Site


def relectures_of(acteur: str) -> str:
    """Return the address of an acteur's calendar."""
    return f"acteurs/{acteur}/relectures.ics"


def relecture_files(site: Site, found: tuple[Releve, ...]) -> Iterator[OutputFile]:
    """Yield one calendar per acteur that answers for a fiche."""
    for releve in found:
        make = partial(_calendar, site.territoire.site, site.jour, releve)
        data = unchanged((Releve, releve.acteur), (site.territoire.site, site.jour, releve), make)
        yield OutputFile(relectures_of(releve.acteur), data)


def _calendar(site: NomDuSite, jour: datetime.date, releve: Releve) -> bytes:
    by_day: dict[datetime.date, list[Relecture]] = defaultdict(list)
    for one in releve.relectures:
        by_day[one.le].append(one)
    events = (_event(site, jour, releve, day, by_day[day]) for day in sorted(by_day))
    return calendar(site, "Relectures", f"Fiches à relire, {releve.nom}", events)


def _event(
    site: NomDuSite, jour: datetime.date, releve: Releve, day: datetime.date, readings: list[Relecture]
) -> bytes:
    root = site.url
    lines = [f"- {one.nom} : {root}{GENRES[one.genre].adresse}{one.id}/" for one in readings]
    told = {
        "UID": f"relecture-{releve.acteur}-{day.isoformat()}@{urlsplit(root).hostname}",
        "DTSTAMP": datetime.datetime.combine(jour, datetime.time(), datetime.UTC),
        "DTSTART": day,
        "SUMMARY": f"{pluriel(len(readings), 'fiche')} à relire : {site.nom}",
        "DESCRIPTION": "\n".join(["Est-ce encore juste ?", *lines]),
        "URL": f"{root}a-jour/",
        "TRANSP": "TRANSPARENT",
    }
    return component(Event, told)
