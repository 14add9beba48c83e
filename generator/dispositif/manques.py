"""The holes of the offer, the most pressing first, each with what was decided about it.

One manque is a thématique and a modalité, in the départements where the cell
is a `trou` (couverture.py). Order, the same for all and without any score:

1. the situations that find nothing there: a path of the arbres and a classe of
   communes for which an étape that asks for this thématique and this modalité
   shows its `si_rien`;
2. the besoins that wait: known since the dispositif (`anterieur` is not), not
   answered nor set aside, on this thématique, in a commune where the cell is a hole;
3. the order of the référentiels.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.corpus.corpus import Corpus
from generator.dispositif.couverture import Couverture
from generator.models.besoin import Besoin
from generator.models.diagnostic import Trou
from generator.models.parcours import Demande
from generator.orientation.paths import Chemin
from generator.orientation.study import Study

PREMIERS = 5
"""The most pressing holes: those that the check asks to decide about (rules/diagnostic.py)."""
REPONDUS = ("repondu", "ecarte")
"""Statuses of a besoin that waits for nothing more."""


class Attente(NamedTuple):
    """Who misses it."""

    situations: int
    """(path, classe of communes) pairs that find nothing there"""
    besoins: tuple[str, ...]
    """Ids of the besoins that wait"""


@dataclass(frozen=True, slots=True)
class Manque:
    """A hole: nothing open, tried or to confirm on a thématique, in a modalité, in some départements."""

    thematique: str
    modalite: str
    attente: Attente
    par_departement: Mapping[str, Attente]
    """The départements where it is a hole, each with what waits there; a classe may lie in several"""
    decisions: tuple[Trou, ...]
    """What was decided about it, in the order of the file"""

    @property
    def departements(self) -> tuple[str, ...]:
        """Codes of the départements where it is a hole."""
        return tuple(self.par_departement)

    @property
    def presse(self) -> bool:
        """Whether somebody misses it: a path that falls back there, or a besoin that waits."""
        return bool(self.attente.situations or self.attente.besoins)

    @property
    def a_decider(self) -> tuple[str, ...]:
        """Départements about which nothing was decided."""
        if any(trou.departement is None for trou in self.decisions):
            return ()
        decided = {trou.departement for trou in self.decisions}
        return tuple(code for code in self.departements if code not in decided)


def find_manques(couverture: Couverture, study: Study) -> tuple[Manque, ...]:
    """Return every hole of the matrix, the most pressing first."""
    holes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (thematique, modalite, departement), case in couverture.cases.items():
        if case.etat == "trou":
            holes[(thematique, modalite)].append(departement)
    waiting = _Waiting(couverture, study)
    found = [
        Manque(
            thematique,
            modalite,
            waiting.for_cell(thematique, modalite, codes),
            {code: waiting.for_cell(thematique, modalite, (code,)) for code in codes},
            tuple(_decisions(couverture.corpus.trous, thematique, modalite, codes)),
        )
        for (thematique, modalite), codes in holes.items()
    ]
    # The order of the référentiels is that of the cells: the sort is stable.
    return tuple(sorted(found, key=lambda manque: (-manque.attente.situations, -len(manque.attente.besoins))))


class _Waiting:
    """What waits, counted once for all the cells."""

    def __init__(self, couverture: Couverture, study: Study) -> None:
        self.corpus = couverture.corpus
        self.falls = count_falls(study)
        self.classes = [
            (classe.id, {self.corpus.communes[code].departement for code in classe.communes})
            for classe in study.matching.classes
        ]
        self.besoins = [
            (identifiant, besoin.thematiques, self._departements_of(besoin))
            for identifiant, besoin in waiting_besoins(self.corpus)
        ]

    def _departements_of(self, besoin: Besoin) -> set[str]:
        aimed = self.corpus.communes_visees(besoin.communes) & self.corpus.communes.keys()
        return {self.corpus.communes[code].departement for code in aimed}

    def for_cell(self, thematique: str, modalite: str, departements: Sequence[str]) -> Attente:
        """Return what waits on a thématique and a modalité in some départements."""
        return Attente(
            sum(
                self.falls.get((thematique, modalite, classe), 0)
                for classe, reached in self.classes
                if not reached.isdisjoint(departements)
            ),
            tuple(
                identifiant
                for identifiant, thematiques, reached in self.besoins
                if thematique in thematiques and not reached.isdisjoint(departements)
            ),
        )


def _decisions(trous: Iterable[Trou], thematique: str, modalite: str, departements: Iterable[str]) -> Iterator[Trou]:
    for trou in trous:
        if (trou.thematique, trou.modalite) == (thematique, modalite) and trou.departement in (None, *departements):
            yield trou


def waiting_besoins(corpus: Corpus) -> Iterator[tuple[str, Besoin]]:
    """Yield the besoins that the dispositif heard and that still wait for an answer."""
    for identifiant, besoin in corpus.besoins.items():
        if not besoin.anterieur and besoin.statut not in REPONDUS:
            yield identifiant, besoin


def count_falls(study: Study) -> Mapping[tuple[str, str, str], int]:
    """Return (thematique, modalite, classe) → number of paths that find nothing there, each path once."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for chemin in study.chemins:
        if chemin.parcours is None:
            continue
        etapes = study.corpus.parcours[chemin.parcours].etapes
        for classe in study.matching.classes:
            found = study.evaluate(chemin, classe.id)
            counts.update(
                {
                    (*asked, classe.id)
                    for etape, selection in zip(etapes, found.etapes, strict=True)
                    if etape.demander is not None and selection is not None and selection.repli_dans
                    for asked in _asked(etape.demander, chemin)
                }
            )
    return counts


def _asked(demande: Demande, chemin: Chemin) -> Iterator[tuple[str, str]]:
    """Yield the cells that an étape asks for; without a thématique of its own, those that the answers retained.

    An étape that leaves an axis open asks for no cell in particular: it counts nowhere.
    """
    retained = {mot for axe, mots in chemin.faits if axe == "thematiques" for mot in mots}
    for thematique in demande.thematiques or sorted(retained):
        yield from ((thematique, modalite) for modalite in demande.modalites)
