"""The catalogue page in a real browser: facets, the address, what is shown and said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.rendering.page import OutputFile
from generator.rendering.search import decoupe
from generator.rendering.search import files as publies
from generator.rendering.search.documents import GROUPES
from generator.rendering.search.files import DISPOSITIF, index_files, search_files
from generator.rendering.search.postings import Postings
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read, replace_in
from tests.navigateur.fenetres import Fenetres
from tests.rendering.search.banc import ENTETE, ecrire, moteur, python, sans_script, site

pytestmark = pytest.mark.navigateur
Serveur = Callable[..., str]


def test_the_catalogue_says_that_the_search_stops(
    page: Page, tmp_path: Path, serveur: Serveur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publies, "BUDGET", 3_000)
    page.goto(
        serveur(ecrire(tmp_path / "site", index_files(moteur().postings, site())), "/offre/") + "offre/?q=gouvernance"
    )
    expect(page.locator(".catalogue-etat")).to_contain_text("pour ne pas charger trop de données")
    expect(sans_script(page)).to_be_visible()


def test_a_split_index_filters_as_a_whole_one(
    page: Page, tmp_path: Path, serveur: Serveur, adresse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same answers, with words and without, whatever is chosen, even what does not exist."""
    monkeypatch.setattr(publies, "SEUIL", 0)
    monkeypatch.setattr(decoupe, "PREMIERES", 3)
    home = serveur(ecrire(tmp_path / "site", index_files(moteur().postings, site())), "/offre/")
    for asked in (
        "q=gouvernance&thematiques=gouvernance-partagee",
        "q=projet&commune=01901&genre=service,acteur",
        "thematiques=gouvernance-partagee&commune=01901",
        "genre=commune",
        "q=projet&thematiques=<b>",
    ):
        said = []
        for address in (adresse, home):
            page.goto(f"{address}offre/?{asked}")
            expect(page.locator(".catalogue-etat")).to_have_text(re.compile("résultat"))
            while page.get_by_role("button", name="Plus de réponses").count():
                before = page.locator(".catalogue-etat").inner_text()
                page.get_by_role("button", name="Plus de réponses").click()
                expect(page.locator(".catalogue-etat")).not_to_have_text(before)
            said.append(sorted(listed(page)))
        assert said[0] == said[1], asked
        assert said[0] or "<b>" in asked
    page.goto(f"{home}offre/?q=gouvernance")
    page.locator(".filtrer button").click()
    page.locator("[data-facette=thematiques] summary").click()
    box = page.locator("[data-facette=thematiques] input").first
    box.check()
    expect(page.locator(".filtrer button")).to_have_text("Filtrer (1)")
    assert "thematiques=" in page.url


def listed(page: Page) -> list[str]:
    return [text.replace("\u00a0", " ") for text in page.locator("[data-liste] h3 a").all_inner_texts()]


def facet(page: Page, name: str) -> None:
    """Open a facet; the first one opened also loads the index."""
    page.locator("[data-facettes] summary").first.click()
    expect(page.locator("[data-facettes] details")).to_have_count(8)
    page.locator(f"[data-facette={name}] summary").click()


