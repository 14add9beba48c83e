"""An arbre as one picture: a box for each question, a curve from an answer to the question that follows.

In columns on its own page; one under the other in the guide, so that it can be read on paper too.
A list beside it says the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from generator.corpus.corpus import Corpus
from generator.models.arbre import Arbre
from generator.orientation.paths import next_question
from generator.rendering.environment import render

LINE = 26
"""Height of a line, in units of the picture."""


@dataclass(frozen=True, slots=True)
class _Format:
    """A way to lay the questions out, in units of the picture and in signs of a text."""

    cadre: int
    """Width of a question."""
    marge: int
    ecart: int
    """Space between two questions."""
    cote: int
    """Room for the curves, on the right of a question."""
    question: int
    reponse: int
    courte: int
    """Signs of an answer that is followed by the name of its parcours, then of that name."""
    parcours: int


_FORMATS = {
    "colonnes": _Format(470, 10, 48, 120, 54, 56, 30, 28),
    "pile": _Format(600, 11, 28, 120, 66, 66, 34, 34),
}


def picture(corpus: Corpus, arbre: Arbre, disposition: Literal["colonnes", "pile"], ou: str) -> Markup:
    """Return the picture as SVG; its label sends to the list, which stands `ou` (« plus bas »)."""
    form = _FORMATS[disposition]
    column = _columns(arbre) if disposition == "colonnes" else dict.fromkeys((q.id for q in arbre.questions), 0)
    places: dict[str, tuple[int, int]] = {}
    filled: dict[int, int] = defaultdict(int)
    for question in arbre.questions:
        where = column[question.id]
        places[question.id] = (where * (form.cadre + form.cote), filled[where])
        filled[where] += _height(len(question.reponses)) + form.ecart
    boxes, curves = [], []
    for question in arbre.questions:
        x, y = places[question.id]
        lines = []
        for rank, reponse in enumerate(question.reponses, start=1):
            line = y + 18 + rank * LINE
            end = corpus.parcours[reponse.parcours].titre if reponse.parcours else ""
            text = _short(reponse.texte, form.courte if end else form.reponse)
            lines.append((line, f"{text} → {_short(end, form.parcours)}" if end else text))
            following = next_question(arbre, question, reponse)
            if following is not None:
                curve = _across if disposition == "colonnes" else _down
                curves.append(curve(form, x, line - 5, *places[following.id]))
        boxes.append((x, y, _height(len(question.reponses)), _short(question.texte, form.question), lines))
    width, height = (max(column.values()) + 1) * (form.cadre + form.cote), max(filled.values())
    if disposition == "pile":
        height -= form.ecart - 2
    values = {"format": form, "largeur": width, "hauteur": height, "titre": arbre.titre, "ou": ou}
    return Markup(render("_arbre.html", cadres=boxes, fleches=curves, **values))  # noqa: S704


def _columns(arbre: Arbre) -> dict[str, int]:
    """Return question → its column: the longest way from the first question."""
    column = {question.id: 0 for question in arbre.questions}
    for question in arbre.questions:
        for reponse in question.reponses:
            following = next_question(arbre, question, reponse)
            if following is not None:
                column[following.id] = max(column[following.id], column[question.id] + 1)
    return column


def _height(reponses: int) -> int:
    return (reponses + 1) * LINE + 14


def _across(form: _Format, x: int, y: int, to_x: int, to_y: int) -> str:
    """Return the curve to a question in a further column."""
    start, end = x + form.cadre, to_y + 18
    return f"M{start} {y}C{start + 60} {y} {to_x - 60} {end} {to_x - 2} {end}"


def _down(form: _Format, x: int, y: int, to_x: int, to_y: int) -> str:
    """Return the curve to a question below, on the right side, with its arrow's point."""
    end = to_y + 16
    side = form.cadre + min(form.cote - 4, 24 + (end - y) // 8)
    return f"M{form.cadre + 1} {y}C{side} {y} {side} {end} {form.cadre + 1} {end}m9 -5l-9 5l9 5"


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
