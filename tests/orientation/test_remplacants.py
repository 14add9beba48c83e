"""What stands in for a fiche closed here, and how many steps a paper card has room for."""

from __future__ import annotations

import pytest

from generator.orientation.cartes import LARGEUR_TITRE, steps_on_card
from generator.orientation.remplacants import substitutes
from generator.orientation.report import explain
from generator.orientation.sentences import tell_place
from generator.orientation.study import study_of
from tests.chemins import AUJOURDHUI
from tests.orientation.monde import arbre, departements, monde, parcours, question, service

TREE = arbre(question("q", {"id": "a", "retenir": {"stades": ["x"]}, "parcours": "p"}, {"id": "nsp", "parcours": "p"}))
WORLD = monde(
    {
        "ici": service(nom="Ouvert ici", zone=departements("01"), stades=["x"]),
        "la-bas": service(nom="Ouvert là-bas", zone=departements("02", "03")),
        "partout": service(nom="Partout", thematiques=["v"], stades=["x"]),
        "seul": service(nom="Seul", thematiques=["u"], zone=departements("01")),
    },
    arbres={"x": TREE},
    parcours={"p": parcours(*({"demander": {"thematiques": [word]}} for word in "tuv"))},
)


@pytest.mark.parametrize(
    ("place", "instead"), [("departement-01", {"la-bas": "ici"}), ("departements-02-03", {"ici": "la-bas"})]
)
def test_a_closed_fiche_is_replaced_by_what_the_same_step_shows_here(place: str, instead: dict[str, str]) -> None:
    """What is open has no substitute; nor has what a step asks for when nothing else answers it."""
    study = study_of(WORLD, AUJOURDHUI)
    classe = next(one for one in study.matching.classes if one.id == place)
    assert {closed[1]: shown[1] for closed, shown in substitutes(study, classe).items()} == instead


def test_a_fiche_is_told_with_where_and_why() -> None:
    text = explain(WORLD, AUJOURDHUI, "a", "nsp")
    assert "  proposé : Ouvert ici (ici) [seulement : Estran], parce que « Réponse a »\n" in text
    assert "pas ouvert ici" not in text
    elsewhere = explain(WORLD, AUJOURDHUI, "a", "02901")
    assert "  pas ouvert ici : Ouvert ici (ici) [seulement : Estran], parce que « Réponse a »\n" in elsewhere
    assert "  proposé : Partout (partout), parce que « Réponse a »\n" in elsewhere


@pytest.mark.parametrize(("demander", "answer"), [({"modalites": ["m"]}, "a"), ({"thematiques": ["t"]}, "b")])
def test_the_answer_that_chose_the_subject_explains_it(demander: dict[str, list[str]], answer: str) -> None:
    """Unless the étape itself says the subject: then it is the answer that led to it."""
    tree = arbre(
        question("un", {"id": "a", "retenir": {"thematiques": ["t"]}}, {"id": "nsp"}),
        question("deux", {"id": "b", "parcours": "p"}, {"id": "nsp", "parcours": "p"}),
    )
    corpus = monde({"s": service()}, arbres={"x": tree}, parcours={"p": parcours({"demander": demander})})
    assert f"(s), parce que « Réponse {answer} »\n" in explain(corpus, AUJOURDHUI, "a.b", "nsp")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("departement-01", "à Bourg-l'Écume"),
        ("plusieurs", "dans plusieurs communes"),
        ("nsp", "sans dire sa commune"),
    ],
)
def test_a_place_in_words(place: str, words: str) -> None:
    places = study_of(WORLD, AUJOURDHUI).matching.places
    assert tell_place(WORLD, next(one for one in places if one.id == place)) == words


@pytest.mark.parametrize(("titre", "steps"), [(1, 11), (2, 10), (3, 9), (11, 1), (12, 0)])
def test_a_title_of_several_lines_leaves_less_room(titre: int, steps: int) -> None:
    """Thirty-four half-lines: three for each step of one line, three for each more line of the title."""
    assert len(steps_on_card(" ".join(["t" * LARGEUR_TITRE] * titre), ["un pas"] * 30)) == steps
