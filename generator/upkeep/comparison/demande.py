"""Whether a pull request says, in so many words, that it knows what it takes away.

The body of a pull request is anybody's text: it is read here, compared with
one sentence, and goes nowhere else.
"""

from __future__ import annotations

import json
import re

PHRASE = "Je sais que des adresses, des fiches ou des réponses disparaissent, et c'est voulu."
"""The sentence of the box in .github/PULL_REQUEST_TEMPLATE.md; it has to be whole, and ticked."""

MAX_DEMANDE = 5_000_000
"""Bytes of the file: an event of a forge, whose body is at most 65,536 signs long."""


def accepte(text: str) -> bool:
    """Tell whether the box is ticked, in a body, or in the JSON of an event that holds one."""
    body = _body(text)
    box = re.compile(rf"^\s*[-*] \[[xX]\] {re.escape(PHRASE)}\s*$", re.MULTILINE)
    return box.search(body.replace("’", "'").replace("\u00a0", " ")) is not None


def _body(text: str) -> str:
    """Return the body of the pull request; the text itself when it is no event."""
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        return text
    request = event.get("pull_request") if isinstance(event, dict) else None
    body = request.get("body") if isinstance(request, dict) else None
    return body if isinstance(body, str) else ""
