"""The search in a real browser: the worker, the field, the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from generator.models.synonyme import Synonyme
from generator.rendering.search import decoupe
from generator.rendering.search import files as publies
from generator.rendering.search.documents import Document
from generator.rendering.search.engine import Moteur
from generator.rendering.search.files import index_files
from generator.rendering.search.normaliser import words
from generator.rendering.search.packing import zipped_size
from generator.rendering.search.postings import Postings
from tests.inspection.axe import run_axe
from tests.navigateur.fenetres import Fenetres
from tests.rendering.search.banc import ENTETE, ecrire, index_de, moteur, navigateur_dit, python, sans_script, site
from tests.rendering.search.test_moteur import SIGNES, TYPOS

pytestmark = pytest.mark.navigateur
Serveur = Callable[..., str]
REQUETES = (
    *(requete.requete for requete in site().corpus.requetes_types),
    *(mot for synonyme in site().corpus.synonymes for mot in synonyme.mots),
    *(typed for typed, _ in TYPOS),
    *(document.nom for document in moteur().postings.documents),
    *("a", "an", "ani", "gouv", "guide réunion", "de la", "", "salade", "zzzzzz", "CA", "ca", "accompagnatologie"),
)


def network(page: Page) -> list[str]:
    """Note the path of each page, script and file of data that is asked from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        path = urlsplit(request.url).path.removeprefix("/offre/")
        if path.endswith(("/", ".js", ".json")) or not path:
            asked.append(path)

    page.on("request", note)
    return asked


def options(page: Page) -> list[str]:
    return page.locator("[role=option]").all_inner_texts()


# ----- the worker


def test_the_worker_answers_like_lunr_py(page: Page, adresse: str) -> None:
    page.goto(adresse)
    assert navigateur_dit(page, REQUETES) == python(REQUETES)


