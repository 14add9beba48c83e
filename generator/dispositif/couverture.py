"""The coverage matrix: which subject is treated, in which way, in which département, at which moment.

A cell looks at the fiches of one thématique and one modalité, and at some
communes. It is in exactly one state, the first that holds:

- `couvert`: in each commune, at least one fiche is open: begun, and somebody answers (✓ of corpus/signes.py);
- `en-partie`: the same, in some communes only;
- `experimentation`: nothing is open, something is being tried somewhere here;
- `a-confirmer`: nothing of that, but something is to be verified: if it exists, who answers, if it is for here;
- `prevu`: nothing of that, but something that has not begun;
- `trou`: nothing. What is only to be created (`a-creer`), suspended or closed helps nobody today.

Services count under each of their modalités. A ressource counts as used alone
and a financement as money, as in the lists of the site (MODALITE of their
models); a fiche without a zone is open everywhere.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple, get_args

from generator.corpus.corpus import Corpus
from generator.corpus.etats import statut_affiche
from generator.corpus.genres import OFFRE
from generator.corpus.signes import signe_of

Etat = Literal["couvert", "en-partie", "experimentation", "a-confirmer", "prevu", "trou"]
ETATS: tuple[Etat, ...] = get_args(Etat)
_STATUTS = ("actif", "experimentation", "a-confirmer")
"""Statuses that a cell looks at."""
_COMPTES = ("ouvert", "essai", "verif", "prevu")
"""What a fiche may be, for a cell: its sign, what is being tried apart."""


class Case(NamedTuple):
    """One cell: how many of its communes are reached, by what."""

    communes: int
    ouvertes: int
    """Communes where something is open"""
    essai: int
    """Communes where something is being tried"""
    a_confirmer: int
    """Communes where something is to be verified"""
    fiches: int
    """Fiches of these sorts that reach at least one commune"""
    prevu: int = 0
    """Communes where something has not begun"""

    @property
    def etat(self) -> Etat:
        """The one state of the cell: the first that holds, in the order of ETATS."""
        if self.ouvertes:
            return "couvert" if self.ouvertes == self.communes else "en-partie"
        if self.essai:
            return "experimentation"
        if self.a_confirmer:
            return "a-confirmer"
        return "prevu" if self.prevu else "trou"


class _Lot(NamedTuple):
    """What makes fiches alike for a cell."""

    sorte: str
    stades: tuple[str, ...]
    communes: frozenset[str]


@dataclass(frozen=True)
class Couverture:
    """The offer of one day, counted by thématique and modalité."""

    corpus: Corpus
    departements: Mapping[str, frozenset[str]]
    """Code → its communes of the territory, in the order of the codes"""
    lots: Mapping[tuple[str, str], Mapping[_Lot, int]]

    @cached_property
    def cases(self) -> Mapping[tuple[str, str, str], Case]:
        """(thematique, modalite, departement) → cell, in the order of the référentiels."""
        return {
            (thematique, modalite, departement): self.case(communes, thematique, modalite)
            for thematique in self.corpus.referentiels["thematiques"].termes
            for modalite in self.corpus.referentiels["modalites"].termes
            for departement, communes in self.departements.items()
        }

    def case(
        self, communes: frozenset[str], thematique: str, modalite: str | None = None, stade: str | None = None
    ) -> Case:
        """Return one cell; without a modalité or a stade, all of them are looked at together."""
        reached: dict[str, frozenset[str]] = {sorte: frozenset() for sorte in _COMPTES}
        count = 0
        for lot, fiches in self._lots_of(thematique, modalite):
            here = lot.communes & communes
            if here and (stade is None or stade in lot.stades):
                reached[lot.sorte] |= here
                count += fiches
        opened, tried, doubtful, planned = (len(reached[sorte]) for sorte in _COMPTES)
        return Case(len(communes), opened, tried, doubtful, count, planned)

    def _lots_of(self, thematique: str, modalite: str | None) -> Iterator[tuple[_Lot, int]]:
        if modalite is not None:
            yield from self.lots.get((thematique, modalite), {}).items()
            return
        for term in self.corpus.referentiels["modalites"].termes:
            yield from self.lots.get((thematique, term), {}).items()


@lru_cache(maxsize=1)
def compute_couverture(corpus: Corpus, today: datetime.date) -> Couverture:
    """Count the offer of `today`."""
    lots: dict[tuple[str, str], Counter[_Lot]] = defaultdict(Counter)
    for genre, _, fiche in corpus.fiches():
        if genre not in OFFRE:
            continue
        for sorte, communes in _sorts(corpus, genre, fiche, today):
            lot = _Lot(sorte, corpus.terms_of(fiche, "stades"), communes)
            for modalite in corpus.terms_of(fiche, "modalites"):
                for thematique in corpus.terms_of(fiche, "thematiques"):
                    lots[thematique, modalite][lot] += 1
    return Couverture(corpus, communes_by_departement(corpus), lots)


def _sorts(corpus: Corpus, genre: str, fiche: Any, today: datetime.date) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield (what it is, where): its own zone, then where it is only to be verified."""
    statut = statut_affiche(fiche, today)
    for communes in (corpus.coverage_of(fiche), corpus.coverage_douteuse(fiche)):
        signe = signe_of(corpus, genre, fiche, today, communes) if statut in _STATUTS and communes else None
        if signe is not None:
            opened = "essai" if statut == "experimentation" else "ouvert"
            yield opened if signe.code == "oui" else signe.code, communes


def communes_by_departement(corpus: Corpus) -> Mapping[str, frozenset[str]]:
    """Return département code → its communes of the territory."""
    groups: dict[str, set[str]] = defaultdict(set)
    for commune in corpus.communes.values():
        groups[commune.departement].add(commune.code_insee)
    return {code: frozenset(groups[code]) for code in sorted(groups)}
