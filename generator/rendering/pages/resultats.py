"""The page of a result, short, and the sheet to take away: where one is, what to do first, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from generator.corpus.portes import Porte, portes
from generator.orientation.classes import Classe
from generator.orientation.paths import Pas
from generator.orientation.results import Proposition, Resultat, fill
from generator.rendering.environment import render, telephone_fr
from generator.rendering.page import Page
from generator.rendering.site import Entree, Site

SECTION = "orienter"
FEUILLE = "feuille/"
"""The sheet of a result, below its address."""
AUTRES_PORTES = 2
"""Other numbers, folded under the first one (card of the project: two at most)."""
PISTES = 3
"""Leads of money shown; the others are folded."""
MAX_SMS = 160
"""Signs of one text message (3GPP TS 23.038)."""


@dataclass(frozen=True, slots=True)
class Appel:
    """Whom to call or write to first, then who else answers for this place."""

    premiere: Porte
    autres: tuple[Porte, ...]


def result_pages(view: Any, place: Classe, pas: tuple[Pas, ...], url: str) -> Iterator[Page]:
    """Yield the page of a result, then its sheet; `view` is the Orientation of pages/orientation.py."""
    site: Site = view.site
    resultat = fill(view.study.matching, str(pas[-1].reponse.parcours), pas, place)
    appel = _appel(site, resultat)
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
        "resume": others_summary,
    }
    argent = resultat.financements
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
            histoire=_story(site, resultat),
            sms=_sms(resultat, appel, address),
            courriel=_letter(site, resultat, address),
            avis=[(words, _opinion(site, words, resultat, address)) for words in ("Oui", "Pas vraiment")],
            **values,
        ),
        index=False,
        chemin=True,
        gabarit="resultat",
    )
    yield Page(
        f"{url}{FEUILLE}",
        f"Feuille à emporter : {resultat.parcours.titre}",
        "Une feuille A4 à imprimer : qui appeler, les étapes, quoi apporter, de la place pour écrire.",
        SECTION,
        render("feuille.html", retour=url, **values),
        index=False,
        chemin=True,
        gabarit="feuille",
    )


def _appel(site: Site, resultat: Resultat) -> Appel:
    """The proofs of the arbres (ORI035) make sure that a door answers; one with a telephone goes first."""
    found = portes(site.corpus, frozenset(resultat.place.communes), resultat.contact)
    ordered = sorted(found, key=lambda porte: not porte.telephone)
    return Appel(ordered[0], tuple(ordered[1 : 1 + AUTRES_PORTES]))


def _story(site: Site, resultat: Resultat) -> Entree | None:
    return next((site.entrees["acteur"][key] for key in resultat.parcours.exemples), None)


def _sms(resultat: Resultat, appel: Appel, address: str) -> str:
    """Return the `sms:` link; what does not fit in one message is left out, the address first."""
    who = f" {appel.premiere.nom} : {telephone_fr(appel.premiere.telephone)}." if appel.premiere.telephone else ""
    parts = (f"{resultat.parcours.titre}.", who, f" {address}")
    text = "".join(parts)
    while len(text) > MAX_SMS and len(parts) > 1:
        parts = parts[:-1]
        text = "".join(parts)
    return f"sms:?body={quote(text[:MAX_SMS])}"


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
    """Return a message ready to send, that the coordination can count (indicateur A1.1); '' when nobody reads it."""
    to = site.boite
    subject = quote(f"Avis : {words.lower()}, {resultat.parcours.titre}")
    body = quote(f"Cette page m'a aidé : {words.lower()}.\nCe que je veux ajouter :\n\nPage : {address}")
    return f"mailto:{quote(to, safe='@')}?subject={subject}&body={body}" if to else ""


def others_summary(propositions: tuple[Proposition, ...]) -> str:
    """Return what a folded list holds: « 2 autres aides, dont 1 pas encore ouverte »."""
    count = len(propositions)
    planned = sum(one.signe is not None and one.signe.code == "prevu" for one in propositions)
    words = f"{count} autre{'s' if count > 1 else ''} aide{'s' if count > 1 else ''}"
    if planned == count:
        return f"{words}, pas encore ouverte{'s' if count > 1 else ''}"
    return f"{words}, dont {planned} pas encore ouverte{'s' if planned > 1 else ''}" if planned else words
