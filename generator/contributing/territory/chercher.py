"""The intercommunalité that somebody named by words instead of its SIREN."""

from __future__ import annotations

import re
import unicodedata

from generator.corpus.officiel import Officiel

MAX_PROPOSES = 10


def proposed(officiel: Officiel, said: str) -> tuple[str, ...]:
    """Return « SIREN  name (communes) » of each EPCI whose name has these words, or that has the commune so named."""
    words = _folded(said)
    if not words:
        return ()
    found = []
    for siren, (name, members) in officiel.epci.items():
        communes = {_folded(officiel.communes[code].nom) for code in members if code in officiel.communes}
        if f" {words} " in f" {_folded(name)} " or words in communes:
            found.append((name, f"{siren}  {name} ({len(members)} commune{'s' if len(members) > 1 else ''})"))
    return tuple(line for _, line in sorted(found))


def _folded(text: str) -> str:
    """Return the words of a text, in small letters, without accents or hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall("[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))