@pytest.mark.parametrize("premieres", [3, 500])
def test_a_split_index_answers_like_lunr_py(
    page: Page, tmp_path: Path, serveur: Serveur, monkeypatch: pytest.MonkeyPatch, premieres: int
) -> None:
    monkeypatch.setattr(publies, "SEUIL", 0)
    monkeypatch.setattr(decoupe, "TAILLE_PARTIE", 1500)
    monkeypatch.setattr(decoupe, "PAS_TITRES", 4)
    monkeypatch.setattr(decoupe, "PREMIERES", premieres)
    monkeypatch.setattr(decoupe, "CROISSANCE", 2)
    home = serveur(ecrire(tmp_path / "site", index_files(moteur().postings)), "/offre/")
    asked = network(page)
    page.goto(home)
    requetes = ["convention", "gouvernance", "rdv", "mairie", "CA", "guide réunion", "gouvernence", "projet local"]

    def first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Every answer when all is read at once; else the first three, of which none is missed."""
        return rows if premieres > 3 else [{**row, "dix": row["dix"][:3], "total": 0} for row in rows]

    assert first(navigateur_dit(page, requetes[:1])) == first(python(requetes[:1]))
    parts = [path for path in asked if "/partie-" in path]
    there = len(list((tmp_path / "site" / "recherche").rglob("partie-*")))
    assert 0 < len(parts) < there
    assert len({path for path in asked if "/titres-" in path}) <= 10
    assert first(navigateur_dit(page, requetes)) == first(python(requetes))
    assert bool([path for path in asked if "/suite-" in path]) == (premieres == 3)
    fetched = [path for path in asked if path.startswith("recherche/")]
    assert len(fetched) == len(set(fetched))


def test_a_page_never_loads_more_than_its_budget(
    page: Page, tmp_path: Path, serveur: Serveur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publies, "SEUIL", 0)
    monkeypatch.setattr(decoupe, "TAILLE_PARTIE", 400)
    monkeypatch.setattr(decoupe, "PAS_TITRES", 4)
    monkeypatch.setattr(decoupe, "MONTRES", 8)
    cut = index_de(index_files(moteur().postings))["decoupe"]
    room = 5 * max(cut["poids"]) + 8 * cut["poidsTitres"]
    monkeypatch.setattr(publies, "BUDGET", publies.BUDGET - cut["reste"] + room)
    home = serveur(ecrire(tmp_path / "site", index_files(moteur().postings)), "/offre/")
    asked = network(page)
    page.goto(home)
    said, seen = page.get_by_role("status"), set()
    names = [document.nom for document in moteur().postings.documents if words(document.nom)]
    after = 0
    for typed in (*names, "littoral"):
        if typed != "littoral" and after > 5:  # it stopped: five more words load nothing more
            continue
        page.locator(ENTETE).fill("")
        expect(said).to_have_text("")
        page.locator(ENTETE).fill(typed)
        expect(said).to_have_text(re.compile("résultat|La recherche s’arrête là"))
        seen.add(said.inner_text())
        after += any("pour ne pas charger" in text for text in seen)
    fetched = {path for path in asked if "/partie-" in path or "/titres-" in path or "/suite-" in path}
    assert sum(zipped_size((tmp_path / "site" / path).read_bytes()) for path in fetched) <= room
    stopped = {text for text in seen if "pour ne pas charger trop de données" in text}
    assert len(stopped) == 1
    assert stopped.pop().endswith("La touche Entrée mène à la liste.")
    assert any("résultat" in text for text in seen)
    page.goto(home)
    page.locator(ENTETE).fill("littoral")
    expect(page.locator("[role=option]").first).to_be_visible()


def test_after_the_first_load_the_network_is_not_needed(page: Page, adresse: str) -> None:
    page.goto(adresse)
    navigateur_dit(page, ["permanence"])
    page.context.set_offline(True)
    page.locator(ENTETE).fill("gouvernance")
    expect(page.locator("[role=option]").first).to_contain_text("Décider ensemble")


# ----- the field


def test_nothing_is_asked_before_the_field_is_used(page: Page, adresse: str) -> None:
    asked = network(page)
    page.goto(adresse, wait_until="networkidle")
    assert asked == ["", "assets/recherche/champ.js"]
    page.goto(adresse + "offre/", wait_until="networkidle")
    assert not [path for path in asked if path.startswith("recherche/") or "worker" in path or "lunr" in path]
    del asked[:]
    page.goto(adresse)
    with page.expect_response(lambda response: "/recherche/index-" in response.url):
        page.locator(ENTETE).focus()
    page.wait_for_load_state("networkidle")
    assert "recherche/amorce.json" in asked
    assert len([path for path in asked if path.startswith("recherche/index-")]) == 1
    assert not [path for path in asked if path.startswith("recherche/fiches-")]


def test_the_pattern_of_the_combobox(page: Page, adresse: str) -> None:
    page.goto(adresse)
    field = page.locator(ENTETE)
    field.focus()
    field.press_sequentially("gouv")
    first = page.locator("[role=option]").first
    expect(first).to_contain_text("Atelier « Décider ensemble »")
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert first.get_attribute("aria-selected") == "true"
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    last = page.locator("[role=option]").last
    assert field.get_attribute("aria-activedescendant") == last.get_attribute("id")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "gouv"
    field.press("Escape")
    assert field.input_value() == ""


def test_before_a_besoin_is_told_its_nearest_are_shown_and_nothing_is_sent(page: Page, adresse: str) -> None:
    """Three besoins at most, no fiche of another kind; what one types is in no request."""
    page.goto(adresse + "dire-un-besoin/")
    asked = network(page)
    page.locator("#deja").fill("réparer des objets, des outils")
    expect(page.locator("main [role=option]").first).to_be_visible()
    found = page.locator("main [role=option]").evaluate_all("list => list.map((one) => one.dataset.adresse)")
    besoins = [one for one in found if "?q=" not in one]
    assert 1 <= len(besoins) <= 3
    assert all("/besoins/" in one for one in besoins)
    assert not [path for path in asked if "objets" in path]


def test_results_are_announced(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.locator(ENTETE).press_sequentially("permanence")
    total = python(["permanence"])[0]["total"]
    expect(page.get_by_role("status")).to_have_text(f"{total} résultat{'s' if total > 1 else ''}.")


def test_a_correction_is_said_and_shown(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.locator(ENTETE).fill("gouvernence")
    expect(page.get_by_role("status")).to_contain_text("Résultats pour gouvernance. ")
    expect(page.locator(".recherche-boite p")).to_have_text("Résultats pour gouvernance")
    assert "Décider ensemble" in options(page)[0]


MAL_ACCENTUES = (
    Document("ressource", "halle", "Marché et potager", texte=("On marche, on marche.",), cles=("legumes",)),
    Document("ressource", "jardin", "Jardin", resume="Des légumes.", texte=("On marche vers les légumes.",)),
)


def test_full_stops_and_hyphens_in_the_browser(page: Page, tmp_path: Path, serveur: Serveur) -> None:
    postings = Postings(SIGNES, (Synonyme(mots=("bureaupartage", "racheter"), vers=("tiers-lieu",)),))
    page.goto(serveur(ecrire(tmp_path / "site", index_files(postings)), "/offre/"))
    typed = (
        "s.c.i.c.",
        "D.L.A",
        "wi-fi",
        "wifi",
        "co-fi",
        "co-working",
        "bureau-partage",
        "ESS/IAE",
        "la dla du bourg",
        "rachetez",
    )
    assert navigateur_dit(page, typed) == python(typed, Moteur(postings))
    page.locator(ENTETE).fill("dla")
    expect(page.locator("[role=option] mark")).to_have_text("D.L.A")


def test_a_word_is_proposed_as_people_write_it(page: Page, tmp_path: Path, serveur: Serveur) -> None:
    postings = Postings(MAL_ACCENTUES, (Synonyme(mots=("legumes", "marchons"), vers=("potager",)),))
    files = index_files(postings, site())
    home = serveur(ecrire(tmp_path / "site", files), "/offre/")
    page.goto(home)
    typed = ("legimes", "lzgumez", "marchz", "marc", "jardn")
    said = navigateur_dit(page, typed)
    assert said == python(typed, Moteur(postings))
    assert [row["corrections"] or row["proches"] for row in said[:3]] == [
        [["legimes", "légumes"]],
        ["légumes"],
        [["marchz", "marche"]],
    ]
    page.locator(ENTETE).fill("lzgumez")
    expect(page.locator("[role=option]")).to_have_text("Aucun résultat. Peut-être : légumes. Voir que faire")
    page.goto(home + "offre/?q=lzgumez")
    expect(page.locator("[data-liste] .vide a").first).to_have_text("légumes")


def test_a_line_of_the_list_never_begins_with_a_colon(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.locator(ENTETE).fill("dispute")
    expect(page.locator("[role=option] .petit").first).to_contain_text("dispute")
    assert "«\u00a0dispute\u00a0»\u00a0: conflit" in (page.locator("[role=option] .petit").first.text_content() or "")


def test_stop_words_alone_open_nothing(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.locator(ENTETE).fill("de la")
    expect(page.get_by_role("status")).to_have_text("Ajoutez un mot plus précis.")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_enter_opens_the_chosen_fiche(page: Page, adresse: str) -> None:
    page.goto(adresse)
    field = page.locator(ENTETE)
    field.press_sequentially("permanence")
    expect(page.locator("[role=option]").first).to_contain_text("Permanence")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/offre/services/permanence-accueil/")
    assert page.locator("h1").inner_text() == "service/permanence-accueil"


def test_enter_without_choice_leads_to_the_catalogue(page: Page, adresse: str) -> None:
    page.goto(adresse)
    field = page.locator(ENTETE)
    field.fill("permanence")
    field.press("Enter")
    page.wait_for_url("**/offre/offre/?q=permanence")
    expect(page.locator("[data-liste] h3 a").first).to_have_text("Permanence d'accueil")


def test_a_click_opens_a_fiche(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.locator(ENTETE).fill("mairie")
    page.locator("[role=option]").first.click()
    page.wait_for_url("**/acteurs/agglomeration/")


def test_slash_comes_to_the_field_unless_one_writes_or_refused_it(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.keyboard.press("/")
    expect(page.locator(ENTETE)).to_be_focused()
    page.keyboard.press("/")
    assert page.locator(ENTETE).input_value() == "/"
    page.evaluate("localStorage.setItem('raccourcis', 'non')")
    page.reload()
    page.keyboard.press("/")
    expect(page.locator(ENTETE)).not_to_be_focused()


def test_without_javascript_the_form_leads_to_the_lists(fenetres: Fenetres, adresse: str) -> None:
    with fenetres.open(java_script_enabled=False) as page:
        page.goto(adresse)
        page.locator(ENTETE).fill("permanence")
        page.locator(ENTETE).press("Enter")
        page.wait_for_url("**/offre/offre/?q=permanence")
        expect(sans_script(page)).to_be_visible()
        assert page.locator("[data-facettes] a").count() > 10
        assert page.locator("[role=combobox], [role=listbox], [role=status]").count() == 0


def test_a_failed_index_is_told_and_the_form_still_works(page: Page, tmp_path: Path, serveur: Serveur) -> None:
    folder = ecrire(tmp_path / "site")
    (folder / "recherche" / "amorce.json").write_text('{"format": 99}')
    page.goto(serveur(folder, "/offre/"))
    page.locator(ENTETE).fill("permanence")
    expect(page.get_by_role("status")).to_contain_text("La recherche ne répond pas")
    page.locator(ENTETE).press("Enter")
    page.wait_for_url("**/offre/?q=permanence")
    expect(sans_script(page)).to_be_visible()


HOSTILE = 'Piège <img src=x onerror="window.pris=1"><script>window.pris=1</script> "\' &amp; </li>'


def test_hostile_titles_never_become_markup(page: Page, tmp_path: Path, serveur: Serveur) -> None:
    documents = [replace(d, nom=HOSTILE, resume=HOSTILE, ligne=HOSTILE) for d in moteur().postings.documents[:3]]
    made = Moteur(Postings(documents, site().corpus.synonymes)).postings
    home = serveur(ecrire(tmp_path / "site", index_files(made, site())), "/offre/")
    page.goto(home)
    page.locator(ENTETE).fill("piege <b>onerror</b>")
    expect(page.locator("[role=option]").first).to_contain_text("<img src=x onerror=")
    assert page.locator("[role=option] mark").all_inner_texts()[0] == "Piège"
    page.goto(home + "offre/?q=piege")
    expect(page.locator("[data-liste] h3").first).to_have_text(HOSTILE)
    expect(page.locator("[data-liste] li p").first).to_have_text(HOSTILE)
    page.goto(home + "offre/?q=<img src=x onerror=window.pris=1>&commune=<b>&genre=service")
    expect(page.locator(".catalogue-etat")).not_to_be_empty()
    assert page.locator("[data-catalogue] img, [data-catalogue] script, form img").count() == 0
    assert page.evaluate("window.pris") is None


def test_axe_finds_nothing(fenetres: Fenetres, adresse: str) -> None:
    with fenetres.open(bypass_csp=True, viewport={"width": 360, "height": 740}) as page:
        page.goto(adresse)
        page.locator(ENTETE).fill("gouvernence")
        expect(page.locator("[role=option]").first).to_be_visible()
        page.locator(ENTETE).press("ArrowDown")
        assert run_axe(page) == []
        page.goto(adresse + "offre/?q=projet&genre=service")
        expect(page.locator("[data-liste] h3").first).to_be_visible()
        page.get_by_role("button", name="Filtrer (1)").click()
        for summary in page.locator("[data-facettes] summary").all():
            summary.click()
        assert run_axe(page) == []
