"""Read this file first. Four stages: read → check → render → publish.

    read     YAML, CSV, Markdown → a Corpus, or problems       reading/
    check    the rules across files, then the arbres            rules/ orientation/
    render   Corpus → pages and files, pure                     rendering/
    publish  a staging folder, verified, then one swap          publishing/

Nothing is written before everything is consistent; check and render touch no
disk and no clock: `today` is a parameter. Problems are values; only the
command line prints them.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES
from generator.corpus.officiel import Officiel
from generator.models.adresse import AdressePubliee
from generator.models.territoire import Moteur
from generator.orientation.checking import check_orientation
from generator.problems import Problem, Severity, sorted_problems
from generator.publishing.livre import MANQUE, pdf_possible
from generator.publishing.publish import publish
from generator.publishing.verification import Defaut
from generator.reading.inventaire import ignored_files
from generator.reading.loading import load_corpus
from generator.rendering.adresses import FICHES_MIN, PART_MAX, lost_fiches, published
from generator.rendering.mesure import Poids
from generator.rendering.page import Rendering
from generator.rendering.rendering import render_corpus
from generator.rendering.search.checking import check_recherche
from generator.rules import check_corpus
from generator.rules.diagnostic import pressing_holes

Progress = Callable[..., None]
"""Called with what is being done, then how many are done and of how many, where that is known."""


@dataclass(frozen=True, slots=True)
class Bilan:
    """What a run found and made."""

    problems: tuple[Problem, ...]
    corpus: Corpus | None = None
    croisees: bool = False
    """Whether the rules across files could run (every file's own shape was right)."""
    pages: int = 0
    defauts: tuple[Defaut, ...] = ()
    mesures: tuple[Poids, ...] = ()
    """What each page weighs."""
    ignores: tuple[str, ...] = ()
    """Files of content/ and data/ that were neither read nor refused: what a system or an editor leaves."""
    adresses: Callable[[], Mapping[str, AdressePubliee]] = dict
    """What is published from now on, to be remembered: worked out only when asked for."""
    avis: tuple[str, ...] = ()
    """What a person should know, the site being built all the same: no PDF on this machine, a guide too long."""

    @property
    def publiable(self) -> bool:
        return self.corpus is not None and _publishable(self.problems)

    @property
    def comptes(self) -> Counter[str]:
        """Number of fiches by kind."""
        return Counter(kind for kind, _, _ in self.corpus.fiches()) if self.corpus else Counter()


def verify(
    root: Path, today: datetime.date, officiel: Officiel | None = None, progress: Progress = lambda *far: None
) -> Bilan:
    """Read and check a territory: every problem of every file, in one run."""
    corpus, problems = load_corpus(root, officiel, progress)
    ignored = ignored_files(root)
    if corpus is None:
        return Bilan(problems, ignores=ignored)
    progress("règles croisées")
    problems = sorted_problems((*problems, *check_corpus(corpus, today)))
    if _publishable(problems):
        proved = prove(corpus, today, progress)
        holes = pressing_holes(corpus, today) if _publishable(proved) else ()
        problems = sorted_problems((*problems, *proved, *holes))
    return Bilan(problems, corpus, croisees=True, ignores=ignored)


def prove(corpus: Corpus, today: datetime.date, progress: Progress = lambda *far: None) -> tuple[Problem, ...]:
    """Try every path of the arbres and every expected search; only for a corpus whose rules found no error."""
    progress("arbres d'orientation")
    found = tuple(check_orientation(corpus, today))
    progress("recherche")
    return (*found, *check_recherche(corpus, today))


def _publishable(problems: tuple[Problem, ...]) -> bool:
    return all(problem.severity != Severity.ERREUR for problem in problems)


def construct(
    root: Path,
    today: datetime.date,
    target: Path,
    officiel: Officiel | None = None,
    progress: Progress = lambda *far: None,
    pdf: bool = False,
    moteur: Moteur | None = None,
    pertes: bool = False,
) -> Bilan:
    """Verify, then render and publish; with an error the former site stays as it is.

    `pdf`: the guide's too. `moteur`: what draws the shells, when it is not the territory's choice.
    `pertes`: many fiches may be lost at once, it is wanted.
    """
    bilan = verify(root, today, officiel, progress)
    if bilan.corpus is None or not bilan.publiable:
        return bilan
    progress("pages")
    possible = pdf and pdf_possible()
    rendering = render_corpus(bilan.corpus, today, possible)
    if not pertes and (lost := _too_many_lost(bilan.corpus, rendering, target)):
        return replace(bilan, defauts=(lost,))
    defauts, mesures, avis = publish(bilan.corpus, rendering, root, target, progress, moteur)
    if pdf and not possible and bilan.corpus.guide:
        avis = (MANQUE,)
    adresses = partial(published, bilan.corpus, rendering, today)
    return replace(bilan, pages=len(mesures), defauts=defauts, mesures=mesures, avis=avis, adresses=adresses)


def _too_many_lost(corpus: Corpus, rendering: Rendering, target: Path) -> Defaut | None:
    """No site takes the place of another that has many fiches more, without anybody saying that it is wanted."""
    places = [genre.adresse for genre in FICHES.values()]
    before = [f"{place}{page.parent.name}/" for place in places for page in target.glob(f"{place}*/index.html")]
    lost, known = lost_fiches(corpus, rendering.pages, before)
    if len(lost) < FICHES_MIN or 100 * len(lost) <= PART_MAX * known:
        return None
    some = ", ".join(lost[:5]) + (" …" if len(lost) > 5 else "")
    share = f"{-(-100 * len(lost) // known)} %, {PART_MAX} % au plus"
    return Defaut(
        "Fiches perdues",
        f"{len(lost)} fiches publiées sur {known} ne seraient plus là ({share}) : {some}. "
        "Si c'est voulu, ajouter --accepter-pertes.",
    )
