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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.dispositif.couverture import Couverture
from generator.models.besoin import Besoin
from generator.models.corpus import Corpus
from generator.models.diagnostic import Trou
from generator.models.parcours import Demande
from generator.orientation.paths import Chemin
from generator.orientation.study import Study

REPONDUS = ("repondu", "ecarte")
"""Statuses of a besoin that waits for nothing more."""


@dataclass(frozen=True, slots=True)
class Manque:
    """A hole: nothing open, tried or to confirm on a thématique, in a modalité, in some départements."""

    thematique: str
    modalite: str
    departements: tuple[str, ...]
    situations: int
    """(path, classe of communes) pairs that find nothing there"""
    besoins: tuple[str, ...]
    """Ids of the besoins that wait"""
    decisions: tuple[Trou, ...]
    """What was decided about it, in the order of the file"""

    @property
    def presse(self) -> bool:
        """Whether somebody misses it: a path that falls back there, or a besoin that waits."""
        return bool(self.situations or self.besoins)

    @property
    def a_decider(self) -> tuple[str, ...]:
        """Départements about which nothing was decided."""
        if any(trou.departement is None for trou in self.decisions):
            return ()
        decided = {trou.departement for trou in self.decisions}
        return tuple(code for code in self.departements if code not in decided)


def find_manques(couverture: Couverture, study: Study) -> tuple[Manque, ...]:
    """Return every hole of the matrix, the most pressing first."""
    corpus = couverture.corpus
    holes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (thematique, modalite, departement), case in couverture.cases.items():
        if case.etat == "trou":
            holes[(thematique, modalite)].append(departement)
    falls = count_falls(study)
    waiting = list(waiting_besoins(corpus))
    reach = {
        classe.id: {corpus.communes[code].departement for code in classe.communes} for classe in study.matching.classes
    }
    found = []
    for (thematique, modalite), departements in holes.items():
        communes = frozenset[str]().union(*(couverture.departements[code] for code in departements))
        found.append(
            Manque(
                thematique,
                modalite,
                tuple(departements),
                sum(
                    falls[(thematique, modalite, classe)]
                    for classe, reached in reach.items()
                    if reached.intersection(departements)
                ),
                tuple(
                    identifiant
                    for identifiant, besoin in waiting
                    if thematique in besoin.thematiques and communes & corpus.communes_visees(besoin.communes)
                ),
                tuple(_decisions(corpus.trous, thematique, modalite, departements)),
            )
        )
    # The order of the référentiels is that of the cells: the sort is stable.
    return tuple(sorted(found, key=lambda manque: (-manque.situations, -len(manque.besoins))))


def _decisions(
    trous: Iterable[Trou], thematique: str, modalite: str, departements: Iterable[str]
) -> Iterator[Trou]:
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
