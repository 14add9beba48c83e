"""An arbre as one narrow picture: its questions one under the other, a curve from an answer to what follows.

Narrow, so that it can be read on paper too; a list beside it says the same.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from generator.corpus.corpus import Corpus
from generator.models.arbre import Arbre
from generator.orientation.paths import next_question

BOX, LINE, GAP, SIDE = 600, 26, 28, 120
"""Units of the picture: width of a question, height of a line, space between questions, room for the curves."""


def picture(corpus: Corpus, arbre: Arbre) -> Markup:
    """Return the picture as SVG; its label sends to the list that follows it."""
    tops: dict[str, int] = {}
    height = 0
    for question in arbre.questions:
        tops[question.id] = height
        height += (len(question.reponses) + 1) * LINE + 14 + GAP
    height -= GAP - 2
    boxes: list[str] = []
    curves: list[str] = []
    for question in arbre.questions:
        top = tops[question.id]
        tall = (len(question.reponses) + 1) * LINE + 14
        boxes.append(f'<rect class="cadre" x="1" y="{top + 1}" width="{BOX}" height="{tall}" rx="5"/>')
        boxes.append(f'<text class="fort" x="11" y="{top + 22}">{escape(_short(question.texte, 66))}</text>')
        for rank, reponse in enumerate(question.reponses, start=1):
            y = top + 18 + rank * LINE
            following = next_question(arbre, question, reponse)
            end = corpus.parcours[reponse.parcours].titre if reponse.parcours else ""
            text = _short(reponse.texte, 34) + f" → {_short(end, 34)}" if end else _short(reponse.texte, 66)
            boxes.append(f'<text x="11" y="{y}">{escape(text)}</text>')
            if following is not None:
                start, target = y - 5, tops[following.id] + 16
                bulge = min(SIDE - 4, 24 + (target - start) // 8)
                curves.append(
                    f'<path class="fleche" d="M{BOX + 1} {start}C{BOX + bulge} {start} {BOX + bulge} {target} '
                    f'{BOX + 1} {target}m9 -5l-9 5l9 5"/>'
                )
    head = (
        f'<svg class="schema" viewBox="0 0 {BOX + SIDE} {height}" width="{BOX + SIDE}" height="{height}" '
        f'role="img" aria-label="{escape(arbre.titre)} : la même chose est écrite dans la liste qui suit">'
    )
    return Markup("".join([head, *curves, *boxes, "</svg>"]))  # noqa: S704


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
