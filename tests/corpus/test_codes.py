"""What a code is, when it is not what is asked: recognised and named, never guessed by its digits."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.codes import place_hint
from tests.colle import beaucoup
from tests.contributing.spreadsheet.outil import corpus_of


@pytest.mark.parametrize(
    ("read", "wanted", "ici", "hint"),
    [
        ("01992", "communes", False, "C'est un code postal. Le code Insee est : Val-Clair 01902."),
        (
            "01991 CEDEX 2",
            "communes",
            False,
            "C'est un code postal. Le code Insee est : Port-Brume 01901 et Bourg-l'Écume 01903.",
        ),
        ("04991", "communes", False, "C'est un code postal. Le code Insee est : Hors-le-Cap 04901."),
        ("1901", "communes", False, "Il manque le zéro du début : « 01901 » (Port-Brume), entre guillemets."),
        ("1", "departements", False, "Il manque le zéro du début : « 01 » (Estran), entre guillemets."),
        ("04901", "communes", True, "C'est Hors-le-Cap, qui n'est pas du territoire."),
        ("03903", "communes", True, "C'est l'ancien code d'une commune, aujourd'hui Les Trois-Balises « 03901 »."),
        (
            "02905",
            "communes",
            False,
            "C'est l'ancien code d'une commune, aujourd'hui La Lande-Étoile « 02901 » ou Roche-Lune « 02902 ».",
        ),
        ("01", "communes", False, "C'est le département Estran : « type: departements » dans une zone."),
        ("91", "departements", False, "C'est la région Rivages : « type: regions » dans une zone."),
        ("01901", "departements", False, "C'est la commune Port-Brume : « type: communes » dans une zone."),
        ("Port-Brume", "communes", False, "Vouliez-vous dire « 01901 » (Port-Brume) ?"),
        ("PORT BRUME Cedex", "communes", True, "Vouliez-vous dire « 01901 » (Port-Brume) ?"),
        ("Sainte-Balise", "communes", False, "C'est une ancienne commune, aujourd'hui Les Trois-Balises « 03901 »."),
        ("Hors le Cap", "communes", False, "Écrire le code : « 04901 »."),
        ("Estran", "departements", False, "Écrire le code : « 01 »."),
        ("Rivages", "departements", False, "C'est la région « 91 » : « type: regions » dans une zone."),
        ("Petite-Île Agglomération", "epci", False, "Écrire le code : « 732829320 »."),
        ("01904", "departements", False, ""),
        ("nulle part", "epci", False, ""),
        ("", "communes", False, ""),
    ],
)
def test_a_place_is_recognised(read: str, wanted: str, ici: bool, hint: str) -> None:
    assert place_hint(corpus_of(), read, wanted, ici) == hint


def test_a_code_that_nobody_knows_proposes_none() -> None:
    hint = place_hint(corpus_of(), "01904")
    assert "Ni code Insee, ni code postal" in hint
    assert not re.search("0[0-9]{4}", hint)


@given(st.from_regex(r"[0-9]{5}", fullmatch=True))
@beaucoup
def test_no_code_is_proposed_by_likeness(code: str) -> None:
    """Every commune that a hint names has this very code postal, or this very code with its zero."""
    corpus = corpus_of()
    named = [] if code in corpus.officiel.anciens_codes else re.findall(r"\b[0-9]{5}\b", place_hint(corpus, code))
    assert all(code in corpus.officiel.communes[one].codes_postaux for one in named)
