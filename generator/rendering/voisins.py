"""What other sites say that is of use here, beside our fiches and never among them (docs/decisions/0033)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from generator.corpus.francais import alphabetical, fold
from generator.corpus.genres import GENRES, OFFRE
from generator.models.voisin import FicheVoisine, Voisin
from generator.rendering.site import Site

DOSSIER = "voisins/"


@dataclass(frozen=True, slots=True)
class Voisine:
    """One fiche of another site, as the pages of here show it."""

    cle: str
    """Name of the file of its site"""
    voisin: Voisin
    fiche: FicheVoisine
    couverture: frozenset[str]
    """Codes of the territory's communes where it is open"""

    @property
    def phrase(self) -> str:
        return self.fiche.promesse or self.fiche.nom

    @property
    def genre(self) -> str:
        return GENRES[self.fiche.genre].titre


@lru_cache(maxsize=1)
def voisines(site: Site) -> tuple[Voisine, ...]:
    """Return what other sites say today of a commune of here, by kind, then by name; each fiche once.

    Left out: what is over, what we say ourselves, and what another of them says too. The same fiche has the same kind,
    the same id and the same name (a fiche of the common shelf); between two copies, the zone too. Ours comes first,
    then the copy whose data are the latest.
    """
    told = {
        (kind, key, fold(fiche.nom))
        for shelves in (site.corpus.ecrits, site.corpus.commun)
        for kind in OFFRE
        for key, fiche in shelves.get(kind, {}).items()
    }
    seen = set()
    found = []
    for cle, voisin in sorted(site.corpus.voisins.items(), key=lambda pair: (-pair[1].jour.toordinal(), pair[0])):
        for fiche in voisin.fiches:
            same = (fiche.genre, fiche.id, fold(fiche.nom))
            place = (*same, fiche.zone.type, fiche.zone.codes)
            covered = site.corpus.coverage(fiche.zone)
            if covered and same not in told and place not in seen and not (fiche.fin and fiche.fin < site.today):
                seen.add(place)
                found.append(Voisine(cle, voisin, fiche, covered))
    ranks = {kind: rank for rank, kind in enumerate(OFFRE)}
    found.sort(key=lambda one: (ranks[one.fiche.genre], alphabetical(one.fiche.nom), one.cle, one.fiche.id))
    return tuple(found)


def voisines_at(site: Site, communes: frozenset[str]) -> tuple[Voisine, ...]:
    """Return those that are open in one of these communes."""
    return tuple(one for one in voisines(site) if one.couverture & communes)
