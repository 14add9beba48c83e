"""Whether a pull request says, in so many words, that it knows what it takes away.

The body of a pull request is anybody's text: it is read here, compared with
one sentence, and goes nowhere else.
"""

from __future__ import annotations

import re

from generator.forges.evenements import read_proposition

PHRASE = "Je sais que des adresses, des fiches ou des réponses disparaissent, et c'est voulu."
"""The sentence of the box that every forge shows to who proposes; it has to be whole, and ticked."""


def accepte(text: str) -> bool:
    """Tell whether the box is ticked, in a body, or in the JSON of an event that holds one."""
    event = read_proposition(text)
    body = text if event is None else event
    box = re.compile(rf"^\s*[-*] \[[xX]\] {re.escape(PHRASE)}\s*$", re.MULTILINE)
    return box.search(body.replace("’", "'").replace("\u00a0", " ")) is not None
