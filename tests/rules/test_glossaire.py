"""The glossary: employed, said once; acronyms: explained somewhere."""

from __future__ import annotations

import pytest

from generator.rules.glossaire import check_acronyms, check_glossary
from tests.mini import ACTEUR, SERVICE, Mini, told

GLOSSAIRE = "data/glossaire.yml"
RESUME = "Une phrase simple, assez longue pour être lue dans une liste."


def mot(key: str, word: str, more: str = "") -> str:
    return f'  {key}:\n    mot: "{word}"\n    definition: "Ce que cela veut dire."\n    origine: "proposé"\n{more}'


def test_the_right_case(mini: Mini) -> None:
    mini.write(GLOSSAIRE, "mots:\n" + mot("scic", "SCIC", '    developpe: "société"\n    variantes: ["Scic"]\n'))
    mini.change(SERVICE, RESUME, f"{RESUME} Une Scic, une SCIC, un PTAC (pôle), l'an XIV.")
    assert mini.broken(check_glossary) == mini.broken(check_acronyms) == []


def test_a_word_that_nobody_employs(mini: Mini) -> None:
    mini.write(GLOSSAIRE, "mots:\n" + mot("scic", "SCIC", '    developpe: "société"\n') + mot("phrase", "phrase"))
    mini.change(SERVICE, RESUME, f"{RESUME} Une scic, un miSCIC, SCIC-44.")
    assert mini.broken(check_glossary) == [("GLO001", GLOSSAIRE, mini.line(GLOSSAIRE, "scic:"), "mots.scic")]


def test_many_words_that_nobody_employs_yet_are_one_line(mini: Mini) -> None:
    """A territory that begins has a glossary, and hardly any fiche: « take the word off » would be a bad advice."""
    mini.write(GLOSSAIRE, "mots:\n" + "".join(mot(f"mot{number}", f"Zzz{number}") for number in range(4)))
    [found] = [problem for problem in mini.verify().problems if problem.code == "GLO001"]
    assert found.message == "4 mots sur 4 ne sont encore employés nulle part : « mot0 », « mot1 », « mot2 », « mot3 »."
    assert found.hint.startswith("Rien à faire tant que l'offre est courte")


def test_a_word_explained_twice(mini: Mini) -> None:
    mini.write(GLOSSAIRE, "mots:\n" + mot("un", "phrase") + mot("deux", "simple", '    variantes: ["Phrase"]\n'))
    found = mini.broken(check_glossary)
    assert ("GLO002", GLOSSAIRE, mini.line(GLOSSAIRE, "deux:"), "mots.deux") in found


@pytest.mark.parametrize("size", [9, 201])
def test_a_definition_is_neither_a_word_nor_a_chapter(mini: Mini, size: int) -> None:
    text = mot("un", "phrase").replace("Ce que cela veut dire.", "x" * size)
    mini.write(GLOSSAIRE, f"mots:\n{text}")
    assert told(mini) == [("SCH004" if size < 10 else "SCH005", GLOSSAIRE)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Avec le FDVX.", True),
        ("Avec le FDVX, et encore le FDVX.", True),
        ("Avec le fonds (FDVX).", False),
        ("Le FDVX (fonds) aide.", False),
        ("La loi XIV.", False),
        ("Voir www.FDVX.org et S-P-06 et SV-22.", False),
        ("Au POLE.", False),
        ("LETTRES est trop long.", False),
        ("Un C isolé.", False),
    ],
)
def test_an_acronym_never_explained(mini: Mini, text: str, code: bool) -> None:
    mini.change(ACTEUR, 'nom: "Pôle de Mini"', 'nom: "POLE, pôle de Mini"')
    mini.change(SERVICE, RESUME, f"{RESUME} {text}")
    expected = [("STY004", SERVICE, mini.line(SERVICE, "resume:"), "resume")] if code else []
    assert mini.broken(check_acronyms) == expected
