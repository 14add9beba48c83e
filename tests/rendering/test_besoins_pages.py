"""The pages of the besoins: every step, every state, a great number of them, none at all."""

from __future__ import annotations

import re

import pytest
from lxml import html

from generator.corpus.corpus import Corpus
from generator.models.besoin import Besoin
from generator.rendering.page import Rendering
from generator.rendering.pages.besoin import MAX_TROUVAILLES
from generator.rendering.pages.besoins import MAX_ACCUEIL
from generator.rendering.pages.lieux import BESOINS
from generator.rendering.pagination import PAR_PAGE
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI
from tests.construction import read, render_sober
from tests.pages import MOST_ELEMENTS, body, links, part, words

pytestmark = pytest.mark.usefixtures("se_souvenir")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read()


@pytest.fixture(scope="module")
def rendering(corpus: Corpus) -> Rendering:
    return render_corpus(corpus, AUJOURDHUI)


def rendered(corpus: Corpus, besoins: dict[str, Besoin]) -> Rendering:
    return render_sober(corpus.having(besoin=besoins))


def titles(page: html.HtmlElement) -> list[str]:
    return [words(heading) for heading in page.iter("h2")]


def test_every_besoin_is_listed_once_under_its_step(rendering: Rendering) -> None:
    page = body(rendering, "besoins/")
    found = {
        section.get("aria-labelledby"): [link.rsplit("/", 2)[1] for link in links(section)]
        for section in page.iter("section")
    }
    assert {step: found[step] for step in list(found)[:7]} == {
        "revele": ["soirees-d-hiver"],
        "examine": ["surveiller-la-digue"],
        "priorise": ["traverser-le-soir"],
        "en-construction": ["reparer"],
        "repondu": ["lire-les-courriers"],
        "ecarte": ["pont-du-large"],
        "deja-vecu": ["outils-en-commun"],
    }


def test_the_way_is_counted_without_what_is_older_than_it(rendering: Rendering) -> None:
    (way,) = body(rendering, "besoins/").find_class("fil-besoin")
    assert [words(step) for step in way] == [
        "1 Révélé",
        "1 Examiné",
        "1 Priorisé",
        "1 En construction",
        "1 Répondu",
        "1 Écarté",
        "1 Exemples d'ici",
    ]


def test_one_list_per_enjeu(rendering: Rendering) -> None:
    """Five besoins, an acteur and a financement on « Lien social », by hand."""
    page = body(rendering, "besoins/")
    (facet,) = page.xpath("//section[@aria-labelledby='par-enjeu']")
    assert [words(link) for link in facet.iter("a")] == ["Se déplacer (2)", "Lien social (7)", "Eau et tempêtes (1)"]
    only = body(rendering, "besoins/enjeux/mobilite/")
    assert [link for link in links(only) if "besoins/" in link] == [
        "/besoins/enjeux/mobilite/#priorise",
        "/besoins/enjeux/mobilite/#ecarte",
        "/besoins/traverser-le-soir/",
        "/besoins/pont-du-large/",
    ]


def test_each_commune_tells_its_besoins_but_those_set_aside(rendering: Rendering) -> None:
    page = body(rendering, "besoins/")
    counts = {link.get("href"): words(link) for link in page.iter("a") if "#besoins" in link.get("href")}
    assert counts["/communes/02901/#besoins"] == "La Lande-Étoile (1)"
    assert counts["/communes/01902/#besoins"] == "Val-Clair (3)"
    (near,) = body(rendering, "communes/01902/").xpath("//section[@aria-labelledby='besoins']")
    assert links(near)[:5] == [
        "/besoins/reparer/",
        "/besoins/outils-en-commun/",
        "/besoins/",
        "/acteurs/boite-a-clous/",
        "/dire-un-besoin/",
    ]


def test_the_home_page_names_the_last_that_moved(rendering: Rendering) -> None:
    (section,) = body(rendering, "").xpath("//section[@aria-labelledby='dit']")
    assert words(section).startswith("Ce que les habitants ont dit")
    assert links(section) == ["/besoins/soirees-d-hiver/"]
    (done,) = body(rendering, "").xpath("//section[@aria-labelledby='fait']")
    assert words(done).startswith("Exemples d'ici")
    assert len(links(done)) == MAX_ACCUEIL - 1, "ce qui est répondu ou plus ancien, avec ses années et son statut"
    assert re.search(r"\d{4}( – \d{4})? · ", words(done))


