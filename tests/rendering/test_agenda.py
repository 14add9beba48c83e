"""The calendars: read back, the right moments, the same bytes each time, nothing that breaks a line."""

from __future__ import annotations

import dataclasses
import datetime
from functools import cache
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event, Timezone

from generator.corpus.corpus import Corpus
from generator.corpus.fraicheur import releves
from generator.models.instance import Reunion
from generator.models.territoire import Fuseau
from generator.rendering.files.agenda import AGENDA, ECHEANCES, agenda_files, agenda_of, echeances_file
from generator.rendering.files.ical import component
from generator.rendering.files.relectures import relecture_files
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
        "instance-echanges/2026-12-suite@petite-ile.test",
        "comite-pilotage/2027-01-budget@petite-ile.test",
        "instance-echanges/2027-03-bilan@petite-ile.test",
    ]
    assert len(events(files()[ECHANGES])) == 2


def test_the_library_alone_gives_the_same_bytes() -> None:
    site = Site(territory(), AUJOURDHUI)
    made = [*agenda_files(site), echeances_file(site), *relecture_files(site, releves(territory(), AUJOURDHUI))]
    assert len(made) > 8
    for file in made:
        assert Calendar.from_ical(file.data).to_ical() == file.data, file.path


@pytest.mark.parametrize("text", ["", "é" * 90, "a, b; c\\d\ne", "x" * 73 + "\\,", "URL:VALUE=DATE;", "œ🌊" * 40])
def test_a_component_is_written_as_the_library_does(text: str) -> None:
    days = {"DTSTART": AUJOURDHUI, "DTSTAMP": datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)}
    told = {"URL": "https://petite-ile.test/", "DESCRIPTION": text, **days, "TRANSP": "OPAQUE", "SUMMARY": text}
    alone = Event()
    for name, value in told.items():
        alone.add(name, value)
    assert component(Event, told) == component(Event, told) == alone.to_ical()


def test_a_meeting_is_read_back() -> None:
    first = events(files()[ECHANGES])[0]
    assert str(first["SUMMARY"]) == "Suivre ce qui est fait ; choisir la suite (Instance d'Échanges de Petite-Île)"
    assert str(first["LOCATION"]) == "Salle des fêtes, Bourg-l'Écume"
    assert str(first["DESCRIPTION"]).split("\n") == [
        "- Dire où en est l'atelier de réparation.",
        "- Regarder les besoins dits cet automne.",
    ]
    assert first["DTSTART"].params["TZID"] == "Europe/Paris"
    assert first["DTSTART"].dt.replace(tzinfo=None) == datetime.datetime(2026, 12, 8, 18, 30)
    assert first["DTEND"].dt - first["DTSTART"].dt == datetime.timedelta(hours=2)
    assert first["DTSTAMP"].dt == datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    assert first["URL"] == "https://petite-ile.test/offre/instances/instance-echanges/2026-12-suite/"


def test_without_an_hour_it_lasts_the_whole_day() -> None:
    last = events(files()[ECHANGES])[-1]
    assert last["DTSTART"].dt == datetime.date(2027, 3, 16)
    assert last["DTSTART"].params["VALUE"] == "DATE"
    assert "DTEND" not in last


@pytest.mark.parametrize(("hour", "end"), [("18:00", "2027-05-04 20:00"), ("23:30", "2027-05-05 01:30")])
def test_an_hour_without_an_end_keeps_two_hours_and_says_so(hour: str, end: str) -> None:
    last = events(files(with_meeting(heure=hour))[ECHANGES])[-1]
    assert f"{last['DTSTART'].dt:%H:%M}" == hour
    assert f"{last['DTEND'].dt:%Y-%m-%d %H:%M}" == end
    assert str(last["DESCRIPTION"]) == "Heure de fin pas encore dite : deux heures sont réservées."
    assert "DESCRIPTION" not in events(files(with_meeting(heure="18:00", fin="19:00"))[ECHANGES])[-1]


def test_a_cancelled_meeting_says_so_in_every_diary() -> None:
    """Same UID, so that a diary that held it changes it; its page stays."""
    (event,) = (e for e in events(files(with_meeting(annulee_le="2026-11-20"))[AGENDA]) if "2027-05-plus" in e["UID"])
    assert str(event["STATUS"]) == "CANCELLED"
    assert str(event["SUMMARY"]).startswith("Annulée : Plus (")
    assert [e for e in events(files()[AGENDA]) if "STATUS" in e] == []


@pytest.mark.parametrize("statut", ["suspendu", "clos"])
def test_a_group_that_stopped_leaves_the_calendars(statut: str) -> None:
    instances = territory().instances
    stopped = instances["instance-echanges"].model_copy(update={"statut": statut})
    made = files(territory().having(instance={**instances, "instance-echanges": stopped}))
    assert events(made[ECHANGES]) == []
    assert len(events(made[AGENDA])) == 1


