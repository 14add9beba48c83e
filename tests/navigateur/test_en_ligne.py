"""« Ce site est-il à jour ? » says since when it is online, from what the host says."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route

from tests.navigateur.fenetres import Fenetres

pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "aujourd’hui"), (1, "hier"), (3, "il y a 3 jours"), (40, "il y a 40 jours, au lieu de chaque nuit"), (-2, "")],
)
def test_since_when(
    fenetres: Fenetres, serveur: Callable[..., str], site_petite_ile: Path, days: int, said: str
) -> None:
    home = serveur(site_petite_ile, "/offre/")

    def answer(route: Route) -> None:
        if route.request.method == "HEAD":
            then = email.utils.formatdate(time.time() - days * 86400 - 60, usegmt=True)
            route.fulfill(status=200, headers={"Last-Modified": then})
        else:
            route.continue_()

    with fenetres.open() as page:
        page.route("**/a-jour/", answer)
        page.goto(f"{home}a-jour/", wait_until="networkidle")
        told = page.locator("[data-en-ligne] > div", has_text="Site refait").locator("dd").all_text_contents()
        assert told == ([said] if said else [])
