"""What is to come as calendar files (RFC 5545): meetings, and the dates of the financements. Made with icalendar.

Times are those of the territory, with the rule of its time zone in the file; a
meeting without an hour lasts the whole day, one without an end keeps two hours
and says so. Stamped with the day of the data: a night when nothing comes or
goes changes no byte.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from icalendar import Event, Timezone

from generator.corpus.etats import Occasion, occasions
from generator.corpus.memoire import unchanged
from generator.dispositif.participation import annoncees
from generator.models.instance import Instance, Reunion
from generator.rendering.files.ical import calendar, component
from generator.rendering.page import OutputFile
from generator.rendering.site import Site

AGENDA = "instances/agenda.ics"
"""Address of the calendar of all the meetings."""
ECHEANCES = "offre/financements/agenda.ics"
"""Address of the calendar of the financements."""
SANS_FIN = datetime.timedelta(hours=2)
"""Kept for a meeting whose end is not known: a diary shows nothing that lasts no time."""


def agenda_of(identifiant: str) -> str:
    """Return the address of the calendar of one instance."""
    return f"instances/{identifiant}/agenda.ics"


def agenda_files(site: Site) -> Iterator[OutputFile]:
    """Yield the calendars; one without any meeting is there too, for those who follow it."""
    coming = {key: annoncees(instance, site.today) for key, instance in site.corpus.instances.items()}
    everything = [(key, reunion) for key, reunions in coming.items() for reunion in reunions]
    everything.sort(key=lambda pair: (pair[1].date, pair[1].heure or "", pair[0], pair[1].id))
    yield _file(site, AGENDA, f"Réunions, {site.territoire.site.nom}", everything)
    for key, reunions in coming.items():
        name = site.corpus.instances[key].nom
        yield _file(site, agenda_of(key), name, [(key, reunion) for reunion in reunions])


def echeances_file(site: Site) -> OutputFile:
    """Return the dates of the financements that may be asked for: as the source gives them, next time only."""
    open_here = [(key, entry.url, entry.fiche) for key, entry in site.entrees["financement"].items() if entry.propose]
    made_from = (site.territoire.site, site.today, site.jour, open_here)

    def make() -> bytes:
        deadlines = (
            _deadline(site, key, url, fiche, *told)
            for key, url, fiche in open_here
            for occasion in occasions(fiche.depot, site.today)
            for told in _told(occasion, bool(fiche.depot.mois))
        )
        name = f"Dates des financements, {site.territoire.site.nom}"
        return calendar(site.territoire.site, "Agenda", name, deadlines)

    return OutputFile(ECHEANCES, unchanged(ECHEANCES, made_from, make))


def _told(occasion: Occasion, whole: bool) -> Iterator[tuple[str, datetime.date, datetime.date]]:
    """Yield (what, first day, last day) of the events of a time to apply; a month is one event, its days unknown."""
    if whole and occasion.du and occasion.au:
        yield "Mois de dépôt ou d'examen, jour à demander", occasion.du, occasion.au
        return
    if occasion.du:
        yield "Premier jour pour demander", occasion.du, occasion.du
    if occasion.au:
        yield "Dernier jour pour demander", occasion.au, occasion.au


def _deadline(
    site: Site, key: str, url: str, fiche: Any, what: str, first: datetime.date, last: datetime.date
) -> bytes:
    root = site.territoire.site.url
    told = {
        "UID": f"{key}-{what.split()[0].lower()}-{first.isoformat()}@{urlsplit(root).hostname}",
        "DTSTAMP": _stamp(site),
        "DTSTART": first,
        # The end of an event that has no hour is the day after its last one (RFC 5545, 3.6.1).
        "DTEND": last + datetime.timedelta(days=1),
        "SUMMARY": f"{what} : {fiche.nom}",
        **({"DESCRIPTION": fiche.depot.precision} if fiche.depot.precision else {}),
        "URL": f"{root}{url}",
        "TRANSP": "TRANSPARENT",
    }
    return component(Event, told)


def _stamp(site: Site) -> datetime.datetime:
    return datetime.datetime.combine(site.jour, datetime.time(), datetime.UTC)


def _file(site: Site, path: str, name: str, reunions: Sequence[tuple[str, Reunion]]) -> OutputFile:
    zone = _zone(site, [reunion.date for _, reunion in reunions])
    events = [_event(site, key, site.corpus.instances[key], reunion) for key, reunion in reunions]
    written = (bytes(one.to_ical()) for one in (zone, *events))
    return OutputFile(path, calendar(site.territoire.site, "Agenda", name, written))


def _zone(site: Site, days: Sequence[datetime.date]) -> Timezone:
    """Return the rule of the territory's time zone, for the years of these meetings."""
    first, last = site.jour.year, max((day.year for day in days), default=site.jour.year)
    zone = Timezone.from_tzid(
        site.territoire.fuseau,
        first_date=datetime.date(first, 1, 1),
        last_date=datetime.date(last + 1, 12, 31),
    )
    del zone["COMMENT"]  # in English, and only of the dates above
    return zone


def _event(site: Site, key: str, instance: Instance, reunion: Reunion) -> Event:
    root = site.territoire.site.url
    event = Event()
    # The id of the file and of the meeting: renaming the site's title or moving the meeting keeps it.
    event.add("uid", f"{key}/{reunion.id}@{urlsplit(root).hostname}")
    event.add("dtstamp", _stamp(site))
    cancelled = "Annulée : " if reunion.annulee_le else ""
    event.add("summary", f"{cancelled}{reunion.titre} ({instance.nom})")
    if reunion.heure is None:
        event.add("dtstart", reunion.date)
    else:
        begin = datetime.datetime.combine(reunion.date, datetime.time.fromisoformat(reunion.heure))
        end = (
            datetime.datetime.combine(reunion.date, datetime.time.fromisoformat(reunion.fin))
            if reunion.fin
            else begin + SANS_FIN
        )
        for name, moment in (("dtstart", begin), ("dtend", end)):
            event.add(name, moment, parameters={"TZID": site.territoire.fuseau})
    if reunion.lieu is not None:
        event.add("location", reunion.lieu)
    told = [f"- {line}" for line in reunion.ordre_du_jour]
    if reunion.heure and not reunion.fin:
        told.append("Heure de fin pas encore dite : deux heures sont réservées.")
    if told:
        event.add("description", "\n".join(told))
    if reunion.annulee_le is not None:
        event.add("status", "CANCELLED")
    event.add("url", f"{root}instances/{key}/{reunion.id}/")
    return event
