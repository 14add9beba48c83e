"""A collectif notes its ten points, with a keyboard, on a phone, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.navigateur.fenetres import Fenetres

NBSP = "\u00a0"
ICON = "marque.svg"
"""The browser asks for it when it likes."""
PHONE = {"width": 360, "height": 640}


@pytest.fixture(scope="module")
def adresse(serveur: Callable[..., str], site_petite_ile: Path) -> str:
    return f"{serveur(site_petite_ile, '/offre/')}autodiagnostic/"


@contextmanager
def opened(fenetres: Fenetres, adresse: str, *, script: bool = True) -> Iterator[tuple[Page, list[str]]]:
    """Give the page, and the addresses that it asks for once it is loaded."""
    with fenetres.open(viewport=PHONE, java_script_enabled=script) as page:
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(adresse, wait_until="load")
        asked: list[str] = []
        page.on("request", lambda request: None if request.url.endswith(ICON) else asked.append(request.url))
        yield page, asked
        assert faults == []
        if script:
            assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        assert page.context.cookies() == []


def note(page: Page, point: str, value: int) -> None:
    page.get_by_role("group", name=f"{point} : votre note").get_by_role("radio", name=f"{value}").check()


def status(page: Page) -> str:
    return page.locator("main [role=status]").inner_text().replace(NBSP, " ")


def weak(page: Page) -> list[str]:
    return [text.replace(NBSP, " ") for text in page.locator(".faibles li").all_inner_texts()]


def test_the_weak_points_come_in_order(fenetres: Fenetres, adresse: str) -> None:
    with opened(fenetres, adresse) as (page, asked):
        assert page.locator("fieldset").count() == 10
        assert page.get_by_role("radio").count() == 50
        assert status(page) == "Notez chaque point de 1 à 5 : les plus faibles viendront ici."
        for point, value in (("But", 3), ("Membres", 4), ("Décision", 1), ("Rôles", 2), ("Risques", 1)):
            note(page, point, value)
        assert status(page) == "5 points notés sur 10. 4 points à travailler : Décision, Risques, Rôles, But."
        assert weak(page) == [
            "Décision : 1 sur 5. Écrivez la règle.",
            "Risques : 1 sur 5. Dites chacun une peur.",
            "Rôles : 2 sur 5. Tirez trois cordes au sort.",
            "But : 3 sur 5. Dessinez la carte ensemble.",
        ]
        note(page, "Décision", 5)
        assert weak(page)[0].startswith("Risques")
        assert asked == []


def test_a_weak_point_leads_to_its_help(fenetres: Fenetres, adresse: str) -> None:
    with opened(fenetres, adresse) as (page, _):
        note(page, "Décision", 2)
        link = page.locator("#point-decision details a").first
        assert not link.is_visible()
        page.locator(".faibles a").click()
        assert page.url.endswith("#point-decision")
        assert link.is_visible()
        assert link.get_attribute("href") == "../offre/services/atelier-gouvernance/"


def test_strong_points_only(fenetres: Fenetres, adresse: str) -> None:
    with opened(fenetres, adresse) as (page, _):
        note(page, "But", 4)
        assert status(page) == "1 point noté sur 10. Aucun point faible pour l’instant."
        assert weak(page) == []


def test_it_is_done_with_a_keyboard(fenetres: Fenetres, adresse: str) -> None:
    """Tab enters a group, arrows choose, Enter sends nothing anywhere."""
    with opened(fenetres, adresse) as (page, asked):
        page.locator("#point-but input").first.focus()
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        assert weak(page) == ["But : 3 sur 5. Dessinez la carte ensemble."]
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('li').id") == "point-but"
        assert asked == []
        assert page.url == adresse


def test_all_can_be_erased_and_nothing_survives(fenetres: Fenetres, adresse: str) -> None:
    with opened(fenetres, adresse) as (page, _):
        button = page.get_by_role("button", name="Effacer mes notes")
        assert not button.is_visible()
        note(page, "But", 1)
        button.click()
        assert page.locator("input:checked").count() == 0
        assert weak(page) == []
        assert page.evaluate("document.activeElement.name") == "point-but"
        note(page, "But", 1)
        page.reload()
        assert page.locator("input:checked").count() == 0


def test_it_fits_a_small_phone_when_all_is_weak(fenetres: Fenetres, adresse: str) -> None:
    with opened(fenetres, adresse) as (page, _):
        page.set_viewport_size({"width": 320, "height": 640})
        for group in page.locator("fieldset").all():
            group.get_by_role("radio").first.check()
        assert len(weak(page)) == 10
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate("document.querySelectorAll('*').length") <= 500
        sizes = page.locator(".notes label").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect()).map(r => Math.min(r.width, r.height))"
        )
        assert min(sizes) >= 44


def test_it_is_read_without_a_script(fenetres: Fenetres, adresse: str) -> None:
    with opened(fenetres, adresse, script=False) as (page, _):
        assert page.locator("main input").count() == 0
        assert page.locator("main [role=status]").count() == 0
        assert page.get_by_role("heading", name="But").is_visible()
        assert page.get_by_text("Chacun a sa carte.").is_visible()
        page.locator("#point-but summary").click()
        assert page.locator("#point-but details a").first.is_visible()
        assert not page.locator(".cases-papier").first.is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_there_are_boxes_for_a_pen(fenetres: Fenetres, adresse: str, script: bool) -> None:
    with opened(fenetres, adresse, script=script) as (page, _):
        page.emulate_media(media="print")
        assert all(box.is_visible() for box in page.locator(".cases-papier").all())
        assert not any(group.is_visible() for group in page.locator(".notes").all())
        assert not page.locator("[data-bilan] section").is_visible() if script else True
