"""What is to come as calendar files (RFC 5545): meetings, and the dates of the financements. Made with icalendar.

Times are local, with the rule of the time zone in the file; a meeting without
an hour lasts the whole day. Stamped with the day of the data: a night when
nothing comes or goes changes no byte.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard

from generator.corpus.etats import Occasion, occasions
from generator.dispositif.participation import prochaines
from generator.models.instance import Instance, Reunion
from generator.rendering.page import OutputFile
from generator.rendering.site import Entree, Site

FUSEAU = "Europe/Paris"
AGENDA = "instances/agenda.ics"
"""Address of the calendar of all the meetings."""
ECHEANCES = "offre/financements/agenda.ics"
"""Address of the calendar of the financements."""
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


def echeances_file(site: Site) -> OutputFile:
    """Return the dates of the financements that may be asked for: as the source gives them, next time only."""
    calendar = _calendar(site, f"Dates des financements, {site.territoire.site.nom}")
    for key, entry in site.entrees["financement"].items():
        for occasion in occasions(entry.fiche.depot, site.today) if entry.propose else ():
            for what, first, last in _told(occasion, bool(entry.fiche.depot.mois)):
                calendar.add_component(_deadline(site, key, entry, what, first, last))
    return OutputFile(ECHEANCES, calendar.to_ical())


def _told(occasion: Occasion, whole: bool) -> Iterator[tuple[str, datetime.date, datetime.date]]:
    """Yield (what, first day, last day) of the events of a time to apply; a month is one event, its days unknown."""
    if whole and occasion.du and occasion.au:
        yield "Mois de dépôt ou d'examen, jour à demander", occasion.du, occasion.au
        return
    if occasion.du:
        yield "Premier jour pour demander", occasion.du, occasion.du
    if occasion.au:
        yield "Dernier jour pour demander", occasion.au, occasion.au


def _deadline(site: Site, key: str, entry: Entree, what: str, first: datetime.date, last: datetime.date) -> Event:
    root = site.territoire.site.url
    event = Event()
    event.add("uid", f"{key}-{what.split()[0].lower()}-{first.isoformat()}@{urlsplit(root).hostname}")
    event.add("dtstamp", _stamp(site))
    event.add("dtstart", first)
    # The end of an event that has no hour is the day after its last one (RFC 5545, 3.6.1).
    event.add("dtend", last + datetime.timedelta(days=1))
    event.add("summary", f"{what} : {entry.fiche.nom}")
    if entry.fiche.depot.precision:
        event.add("description", entry.fiche.depot.precision)
    event.add("url", f"{root}{entry.url}")
    event.add("transp", "TRANSPARENT")
    return event


def _calendar(site: Site, name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{site.territoire.site.nom}//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    return calendar


def _stamp(site: Site) -> datetime.datetime:
    return datetime.datetime.combine(site.jour, datetime.time(), datetime.UTC)


def _file(site: Site, path: str, name: str, reunions: Iterable[tuple[str, Reunion]]) -> OutputFile:
    calendar = _calendar(site, name)
    calendar.add_component(_paris())
    for key, reunion in reunions:
        calendar.add_component(_event(site, key, site.corpus.instances[key], reunion))
    return OutputFile(path, calendar.to_ical())


def _event(site: Site, key: str, instance: Instance, reunion: Reunion) -> Event:
    root = site.territoire.site.url
    event = Event()
    # The id of the file and of the meeting: renaming the site's title or moving the meeting keeps it.
    event.add("uid", f"{key}/{reunion.id}@{urlsplit(root).hostname}")
    event.add("dtstamp", _stamp(site))
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
