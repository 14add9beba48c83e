"""Visits in a real Chromium, without JavaScript: under a sub-path; at a domain's root, what an address may break."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Dialog, Page, expect

from tests.chemins import copy_petite_ile
from tests.construction import build, replace_in
from tests.exemples import complet
from tests.hostile import publish_hostile, write_hostile
from tests.inspection.papier import pdf_pages
from tests.navigateur.fenetres import Fenetres

pytestmark = pytest.mark.navigateur
aux_deux_adresses = pytest.mark.parametrize("adresse", ["/offre/", "/"], indirect=True)
"""Where a visit follows links from page to page, or is at an address of which the site knows nothing."""
TEMPLATES = (
    "",
    "offre/",
    "offre/services/",
    "offre/thematiques/",
    "offre/thematiques/gouvernance-partagee/",
    "offre/financements/",
    "offre/financements/tous/",
    "offre/services/atelier-gouvernance/",
    "offre/services/cafe-des-projets/",
    "offre/services/point-accueil/",
    "offre/ressources/guide-premiere-reunion/",
    "offre/financements/aide-aux-voisins/",
    "acteurs/",
    "acteurs/partenaires/",
    "acteurs/pole-ess/",
    "communes/",
    "communes/01901/",
    "contact/",
    "plan/",
    "aide/",
    "contribuer/codes/",
    "contribuer/champs/service/",
    "guide/",
    "guide/a1-ecouter-une-ile/",
    "guide/x1-pages-vivantes/",
    "guide/outils/",
    "guide/outils/feuille-de-bord/",
    "orienter/",
    "absente/tres/loin/",
)
ECRITES = (
    "",
    *("offre/", "offre/services/", "offre/financements/tous/", "accessibilite/", "autodiagnostic/", "dire-un-besoin/"),
    *("orienter/voisins/", "orienter/voisins/nsp/", "orienter/voisins/carte/", "absente/tres/loin/"),
)
"""Pages in which a script writes, and two more"""


@dataclass
class Visit:
    """Pages being visited; what they asked elsewhere and what their console said is kept."""

    page: Page
    home: str
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        origin = urlsplit(self.home).netloc
        page.on(
            "request",
            lambda request: None if urlsplit(request.url).netloc == origin else self.elsewhere.append(request.url),
        )
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _note(self, message: ConsoleMessage) -> None:
        missing_page = "404" in message.text and "/absente/" in str(message.location.get("url"))
        if message.type in ("error", "warning") and not missing_page:
            self.errors.append(message.text)

    def go(self, path: str) -> int:
        answer = self.page.goto(self.home + path)
        assert answer is not None
        return answer.status


@pytest.fixture(scope="module", params=["/offre/", "/"] if complet() else ["/offre/"])
def adresse(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    serveur: Callable[..., str],
    site_petite_ile: Path,
) -> str:
    """The site of the invented territory, at the address that its territoire gives."""
    if request.param == "/offre/":
        return serveur(site_petite_ile, request.param)
    folder = tmp_path_factory.mktemp("parcours")
    root = copy_petite_ile(folder)
    replace_in(root / "data/territoire.yml", "https://petite-ile.test/offre/", "https://petite-ile.test/")
    build(root, folder / "site")
    return serveur(folder / "site", request.param)


def visit(fenetres: Fenetres, home: str, **options: object) -> Iterator[Visit]:
    with fenetres.open(**options) as page:
        made = Visit(page, home)
        made.listen(page)
        yield made
        assert made.elsewhere == []
        assert made.errors == []


@pytest.fixture
def bureau(fenetres: Fenetres, adresse: str) -> Iterator[Visit]:
    """A wide screen, without JavaScript."""
    yield from visit(fenetres, adresse, java_script_enabled=False, viewport={"width": 1280, "height": 900})


@pytest.fixture
def telephone(fenetres: Fenetres, adresse: str) -> Iterator[Visit]:
    """The smallest phone, without JavaScript."""
    yield from visit(fenetres, adresse, java_script_enabled=False, viewport={"width": 320, "height": 640})


@aux_deux_adresses
def test_from_the_home_page_to_a_fiche_by_clicking(bureau: Visit) -> None:
    page = bureau.page
    assert bureau.go("") == 200
    page.locator("main").get_by_role("link", name="toute l’offre").click()
    expect(page).to_have_url(f"{bureau.home}offre/")
    page.get_by_role("navigation", name="Genres de fiches").get_by_role("link", name="Services").click()
    expect(page).to_have_url(f"{bureau.home}offre/services/")
    page.locator("main").get_by_role("link", name="Permanence d’accueil").click()
    expect(page).to_have_url(f"{bureau.home}offre/services/permanence-accueil/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Permanence d’accueil")
    expect(page.locator(".agir .tel")).to_have_text("02 61 91 00 01")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Services")
    page.get_by_role("navigation", name="Fil d’Ariane").get_by_role("link", name="Accueil").click()
    expect(page).to_have_url(bureau.home)


@aux_deux_adresses
def test_from_the_home_page_to_one_s_commune(bureau: Visit) -> None:
    page = bureau.page
    bureau.go("")
    page.get_by_text("Estran : 3 communes").click()
    page.get_by_role("link", name="Val\u2011Clair").click()
    expect(page).to_have_url(f"{bureau.home}communes/01902/")
    page.get_by_role("link", name="Atelier « Décider ensemble »").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Atelier « Décider ensemble »")


def test_the_map_is_clickable(bureau: Visit) -> None:
    bureau.go("communes/")
    bureau.page.locator("svg.carte a").nth(0).click()
    expect(bureau.page).to_have_url(f"{bureau.home}communes/01901/")


@aux_deux_adresses
def test_a_page_that_is_not_there_leads_back(bureau: Visit) -> None:
    assert bureau.go("absente/tres/loin/") == 404
    page = bureau.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
    assert "Atkinson" in page.evaluate("getComputedStyle(document.body).fontFamily"), "the style sheet is there"
    page.get_by_role("link", name="Revenir à l’accueil").click()
    expect(page).to_have_url(bureau.home)


@aux_deux_adresses
def test_a_former_address_says_where_it_went(bureau: Visit) -> None:
    bureau.go("offre/services/point-accueil/")
    bureau.page.locator("main").get_by_role("link", name="Permanence d’accueil").click()
    expect(bureau.page).to_have_url(f"{bureau.home}offre/services/permanence-accueil/")


@aux_deux_adresses
def test_a_download_arrives(bureau: Visit) -> None:
    bureau.go("offre/ressources/convention-a-remplir/")
    href = bureau.page.get_by_role("link", name="Télécharger le fichier (PDF)").evaluate("link => link.href")
    answer = bureau.page.request.get(href)
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF-")


def test_the_menu_of_a_phone_by_keyboard(telephone: Visit) -> None:
    page = telephone.page
    telephone.go("offre/services/permanence-accueil/")
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Menu":
            break
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Ma commune":
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{telephone.home}communes/")
    expect(menu).to_be_hidden()


def test_the_skip_link_is_the_first_stop(telephone: Visit) -> None:
    for path in ("", "offre/", "offre/services/atelier-gouvernance/", "guide/a1-ecouter-une-ile/", "absente/x/"):
        telephone.go(path)
        page = telephone.page
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        expect(focused).to_have_text("Aller au contenu")
        box = focused.bounding_box()
        assert box is not None
        assert box["x"] >= 0, "it shows when it is focused"
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "contenu"


def test_nothing_overflows_on_a_small_phone(telephone: Visit) -> None:
    """And, through the fixture: no request elsewhere, no error in the console, no refusal of the CSP.

    Where no script writes, a page is the same with them: the inspection of every template sees it.
    """
    for path in ECRITES:
        assert telephone.go(path) == (404 if path.startswith("absente") else 200), path
        assert telephone.page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_the_names_on_the_map_do_not_collide(bureau: Visit, telephone: Visit) -> None:
    for screen in (bureau, telephone):
        screen.go("communes/")
        boxes = screen.page.evaluate(
            """() => [...document.querySelectorAll('svg.carte text')].map(name => {
                const b = name.getBBox(); return [b.x, b.y, b.x + b.width, b.y + b.height]})"""
        )
        assert len(boxes) >= 3
        for (ax, ay, az, aw), (bx, by, bz, bw) in combinations(boxes, 2):
            assert az <= bx or bz <= ax or aw <= by or bw <= ay
        width = screen.page.evaluate("document.querySelector('svg.carte').viewBox.baseVal.width")
        assert all(left >= 0 and right <= width for left, _, right, _ in boxes)


@aux_deux_adresses
def test_an_editorial_page_keeps_the_shell(bureau: Visit) -> None:
    page = bureau.page
    assert bureau.go("plan/") == 200
    page.get_by_role("link", name="Comment lire ce site").first.click()
    expect(page).to_have_url(f"{bureau.home}aide/")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("navigation", name="Menu principal")).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_contain_text("Petite-Île Agglomération")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical is not None
    assert canonical.endswith(f"{urlsplit(bureau.home).path}aide/")


def test_the_guide_is_read_from_end_to_end(bureau: Visit) -> None:
    """From the home of the guide, chapter after chapter, then back, then to an outil and its chapter."""
    page = bureau.page
    assert bureau.go("guide/") == 200
    page.get_by_role("link", name="A1. Écouter une île").click()
    expect(page).to_have_url(f"{bureau.home}guide/a1-ecouter-une-ile/")
    expect(page.locator("[aria-current=page]").last).to_have_text("A1. Écouter une île")
    for name in ("c1-partir-ailleurs", "x1-pages-vivantes", "x2-ses-mots"):
        page.locator("a[rel=next]").click()
        expect(page).to_have_url(f"{bureau.home}guide/{name}/")
    expect(page.locator("a[rel=next]")).to_have_count(0)
    for _ in range(3):
        page.locator("a[rel=prev]").click()
    expect(page).to_have_url(f"{bureau.home}guide/a1-ecouter-une-ile/")
    expect(page.locator("a[rel=prev]")).to_have_count(0)
    page.get_by_text("Dans ce chapitre").click()
    page.get_by_role("link", name="Ce qui peut coincer").click()
    expect(page).to_have_url(f"{bureau.home}guide/a1-ecouter-une-ile/#s_ce-qui-peut-coincer")
    page.get_by_role("link", name="Feuille de bord").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Feuille de bord")
    page.get_by_role("link", name="C1. Partir ailleurs").click()
    expect(page).to_have_url(f"{bureau.home}guide/c1-partir-ailleurs/")


def test_a_sheet_is_printed_with_its_boxes_and_lines(bureau: Visit) -> None:
    page = bureau.page
    assert bureau.go("guide/outils/feuille-de-bord/") == 200
    page.emulate_media(media="print")
    for name in ("Menu principal", "Pied de page"):
        expect(page.get_by_role("navigation", name=name)).to_be_hidden()
    expect(page.locator("main .cote")).to_be_hidden()
    boxes = page.locator("main :is(.case, .remplir, .remplir-ligne, td:empty)").evaluate_all(
        """elements => elements.map(element => {
            const style = getComputedStyle(element), box = element.getBoundingClientRect();
            return [style.borderBottomStyle, box.width, box.height]})"""
    )
    assert len(boxes) >= 12
    for style, width, height in boxes:
        assert style == "solid"
        assert width >= 10
        assert height >= 10
    sheets = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf_pages(sheets) == 2, "le texte et ses cases, puis le registre et le pied de page, en largeur"
    assert len(re.findall(rb"/MediaBox \[0 0 84[12]", sheets)) == 1


def test_an_attack_in_the_content_does_nothing(fenetres: Fenetres, tmp_path: Path, serveur: Callable[..., str]) -> None:
    """Every text is hostile, JavaScript is on: no dialog, no request elsewhere, no refusal of the CSP."""
    write_hostile(tmp_path / "mal", hostile=True)
    publish_hostile(tmp_path / "mal", tmp_path / "site")
    for made in visit(fenetres, serveur(tmp_path / "site", "/offre/"), viewport={"width": 320, "height": 640}):
        there = [path for path in TEMPLATES if (tmp_path / "site" / path / "index.html").is_file()]
        assert len(there) > 20
        for path in there:  # what an attack may do, it does before the page is there: `onload`, a script, a picture
            made.go(path)
            assert made.page.evaluate("document.documentElement.scrollWidth") <= 320, path
            assert made.page.locator("main :is(svg[onload], i, b)").count() == 0
        made.page.wait_for_load_state("networkidle")
