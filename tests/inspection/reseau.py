"""A plain visit: where requests go, what is kept on the device, what it weighs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Request

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

    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    octets: int = 0
    elements: int = 0


def visit(visiteur: Visiteur, gabarit: Gabarit) -> Visite:
    """Load a page for the first time, wait until it is quiet, note everything."""
    done: list[Request] = []
    seen = Visite()
    address = visiteur.address(gabarit)

    def note(request: Request) -> None:
        if request.url == address:  # what the page before still asked for is not asked by this one
            for noted in (seen.requests, seen.failed, seen.console, done):
                noted.clear()
        seen.requests.append(request.url)

    listeners: dict[Any, Callable[..., None]] = {
        "request": note,
        "requestfinished": lambda request: done.append(request),
        "response": lambda told: seen.failed.append(told.url) if told.status >= 400 and told.url != address else None,
        "requestfailed": lambda request: seen.failed.append(request.url),
        "console": lambda told: seen.console.append(told.text) if told.type in ("error", "warning") else None,
        "pageerror": lambda error: seen.console.append(str(error)),
    }
    with visiteur.first_visit() as (page, go):
        for event, listener in listeners.items():
            page.on(event, listener)
        go(gabarit)
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        seen.elements = page.evaluate(_ELEMENTS)
        seen.kept = page.evaluate(_KEPT)
        seen.kept += [f"cookie {cookie.get('name')}" for cookie in page.context.cookies()]
        for request in done:
            seen.octets += request.sizes()["responseBodySize"]
    return seen


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
