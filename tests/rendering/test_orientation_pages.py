"""The pages of the arbres: every state has its page, and a page says no more than what is open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from generator.corpus.corpus import Corpus
from generator.models.arbre import NSP
from generator.models.parcours import Parcours
from generator.orientation.classes import PLUSIEURS
from generator.orientation.paths import Pas, next_question, states
from generator.orientation.study import Study, study_of
from generator.rendering.pages.resultats import FAIT, MEME_SUJET, story
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read()


@pytest.fixture(scope="module")
def study(corpus: Corpus) -> Study:
    return study_of(corpus, AUJOURDHUI)


def page(site: Path, url: str) -> html.HtmlElement:
    return html.document_fromstring((site / url / "index.html").read_bytes())


def state_urls(corpus: Corpus, study: Study) -> Iterator[tuple[str, bool, object]]:
    """Yield (address, whether it is a question, question or parcours) of every state of every place."""
    for key, arbre in corpus.arbres.items():
        for place in study.lieux.places:
            base = f"orienter/{key}/{place.id}/"
            for pas, question in states(arbre):
                done = ".".join(step.reponse.id for step in pas)
                yield f"{base}{done}/" if done else base, True, question
                for reponse in question.reponses:
                    if next_question(arbre, question, reponse) is None:
                        adresse = ".".join([*(step.reponse.id for step in pas), reponse.id])
                        yield f"{base}{adresse}/", False, Pas(question, reponse)


def test_every_state_has_its_page_and_nothing_more(site_petite_ile: Path, corpus: Corpus, study: Study) -> None:
    expected = {url for url, _, _ in state_urls(corpus, study)}
    expected |= {
        f"{url}feuille/"
        for url, is_question, step in state_urls(corpus, study)
        if not is_question and step.reponse.parcours is not None  # type: ignore[attr-defined]
    }
    assert len(expected) > 50
    places = {place.id for place in study.lieux.places}
    built = {
        f"{path.parent.relative_to(site_petite_ile).as_posix()}/"
        for path in (site_petite_ile / "orienter").rglob("index.html")
        if len(path.relative_to(site_petite_ile).parts) >= 4 and path.relative_to(site_petite_ile).parts[2] in places
    }
    assert built == expected


def test_a_question_page_is_one_question(site_petite_ile: Path, corpus: Corpus, study: Study) -> None:
    for url, is_question, question in state_urls(corpus, study):
        if not is_question:
            continue
        tree = page(site_petite_ile, url)
        assert tree.xpath("string(//h1)").replace("\xa0", " ").replace("’", "'") == question.texte.replace("’", "'")
        answers = tree.xpath("//nav[@aria-labelledby='q']//a")
        assert len(answers) == len(question.reponses)
        last = next(reponse for reponse in question.reponses if reponse.id == NSP)
        assert answers[-1].text_content() == last.texte
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert tree.xpath("//a[@class='retour']")
        assert len(tree.xpath("//*[not(ancestor::svg)]")) <= 150


def results(corpus: Corpus, study: Study) -> Iterator[tuple[str, Parcours]]:
    """Yield (address, parcours) of every result of every place."""
    for url, is_question, step in state_urls(corpus, study):
        if not is_question and step.reponse.parcours is not None:  # type: ignore[attr-defined]
            yield url, corpus.parcours[step.reponse.parcours]  # type: ignore[attr-defined]


def test_a_result_says_whom_to_call_then_one_card_for_each_étape(
    site_petite_ile: Path, corpus: Corpus, study: Study
) -> None:
    seen = 0
    for url, parcours in results(corpus, study):
        tree = page(site_petite_ile, url)
        (agir,) = tree.xpath("//main//section[@class='agir']")
        (number,) = agir.xpath(".//a[@class='tel']/@href")
        assert number.startswith(("tel:+33", "mailto:"))
        assert agir.xpath("string(.//h2)").strip()
        steps = tree.xpath("//ol[@class='etapes']/li")
        assert len(steps) == len(parcours.etapes) <= 4
        for step in steps:
            assert len(step.xpath("./div[contains(@class, 'svc')]")) <= 1
            signs = step.xpath("./div[contains(@class, 'svc')]//span[contains(@class, 'signe')]")
            assert all(sign.text_content().strip() for sign in signs)
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert len(tree.xpath("//*[not(ancestor::svg)]")) <= 250
        seen += 1
    assert seen > 30


def test_no_fiche_stands_twice_on_a_result(site_petite_ile: Path, corpus: Corpus, study: Study) -> None:
    for url, _ in results(corpus, study):
        named = page(site_petite_ile, url).xpath("//main//@data-fiche")
        assert len(named) == len(set(named)), url


@pytest.mark.parametrize(
    ("enjeux", "exemples", "expected"),
    [
        ((), (), None),
        ((), ("boite-a-clous", "carnet-commun"), (FAIT, "boite-a-clous")),
        (("lien-social-isolement",), (), (MEME_SUJET, "boite-a-clous")),
        (("lien-social-isolement",), ("carnet-commun", "boite-a-clous"), (FAIT, "boite-a-clous")),
        (("lien-social-isolement",), ("carnet-commun",), (MEME_SUJET, "boite-a-clous")),
        (("mobilite",), (), None),
        (("mobilite",), ("carnet-commun",), (FAIT, "carnet-commun")),
    ],
)
def test_the_story_is_of_the_same_enjeu_else_an_example_and_never_invented(
    corpus: Corpus, enjeux: tuple[str, ...], exemples: tuple[str, ...], expected: tuple[str, str] | None
) -> None:
    parcours = corpus.parcours["en-parler"].model_copy(update={"enjeux": enjeux, "exemples": exemples})
    found = story(Site(corpus, AUJOURDHUI), parcours)
    assert (found and (found[0], found[1].id)) == expected


def test_what_one_takes_away(site_petite_ile: Path, corpus: Corpus, study: Study) -> None:
    """A sheet of its own, a text message of 160 signs at most, a letter with every answer."""
    for url, parcours in results(corpus, study):
        tree = page(site_petite_ile, url)
        (sms,) = tree.xpath("//a[starts-with(@href, 'sms:')]/@href")
        assert len(unquote(sms.removeprefix("sms:?body="))) <= 160
        (message,) = tree.xpath("//section[@aria-labelledby='t-emp']/details/p")
        copied = message.text_content().replace("\xa0", " ").replace("’", "'")
        assert copied == unquote(sms.removeprefix("sms:?body=")).replace("\xa0", " ").replace("’", "'")
        (letter,) = tree.xpath("//a[@data-lettre]/@href")
        assert parcours.titre in unquote(letter)
        sheet = page(site_petite_ile, f"{url}feuille")
        assert sheet.xpath("string(//h1)").strip().replace("’", "'") == parcours.titre.replace("’", "'")
        assert len(tree.xpath("//section[@aria-labelledby='t-ici']")) == bool(parcours.exemples)
        assert sheet.xpath("//*[@class='f-tel']/a/@href") == tree.xpath("//a[@class='tel']/@href")
        assert len(sheet.xpath("//p[starts-with(@class, 'ligne')]")) >= 4


def test_what_comes_next_stays_in_the_same_place(site_petite_ile: Path, corpus: Corpus, study: Study) -> None:
    followed = 0
    for url, is_question, step in state_urls(corpus, study):
        if is_question or step.reponse.parcours is None or not corpus.parcours[step.reponse.parcours].suite:
            continue
        here = url.split("/")
        for address in page(site_petite_ile, url).xpath("//div[contains(@class, 'suite')]//a/@href"):
            target = (site_petite_ile / url / address).resolve().relative_to(site_petite_ile.resolve()).parts
            if len(target) > 2:
                assert target[2] == here[2]
                followed += 1
    assert followed > 5


def shown(site: Path, url: str) -> set[str]:
    """Fiches that a result shows as open: cards, money and « voir aussi »."""
    return set(page(site, url).xpath("//@data-fiche"))


def test_a_place_never_shows_a_closed_door(site_petite_ile: Path, corpus: Corpus, study: Study) -> None:
    cards = 0
    for key in corpus.arbres:
        for classe in study.matching.classes:
            for path in (site_petite_ile / "orienter" / key / classe.id).rglob("index.html"):
                url = path.parent.relative_to(site_petite_ile).as_posix()
                for fiche in shown(site_petite_ile, url):
                    kind, _, identifiant = fiche.partition("/")
                    if kind == "ressource":
                        continue
                    written = corpus.by_kind()[kind][identifiant]
                    told = corpus.coverage(written.zone) | corpus.coverage_douteuse(written)
                    assert told.issuperset(classe.communes), (url, fiche)
                    cards += 1
    assert cards > 20


def test_not_telling_the_place_never_loses_anything(site_petite_ile: Path, corpus: Corpus, study: Study) -> None:
    """C12 on the very HTML: what any classe shows, « plusieurs » and « je ne sais pas » show too."""
    compared = 0
    for chemin in study.chemins:
        if chemin.parcours is None:
            continue
        wide = [
            shown(site_petite_ile, f"orienter/{chemin.arbre}/{place}/{chemin.adresse}") for place in (PLUSIEURS, NSP)
        ]
        for classe in study.matching.classes:
            narrow = shown(site_petite_ile, f"orienter/{chemin.arbre}/{classe.id}/{chemin.adresse}")
            assert all(narrow <= everything for everything in wide), (chemin.adresse, classe.id)
            compared += 1
    assert compared > 20


def test_the_script_knows_each_commune_and_its_class(site_petite_ile: Path, corpus: Corpus, study: Study) -> None:
    rows = json.loads((site_petite_ile / "orienter" / "communes.json").read_bytes())
    assert set(rows) == set(corpus.communes)
    for code, (nom, classe, *mairie) in rows.items():
        assert (corpus.mairies[code].telephone if mairie else None) == (mairie[1] if mairie else None)
        assert nom == corpus.communes[code].nom
        assert any(c.id == classe and code in c.communes for c in study.matching.classes)


def test_each_fiche_tells_the_shortest_way(site_petite_ile: Path) -> None:
    links = page(site_petite_ile, "offre/services/permanence-accueil").xpath(
        "//section[@aria-labelledby='arriver']//a/@href"
    )
    assert len(links) == 1
    target = (site_petite_ile / "offre/services/permanence-accueil" / links[0]).resolve()
    assert "service/permanence-accueil" in set(
        html.document_fromstring((target / "index.html").read_bytes()).xpath("//@data-fiche")
    )


def test_the_picture_says_what_the_list_says(site_petite_ile: Path, corpus: Corpus) -> None:
    for key, arbre in corpus.arbres.items():
        tree = page(site_petite_ile, f"orienter/{key}/carte")
        assert len(tree.xpath("//*[local-name()='rect']")) == len(arbre.questions)
        assert len(tree.xpath("//ol[@class='arbre-liste']/li")) == len(arbre.questions)
        for question in arbre.questions:
            matrix = page(site_petite_ile, f"orienter/{key}/carte/{question.id}")
            heads = matrix.xpath("//thead//th")
            assert not heads or len(heads) == len(question.reponses) + 1


def test_to_verify_is_said_with_its_door_and_never_closed(site_petite_ile: Path) -> None:
    """From end to end: the service is open in Les Rivages only, and no source says anything of the département 03."""
    for url in ("orienter/equipes/departement-03/debut.oui/", "orienter/equipes/departement-03/grandir/"):
        result = page(site_petite_ile, url)
        lines = [line.text_content() for line in result.xpath("//*[@data-fiche='service/parcours-essaimage']/..")]
        assert any("À vérifier : auprès du Carnet commun" in line.replace("\xa0", " ") for line in lines), url
        closed = " ".join(node.text_content() for node in result.xpath("//*[@class='non-ouvert']"))
        assert "Ici et ailleurs" not in closed, url
    commune = page(site_petite_ile, "communes/03901/")
    assert "Ici et ailleurs" not in "".join(node.text_content() for node in commune.xpath("//*[@class='non-ouvert']"))
    fiche = page(site_petite_ile, "offre/services/parcours-essaimage/").text_content().replace("\xa0", " ")
    assert "À vérifier auprès du Carnet commun" in fiche


@pytest.mark.parametrize(
    ("place", "holder"), [("commune-02901", "Fonds des Marées"), ("departement-03", "Petite-Île Agglomération")]
)
def test_who_holds_a_lead_is_the_one_of_the_place(site_petite_ile: Path, place: str, holder: str) -> None:
    result = page(site_petite_ile, f"orienter/equipes/{place}/debut.non/")
    (lead,) = result.xpath("//a[@data-fiche='financement/prime-pour-murir']/..")
    assert holder in lead.text_content()
    others = {"Fonds des Marées", "Petite-Île Agglomération"} - {holder}
    assert not any(other in lead.text_content() for other in others)


def test_the_subject_of_life_filters_nothing_and_brings_its_stories_and_helps(
    site_petite_ile: Path, corpus: Corpus, study: Study
) -> None:
    """On each result, one link; behind each subject its besoins, who did it, and what helps today."""
    results = 0
    for url, is_question, step in state_urls(corpus, study):
        if is_question or step.reponse.parcours is None:  # type: ignore[attr-defined]
            continue
        (link,) = page(site_petite_ile, url).xpath("//a[starts-with(normalize-space(.), 'Votre sujet')]/@href")
        assert link.endswith("besoins/#par-enjeu")
        results += 1
    assert results > 20
    names = page(site_petite_ile, "besoins/").xpath("//section[@aria-labelledby='par-enjeu']//a/text()")
    assert [name.replace("\xa0", " ") for name in names] == [
        "Se déplacer (2)",
        "Lien social (7)",
        "Eau et tempêtes (1)",
    ]
    subject = page(site_petite_ile, "besoins/enjeux/lien-social-isolement/")
    linked = {link.rstrip("/").rsplit("/", 1)[-1] for link in subject.xpath("//main//a/@href")}
    assert {"reparer", "boite-a-clous", "aide-aux-voisins"} <= linked
    assert "cafe-des-projets" not in linked
