"""An arbre as one picture: a box for each question, a curve from an answer to the question that follows.

In columns on its own page; one under the other in the guide, so that it can be read on paper too.
A list beside it says the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal

from markupsafe import Markup

from generator.corpus.corpus import Corpus
from generator.models.arbre import Arbre, Question
from generator.orientation.paths import next_question
from generator.rendering.environment import render

LINE, SUITE = 26, 19
"""Height of a label's first line, and of each line that it goes on upon, in units of the picture."""


@dataclass(frozen=True, slots=True)
class _Format:
    """A way to lay the questions out, in units of the picture."""

    cadre: int
    """Width of a question."""
    marge: int
    ecart: int
    """Space between two questions."""
    cote: int
    """Room for the curves, on the right of a question."""
    signes: int
    """Signs of a line: a label that is longer goes on below, none is cut."""


_FORMATS = {"colonnes": _Format(470, 10, 48, 120, 54), "pile": _Format(430, 11, 28, 90, 48)}
Label = list[tuple[int, str]]
"""The lines of a label: (how far down, text)."""


def picture(corpus: Corpus, arbre: Arbre, disposition: Literal["colonnes", "pile"], ou: str) -> Markup:
    """Return the picture as SVG; its label sends to the list, which stands `ou` (« plus bas »)."""
    form = _FORMATS[disposition]
    column = _columns(arbre) if disposition == "colonnes" else dict.fromkeys((q.id for q in arbre.questions), 0)
    labels = {question.id: _labels(corpus, question, form.signes) for question in arbre.questions}
    places: dict[str, tuple[int, int]] = {}
    filled: dict[int, int] = defaultdict(int)
    for question in arbre.questions:
        where = column[question.id]
        places[question.id] = (where * (form.cadre + form.cote), filled[where])
        filled[where] += _height(labels[question.id]) + form.ecart
    boxes, curves = [], []
    for question in arbre.questions:
        x, y = places[question.id]
        titre, *reponses = labels[question.id]
        boxes.append((x, y, _height(labels[question.id]), titre, reponses))
        for reponse, label in zip(question.reponses, reponses, strict=True):
            following = next_question(arbre, question, reponse)
            if following is not None:
                curve = _across if disposition == "colonnes" else _down
                curves.append(curve(form, x, y + label[0][0] - 5, *places[following.id]))
    width, height = (max(column.values()) + 1) * (form.cadre + form.cote), max(filled.values())
    if disposition == "pile":
        height -= form.ecart - 2
    values = {"format": form, "largeur": width, "hauteur": height, "titre": arbre.titre, "ou": ou}
    return Markup(render("_arbre.html", cadres=boxes, fleches=curves, **values))  # noqa: S704


def _labels(corpus: Corpus, question: Question, signes: int) -> list[Label]:
    """Return the question, then its answers, each with the parcours that it leads to."""
    ends = [corpus.parcours[reponse.parcours].titre if reponse.parcours else "" for reponse in question.reponses]
    texts = [f"{one.texte} → {end}" if end else one.texte for one, end in zip(question.reponses, ends, strict=True)]
    down, made = -4, []
    for text in (question.texte, *texts):
        lines = wrap(text, signes, break_long_words=False, break_on_hyphens=False)
        made.append([(down + LINE + rank * SUITE, line) for rank, line in enumerate(lines)])
        down = made[-1][-1][0]
    return made


def _columns(arbre: Arbre) -> dict[str, int]:
    """Return question → its column: the longest way from the first question."""
    column = {question.id: 0 for question in arbre.questions}
    for question in arbre.questions:
        for reponse in question.reponses:
            following = next_question(arbre, question, reponse)
            if following is not None:
                column[following.id] = max(column[following.id], column[question.id] + 1)
    return column


def _height(labels: list[Label]) -> int:
    return labels[-1][-1][0] + 18


def _across(form: _Format, x: int, y: int, to_x: int, to_y: int) -> str:
    """Return the curve to a question in a further column."""
    start, end = x + form.cadre, to_y + 18
    return f"M{start} {y}C{start + 60} {y} {to_x - 60} {end} {to_x - 2} {end}"


def _down(form: _Format, x: int, y: int, to_x: int, to_y: int) -> str:
    """Return the curve to a question below, on the right side, with its arrow's point."""
    end = to_y + 16
    side = form.cadre + min(form.cote - 4, 24 + (end - y) // 8)
    return f"M{form.cadre + 1} {y}C{side} {y} {side} {end} {form.cadre + 1} {end}m9 -5l-9 5l9 5"
