"""Places: communes where exactly the same services and financements are open make one classe.

A person tells her commune, or « plusieurs », or « je ne sais pas »; pages are made
for each place (orientation/places.py) and for each of these two, never for each commune.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.corpus.communes import main_departement, name_communes, whole_departements
from generator.corpus.corpus import Corpus
from generator.corpus.etats import est_propose
from generator.models.arbre import NSP
from generator.models.fiche import Zone

PLUSIEURS = "plusieurs"


@dataclass(frozen=True, slots=True)
class Classe:
    """Communes that share the same offer; `plusieurs` and `nsp` stand for all of them."""

    id: str
    nom: str
    communes: tuple[str, ...]

    @property
    def est_precise(self) -> bool:
        """Whether it is a true classe, where what is closed is known."""
        return self.id not in (PLUSIEURS, NSP)


def open_zones(corpus: Corpus, today: datetime.date) -> Iterator[frozenset[str]]:
    """Yield the communes where each fiche of today is open, then those where it is to be verified."""
    for fiche in (*corpus.services.values(), *corpus.ressources.values(), *corpus.financements.values()):
        if est_propose(fiche, today):
            yield corpus.coverage_of(fiche)
            if doubtful := corpus.coverage_douteuse(fiche):
                yield doubtful


def compute_classes(corpus: Corpus, today: datetime.date) -> tuple[Classe, ...]:
    """Return the classes, in the order of their first commune's code."""
    distinct = sorted(set(open_zones(corpus, today)), key=sorted)
    groups: dict[tuple[bool, ...], list[str]] = defaultdict(list)
    for code in sorted(corpus.communes):
        groups[tuple(code in zone for zone in distinct)].append(code)
    return tuple(classe_for(corpus, codes) for codes in groups.values())


def classe_for(corpus: Corpus, codes: Iterable[str], *, ensemble: bool = False) -> Classe:
    """Return these communes as one place; `ensemble`: the offer is not the same in all of them."""
    inside = frozenset(codes)
    name = _id(corpus, inside)
    return Classe(f"ensemble-{name}" if ensemble else name, name_communes(corpus, inside), tuple(sorted(inside)))


def compute_places(corpus: Corpus, classes: tuple[Classe, ...]) -> tuple[Classe, ...]:
    """Return the classes, then « plusieurs communes » and « je ne sais pas »."""
    everywhere = tuple(sorted(corpus.communes))
    return (
        *classes,
        Classe(PLUSIEURS, "Plusieurs communes", everywhere),
        Classe(NSP, "Commune non précisée", everywhere),
    )


def classe_of(classes: Iterable[Classe], commune: str) -> Classe | None:
    """Return the classe or the place that a commune's code, `plusieurs` or `nsp` stands for."""
    for classe in classes:
        if classe.id == commune or (classe.est_precise and commune in classe.communes):
            return classe
    return None


def name_zone(corpus: Corpus, zone: Zone) -> str:
    """Return where a fiche is open, in words; '' when it is open in the whole territory."""
    covered = corpus.coverage(zone)
    return "" if len(covered) == len(corpus.communes) else name_communes(corpus, covered)


def _id(corpus: Corpus, codes: frozenset[str]) -> str:
    """Return a stable id, from official codes: names may change, addresses may not."""
    if codes == frozenset(corpus.communes):
        return "territoire"
    whole = whole_departements(corpus, codes)
    if not whole:
        # The greater part of a département keeps its address when a few communes get an offer of their own.
        most = main_departement(corpus, codes)
        return f"departement-{most.lower()}" if most else f"commune-{min(codes).lower()}"
    return f"departement{'s' if len(whole) > 1 else ''}-{'-'.join(whole).lower()}"
