"""The cards for a table: every path on them ends where the site ends, and every card is one leaf."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import lxml.html
import page as checker
import pypdfium2
import pytest
import zxingcpp

from generator.cli.main import main
from generator.corpus.corpus import Corpus
from generator.orientation.cartes import LARGEUR, answers_on_card, cards_of, cut, lines, steps_on_card
from generator.orientation.study import study_of
from generator.problems import Problem
from generator.publishing.livre import pdf_of
from generator.rendering.cartes import cards_html
from generator.rendering.site import Site
from generator.rules.papier import check_cards
from generator.theme import CSS
from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.construction import officiel, read

VERS = re.compile(r"allez à la carte (\d+)$")


def html_of(corpus: Corpus, key: str) -> str:
    return cards_html(Site(corpus, AUJOURDHUI), study_of(corpus, AUJOURDHUI), key, {})


def rectos(html: str) -> list[lxml.html.HtmlElement]:
    """Return the first sides, in order: the first one is card 1."""
    found = lxml.html.fromstring(html).xpath("//section[contains(@class, 'recto')]")
    assert [side.xpath("string(.//strong)") for side in found] == [f"Carte {rank}" for rank in range(1, len(found) + 1)]
    return list(found)


def test_every_path_on_the_cards_reaches_the_end_that_the_site_gives() -> None:
    corpus = read()
    study = study_of(corpus, AUJOURDHUI)
    played = 0
    for key in corpus.arbres:
        cards = rectos(html_of(corpus, key))
        for chemin in (one for one in study.chemins if one.arbre == key):
            number = 2
            for step in chemin.pas:
                card = cards[number - 1]
                assert card.xpath("string(h2)") == step.question.texte
                said = {" ".join(li.text_content().split()): li for li in card.xpath(".//li")}
                (line,) = [text for text in said if text.startswith(f"{step.reponse.texte} allez")]
                number = int(VERS.findall(line)[0])
            end = corpus.parcours[chemin.parcours].titre if chemin.parcours else chemin.sortie and chemin.sortie.titre
            assert cards[number - 1].xpath("string(h2)") == end
            assert not cards[number - 1].xpath(".//*[contains(., 'allez à la carte')]")
            played += 1
    assert played == len(study.chemins) > 10


def test_the_numbers_are_the_cards_of_the_arbre() -> None:
    for arbre in read().arbres.values():
        jeu = cards_of(arbre)
        assert [carte.numero for carte in jeu.cartes] == list(range(1, len(jeu.cartes) + 1))
        assert set(jeu.suites.values()) == {carte.numero for carte in jeu.cartes[2:]}


def test_a_leaf_per_card_in_order_tagged_and_the_same_each_time() -> None:
    corpus = read()
    html = html_of(corpus, "equipes")
    made = pdf_of(html, AUJOURDHUI)
    assert made.octets == pdf_of(html, AUJOURDHUI).octets
    report = checker.validate_pdf_bytes(made.octets, profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    document = pypdfium2.PdfDocument(made.octets)
    texts = [one.get_textpage().get_text_bounded().replace("\xa0", " ") for one in document]
    assert [int(re.findall(r"Carte (\d+)", text)[0]) for text in texts] == [1 + rank // 2 for rank in range(made.pages)]
    assert made.pages == 2 * len(rectos(html))
    assert {(round(one.get_width()), round(one.get_height())) for one in document} == {(420, 595)}
    (code,) = zxingcpp.read_barcodes(document[made.pages - 1].render(scale=150 / 72, grayscale=True).to_pil())
    assert code.text.startswith("https://petite-ile.test/offre/")
    assert code.text in texts[-1].replace("\r\n", "").replace("\n", "")


def test_nothing_is_smaller_than_fourteen_points() -> None:
    sizes = re.findall(r"font-size: (\d+)pt", (CSS / "livre/cartes.css").read_text("utf-8"))
    assert len(sizes) > 5 and min(map(int, sizes)) >= 14


def long_corpus() -> Corpus:
    """A territory whose answers and steps are as long as the models let them be."""
    corpus = read()
    arbre = corpus.arbres["equipes"]
    answer = "Nous voulons une réponse qui ne finit pas " * 3
    questions = tuple(
        one.model_copy(update={"reponses": tuple(r.model_copy(update={"texte": answer}) for r in one.reponses * 3)})
        for one in arbre.questions
    )
    parcours = {
        key: one.model_copy(
            update={"etapes": tuple(e.model_copy(update={"pourquoi": "Relire. " * 75}) for e in one.etapes)}
        )
        for key, one in corpus.parcours.items()
    }
    return replace(corpus, arbres={"equipes": arbre.model_copy(update={"questions": questions})}, parcours=parcours)


def test_what_is_too_long_is_cut_and_says_where_the_rest_is() -> None:
    corpus = long_corpus()
    html = html_of(corpus, "equipes")
    asked, ends = len(corpus.arbres["equipes"].questions), len(rectos(html))
    told = [side.xpath("string(.//*[@class='c-suite'])") for side in rectos(html)]
    assert told[0] == "" and all(
        "La suite : https://petite-ile.test/offre/orienter/" in one for one in told[1 : asked + 1]
    )
    assert sum(bool(one) for one in told) > asked
    assert pdf_of(html, AUJOURDHUI).pages == 2 * ends
    assert all("allez à la carte" in li.text_content() for li in rectos(html)[1].xpath(".//li"))
    found = list(check_cards(corpus, AUJOURDHUI))
    assert {(one.code, one.path) for one in found} >= {("CAR001", "data/arbres/equipes.yml")}
    assert all(isinstance(one, Problem) and one.line > 1 for one in found)
    assert not list(check_cards(read(), AUJOURDHUI))


def test_a_text_is_cut_between_two_words() -> None:
    assert cut("un deux trois", 8, 1) == "un deux…"
    assert cut("un deux", 8, 1) == "un deux"
    assert [lines(text, 8) for text in ("", "un deux", "un deux trois", "un deux trois quatre")] == [1, 1, 2, 3]
    assert answers_on_card("T", ["a b c"] * 40) == ["a b c"] * 40, "an answer is never left out"
    whole = ["un pas"] * 3
    assert steps_on_card("T", whole) == whole
    assert 0 < len(steps_on_card("T", whole * 20)) < 60
    assert steps_on_card("T", ["mot " * 400])[0].endswith("…") and LARGEUR > 30


@pytest.mark.parametrize(
    ("arbre", "name", "said"),
    [
        ("equipes", "cartes.pdf", "cartes A5, à imprimer recto verso"),
        ("equipe", "cartes.pdf", "Aucun arbre « equipe » dans data/arbres/. Vouliez-vous dire « equipes » ?"),
        ("equipes", "cartes.odt", "le fichier finit par .pdf"),
    ],
)
def test_the_command(arbre: str, name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / name
    words = ["cartes", "--arbre", arbre, "--sortie", str(target), "--racine", str(PETITE_ILE)]
    status = main([*words, "--date", str(AUJOURDHUI)], officiel())
    assert said in "".join(capsys.readouterr())
    assert (status == 0) is target.exists() is (said.startswith("cartes"))
