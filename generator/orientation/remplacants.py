"""What stands in for a closed door: the fiche that the parcours show first where this one would have fitted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.corpus.signes import signe_of
from generator.orientation.classes import Classe
from generator.orientation.matching import FINANCEMENTS, Selection
from generator.orientation.offer import Index
from generator.orientation.paths import Faits
from generator.orientation.study import Study

Cle = tuple[str, str]
"""(kind, id) of a fiche"""
_ORDER = {"oui": 0, "part": 1, "verif": 2}


@dataclass(frozen=True, slots=True)
class _Demande:
    """One étape, or the money, of one path: all that fits it anywhere, and what it shows here."""

    index: Index
    voulus: tuple[int, ...]
    ici: Selection


def substitutes(study: Study, classe: Classe) -> Mapping[Cle, Cle]:
    """Return closed fiche → what the parcours propose instead in this classe.

    Of all the étapes that the fiche fits, the one that fits the fewest fiches decides: it is the closest to it.
    What has not started stands in for nothing; a closed fiche that no étape asks for has no substitute.
    """
    best: dict[Cle, tuple[tuple[int, int, int], Cle]] = {}
    for demande in _requests(study, classe):
        shown = _best(study, classe, demande)
        if shown is None:
            continue
        items = demande.index.items
        here = demande.index.by_place[classe.id] | demande.index.by_doubt[classe.id]
        for number in demande.voulus:
            if not here >> number & 1:
                closed, rank = (items[number].genre, items[number].id), (len(demande.voulus), *shown)
                if closed not in best or rank < best[closed][0]:
                    best[closed] = rank, (items[shown[1]].genre, items[shown[1]].id)
    return {closed: instead for closed, (_, instead) in best.items()}


def _requests(study: Study, classe: Classe) -> Iterator[_Demande]:
    matching = study.matching
    for (parcours, faits), chemin in study.cas.items():
        found = study.evaluate(chemin, classe.id)
        for rank, selection in enumerate(found.etapes):
            if selection is not None:
                yield _Demande(matching.offre, _wanted(study, matching.offre, parcours, rank, faits), selection)
        if found.financements is not None:
            wanted = _wanted(study, matching.argent, parcours, FINANCEMENTS, faits)
            yield _Demande(matching.argent, wanted, found.financements)


def _wanted(study: Study, index: Index, parcours: str, rank: int, faits: Faits) -> tuple[int, ...]:
    return index.listed(study.matching.wanted(parcours, rank, faits))


def _best(study: Study, classe: Classe, demande: _Demande) -> tuple[int, int] | None:
    """Return (order of its sign, number) of what an étape shows best here; None when all of it is planned."""
    corpus, communes = study.corpus, frozenset(classe.communes)
    found = []
    for number in (*demande.ici.montres, *demande.ici.remplacants):
        item = demande.index.items[number]
        signe = signe_of(corpus, item.genre, corpus.ecrits[item.genre][item.id], study.today, communes)
        if signe is not None and signe.code in _ORDER:
            found.append((_ORDER[signe.code], number))
    return min(found, default=None)
