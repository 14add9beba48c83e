"""The chapters as the lists show them, in the order of the guide."""

from __future__ import annotations

from dataclasses import dataclass

from generator.corpus.francais import pluriel
from generator.models.guide import NUMEROTEES, Chapitre, numero
from generator.rendering.site import Site


@dataclass(frozen=True, slots=True)
class EntreeDuGuide:
    """A chapter as the lists show it."""

    id: str
    nom: str
    """Its number and its title."""
    resume: str
    minutes: int
    partie: str


def lecture(minutes: int) -> str:
    """Return « 6 minutes », « 2 h 05 »."""
    if minutes < 60:
        return pluriel(minutes, "minute")
    return f"{minutes // 60} h {minutes % 60:02}"


def entries(site: Site) -> tuple[EntreeDuGuide, ...]:
    """Return the chapters in the order of the guide."""
    return tuple(
        EntreeDuGuide(
            key,
            named(key, chapitre),
            chapitre.resume,
            site.corpus.corps[("chapitre", key)].minutes,
            chapitre.partie,
        )
        for key, chapitre in site.corpus.chapitres.items()
    )


def named(identifiant: str, chapitre: Chapitre) -> str:
    """Return « A1. Préparer une intervention », or the title alone where chapters have no number."""
    number = numero(identifiant)
    if number is None or chapitre.partie not in NUMEROTEES:
        return chapitre.titre
    return f"{number[0].upper()}{number[1]}. {chapitre.titre}"