def test_the_page_is_as_it_was_until_something_is_asked(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/")
    expect(sans_script(page)).to_be_visible()
    assert page.locator("[data-facettes] a").count() > 10


def test_facets_are_combined_counted_and_in_the_address(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/")
    facet(page, "thematiques")
    label = page.locator("[data-facette=thematiques] label", has_text="Décider ensemble")
    expected = [e for e in site().offre if "gouvernance-partagee" in site().corpus.terms_of(e.fiche, "thematiques")]
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
    page.get_by_role("button", name="Filtrer (1)").click()
    page.locator("[data-facette=cout] summary").click()
    labels = page.locator("[data-facette=cout] label").all_inner_texts()
    services = [e for e in site().offre if e.genre == "service"]
    by_price = {type_: sum(e.fiche.tarif.type == type_ for e in services) for type_ in ("gratuit", "payant")}
    assert f"Gratuit ({by_price['gratuit']})" in [label.strip() for label in labels]
    assert f"Payant ({by_price['payant']})" in [label.strip() for label in labels]


def test_back_undoes_and_the_address_can_be_shared(page: Page, adresse: str, fenetres: Fenetres) -> None:
    page.goto(adresse + "offre/")
    facet(page, "thematiques")
    page.locator("[data-facette=thematiques] input").first.check()
    expect(sans_script(page)).to_have_count(0)
    before = listed(page)
    page.locator("[data-facette=genre] summary").click()
    page.locator("[data-facette=genre] label", has_text="Ressources").locator("input").check()
    expect(page.locator("[data-liste] h2")).to_have_count(1)
    shared, alone = page.url, listed(page)
    with fenetres.open() as other:
        other.goto(shared)
        expect(other.locator("[data-liste] h3")).to_have_count(len(alone))
        assert listed(other) == alone
    page.go_back()
    expect(page.locator("[data-liste] h3")).to_have_count(len(before))
    assert listed(page) == before
    page.go_back()
    expect(sans_script(page)).to_be_visible()
    page.go_forward()
    expect(page.locator("[data-liste] h3")).to_have_count(len(before))


def test_a_query_is_grouped_highlighted_and_explained(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/?q=dispute")
    why = page.locator(".pourquoi").first
    expect(why).to_have_text("Trouvé parce que « dispute » veut aussi dire « conflit ».")
    assert "«\u00a0conflit\u00a0»" in (why.text_content() or "")
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
    assert all(re.fullmatch(r"[\w ]+ \(\d+\)", group) for group in groups)
    assert len(groups) == len(set(groups)) > 1


def test_the_dispositif_waits_for_those_who_help_unless_it_has_the_best_answer(page: Page, adresse: str) -> None:
    names = {genre.id: genre.pluriel for genre in GROUPES}

    def kinds(requete: str) -> list[str]:
        """The kinds found, the one of the best answer first."""
        found = moteur().chercher(requete).resultats
        return [names[kind] for kind in dict.fromkeys(result.document.genre for result in found)]

    def shown(requete: str) -> list[str]:
        page.goto(f"{adresse}offre/?q={requete}")
        expect(page.locator("[data-liste] h2").first).to_have_text(re.compile(rf"^{kinds(requete)[0]} \("))
        return [text.partition(" (")[0] for text in page.locator("[data-liste] h2").all_inner_texts()]

    dispositif = {names[kind] for kind in DISPOSITIF}
    by_score = kinds("décisions")
    helping = [name for name in by_score if name not in dispositif]
    assert "Financements" in by_score[by_score.index("Le dispositif") :]
    assert shown("décisions") == helping + [name for name in by_score if name in dispositif]
    assert shown("diagnostic de l'offre")[0] == "Le dispositif"


def test_a_query_and_a_facet_together(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/?q=groupe&genre=ressource")
    expect(sans_script(page)).to_have_count(0)
    expect(page.locator("[data-liste] h2")).to_have_text(re.compile("ressources", re.IGNORECASE))
    expect(page.locator(".catalogue-note")).to_be_hidden()
    found = [r.document for r in moteur().chercher("groupe").resultats if r.document.genre == "ressource"]
    assert listed(page) == [document.nom for document in found]


def test_typing_keeps_one_step_of_history(page: Page, adresse: str) -> None:
    page.goto(adresse)
    page.goto(adresse + "offre/")
    page.locator("#q").press_sequentially("convention")
    expect(page.locator("[data-liste] h3 a").first).to_contain_text("Convention")
    expect(page).to_have_url(re.compile(r"\?q=convention$"))
    page.go_back()
    page.wait_for_url(adresse)


def test_nothing_found_is_never_blank(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/?q=salade")
    box = page.locator("[data-liste] .vide")
    expect(box).to_contain_text("Rien ne correspond.")
    assert box.locator("a").all_inner_texts()[0] == "salle"
    hrefs = [a.get_attribute("href") for a in box.locator("a").all()]
    assert hrefs[-3:-1] == ["../orienter/", "../offre/services/permanence-accueil/"]
    box.locator("a").first.click()
    expect(page.locator("[data-liste] h3").first).to_be_visible()
    page.goto(adresse + "offre/?q=zzzzzz")
    expect(box).to_contain_text("Permanence d'accueil")


def test_a_long_group_shows_its_rest_on_demand(page: Page, tmp_path: Path, serveur: Serveur) -> None:
    documents = [replace(moteur().postings.documents[0], nom_court=f"s{n}", nom=f"Atelier {n:02}") for n in range(45)]
    files: list[OutputFile] = list(index_files(Postings(documents), site()))
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
    page.locator(ENTETE).fill("comptoir")
    expect(page.locator("[role=option]").first).to_contain_text("Comptoir des idées")


def test_on_a_phone_the_facets_wait_behind_a_button(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/?q=groupe&genre=ressource")
    button = page.get_by_role("button", name="Filtrer (1)")
    zone = page.locator("[data-facettes]")
    expect(page.locator("[data-catalogue][data-actif]")).to_have_count(1)
    expect(button).to_have_attribute("aria-expanded", "false")
    assert button.get_attribute("aria-controls") == zone.get_attribute("id")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(zone).to_have_attribute("data-ouvertes", "")
    page.goto(adresse + "offre/")
    expect(page.locator("[data-actif]")).to_have_count(0)
    facet(page, "genre")
    page.get_by_label("Services").check()
    expect(page.locator("[data-catalogue][data-actif]")).to_have_count(1)
    expect(zone).to_have_attribute("data-ouvertes", "")


def test_on_a_phone_the_first_answer_is_on_the_first_screen(
    page: Page, serveur: Serveur, site_petite_ile: Path
) -> None:
    page.goto(serveur(site_petite_ile, "/offre/") + "offre/?q=gouvernance")
    expect(page.locator("[data-liste] h3 a").first).to_be_in_viewport()
    expect(page.get_by_role("search")).to_have_count(1)
    expect(page.locator("#q-aide")).to_be_hidden()


def test_filters_that_leave_nothing_can_be_removed(page: Page, adresse: str) -> None:
    page.goto(adresse + "offre/?q=groupe&genre=commune")
    total = python(["groupe"])[0]["total"]
    page.get_by_role("link", name=f"Retirer les filtres ({total} résultats)").click()
    expect(page.locator(".catalogue-etat")).to_have_text(f"{total} résultats.")
    assert page.url.endswith("?q=groupe")
