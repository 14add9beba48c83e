"""The home page: people's doors, who answers, and no promise of a person where nobody can be reached."""

from __future__ import annotations

from lxml import html

from generator.corpus.corpus import Corpus
from generator.rendering.carte import Carte
from generator.rendering.pages.generales import home_page
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.pages import words


def home(corpus: Corpus) -> html.HtmlElement:
    return html.fromstring(home_page(Site(corpus, AUJOURDHUI), Carte(corpus)).body)


def mute(corpus: Corpus) -> Corpus:
    """Return the territory where no telephone, no mail and no relais is known."""
    services = {key: one.model_copy(update={"contacts": (), "lieux": ()}) for key, one in corpus.services.items()}
    acteurs = {key: one.model_copy(update={"contacts": (), "lieux": ()}) for key, one in corpus.acteurs.items()}
    territoire = corpus.territoire.model_copy(update={"relais": ()})
    return corpus.having(service=services, acteur=acteurs, territoire={"territoire": territoire})


def test_a_door_is_what_a_person_would_say() -> None:
    corpus = read()
    said = [words(door) for door in home(corpus).find_class("porte-qui")]
    assert said == [arbre.titre for arbre in sorted(corpus.arbres.values(), key=lambda arbre: arbre.ordre)]


def test_a_person_is_promised_where_one_answers() -> None:
    page = home(read())
    assert "une personne qui vous répond" in words(page)
    (number,) = page.find_class("tel")
    assert number.get("href", "").startswith("tel:")
    assert page.get_element_by_id("humain").find_class("tel") == [number]


def test_nobody_is_promised_where_none_is_known() -> None:
    page = home(mute(read()))
    assert "une personne qui vous répond" not in words(page)
    assert "par quoi commencer, et à qui le demander" in words(page)
    assert page.find_class("tel") == []
    assert "Téléphone et courriel à compléter" in words(page.get_element_by_id("humain"))
