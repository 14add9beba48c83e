"""The search in a real browser: the worker, the field, the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from generator.models.page import OutputFile
from generator.rendering.search import files as publies
from generator.rendering.search.engine import Moteur
from generator.rendering.search.files import index_files, search_files
from generator.rendering.search.packing import zipped_size
from generator.rendering.search.postings import Postings
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read, replace_in
from tests.inspection.axe import run_axe
from tests.recherche.banc import ecrire, index_de, moteur, navigateur_dit, python, site
from tests.recherche.test_moteur import TYPOS

pytestmark = pytest.mark.navigateur
Serveur = Callable[..., str]
REQUETES = (
    *(requete.requete for requete in site().corpus.requetes_types),
    *(mot for synonyme in site().corpus.synonymes for mot in synonyme.mots),
    *(typed for typed, _ in TYPOS),
    *(document.nom for document in moteur().postings.documents),
    *("a", "an", "ani", "gouv", "guide réunion", "de la", "", "salade", "zzzzzz", "CA", "ca", "accompagnatologie"),
)


@pytest.fixture(scope="module")
def adresse(tmp_path_factory: pytest.TempPathFactory, serveur: Serveur) -> str:
    """The stub site, under a sub-path."""
    return serveur(ecrire(tmp_path_factory.mktemp("recherche")), "/offre/")


@pytest.fixture
def page(navigateur: Browser) -> Iterator[Page]:
    """A page whose every script error and refused request fails the test."""
    with navigateur.new_context(viewport={"width": 360, "height": 740}) as context:
        opened = context.new_page()
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda m: errors.append(m.text) if "Content Security Policy" in m.text else None)
        yield opened
        assert errors == []


def network(page: Page) -> list[str]:
    """Note the path of each request from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        path = urlsplit(request.url).path.removeprefix("/offre/")
        if path != "icone.svg":
            asked.append(path)

    page.context.on("request", note)
    return asked


def options(page: Page) -> list[str]:
    return page.locator("[role=option]").all_inner_texts()


# ----- the worker


def test_the_worker_answers_like_lunr_py(page: Page, adresse: str) -> None:
    page.goto(adresse)
    assert navigateur_dit(page, REQUETES) == python(REQUETES)


def test_a_split_index_answers_like_lunr_py(
    page: Page, tmp_path: Path, serveur: Serveur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publies, "SEUIL", 0)
    monkeypatch.setattr(publies, "TAILLE_PARTIE", 1500)
    monkeypatch.setattr(publies, "PAS_TITRES", 4)
    home = serveur(ecrire(tmp_path / "site", index_files(moteur().postings)), "/offre/")
    asked = network(page)
    page.goto(home)
    requetes = ["convention", "gouvernance", "rdv", "mairie", "CA"]
    assert navigateur_dit(page, requetes[:1]) == python(requetes[:1])
    parts = [path for path in asked if "/partie-" in path]
    there = len(list((tmp_path / "site" / "recherche").glob("partie-*")))
    assert 0 < len(parts) < there
    assert len({path for path in asked if "/titres-" in path}) <= 10
    assert navigateur_dit(page, requetes) == python(requetes)
    fetched = [path for path in asked if path.startswith("recherche/")]
    assert len(fetched) == len(set(fetched))


def test_a_page_never_loads_more_than_its_budget(
    page: Page, tmp_path: Path, serveur: Serveur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publies, "SEUIL", 0)
    monkeypatch.setattr(publies, "TAILLE_PARTIE", 400)
    monkeypatch.setattr(publies, "PAS_TITRES", 4)
    monkeypatch.setattr(publies, "MONTRES", 8)
    decoupe = index_de(index_files(moteur().postings))["decoupe"]
    room = 5 * max(decoupe["poids"]) + 8 * decoupe["poidsTitres"]
    monkeypatch.setattr(publies, "BUDGET", publies.BUDGET - decoupe["reste"] + room)
    home = serveur(ecrire(tmp_path / "site", index_files(moteur().postings)), "/offre/")
    asked = network(page)
    page.goto(home)
    for requete in ("gouvernance", "convention", "permanence", "réparation", "subvention", "épargne", "littoral"):
        page.locator("#tete-q").fill(requete)
        expect(page.get_by_role("status")).to_have_text(re.compile("résultat|La recherche s'arrête là"))
        page.wait_for_load_state("networkidle")
    fetched = {path for path in asked if "/partie-" in path or "/titres-" in path}
    assert sum(zipped_size((tmp_path / "site" / path).read_bytes()) for path in fetched) <= room
    said = page.get_by_role("status")
    expect(said).to_contain_text("pour ne pas charger trop de données")
    expect(said).to_contain_text("La touche Entrée mène à la liste.")
    page.goto(home)
    page.locator("#tete-q").fill("littoral")
    expect(page.locator("[role=option]").first).to_be_visible()


