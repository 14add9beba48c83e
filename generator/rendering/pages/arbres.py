"""For the partners: each arbre as a picture with its equivalent list, and services by answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.models.arbre import NSP, Arbre, Question, Reponse
from generator.orientation.paths import next_question
from generator.orientation.study import Study
from generator.rendering.dessin import picture
from generator.rendering.environment import lien, render
from generator.rendering.page import Page
from generator.rendering.pages.orientation import SECTION, shortest_to
from generator.rendering.pagination import cut
from generator.rendering.site import Site

MAX_LIGNES = 30
"""Services on one page of a table, each with a cell for an answer: under 500 elements."""


def arbre_pages(site: Site, study: Study) -> Iterator[Page]:
    """Yield orienter/<arbre>/carte/ and one table per question."""
    counts = _services_by_answer(study)
    ways = shortest_to(study)
    for key, arbre in site.corpus.arbres.items():
        trail = (("Trouver de l'aide", "orienter/"), (arbre.court, f"orienter/{key}/"))
        lines = {
            question.id: [
                (reponse.texte, *_follow_up(site.corpus, arbre, question, reponse, ways))
                for reponse in question.reponses
            ]
            for question in arbre.questions
        }
        image = picture(site.corpus, arbre, "colonnes", "plus bas")
        yield Page(
            f"orienter/{key}/carte/",
            f"Les questions en image : {arbre.court}",
            f"Toutes les questions et leurs suites : {arbre.titre}",
            SECTION,
            render("arbre_carte.html", site=site, arbre_id=key, arbre=arbre, lignes=lines, image=image),
            fil=trail,
            index=False,
        )
        for question in arbre.questions:
            yield from _matrix_pages(site, key, arbre, question, counts)


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


def _matrix_pages(
    site: Site, key: str, arbre: Arbre, question: Question, counts: dict[tuple[str, str, str], Counter[str]]
) -> Iterator[Page]:
    columns = [counts[(key, question.id, reponse.id)] for reponse in question.reponses]
    named = set().union(*columns)
    rows = [
        (entry, [column[entry.id] for column in columns])
        for entry in site.entrees["service"].values()
        if entry.id in named
    ]
    page = Page(
        f"orienter/{key}/carte/{question.id}/",
        f"Services selon la réponse : {question.texte}",
        f"Quels services sont proposés selon la réponse à : {question.texte}",
        SECTION,
        "",
        fil=(
            ("Trouver de l'aide", "orienter/"),
            (arbre.court, f"orienter/{key}/"),
            ("En image", f"orienter/{key}/carte/"),
        ),
        index=False,
    )
    for part in cut(rows, MAX_LIGNES):
        body = render(
            "matrice.html",
            site=site,
            arbre_id=key,
            question=question,
            reponses=[reponse.texte for reponse in question.reponses],
            lignes=part.items,
            page=part.page,
            pages=part.pages,
            url=page.url,
        )
        yield part.made(page, body)
