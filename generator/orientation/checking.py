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
from generator.orientation.structure import PAGES_MAX, check_structure
from generator.orientation.study import Study, count_site_pages, study_of
from generator.orientation.tree_proofs import (
    check_contraries,
    check_depth,
    check_reached,
    check_twins,
    check_useless,
)
from generator.problems import Problem, Severity, sorted_problems

MOINDRES = 3
"""Places that every site has: a commune, « plusieurs » and « je ne sais pas »."""


def check_places_made(study: Study) -> Iterator[Problem]:
    """Each place keeps pages of its own; too many of them are put together, and it is told."""
    lieux = study.lieux
    if lieux.rapproches:
        yield at(
            study.corpus, "ORI019", "arbre", next(iter(study.corpus.arbres)), (),
            f"{len(study.matching.classes)} groupes de communes n'ont pas la même offre : les pages se font par "
            f"{lieux.rapproches} ({len(lieux.places)} lieux).",
        )  # fmt: skip
    yield from check_budget(study.corpus, len(lieux.places))


def check_budget(corpus: Corpus, places: int) -> Iterator[Problem]:
    """At most eight thousand pages of questions and results."""
    pages = count_site_pages(corpus, places)
    if sum(pages.values()) > PAGES_MAX:
        heaviest = max(pages, key=lambda identifiant: pages[identifiant])
        yield at(
            corpus, "ORI020", "arbre", heaviest, ("questions",),
            f"les arbres font {sum(pages.values())} pages, {PAGES_MAX} au plus ; celui-ci en fait {pages[heaviest]}.",
        )  # fmt: skip


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
    check_places_made,
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
    return (*structure, *check_budget(corpus, MOINDRES))
