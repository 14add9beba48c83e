"""The pages that have a field, in a real browser, shared by the tests of the field and of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.navigateur.fenetres import Fenetres
from tests.rendering.search.banc import ecrire

Serveur = Callable[..., str]


@pytest.fixture(scope="module")
def adresse(tmp_path_factory: pytest.TempPathFactory, serveur: Serveur) -> str:
    """Their address, under a sub-path."""
    return serveur(ecrire(tmp_path_factory.mktemp("recherche")), "/offre/")


@pytest.fixture
def page(fenetres: Fenetres) -> Iterator[Page]:
    """A page whose every script error and refused request fails the test."""
    with fenetres.open(viewport={"width": 360, "height": 740}) as opened:
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda m: errors.append(m.text) if "Content Security Policy" in m.text else None)
        yield opened
        assert errors == []