@pytest.mark.parametrize("fuseau", get_args(Fuseau))
def test_a_meeting_is_at_the_hour_of_the_territory(fuseau: str) -> None:
    """Nine o'clock in La Réunion is nine o'clock there, in whatever diary: moment by moment, as the IANA zone says."""
    corpus = with_meeting(heure="09:00", date="2027-01-12")
    corpus = dataclasses.replace(corpus, territoire=corpus.territoire.model_copy(update={"fuseau": fuseau}))
    data = files(corpus)[AGENDA]
    (event,) = (event for event in events(data) if "2027-05-plus" in event["UID"])
    there = datetime.datetime(2027, 1, 12, 9, tzinfo=ZoneInfo(fuseau))
    assert event["DTSTART"].dt.astimezone(datetime.UTC) == there.astimezone(datetime.UTC)
    (zone,) = Calendar.from_ical(data).walk("VTIMEZONE")
    assert str(zone["TZID"]) == fuseau
    for month in range(1, 13):
        noon = datetime.datetime(2027, month, 5, 12)
        assert zone.to_tz(lookup_tzid=False).utcoffset(noon) == noon.replace(tzinfo=ZoneInfo(fuseau)).utcoffset()


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
    "day", ["2026-01-15", "2026-03-28", "2026-03-29", "2026-07-14", "2026-10-24", "2026-10-25", "2028-06-01"]
)
def test_the_rule_of_the_time_zone_is_the_french_one(day: str) -> None:
    (zone,) = (part for part in Calendar.from_ical(files()[AGENDA]).walk("VTIMEZONE") if isinstance(part, Timezone))
    noon = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(12))
    told = zone.to_tz(lookup_tzid=False).utcoffset(noon)
    assert told == noon.replace(tzinfo=ZoneInfo("Europe/Paris")).utcoffset()


@pytest.mark.parametrize(
    "hostile",
    [
        'BEGIN:VEVENT ; UID:x, \\n " <b> été',
        "é" * 74 + ", fin ; " + "🌊" * 40,
        '=HYPERLINK("http://x.test") </script> ]]> &amp;',
        "ATTENDEE:mailto:x@y.test \\, \\; \\n",
    ],
)
def test_a_text_stays_on_its_line_and_in_its_place(hostile: str) -> None:
    """A line is 75 bytes at most, ends with CR LF; what has a meaning for calendars is escaped, and read back."""
    data = files(with_meeting(titre=hostile, lieu=hostile))[AGENDA]
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert lines.count(b"BEGIN:VEVENT") == 4
    (event,) = (event for event in events(data) if "2027-05-plus" in event["UID"])
    assert str(event["SUMMARY"]) == f"{hostile} (Instance d'Échanges de Petite-Île)"
    assert str(event["LOCATION"]) == hostile


def deadlines(today: str = str(AUJOURDHUI)) -> dict[str, tuple[str, str]]:
    file = echeances_file(Site(territory(), datetime.date.fromisoformat(today)))
    assert file.path == ECHEANCES
    found = [(str(one["SUMMARY"]), str(one["DTSTART"].dt), str(one["DTEND"].dt)) for one in events(file.data)]
    return {f"{name} {first}": (first, end) for name, first, end in found}


def test_the_dates_of_the_financements_are_those_to_come() -> None:
    """A year that the source gives stays; a window and a month have their next time; what is past has none."""
    assert list(deadlines()) == [
        "Premier jour pour demander : Aide aux projets de voisins 2026-09-15",
        "Dernier jour pour demander : Aide aux projets de voisins 2026-12-15",
        "Mois de dépôt ou d'examen, jour à demander : Aide des saisons 2026-11-01",
        "Mois de dépôt ou d'examen, jour à demander : Aide des saisons 2027-01-01",
        "Mois de dépôt ou d'examen, jour à demander : Aide des saisons 2027-05-01",
        "Mois de dépôt ou d'examen, jour à demander : Aide des saisons 2027-09-01",
        "Premier jour pour demander : Prime pour mûrir son projet 2027-01-10",
        "Dernier jour pour demander : Prime pour mûrir son projet 2027-02-28",
    ]
    assert deadlines()["Mois de dépôt ou d'examen, jour à demander : Aide des saisons 2026-11-01"][1] == "2026-12-01"
    assert deadlines()["Dernier jour pour demander : Prime pour mûrir son projet 2027-02-28"][1] == "2027-03-01"


def test_a_window_comes_back_and_a_single_year_does_not() -> None:
    later = deadlines("2027-03-01")
    assert not [name for name in later if "voisins" in name]
    assert "Premier jour pour demander : Prime pour mûrir son projet 2028-01-10" in later
    assert "Mois de dépôt ou d'examen, jour à demander : Aide des saisons 2027-11-01" in later


def test_each_event_has_an_id_of_its_own() -> None:
    file = echeances_file(Site(territory(), AUJOURDHUI))
    ids = [str(event["UID"]) for event in events(file.data)]
    assert len(set(ids)) == len(ids) == 8
    assert "prime-pour-murir-dernier-2027-02-28@petite-ile.test" in ids
