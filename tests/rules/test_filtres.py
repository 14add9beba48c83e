"""What rules a text out quickly rules out nothing that the whole look would tell."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markdown import colle
from generator.rules import paroles, privacy, references, style, texts
from tests.colle import MORCEAUX, textes
from tests.exemples import exemples
from tests.rendering.search.banc import read

MOTS = ("Mme ", "M. ", "Camille", "EXEMPLE", "École", "élan", "œuvre", " ", "-", "’", ".", "\n", "a", "9")
NOMS = st.lists(st.sampled_from(MOTS), max_size=8).map("".join)
DITS = (
    "appeler",
    "téléphonez",
    "nous écrire",
    "écrivez-nous",
    "écrire à",
    "une personne répond",
    "qui ",
    "à ",
    "a",
    "\n",
)
DIRE = st.lists(st.sampled_from(DITS), max_size=4).map("".join)
NUMEROS = st.lists(st.sampled_from(("02 99 70 34 34", "+33299703434", "0", "2 85 01 75 116 001 ", "7")), max_size=3)


@settings(max_examples=exemples(200))
@given(textes())
def test_what_is_pasted(text: str) -> None:
    raw = (colle._BALISE, colle._ENTITE, colle._DANS_UN_TEXTE)
    assert [read for _, read in colle.shown_raw(text)] == [m.group() for one in raw for m in one.finditer(text)]
    unknown = (colle._INCONNUS, colle._SIGNE)
    assert [read for _, read in colle.unknown_markdown(text)] == [
        m.group() for one in unknown for m in one.finditer(text)
    ]


@settings(max_examples=exemples(200))
@given(st.lists(st.one_of(textes(12), st.sampled_from(MORCEAUX)), max_size=4))
def test_what_is_pasted_in_a_file(texts: list[str]) -> None:
    assert colle.may_show_raw("\n".join(texts)) or not any(colle.may_show_raw(text) for text in texts)


@settings(max_examples=exemples(200))
@given(NOMS)
def test_names(text: str) -> None:
    words = [met.group() for met in privacy._MOT.finditer(text)]
    if not privacy.names_somebody(text, qui=False):
        assert not privacy._titled(text)
        for first, name in pairwise(words) if not privacy._DEUX_GRANDS.search(text) else ():
            assert not privacy._is_somebody(first, name, "", (), qui=True) or f"{first} {name}" not in text


@settings(max_examples=exemples(200))
@given(st.lists(DIRE, max_size=3), st.lists(NUMEROS.map("".join), max_size=3))
def test_a_file_holds_what_its_texts_hold(said: list[str], numbers: list[str]) -> None:
    for pattern in (paroles._APPELER, paroles._ECRIRE, paroles._REPOND):
        assert pattern.search("\n".join(said)) or not any(pattern.search(text) for text in said)
    assert privacy._coordonnee("\n".join(numbers)) or not any(map(privacy._coordonnee, numbers))
    assert privacy._NIR.search("\n".join(numbers)) or not any(map(privacy._NIR.search, numbers))


@settings(max_examples=exemples(200))
@given(st.lists(st.sampled_from(("a ", "b, ", "c'", "d. ", "é-", "mot\n")), max_size=120).map("".join))
def test_long_sentences(text: str) -> None:
    longest = max((len(style._MOT.findall(part)) for part in style._PHRASE.findall(text)), default=0)
    assert style._too_long(text) == (longest if longest > style.MOTS_PAR_PHRASE else 0)


@settings(max_examples=exemples(100))
@given(st.lists(st.sampled_from(("- ", "1. ", "\n", "\n\n", "](", "*", "**", "`", "mot ")), max_size=12).map("".join))
def test_a_size_is_never_above_what_it_may_be(description: str) -> None:
    for kind, key, fiche in [*read().fiches()][::9]:
        one = texts._file(kind, key, fiche.model_copy(update={"description": description}), None)
        assert references._size(one) <= references._size_at_most(one)
