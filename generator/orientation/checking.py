"""The third gate: the arbres, once every file and every reference is right.

Inside it, three gates again: each arbre as it is written; the number of pages,
counted without enumerating; then the proofs over all paths and the cas types.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.locating import at
from generator.orientation.cas_types import check_cas_types, check_covered
from generator.orientation.classes import compute_classes, compute_places
from generator.orientation.proofs import (
    check_contacts,
    check_doors,
    check_filled,
    check_hesitation,
    check_named,
    check_places,
    check_shown,
    check_substitutes,
)
from generator.orientation.structure import CLASSES_MAX, PAGES_MAX, check_structure
from generator.orientation.study import Study, count_site_pages, study_of
from generator.orientation.tree_proofs import (
    check_contraries,
    check_depth,
    check_reached,
    check_twins,
    check_useless,
)
from generator.problems import Problem, Severity, sorted_problems

PROOFS: tuple[Callable[[Study], Iterator[Problem]], ...] = (
    check_reached,
    check_depth,
    check_contraries,
    check_filled,
    check_substitutes,
    check_shown,
    check_hesitation,
    check_places,
    check_contacts,
    check_doors,
    check_named,
    check_useless,
    check_twins,
    check_cas_types,
    check_covered,
)


def check_orientation(corpus: Corpus, today: datetime.date) -> tuple[Problem, ...]:
    """Prove the arbres; the references between files must already be right."""
    if not corpus.arbres:
        return ()
    written = _first_gates(corpus, today)
    if any(problem.severity == Severity.ERREUR for problem in written):
        return sorted_problems(written)
    study = study_of(corpus, today)
    return sorted_problems((*written, *(found for proof in PROOFS for found in proof(study))))


def can_be_enumerated(corpus: Corpus, today: datetime.date) -> bool:
    """Tell whether the paths may be listed: no fault of structure, not too many pages."""
    return all(problem.severity != Severity.ERREUR for problem in _first_gates(corpus, today))


def _first_gates(corpus: Corpus, today: datetime.date) -> tuple[Problem, ...]:
    structure = tuple(check_structure(corpus))
    if any(problem.severity == Severity.ERREUR for problem in structure):
        return structure
    return (*structure, *check_budget(corpus, today))


def check_budget(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """At most eight classes of communes and three thousand pages of questions and results."""
    classes = compute_classes(corpus, today)
    if len(classes) > CLASSES_MAX:
        smallest = min(classes, key=lambda classe: len(classe.communes))
        yield at(
            corpus, "ORI019", "arbre", next(iter(corpus.arbres)), (),
            f"{len(classes)} classes de communes, {CLASSES_MAX} au plus.",
            f"La plus petite : {smallest.nom}. Élargir la zone d'un service qui y est ouvert, ou fermé, à part.",
        )  # fmt: skip
    pages = count_site_pages(corpus, len(compute_places(corpus, classes)))
    if sum(pages.values()) > PAGES_MAX:
        heaviest = max(pages, key=lambda identifiant: pages[identifiant])
        yield at(
            corpus, "ORI020", "arbre", heaviest, ("questions",),
            f"les arbres font {sum(pages.values())} pages, {PAGES_MAX} au plus ; celui-ci en fait {pages[heaviest]}.",
        )  # fmt: skip
