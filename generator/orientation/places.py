"""The places that have pages: classes where every path shows the same, with the same doors, share one.

A région whose intercommunalités each have services of their own makes many places. Beyond what the pages may be,
the classes of one intercommunalité are put together, then those of one département: what is open in a part of such a
place says where, as on the page of « plusieurs communes ».
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.corpus.corpus import Corpus
from generator.corpus.portes import portes
from generator.orientation.classes import Classe, classe_for, compute_places
from generator.orientation.matching import Evaluation, Matching, Selection
from generator.orientation.offer import Index
from generator.orientation.paths import Faits

Cas = tuple[str, Faits]
"""(parcours, facts): all that a result depends on, the place apart."""
Groupe = tuple[Classe, ...]


@dataclass(frozen=True, slots=True)
class Lieux:
    """The places of the pages, « plusieurs » and « je ne sais pas » last."""

    places: tuple[Classe, ...]
    rapproches: str = ""
    """`intercommunalité` or `département`: how classes that differ were put together; '' when each keeps its own"""


def gather_places(matching: Matching, cas: Iterable[Cas], most: int) -> Lieux:
    """Return the places that have pages, `most` of them if it can be; `matching` then answers for each of them."""
    corpus, known = matching.corpus, list(cas)
    contacts = sorted({corpus.parcours[parcours].contact for parcours, _ in known})
    alone: list[Groupe] = [(classe,) for classe in matching.classes]
    same = _together(alone, lambda group: _shown(matching, known, contacts, group[0]))
    groups, level = same, ""
    for name, key in (("intercommunalité", _epci_of(corpus)), ("département", _departements_of(corpus))):
        if len(groups) + len(compute_places(corpus, ())) > most:
            groups, level = _together(same, key), name
    places = []
    for group in groups:
        place = classe_for(corpus, [code for classe in group for code in classe.communes], ensemble=group not in same)
        matching.groups[place.id] = group[:1] if group in same else group
        places.append(place)
    return Lieux(compute_places(corpus, tuple(places)), level)


def _together(groups: Sequence[Groupe], key: Callable[[Groupe], Hashable]) -> list[Groupe]:
    """Join the groups that have the same key, in the order of the first one."""
    found: dict[Hashable, list[Groupe]] = defaultdict(list)
    for group in groups:
        found[key(group)].append(group)
    return [tuple(classe for group in joined for classe in group) for joined in found.values()]


def _shown(matching: Matching, cas: Sequence[Cas], contacts: Sequence[str], classe: Classe) -> Hashable:
    """All that the pages of a classe show that those of another may not: results, who holds them, who answers."""
    communes = frozenset(classe.communes)
    found = [matching.evaluate(parcours, faits, classe.id) for parcours, faits in cas]
    held = {
        (item.genre, item.id, matching.corpus.holders_of(matching.corpus.ecrits[item.genre][item.id], communes))
        for evaluation in found
        for selection, index in _lists(matching, evaluation)
        for item in (index.items[number] for number in selection.tous)
    }
    return (
        tuple(
            (selection.montres, selection.aussi, selection.remplacants, selection.douteux)
            for evaluation in found
            for selection, _ in _lists(matching, evaluation)
        ),
        frozenset(held),
        tuple(portes(matching.corpus, communes, contact) for contact in contacts),
    )


def _lists(matching: Matching, evaluation: Evaluation) -> Iterator[tuple[Selection, Index]]:
    yield from ((selection, matching.offre) for selection in evaluation.etapes if selection is not None)
    if evaluation.financements is not None:
        yield evaluation.financements, matching.argent


def _epci_of(corpus: Corpus) -> Callable[[Groupe], Hashable]:
    """Key: the one intercommunalité that holds a group, else the group itself."""

    def key(group: Groupe) -> Hashable:
        found = {corpus.officiel.epci_of(code) for classe in group for code in classe.communes}
        return found.pop() if len(found) == 1 else group[0].id

    return key


def _departements_of(corpus: Corpus) -> Callable[[Groupe], Hashable]:
    """Key: the départements of a group."""
    return lambda group: frozenset(corpus.communes[code].departement for classe in group for code in classe.communes)
