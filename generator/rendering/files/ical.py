"""Calendars as bytes (RFC 5545), each property written by icalendar: one that comes back, most of them, only once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from icalendar import Calendar
from icalendar.cal import Component
from icalendar.parser import Contentline, Parameters
from icalendar.prop import vText

from generator.models.site import NomDuSite

_SHORT = 75
"""A line of fewer bytes is written as it is (RFC 5545, 3.1): to fold one is to count its signs one at a time."""


def calendar(site: NomDuSite, subject: str, name: str, components: Iterable[bytes]) -> bytes:
    """Return a calendar and its components, already written: the bytes that icalendar gives for the whole."""
    named = {"VERSION": "2.0", "PRODID": f"-//{site.nom}//{subject}//FR", "X-WR-CALNAME": name}
    return component(Calendar, named, components)


def component(kind: type[Component], properties: dict[str, Any], inside: Iterable[bytes] = ()) -> bytes:
    """Return one component, as `to_ical` does; the names of its properties are in capitals."""
    names = _in_order(kind, tuple(properties))
    lines = [_line(kind, name, properties[name]) for name in names]
    return b"".join([f"BEGIN:{kind.name}\r\n".encode(), *lines, *inside, f"END:{kind.name}\r\n".encode()])


@lru_cache(maxsize=100)
def _in_order(kind: type[Component], names: tuple[str, ...]) -> list[str]:
    return kind(dict.fromkeys(names, "")).sorted_keys()


@lru_cache(maxsize=1_000)
def _line(kind: type[Component], name: str, value: Any) -> bytes:
    if kind.types_factory.for_property(name) is vText:  # without a component around it
        line = Contentline.from_parts(name, Parameters(), value)
    else:
        held = kind()
        held.add(name, value)
        line = held.content_line(name, held[name])
    whole = line.encode()
    return (whole if len(whole) < _SHORT else bytes(line.to_ical())) + b"\r\n"
