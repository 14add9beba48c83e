"""The calendars: read back, the right moments, the same bytes each time, nothing that breaks a line."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Timezone

from generator.corpus.corpus import Corpus
from generator.models.instance import Reunion
from generator.rendering.files.agenda import AGENDA, FUSEAU, agenda_files, agenda_of
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read

ECHANGES = agenda_of("instance-echanges")


@cache
def territory() -> Corpus:
    return read()


def files(corpus: Corpus | None = None, today: datetime.date = AUJOURDHUI) -> dict[str, bytes]:
    return {file.path: file.data for file in agenda_files(Site(corpus or territory(), today))}


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def with_meeting(**lines: str) -> Corpus:
    """The invented territory with one more meeting of its instance."""
    corpus = territory()
    instance = corpus.instances["instance-echanges"]
    more = Reunion.model_validate({"id": "2027-05-plus", "titre": "Plus", "date": "2027-05-04", **lines})
    changed = instance.model_copy(update={"reunions": (*instance.reunions, more)})
    return corpus.having(instance={**corpus.instances, "instance-echanges": changed})


def test_one_calendar_for_all_and_one_each() -> None:
    assert sorted(files()) == sorted([AGENDA, ECHANGES, agenda_of("comite-pilotage"), agenda_of("consortium")])
    assert [str(event["UID"]) for event in events(files()[AGENDA])] == [
        "instance-echanges/2026-12-suite@petite-ile.example",
        "comite-pilotage/2027-01-budget@petite-ile.example",
        "instance-echanges/2027-03-bilan@petite-ile.example",
    ]
    assert len(events(files()[ECHANGES])) == 2


def test_a_meeting_is_read_back() -> None:
    first = events(files()[ECHANGES])[0]
    assert str(first["SUMMARY"]) == "Suivre ce qui est fait ; choisir la suite (Instance d'Échanges de Petite-Île)"
    assert str(first["LOCATION"]) == "Salle des fêtes, Bourg-l'Écume"
    assert str(first["DESCRIPTION"]).split("\n") == [
        "- Dire où en est l'atelier de réparation.",
        "- Regarder les besoins dits cet automne.",
    ]
    assert first["DTSTART"].params["TZID"] == FUSEAU
    assert first["DTSTART"].dt.replace(tzinfo=None) == datetime.datetime(2026, 12, 8, 18, 30)
    assert first["DTEND"].dt - first["DTSTART"].dt == datetime.timedelta(hours=2)
    assert first["DTSTAMP"].dt == datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    assert first["URL"] == "https://petite-ile.example/offre/instances/instance-echanges/2026-12-suite/"


def test_without_an_hour_it_lasts_the_whole_day() -> None:
    last = events(files()[ECHANGES])[-1]
    assert last["DTSTART"].dt == datetime.date(2027, 3, 16)
    assert last["DTSTART"].params["VALUE"] == "DATE"
    assert "DTEND" not in last


def test_an_hour_without_an_end_invents_none() -> None:
    last = events(files(with_meeting(heure="18:00"))[ECHANGES])[-1]
    assert last["DTSTART"].dt.hour == 18
    assert "DTEND" not in last


@pytest.mark.parametrize(("day", "count"), [("2026-12-08", 2), ("2026-12-09", 1), ("2027-03-16", 1), ("2027-03-17", 0)])
def test_a_past_meeting_leaves_the_calendar(day: str, count: int) -> None:
    data = files(today=datetime.date.fromisoformat(day))[ECHANGES]
    assert len(events(data)) == count
    assert next(component.name for component in Calendar.from_ical(data).subcomponents) == "VTIMEZONE"


def test_the_same_day_gives_the_same_bytes() -> None:
    assert files() == files()
    later = files(today=AUJOURDHUI + datetime.timedelta(days=1))[AGENDA]
    assert later.replace(b"20261123T", b"20261122T") == files()[AGENDA]


@pytest.mark.parametrize(
    "day", ["2026-01-15", "2026-03-28", "2026-03-29", "2026-07-14", "2026-10-24", "2026-10-25", "2031-06-01"]
)
def test_the_rule_of_the_time_zone_is_the_french_one(day: str) -> None:
    (zone,) = (part for part in Calendar.from_ical(files()[AGENDA]).walk("VTIMEZONE") if isinstance(part, Timezone))
    noon = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(12))
    told = zone.to_tz(lookup_tzid=False).utcoffset(noon)
    assert told == noon.replace(tzinfo=ZoneInfo(FUSEAU)).utcoffset()


def test_a_text_stays_on_its_line_and_in_its_place() -> None:
    """A line is 75 bytes at most, ends with CR LF; what has a meaning for calendars is escaped."""
    hostile = 'BEGIN:VEVENT ; UID:x, \\n " <b> été'
    data = files(with_meeting(titre=hostile, lieu=hostile))[AGENDA]
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert lines.count(b"BEGIN:VEVENT") == 4
    (event,) = (event for event in events(data) if "2027-05-plus" in event["UID"])
    assert str(event["SUMMARY"]) == f"{hostile} (Instance d'Échanges de Petite-Île)"
    assert str(event["LOCATION"]) == hostile
