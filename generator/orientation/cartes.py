"""The questions of an arbre as cards for a table: numbers instead of links, the same ends as the site's.

One card for the facilitator (the place, which is asked first), one per question, then one
per parcours and per sortie. What is too long for a card is cut, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.models.arbre import Arbre, Question, Reponse
from generator.models.parcours import Parcours
from generator.orientation.paths import next_question

LARGEUR, LARGEUR_TITRE = 38, 28
"""Signs on a line of an A5 card with its margins: 17 points at most, then those of its title (24 points)."""
DEMI_LIGNES = 34
"""Half lines under a title of one line; what follows something is half a line below it."""
COUPE, VERS = "…", "allez à la carte 99"


@dataclass(frozen=True, slots=True)
class CarteDeTable:
    """One card; `cle` is the id of its question or parcours, or « question.réponse » of its sortie."""

    numero: int
    genre: Literal["lieu", "question", "parcours", "sortie"]
    cle: str = ""


@dataclass(frozen=True, slots=True)
class Jeu:
    """The cards of an arbre, in their order, and where each answer leads."""

    cartes: tuple[CarteDeTable, ...]
    suites: dict[tuple[str, str], int]
    """(question, answer) → number of the card to go to."""


def cards_of(arbre: Arbre) -> Jeu:
    """Return the cards: 1 is the facilitator's, 2 the first question; every end has one card."""
    cartes = [CarteDeTable(1, "lieu")]
    cartes += [CarteDeTable(rank, "question", question.id) for rank, question in enumerate(arbre.questions, 2)]
    numbers = {(carte.genre, carte.cle): carte.numero for carte in cartes}
    suites = {}
    for question in arbre.questions:
        for reponse in question.reponses:
            genre, cle = _target(arbre, question, reponse)
            if (genre, cle) not in numbers:
                cartes.append(CarteDeTable(len(cartes) + 1, genre, cle))
                numbers[genre, cle] = len(cartes)
            suites[question.id, reponse.id] = numbers[genre, cle]
    return Jeu(tuple(cartes), suites)


def _target(
    arbre: Arbre, question: Question, reponse: Reponse
) -> tuple[Literal["question", "parcours", "sortie"], str]:
    if reponse.parcours is not None:
        return "parcours", reponse.parcours
    following = next_question(arbre, question, reponse)
    return ("question", following.id) if following else ("sortie", f"{question.id}.{reponse.id}")


def lines(text: str, width: int) -> int:
    """Return the lines that a text takes, at most: a word goes to the next line when it does not fit."""
    count, left = 1, width
    for word in text.split():
        left -= len(word) + 1
        if left < -1:
            count, left = count + 1, width - len(word) - 1
    return count


def cut(text: str, width: int, most: int) -> str:
    """Return a text on `most` lines at most, whole words, « … » at the end of what was cut."""
    if lines(text, width) <= most:
        return text
    words = text.split()
    while words and lines(f"{' '.join(words)}{COUPE}", width) > most:
        words.pop()
    return f"{' '.join(words)}{COUPE}"


def answers_on_card(titre: str, textes: Sequence[str]) -> list[str]:
    """Return the answers of a card, each one there: shorter when all of them together are too long."""
    room = _room(titre)
    most = room
    while most > 1 and sum(_height(f"{cut(one, LARGEUR, most)} {VERS}") for one in textes) > room:
        most -= 1
    return [cut(one, LARGEUR, most) for one in textes]


def steps_on_card(titre: str, steps: Iterable[str]) -> list[str]:
    """Return the first steps of a parcours that its card has room for; the last one may be cut."""
    kept: list[str] = []
    left = _room(titre)
    for step in steps:
        if left < _height(""):
            break
        kept.append(cut(step, LARGEUR, (left - 1) // 2))
        left -= _height(kept[-1])
    return kept


def _room(titre: str) -> int:
    return DEMI_LIGNES - 3 * (lines(titre, LARGEUR_TITRE) - 1)


def _height(text: str) -> int:
    return 2 * lines(text, LARGEUR) + 1


def steps_of(parcours: Parcours) -> list[str]:
    """Return the steps of a parcours as its card tells them."""
    return [f"{etape.titre}. {etape.faire or etape.pourquoi}" for etape in parcours.etapes]
