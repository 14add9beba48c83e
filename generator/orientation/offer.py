"""The offer that may be proposed today, in neutral order, indexed by sets of bits.

Neutral order (written on a public page, the same for all): services before
ressources, since a person comes first, but what has not started last of all; then the more precise, that is the
number of axes (stades, profils) on which the fiche does not say `tous`; then
the name, accents apart; then the id. No score, no paid place.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from generator.corpus.corpus import Corpus
from generator.corpus.etats import est_propose
from generator.corpus.francais import alphabetical
from generator.corpus.signes import est_prevu
from generator.models.fiche import Fiche, Zone
from generator.models.financement import Financement
from generator.models.ressource import Ressource
from generator.models.service import Service
from generator.orientation.classes import Classe

F = TypeVar("F", bound=Fiche)

TOUS = "tous"
AXES = ("thematiques", "modalites", "stades", "profils", "types")
Mask = int
"""Bit i is set when the i-th item of the index is in the set."""


@dataclass(frozen=True, slots=True)
class Item:
    """One fiche that may be proposed, with its words on each axis."""

    genre: str
    id: str
    nom: str
    mots: dict[str, tuple[str, ...]]
    zone: Zone | None
    """None: a ressource, open everywhere"""
    douteux: frozenset[str] = frozenset()
    """Communes where it is to be verified (`a_verifier`)"""
    prevu: bool = False
    """It has not started (corpus/signes.py)"""

    @property
    def rank(self) -> tuple[int, int, int, str, str]:
        """Neutral order."""
        precise = sum(TOUS not in self.mots[axe] for axe in ("stades", "profils"))
        return (self.prevu, self.genre == "ressource", -precise, alphabetical(self.nom), self.id)


@dataclass(slots=True)
class Index:
    """Items in neutral order; for each axis and word, the items that meet it."""

    items: tuple[Item, ...]
    everything: Mask
    by_word: dict[str, dict[str, Mask]]
    by_place: dict[str, Mask]
    by_doubt: dict[str, Mask]
    """classe → the items that are to be verified there: neither open nor shown to be closed"""
    number: dict[tuple[str, str], int]
    _unions: dict[tuple[str, Iterable[str]], Mask] = field(default_factory=dict)
    _lists: dict[Mask, tuple[int, ...]] = field(default_factory=dict)

    def meeting(self, axe: str, mots: tuple[str, ...] | frozenset[str]) -> Mask:
        """Return the items that meet one of these words on this axis (or say `tous`)."""
        known = self._unions.get((axe, mots))
        if known is None:
            words = self.by_word[axe]
            known = words.get(TOUS, 0)
            for mot in mots:
                known |= words.get(mot, 0)
            self._unions[(axe, mots)] = known
        return known

    def listed(self, mask: Mask) -> tuple[int, ...]:
        """Return the numbers of the items of a set, in neutral order."""
        known = self._lists.get(mask)
        if known is None:
            found = []
            left = mask
            while left:
                low = left & -left
                found.append(low.bit_length() - 1)
                left ^= low
            known = self._lists[mask] = tuple(found)
        return known


def index_services(corpus: Corpus, today: datetime.date, classes: tuple[Classe, ...]) -> Index:
    """Index the services and the ressources that may be proposed today."""
    items = [
        Item(
            "service",
            key,
            service.nom,
            _words(service, service.modalites, service.profils),
            service.zone,
            corpus.coverage_douteuse(service),
            est_prevu(corpus, service, today),
        )
        for key, service in _open(corpus.services, today)
    ]
    items += [
        Item(
            "ressource", key, ressource.nom, _words(ressource, (Ressource.MODALITE,), ressource.profils), ressource.zone
        )
        for key, ressource in _open(corpus.ressources, today)
    ]
    return _index(corpus, items, classes)


def index_financements(corpus: Corpus, today: datetime.date, classes: tuple[Classe, ...]) -> Index:
    """Index the financements that may be proposed today; their public is `beneficiaires`, no thématique means all."""
    items = [
        Item(
            "financement",
            key,
            financement.nom,
            {
                **_words(financement, (), financement.beneficiaires),
                "thematiques": financement.thematiques or (TOUS,),
                "types": financement.types,
            },
            financement.zone,
            corpus.coverage_douteuse(financement),
            est_prevu(corpus, financement, today),
        )
        for key, financement in _open(corpus.financements, today)
    ]
    return _index(corpus, items, classes)


def _open(fiches: Mapping[str, F], today: datetime.date) -> Iterator[tuple[str, F]]:
    for identifiant, fiche in fiches.items():
        if est_propose(fiche, today):
            yield identifiant, fiche


def _words(
    fiche: Service | Ressource | Financement, modalites: tuple[str, ...], profils: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    return {
        "thematiques": fiche.thematiques,
        "modalites": modalites,
        "stades": fiche.stades,
        "profils": profils,
        "types": (),
    }


def _index(corpus: Corpus, items: list[Item], classes: tuple[Classe, ...]) -> Index:
    ordered = tuple(sorted(items, key=lambda item: item.rank))
    by_word: dict[str, dict[str, Mask]] = {axe: defaultdict(int) for axe in AXES}
    by_place: dict[str, Mask] = {classe.id: 0 for classe in classes}
    by_doubt = dict(by_place)
    everything = 0
    for number, item in enumerate(ordered):
        bit = 1 << number
        for axe, mots in item.mots.items():
            for mot in mots:
                by_word[axe][mot] |= bit
        covered = frozenset(corpus.communes) if item.zone is None else corpus.coverage(item.zone)
        for classe in classes:
            if covered.issuperset(classe.communes):
                by_place[classe.id] |= bit
                everything |= bit
            elif item.douteux.issuperset(classe.communes):
                by_doubt[classe.id] |= bit
                everything |= bit
    number_of = {(item.genre, item.id): number for number, item in enumerate(ordered)}
    return Index(ordered, everything, by_word, by_place, by_doubt, number_of)
