"""The whole inspection on the invented territory: every template, no fault.

The pages of the dispositif are those of the same territory once it has lived:
empty tables, lists of nothing and figures to come hide what would overflow.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.contributing.voisin_recu import as_text, receive
from generator.models.voisin import VOISINS, path_of
from generator.publishing.ecoindex import Balance
from tests import vingt_quatre_mois
from tests.chemins import AUJOURDHUI
from tests.construction import build, read
from tests.inspection.gabarits import Gabarit, missing, pages_of, sample
from tests.inspection.inspecter import CONTROLES, VNU, Rapport, check_all, check_html
from tests.inspection.reseau import visit
from tests.inspection.structure import check_structure
from tests.inspection.visite import Visiteur, serve_compressed
from tests.voisins import service, source

PARTS = 10
"""The templates are looked at in so many tests: a run tells how far it is."""
VECUS = {
    *("besoin", "besoins", "bilan", "collectif", "collectifs", "dispositif"),
    *("indicateur", "indicateurs", "instance", "instances", "reunion", "voisins"),
}
"""Looked at on the territory that lived"""


@pytest.fixture(scope="module")
def pages(site_petite_ile: Path) -> dict[str, str]:
    return pages_of(site_petite_ile)


@pytest.fixture(scope="module")
def gabarits(pages: dict[str, str]) -> list[Gabarit]:
    return sample(pages)


@pytest.fixture(scope="module")
def visiteur(navigateur: Browser, site_petite_ile: Path) -> Iterator[Visiteur]:
    with serve_compressed(site_petite_ile, "/offre/") as base:
        visiteur = Visiteur(navigateur, base)
        yield visiteur
        visiteur.close()


@pytest.fixture(scope="module")
def vecu(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the invented territory, its twenty-four months over, a neighbour's fiches received."""
    folder = tmp_path_factory.mktemp("vecu")
    root = vingt_quatre_mois.write_territory(folder)
    copy, problems = receive(source([service("tricot"), service("filets", "02901")]), None, read(root), AUJOURDHUI)
    assert copy is not None, problems
    (root / VOISINS).mkdir()
    (root / path_of("estran")).write_bytes(as_text(copy))
    build(root, folder / "site", datetime.date.fromisoformat(vingt_quatre_mois.FIN))
    return folder / "site"


def test_the_invented_territory_shows_every_template(gabarits: list[Gabarit], vecu: Path) -> None:
    assert missing([*gabarits, *sample(pages_of(vecu))]) == []
    assert len(gabarits) >= 27


@pytest.mark.lent
@pytest.mark.parametrize("part", range(PARTS))
def test_no_fault_on_any_template(visiteur: Visiteur, gabarits: list[Gabarit], part: int) -> None:
    others = [gabarit for gabarit in gabarits if gabarit.nom not in VECUS]
    assert faults_of(visiteur, others[part::PARTS]) == []


@pytest.mark.lent
def test_no_fault_on_a_territory_that_lived(visiteur: Visiteur, vecu: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Measures, meetings, besoins that were answered, collectifs, the bilan: every table has its rows."""
    lived = [gabarit for gabarit in sample(pages_of(vecu)) if gabarit.nom in VECUS]
    assert {gabarit.nom for gabarit in lived} == VECUS
    with serve_compressed(vecu, "/offre/") as base:
        monkeypatch.setattr(visiteur, "base", base)  # the same windows, which know what was seen
        assert faults_of(visiteur, lived) == []


def faults_of(visiteur: Visiteur, gabarits: list[Gabarit]) -> list[str]:
    faults, _ = check_all(visiteur, gabarits)
    assert faults.keys() == CONTROLES.keys()
    return [f"{checker} : {fault}" for checker, found in faults.items() for fault in found]


def test_no_script_reads_the_width(site_petite_ile: Path) -> None:
    """So a page made narrower is the page that a phone opens, and the inspection may load it once."""
    scripts = {path.name: path.read_text("utf-8") for path in site_petite_ile.rglob("*.js") if "lunr" not in path.name}
    assert len(scripts) > 5
    asked = re.compile(r"matchMedia|visualViewport|ResizeObserver|getBoundingClientRect|screen\.|Width\b")
    assert {name: found for name, text in scripts.items() if (found := asked.findall(text))} == {}


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
    visiteur.spoil(visiteur.open(gabarit))
    assert visit(visiteur, gabarit).octets == seen.octets, "a first visit, each time"
