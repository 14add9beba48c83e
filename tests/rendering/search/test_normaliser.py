"""Words to tokens, in Python and in a real browser: the same for thousands of words."""

from __future__ import annotations

import random
import re

import pytest

from generator.rendering.search.normaliser import STOP_WORDS, fold, indexed, stem, tokens, words
from tests.chemins import PETITE_ILE
from tests.navigateur.fenetres import Fenetres
from tests.rendering.search.banc import LISTE, script, site

PHRASES = (
    "L'animation d’un tiers-lieu, aujourd'hui : qu'est-ce que c'est ?",
    "Les habitant·e·s, les directeur·rice·s, les voisin(e)s et les acteur.rice.s.",
    "CA, ca, ÇA, AMI, ESS et la loi 1901 ; TAg35, 1er, 35600.",
    "TOUT EST ÉCRIT EN CAPITALES, MÊME LE CA",
    "St Ganton, Ste-Marie, saint-jacut",
    "cœur, œuvre, Œuvre, æquo, cañon, Plouër, maïs, naïveté, Noël",
    "e\u0301cole de\u0301compose\u0301e",
    "mots collés;sans,espaces.du/tout|(presque)",
    "İstanbul straße Łódź Đorđe \u0131ss\u0131z",
    "<b>gras</b> & « guillemets » — tirets – 🙂 日本語 ελληνικά",
    "",
    "   ",
    "l' d' qu' j",
    "C.A.D.E.S., s.c.o.p / D.L.A ; É.S.S. et LA S.C.I.C. ; acteur.e.s, site.a.b, J.-C., A.2",
    "co-working, wi-fi, e-mail, crowd-funding, St-Just, Bruc-sur-Aff, peut-on, a-t-il, 16-25 ans, vitamine-c",
    "ESS/IAE, acteur/trice, habitant-e-s, directeur-rice, d`un, d\u00b4accord, Saint\u2011Jean",
    "Bonjour, j'ai besoin d'un local ; les besoins ; comment ça marche ? on marche, merci ; ils ont fermé",
    "jusqu'à l'aube, presqu'île, quelqu'un, lorsqu'il",
)


def liste() -> list[str]:
    """The committed list, the words of the invented territory, and words made at random (same seed)."""
    words_ = [line for line in LISTE.read_text("utf-8").splitlines() if not line.startswith("#")]
    for path in sorted(PETITE_ILE.rglob("*.yml")):
        words_ += re.findall(r"[^\W\d_]+", path.read_text("utf-8"))
    dice = random.Random(1901)  # noqa: S311
    endings = ("ation", "ement", "eusement", "ité", "ives", "ique", "issions", "aient", "ières", "eaux", "ïs", "ëlle")
    letters = "aàâbcçdeéèêëfghiîïjklmnoôpqrstuùûüvxyzœ"
    for _ in range(3000):
        words_.append("".join(dice.choices(letters, k=dice.randint(1, 9))) + dice.choice(("", *endings)))
    return list(dict.fromkeys(words_))


def token_list(text: str) -> list[str]:
    """Return every token of a text, in order."""
    return [token for word in words(text) for token in word.tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'animation", ["anim"]),
        ("l’animation", ["anim"]),
        ("animations", ["anim"]),
        ("bénévole", ["benevol"]),
        ("benevole", ["benevol"]),
        ("partagées", ["partag"]),
        ("partagees", ["partage", "partag"]),
        ("tiers-lieux", ["tier", "lieu"]),
        ("emplois", ["emploi"]),
        ("emploi", ["emploi"]),
        ("élus", ["elu"]),
        ("élu", ["elu"]),
        ("1901", ["1901"]),
        ("TAg35", ["tag35"]),
        ("st", ["saint"]),
        ("Saint", ["saint"]),
        ("ça", []),
        ("ca", []),
        ("CA", ["ca"]),
        ("CAE", ["cae"]),
        ("habitant·e·s", ["habit"]),
        ("habitant(e)s", ["habit"]),
        ("acteur.rice.s", ["acteur"]),
        ("cœur", ["coeur"]),
        ("coeur", ["coeur"]),
        ("d'un", []),
        ("LE CA DE LA SOCIÉTÉ", ["societ"]),
        ("C.A.D.E.S. et CADES", ["cad", "cad"]),
        ("la s.c.i.c", ["scic"]),
        ("D.L.A", ["dla"]),
        ("UN C.A. EN PANNE", ["ca", "pann"]),
        ("E\u0301.S.S.", ["ess"]),
        ("les acteur.e.s", ["acteur"]),
        ("acteur/trice", ["acteur"]),
        ("habitant-e-s", ["habit"]),
        ("ESS/IAE", ["ess", "iae"]),
        ("jusqu`au", []),
        ("bonjour, nous avons besoin d'argent svp", ["argent"]),
        ("les besoins", ["besoin"]),
        ("comment ça marche", []),
        ("on marche", ["march"]),
        ("le bar a fermé", ["bar"]),
        ("la ferme", ["ferm"]),
    ],
)
def test_tokens_of_a_text(text: str, expected: list[str]) -> None:
    assert token_list(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("association", "associations"),
        ("financer", "financement"),
        ("partagée", "partagees"),
        ("partagees", "partager"),
        ("économie", "economies"),
        ("créer", "création"),
        ("former", "formations"),
        ("ouvrir", "ouverture"),
        ("décider", "décisions"),
        ("jeunes", "jeunesse"),
        ("bénévolat", "bénévoles"),
        ("lieu", "lieux"),
        ("enjeu", "enjeux"),
        ("vélo", "vélos"),
        ("local", "locaux"),
        ("coopération", "coopérer"),
        ("Fégréac", "fegreac"),
        ("CAE", "cae"),
        ("PTCE", "ptce"),
        ("S.C.I.C.", "scic"),
        ("D.L.A", "dla"),
        ("élire", "élection"),
        ("monter", "montage"),
        ("racheter", "rachat"),
        ("reprendre", "repreneur"),
        ("louer", "location"),
    ],
)
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    found = {token for word in words(one) for token in word.tokens}
    assert found & {token for word in words(other) for token in word.tokens}