def test_the_catalogue_says_that_the_search_stops(
    page: Page, tmp_path: Path, serveur: Serveur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publies, "BUDGET", 3_000)
    page.goto(serveur(ecrire(tmp_path / "site", index_files(moteur().postings)), "/offre/") + "offre/?q=gouvernance")
    expect(page.locator(".catalogue-etat")).to_contain_text("pour ne pas charger trop de données")
    expect(page.locator("#statique")).to_be_visible()


def test_after_the_first_load_the_network_is_not_needed(page: Page, adresse: str) -> None:
    page.goto(adresse)
    navigateur_dit(page, ["permanence"])
    page.context.set_offline(True)
    page.locator("#tete-q").fill("gouvernance")
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
    page.locator("#tete-q").focus()
    page.wait_for_load_state("networkidle")
    assert "recherche/amorce.json" in asked
    assert len([path for path in asked if path.startswith("recherche/index-")]) == 1
    assert not [path for path in asked if path.startswith("recherche/fiches-")]


def test_the_pattern_of_the_combobox(page: Page, adresse: str) -> None:
    page.goto(adresse)
    field = page.locator("#tete-q")
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


def test_results_are_announced(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.locator("#tete-q").press_sequentially("permanence")
    total = python(["permanence"])[0]["total"]
    expect(page.get_by_role("status")).to_have_text(f"{total} résultat{'s' if total > 1 else ''}.")


def test_a_correction_is_said_and_shown(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.locator("#tete-q").fill("gouvernence")
    expect(page.get_by_role("status")).to_contain_text("Résultats pour gouvernance. ")
    expect(page.locator(".recherche-boite p")).to_have_text("Résultats pour gouvernance")
    assert "Décider ensemble" in options(page)[0]


def test_stop_words_alone_open_nothing(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.locator("#tete-q").fill("de la")
    expect(page.get_by_role("status")).to_have_text("Ajoutez un mot plus précis.")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_enter_opens_the_chosen_fiche(page: Page, adresse: str) -> None:
    page.goto(adresse)
    field = page.locator("#tete-q")
    field.press_sequentially("permanence")
    expect(page.locator("[role=option]").first).to_contain_text("Permanence")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/offre/services/permanence-accueil/")
    assert page.locator("h1").inner_text() == "service/permanence-accueil"


def test_enter_without_choice_leads_to_the_catalogue(page: Page, adresse: str) -> None:
    page.goto(adresse)
    field = page.locator("#tete-q")
    field.fill("permanence")
    field.press("Enter")
    page.wait_for_url("**/offre/offre/?q=permanence")
    expect(page.locator("[data-liste] h3 a").first).to_have_text("Permanence d'accueil")


def test_a_click_opens_a_fiche(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.locator("#tete-q").fill("mairie")
    page.locator("[role=option]").first.click()
    page.wait_for_url("**/acteurs/agglomeration/")


def test_slash_comes_to_the_field_unless_one_writes_or_refused_it(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.keyboard.press("/")
    expect(page.locator("#tete-q")).to_be_focused()
    page.keyboard.press("/")
    assert page.locator("#tete-q").input_value() == "/"
    page.evaluate("localStorage.setItem('raccourcis', 'non')")
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#tete-q")).not_to_be_focused()


def test_without_javascript_the_form_leads_to_the_lists(navigateur: Browser, adresse: str) -> None:
    with navigateur.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(adresse)
        page.locator("#tete-q").fill("permanence")
        page.locator("#tete-q").press("Enter")
        page.wait_for_url("**/offre/offre/?q=permanence")
        expect(page.locator("#statique")).to_be_visible()
        assert page.locator("[data-facettes] a").count() == 1
        assert page.locator("[role=combobox], [role=listbox], [role=status]").count() == 0


def test_a_failed_index_is_told_and_the_form_still_works(page: Page, tmp_path: Path, serveur: Serveur) -> None:
    folder = ecrire(tmp_path / "site")
    (folder / "recherche" / "amorce.json").write_text('{"format": 99}')
    page.goto(serveur(folder, "/offre/"))
    page.locator("#tete-q").fill("permanence")
    expect(page.get_by_role("status")).to_contain_text("La recherche ne répond pas")
    page.locator("#tete-q").press("Enter")
    page.wait_for_url("**/offre/?q=permanence")
    expect(page.locator("#statique")).to_be_visible()


HOSTILE = 'Piège <img src=x onerror="window.pris=1"><script>window.pris=1</script> "\' &amp; </li>'


def test_hostile_titles_never_become_markup(page: Page, tmp_path: Path, serveur: Serveur) -> None:
    documents = [replace(d, nom=HOSTILE, resume=HOSTILE, ligne=HOSTILE) for d in moteur().postings.documents[:3]]
    made = Moteur(Postings(documents, site().corpus.synonymes)).postings
    details = publies._details(site(), documents)
    home = serveur(ecrire(tmp_path / "site", index_files(made, details)), "/offre/")
    page.goto(home)
    page.locator("#tete-q").fill("piege <b>onerror</b>")
    expect(page.locator("[role=option]").first).to_contain_text("<img src=x onerror=")
    assert page.locator("[role=option] mark").all_inner_texts()[0] == "Piège"
    page.goto(home + "offre/?q=piege")
    expect(page.locator("[data-liste] h3").first).to_have_text(HOSTILE)
    expect(page.locator("[data-liste] li p").first).to_have_text(HOSTILE)
    page.goto(home + "offre/?q=<img src=x onerror=window.pris=1>&commune=<b>&genre=service")
    expect(page.locator(".catalogue-etat")).not_to_be_empty()
    assert page.locator("[data-catalogue] img, [data-catalogue] script, form img").count() == 0
    assert page.evaluate("window.pris") is None


def test_axe_finds_nothing(navigateur: Browser, adresse: str) -> None:
    with navigateur.new_context(bypass_csp=True, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(adresse)
        page.locator("#tete-q").fill("gouvernence")
        expect(page.locator("[role=option]").first).to_be_visible()
        page.locator("#tete-q").press("ArrowDown")
        assert run_axe(page) == []
        page.goto(adresse + "offre/?q=projet&genre=service")
        expect(page.locator("[data-liste] h3").first).to_be_visible()
        for summary in page.locator("[data-facettes] summary").all():
            summary.click()
        assert run_axe(page) == []


# ----- the catalogue


def listed(page: Page) -> list[str]:
    return page.locator("[data-liste] h3 a").all_inner_texts()


def facet(page: Page, name: str) -> None:
    """Open a facet; the first one opened also loads the index."""
    page.locator("[data-facettes] summary").first.click()
    expect(page.locator("[data-facettes] details")).to_have_count(8)
    page.locator(f"[data-facette={name}] summary").click()


def test_the_page_is_as_it_was_until_something_is_asked(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/")
    expect(page.locator("#statique")).to_be_visible()
    assert page.locator("[data-facettes] a").count() == 1


def test_facets_are_combined_counted_and_in_the_address(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/")
    facet(page, "thematiques")
    label = page.locator("[data-facette=thematiques] label", has_text="Décider ensemble")
    expected = [e for e in site().offre if "gouvernance-partagee" in site().terms_of(e, "thematiques")]
    shown = re.search(r"\((\d+)\)", label.inner_text())
    assert shown is not None
    assert int(shown.group(1)) == len(expected)
    label.locator("input").check()
    expect(page.locator("[data-liste] h3")).to_have_count(len(expected))
    assert sorted(listed(page)) == sorted(e.fiche.nom for e in expected)
    assert page.url.endswith("?thematiques=gouvernance-partagee")
    page.locator("[data-facette=commune] summary").click()
    page.locator("[data-facette=commune] label", has_text="Roche-Lune").locator("input").check()
    there = [e for e in expected if "02902" in e.couverture]
    assert 0 < len(there) < len(expected)
    expect(page.locator("[data-liste] h3")).to_have_count(len(there))
    assert page.url.endswith("?commune=02902&thematiques=gouvernance-partagee")
    expect(page.locator(".catalogue-etat")).to_contain_text(str(len(there)))
    assert page.locator(".catalogue-etat").get_attribute("role") == "status"


def test_counts_follow_the_other_facets(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/?genre=service")
    page.locator("[data-facette=cout] summary").click()
    labels = page.locator("[data-facette=cout] label").all_inner_texts()
    services = [e for e in site().offre if e.genre == "service"]
    by_price = {type_: sum(e.fiche.tarif.type == type_ for e in services) for type_ in ("gratuit", "payant")}
    assert f"Gratuit ({by_price['gratuit']})" in [label.strip() for label in labels]
    assert f"Payant ({by_price['payant']})" in [label.strip() for label in labels]


def test_back_undoes_and_the_address_can_be_shared(page: Page, adresse: str, navigateur: Browser) -> None:
    page.goto(adresse + "offre/")
    facet(page, "thematiques")
    page.locator("[data-facette=thematiques] input").first.check()
    expect(page.locator("#statique")).to_have_count(0)
    before = listed(page)
    page.locator("[data-facette=genre] summary").click()
    page.locator("[data-facette=genre] label", has_text="Ressources").locator("input").check()
    expect(page.locator("[data-liste] h2")).to_have_count(1)
    shared, alone = page.url, listed(page)
    with navigateur.new_context() as context:
        other = context.new_page()
        other.goto(shared)
        expect(other.locator("[data-liste] h3")).to_have_count(len(alone))
        assert listed(other) == alone
    page.go_back()
    expect(page.locator("[data-liste] h3")).to_have_count(len(before))
    assert listed(page) == before
    page.go_back()
    expect(page.locator("#statique")).to_be_visible()
    page.go_forward()
    expect(page.locator("[data-liste] h3")).to_have_count(len(before))


def test_a_query_is_grouped_highlighted_and_explained(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/?q=dispute")
    why = page.locator(".pourquoi").first
    expect(why).to_have_text("Trouvé parce que « dispute » veut aussi dire « conflit ».")
    page.goto(adresse + "offre/?q=gouvernence projets")
    expect(page.locator(".catalogue-etat")).to_contain_text("Résultats pour gouvernance.")
    page.goto(adresse + "offre/?q=prete")
    expect(page.locator("[data-liste] mark").first).to_be_visible()
    assert {m.lower() for m in page.locator("[data-liste] mark").all_inner_texts()} <= {
        "prêt",
        "prête",
        "prêtés",
        "prêtent",
    }
    groups = page.locator("[data-liste] h2").all_inner_texts()
    assert all(re.fullmatch(r"\w+ \(\d+\)", group) for group in groups)
    assert len(groups) == len(set(groups)) > 1


def test_a_query_and_a_facet_together(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/?q=groupe&genre=ressource")
    expect(page.locator("[data-liste] h2")).to_have_text(re.compile("ressources", re.IGNORECASE))
    found = [r.document for r in moteur().chercher("groupe").resultats if r.document.genre == "ressource"]
    assert listed(page) == [document.nom for document in found]


def test_typing_keeps_one_step_of_history(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.goto(adresse + "offre/")
    page.locator("#q").press_sequentially("convention")
    expect(page.locator("[data-liste] h3 a").first).to_contain_text("Convention")
    assert page.url.endswith("?q=convention")
    page.go_back()
    page.wait_for_url(adresse)


def test_nothing_found_is_never_blank(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/?q=salade")
    box = page.locator("[data-liste] .vide")
    expect(box).to_contain_text("Rien ne correspond.")
    assert box.locator("a").all_inner_texts()[0] == "salle"
    hrefs = [a.get_attribute("href") for a in box.locator("a").all()]
    assert hrefs[-3:-1] == ["../orienter/", "../contact/"]
    box.locator("a").first.click()
    expect(page.locator("[data-liste] h3").first).to_be_visible()
    page.goto(adresse + "offre/?q=zzzzzz")
    expect(box).to_contain_text("Permanence d'accueil")


def test_a_long_group_shows_its_rest_on_demand(page: Page, tmp_path: Path, serveur: Serveur) -> None:
    documents = [replace(moteur().postings.documents[0], nom_court=f"s{n}", nom=f"Atelier {n:02}") for n in range(45)]
    files: list[OutputFile] = list(index_files(Postings(documents), publies._details(site(), documents)))
    page.goto(serveur(ecrire(tmp_path / "site", files), "/offre/") + "offre/?q=atelier")
    expect(page.locator("[data-liste] h3")).to_have_count(20)
    page.get_by_role("button", name="Afficher les 20 suivants").click()
    expect(page.locator("[data-liste] h3")).to_have_count(40)
    expect(page.locator("[data-liste] h3 a").nth(20)).to_be_focused()
    page.get_by_role("button", name="Afficher les 5 suivants").click()
    expect(page.get_by_role("button", name="Afficher")).to_have_count(0)


def test_the_real_files_of_a_changed_site_are_used(
    page: Page, racine_petite_ile: Path, tmp_path: Path, serveur: Serveur
) -> None:
    fiche = racine_petite_ile / "content/offre/services/permanence-accueil.yml"
    replace_in(fiche, 'nom: "Permanence d\'accueil"', 'nom: "Comptoir des idées"')
    changed = search_files(Site(read(racine_petite_ile), AUJOURDHUI))
    page.goto(serveur(ecrire(tmp_path / "site", changed), "/offre/"))
    page.locator("#tete-q").fill("comptoir")
    expect(page.locator("[role=option]").first).to_contain_text("Comptoir des idées")
