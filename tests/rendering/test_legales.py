"""The pages due by law: filled from the territory, « à compléter » where nothing is known, linked from everywhere."""

from __future__ import annotations

import datetime
import re
from html import unescape
from pathlib import Path

import pytest

from generator.rendering.mesure import Poids
from generator.rendering.pages.legales import LEGALES, legal_pages, weighing_page
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.mini import TERRITOIRE, Mini


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def bodies(site: Site) -> dict[str, str]:
    return {page.url: text(page.body) for page in legal_pages(site)}


def test_filled_from_the_territory() -> None:
    pages = bodies(Site(read(), AUJOURDHUI))
    assert set(pages) == {"accessibilite/", "mentions-legales/", "donnees-personnelles/", "glossaire/"}
    notice = pages["mentions-legales/"]
    for value in ("Pôle ESS de Petite-Île", "3 quai des Brumes", "02 61 91 00 01", "La présidence", "du Phare"):
        assert value in notice
    assert "Contours des communes : dessinés pour les tests." in notice
    assert "Coordonnées des mairies : Annuaire inventé pour les tests (octobre 2026)." in notice
    assert "à compléter" not in " ".join(pages.values())
    declaration = pages["accessibilite/"]
    assert "est non conforme avec" in declaration
    assert "Établie le 1er mars 2026, il y a 8 mois. Elle est valable jusqu'au 1er mars 2029." in declaration
    assert "Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07" in declaration
    assert "Aucun cookie" in pages["donnees-personnelles/"]


def test_nothing_is_invented(mini: Mini) -> None:
    old = mini.text(TERRITOIRE)
    mini.write(TERRITOIRE, old[: old.index("editeur:")].replace("etat: publie", "etat: preparation"))
    pages = bodies(Site(mini.corpus(), AUJOURDHUI))
    assert pages["mentions-legales/"].count("à compléter") == 6
    assert "Date à compléter." in pages["accessibilite/"]
    assert "glossaire/" not in pages
    assert "mairies" not in pages["mentions-legales/"]


def test_an_audit_is_told(mini: Mini) -> None:
    lines = "  etat: partielle\n  audit_le: 2026-10-01\n  audit_par: Le Phare\n  taux: 62\n"
    lines += "  non_conformites: [Une image.]\n"
    mini.change(TERRITOIRE, "  etablie_le: 2026-01-05\n", f"  etablie_le: 2026-10-23\n{lines}")
    declaration = bodies(Site(mini.corpus(), datetime.date(2026, 11, 22)))["accessibilite/"]
    assert "partiellement conforme" in declaration
    assert "L'audit fait le 1er octobre 2026 par Le Phare donne 62 % de critères respectés." in declaration
    assert "Une image." in declaration
    assert "il y a moins d'un mois" in declaration
    assert "Aucun audit" not in declaration


def test_every_page_links_to_them(site_petite_ile: Path) -> None:
    # No frame for another site, carnet or short address has the foot: they link to the site, or are it.
    pages = sorted(p for p in site_petite_ile.rglob("*.html") if not {"integrer", "carnet", "c"} & set(p.parts))
    assert len(pages) > 100
    for page in pages:
        footer = page.read_text("utf-8").split("<footer")[1]
        for _, url in (*LEGALES, ("", "contact/"), ("", "plan/"), ("", "aide/")):
            assert re.search(rf'href="[^"]*/?{url}"', footer), (page, url)
        assert "Accessibilité : non conforme" in text(footer).replace("\u00a0", " ")


@pytest.mark.parametrize("gabarit", ["fiche", "aide"])
def test_weights_are_told_by_template(gabarit: str) -> None:
    make = weighing_page(Site(read(), AUJOURDHUI))
    page = make([Poids("a", gabarit, 100, 4, 30_000), Poids("b", gabarit, 200, 5, 50_450)])
    told = text(page.body)
    name = "Fiches" if gabarit == "fiche" else "Listes, communes et autres pages"
    assert f"{name} 2 150 (200) 40,2 (50,5) 89 (87, A)" in told
    assert "sur les 2 autres pages" in told
    assert "envoie 50,5 Ko, en 5 fichiers au plus" in told
