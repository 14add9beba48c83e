"""Every path of every arbre, evaluated once: what the proofs, the report and the pages look at."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache

from generator.corpus.corpus import Corpus
from generator.corpus.walking import Where
from generator.models.arbre import Arbre
from generator.orientation.matching import Evaluation, Matching, build_matching
from generator.orientation.paths import Chemin, Faits, Pas, count_pages, enumerate_paths

Cas = tuple[str, Faits]
"""(parcours, facts): all that a result depends on, the place apart."""


@dataclass(frozen=True, slots=True)
class Study:
    """The paths of the arbres and the engine that fills them."""

    corpus: Corpus
    today: datetime.date
    matching: Matching
    chemins: tuple[Chemin, ...]
    """Shortest first in each arbre; arbres by id"""
    cas: dict[Cas, Chemin]
    """(parcours, facts) → the first path that gives it"""

    def evaluate(self, chemin: Chemin, place: str) -> Evaluation:
        """Fill a path that leads to a parcours."""
        assert chemin.parcours is not None  # noqa: S101 - a sortie has nothing to fill
        return self.matching.evaluate(chemin.parcours, chemin.faits, place)


@lru_cache(maxsize=1)
def study_of(corpus: Corpus, today: datetime.date) -> Study:
    """Enumerate; the arbres must have no fault of structure and hold the budget of pages.

    Made once for the proofs, the holes and the pages: a corpus is frozen and only like itself, so that the
    last one made is right or is made again. (Kept on the corpus, it would be a cycle that nothing frees.)
    """
    chemins = tuple(
        chemin
        for identifiant, arbre in sorted(corpus.arbres.items())
        for chemin in enumerate_paths(identifiant, arbre)
        if chemin.parcours is not None or chemin.sortie is not None
    )
    cas: dict[Cas, Chemin] = {}
    for chemin in sorted(chemins, key=lambda chemin: len(chemin.pas)):
        if chemin.parcours is not None:
            cas.setdefault((chemin.parcours, chemin.faits), chemin)
    return Study(corpus, today, build_matching(corpus, today), chemins, cas)


def count_site_pages(corpus: Corpus, places: int) -> dict[str, int]:
    """Return, for each arbre, its pages: (questions + results) × places, without enumerating."""
    return {identifiant: sum(count_pages(arbre)) * places for identifiant, arbre in sorted(corpus.arbres.items())}


def where_answer(arbre: Arbre, pas: Pas) -> Where:
    """Return the place of an answer in its file."""
    return (
        "questions",
        arbre.questions.index(pas.question),
        "reponses",
        pas.question.reponses.index(pas.reponse),
    )
