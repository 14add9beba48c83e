"""How long fiches are, the real ones and the invented ones: `python -m benchmarks.longueurs [dossier…]`.

The invented fiches must cost what real ones cost: LONGUEURS was set from this
table, and the report of the benchmark prints it again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generator.corpus.genres import FICHES
from generator.reading.yaml_source import read_yaml

RACINE = Path(__file__).resolve().parent.parent


class Longueur(NamedTuple):
    """How long the real fiches of a kind are."""

    descriptions: float
    """Share that has a description."""
    phrases: tuple[int, int]
    """Least and most sentences of a description."""
    sources: tuple[int, int]
    alias: float


LONGUEURS = {
    "acteur": Longueur(1.0, (4, 8), (2, 5), 0.6),
    "service": Longueur(1.0, (3, 6), (1, 3), 0.15),
    "ressource": Longueur(0.35, (2, 4), (1, 2), 0.0),
    "financement": Longueur(1.0, (3, 6), (2, 3), 0.5),
}


class Taille(NamedTuple):
    """The mean fiche of a kind."""

    fiches: int
    octets: float
    lignes: float
    champs: float
    """Fields at the top of the file."""
    valeurs: float
    """Texts in all."""


def tailles(racine: Path) -> dict[str, Taille]:
    """Return kind → its mean fiche, for the kinds that a territory has."""
    found = {}
    for kind, genre in FICHES.items():
        files = sorted((racine / genre.chemin).glob("*.yml"))
        if not files:
            continue
        data = [file.read_bytes() for file in files]
        documents = [read_yaml(file, file.name)[0] for file in files]
        trees: list[Any] = [document.tree for document in documents if document is not None]
        sums = (
            sum(map(len, data)),
            sum(text.count(b"\n") for text in data),
            sum(map(len, trees)),
            sum(map(_values, trees)),
        )
        found[kind] = Taille(len(files), *(total / len(files) for total in sums))
    return found


def _values(tree: Any) -> int:
    if isinstance(tree, Mapping):
        return sum(map(_values, tree.values()))
    return sum(map(_values, tree)) if isinstance(tree, list) else 1


def tableau(territoires: Iterable[tuple[str, Mapping[str, Taille]]]) -> Iterator[str]:
    """Yield a Markdown table, each kind of each named territory."""
    yield "| fiches | nombre | octets | lignes | champs | valeurs |"
    yield "|---|---|---|---|---|---|"
    for name, sizes in territoires:
        for kind, size in sizes.items():
            yield (
                f"| {name}, {kind} | {size.fiches} | {size.octets:.0f} | {size.lignes:.0f} "
                f"| {size.champs:.0f} | {size.valeurs:.0f} |"
            )


if __name__ == "__main__":
    folders = [Path(name) for name in sys.argv[1:]] or [RACINE]
    print("\n".join(tableau((folder.resolve().name, tailles(folder)) for folder in folders)))
