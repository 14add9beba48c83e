"""Paths of an arbre: forward only, hence no cycle and a finite list.

A state is the answers given so far; its address is their ids joined by dots.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.models.arbre import Arbre, Question, Reponse, Sortie

Filtre = tuple[str, frozenset[str]]
"""(axis: stades, profils or thematiques; words, one of which must be met)"""
Faits = frozenset[Filtre]
"""What the answers retained. Each filter narrows: « ou » inside one, « et » between them."""


@dataclass(frozen=True, slots=True)
class Pas:
    """One question and the answer given to it."""

    question: Question
    reponse: Reponse

    @property
    def filtres(self) -> tuple[Filtre, ...]:
        """What this answer retains."""
        retenir = self.reponse.retenir
        return tuple(
            (axe, frozenset(mots))
            for axe, mots in (
                ("stades", retenir.stades),
                ("profils", retenir.profils),
                ("thematiques", retenir.thematiques),
            )
            if mots
        )


@dataclass(frozen=True)
class Chemin:
    """A whole path: from the first question to a parcours or a sortie."""

    arbre: str
    pas: tuple[Pas, ...]

    @cached_property
    def adresse(self) -> str:
        """Ids of the answers, joined by dots."""
        return ".".join(pas.reponse.id for pas in self.pas)

    @property
    def parcours(self) -> str | None:
        """Id of the parcours, None for a sortie."""
        return self.pas[-1].reponse.parcours

    @property
    def sortie(self) -> Sortie | None:
        """The sortie, None for a parcours."""
        return self.pas[-1].reponse.sortie

    @cached_property
    def faits(self) -> Faits:
        """All that the answers retained."""
        return facts(self.pas)


def facts(pas: tuple[Pas, ...]) -> Faits:
    """Return what these answers retained, together."""
    return frozenset(filtre for step in pas for filtre in step.filtres)


def next_question(arbre: Arbre, question: Question, reponse: Reponse) -> Question | None:
    """Return the question that follows an answer, None at an end (or at a fault told elsewhere)."""
    if reponse.parcours is not None or reponse.sortie is not None:
        return None
    rank = arbre.questions.index(question)
    for candidate in arbre.questions[rank + 1 :]:
        if reponse.vers is None or candidate.id == reponse.vers:
            return candidate
    return None


def states(arbre: Arbre) -> Iterator[tuple[tuple[Pas, ...], Question]]:
    """Yield (answers so far, question asked) for every page of question, first ones first."""
    waiting: list[tuple[tuple[Pas, ...], Question]] = [((), arbre.questions[0])]
    while waiting:
        coming = []
        for done, question in waiting:
            yield done, question
            for reponse in question.reponses:
                following = next_question(arbre, question, reponse)
                if following is not None:
                    coming.append(((*done, Pas(question, reponse)), following))
        waiting = coming


def enumerate_paths(identifiant: str, arbre: Arbre) -> tuple[Chemin, ...]:
    """Return every whole path, the shortest first, then in the order of the file."""
    return tuple(
        Chemin(identifiant, (*done, Pas(question, reponse)))
        for done, question in states(arbre)
        for reponse in question.reponses
        if next_question(arbre, question, reponse) is None
    )


def count_pages(arbre: Arbre) -> tuple[int, int]:
    """Return (pages of question, whole paths) without enumerating: safe on any arbre."""
    inside: dict[str, tuple[int, int]] = {}
    for question in reversed(arbre.questions):
        pages, ends = 1, 0
        for reponse in question.reponses:
            following = next_question(arbre, question, reponse)
            more = inside[following.id] if following is not None else (0, 1)
            pages, ends = pages + more[0], ends + more[1]
        inside[question.id] = (pages, ends)
    return inside[arbre.questions[0].id]


def find_path(identifiant: str, arbre: Arbre, adresse: str) -> Chemin | None:
    """Return the whole path at a dotted address, None when no path has it."""
    return next((chemin for chemin in enumerate_paths(identifiant, arbre) if chemin.adresse == adresse), None)


def follow(arbre: Arbre, reponses: Mapping[str, str]) -> tuple[tuple[Pas, ...], Question | None]:
    """Answer the questions as they come; return the steps and the question left unanswered, if any."""
    steps: list[Pas] = []
    question: Question | None = arbre.questions[0]
    while question is not None:
        given = reponses.get(question.id)
        reponse = next((r for r in question.reponses if r.id == given), None)
        if reponse is None:
            return tuple(steps), question
        steps.append(Pas(question, reponse))
        question = next_question(arbre, question, reponse)
    return tuple(steps), None
