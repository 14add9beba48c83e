"""From the page: tell an error, change the fiche, confirm it; nothing is shown without a repository."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest

from generator.corpus.genres import ECRITS
from generator.corpus.questions import CORRIGER, FORMULAIRES, form_of
from generator.models.territoire import Territoire
from generator.rendering.forge import BESOIN, edit_link, forms_links, report_link
from tests.chemins import AUJOURDHUI
from tests.construction import build, read, replace_in, without_arbres
from tests.mini import SERVICE, Mini

DEPOT = "https://forge.example/petite-ile/offre"


def territoire(**changes: Any) -> Territoire:
    known = read().territoire
    site = known.site.model_copy(update={"depot": changes.pop("depot", known.site.depot)})
    editeur = known.editeur.model_copy(update={"courriel": changes.pop("courriel", known.editeur.courriel)})
    assert not changes
    return known.model_copy(update={"site": site, "editeur": editeur})


def test_an_error_is_told_with_the_form_of_the_forge_already_filled() -> None:
    link = report_link(territoire(), "Aide & prêt #1", "offre/services/aide/")
    parts = urlsplit(link)
    assert link.startswith(f"{DEPOT}/issues/new?template={CORRIGER}.yml&title=Erreur%20%3A%20Aide%20%26%20pr%C3%AAt")
    assert parts.fragment == ""
    assert parse_qs(parts.query) == {
        "template": [f"{CORRIGER}.yml"],
        "title": ["Erreur : Aide & prêt #1"],
        "fiche": ["https://petite-ile.test/offre/offre/services/aide/"],
    }
    assert "fiche=" not in report_link(territoire(), "à préciser")
    assert report_link(territoire(depot=f"{DEPOT}/"), "x").startswith(f"{DEPOT}/issues/")


def test_the_form_exists_and_its_first_question_is_filled_by_the_link() -> None:
    assert form_of(CORRIGER).questions[0].id == "fiche"


def test_without_a_repository_by_mail_then_on_the_contact_page() -> None:
    by_mail = report_link(territoire(depot=None), "Prêt", "offre/pret/")
    assert by_mail == (
        "mailto:contact@pole-ess.example?subject=Erreur%20%3A%20Pr%C3%AAt"
        "&body=Page%20%3A%20https%3A//petite-ile.test/offre/offre/pret/"
    )
    assert report_link(territoire(depot=None), "Prêt").endswith("Pr%C3%AAt")
    assert report_link(territoire(depot=None, courriel=None), "Prêt", "x/") == ""


def test_the_contact_page_leads_to_the_forms(site_petite_ile: Path) -> None:
    html = lxml.html.fromstring((site_petite_ile / "contact/index.html").read_bytes())
    links = {a.text_content(): a.get("href") for a in html.xpath("//h2[@id='proposer']/following-sibling::ul[1]//a")}
    assert links == dict(forms_links(territoire()))
    assert links["Personne ne répond à mon besoin"] == f"{DEPOT}/issues/new?template={BESOIN}.yml"
    assert BESOIN in {form.nom for form in FORMULAIRES}
    assert forms_links(territoire(depot=None)) == ()


@pytest.mark.parametrize("genre", ECRITS)
def test_the_file_opens_in_the_editor_of_the_forge(genre: str) -> None:
    here, nowhere = (replace(read(), territoire=known) for known in (territoire(), territoire(depot=None)))
    assert edit_link(here, genre, "mon-id") == f"{DEPOT}/edit/main/{ECRITS[genre].chemin}/mon-id.yml"
    assert edit_link(nowhere, genre, "mon-id") == ""


PAGES = {
    "offre/services/permanence-accueil": "content/offre/services/permanence-accueil.yml",
    "offre/ressources/atelier-partage": "content/offre/ressources/atelier-partage.yml",
    "acteurs/pole-ess": "content/acteurs/pole-ess.yml",
}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_leads_to_its_file(site_petite_ile: Path, page: str) -> None:
    html = lxml.html.fromstring((site_petite_ile / page / "index.html").read_bytes())
    links = {a.text_content().strip(): a.get("href") for a in html.xpath("//main//a")}
    assert links["modifier cette fiche"] == links["Ouvrez la fiche"] == f"{DEPOT}/edit/main/{PAGES[page]}"
    asked = parse_qs(urlsplit(links["Signaler une erreur sur cette page"]).query)
    assert asked["fiche"] == [f"https://petite-ile.test/offre/{page}/"]


def test_the_two_lines_to_paste_are_those_of_a_confirmation(site_petite_ile: Path) -> None:
    html = lxml.html.fromstring((site_petite_ile / "offre/services/permanence-accueil/index.html").read_bytes())
    [lines] = html.xpath("//main//pre")
    assert lines.text_content() == 'verifie_le: AAAA-MM-JJ\nverifie_par: "Votre fonction"'
    assert "remplacez ces deux lignes" in lines.getparent().text_content()
    new = lxml.html.fromstring((site_petite_ile / "offre/ressources/atelier-partage/index.html").read_bytes())
    assert "ajoutez ces deux lignes à la fin" in new.text_content()


def test_the_two_lines_make_a_fiche_that_is_confirmed(mini: Mini) -> None:
    mini.add(SERVICE, 'verifie_le: 2026-11-22\nverifie_par: "Votre fonction"\n')
    assert mini.corpus().services["accueil"].verifie_le == AUJOURDHUI


def test_without_a_repository_nothing_is_shown(racine_petite_ile: Path, tmp_path: Path) -> None:
    without_arbres(racine_petite_ile)
    replace_in(racine_petite_ile / "data/territoire.yml", f'  depot: "{DEPOT}"\n  forge: github\n', "")
    build(racine_petite_ile, tmp_path / "site")
    page = (tmp_path / "site/offre/services/permanence-accueil/index.html").read_text(encoding="utf-8")
    assert "modifier cette fiche" not in page
    assert "Confirmer que c'est à jour" not in page
    assert "mailto:contact@pole-ess.example?subject=Erreur" in page
