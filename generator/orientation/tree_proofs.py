"""Proofs on the arbres themselves: what is asked, reached, contrary, useless or written twice."""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.francais import same_title
from generator.corpus.locating import at
from generator.models.arbre import Arbre, Question
from generator.orientation.paths import Faits, Filtre, Pas, next_question
from generator.orientation.sentences import tell_person
from generator.orientation.structure import PROFONDEUR_MAX
from generator.orientation.study import Study, where_answer
from generator.problems import Problem


def check_reached(study: Study) -> Iterator[Problem]:
    """Every question is asked on some path (so every answer can be given); every parcours ends one."""
    asked = {(chemin.arbre, step.question.id) for chemin in study.chemins for step in chemin.pas}
    for identifiant, arbre in study.corpus.arbres.items():
        for rank, question in enumerate(arbre.questions):
            if (identifiant, question.id) not in asked:
                yield at(
                    study.corpus, "ORI006", "arbre", identifiant, ("questions", rank),
                    f"aucune réponse ne mène à la question « {question.texte} ».",
                )  # fmt: skip
    reached = {chemin.parcours for chemin in study.chemins}
    for identifiant, parcours in study.corpus.parcours.items():
        if identifiant not in reached:
            yield at(
                study.corpus, "ORI007", "parcours", identifiant, ("titre",),
                f"aucune réponse ne mène à « {parcours.titre} ».",
            )  # fmt: skip


def check_depth(study: Study) -> Iterator[Problem]:
    """No path asks more than five questions, the place apart."""
    for identifiant in study.corpus.arbres:
        longest = max((c for c in study.chemins if c.arbre == identifiant), key=lambda c: len(c.pas))
        if len(longest.pas) > PROFONDEUR_MAX:
            yield at(
                study.corpus, "ORI008", "arbre", identifiant, ("questions",),
                f"{tell_person(study.corpus, longest.pas)} a répondu à {len(longest.pas)} questions"
                f" ({PROFONDEUR_MAX} au plus).",
            )  # fmt: skip


def check_contraries(study: Study) -> Iterator[Problem]:
    """Two answers of a path never retain lists without a common word on one axis."""
    told: set[tuple[str, str, str, str]] = set()
    for chemin in study.chemins:
        held: list[tuple[Pas, Filtre]] = []
        for step in chemin.pas:
            for axe, mots in step.filtres:
                for former, (other, words) in held:
                    key = (chemin.arbre, former.reponse.id, step.question.id, step.reponse.id)
                    if other == axe and not words & mots and key not in told:
                        told.add(key)
                        where = (*where_answer(study.corpus.arbres[chemin.arbre], step), "retenir", axe)
                        yield at(
                            study.corpus, "ORI022", "arbre", chemin.arbre, where,
                            f"{tell_person(study.corpus, (former, step))} dit « {', '.join(sorted(words))} »"
                            f" puis « {', '.join(sorted(mots))} » ({axe}).",
                        )  # fmt: skip
                held.append((step, (axe, mots)))


def check_useless(study: Study) -> Iterator[Problem]:
    """No question whose answer never changes what the person receives."""
    for identifiant, arbre in study.corpus.arbres.items():
        useful = _Comparison(study, arbre).useful_questions()
        for rank, question in enumerate(arbre.questions):
            if question.id not in useful:
                yield at(
                    study.corpus, "ORI021", "arbre", identifiant, ("questions", rank),
                    f"toutes les réponses à « {question.texte} » donnent la même chose.",
                )  # fmt: skip


class _Comparison:
    """Compares what follows each answer: equal numbers, equal pages."""

    def __init__(self, study: Study, arbre: Arbre) -> None:
        self.study, self.arbre = study, arbre
        self.numbers: dict[object, int] = {}
        self.known: dict[tuple[str, Faits], int] = {}
        self.useful: set[str] = set()

    def useful_questions(self) -> set[str]:
        """Return the questions with, in some state, two answers that lead to different pages."""
        self.number(self.arbre.questions[0], frozenset())
        return self.useful

    def number(self, question: Question, faits: Faits) -> int:
        """Return the same number for two states after which nothing ever differs."""
        key = (question.id, faits)
        if key not in self.known:
            following = tuple(self.after(Pas(question, reponse), faits) for reponse in question.reponses)
            if len(set(following)) > 1:
                self.useful.add(question.id)
            self.known[key] = self.intern(tuple(sorted(set(following))) if len(set(following)) > 1 else following[0])
        return self.known[key]

    def after(self, pas: Pas, faits: Faits) -> int:
        """Return the number of what follows one answer."""
        wider = faits.union(pas.filtres)
        question = next_question(self.arbre, pas.question, pas.reponse)
        if question is not None:
            return self.number(question, wider)
        parcours = pas.reponse.parcours
        if parcours is None:
            return self.intern(pas.reponse.sortie)
        matching = self.study.matching
        return self.intern((parcours, *(matching.evaluate(parcours, wider, c.id) for c in matching.classes)))

    def intern(self, what: object) -> int:
        """Return a number for a value; a number stands for itself."""
        return what if isinstance(what, int) else self.numbers.setdefault(what, len(self.numbers))


def check_twins(study: Study) -> Iterator[Problem]:
    """Two parcours never carry the same title, nor ask for the same things."""
    titles: dict[str, str] = {}
    contents: dict[object, str] = {}
    for identifiant, parcours in study.corpus.parcours.items():
        title = same_title(parcours.titre)
        content = tuple((e.faire, e.demander, e.services, e.ressources) for e in parcours.etapes), parcours.financements
        other = titles.setdefault(title, identifiant)
        same = contents.setdefault(content, identifiant)
        for twin, what in ((other, "le même titre que"), (same, "les mêmes étapes que")):
            if twin != identifiant:
                yield at(
                    study.corpus, "ORI023", "parcours", identifiant, ("titre",),
                    f"« {parcours.titre} » a {what} le parcours « {twin} ».",
                )  # fmt: skip
