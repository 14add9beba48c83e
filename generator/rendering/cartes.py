"""The cards of an arbre for a table, as the HTML that is laid out on paper: A5, both sides, one leaf per card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.corpus.palette import palette
from generator.models.arbre import Arbre
from generator.models.parcours import Parcours
from generator.orientation.cartes import (
    LARGEUR,
    CarteDeTable,
    Jeu,
    answers_on_card,
    cards_of,
    cut,
    steps_of,
    steps_on_card,
)
from generator.orientation.study import Study
from generator.rendering.codes import DOSSIER as CODES
from generator.rendering.environment import render
from generator.rendering.files.couleurs import properties
from generator.rendering.page import Papier
from generator.rendering.pages.orientation import shortest_to
from generator.rendering.pages.resultats import call_first
from generator.rendering.papier import picture
from generator.rendering.qr import qr
from generator.rendering.site import Site

_MAX_LIEUX = 8
"""Places named on the facilitator's card: beyond, the page of the communes says it better."""


def cards_path(arbre: str) -> str:
    """Return where the site holds the cards of an arbre."""
    return f"guide/outils/cartes-{arbre}.pdf"


def cards_papers(site: Site, study: Study, codes: Mapping[str, str]) -> Iterator[Papier]:
    """Yield the cards of each arbre, to be laid out."""
    for key in site.corpus.arbres:
        yield Papier(cards_path(key), cards_html(site, study, key, codes), site.jour)


def cards_html(site: Site, study: Study, key: str, codes: Mapping[str, str]) -> str:
    """Return the document: every card is two pages, its recto and its verso, in the order of its number."""
    arbre = site.corpus.arbres[key]
    jeu = cards_of(arbre)
    ways = shortest_to(study, arbre=key)
    root = site.territoire.site.url
    views = [_view(site, arbre, jeu, carte) for carte in jeu.cartes]
    for view in views:
        address = ways[view["carte"].cle] if view["carte"].genre == "parcours" else f"orienter/{key}/"
        view["adresse"] = f"{root}{CODES}{codes[address]}" if address in codes else f"{root}{address}"
        view["qr"] = picture(qr(view["adresse"]))
    places = [place for place in study.lieux.places if place.est_precise]
    return render(
        "cartes.html",
        site=site,
        arbre=arbre,
        vues=views,
        lieux=[place.nom for place in places] if len(places) <= _MAX_LIEUX else [],
        appel=call_first(site, frozenset(site.corpus.communes)),
        court=lambda text, most: cut(text, LARGEUR, most),
        couleurs=properties(palette(site.territoire.couleurs)["clair"]),
        auteur=site.entrees["acteur"][site.territoire.coordination].fiche.nom,
    )


def _view(site: Site, arbre: Arbre, jeu: Jeu, carte: CarteDeTable) -> dict[str, Any]:
    """Return what the template shows of a card."""
    view: dict[str, Any] = {"carte": carte}
    if carte.genre == "question":
        question = next(one for one in arbre.questions if one.id == carte.cle)
        told = answers_on_card(question.texte, [one.texte for one in question.reponses])
        numbers = [jeu.suites[question.id, one.id] for one in question.reponses]
        whole = all(text == one.texte for text, one in zip(told, question.reponses, strict=True))
        view |= {"question": question, "reponses": list(zip(told, numbers, strict=True)), "entiere": whole}
    elif carte.genre == "parcours":
        parcours: Parcours = site.corpus.parcours[carte.cle]
        steps = steps_of(parcours)
        told = steps_on_card(parcours.titre, steps)
        appel = call_first(site, frozenset(site.corpus.communes), parcours.contact)
        view |= {"parcours": parcours, "pas": told, "entiere": told == steps, "appel": appel}
    elif carte.genre == "sortie":
        asked, given = carte.cle.rsplit(".", 1)
        question = next(one for one in arbre.questions if one.id == asked)
        view["sortie"] = next(one.sortie for one in question.reponses if one.id == given)
    return view
