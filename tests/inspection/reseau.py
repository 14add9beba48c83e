"""A plain visit: where requests go, what is kept on the device, what it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.rendering.mesure import Poids, over_budget
from tests.inspection.faute import Faute
from tests.inspection.gabarits import CARNET, FICHES, INTROUVABLE, QUESTION, RESULTAT, SORTIE, Gabarit
from tests.inspection.visite import Visiteur

BUDGET_NAMES = {
    "accueil": "accueil",
    QUESTION: QUESTION,
    RESULTAT: RESULTAT,
    SORTIE: RESULTAT,
    CARNET: CARNET,
} | dict.fromkeys(FICHES, "fiche")
"""Our templates → those of the budgets."""

_KEPT = """async () => {
  const kept = [];
  if (localStorage.length) kept.push('localStorage');
  if (sessionStorage.length) kept.push('sessionStorage');
  if ((await indexedDB.databases()).length) kept.push('indexedDB');
  if ((await caches.keys()).length) kept.push('caches');
  if ((await navigator.serviceWorker.getRegistrations()).length) kept.push('service worker');
  return kept;
}"""
_ELEMENTS = "document.querySelectorAll('*').length - document.querySelectorAll('svg *').length"


@dataclass
class Visite:
    """What one visit did."""

    requests: list[str]
    failed: list[str]
    console: list[str]
    kept: list[str]
    octets: int
    elements: int


def visit(visiteur: Visiteur, gabarit: Gabarit) -> Visite:
    """Return what a page did since it began to load, once it is quiet; those who touch it come after."""
    page, heard = visiteur.open(gabarit), visiteur.ecoute
    heard.wait()
    kept = [*page.evaluate(_KEPT), *(f"cookie {cookie.get('name')}" for cookie in page.context.cookies())]
    octets = sum(request.sizes()["responseBodySize"] for request in heard.done)
    elements = page.evaluate(_ELEMENTS)
    return Visite([*heard.requests], [*heard.failed], [*heard.console], kept, octets, elements)


def check_network(visiteur: Visiteur, gabarit: Gabarit) -> list[Faute]:
    """No request elsewhere, no error, nothing kept, within the budget of its template."""
    seen = visit(visiteur, gabarit)
    host = urlsplit(visiteur.base).netloc
    messages = [
        f"demande partie ailleurs : {url}"
        for url in seen.requests
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != host
    ]
    messages += [f"fichier qui ne vient pas : {url.removeprefix(visiteur.base)}" for url in seen.failed]
    expected = "404" if gabarit.nom == INTROUVABLE else None
    messages += [f"console : {text}" for text in seen.console if expected is None or expected not in text]
    messages += [f"gardé sur l'appareil sans un geste : {what}" for what in seen.kept]
    messages += over_budget(measure(seen, gabarit))
    return [Faute(gabarit.adresse, message) for message in messages]


def measure(seen: Visite, gabarit: Gabarit) -> Poids:
    """Return the browser's own weighing, in the terms of the build's."""
    name = BUDGET_NAMES.get(gabarit.nom, "autre")
    return Poids(gabarit.chemin, name, seen.elements, len(seen.requests), seen.octets)
