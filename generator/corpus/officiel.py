"""The official lists of France: régions, départements, EPCI, communes (codes and names)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class CommuneOfficielle(NamedTuple):
    """A commune as the official list tells it; a tuple, since there are 35,000 of them."""

    nom: str
    codes_postaux: tuple[str, ...]
    population: int
    departement: str


@dataclass(frozen=True, slots=True)
class Officiel:
    """Codes are text, as Insee writes them; an EPCI is known by its SIREN."""

    regions: Mapping[str, str]
    departements: Mapping[str, tuple[str, str]]
    """code → (name, region code)"""
    epci: Mapping[str, tuple[str, tuple[str, ...]]]
    """SIREN → (name, commune codes)"""
    communes: Mapping[str, CommuneOfficielle]
    anciennes: Mapping[str, tuple[str, ...]]
    """commune code → names of the communes that joined it (déléguées, associées)"""

    def region_of_departement(self, code: str) -> str:
        """Return the région code of a département, '' when the code is unknown."""
        return self.departements[code][1] if code in self.departements else ""

    def region_name(self, departement: str) -> str:
        """Return the name of the région of a département, '' when the code is unknown."""
        return self.regions.get(self.region_of_departement(departement), "")