def test_a_besoin_tells_everything_it_knows(rendering: Rendering) -> None:
    page = body(rendering, "besoins/reparer/")
    (sentence,) = page.find_class("phrase")
    assert words(sentence).startswith("Des habitants de Port-Brume et de Val-Clair ont besoin d'un lieu")
    assert titles(page) == [
        "Ce qui s'est passé",
        "La réponse qui se construit",
        "Comment on l'a vérifié",
        "Les chiffres et les faits",
        "Ce qui existe ici",
        "Des services qui peuvent aider",
        "Ce qui manque",
        "Ses limites",
        "Qui est engagé",
        "Réponses à des appels",
        "Où",
        "Rejoindre",
        "Répondre à un appel",
        "En bref",
        "D'où viennent ces informations",
    ]
    assert "Appel à idées du port, déposé le 15 septembre 2026. Réponse en attente." in words(page)


ICI = "Décidé par : Pôle ESS de Petite-Île (Permanence, à la Maison des projets)."


def test_the_history_is_a_list_with_the_steps_to_come(rendering: Rendering) -> None:
    (steps,) = body(rendering, "besoins/reparer/").find_class("frise")
    assert steps.tag == "ol"
    assert [words(step) for step in steps] == [
        "14 février 2026 Révélé. Douze personnes l'ont dit sans se concerter.",
        f"avril 2026 Examiné. Quarante foyers ont répondu à une enquête. {ICI}",
        "18 juin 2026 Priorisé. Décidé par : Instance d'Échanges de Petite-Île, 18 juin 2026.",
        f"10 septembre 2026 En construction. Trois ateliers ont été visités ; un groupe s'est formé. {ICI}",
        "Répondu : pas encore.",
    ]


@pytest.mark.parametrize(
    ("name", "to_come"),
    [
        ("soirees-d-hiver", ["Examiné", "Priorisé", "En construction", "Répondu"]),
        ("traverser-le-soir", ["En construction", "Répondu"]),
        ("lire-les-courriers", []),
        ("pont-du-large", []),
        ("outils-en-commun", []),
    ],
)
def test_the_steps_to_come(rendering: Rendering, name: str, to_come: list[str]) -> None:
    found = body(rendering, f"besoins/{name}/").find_class("attendu")
    assert [words(step) for step in found] == [f"{step} : pas encore." for step in to_come]


def test_why_a_besoin_was_set_aside(rendering: Rendering) -> None:
    (steps,) = body(rendering, "besoins/pont-du-large/").find_class("frise")
    assert "Pourquoi : Un pont dépend de la région" in words(steps)


def test_why_a_service_is_named_and_what_no_service_covers(rendering: Rendering) -> None:
    page = body(rendering, "besoins/reparer/")
    services = part(page, "Des services qui peuvent aider")
    assert [words(item) for item in services.iter("li")] == [
        "Atelier « Décider ensemble » & règles du groupe Une partie : Estran Même sujet : Décider ensemble.",
        "Permanence d'accueil Ouvert Même sujet : Décider ensemble.",
        "Accompagnateur référent Une partie : Port-Brume et La Lande-Étoile Même sujet : Décider ensemble."
        " Ouvert dans 1 commune sur 2.",
    ]
    missing = [words(item) for item in part(page, "Ce qui manque").iter("li")]
    assert missing == [
        "Quelqu'un pour ouvrir le lieu en semaine.",
        "Aucun service ouvert ici sur « Trouver et assembler l'argent ».",
    ]
    elsewhere = words(part(body(rendering, "besoins/traverser-le-soir/"), "Ce qui manque"))
    assert "Aucun service ouvert ici sur « Dupliquer, grandir » (Falaises : 1 commune sur 6)." in elsewhere


def test_a_doubtful_fiche_is_named_with_its_sign(rendering: Rendering) -> None:
    page = body(rendering, "besoins/outils-en-commun/")
    assert words(part(page, "Ce qui y répond")).endswith("La Boîte à clous À vérifier : si cela existe encore")
    assert "a commencé avant ce site" in words(page)


def test_a_besoin_of_three_communes_names_them_even_when_they_are_a_departement(rendering: Rendering) -> None:
    assert "Les Trois-Balises" in words(part(body(rendering, "besoins/soirees-d-hiver/"), "Où"))


def test_one_may_always_join(rendering: Rendering) -> None:
    """With its own words, else through the service that answers everybody."""
    page = body(rendering, "besoins/reparer/")
    assert "La date est à l'accueil du pôle ESS" in words(page.find_class("humain")[0])
    other = body(rendering, "besoins/soirees-d-hiver/").find_class("humain")[0]
    assert "Vous vivez la même chose ?" in words(other)
    assert "Pôle ESS de Petite-Île" in words(other)


def test_when_all_is_older_than_the_dispositif_the_pages_say_so(corpus: Corpus) -> None:
    made = rendered(corpus, {"outils-en-commun": corpus.besoins["outils-en-commun"]})
    assert "Personne n'a encore dit de besoin par ce site." in words(body(made, "besoins/"))
    (section,) = body(made, "").xpath("//section[@aria-labelledby='fait']")
    assert words(section).startswith("Exemples d'ici")
    assert not body(made, "").xpath("//section[@aria-labelledby='dit']")


