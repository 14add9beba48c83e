"""For the partners: each arbre as a picture with its equivalent list, and services by answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from markupsafe import Markup, escape

from generator.corpus.corpus import Corpus
from generator.models.arbre import NSP, Arbre, Question, Reponse
from generator.orientation.paths import next_question
from generator.orientation.study import Study
from generator.rendering.environment import lien, render
from generator.rendering.page import Page
from generator.rendering.pages.orientation import SECTION, shortest_to
from generator.rendering.site import Site

BOX, LINE, GAP, STEP = 470, 26, 36, 120
"""Units of the picture: width of a question, height of a line, space between questions and columns."""


def arbre_pages(site: Site, study: Study) -> Iterator[Page]:
    """Yield orienter/<arbre>/carte/ and one table per question."""
    counts = _services_by_answer(study)
    ways = shortest_to(study)
    for key, arbre in site.corpus.arbres.items():
        trail = (("Être orienté", "orienter/"), (arbre.court, f"orienter/{key}/"))
        lines = {
            question.id: [
                (reponse.texte, *_follow_up(site.corpus, arbre, question, reponse, ways))
                for reponse in question.reponses
            ]
            for question in arbre.questions
        }
        yield Page(
            f"orienter/{key}/carte/",
            f"Les questions en image : {arbre.court}",
            f"Toutes les questions et leurs suites : {arbre.titre}",
            SECTION,
            render("arbre_carte.html", site=site, arbre_id=key, arbre=arbre, lignes=lines, image=_picture(site, arbre)),
            fil=trail,
            index=False,
        )
        for question in arbre.questions:
            yield _matrix_page(site, key, arbre, question, counts)


def _follow_up(
    corpus: Corpus, arbre: Arbre, question: Question, reponse: Reponse, ways: dict[str, str]
) -> tuple[str, str]:
    """Return (what follows, its address or '')."""
    following = next_question(arbre, question, reponse)
    if following is not None:
        return following.texte, f"#q-{following.id}"
    if reponse.parcours is not None:
        return f"Parcours : {corpus.parcours[reponse.parcours].titre}", lien(ways[reponse.parcours])
    return (reponse.sortie.titre if reponse.sortie else ""), ""


def _services_by_answer(study: Study) -> dict[tuple[str, str, str], Counter[str]]:
    """Return (arbre, question, answer) → how many paths through it propose each service."""
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for chemin in study.chemins:
        if chemin.parcours is None:
            continue
        shown = {
            study.matching.offre.items[number].id
            for selection in study.evaluate(chemin, NSP).etapes
            if selection is not None
            for number in (*selection.montres, *selection.remplacants)
            if study.matching.offre.items[number].genre == "service"
        }
        for step in chemin.pas:
            counts[(chemin.arbre, step.question.id, step.reponse.id)].update(shown)
    return counts


def _matrix_page(
    site: Site, key: str, arbre: Arbre, question: Question, counts: dict[tuple[str, str, str], Counter[str]]
) -> Page:
    columns = [counts[(key, question.id, reponse.id)] for reponse in question.reponses]
    named = set().union(*columns)
    rows = [
        (entry, [column[entry.id] for column in columns])
        for entry in site.entrees["service"].values()
        if entry.id in named
    ]
    body = render(
        "matrice.html",
        site=site,
        arbre_id=key,
        question=question,
        reponses=[reponse.texte for reponse in question.reponses],
        lignes=rows,
    )
    return Page(
        f"orienter/{key}/carte/{question.id}/",
        f"Services selon la réponse : {question.texte}",
        f"Quels services sont proposés selon la réponse à : {question.texte}",
        SECTION,
        body,
        fil=(("Être orienté", "orienter/"), (arbre.court, f"orienter/{key}/"), ("En image", f"orienter/{key}/carte/")),
        index=False,
    )


def _columns(arbre: Arbre) -> dict[str, int]:
    """Return question → its column: the longest way from the first question."""
    column = {question.id: 0 for question in arbre.questions}
    for question in arbre.questions:
        for reponse in question.reponses:
            following = next_question(arbre, question, reponse)
            if following is not None:
                column[following.id] = max(column[following.id], column[question.id] + 1)
    return column


def _picture(site: Site, arbre: Arbre) -> Markup:
    """Draw the questions in columns, one line per answer, a curve to the question that follows."""
    column = _columns(arbre)
    places: dict[str, tuple[int, int]] = {}
    filled: dict[int, int] = defaultdict(int)
    for question in arbre.questions:
        where = column[question.id]
        places[question.id] = (where * (BOX + STEP), filled[where])
        filled[where] += (len(question.reponses) + 2) * LINE + GAP
    width, height = (max(column.values()) + 1) * (BOX + STEP), max(filled.values())
    head = (
        f'<svg class="schema" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(arbre.titre)} : la même chose est écrite dans la liste plus bas">'
    )
    curves: list[str] = []
    parts: list[str] = []
    for question in arbre.questions:
        x, y = places[question.id]
        tall = (len(question.reponses) + 1) * LINE + 14
        parts.append(f'<rect class="cadre" x="{x + 1}" y="{y + 1}" width="{BOX}" height="{tall}" rx="5"/>')
        parts.append(f'<text class="fort" x="{x + 10}" y="{y + 22}">{escape(_short(question.texte, 54))}</text>')
        for rank, reponse in enumerate(question.reponses, start=1):
            line_y = y + 18 + rank * LINE
            following = next_question(arbre, question, reponse)
            end = site.corpus.parcours[reponse.parcours].titre if reponse.parcours else ""
            text = _short(reponse.texte, 30 if end else 56) + (f" → {_short(end, 28)}" if end else "")
            parts.append(f'<text x="{x + 10}" y="{line_y}">{escape(text)}</text>')
            if following is not None:
                tx, ty = places[following.id]
                curves.append(
                    f'<path class="fleche" d="M{x + BOX} {line_y - 5}C{x + BOX + 60} {line_y - 5} '
                    f'{tx - 60} {ty + 18} {tx - 2} {ty + 18}"/>'
                )
    return Markup("".join([head, *curves, *parts, "</svg>"]))  # noqa: S704


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
