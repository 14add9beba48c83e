"""The pages of the arbres: the site is the state machine, one static page per path and place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from generator.corpus.memoire import unchanged
from generator.corpus.portes import portes
from generator.models.arbre import NSP, Arbre, Question, Reponse
from generator.models.service import TARIFS
from generator.orientation.classes import PLUSIEURS, Classe
from generator.orientation.paths import Chemin, Pas, next_question, states
from generator.orientation.study import Study
from generator.rendering.carnet import POIDS, POIDS_QUESTIONS, carnets_of
from generator.rendering.entree import Entree
from generator.rendering.environment import render, telephone_fr
from generator.rendering.fond import fond_of
from generator.rendering.page import OutputFile, Page
from generator.rendering.pages.rayons import shelf_pages
from generator.rendering.pages.resultats import result_pages, story_of
from generator.rendering.rayons import shelves
from generator.rendering.site import Site

SECTION = "orienter"


@dataclass(frozen=True)
class Orientation:
    """One arbre seen from its pages: addresses, places, what is open where."""

    site: Site
    study: Study
    arbre_id: str
    arbre: Arbre
    tarifs: dict[str, str] = field(default_factory=lambda: TARIFS)
    appels: dict[tuple[tuple[str, ...], str], Any] = field(default_factory=dict)
    """(communes, contact of the parcours) → whom to call first (pages/resultats.py)"""

    @property
    def debut(self) -> str:
        """Address of the start page, where the place is asked."""
        return f"orienter/{self.arbre_id}/"

    @property
    def plusieurs(self) -> Classe:
        return next(place for place in self.study.lieux.places if place.id == PLUSIEURS)

    @property
    def nsp(self) -> Classe:
        return next(place for place in self.study.lieux.places if place.id == NSP)

    def place_de(self, commune: str) -> Classe:
        """Return the place of a commune."""
        return next(place for place in self.study.lieux.places if commune in place.communes)

    def depuis(self, commune: str) -> str:
        """Return the address of the first question from a commune."""
        return f"{self.page(self.place_de(commune), ())}?commune={commune}"

    def page(self, place: Classe, pas: tuple[Pas, ...]) -> str:
        """Return the address of a state: the answers' ids joined by dots."""
        adresse = ".".join(step.reponse.id for step in pas)
        return f"{self.debut}{place.id}/{adresse}/" if pas else f"{self.debut}{place.id}/"

    def parcours_url(self, parcours: str, place: Classe) -> str:
        """Return the result page of the shortest path to a parcours: same place, same arbre when it leads there."""
        return shortest_to(self.study, place.id, self.arbre_id)[parcours]

    def lieux_ouverts(self, entree: Entree) -> list[str]:
        """Return the ids of the places where a fiche is open, then the communes where it is in a part of a place."""
        whole = [
            one for one in self.study.lieux.places if one.est_precise and entree.couverture.issuperset(one.communes)
        ]
        rest = entree.couverture.difference(*(one.communes for one in whole))
        return [*(one.id for one in whole), *sorted(rest)]


def shortest_to(study: Study, place: str = NSP, arbre: str = "") -> dict[str, str]:
    """Return parcours → address of its shortest path in a place: those of `arbre` first, then all the others."""
    found: dict[str, str] = {}
    for chemin in sorted(_shortest(study), key=lambda chemin: chemin.arbre != arbre):
        if chemin.parcours is not None:
            found.setdefault(chemin.parcours, f"orienter/{chemin.arbre}/{place}/{chemin.adresse}/")
    return found


def _shortest(study: Study) -> list[Chemin]:
    """Return the paths, shortest first; between equals, the first door of the site."""
    arbres = study.corpus.arbres
    return sorted(study.chemins, key=lambda chemin: (len(chemin.pas), arbres[chemin.arbre].ordre))


def ways_to(study: Study) -> dict[tuple[str, str], tuple[str, tuple[Pas, ...]]]:
    """Return (kind, id) of a fiche → (address, answers) of the shortest path that shows it first."""
    found: dict[tuple[str, str], tuple[str, tuple[Pas, ...]]] = {}
    for chemin in _shortest(study):
        if chemin.parcours is None:
            continue
        evaluation = study.evaluate(chemin, NSP)
        matching = study.matching
        shown = [
            matching.offre.items[number]
            for selection in evaluation.etapes
            if selection is not None
            for number in selection.montres
        ]
        if evaluation.financements is not None:
            shown += [matching.argent.items[number] for number in evaluation.financements.montres]
        for item in shown:
            found.setdefault((item.genre, item.id), (f"orienter/{chemin.arbre}/{NSP}/{chemin.adresse}/", chemin.pas))
    return found


def doors(site: Site) -> list[dict[str, str]]:
    """Return the arbres as doors, in their order."""
    arbres = sorted(site.corpus.arbres.items(), key=lambda pair: (pair[1].ordre, pair[0]))
    return [
        {"url": f"orienter/{key}/", "titre": arbre.titre, "court": arbre.court, "suite": "Commencer"}
        for key, arbre in arbres
    ]


