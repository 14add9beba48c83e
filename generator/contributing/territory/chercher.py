"""The intercommunalité that somebody named by words instead of its SIREN."""

from __future__ import annotations

from generator.corpus.francais import pluriel, slug
from generator.corpus.officiel import Officiel

MAX_PROPOSES = 10


def proposed(officiel: Officiel, said: str) -> tuple[str, ...]:
    """Return « SIREN  name (communes) » of each EPCI whose name has these words, or that has the commune so named."""
    words = slug(said)
    if not words:
        return ()
    found = []
    for siren, (name, members) in officiel.epci.items():
        communes = {slug(officiel.communes[code].nom) for code in members if code in officiel.communes}
        if f"-{words}-" in f"-{slug(name)}-" or words in communes:
            found.append((name, f"{siren}  {name} ({pluriel(len(members), 'commune')})"))
    return tuple(line for _, line in sorted(found))
