"""What the pages say: statuses, dates, places, pages of a long list."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from markupsafe import Markup

from generator.corpus.corpus import Corpus
from generator.models.fiche import Periode
from generator.models.financement import Depot
from generator.rendering.page import Rendering
from generator.rendering.pages.acteurs import GROUPES, acteur_list_pages
from generator.rendering.rendering import render_corpus
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import build, read, render_sober
from tests.pages import MOST_ELEMENTS, body, links, outside_drawings, part, words

pytestmark = pytest.mark.usefixtures("se_souvenir")

BY = {"qui", "genre", "ou"}
"""Sections of the financements that are no state."""
NOT_OPEN = [("formation-argent", "À vérifier : si cela existe encore"), ("cafe-des-projets", "Fermé")]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read()


@pytest.fixture(scope="module")
def rendering(corpus: Corpus) -> Rendering:
    return render_corpus(corpus, AUJOURDHUI)


def with_fiche(corpus: Corpus, kind: str, identifiant: str, **changes: Any) -> Corpus:
    fiches = dict(corpus.ecrits[kind])
    fiches[identifiant] = fiches[identifiant].model_copy(update=changes)
    return corpus.having(**{kind: fiches})


def test_every_page_has_its_own_address_title_and_description(rendering: Rendering) -> None:
    assert len(rendering.pages) > 60
    assert max(Counter(page.url for page in rendering.pages).values()) == 1
    assert [page.url for page in rendering.pages] == sorted(page.url for page in rendering.pages)
    for page in rendering.pages:
        assert page.titre.strip()
        assert page.description.strip()


@pytest.mark.parametrize("statut", ["a-creer", "a-confirmer", "suspendu", "clos"])
@pytest.mark.parametrize(
    ("kind", "identifiant"), [("service", "parcours-essaimage"), ("financement", "pret-des-marees")]
)
def test_what_is_not_open_is_never_listed_as_open(
    corpus: Corpus, rendering: Rendering, kind: str, identifiant: str, statut: str
) -> None:
    url = f"/offre/{kind}s/{identifiant}/"
    after = render_sober(with_fiche(corpus, kind, identifiant, statut=statut), AUJOURDHUI)
    communes = [f"communes/{code}/" for code in corpus.communes]
    assert any(url in links(body(rendering, commune)) for commune in communes)
    assert not any(url in links(body(after, commune)) for commune in communes)
    (page,) = (page for page in after.pages if f"/{page.url}" == url)
    assert not page.index
    assert page.jsonld == ""


@pytest.mark.parametrize(("identifiant", "said"), NOT_OPEN)
def test_the_fixture_shows_it_too(site_petite_ile: Path, identifiant: str, said: str) -> None:
    fiche = html.document_fromstring((site_petite_ile / f"offre/services/{identifiant}/index.html").read_bytes())
    (state,) = fiche.find_class("etat-signe")
    assert words(state).startswith(said)
    assert not state.find_class("s-oui")
    assert fiche.xpath("//meta[@name='robots']/@content") == ["noindex"]
    for page in (site_petite_ile / "communes").rglob("index.html"):
        assert identifiant not in page.read_text(encoding="utf-8")


def section(page: html.HtmlElement, name: str) -> html.HtmlElement:
    return page.xpath(f"//section[@aria-labelledby='{name}']")[0]


def test_a_commune_says_what_is_open_and_what_is_not(rendering: Rendering) -> None:
    page = body(rendering, "communes/03901/")
    open_here = links(section(page, "ouvert"))
    assert "/offre/services/permanence-accueil/" in open_here
    closed_here = section(page, "ferme")
    assert "/offre/services/atelier-gouvernance/" in links(closed_here)
    assert "Estran" in words(closed_here)
    assert "/offre/financements/pret-des-marees/" in links(section(page, "argent"))


def test_a_closed_door_leads_to_what_the_parcours_propose_instead(rendering: Rendering) -> None:
    """In Falaises, an étape that asks for a workshop falls back on the welcome."""
    page = body(rendering, "communes/03901/")
    (line,) = (li for li in section(page, "ferme").iter("li") if "/offre/services/atelier-gouvernance/" in links(li))
    assert words(line).endswith("Ici, plutôt : Permanence d'accueil")
    assert links(line)[1:] == ["/offre/services/permanence-accueil/"]


def test_a_commune_says_who_answers_its_neighbours_and_what_is_heard_there(rendering: Rendering) -> None:
    page = body(rendering, "communes/02901/")
    assert page.find_class("tel")[0].get("href") == "tel:+33261910001"
    assert "Mairie de La Lande-Étoile" in words(page.find_class("proche")[0])
    near = page.find_class("plan")[0]
    assert "Voisines : Val-Clair, Les Trois-Balises. Les 6 communes" in words(near)
    assert "Aucun besoin d'ici n'est encore publié." in words(section(page, "besoins"))
    assert "Partout : Rentrer le soir sans voiture" in words(section(page, "besoins"))


@pytest.mark.parametrize("code", ["01901", "02902", "03901"])
def test_each_proposed_fiche_is_once_in_the_lists_of_a_commune(corpus: Corpus, rendering: Rendering, code: str) -> None:
    page = body(rendering, f"communes/{code}/")
    lists = [*section(page, "ouvert").iter("details"), section(page, "argent"), section(page, "ferme")]
    instead = {link.get("href") for one in page.find_class("plutot") for link in one.iter("a")}
    listed = Counter(href for one in lists for href in links(one) if href.startswith("/offre/"))
    due = {
        "/offre/services/permanence-accueil/",
        "/offre/services/atelier-gouvernance/",
        "/offre/services/accompagnateur-referent/",
        "/offre/services/parcours-essaimage/",
        "/offre/financements/aide-aux-voisins/",
        "/offre/financements/aide-des-saisons/",
        "/offre/financements/pret-des-marees/",
        "/offre/financements/prime-pour-murir/",
    }
    assert set(listed) - instead <= due <= set(listed)
    assert {href for href, times in listed.items() if times > 1} <= instead
    shown = links(section(page, "ouvert").find_class("phrases")[0])
    assert set(shown) <= set(links(next(section(page, "ouvert").iter("details"))))


def test_the_name_of_a_place_is_cut_at_one_place_at_most(rendering: Rendering) -> None:
    names = [
        [part.text for part in link.iter("span")]
        for link in body(rendering, "communes/").xpath("//ul[@class='colonnes']//a")
    ]
    assert ["Les Trois-", "Balises"] in names
    assert ["Val-Clair"] in names


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-01-04", "a-venir"),
        ("2026-01-05", "ouvert"),
        ("2026-01-30", "ferme-bientot"),
        ("2026-03-31", "ferme-bientot"),
        ("2026-04-01", "clos"),
    ],
)
def test_a_financement_stands_where_the_day_puts_it(corpus: Corpus, today: str, state: str) -> None:
    """appel-rivages: from 5 January to 31 March 2026, told sixty days before its end."""
    page = body(render_sober(corpus, datetime.date.fromisoformat(today)), "offre/financements/")
    holders = [
        section.get("aria-labelledby")
        for section in page.iter("section")
        if "/offre/financements/appel-rivages/" in links(section) and section.get("aria-labelledby") not in BY
    ]
    assert holders == [state]


def test_what_finances_is_found_by_who_by_kind_and_by_place(corpus: Corpus) -> None:
    """Each that is not closed under the nature of who holds it, once; under each of its kinds; places lead further."""
    page = body(render_sober(corpus, AUJOURDHUI), "offre/financements/")
    sections = {section.get("aria-labelledby"): section for section in page.iter("section")}
    open_to = {f"/offre/financements/{key}/" for key in corpus.financements if key != "appel-rivages"}
    assert sorted(links(sections["qui"])) == sorted(open_to)
    assert "Collectivité (" in words(sections["qui"])
    kinds = Counter(term for key, one in corpus.financements.items() if key != "appel-rivages" for term in one.types)
    assert len(links(sections["genre"])) == sum(kinds.values())
    assert links(sections["ou"]) == [f"/communes/#dep-{code}" for code in ("01", "02", "03")]


def test_without_dates_there_is_no_calendar(corpus: Corpus) -> None:
    dateless = {key: one.model_copy(update={"depot": Depot()}) for key, one in corpus.financements.items()}
    page = body(render_sober(corpus.having(financement=dateless), AUJOURDHUI), "offre/financements/")
    assert {section.get("aria-labelledby") for section in page.iter("section")} == BY
    assert "agenda" not in words(page)
    none = body(render_sober(corpus.having(financement={}), AUJOURDHUI), "offre/financements/")
    assert words(none.find_class("vide")[0]).startswith("Aucun financement n'est ouvert à notre connaissance.")


def test_a_past_closing_date_closes_the_fiche(corpus: Corpus) -> None:
    on = render_sober(corpus, datetime.date(2027, 6, 30))
    after = render_sober(corpus, datetime.date(2027, 7, 1))
    url = "offre/services/parcours-essaimage/"
    assert "Fermé" not in words(body(on, url).find_class("etat-signe")[0])
    assert "Fermé" in words(body(after, url).find_class("etat-signe")[0])
    assert f"/{url}" in links(body(on, "communes/01901/"))
    assert f"/{url}" not in links(body(after, "communes/01901/"))


@pytest.mark.lent
def test_the_fiche_says_when_to_apply(corpus: Corpus) -> None:
    """appel-rivages: from 5 January to 31 March 2026."""

    def said(today: str, **changes: Any) -> str:
        changed = with_fiche(corpus, "financement", "appel-rivages", **changes)
        page = body(render_sober(changed, datetime.date.fromisoformat(today)), "offre/financements/appel-rivages/")
        (when,) = page.xpath("//dt[. = 'Quand demander']/following-sibling::dd")
        return words(when)

    depot = corpus.financements["appel-rivages"].depot
    assert said("2026-01-05").startswith("Ouvert. Du 5 janvier 2026 au 31 mars 2026. ")
    assert said("2026-04-01").startswith("Fermé depuis le 31 mars 2026. ")
    assert said("2026-01-05", statut="clos").startswith("Fermé. ")
    only_end = depot.model_copy(update={"ouverture": None})
    assert said("2026-01-05", depot=only_end).startswith("Ouvert. Jusqu'au 31 mars 2026. ")
    only_start = depot.model_copy(update={"cloture": None})
    assert said("2026-01-05", depot=only_start).startswith("Ouvert. À partir du 5 janvier 2026. ")


def test_a_closed_financement_does_not_tell_to_prepare_a_file(corpus: Corpus) -> None:
    def said(corpus: Corpus) -> str:
        return words(body(render_sober(corpus, AUJOURDHUI), "offre/financements/pret-des-marees/"))

    assert "avant de monter un dossier" in said(corpus)
    assert "monter un dossier" not in said(with_fiche(corpus, "financement", "pret-des-marees", statut="clos"))


def test_every_fiche_has_one_first_thing_to_do_under_its_title(corpus: Corpus, rendering: Rendering) -> None:
    for kind, identifiant, fiche in corpus.fiches():
        (page,) = (p for p in rendering.pages if p.gabarit == "fiche" and p.url.endswith(f"/{identifiant}/"))
        main = body(rendering, page.url)
        (block,) = main.find_class("agir")
        assert len(block.find_class("tel")) == 1, (kind, identifiant)
        assert block.getparent().find_class("prose")[0] in list(block.itersiblings()), "before what is to read"
        assert words(next(main.iter("h1"))) == (fiche.promesse or fiche.nom)


def test_who_is_silent_is_told_and_another_answers(corpus: Corpus) -> None:
    silent = with_fiche(corpus, "acteur", "fonds-des-marees", contacts=(), site_web=None, lieux=())
    block = body(render_sober(silent, AUJOURDHUI), "acteurs/fonds-des-marees/").find_class("agir")[0]
    assert "Nous n'avons pas encore les coordonnées de cette aide." in words(block)
    assert block.find_class("tel")[0].get("href") == "tel:+33261910001"


def test_the_last_day_is_told(corpus: Corpus) -> None:
    def said(today: str) -> str:
        page = body(render_sober(corpus, datetime.date.fromisoformat(today)), "offre/financements/")
        link = page.xpath(
            "//section[not(@aria-labelledby='qui' or @aria-labelledby='genre')]//a"
            "[@href='/offre/financements/aide-aux-voisins/']"
        )[0]
        return words(link.xpath("ancestor::li")[-1])

    assert "Ferme le 15 décembre 2026 ·" in said("2026-11-22")
    assert "Ferme le 15 décembre 2026 ·" in said("2026-12-14")
    assert "Ferme le 15 décembre 2026 (dernier jour)" in said("2026-12-15")
    assert "Fermé depuis le 15 décembre 2026" in said("2026-12-16")


FENETRE, MOIS = "Chaque année, du 10 janvier au 28 février.", "En janvier, mai, septembre et novembre."


@pytest.mark.parametrize(
    ("fiche", "today", "said"),
    [
        ("prime-pour-murir", "2026-11-22", f"Ouvre plus tard. {FENETRE} Ouvre le 10 janvier 2027."),
        ("prime-pour-murir", "2027-01-10", f"Ferme bientôt. {FENETRE} Ferme le 28 février 2027."),
        ("prime-pour-murir", "2027-03-01", f"Ouvre plus tard. {FENETRE} Ouvre le 10 janvier 2028."),
        (
            "aide-des-saisons",
            "2026-11-22",
            f"Dates à demander. {MOIS} Prochaine fois : novembre 2026, jour à demander.",
        ),
        ("aide-des-saisons", "2026-12-01", f"Ouvre plus tard. {MOIS} Prochaine fois : janvier 2027, jour à demander."),
    ],
)
def test_what_comes_back_each_year_is_told(corpus: Corpus, fiche: str, today: str, said: str) -> None:
    page = body(render_sober(corpus, datetime.date.fromisoformat(today)), f"offre/financements/{fiche}/")
    assert said in words(page.find_class("faits")[0])


def test_a_long_silence_is_told(rendering: Rendering) -> None:
    """formation-argent is not sure, and its last source is of June 2023; a closed or an open fiche says nothing."""
    assert "Sans nouvelle depuis juin 2023." in words(body(rendering, "offre/services/formation-argent/"))
    assert "Sans nouvelle depuis 2021." in words(body(rendering, "acteurs/boite-a-clous/"))
    assert "Sans nouvelle" not in words(body(rendering, "offre/services/permanence-accueil/"))


def test_a_fiche_says_where_its_facts_come_from(rendering: Rendering) -> None:
    confirmed = words(body(rendering, "offre/services/permanence-accueil/").xpath("//section[h2/@id='sources']")[0])
    assert "Programme du pôle (2026), lu le 22 novembre 2026" in confirmed
    assert "Confirmé le 5 octobre 2026 par Accueil du pôle ESS." in confirmed
    read_only = words(body(rendering, "offre/services/atelier-gouvernance/").xpath("//section[h2/@id='sources']")[0])
    assert "Pas encore confirmé par la structure." in read_only


def test_every_fiche_lets_a_reader_report_an_error(rendering: Rendering, corpus: Corpus) -> None:
    folders = {"acteur": "acteurs", "service": "offre/services", "ressource": "offre/ressources"}
    for kind, identifiant, _ in corpus.fiches():
        page = body(rendering, f"{folders.get(kind, 'offre/financements')}/{identifiant}/")
        (link,) = page.xpath("//a[text()='Signaler une erreur sur cette page']")
        assert link.get("href").startswith("https://forge.example/petite-ile/offre/issues/new?template=corriger-")


def test_a_former_address_leads_to_the_new_one(rendering: Rendering) -> None:
    page = body(rendering, "offre/services/point-accueil/")
    assert links(page) == ["/offre/services/permanence-accueil/"]
    (made,) = (page for page in rendering.pages if page.url == "offre/services/point-accueil/")
    assert not made.index


def test_the_guide_is_in_the_plan(rendering: Rendering) -> None:
    found = [href for href in links(body(rendering, "plan/")) if href.startswith("/guide/")]
    chapters = ["a1-ecouter-une-ile", "c1-partir-ailleurs", "x1-pages-vivantes", "x2-ses-mots"]
    assert found == ["/guide/", *(f"/guide/{name}/" for name in chapters), "/guide/outils/"]


def test_in_preparation_nothing_is_offered_to_search_engines(racine_petite_ile: Path, tmp_path: Path) -> None:
    path = racine_petite_ile / "data/territoire.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("etat: publie", "etat: preparation"), encoding="utf-8")
    build(racine_petite_ile, tmp_path / "site")
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 60
    for page in pages:
        parsed = html.document_fromstring(page.read_bytes())
        assert parsed.xpath("//meta[@name='robots']/@content") == ["noindex"], page
        assert "Site en préparation" in words(parsed), page
    assert b"<loc>" not in (tmp_path / "site" / "sitemap.xml").read_bytes()


def test_the_sitemap_lists_what_may_be_indexed(rendering: Rendering) -> None:
    (sitemap,) = (file for file in rendering.files if file.path == "sitemap.xml")
    listed = re.findall(r"<loc>https://petite-ile\.test/offre/(.*?)</loc>", sitemap.data.decode())
    assert sorted(listed) == sorted(page.url for page in rendering.pages if page.index)
    assert not {"404.html", "offre/services/cafe-des-projets/", "offre/services/point-accueil/"} & set(listed)


def test_the_home_page_and_the_fiches_stay_light(site_petite_ile: Path, corpus: Corpus) -> None:
    """At most 250 elements each (design, section 9); what is inside a svg is not counted (rendering/mesure.py)."""
    fiches = [path for _, name, _ in corpus.fiches() for path in site_petite_ile.glob(f"**/{name}/index.html")]
    assert len(fiches) >= len(list(corpus.fiches()))
    sizes = {path: outside_drawings(path) for path in (site_petite_ile / "index.html", *fiches)}
    assert {path: size for path, size in sizes.items() if size > MOST_ELEMENTS / 2} == {}


@pytest.mark.parametrize(
    ("kind", "identifiant", "changes"),
    [
        ("financement", "pret-des-marees", {"depot": Depot(cloture="2027-02-28")}),  # type: ignore[arg-type]
        ("service", "permanence-accueil", {"ouverture": Periode(au="2027-02-28")}),  # type: ignore[arg-type]
    ],
)
def test_a_last_day_alone_begins_its_sentence(
    corpus: Corpus, kind: str, identifiant: str, changes: dict[str, Any]
) -> None:
    made = render_sober(with_fiche(corpus, kind, identifiant, **changes), AUJOURDHUI)
    folder = "financements" if kind == "financement" else "services"
    said = words(body(made, f"offre/{folder}/{identifiant}/")).replace("’", "'")
    assert "Jusqu'au 28 février 2027" in said and "jusqu'au 28 février 2027" not in said


def test_an_arbre_of_one_question_says_one_question(corpus: Corpus) -> None:
    voisins = corpus.arbres["voisins"]
    short = voisins.model_copy(update={"questions": voisins.questions[-1:]})
    made = render_corpus(dataclasses.replace(corpus, arbres={**corpus.arbres, "voisins": short}), AUJOURDHUI)
    assert "1 question au plus." in words(body(made, "orienter/voisins/"))


def test_the_acteurs_open_on_those_who_help_today(corpus: Corpus, rendering: Rendering) -> None:
    """Each acteur is in one of the lists at least; who helps has an open service or answers."""
    lists = {groupe.url: body(rendering, groupe.url) for groupe in GROUPES}
    shown = {
        url: [link for link in links(page.xpath("//section")[0]) if link[:9] == "/acteurs/"]
        for url, page in lists.items()
    }
    assert "/acteurs/pole-ess/" in shown["acteurs/"]
    assert {link.split("/")[2] for found in shown.values() for link in found} == corpus.acteurs.keys()
    closed = {key: one.model_copy(update={"statut": "a-creer"}) for key, one in corpus.services.items()}
    mute = {key: one.model_copy(update={"contacts": (), "lieux": ()}) for key, one in corpus.acteurs.items()}
    cards = {f"acteurs/{key}/": Markup("<li>{}</li>").format(key) for key in corpus.acteurs}

    def first(acteurs: dict[str, Any]) -> str:
        site = Site(corpus.having(service=closed, acteur=acteurs), AUJOURDHUI)
        return next(acteur_list_pages(site, cards)).body

    assert "<li>pole-ess</li>" in first({**mute, "pole-ess": corpus.acteurs["pole-ess"]}), "no service, but it answers"
    assert "<li>" not in first(mute).split("<section")[1]
    assert "Aucun service n&#39;est encore ouvert ici." in first(mute)


def test_the_plan_speaks_french(rendering: Rendering) -> None:
    page = body(rendering, "plan/")
    labels = [words(link) for link in page.iter("a")]
    assert "La fiche d'un acteur" in labels
    assert [label for label in labels if re.search(r"champ|\w_\w|\.yml", label)] == []
    last = part(page, "Pour écrire dans ce site")
    assert all(link.startswith("/contribuer/") for link in links(last))
    assert not any(link.startswith("/contribuer/") for link in links(part(page, "Pages principales")))
