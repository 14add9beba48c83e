"""Plain language: jargon, a résumé that repeats the name, long sentences; warnings only."""

from __future__ import annotations

import pytest

from generator.rules.style import (
    JARGON,
    MOTS_PAR_PHRASE,
    check_jargon,
    check_questions,
    check_repetition,
    check_sentences,
)
from tests.chemins import AUJOURDHUI
from tests.mini import ACTEUR, RESSOURCE, SERVICE, Mini

RESUME = "Une phrase simple, assez longue pour être lue dans une liste."


def sentence(words: int) -> str:
    return " ".join(["mot"] * words) + "."


@pytest.mark.parametrize("regle", [check_jargon, check_repetition, check_sentences])
def test_the_right_case(mini: Mini, regle: object) -> None:
    """Words that only contain jargon, a name inside of the résumé, the longest allowed sentence."""
    mini.change(SERVICE, RESUME, f"À l'accueil de tous : restructurant, dispositifx. {sentence(MOTS_PAR_PHRASE)}")
    assert mini.broken(regle) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(("word", "instead"), JARGON)
@pytest.mark.parametrize("field", ["resume", "description"])
def test_jargon(mini: Mini, word: str, instead: str, field: str) -> None:
    text = f"Ici, {word.upper()} et {word}, puis encore rien."
    mini.change(SERVICE, RESUME, text) if field == "resume" else mini.add(SERVICE, f'description: "{text}"\n')
    assert mini.broken(check_jargon) == [("STY001", SERVICE, mini.line(SERVICE, f"{field}:"), field)]
    (problem,) = check_jargon(mini.corpus(), AUJOURDHUI)
    assert (problem.message, problem.hint) == (f"« {word} » se dit mieux autrement.", f"Par exemple : {instead}.")


def test_jargon_in_the_plural_and_two_words(mini: Mini) -> None:
    mini.change(SERVICE, RESUME, "Des dispositifs et des leviers, au sein de la commune.")
    messages = [problem.message for problem in check_jargon(mini.corpus(), AUJOURDHUI)]
    assert [message.split(" »")[0] for message in messages] == ["« au sein de", "« dispositif", "« levier"]


def test_jargon_in_the_address_of_a_link_is_not_read(mini: Mini) -> None:
    mini.add(SERVICE, 'description: "Voir [la page](https://exemple.org/dispositif)."\n')
    assert mini.broken(check_jargon) == []


@pytest.mark.parametrize(
    ("alias", "told"),
    [("Dispositif local d'accompagnement", []), ("Dispositif", ["STY001"]), ("Le relais local", ["STY001"])],
)
def test_a_name_is_as_it_is_but_not_one_word(mini: Mini, alias: str, told: list[str]) -> None:
    mini.add(ACTEUR, f'alias: ["{alias}"]\n')
    mini.change(SERVICE, RESUME, "Le dispositif local d'accompagnement vous aide à commencer, ici ou ailleurs.")
    assert [one[0] for one in mini.broken(check_jargon) if one[1] == SERVICE] == told


@pytest.mark.parametrize("resume", ["Accueil de tous les projets de l'île.", "ACCUEIL, de tous ! Venez nous voir."])
def test_a_resume_that_begins_with_the_name(mini: Mini, resume: str) -> None:
    mini.change(SERVICE, RESUME, resume)
    assert mini.broken(check_repetition) == [("STY002", SERVICE, mini.line(SERVICE, "resume:"), "resume")]


def test_a_short_name_may_begin_the_resume(mini: Mini) -> None:
    mini.change(RESSOURCE, "Guide des débuts", "Guide").change(RESSOURCE, RESUME, "Guide pour bien commencer ensemble.")
    assert mini.broken(check_repetition) == []


@pytest.mark.parametrize("field", ["resume", "description"])
def test_a_long_sentence(mini: Mini, field: str) -> None:
    text = f"Court. {sentence(MOTS_PAR_PHRASE + 1)} {sentence(MOTS_PAR_PHRASE + 2)}"
    mini.change(SERVICE, RESUME, text) if field == "resume" else mini.add(SERVICE, f'description: "{text}"\n')
    assert mini.broken(check_sentences) == [("STY003", SERVICE, mini.line(SERVICE, f"{field}:"), field)]
    (problem,) = check_sentences(mini.corpus(), AUJOURDHUI)
    assert problem.message == f"une phrase de {MOTS_PAR_PHRASE + 2} mots."


def test_lines_of_a_list_are_sentences_of_their_own(mini: Mini) -> None:
    items = "".join(f"  - {sentence(20)[:-1]}\n" for _ in range(3))
    mini.add(SERVICE, f"description: |\n{items}")
    assert mini.broken(check_sentences) == []


