"""Plain language: jargon, a résumé that repeats the name, long sentences; warnings only."""

from __future__ import annotations

import pytest

from generator.rules.style import JARGON, MOTS_PAR_PHRASE, check_jargon, check_repetition, check_sentences
from tests.chemins import AUJOURDHUI
from tests.mini import RESSOURCE, SERVICE, Mini

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
