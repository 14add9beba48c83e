"""« Ce site est-il à jour ? » says since when it is online, from what the host says."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route

from generator.publishing.entetes import CSP
from tests.navigateur.fenetres import Fenetres

pytestmark = pytest.mark.navigateur
DEPUIS = (
    (0, "aujourd’hui"),
    (1, "hier"),
    (3, "il y a 3 jours"),
    (40, "il y a 40 jours, au lieu de chaque nuit"),
    (-2, ""),
    (None, ""),
)
"""Days since the host had the page, what is told"""


def test_since_when(fenetres: Fenetres, serveur: Callable[..., str], site_petite_ile: Path) -> None:
    home = serveur(site_petite_ile, "/offre/")
    days: int | None = None

    def answer(route: Route) -> None:
        got = route.fetch()
        headers = {name: value for name, value in got.headers.items() if name != "last-modified"}
        if days is not None:
            headers["last-modified"] = email.utils.formatdate(time.time() - days * 86400 - 3600, usegmt=True)
        route.fulfill(response=got, headers=headers)

    with fenetres.open() as page:
        page.route("**/a-jour/", answer)
        for days, said in DEPUIS:
            page.goto(f"{home}a-jour/")  # the script asks nothing: it has written before the page is there
            told = page.locator("[data-en-ligne] > div", has_text="Site refait").locator("dd").all_text_contents()
            assert told == ([said] if said else []), days


@pytest.mark.parametrize("hosted", [False, True], ids=["dans la page", "et en-têtes de l'hébergeur"])
def test_the_search_holds_under_trusted_types(
    fenetres: Fenetres, serveur: Callable[..., str], site_petite_ile: Path, hosted: bool
) -> None:
    """A text never becomes a script: only the search's own worker starts, in the page as in the worker."""
    home, refused = serveur(site_petite_ile, "/offre/"), []

    def answer(route: Route) -> None:
        got = route.fetch()
        route.fulfill(response=got, headers={**got.headers, "content-security-policy": CSP})

    with fenetres.open() as page:
        page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
        if hosted:
            page.route("**/*", answer)
        page.goto(home)
        page.locator("header input[type=search]").first.fill("gouvernance")
        page.locator("[role=option]").first.wait_for()
        page.goto(f"{home}offre/?q=gouvernance")
        page.locator("[data-liste] mark").first.wait_for()
        assert refused == []
        script = "() => { try { document.body.innerHTML = '<b>x</b>'; return ''; } catch (e) { return e.name; } }"
        assert page.evaluate(script) == "TypeError"
        assert (
            page.evaluate("() => { try { new Worker('x.js'); return ''; } catch (e) { return e.name; } }")
            == "TypeError"
        )
