"""The whole inspection on the invented territory: every template, no fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.publishing.ecoindex import Balance
from tests.inspection.gabarits import Gabarit, missing, pages_of, prefix_of, sample
from tests.inspection.inspecter import CONTROLES, VNU, Rapport, check_all, check_html
from tests.inspection.reseau import visit
from tests.inspection.structure import check_structure
from tests.inspection.visite import Visiteur, serve_compressed

PARTS = 10
"""The templates are looked at in so many tests: a run tells how far it is."""


@pytest.fixture(scope="module")
def pages(site_petite_ile: Path) -> dict[str, str]:
    return pages_of(site_petite_ile)


@pytest.fixture(scope="module")
def gabarits(pages: dict[str, str]) -> list[Gabarit]:
    return sample(pages)


@pytest.fixture(scope="module")
def visiteur(navigateur: Browser, site_petite_ile: Path, pages: dict[str, str]) -> Iterator[Visiteur]:
    with serve_compressed(site_petite_ile, prefix_of(pages)) as base:
        assert base.endswith("/offre/")
        visiteur = Visiteur(navigateur, base)
        yield visiteur
        visiteur.close()


def test_the_invented_territory_shows_every_template(gabarits: list[Gabarit]) -> None:
    assert missing(gabarits) == []
    assert len(gabarits) >= 27


@pytest.mark.lent
@pytest.mark.parametrize("part", range(PARTS))
def test_no_fault_on_any_template(visiteur: Visiteur, gabarits: list[Gabarit], part: int) -> None:
    faults, _ = check_all(visiteur, gabarits[part::PARTS])
    assert faults.keys() == CONTROLES.keys()
    assert [f"{checker} : {fault}" for checker, found in faults.items() for fault in found] == []


def test_titles_and_headings_of_every_page(pages: dict[str, str]) -> None:
    assert [str(fault) for fault in check_structure(pages)] == []


def test_the_html_of_every_page(site_petite_ile: Path) -> None:
    rapport = Rapport()
    check_html(rapport, site_petite_ile)
    for avis in rapport.avis:
        print(avis)
    assert [str(fault) for fault in rapport.fautes[VNU]] == []


def test_the_build_weighs_as_the_browser_does(visiteur: Visiteur, site_petite_ile: Path) -> None:
    balance = Balance(site_petite_ile)
    gabarit = Gabarit("plan", "plan/index.html")
    seen = visit(visiteur, gabarit)
    loaded = [url.removeprefix(visiteur.base) for url in seen.requests[1:]]
    data = (site_petite_ile / gabarit.chemin).read_bytes()
    mesure = balance.weigh(gabarit.chemin, "autre", data, seen.elements, loaded)
    assert mesure.requetes == len(seen.requests)
    assert mesure.octets == pytest.approx(seen.octets, rel=0.02)
    assert visit(visiteur, gabarit).octets == seen.octets, "a first visit, each time"
