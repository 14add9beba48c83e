"""A list of communes too long for one page: by département, then by intercommunalité, then by letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.corpus.corpus import Corpus
from generator.corpus.francais import alphabetical
from generator.models.commune import Commune
from generator.rendering.pagination import cut

MAX_ENSEMBLE = 150
"""Communes named together on one page, which stays under 500 elements."""
SANS_EPCI = "Sans intercommunalité"


@dataclass(frozen=True, slots=True)
class Rayon:
    """The communes of one intercommunalité in one département, by name: what one page of the list shows."""

    id: str
    nom: str
    communes: tuple[Commune, ...]


def shelves(corpus: Corpus) -> Mapping[str, tuple[Rayon, ...]]:
    """Return département → its parts, by name; {} when all the communes stand on one page."""
    if len(corpus.communes) <= MAX_ENSEMBLE:
        return {}
    places: dict[str, set[str]] = defaultdict(set)
    for commune in corpus.communes.values():
        places[corpus.officiel.epci_of(commune.code_insee)].add(commune.departement)
    groups: dict[str, dict[tuple[str, str], list[Commune]]] = defaultdict(lambda: defaultdict(list))
    for commune in corpus.communes.values():
        siren = corpus.officiel.epci_of(commune.code_insee)
        name = corpus.officiel.epci[siren][0] if siren else SANS_EPCI
        groups[commune.departement][name, siren].append(commune)
    return {
        departement: tuple(
            rayon
            for (name, siren), communes in sorted(groups[departement].items())
            for rayon in _parts(
                f"{departement.lower()}-{siren or 'sans'}",
                f"{name} ({corpus.officiel.departements[departement][0]})" if len(places[siren]) > 1 else name,
                communes,
            )
        )
        for departement in sorted(groups)
    }


def _parts(identifiant: str, nom: str, communes: list[Commune]) -> Iterator[Rayon]:
    ordered = sorted(communes, key=lambda commune: alphabetical(commune.nom))
    if len(ordered) <= MAX_ENSEMBLE:
        yield Rayon(identifiant, nom, tuple(ordered))
        return
    for part in cut(ordered, -(-len(ordered) // -(-len(ordered) // MAX_ENSEMBLE))):
        first, last = part.items[0].nom, part.items[-1].nom
        yield Rayon(f"{identifiant}-{part.page}", f"{nom}, de {first} à {last}", tuple(part.items))