def commune_files(site: Site, study: Study) -> list[OutputFile]:
    """Return orienter/communes.json for the script: Insee code → name, id of its place, then its mairie if known."""
    if not site.corpus.arbres:
        return []
    rows = {
        code: [site.corpus.communes[code].nom, classe.id, *_mairie(site, code)]
        for classe in study.lieux.places
        if classe.est_precise
        for code in classe.communes
    }
    data = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return [OutputFile("orienter/communes.json", data.encode())]


def subject_file(site: Site) -> list[OutputFile]:
    """Return orienter/sujets.json for the script: enjeu → its name and page, then name, words and page of its story."""
    if not site.corpus.arbres or not site.sujets:
        return []
    rows: dict[str, list[str]] = {}
    for nom, url, _ in site.sujets:
        story = story_of(site, enjeu := url.split("/")[-2])
        rows[enjeu] = [nom, url, *([story.fiche.nom, story.fiche.resume, story.url] if story else [])]
    data = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return [OutputFile("orienter/sujets.json", data.encode())]


def _mairie(site: Site, code: str) -> list[str]:
    """Return [name, number to dial, number to read, when], [] when no telephone is known."""
    found = [porte for porte in portes(site.corpus, frozenset((code,))) if porte.genre == "mairie" and porte.telephone]
    return [text for one in found for text in (one.nom, one.telephone, telephone_fr(one.telephone), one.horaires)]


def orientation_pages(site: Site, study: Study) -> Iterator[Page]:
    """Yield orienter/, then each arbre: its start, then every question and result of every place."""
    if not site.corpus.arbres:
        return
    yield Page(
        "orienter/",
        "Trouver de l'aide",
        "Quelques questions pour savoir par quoi commencer et qui appeler.",
        SECTION,
        render(
            "orienter.html",
            site=site,
            portes=doors(site),
            carnets=carnets_of(study),
            poids=POIDS,
            poids_leger=POIDS_QUESTIONS,
        ),
    )
    for key, arbre in site.corpus.arbres.items():
        view = Orientation(site, study, key, arbre)
        deepest = _deepest(arbre)
        yield Page(
            view.debut,
            arbre.titre,
            arbre.promesse,
            SECTION,
            render(
                "arbre_debut.html",
                site=site,
                o=view,
                arbre=arbre,
                profondeur=deepest[arbre.questions[0].id],
                rayons=shelves(site.corpus),
            ),
            fil=(("Trouver de l'aide", "orienter/"),),
        )
        trail = (("Trouver de l'aide", "orienter/"), (arbre.court, view.debut))
        yield from shelf_pages(site, f"{view.debut}communes/", view.debut, SECTION, trail, view.depuis)
        for place in study.lieux.places:
            yield from _place_pages(view, place, deepest)


def _deepest(arbre: Arbre) -> dict[str, int]:
    """Return question → number of questions still to come at most, itself included."""
    left: dict[str, int] = {}
    for question in reversed(arbre.questions):
        following = [next_question(arbre, question, reponse) for reponse in question.reponses]
        left[question.id] = 1 + max((left[after.id] for after in following if after is not None), default=0)
    return left


def _place_pages(view: Orientation, place: Classe, deepest: dict[str, int]) -> Iterator[Page]:
    for pas, question in states(view.arbre):
        answers = [(reponse, view.page(place, (*pas, Pas(question, reponse)))) for reponse in question.reponses]
        maximum, url = len(pas) + deepest[question.id], view.page(place, pas)
        made_from = (fond_of(view.site), view.study.lieux, place, pas, question, maximum)
        yield unchanged((Page, url), made_from, partial(_question_page, view, place, pas, question, answers, maximum))
        for reponse, url in answers:
            step = Pas(question, reponse)
            if reponse.parcours is not None:
                yield from result_pages(view, place, (*pas, step), url)
            elif reponse.sortie is not None:
                yield _exit_page(view, place, (*pas, step), url)


def _question_page(
    view: Orientation,
    place: Classe,
    pas: tuple[Pas, ...],
    question: Question,
    answers: list[tuple[Reponse, str]],
    maximum: int,
) -> Page:
    body = render(
        "question.html",
        site=view.site,
        o=view,
        arbre=view.arbre,
        question=question,
        pas=pas,
        place=place,
        maximum=maximum,
        reponses=[(reponse.texte, url) for reponse, url in answers if reponse.id != NSP],
        nsp=next((reponse.texte, url) for reponse, url in answers if reponse.id == NSP),
    )
    return Page(
        view.page(place, pas),
        f"{question.texte} {view.arbre.court}",
        f"Question {len(pas) + 1} sur {maximum} : {question.texte}",
        SECTION,
        body,
        index=False,
        chemin=True,
        gabarit="question",
    )


def _exit_page(view: Orientation, place: Classe, pas: tuple[Pas, ...], url: str) -> Page:
    sortie = pas[-1].reponse.sortie
    values: dict[str, Any] = {"site": view.site, "o": view, "place": place, "pas": pas, "sortie": sortie}
    contact = view.site.entrees["service"].get(sortie.contact) if sortie and sortie.contact else None
    title = sortie.titre if sortie else ""
    body = render("sortie.html", contact=contact, **values)
    return Page(url, title, title, SECTION, body, index=False, chemin=True, gabarit="resultat", papier=url)
