"""The meetings to come as calendar files (RFC 5545): one for all, one per instance. Made with icalendar.

Times are local, with the rule of the time zone in the file; a meeting without
an hour lasts the whole day. The same data and the same day give the same bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard

from generator.dispositif.participation import prochaines
from generator.models.instance import Instance, Reunion
from generator.rendering.page import OutputFile
from generator.rendering.site import Site

FUSEAU = "Europe/Paris"
AGENDA = "instances/agenda.ics"
"""Address of the calendar of all the meetings."""
_ETE, _HIVER = datetime.timedelta(hours=2), datetime.timedelta(hours=1)


def agenda_of(identifiant: str) -> str:
    """Return the address of the calendar of one instance."""
    return f"instances/{identifiant}/agenda.ics"


def agenda_files(site: Site) -> Iterator[OutputFile]:
    """Yield the calendars; one without any meeting is there too, for those who follow it."""
    coming = {key: prochaines(instance, site.today) for key, instance in site.corpus.instances.items()}
    everything = [(key, reunion) for key, reunions in coming.items() for reunion in reunions]
    everything.sort(key=lambda pair: (pair[1].date, pair[1].heure or "", pair[0], pair[1].id))
    yield _file(site, AGENDA, f"Réunions, {site.territoire.site.nom}", everything)
    for key, reunions in coming.items():
        name = site.corpus.instances[key].nom
        yield _file(site, agenda_of(key), name, [(key, reunion) for reunion in reunions])


def _file(site: Site, path: str, name: str, reunions: Iterable[tuple[str, Reunion]]) -> OutputFile:
    calendar = Calendar()
    calendar.add("prodid", f"-//{site.territoire.site.nom}//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add_component(_paris())
    for key, reunion in reunions:
        calendar.add_component(_event(site, key, site.corpus.instances[key], reunion))
    return OutputFile(path, calendar.to_ical())


def _event(site: Site, key: str, instance: Instance, reunion: Reunion) -> Event:
    root = site.territoire.site.url
    event = Event()
    # The id of the file and of the meeting: renaming the site's title or moving the meeting keeps it.
    event.add("uid", f"{key}/{reunion.id}@{urlsplit(root).hostname}")
    event.add("dtstamp", datetime.datetime.combine(site.today, datetime.time(), datetime.UTC))
    event.add("summary", f"{reunion.titre} ({instance.nom})")
    if reunion.heure is None:
        event.add("dtstart", reunion.date)
    else:
        for name, hour in (("dtstart", reunion.heure), ("dtend", reunion.fin)):
            if hour is not None:
                moment = datetime.datetime.combine(reunion.date, datetime.time.fromisoformat(hour))
                event.add(name, moment, parameters={"TZID": FUSEAU})
    if reunion.lieu is not None:
        event.add("location", reunion.lieu)
    if reunion.ordre_du_jour:
        event.add("description", "\n".join(f"- {line}" for line in reunion.ordre_du_jour))
    event.add("url", f"{root}instances/{key}/{reunion.id}/")
    return event


def _paris() -> Timezone:
    """Return the rule of French time: last Sundays of March and October, at 1:00 UTC (directive 2000/84/CE)."""
    zone = Timezone()
    zone.add("tzid", FUSEAU)
    for component, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, _HIVER, _ETE),
        (TimezoneStandard(), "CET", 10, 3, _ETE, _HIVER),
    ):
        season: Component = component
        # 1996 is the first year when both changes fell on these Sundays.
        season.add("dtstart", datetime.datetime(1996, month, 31 if month == 3 else 27, hour))
        season.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        season.add("tzname", name)
        season.add("tzoffsetfrom", before)
        season.add("tzoffsetto", after)
        zone.add_component(season)
    return zone
