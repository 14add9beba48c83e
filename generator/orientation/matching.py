"""Fill a parcours for some facts and a place: which fiches, in which order, or what stands in.

Semantics. On an axis, a fiche fits when it says `tous` or shares one word
(« ou »); it must fit on every axis (« et »). What nobody answered filters
nothing. A fiche is proposed in a classe when it is open in each of its
communes. `maximum` cuts what is shown first, the rest follows. When nothing
fits, `si_rien` shows its named fiches open here, then what fits once the
axes of `elargir_sans` are dropped. What fits and is to be verified here
(`a_verifier`) comes last of all, in both cases. « Plusieurs communes » and « je ne sais
pas » show what each classe shows, all together.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from generator.corpus.corpus import Corpus
from generator.corpus.signes import Signe
from generator.models.parcours import DemandeFinancements, Etape, Parcours, SiRien
from generator.orientation.classes import Classe, compute_classes, compute_places
from generator.orientation.offer import Index, Mask, index_financements, index_services
from generator.orientation.paths import Faits

FINANCEMENTS = -1
"""Rank that stands for the financements among the étapes of a parcours."""


class Selection(NamedTuple):
    """Numbers of items of an index, in the order to show."""

    montres: tuple[int, ...] = ()
    aussi: tuple[int, ...] = ()
    """They fit too, beyond `maximum`."""
    remplacants: tuple[int, ...] = ()
    """Shown instead where nothing fits."""
    repli_dans: tuple[str, ...] = ()
    """Ids of the classes where nothing fits."""
    douteux: tuple[int, ...] = ()
    """They fit, and are to be verified here: neither open nor shown to be closed; the last resort."""

    @property
    def directs(self) -> frozenset[int]:
        """All that fits."""
        return frozenset(self.montres + self.aussi)

    @property
    def tous(self) -> frozenset[int]:
        """All that the page names."""
        return frozenset(self.montres + self.aussi + self.remplacants + self.douteux)


class Evaluation(NamedTuple):
    """One parcours, filled: a selection for each étape (None for an action), then the money."""

    etapes: tuple[Selection | None, ...]
    financements: Selection | None


@dataclass
class Matching:
    """The engine of one build: built once, asked for every path and place."""

    corpus: Corpus
    today: datetime.date
    classes: tuple[Classe, ...]
    places: tuple[Classe, ...]
    offre: Index
    argent: Index
    groups: dict[str, tuple[Classe, ...]] = field(default_factory=dict)
    """id of a place that has pages → its classes (orientation/places.py)"""
    signs: dict[tuple[str, str, tuple[str, ...]], tuple[str, Signe | None]] = field(default_factory=dict)
    """(kind, id, communes) → where the fiche is open, in words; its sign there (orientation/results.py)"""
    _done: dict[tuple[str, Faits, str], Evaluation] = field(default_factory=dict)
    _requests: dict[tuple[str, int, tuple[str, ...]], tuple[Mask, frozenset[str]]] = field(default_factory=dict)
    _facts: dict[tuple[bool, Faits, frozenset[str]], Mask] = field(default_factory=dict)

    @cached_property
    def ranks(self) -> dict[tuple[str, str], tuple[int, int, int, str, str]]:
        """(kind, id) → the neutral order of the fiches."""
        return {(item.genre, item.id): item.rank for index in (self.offre, self.argent) for item in index.items}

    def evaluate(self, parcours: str, faits: Faits, place: str) -> Evaluation:
        """Fill a parcours; `place` is the id of a classe, of a place that has pages, `plusieurs` or `nsp`."""
        key = (parcours, faits, place)
        known = self._done.get(key)
        if known is None:
            if place in self.offre.by_place:
                known = self._evaluate_classe(parcours, faits, place)
            else:
                known = self._gather(parcours, faits, self.groups.get(place, self.classes))
            self._done[key] = known
        return known

    def _evaluate_classe(self, identifiant: str, faits: Faits, classe: str) -> Evaluation:
        parcours = self.corpus.parcours[identifiant]
        money = parcours.financements
        return Evaluation(
            tuple(
                self._select_etape(identifiant, rank, etape, faits, classe)
                for rank, etape in enumerate(parcours.etapes)
            ),
            None if money is None else self._select_money(identifiant, money, faits, classe),
        )

    def _select_etape(self, parcours: str, rank: int, etape: Etape, faits: Faits, classe: str) -> Selection | None:
        if etape.faire is not None:
            return None
        here = self.offre.by_place[classe]
        if etape.demander is None:
            fitting = tuple(number for number in self._named(etape) if here >> number & 1)
        else:
            fitting = self.offre.listed(self.wanted(parcours, rank, faits) & here)
        doubtful = self.offre.listed(self.wanted(parcours, rank, faits) & self.offre.by_doubt[classe])
        if fitting:
            return Selection(fitting[: etape.maximum], fitting[etape.maximum :], douteux=doubtful)
        instead = self._instead(parcours, rank, etape.si_rien, faits, here)
        return Selection(remplacants=instead[: etape.maximum], repli_dans=(classe,), douteux=doubtful)

    def _select_money(self, parcours: str, money: DemandeFinancements, faits: Faits, classe: str) -> Selection:
        here = self.argent.by_place[classe]
        fitting = self.argent.listed(self.wanted(parcours, FINANCEMENTS, faits) & here)
        doubtful = self.argent.listed(self.wanted(parcours, FINANCEMENTS, faits) & self.argent.by_doubt[classe])
        if fitting:
            return Selection(fitting[: money.maximum], fitting[money.maximum :], douteux=doubtful)
        without = money.si_rien.elargir_sans if money.si_rien else ()
        wider = self.argent.listed(self.wanted(parcours, FINANCEMENTS, faits, without) & here) if without else ()
        return Selection(remplacants=wider[: money.maximum], repli_dans=(classe,), douteux=doubtful)

    def _named(self, etape: Etape) -> tuple[int, ...]:
        """Numbers of the fiches that an étape names; facts never filter what the author chose."""
        return self._numbers(etape)

    def _substitutes(self, si_rien: SiRien | None) -> tuple[int, ...]:
        return self._numbers(si_rien) if si_rien else ()

    def _numbers(self, names: Etape | SiRien) -> tuple[int, ...]:
        keys = [("service", key) for key in names.services] + [("ressource", key) for key in names.ressources]
        return tuple(self.offre.number[key] for key in keys if key in self.offre.number)

    def _instead(self, parcours: str, rank: int, si_rien: SiRien | None, faits: Faits, here: Mask) -> tuple[int, ...]:
        if si_rien is None:
            return ()
        instead = [number for number in self._substitutes(si_rien) if here >> number & 1]
        if si_rien.elargir_sans and self.corpus.parcours[parcours].etapes[rank].demander is not None:
            wider = self.wanted(parcours, rank, faits, si_rien.elargir_sans) & here
            instead += [number for number in self.offre.listed(wider) if number not in instead]
        return tuple(instead)

    def wanted(self, parcours: str, rank: int, faits: Faits, without: tuple[str, ...] = ()) -> Mask:
        """Return all that fits an étape (or the money) wherever it is open, some axes being dropped."""
        key = (parcours, rank, without)
        known = self._requests.get(key)
        if known is None:
            known = self._requests[key] = self._request(self.corpus.parcours[parcours], rank, without)
        mask, ignored = known
        return mask & self._suiting(self.argent if rank == FINANCEMENTS else self.offre, faits, ignored)

    def _request(self, parcours: Parcours, rank: int, without: tuple[str, ...]) -> tuple[Mask, frozenset[str]]:
        """Return what an étape asks for by itself, and the axes on which facts do not filter it."""
        if rank == FINANCEMENTS:
            return self._request_money(parcours.financements, without), frozenset((*without, "thematiques"))
        demande = parcours.etapes[rank].demander
        mask = self.offre.everything
        if demande is None:
            named = sum(1 << number for number in self._named(parcours.etapes[rank]))
            return mask & named, frozenset(("thematiques", "stades", "profils"))
        for axe, mots in (("thematiques", demande.thematiques), ("modalites", demande.modalites)):
            if mots and axe not in without:
                mask &= self.offre.meeting(axe, mots)
        return mask, frozenset((*without, "thematiques") if demande.thematiques else without)

    def _request_money(self, money: DemandeFinancements | None, without: tuple[str, ...]) -> Mask:
        """Return the financements of the types asked for; one that names no thématique fits them all."""
        if money is None:
            return 0
        mask = self.argent.everything & self.argent.meeting("types", money.types)
        if money.thematiques and "thematiques" not in without:
            mask &= self.argent.meeting("thematiques", money.thematiques)
        return mask

    def _suiting(self, index: Index, faits: Faits, ignored: frozenset[str]) -> Mask:
        """Return what fits all the facts, but on some axes."""
        key = (index is self.argent, faits, ignored)
        known = self._facts.get(key)
        if known is None:
            known = index.everything
            for axe, retenus in faits:
                if axe not in ignored:
                    known &= index.meeting(axe, retenus)
            self._facts[key] = known
        return known

    def _gather(self, identifiant: str, faits: Faits, classes: tuple[Classe, ...]) -> Evaluation:
        """What each classe shows, all together: nobody loses by not telling her commune."""
        each = [self.evaluate(identifiant, faits, classe.id) for classe in classes]
        parcours = self.corpus.parcours[identifiant]
        return Evaluation(
            tuple(
                _union([found.etapes[rank] for found in each], self._named(etape), self._substitutes(etape.si_rien))
                for rank, etape in enumerate(parcours.etapes)
            ),
            _union([found.financements for found in each], (), ()),
        )


def _union(
    selections: list[Selection | None], named: tuple[int, ...], substitutes: tuple[int, ...]
) -> Selection | None:
    """Join the selections of the classes; the author's order first, then the neutral one."""
    present = [selection for selection in selections if selection is not None]
    if not present:
        return None
    montres = {n for selection in present for n in selection.montres}
    aussi = {n for selection in present for n in selection.aussi} - montres
    remplacants = {n for selection in present for n in selection.remplacants}
    return Selection(
        _in_order(montres, named),
        _in_order(aussi, named),
        _in_order(remplacants, substitutes),
        tuple(place for selection in present for place in selection.repli_dans),
        _in_order({n for selection in present for n in selection.douteux} - montres - aussi, ()),
    )


def _in_order(chosen: set[int], first: tuple[int, ...]) -> tuple[int, ...]:
    return (*(n for n in first if n in chosen), *sorted(chosen.difference(first)))


def build_matching(corpus: Corpus, today: datetime.date) -> Matching:
    """Compute the classes and index the offer of `today`."""
    classes = compute_classes(corpus, today)
    return Matching(
        corpus,
        today,
        classes,
        compute_places(corpus, classes),
        index_services(corpus, today, classes),
        index_financements(corpus, today, classes),
    )
