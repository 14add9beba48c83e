"""The official lists of France: régions, départements, EPCI, communes (codes and names)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.models.mairie import COORDONNEES, Mairie


class CommuneOfficielle(NamedTuple):
    """A commune as the official list tells it; a tuple, since there are 35,000 of them."""

    nom: str
    codes_postaux: tuple[str, ...]
    population: int
    departement: str


@dataclass(frozen=True)
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
    anciens_codes: Mapping[str, tuple[str, ...]]
    """code of a commune that is no more → codes of the communes where it is today"""

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        return {code: siren for siren, (_, members) in self.epci.items() for code in members}

    def epci_of(self, commune: str) -> str:
        """Return the SIREN of the intercommunalité of a commune, '' when it has none."""
        return self._homes.get(commune, "")

    def perimetre(self, epci: Iterable[str], avec: Iterable[str] = (), sans: Iterable[str] = ()) -> frozenset[str]:
        """Return the communes of these intercommunalités and those added, without those left out; unknown: nothing."""
        members = (code for siren in epci if siren in self.epci for code in self.epci[siren][1])
        return frozenset((*members, *avec)).difference(sans) & self.communes.keys()

    def region_of_departement(self, code: str) -> str:
        """Return the région code of a département, '' when the code is unknown."""
        return self.departements[code][1] if code in self.departements else ""

    def region_name(self, departement: str) -> str:
        """Return the name of the région of a département, '' when the code is unknown."""
        return self.regions.get(self.region_of_departement(departement), "")


@dataclass(frozen=True, slots=True)
class Annuaire:
    """The mairies of France as the list shipped with the engine tells them."""

    source: str
    date: str
    """AAAA-MM"""
    lignes: Mapping[str, tuple[str, ...]]
    """commune code → its COORDONNEES, '' for what is not known"""

    def mairies(self, codes: Iterable[str]) -> dict[str, Mairie]:
        """Return the mairies of these communes, in this order; those that the list does not have are left out."""
        return {
            code: Mairie(
                code_insee=code,
                source=self.source,
                date=self.date,
                **{name: cell for name, cell in zip(COORDONNEES, self.lignes[code], strict=True) if cell},
            )
            for code in codes
            if code in self.lignes
        }
