"""Every path of every arbre, evaluated once: what the proofs, the report and the pages look at."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache

from generator.corpus.corpus import Corpus
from generator.corpus.etats import PLUS_PROPOSES
from generator.corpus.walking import Where
from generator.models.arbre import Arbre
from generator.models.fiche import Zone
from generator.orientation.matching import Evaluation, Matching, build_matching
from generator.orientation.paths import Chemin, Pas, count_pages, enumerate_paths
from generator.orientation.places import Cas, Lieux, gather_places
from generator.orientation.structure import PAGES_MAX


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
    lieux: Lieux
    """The places that have pages"""

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
    return _study(corpus, today)


@lru_cache(maxsize=2)
def study_once_open(corpus: Corpus, everywhere: bool = False) -> Study:
    """The same territory if nothing had ever stopped: no fiche suspended, closed, doubtful, or past its last day.

    `everywhere`: nor narrowed, each fiche open in the whole territory. What fails in `study_of` and not here comes
    from a fiche that stopped: whoever stops a service is not the one who wrote the questions, and a day that passes
    must not stop the publication. It is told, never refused.
    """
    whole = {"zone": Zone(type="territoire")} if everywhere else {}
    open_again = {
        kind: {
            key: fiche.model_copy(
                update=({"statut": "actif"} if fiche.statut in PLUS_PROPOSES else {})
                | (whole if getattr(fiche, "zone", None) else {})
            )
            for key, fiche in corpus.ecrits[kind].items()
        }
        for kind in ("service", "ressource", "financement")
    }
    return _study(corpus.having(**open_again), datetime.date.min)


def _study(corpus: Corpus, today: datetime.date) -> Study:
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
    matching = build_matching(corpus, today)
    most = PAGES_MAX // max(1, sum(count_site_pages(corpus, 1).values()))
    return Study(corpus, today, matching, chemins, cas, gather_places(matching, cas, most))


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