@pytest.mark.parametrize(("one", "other"), [("élire", "élu"), ("loyer", "loi"), ("former", "forme")])
def test_words_apart_do_not_meet(one: str, other: str) -> None:
    assert set(token_list(one)).isdisjoint(token_list(other))


@pytest.mark.parametrize(
    ("text", "compounds"),
    [
        ("le co-working", ["co-working", "co-working"]),
        ("un e-commerce", ["e-commerce"]),
        ("tiers\u2011lieu", ["tiers\u2011lieu"] * 2),
        ("St-Just, Bruc-sur-Aff, peut-on, 16-25", ["", "", "", "", "", ""]),
    ],
)
def test_words_know_the_compound_they_come_from(text: str, compounds: list[str]) -> None:
    assert [word.compound for word in words(text)] == compounds


def test_a_compound_with_a_short_part_is_also_one_word() -> None:
    assert [word.folded for word in indexed("wi-fi et tiers-lieu")] == ["wi", "fi", "tiers", "lieu", "wifi"]


def test_a_sigle_is_not_taken_for_a_longer_one() -> None:
    assert set(token_list("CA")).isdisjoint(token_list("CAE"))


def test_a_form_is_not_a_formation() -> None:
    assert set(token_list("formes juridiques")).isdisjoint(token_list("former"))


def test_stop_words_are_folded_and_say_nothing() -> None:
    assert all(fold(word) == word for word in STOP_WORDS)
    assert token_list(" ".join(sorted(STOP_WORDS))) == []


def test_the_list_is_long_enough() -> None:
    committed = [line for line in LISTE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(committed) >= 5000
    assert len(set(committed)) == len(committed)


@pytest.mark.navigateur
def test_python_and_javascript_give_the_same_tokens(fenetres: Fenetres) -> None:
    everything = liste()
    texts = [
        *PHRASES,
        *(f"{word} {word.upper()} x{word}" for word in sorted(STOP_WORDS)),
        *(text for d in _texts() for text in d),
    ]
    with fenetres.open() as page:
        page.add_script_tag(content=script("normaliser").decode())
        stems = page.evaluate("mots => mots.map(OffreNormaliser.stem)", [word.lower() for word in everything])
        simple = page.evaluate("mots => mots.map(m => OffreNormaliser.tokens(m, false))", everything)
        sigles = page.evaluate("mots => mots.map(m => OffreNormaliser.tokens(m, true))", everything)
        cut = page.evaluate(
            """texts => texts.map(text => OffreNormaliser.indexed(text)
                .map(w => [w.raw, w.folded, w.sigle, w.tokens, w.compound]))""",
            texts,
        )
    assert len(everything) >= 9000
    assert _differences(everything, stems, [stem(word.lower()) for word in everything]) == []
    assert _differences(everything, simple, [list(tokens(word)) for word in everything]) == []
    assert _differences(everything, sigles, [list(tokens(word, True)) for word in everything]) == []
    python = [[[w.raw, w.folded, w.sigle, list(w.tokens), w.compound] for w in indexed(text)] for text in texts]
    assert _differences(texts, cut, python) == []


def _texts() -> list[list[str]]:
    return [[f.nom, f.resume, f.description or "", *f.mots_cles] for _, _, f in site().corpus.fiches()]


def _differences(names: list[str], one: list[object], other: list[object]) -> list[tuple[str, object, object]]:
    return [(name, a, b) for name, a, b in zip(names, one, other, strict=True) if a != b][:10]
