"""A fiche as the lists show it: its state, its sign, where it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.corpus.etats import ARRETES
from generator.corpus.genres import GENRES
from generator.corpus.signes import Signe
from generator.models.statut import STATUTS


@dataclass(frozen=True, slots=True)
class Entree:
    """A fiche as the lists show it."""

    genre: str
    id: str
    fiche: Any
    statut: str
    propose: bool
    couverture: frozenset[str]
    """Codes of the territory's communes where it is open."""
    signe: Signe | None = None
    """What may be said of it in the whole territory."""
    silence: str = ""
    """Since when nothing is known of what is not there for good; '' when it does not matter."""

    @property
    def url(self) -> str:
        return f"{GENRES[self.genre].adresse}{self.id}/"

    @property
    def ferme(self) -> str:
        """What to write where there is no sign: the end of it, or that it is not open here; '' when there is one."""
        if self.statut in ARRETES:
            return STATUTS[self.statut]
        return "" if self.signe or self.genre == "acteur" else "Pas ouvert ici"

    @property
    def reserve(self) -> str:
        """What to know before relying on it, in plain text; '' when it has the tick."""
        return self.ferme or (self.signe.mots if self.signe and self.signe.code != "oui" else "")
