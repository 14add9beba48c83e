"""What is read of the event of a forge; the rest of it is not looked at, and all of it is anybody's.

GitHub and Forgejo write an `issue` or a `pull_request`; GitLab's webhooks write `object_attributes`, which its
pipelines find in the file named by TRIGGER_PAYLOAD.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

MAX_EVENEMENT = 5_000_000
"""Bytes of an event: its body is at most 65,536 signs long on GitHub and Forgejo, 1,048,576 on GitLab."""


class Evenement(NamedTuple):
    """A request as it was written."""

    numero: int
    texte: str
    adresse: str


def read_demande(text: str | bytes) -> Evenement | None:
    """Return the issue of an event, None when it holds none."""
    event = _tree(text)
    if event.get("object_kind") in ("issue", "work_item"):
        return _evenement(event.get("object_attributes"), "iid", "description", "url")
    return _evenement(event.get("issue"), "number", "body", "html_url")


def read_proposition(text: str | bytes) -> str | None:
    """Return the body of the proposition of an event, '' when it has none; None when this is no event."""
    event = _tree(text)
    merge = event.get("object_kind") == "merge_request"
    held = event.get("object_attributes" if merge else "pull_request")
    body = held.get("description" if merge else "body") if isinstance(held, dict) else None
    return (body if isinstance(body, str) else "") if event else None


def _evenement(held: Any, numero: str, texte: str, adresse: str) -> Evenement | None:
    if not isinstance(held, dict):
        return None
    number, body, address = held.get(numero), held.get(texte) or "", held.get(adresse) or ""
    if type(number) is not int or not isinstance(body, str) or not isinstance(address, str):
        return None
    return Evenement(number, body, address)


def _tree(text: str | bytes) -> dict[str, Any]:
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}
