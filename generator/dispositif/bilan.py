"""What happened in a period, from the data alone: what a report to a funder tells, and where each figure is written.

Pure: a Corpus and days in, values out. The indicateurs are those of the last
day of the period, all that came before included; the rest is what happened
from its first day to its last one.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.corpus.corpus import Corpus
from generator.corpus.genres import GENRES
from generator.dispositif.couverture import ETATS, Etat, compute_couverture
from generator.dispositif.experimentation import periode
from generator.dispositif.indicateurs import measure
from generator.dispositif.mesures import IndicateurCalcule
from generator.dispositif.participation import est_tenue
from generator.dispositif.petits_groupes import a_accord
from generator.dispositif.volet_b import partage_of
from generator.models.besoin import Besoin
from generator.models.collectif import Collectif, TempsAccompagnement
from generator.models.diagnostic import Trou
from generator.models.indicateur import Indicateur
from generator.models.instance import Decision, Instance, Reunion
from generator.models.service import Service
from generator.models.suivi_besoin import EtapeBesoin


@dataclass(frozen=True, slots=True)
class Etendue:
    """The first and the last day of a period."""

    du: datetime.date
    au: datetime.date

    def holds(self, day: datetime.date | None) -> bool:
        """Whether a day lies in the period; None lies in none."""
        return day is not None and self.du <= day <= self.au

    def holds_partly(self, text: str) -> bool:
        """Whether a day, a month or a year (AAAA-MM-JJ, as precise as its source) begins in the period or holds it."""
        size = len(text)
        return self.du.isoformat()[:size] <= text <= self.au.isoformat()[:size]


@dataclass(frozen=True, slots=True)
class Avant:
    """What the report is compared with: the data as they were, and the day."""

    corpus: Corpus
    jour: datetime.date


@dataclass(frozen=True, slots=True)
class ReunionEcrite:
    """A meeting, and where it is written."""

    chemin: str
    instance: Instance
    reunion: Reunion


@dataclass(frozen=True, slots=True)
class Faits:
    """All that happened in a period; every figure of the report is a count of these, or one of `indicateurs`."""

    etendue: Etendue
    reunions: tuple[ReunionEcrite, ...]
    """Held and counted; from the first day, those that prepared the experimentation too"""
    annulees: tuple[ReunionEcrite, ...]
    temps: tuple[tuple[str, Collectif, TempsAccompagnement], ...]
    """(file, collectif, session), of the collectifs whose presences may be told one by one"""
    besoins: tuple[tuple[str, Besoin, tuple[EtapeBesoin, ...]], ...]
    """(id, besoin, its steps in the period); those from before the dispositif are not there"""
    services: tuple[tuple[str, Service], ...]
    """Opened in the period"""
    trous: tuple[Trou, ...]
    """Holes of the offer decided in the period"""
    ajustements: tuple[tuple[ReunionEcrite, Decision], ...]
    collectifs: tuple[tuple[str, Collectif], ...]
    """Named, accompanied by the last day"""
    sans_nom: int
    indicateurs: tuple[tuple[Indicateur, IndicateurCalcule, IndicateurCalcule | None], ...]
    """(indicateur, on the last day, on the day compared with), in the order of the codes"""
    couverture: tuple[Counter[str], Counter[str] | None]
    """Cells of the diagnostic by state, on the last day and on the day compared with"""
    cases: Mapping[tuple[str, str, str], Etat]
    """(thématique, modalité, département) → state of the cell, on the last day"""

    @property
    def vide(self) -> bool:
        """Whether nothing is written for this period: then no figure is given, not even a nought."""
        happened = (
            self.reunions,
            self.annulees,
            self.temps,
            self.services,
            self.trous,
            [steps for _, _, steps in self.besoins if steps],
            [
                one
                for _, found, _ in self.indicateurs
                for m in found.mesures
                for one in m.lignes
                if self._recent(one.date)
            ],
        )
        return not any(happened)

    def _recent(self, text: str) -> bool:
        return bool(text) and self.etendue.holds_partly(text)


def bornes(corpus: Corpus, du: datetime.date | None, au: datetime.date) -> Etendue | None:
    """Return the period asked for, from the first day of the experimentation unless said; None: no first day is known.

    Its last day is never after the end of the experimentation.
    """
    span = periode(corpus.territoire)
    first = du or (span.debut if span else None)
    if first is None:
        return None
    last = min(au, span.dernier_jour) if span else au
    return Etendue(first, max(first, last))


def faits(corpus: Corpus, etendue: Etendue, avant: Avant | None = None) -> Faits:
    """Return what happened in a period, and what the indicateurs say on its last day."""
    today = etendue.au
    meetings = list(_meetings(corpus))
    span = periode(corpus.territoire)
    begins = span is not None and etendue.du <= span.debut
    counted = [one for one in meetings if est_tenue(one.reunion, today)]
    held = [one for one in counted if etendue.holds(one.reunion.date) or (begins and one.reunion.preparatoire)]
    told = {part.chemin for part in partage_of(corpus, "regularite", today).seules}
    sessions = [
        (path, collectif, temps)
        for path, collectif in _collectifs(corpus)
        if path in told
        for temps in collectif.temps
        if etendue.holds(temps.date)
    ]
    named = [(path, c) for path, c in _collectifs(corpus) if a_accord(c, today) and _followed(c, today)]
    besoins = [
        (key, besoin, tuple(step for step in besoin.passees(today) if etendue.holds_partly(step.date)))
        for key, besoin in corpus.besoins.items()
        if not besoin.anterieur and besoin.statut_le(today)
    ]
    former = avant and {one.code: (one, avant.corpus) for one in avant.corpus.indicateurs.values()}
    measured = [
        (
            one,
            measure(corpus, one, today),
            measure(avant.corpus, former[one.code][0], avant.jour) if avant and former and one.code in former else None,
        )
        for one in sorted(corpus.indicateurs.values(), key=lambda one: one.code)
    ]
    cells = _cells(corpus, today)
    return Faits(
        etendue,
        tuple(sorted(held, key=lambda one: (one.reunion.date, one.chemin))),
        tuple(one for one in meetings if one.reunion.annulee_le and etendue.holds(one.reunion.date)),
        tuple(sorted(sessions, key=lambda one: (one[2].date, one[0]))),
        tuple(besoins),
        tuple((key, one) for key, one in corpus.services.items() if one.ouverture and etendue.holds(one.ouverture.du)),
        tuple(one for one in corpus.trous if etendue.holds(one.decide_le)),
        tuple((one, decision) for one in held for decision in one.reunion.decisions if decision.ajustement),
        tuple(named),
        sum(_followed(c, today) for c in corpus.collectifs.values()) - len(named),
        tuple(measured),
        (_by_state(cells), _by_state(_cells(avant.corpus, avant.jour)) if avant else None),
        cells,
    )


def _meetings(corpus: Corpus) -> Iterator[ReunionEcrite]:
    for key, instance in corpus.instances.items():
        for reunion in instance.reunions:
            yield ReunionEcrite(GENRES["instance"].path_of(key), instance, reunion)


def _collectifs(corpus: Corpus) -> list[tuple[str, Collectif]]:
    return [(GENRES["collectif"].path_of(key), one) for key, one in corpus.collectifs.items()]


def _followed(collectif: Collectif, today: datetime.date) -> bool:
    return collectif.convention_le is not None and collectif.convention_le <= today


def _cells(corpus: Corpus, today: datetime.date) -> dict[tuple[str, str, str], Etat]:
    return {key: case.etat for key, case in compute_couverture(corpus, today).cases.items()}


def _by_state(cells: Mapping[tuple[str, str, str], Etat]) -> Counter[str]:
    """Count the cells of the diagnostic by state, in the order of the states."""
    found = Counter(cells.values())
    return Counter({etat: found[etat] for etat in ETATS})
