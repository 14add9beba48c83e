"""The pages of the diagnostic, and its file for spreadsheets."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from generator.corpus.corpus import Corpus
from generator.dispositif.couverture import compute_couverture
from generator.orientation.study import study_of
from generator.rendering.page import BASE, Rendering
from generator.rendering.pages.diagnostic import diagnostic_pages
from generator.rendering.rendering import render_corpus
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.dispositif.test_manques import besoin
from tests.pages import MOST_ELEMENTS, body, elements, links, part, words

pytestmark = pytest.mark.usefixtures("se_souvenir")

ETATS = {
    "couvert": "Ouvert", "en-partie": "Ouvert en partie", "experimentation": "En essai", "a-confirmer": "À vérifier",
    "prevu": "Prévu", "trou": "Rien",
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    waiting = besoin(thematiques=["montage-financier"], communes=["01901"])
    return read().having(besoin={"reparer": waiting})


@pytest.fixture(scope="module")
def rendering(corpus: Corpus) -> Rendering:
    return render_corpus(corpus, AUJOURDHUI)


def table(rendering: Rendering, url: str) -> list[list[str]]:
    (found,) = body(rendering, url).iter("table")
    return [[words(cell) for cell in row] for row in found.iter("tr")]


def test_a_matrix_says_each_cell_in_words(rendering: Rendering) -> None:
    """By hand, from the six services of the invented territory; the département 02 has two communes."""
    assert table(rendering, "diagnostic/02/") == [
        ["Sujet", "Permanence d'accueil", "Atelier collectif", "Accompagnateur référent", "Formation complète"],
        ["Identifier un besoin", "oui", "rien", "rien", "rien"],
        ["Décider ensemble", "oui", "rien", "essai", "rien"],
        ["Faire vivre le collectif", "rien", "rien", "essai", "rien"],
        ["Trouver et assembler l'argent", "rien", "rien", "rien", "à vérifier"],
        ["Dupliquer, grandir", "rien", "oui", "rien", "oui"],
    ]


def test_to_verify_in_a_departement_and_open_in_the_next(rendering: Rendering) -> None:
    """By hand: « Ici et ailleurs » is open in Les Rivages; nothing is known of the département 03."""
    assert table(rendering, "diagnostic/03/")[-1] == ["Dupliquer, grandir", "rien", "à vérifier", "rien", "à vérifier"]


def test_before_the_experimentation_begins_nothing_of_it_is_said_to_be_tried(corpus: Corpus) -> None:
    later = corpus.territoire.experimentation.model_copy(update={"debut": None})
    before = dataclasses.replace(corpus, territoire=corpus.territoire.model_copy(update={"experimentation": later}))
    rows = table(render_corpus(before, AUJOURDHUI), "diagnostic/02/")
    assert [row[3] for row in rows[1:]] == ["rien", "prévu", "prévu", "rien", "rien"]


def test_the_moments_are_looked_at_on_the_whole_territory(rendering: Rendering) -> None:
    assert table(rendering, "diagnostic/stades/") == [
        ["Sujet", "On a une idée", "Le groupe se forme", "On s'organise", "On grandit"],
        ["Identifier un besoin", "oui", "oui", "oui", "oui"],
        ["Décider ensemble", "oui", "oui", "oui", "oui"],
        ["Faire vivre le collectif", "rien", "en partie", "en partie", "rien"],
        ["Trouver et assembler l'argent", "à vérifier", "à vérifier", "rien", "rien"],
        ["Dupliquer, grandir", "rien", "rien", "rien", "en partie"],
    ]


def test_the_home_counts_every_cell_once(rendering: Rendering, corpus: Corpus) -> None:
    cases = compute_couverture(corpus, AUJOURDHUI).cases
    counts = Counter(case.etat for case in cases.values())
    (figures,) = body(rendering, "diagnostic/").find_class("etats-case")
    told = [(words(box.find("dt")), int(words(box.find("dd")))) for box in figures]
    assert told == [(name, counts[etat]) for etat, name in ETATS.items() if counts[etat]], "never a zero"
    assert sum(number for _, number in told) == len(cases) == 5 * 4 * 3


def test_the_home_tells_the_holes_the_most_pressing_first(rendering: Rendering) -> None:
    rows = table(rendering, "diagnostic/")
    assert rows[:4] == [
        ["Il manque", "Où", "Pourquoi c'est pressant", "Décision"],
        [
            "Faire vivre le collectif · Permanence d'accueil", "Partout", "8 situations où rien ne convient",
            "Rien à créer. La permanence accueille tout le monde, quel que soit le sujet. (décidé le 5 octobre 2026)",
        ],
        [
            "Faire vivre le collectif · Accompagnateur référent", "Falaises", "8 situations où rien ne convient",
            "Accompagnateur référent, Une partie : Port-Brume et La Lande-Étoile (décidé le 5 octobre 2026)",
        ],
        [
            "Faire vivre le collectif · Atelier collectif", "Dunes-et-Marais, Falaises",
            "6 situations où rien ne convient",
            "Rien à créer. Une seule commune : l'atelier du département voisin suffit. (Falaises)"
            "À décider (Dunes-et-Marais)",
        ],
    ]  # fmt: skip
    assert [
        "Trouver et assembler l'argent · Atelier collectif", "Partout", "Un besoin attend : Réparer", "À décider",
    ] in rows  # fmt: skip
    decided = next(row for row in rows if row[0] == "Décider ensemble · Formation complète")
    assert decided[2] == "Personne ne l'a encore demandé"


def test_a_decision_about_a_cell_that_is_no_hole_is_kept(rendering: Rendering) -> None:
    assert words(part(body(rendering, "diagnostic/"), "Déjà décidé, pour d'autres cases")).endswith(
        "Trouver et assembler l'argent · Formation complète : rien à créer. "
        "Une formation existe peut-être déjà. On vérifie d'abord."
    )


def test_the_other_empty_cells_are_told_by_subject(rendering: Rendering) -> None:
    told = [words(line) for line in part(body(rendering, "diagnostic/"), "Les autres cases vides").iter("p")]
    assert "Identifier un besoin : Atelier collectif, Accompagnateur référent, Formation complète." in told
    assert "Dupliquer, grandir : Permanence d'accueil, Accompagnateur référent." in told


def test_every_matrix_is_reached_from_the_home(rendering: Rendering) -> None:
    found = links(body(rendering, "diagnostic/"))
    assert {"/diagnostic/01/", "/diagnostic/02/", "/diagnostic/03/", "/diagnostic/stades/"} <= set(found)
    assert "/diagnostic/diagnostic.csv" in found


def test_a_territory_without_holes_that_press(corpus: Corpus) -> None:
    bare = dataclasses.replace(corpus.having(besoin={}), arbres={}, parcours={}, cas_types=(), trous=())
    home = body(render_corpus(bare, AUJOURDHUI), "diagnostic/")
    assert "Aucun manque pressant." in words(home)
    assert list(home.iter("table")) == []


def rows_of(rendering: Rendering) -> list[dict[str, str]]:
    (file,) = (file for file in rendering.files if file.path == "diagnostic/diagnostic.csv")
    return list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";"))


def test_the_file_has_one_row_per_cell(rendering: Rendering, corpus: Corpus) -> None:
    rows = rows_of(rendering)
    cases = compute_couverture(corpus, AUJOURDHUI).cases
    assert [(row["thematique"], row["modalite"], row["departement"]) for row in rows] == list(cases)
    assert [row["etat"] for row in rows] == [ETATS[case.etat] for case in cases.values()]
    by_cell = {(row["thematique"], row["modalite"], row["departement"]): row for row in rows}
    hole = by_cell[("animation-cooperation", "atelier-collectif", "02")]
    assert hole == {
        "thematique": "animation-cooperation", "thematique_libelle": "Faire vivre le collectif",
        "modalite": "atelier-collectif", "modalite_libelle": "Atelier collectif",
        "departement": "02", "departement_nom": "Dunes-et-Marais", "etat": "Rien",
        "communes": "2", "communes_ouvertes": "0", "communes_en_essai": "0", "communes_a_verifier": "0",
        "communes_prevu": "0",
        "fiches": "0", "situations_sans_reponse": "4", "besoins_en_attente": "0",
        "decision": "à décider", "service": "", "pourquoi_non": "",
        "stade_idee": "Rien", "stade_emergence": "Rien", "stade_structuration": "Rien", "stade_developpement": "Rien",
    }  # fmt: skip
    assert by_cell[("animation-cooperation", "atelier-collectif", "03")]["decision"] == "rien à créer"
    tried = by_cell[("animation-cooperation", "accompagnateur-referent", "02")]
    assert (tried["etat"], tried["decision"], tried["service"]) == (
        "En essai", "service", "accompagnateur-referent",
    )  # fmt: skip
    assert (tried["communes_en_essai"], tried["stade_idee"], tried["stade_emergence"]) == ("1", "Rien", "En essai")
    assert by_cell[("identification-besoins", "accueil-permanence", "01")]["decision"] == ""


def test_no_cell_of_the_file_is_a_formula(corpus: Corpus) -> None:
    first, *others = corpus.trous
    nasty = first.model_copy(update={"pourquoi_non": "=HYPERLINK(1)"})
    rows = rows_of(render_corpus(dataclasses.replace(corpus, trous=(nasty, *others)), AUJOURDHUI))
    assert {row["pourquoi_non"] for row in rows if "HYPERLINK" in row["pourquoi_non"]} == {"'=HYPERLINK(1)"}


def test_many_subjects_go_on_on_a_next_page(corpus: Corpus) -> None:
    subjects = corpus.referentiels["thematiques"]
    word = next(iter(subjects.termes.values()))
    more = {f"sujet-{number:03}": word.model_copy(update={"libelle": f"Sujet {number}"}) for number in range(120)}
    wide = subjects.model_copy(update={"termes": {**subjects.termes, **more}})
    rendering = render_corpus(
        dataclasses.replace(corpus, referentiels={**corpus.referentiels, "thematiques": wide}), AUJOURDHUI
    )
    pages = [page for page in rendering.pages if page.url.startswith("diagnostic/01/")]
    named = [row[0] for page in pages for row in table(rendering, page.url)[1:]]
    assert len(pages) == 3
    assert named == [one.libelle for one in wide.termes.values()]
    assert all(page.body.count("<") // 2 < MOST_ELEMENTS for page in pages)


def test_the_home_stays_light_whatever_waits(corpus: Corpus) -> None:
    """Every cell is a hole that a besoin waits for, decided département by département; the shell is of about 80."""
    waiting = {f"b{number}": besoin(thematiques=list(corpus.referentiels["thematiques"].termes)) for number in range(9)}
    trous = tuple(
        corpus.trous[0].model_copy(update={"thematique": thematique, "modalite": modalite, "departement": departement})
        for thematique in corpus.referentiels["thematiques"].termes
        for modalite in corpus.referentiels["modalites"].termes
        for departement in ("01", "02")
    )
    services = {key: one.model_copy(update={"statut": "clos"}) for key, one in corpus.services.items()}
    full = dataclasses.replace(corpus.having(besoin=waiting, service=services), trous=trous, cas_types=())
    study = study_of(dataclasses.replace(full, arbres={}), AUJOURDHUI)
    pages, _ = diagnostic_pages(Site(full, AUJOURDHUI), study)
    home = html.fragment_fromstring(pages[0].body.replace(BASE, ""), create_parent="main")
    assert "et 8 autres besoins" in words(home)
    assert sum(1 for _ in home.iter("*")) <= MOST_ELEMENTS - 80


def test_the_built_pages_stay_light(site_petite_ile: Path) -> None:
    for path in (site_petite_ile / "diagnostic").rglob("*.html"):
        assert elements(path) <= MOST_ELEMENTS
