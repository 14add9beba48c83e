"""The page of a result, short, and the sheet to take away: where one is, what to do first, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from generator.corpus.francais import pluriel
from generator.corpus.memoire import unchanged
from generator.corpus.portes import Porte, portes
from generator.models.parcours import Parcours
from generator.orientation.classes import Classe
from generator.orientation.paths import Pas
from generator.orientation.results import EtapeRemplie, Proposition, Resultat, fill
from generator.rendering.carnet import POIDS, carnet_of
from generator.rendering.entree import Entree
from generator.rendering.environment import render, telephone_fr
from generator.rendering.fond import fond_of
from generator.rendering.page import CODE, Page
from generator.rendering.site import Site
from generator.rendering.voisins import voisines_at

SECTION = "orienter"
FEUILLE = "feuille/"
"""The sheet of a result, below its address."""
PAS = 3
"""Next steps on the sheet: what a group does before it meets again; the page has them all."""
AUTRES_PORTES = 2
"""Other numbers, folded under the first one (card of the project: two at most)."""
PISTES = 3
"""Leads of money shown; the others are folded."""
MAX_AUTRES, MAX_AILLEURS = 7, 4
"""Other helps folded on a page, shared by its lists; doors closed here that a list names: under 250 elements."""
AVIS = ("Oui", "Pas vraiment")
FAIT, MEME_SUJET = "Ils l'ont fait ici", "Une histoire d'ici, sur ce sujet"
MAX_SMS = 160
"""Signs of one text message (3GPP TS 23.038)."""


@dataclass(frozen=True, slots=True)
class QuiAppeler:
    """Whom to call or write to first, then who else answers for this place."""

    premiere: Porte
    autres: tuple[Porte, ...]


def result_pages(view: Any, place: Classe, pas: tuple[Pas, ...], url: str) -> tuple[Page, ...]:
    """Return the page of a result, then its sheet; `view` is the Orientation of pages/orientation.py."""
    site: Site = view.site
    resultat = fill(view.study.matching, str(pas[-1].reponse.parcours), pas, place)
    asked = place.communes, resultat.contact
    if asked not in view.appels:
        view.appels[asked] = call_first(site, frozenset(place.communes), resultat.contact)
    appel = view.appels[asked]
    assert appel is not None  # noqa: S101 - ORI035 has refused the territory
    named = [site.entrees[one.genre][one.id] for one in _propositions(resultat)]
    tale = story(site, resultat.parcours)
    also = voisines_at(site, frozenset(place.communes))
    made_from = (fond_of(site), view.study.lieux, resultat, appel, named, tale, also)
    return unchanged((Resultat, url), made_from, lambda: tuple(_pages(view, resultat, appel, tale, also, url)))


def _propositions(resultat: Resultat) -> Iterator[Proposition]:
    """Yield every fiche that a result may show."""
    money = (resultat.financements,) if resultat.financements else ()
    for filled in (*(etape.contenu for etape in resultat.etapes), *money):
        yield from (*filled.montres, *filled.aussi, *filled.remplacants, *filled.ailleurs, *filled.a_verifier)


def _pages(
    view: Any, resultat: Resultat, appel: QuiAppeler, tale: tuple[str, Entree] | None, also: Any, url: str
) -> Iterator[Page]:
    site: Site = view.site
    place, pas = resultat.place, resultat.pas
    address = f"{site.territoire.site.url}{url}"
    values: dict[str, Any] = {
        "site": site,
        "o": view,
        "resultat": resultat,
        "place": place,
        "pas": pas,
        "appel": appel,
        "adresse": address,
        "feuille": f"{url}{FEUILLE}",
        "resume": folded_summary,
    }
    message, argent = _message(site, resultat, appel), resultat.financements
    leads = (*argent.montres, *argent.remplacants, *argent.aussi, *argent.a_verifier) if argent else ()
    yield Page(
        url,
        f"Votre parcours : {resultat.parcours.titre}",
        f"{resultat.parcours.titre}, en {len(resultat.etapes)} étapes.",
        SECTION,
        render(
            "resultat.html",
            pistes=leads[:PISTES],
            autres_pistes=leads[PISTES:],
            max_autres=_share([*(len(filled.autres) for filled in resultat.etapes), len(leads[PISTES:])]),
            max_ailleurs=MAX_AILLEURS,
            histoire=tale,
            aussi=also,
            carnet=carnet_of(view.study, place.id),
            poids=POIDS,
            message=message,
            sms=f"sms:?body={quote(message)}",
            courriel=_letter(site, resultat, address),
            avis=[(words, _opinion(site, words, resultat, address)) for words in AVIS] if site.boite else [],
            **values,
        ),
        index=False,
        chemin=True,
        gabarit="resultat",
        papier=url,
    )
    yield Page(
        f"{url}{FEUILLE}",
        f"Feuille à emporter : {resultat.parcours.titre}",
        "Une feuille A4 à imprimer : qui appeler, les étapes, quoi apporter, de la place pour écrire.",
        SECTION,
        render("feuille.html", retour=url, etapes=resultat.etapes[:PAS], **values),
        index=False,
        chemin=True,
        gabarit="feuille",
        papier=url,
    )


def call_first(site: Site, communes: frozenset[str], service: str = "") -> QuiAppeler | None:
    """Return who answers for these communes, one with a telephone first; None when nobody can be called or written to.

    ORI035 proves that every result has one.
    """
    found = sorted(portes(site.corpus, communes, service), key=lambda porte: (not porte.telephone, not porte.courriel))
    if not found or not (found[0].telephone or found[0].courriel):
        return None
    return QuiAppeler(found[0], tuple(found[1 : 1 + AUTRES_PORTES]))


def _share(lengths: list[int]) -> int:
    """Return how many fiches each folded list names; all of them when the page can hold them."""
    if sum(lengths) <= MAX_AUTRES:
        return MAX_AUTRES
    # Each list that is cut says, in three elements more, how many are left.
    return max(1, MAX_AUTRES * 2 // 3 // sum(length > 0 for length in lengths))


def story(site: Site, parcours: Parcours) -> tuple[str, Entree] | None:
    """Return the one story of a parcours, with what it is: of its enjeu first, else the first of its `exemples`.

    An initiative of the same enjeu that the parcours does not name is about the same subject, no more. When a person
    gives a subject, js/orienter.js puts the story of `subject_file` in its place.
    """
    named = [site.entrees["acteur"][key] for key in parcours.exemples]
    of_here = (*named, *(story_of(site, enjeu) for enjeu in parcours.enjeux))
    same = [one for one in of_here if one and not set(parcours.enjeux).isdisjoint(one.fiche.enjeux)]
    return next(((FAIT if one in named else MEME_SUJET, one) for one in (*same, *named)), None)


def story_of(site: Site, enjeu: str) -> Entree | None:
    """Return the first initiative of here, by name, that is about an enjeu."""
    return next((one for one in site.initiatives if enjeu in one.fiche.enjeux), None)


def _message(site: Site, resultat: Resultat, appel: QuiAppeler) -> str:
    """Return the text to send: what, whom to call, where; the address is left out when it does not fit in one."""
    door, address = appel.premiere, f"{site.territoire.site.url}c/{CODE}"
    who = f" {door.nom} : {telephone_fr(door.telephone)}." if door.telephone else ""
    text = f"{resultat.parcours.titre}.{who} {address}"
    if len(text) > MAX_SMS:
        text = text.removesuffix(address).strip()
    return text if len(text) <= MAX_SMS else f"{text[: MAX_SMS - 1]}…"


def _letter(site: Site, resultat: Resultat, address: str) -> str:
    """Return a letter to whoever the group wants to show its parcours to."""
    answers = "\n".join(f"- {step.question.texte} {step.reponse.texte}" for step in resultat.pas)
    steps = "\n".join(f"{filled.numero}. {filled.etape.titre}" for filled in resultat.etapes)
    text = (
        f"Bonjour,\n\nNous avons répondu aux questions du site {site.territoire.site.nom}.\n\n"
        f"Commune : {resultat.place.nom}\n{answers}\n\nParcours proposé : {resultat.parcours.titre}\n{steps}\n\n"
        f"{address}\n\nPouvons-nous prendre rendez-vous ?\n"
    )
    subject = quote(f"Demande de rendez-vous : {resultat.parcours.titre}")
    return f"mailto:?subject={subject}&body={quote(text)}"


def _opinion(site: Site, words: str, resultat: Resultat, address: str) -> str:
    """Return a message ready to send to who reads the site's mail, that can be counted (indicateur A1.1)."""
    subject = quote(f"Avis : {words.lower()}, {resultat.parcours.titre}")
    body = quote(f"Cette page m'a aidé : {words.lower()}.\nCe que je veux ajouter :\n\nPage : {address}")
    return f"mailto:{quote(site.boite, safe='@')}?subject={subject}&body={body}"


def folded_summary(etape: EtapeRemplie) -> str:
    """Return what is folded below the card of an étape: « 2 autres aides, 1 pas ouverte ici »."""
    count, closed = len(etape.autres), len(etape.contenu.ailleurs)
    planned = sum(one.signe is not None and one.signe.code == "prevu" for one in etape.autres)
    parts = [pluriel(count, "autre aide", "autres aides")] if count else []
    if planned:
        parts.append("pas encore ouverte" + ("s" if planned > 1 else "") if planned == count else f"{planned} à venir")
    if closed:
        parts.append(f"{closed} pas ouverte{'s' if closed > 1 else ''} ici")
    return ", ".join(parts)
