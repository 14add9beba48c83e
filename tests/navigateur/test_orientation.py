"""Six people, thirty every week, find their way with a keyboard only, on a small phone, with and without JavaScript."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from tests.construction import read
from tests.exemples import complet
from tests.navigateur.fenetres import Fenetres

WALKS = 30 if complet() else 6
WAYS = ("commune", "plusieurs", "nsp")
MAX_TABS = 160
PREFIX = "/offre/"


@pytest.fixture(scope="module")
def adresse(serveur: Callable[..., str], site_petite_ile: Path) -> str:
    return serveur(site_petite_ile, PREFIX)


def walks() -> Iterator[tuple[int, str]]:
    """Yield (seed, arbre) for each walk: six of them take each way in each arbre, with and without JavaScript."""
    arbres = sorted(read().arbres)
    yield from ((seed, arbres[seed % len(arbres)]) for seed in range(WALKS))


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element that matches is focused; each stop on the way is visible."""
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """selector => {
                const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
                return {there: e.matches(selector), body: e === document.body,
                        seen: r.width > 0 && r.right > 0 && r.left < innerWidth,
                        ring: parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== 'none'};
            }""",
            selector,
        )
        if not state["body"]:
            assert state["seen"], f"arrêt hors de l'écran avant {selector}"
            assert state["ring"], f"foyer invisible avant {selector}"
        if state["there"]:
            return
    raise AssertionError(f"{selector} n'est pas atteint au clavier")