def test_without_any_besoin_no_page_is_blank(corpus: Corpus) -> None:
    made = rendered(corpus, {})
    page = body(made, "besoins/")
    assert "Aucun besoin n'est encore écrit ici." in words(page)
    assert "Dire ce qui manque chez vous" in titles(page)
    assert "Par commune" not in titles(page)
    assert not body(made, "").xpath("//section[@aria-labelledby='dit' or @aria-labelledby='fait']")
    assert "/dire-un-besoin/" in links(body(made, ""))
    (heard,) = body(made, "communes/01901/").xpath("//section[@aria-labelledby='besoins']")
    assert "Aucun besoin d'ici n'est encore publié." in words(heard)
    urls = [page.url for page in made.pages if re.match("besoins/.", page.url)]
    assert urls == ["besoins/enjeux/lien-social-isolement/"], "a subject that has a story and a help keeps its page"
    assert "La Boîte à clous" in words(body(made, urls[0]))


def test_a_great_number_of_besoins(corpus: Corpus) -> None:
    """Every page stays under its limit, and each step leads to the page where it begins."""
    source = list(corpus.besoins.values())
    many = {f"besoin-{rank:03}": source[rank % len(source)] for rank in range(3 * PAR_PAGE)}
    made = rendered(corpus, {name: one.model_copy(update={"libelle": f"Besoin {name}"}) for name, one in many.items()})
    pages = [page.url for page in made.pages if re.fullmatch(r"besoins/(page/\d+/)?", page.url)]
    assert pages == ["besoins/", "besoins/page/2/", "besoins/page/3/"]
    for page in made.pages:
        if page.url.startswith(("besoins/", "communes/")):
            assert len(list(body(made, page.url).iter("*"))) < MOST_ELEMENTS - 60, page.url
    (way,) = body(made, "besoins/").find_class("fil-besoin")
    for link in links(way):
        place, anchor = link.removeprefix("/").split("#")
        assert body(made, place).xpath(f"//h2[@id='{anchor}']"), link
    (near,) = body(made, "communes/01902/").xpath("//section[@aria-labelledby='besoins']")
    assert len(list(near.iter("li"))) == BESOINS
    assert "Voir les autres besoins d'ici" in words(near)
    assert all(
        len(list(part(body(made, view), "Des services qui peuvent aider").iter("li"))) <= MAX_TROUVAILLES
        for view in ["besoins/besoin-003/"]
    )


def test_voices_are_told_channel_by_channel_and_never_summed(rendering: Rendering) -> None:
    page = body(rendering, "besoins/lire-les-courriers/")
    heard = words(part(page, "Où on l'a entendu"))
    assert "Courrielsfévrier 2026, Bourg-l'Écume : 3 fois" in heard
    assert "rue20 mars 2026, Bourg-l'Écume : 12 foisavril 2026, Port-Brume : 5 fois" in heard
    assert "20 fois" not in heard and "pas des votes" in heard


def test_an_answer_says_whether_it_was_looked_at(corpus: Corpus) -> None:
    untold = corpus.besoins["lire-les-courriers"].model_copy(update={"suites": (), "rapproche_de": ()})
    text = words(body(rendered(corpus, {"lire-les-courriers": untold}), "besoins/lire-les-courriers/"))
    assert "Pas encore vérifié" in text and "À vérifier à partir du 5 avril 2027" in text
    assert "On y va" in text and "Une heure de plus à la permanence suffirait-elle ?" in text
    told = [{"le": "2026-11-10", "par": "Pôle ESS", "constat": "Elle tient."}]
    looked = Besoin.model_validate({**corpus.besoins["lire-les-courriers"].model_dump(mode="json"), "suites": told})
    made = rendered(corpus, {"lire-les-courriers": looked.model_copy(update={"rapproche_de": ()})})
    assert "Vérifié le 10 novembre 2026 par Pôle ESS : Elle tient." in words(body(made, "besoins/lire-les-courriers/"))


def test_two_besoins_near_keep_their_pages(corpus: Corpus, rendering: Rendering) -> None:
    """Each names the other; one that is followed with another keeps its page, its history, and says where to read."""
    for one, other in (("lire-les-courriers", "traverser-le-soir"), ("traverser-le-soir", "lire-les-courriers")):
        assert f"/besoins/{other}/" in links(body(rendering, f"besoins/{one}/"))
    merged = corpus.besoins["soirees-d-hiver"].model_copy(update={"fusionne_dans": "reparer"})
    made = rendered(corpus, {"soirees-d-hiver": merged, "reparer": corpus.besoins["reparer"]})
    page = body(made, "besoins/soirees-d-hiver/")
    assert "Suivi avec un autre besoin" in words(page) and "/besoins/reparer/" in links(page)
    assert "10 novembre 2026 Révélé" in words(page)
    assert "/besoins/soirees-d-hiver/" in links(body(made, "besoins/reparer/"))