def test_an_elision_and_a_hyphen_make_one_word(mini: Mini) -> None:
    words = " ".join(["l’aujourd'hui rendez-vous"] * 12)
    mini.add(SERVICE, f'description: "{words} fin."\n')
    assert mini.broken(check_sentences) == []


def test_jargon_inside_of_a_name_in_full_is_no_jargon(mini: Mini) -> None:
    """The official name has to be said once, « dispositif » alone still has not."""
    mini.write(
        "data/glossaire.yml",
        'mots:\n  dla:\n    mot: "DLA"\n    developpe: "dispositif local d\'accompagnement"\n'
        '    definition: "Une aide gratuite."\n    origine: "proposé"\n',
    )
    mini.change(SERVICE, RESUME, "DLA veut dire Dispositif local d'accompagnement, gratuit pour vous.")
    assert mini.broken(check_jargon) == []
    mini.change(SERVICE, "gratuit pour vous", "un dispositif gratuit")
    assert [found[0] for found in mini.broken(check_jargon)] == ["STY001"]


ARBRE = "data/arbres/habitants.yml"
PARCOURS = "data/parcours/faire-le-point.yml"
QUESTION = "Où en êtes-vous ?"


@pytest.fixture
def oriente(mini: Mini) -> Mini:
    mini.write(
        ARBRE,
        f"""\
titre: "Nous avons un projet"
court: "Habitants"
promesse: "1 question, 1 minute."
pour_qui: "Toute personne qui vit ici."
questions:
  - id: levier
    texte: "{QUESTION}"
    aide: "Un mot."
    pourquoi: "Pour vous aider."
    reponses:
      - id: synergie
        texte: "Au début."
        parcours: faire-le-point
      - id: nsp
        texte: "Je ne sais pas"
        parcours: faire-le-point
""",
    )
    return mini.write(
        PARCOURS,
        """\
titre: "Faire le point"
resume: "On regarde ensemble."
etapes:
  - titre: "En parler"
    pourquoi: "À deux, on voit mieux."
    faire: "Écrivez une phrase."
contact: accueil
apporter: ["Une phrase"]
suite:
  - dire: "Ensuite, décidez."
""",
    )


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (ARBRE, '"Nous avons un projet"'),
        (ARBRE, '"Toute personne qui vit ici."'),
        (ARBRE, f'"{QUESTION}"'),
        (ARBRE, '"Un mot."'),
        (ARBRE, '"Pour vous aider."'),
        (ARBRE, '"Au début."'),
        (PARCOURS, '"Faire le point"'),
        (PARCOURS, '"On regarde ensemble."'),
        (PARCOURS, '"À deux, on voit mieux."'),
        (PARCOURS, '"Écrivez une phrase."'),
        (PARCOURS, '["Une phrase"]'),
        (PARCOURS, '"Ensuite, décidez."'),
    ],
)
def test_what_an_arbre_and_a_parcours_say_is_read_too(oriente: Mini, path: str, written: str) -> None:
    """Ids of questions and answers are never read: nobody sees them but in an address."""
    assert oriente.broken(check_jargon) == oriente.broken(check_sentences) == []
    line = oriente.line(path, written)
    oriente.change(path, written, '["Une synergie"]' if written.startswith("[") else '"Une synergie."')
    ((code, told, at, _),) = oriente.broken(check_jargon)
    assert (code, told, at) == ("STY001", path, line)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Avez-vous un local et/ou de l'argent ?", "deux questions à la fois"),
        ("N'avez-vous pas un local ?", "une question négative"),
        ("Vous ne décidez jamais ensemble ?", "une question négative"),
        ("Est-ce que cela n’existe plus ici ?", "une question négative"),
        ("Avez-vous plus d'un local ?", ""),
        ("Aucune réunion, ou plusieurs ?", ""),
        ("Un pas de plus : lequel ?", ""),
        ("Une pluie de neige tombe-t-elle ?", ""),
    ],
)
def test_a_question_asks_one_thing_plainly(oriente: Mini, question: str, reason: str) -> None:
    assert oriente.broken(check_questions) == []
    oriente.change(ARBRE, QUESTION, question)
    found = tuple(check_questions(oriente.corpus(), AUJOURDHUI))
    assert [problem.code for problem in found] == (["STY005"] if reason else [])
    assert all(reason in problem.message for problem in found)
    if reason:
        line = oriente.line(ARBRE, question)
        assert oriente.broken(check_questions) == [("STY005", ARBRE, line, "questions[1].texte")]