def activate(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize(("seed", "arbre"), list(walks()))
def test_a_walk_by_keyboard(fenetres: Fenetres, adresse: str, seed: int, arbre: str) -> None:
    drawn = random.Random(seed)  # noqa: S311 - a walk, not a secret
    with fenetres.open(viewport={"width": 320, "height": 640}, java_script_enabled=seed % 6 > 2) as page:
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(f"{adresse}orienter/{arbre}/")
        choose_place(page, WAYS[seed % 3])
        questions = 0
        while page.locator("nav[aria-labelledby=q]").count():
            questions += 1
            assert questions <= 5
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            count = page.locator("nav[aria-labelledby=q] a").count()
            chosen = drawn.randrange(count)
            page.evaluate(
                "n => document.querySelectorAll('nav[aria-labelledby=q] a')[n].setAttribute('data-choisi', '')", chosen
            )
            tab_to(page, "[data-choisi]")
            activate(page)
        assert questions >= 1
        assert page.locator("h1").count() == 1
        assert page.locator(".agir .tel, .humain, .bouton").count() >= 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert faults == []


def choose_place(page: Page, way: str) -> None:
    """Choose a commune (in its folded list), « plusieurs » or « je ne sais pas »."""
    if way == "commune":
        tab_to(page, "main details summary")
        page.keyboard.press("Enter")
        tab_to(page, "main details a")
    else:
        tab_to(page, f'main a[href$="{way}/"]')
    activate(page)


def test_with_script_the_commune_is_named_and_kept_on_request_only(fenetres: Fenetres, adresse: str) -> None:
    corpus = read()
    arbre, code = min(corpus.arbres), min(corpus.communes)
    nom = corpus.communes[code].nom
    with fenetres.open() as page:
        page.goto(f"{adresse}orienter/{arbre}/")
        link = page.locator(f'main a[href$="?commune={code}"]')
        link.evaluate("e => { e.closest('details').open = true }")
        link.click()
        page.get_by_text(nom, exact=False).first.wait_for()
        assert page.evaluate("localStorage.length") == 0
        assert page.context.cookies() == []
        page.locator("nav[aria-labelledby=q] a").first.click()
        assert f"commune={code}" in page.url
        page.get_by_role("button", name=f"Retenir {nom} sur cet appareil").click()
        assert page.evaluate("localStorage.length") == 1
        page.goto(f"{adresse}orienter/{arbre}/")
        page.get_by_role("link", name=f"Continuer avec {nom}").click()
        page.get_by_role("button", name="Oublier ma commune").click()
        assert page.evaluate("localStorage.length") == 0


def test_with_script_a_subject_changes_the_story_and_nothing_else(fenetres: Fenetres, adresse: str) -> None:
    """From the page of a subject to a result: its story, a link to its besoins, the same cards as without it."""
    with fenetres.open() as page:
        page.goto(f"{adresse}besoins/enjeux/lien-social-isolement/")
        page.get_by_role("link", name="Trouver de l’aide sur ce sujet").click()
        page.locator('main a[href*="orienter/voisins/"]').first.click()
        page.get_by_text("Votre sujet : ").wait_for()
        page.locator('main a[href*="/nsp/?sujet="]').click()
        while page.locator("nav[aria-labelledby=q]").count():
            page.locator("nav[aria-labelledby=q] a").last.click()
        assert "sujet=lien-social-isolement" in page.url
        page.get_by_role("heading", name="Une histoire d’ici, sur votre sujet").wait_for()
        assert page.locator("[aria-labelledby=t-ici]").count() == 1
        assert "La Boîte à clous" in page.locator("[aria-labelledby=t-ici]").inner_text()
        assert "/besoins/enjeux/lien-social-isolement/" in str(page.locator("[data-sujet]").get_attribute("href"))
        cards = "all => all.map(e => e.dataset.fiche)"
        with_subject = page.locator("[data-fiche]").evaluate_all(cards)
        page.goto(page.url.split("?")[0])
        assert page.locator("[data-fiche]").evaluate_all(cards) == with_subject
        page.goto(f"{page.url}?sujet=inconnu")
        page.get_by_role("button", name="Partager").wait_for()
        assert page.get_by_role("heading", name="Une histoire").count() == 0


def test_with_script_the_letter_and_the_sheet_say_the_commune(fenetres: Fenetres, adresse: str) -> None:
    corpus = read()
    code = min(corpus.communes)
    nom = corpus.communes[code].nom
    with fenetres.open() as page:
        page.goto(f"{adresse}orienter/voisins/")
        link = page.locator(f'main a[href$="?commune={code}"]')
        link.evaluate("e => { e.closest('details').open = true }")
        link.click()
        while page.locator("nav[aria-labelledby=q]").count():
            page.locator("nav[aria-labelledby=q] a").last.click()
        page.get_by_role("button", name=f"Retenir {nom} sur cet appareil").wait_for()
        letter = parse_qs(urlsplit(page.locator("[data-lettre]").get_attribute("href") or "").query)
        assert f"Commune : {nom}\n" in letter["body"][0]
        assert f"/?commune={code}\n" in letter["body"][0]
        assert letter["subject"][0].startswith("Demande de rendez-vous : ")
        page.get_by_role("link", name="Imprimer la feuille").click()
        page.locator("[data-commune-nom]", has_text=nom).first.wait_for()


def test_with_script_several_communes_are_told_apart(fenetres: Fenetres, adresse: str) -> None:
    corpus = read()
    with fenetres.open() as page:
        found = False
        for arbre in sorted(corpus.arbres):
            page.goto(f"{adresse}orienter/{arbre}/plusieurs/")
            while page.locator("nav[aria-labelledby=q]").count():
                page.locator("nav[aria-labelledby=q] a").last.click()
            if not page.locator("[data-ouvert]").count():
                continue
            found = True
            if not page.locator(".choix-communes").is_visible():
                page.get_by_text("Nommer nos communes").click()
            boxes = page.locator(".choix-communes input")
            assert boxes.count() == len(corpus.communes)
            for number in range(boxes.count()):
                boxes.nth(number).check()
            assert page.url.count(",") == len(corpus.communes) - 1
            notes = page.locator("[data-note]").all_inner_texts()
            assert notes and all(note for note in notes)
            assert (
                page.locator("[role=status][data-annonce]").inner_text().startswith(f"{len(corpus.communes)} communes")
            )
        assert found
