"""The pages of the guide, its living pages, what is of here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from fontTools.ttLib import TTFont
from lxml import html

from generator.corpus.corpus import Corpus
from generator.corpus.inserts import DESSINS, INSERTS_ICI
from generator.corpus.inserts import INSERTS as NAMES
from generator.corpus.palette import palette
from generator.models.guide import PARTIES
from generator.rendering.dessin import picture
from generator.rendering.guide.body import body_html
from generator.rendering.guide.chapitres import lecture
from generator.rendering.guide.inserts import INSERTS, MAX_APPELS
from generator.rendering.guide.tableaux import MAX_LIGNES, MAX_NOMS, PAS_ENCORE, groups, table
from generator.rendering.page import BASE, Rendering
from generator.rendering.pages.guide import citation
from generator.rendering.rendering import render_corpus
from generator.rendering.site import Site
from generator.theme import TIERS
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.mini import Mini
from tests.pages import body, links


def words(element: html.HtmlElement) -> str:
    """Return the texts of an element, set apart by spaces."""
    return " ".join(" ".join(element.itertext()).split())


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read()


@pytest.fixture(scope="module")
def site(corpus: Corpus) -> Site:
    return Site(corpus, AUJOURDHUI)


@pytest.fixture(scope="module")
def rendering(corpus: Corpus) -> Rendering:
    return render_corpus(corpus, AUJOURDHUI)


def parsed(text: str) -> html.HtmlElement:
    return html.fragment_fromstring(text.replace(BASE, ""), create_parent="div")


def insert(site: Site, name: str, argument: str = "") -> html.HtmlElement:
    return parsed(INSERTS[name](site, argument))


@pytest.mark.parametrize(
    ("name", "argument", "told"),
    [
        ("acteurs", "", ["Pôle ESS de Petite-Île", "Voir tous les acteurs"]),
        ("appels", "", ["Prêt des Marées : toute l'année", "Voir les financements"]),
        ("arbres", "", ["Êtes-vous plusieurs ? Pas encore. → parcours « Commencer petit »", "→ De quoi voulez-vous"]),
        ("besoins", "", ["Rentrer le soir sans voiture Priorisé Dans les 6", "Voir tous les besoins"]),
        (
            "champs",
            "outil",
            ["genre atelier (une fiche d'animation)", "Si on le sait taille, duree, materiel, sources"],
        ),
        ("champs", "service", ["acteur Acteur qui rend le service", "Exemple : pole-ess."]),
        ("dessin", "salle-cercle", ["Plan de salle : un cercle", "Rien au milieu :"]),
        ("communes", "", ["Port-Brume", "La Lande-Étoile", "Voir toutes les communes"]),
        ("consortium", "", ["Porte le projet Pôle ESS de Petite-Île", "Finance le consortium"]),
        ("couverture", "", ["Décider ensemble", "Voir le diagnostic complet"]),
        ("glossaire", "", ["ESS Économie sociale et solidaire. Des structures", "gouvernance Qui décide quoi"]),
        ("outils", "atelier", ["Tour du port Six à douze personnes Une heure et demie"]),
        ("outils", "modele", ["Feuille de bord Une page à remplir"]),
        ("referentiel", "stades", ["Mot Ce que cela veut dire"]),
        ("sources", "", ["Cahier des marcheurs , lu le 22 novembre 2026", "Souvenirs du phare (été 2024), lu le 20"]),
        ("synonymes", "", ["asso, assoc, loi 1901 → groupe", "gratuit, pas cher → gratuit"]),
        ("versions", "", ["0.2, 20 novembre 2026 Un chapitre de plus. Les outils sont relus.", "0.1, 1er septembre"]),
    ],
)
def test_what_an_insert_says(site: Site, name: str, argument: str, told: list[str]) -> None:
    text = words(insert(site, name, argument))
    for part in told:
        assert part in text, text


EMPTY = {"arbres", "autodiagnostic", "besoins", "glossaire", "indicateurs", "sources", "synonymes"}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_an_insert_without_data_says_so(mini: Mini, name: str) -> None:
    found = insert(Site(mini.corpus(), AUJOURDHUI), name, (NAMES[name] or ("",))[0])
    assert (words(found) == PAS_ENCORE) is (name in EMPTY)
    assert words(found)


def test_the_insert_of_a_source_keeps_its_last_reading(site: Site) -> None:
    assert words(insert(site, "sources")).count("Cahier des marcheurs") == 1


def test_a_long_list_is_cut_and_says_where_the_rest_is(site: Site) -> None:
    rows = [[(f"ligne {number}", "")] for number in range(MAX_LIGNES + 2)]
    cut = parsed(table("Titre", ("Mot",), rows, ("Voir tout", "plus/")))
    assert len(cut.findall(".//tbody/tr")) == MAX_LIGNES
    assert words(cut).endswith("Et 2 autres. Voir tout")
    names = [(f"nom {number}", "x/") for number in range(MAX_NOMS)]
    shown = parsed(groups([("Un", names[:-1]), ("Deux", names[:3]), ("Trois", names[:1])], ("Voir tout", "plus/")))
    assert len(shown.findall(".//dd/a")) == MAX_NOMS
    assert [words(dd).split(" et ")[-1] for dd in shown.iter("dd")][1:] == ["2 autres", "1 autre"]
    many = {f"x{number}": replace_name(site, number) for number in range(MAX_APPELS + 1)}
    found = insert(Site(site.corpus.having(financement=many), AUJOURDHUI), "appels")
    assert len(found.findall(".//li")) == MAX_APPELS
    assert "Et 1 autre." in words(found)


def replace_name(site: Site, number: int) -> object:
    return site.corpus.financements["pret-des-marees"].model_copy(update={"nom": f"Prêt {number}"})


def test_each_arbre_is_drawn_and_told(site: Site) -> None:
    page = insert(site, "arbres")
    told = words(page)
    for arbre in site.corpus.arbres.values():
        drawing = html.fragment_fromstring(picture(site.corpus, arbre, "pile", "qui suit"))
        assert drawing.get("role") == "img"
        assert arbre.titre in drawing.get("aria-label")
        width, height = (float(drawing.get(name)) for name in ("width", "height"))
        for box in drawing.iter("rect"):
            assert float(box.get("x")) + float(box.get("width")) < width
            assert float(box.get("y")) + float(box.get("height")) <= height
        for question in arbre.questions:
            assert question.texte in told
            assert all(reponse.texte in told for reponse in question.reponses)


LONG = "Nous avons déjà commencé, mais personne ne sait plus qui décide ni comment payer la prochaine facture du bac"


@pytest.mark.parametrize("disposition", ["pile", "colonnes"])
def test_no_label_of_an_arbre_is_cut_nor_leaves_its_box(
    corpus: Corpus, disposition: Literal["pile", "colonnes"]
) -> None:
    font = TTFont(TIERS / "atkinson-next-fr.woff2")
    widths, signs, em = font["hmtx"], font.getBestCmap(), font["head"].unitsPerEm
    arbre = corpus.arbres["voisins"]
    first = arbre.questions[0]
    reponses = [reponse.model_copy(update={"texte": f"{LONG} {rank}"}) for rank, reponse in enumerate(first.reponses)]
    longer = first.model_copy(update={"texte": f"{LONG} ?", "reponses": reponses})
    arbre = arbre.model_copy(update={"questions": [longer, *arbre.questions[1:]]})
    drawing = html.fragment_fromstring(picture(corpus, arbre, disposition, "plus bas"))
    told = words(drawing)
    assert "…" not in told
    for question in arbre.questions:
        assert question.texte in told
        for reponse in question.reponses:
            end = f" → {corpus.parcours[reponse.parcours].titre}" if reponse.parcours else ""
            assert f"{reponse.texte}{end}" in told
    boxes = [tuple(float(box.get(name)) for name in ("x", "y", "width", "height")) for box in drawing.iter("rect")]
    for text in drawing.iter("text"):
        x, y = float(text.get("x")), float(text.get("y"))
        bold = 1.1 if text.get("class") == "fort" else 1
        right = x + sum(widths[signs[ord(sign)]][0] for sign in text.text if ord(sign) in signs) * 16 * bold / em
        assert any(
            left < x and right < left + width and top < y < top + height for left, top, width, height in boxes
        ), text.text


@pytest.mark.parametrize("name", DESSINS)
def test_a_drawing_names_itself_and_has_no_colour_of_its_own(site: Site, name: str) -> None:
    source = INSERTS["dessin"](site, name)
    drawing = parsed(source)[0]
    ids = [element.get("id") for element in drawing.iter() if element.get("id")]
    assert drawing.get("role") == "img" and len(ids) == len(set(ids))
    assert drawing.get("aria-labelledby").split() == [f"{name}-t", f"{name}-d"] == ids[:2]
    assert all(len(drawing.get_element_by_id(one).text) > 15 for one in ids[:2])
    painted = re.findall(r'(?:fill|stroke)="([^"]*)"', source)
    assert painted and all(re.fullmatch(r"none|currentColor|var\(--[a-z-]+\)", one) for one in painted)
    tokens = palette(site.territoire.couleurs)["clair"]
    assert set(re.findall(r"var\(--([a-z-]+)\)", source)) <= tokens.keys()


def test_what_is_of_here_is_marked(site: Site) -> None:
    page = parsed(body_html(site, "chapitre", "x1-pages-vivantes"))
    boxes = page.find_class("passage-ici")
    assert {words(box.find_class("sur")[0]) for box in boxes} == {"Ici : Petite-Île"}
    assert any("Port-Brume" in words(box) for box in boxes)
    assert INSERTS_ICI & {"communes", "besoins", "acteurs"} == {"communes", "besoins", "acteurs"}
    page = parsed(body_html(site, "chapitre", "a1-ecouter-une-ile"))
    passage, example = page.find_class("passage-ici")
    assert "À Port-Brume, on a posé le banc" in words(passage)
    assert words(example).startswith("Ici : Petite-Île Exemple d'ici L' agglomération a prêté")
    assert "/offre/services/permanence-accueil/" in links(passage)


def test_bodies_can_stand_on_one_page(site: Site) -> None:
    """The whole guide on paper: ids of their own, links that begin with BASE and nothing else inside the site."""
    ids: list[str] = []
    for kind, identifiant in site.corpus.corps:
        text = body_html(site, kind, identifiant, f"{identifiant}_")
        ids += parsed(text).xpath("//@id")
        for href in html.fragment_fromstring(text, create_parent="div").xpath("//@href"):
            assert re.match(f"{BASE}/|https?://", href.replace("\ufffd", BASE)), href
    assert len(ids) == len(set(ids))
    assert "a1-ecouter-une-ile_etapes" in ids


def test_a_chapter_knows_its_place(rendering: Rendering) -> None:
    page = body(rendering, "guide/c1-partir-ailleurs/")
    text = words(page)
    assert "Le guide, partie C Partir ailleurs" in text
    assert "Partie C, chapitre 1 sur 1. 3 minutes de lecture." in text
    assert links(page.find(".//nav[@class='pagination']")) == [
        "/guide/a1-ecouter-une-ile/",
        "/guide/x1-pages-vivantes/",
    ]
    assert [words(dd) for dd in page.iter("dd")][:2] == ["Une personne d'ici, une personne de là-bas", "Deux visites"]
    assert page.xpath("//*[@aria-current='page']/text()") == ["C1. Partir ailleurs"]
    assert "/guide/outils/feuille-de-bord/" in links(page.find_class("cote")[0])
    done, total = (len(page.xpath(f"//*[@class='{name}']")) for name in ("fait", "fond"))
    assert (done, total) == (3, 3)
    annexe = words(body(rendering, "guide/x1-pages-vivantes/"))
    assert "Annexe 1 sur 2. 1 minute de lecture." in annexe


def test_the_sections_of_a_chapter_lead_to_its_headings(rendering: Rendering) -> None:
    page = body(rendering, "guide/a1-ecouter-une-ile/")
    anchors = [href for href in links(page) if href.startswith("#")]
    assert len(anchors) == 7
    assert {anchor[1:] for anchor in anchors} <= set(page.xpath("//@id"))


def test_an_outil_tells_its_facts_and_its_chapters(rendering: Rendering) -> None:
    page = body(rendering, "guide/outils/tour-du-port/")
    assert [words(dt) for dt in page.iter("dt")][:3] == ["Pour combien", "Durée", "Matériel"]
    assert "Un carnet Des crayons gras Une thermos de tisane" in words(page)
    assert "/guide/a1-ecouter-une-ile/" in links(page.find_class("cote")[0])
    assert "/guide/c1-partir-ailleurs/" not in links(page.find_class("cote")[0])
    assert "Cahier des marcheurs , lu le 20 novembre 2026" in words(page)


def test_the_home_of_the_guide(rendering: Rendering, site: Site) -> None:
    page = body(rendering, "guide/")
    headings = [words(heading) for heading in page.iter("h2")]
    assert headings == [
        "Partie A : écouter et faire émerger",
        "Partie C : refaire ailleurs",
        "Annexes",
        "Les outils",
        "Ce qui a changé",
        "Citer ce guide",
    ]
    assert "4 chapitres, 8 minutes de lecture en tout. Version 0.2 du 20 novembre 2026." in words(page)
    assert citation(site) == (
        "Pôle ESS de Petite-Île, Le carnet commun, La méthode des voisins : écouter une île, puis faire ensemble, "
        "version 0.2, 20 novembre 2026, CC BY-SA 4.0. https://petite-ile.test/offre/guide/"
    )
    assert citation(site) in words(page)
    assert list(PARTIES) == ["avant", "a", "b", "c", "annexes"]


def test_the_outils_in_two_groups(rendering: Rendering) -> None:
    page = body(rendering, "guide/outils/")
    assert [words(heading) for heading in page.iter("h2")] == ["Ateliers", "Modèles à remplir"]
    assert links(page) == ["/guide/outils/tour-du-port/", "/guide/outils/feuille-de-bord/", "/guide/"]


def test_the_guide_is_offered_where_people_are(rendering: Rendering, site_petite_ile: Path) -> None:
    for url in ("", "orienter/", "plan/"):
        assert "/guide/" in links(body(rendering, url)), url
    help_page = html.document_fromstring((site_petite_ile / "aide" / "index.html").read_bytes())
    assert "../guide/" in links(help_page)


def test_a_territory_without_a_guide_says_so(mini: Mini) -> None:
    rendering = render_corpus(mini.corpus(), AUJOURDHUI)
    pages = [page for page in rendering.pages if page.url.startswith("guide/")]
    assert [(page.url, page.index) for page in pages] == [("guide/", False)]
    assert "Le guide n'est pas encore écrit ici." in words(body(rendering, "guide/"))
    for url in ("", "plan/"):
        assert "/guide/" not in links(body(rendering, url))


def test_a_guide_of_outils_alone(mini: Mini) -> None:
    mini.write("data/guide.yml", GUIDE)
    mini.write("content/guides/outils/feuille.md", FEUILLE)
    rendering = render_corpus(mini.corpus(), AUJOURDHUI)
    assert "Modèles à remplir" in words(body(rendering, "guide/outils/"))
    assert "n'est pas encore écrit" in words(body(rendering, "guide/"))


GUIDE = """\
titre: "Guide"
resume: "Une phrase simple, assez longue pour être lue."
auteurs: ["Pôle"]
licence: "CC BY-SA 4.0"
journal:
  - {version: "0.1", date: 2026-11-01, changements: ["Rien"]}
"""
FEUILLE = """\
---
titre: "Feuille"
genre: modele
resume: "Une phrase simple, assez longue pour être lue."
---

## Comment s'en servir

____
"""


@pytest.mark.parametrize(("minutes", "told"), [(1, "1 minute"), (59, "59 minutes"), (60, "1 h 00"), (125, "2 h 05")])
def test_how_long_it_takes(minutes: int, told: str) -> None:
    assert lecture(minutes) == told
