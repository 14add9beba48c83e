"""Rules of the guide: sections, names, inserts, links, lengths, style."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.corpus.corpus import Corpus
from generator.corpus.inserts import DECRITS, INSERTS, INSERTS_ICI
from generator.models.guide import SECTIONS_ATELIER, SECTIONS_CHAPITRE
from generator.rendering.guide import inserts as functions
from generator.rules.freshness import check_dates
from generator.rules.glossaire import check_acronyms, check_glossary
from generator.rules.guide import (
    FICHES_ICI,
    check_chapter_length,
    check_guide_links,
    check_guide_names,
    check_guide_sections,
    check_inserts,
    check_unused_outils,
)
from generator.rules.privacy import check_free_text
from generator.rules.references import check_references
from generator.rules.style import check_jargon, check_sentences
from tests.mini import Mini

CHAPITRE = "content/guides/methode/a1-demarrer.md"
OUTIL = "content/guides/outils/tour.md"
MODELE = "content/guides/outils/feuille.md"
GUIDE = """\
titre: "Guide"
resume: "Une phrase simple, assez longue pour être lue."
auteurs: ["Pôle"]
licence: "CC BY-SA 4.0"
journal:
  - {version: "0.1", date: 2026-11-01, changements: ["Rien"]}
"""
TETE_CHAPITRE = """\
---
titre: "Démarrer"
partie: a
resume: "Une phrase simple, assez longue pour être lue."
duree: "Une heure"
qui: "Tout le monde"
outils: [tour, feuille]
---
"""
TETE_OUTIL = """\
---
titre: "Tour"
genre: atelier
resume: "Une phrase simple, assez longue pour être lue."
taille: "Dix"
duree: "Une heure"
materiel: [feutres]
---
"""
TETE_MODELE = """\
---
titre: "Feuille"
genre: modele
resume: "Une phrase simple, assez longue pour être lue."
---
"""


def sections(names: tuple[str, ...], text: str = "Un mot.") -> str:
    return "".join(f"\n## {name}\n\n{text}\n" for name in names)


MOT = "Un mot. " * 45


@pytest.fixture
def guide(mini: Mini) -> Mini:
    """A guide of one chapter and two outils, without any problem."""
    mini.write("data/guide.yml", GUIDE)
    mini.write(CHAPITRE, TETE_CHAPITRE + sections(SECTIONS_CHAPITRE, MOT))
    mini.write(OUTIL, TETE_OUTIL + sections(SECTIONS_ATELIER))
    mini.write(MODELE, TETE_MODELE + sections(("Comment s'en servir", "La feuille")))
    return mini


def text_in(guide: Mini, text: str, path: str = CHAPITRE) -> int:
    """Write a text in the first section; return its line."""
    title = "## Comment s'en servir\n" if path == MODELE else "## À quoi ça sert\n"
    guide.change(path, title, f"{title}\n{text}\n")
    return guide.line(path, title.strip()) + 2


def test_a_right_guide(guide: Mini) -> None:
    assert guide.verify().problems == ()


Change = tuple[str, str, str]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([(CHAPITRE, "## Qui fait quoi", "## Qui fait ça")], [("GUI010", CHAPITRE, "## Qui fait ça")]),
        ([(CHAPITRE, "## Étapes", "### Étapes")], [("GUI010", CHAPITRE, "## Outils à imprimer")]),
        ([(CHAPITRE, "## Étapes", "## Étapes\n\n## De plus")], [("GUI010", CHAPITRE, "## De plus")]),
        ([(CHAPITRE, "## Exemple d'ici", "## Exemple d’ici")], []),
        ([(CHAPITRE, "## Exemple d'ici", "### Exemple")], [("GUI018", CHAPITRE, "")]),
        (
            [(CHAPITRE, "## Exemple d'ici", "## Exemple")],
            [("GUI010", CHAPITRE, "## Exemple"), ("GUI018", CHAPITRE, "")],
        ),
        ([(CHAPITRE, "## Exemple d'ici", "## Exemple d'ici\n\n## Fin")], [("GUI010", CHAPITRE, "## Fin")]),
        ([(CHAPITRE, "## À quoi ça sert", "## à  quoi ça sert")], []),
        ([(CHAPITRE, "partie: a", "partie: avant"), (CHAPITRE, "## Étapes", "## Autre chose")], []),
        ([(OUTIL, "## Variante\n", "")], [("GUI010", OUTIL, "")]),
        ([(OUTIL, "## Variante\n", "## Variante\n\n## Exemple d'ici\n")], []),
        ([(OUTIL, "## Variante\n", "## Variante\n\n## Encore\n")], [("GUI010", OUTIL, "## Encore")]),
        ([(OUTIL, "## Déroulé\n", "## Exemple d'ici\n")], [("GUI010", OUTIL, "## Exemple d'ici")]),
        ([(MODELE, "## Comment s'en servir", "## Servir")], [("GUI010", MODELE, "## Servir")]),
        ([(MODELE, "## Comment s'en servir", ""), (MODELE, "## La feuille", "")], [("GUI010", MODELE, "")]),
    ],
)
def test_the_sections_in_their_order(guide: Mini, changes: list[Change], expected: list[tuple[str, str, str]]) -> None:
    for change in changes:
        guide.change(*change)
    lines = [(code, path, guide.line(path, text) if text else 0, "") for code, path, text in expected]
    assert sorted(guide.broken(check_guide_sections)) == sorted(lines)


@pytest.mark.parametrize(
    ("other", "part", "broken"),
    [
        ("a2-suite", "a", []),
        ("a10-suite", "a", []),
        ("b1-suite", "b", []),
        ("suite", "annexes", []),
        ("00-suite", "avant", []),
        ("suite", "a", ["GUI015"]),
        ("b1-suite", "a", ["GUI015"]),
        ("a01-suite", "a", ["GUI015"]),
        ("a1-suite", "a", ["GUI015"]),
        ("a2", "a", ["GUI015"]),
    ],
)
def test_a_chapter_has_a_number_of_its_own(guide: Mini, other: str, part: str, broken: list[str]) -> None:
    path = f"content/guides/methode/{other}.md"
    guide.copy(CHAPITRE, path, ("partie: a", f"partie: {part}"), ('"Démarrer"', '"Continuer"'))
    assert [(code, line) for code, _, line, _ in guide.broken(check_guide_names)] == [(code, 0) for code in broken]


def test_two_pages_never_share_a_title(guide: Mini) -> None:
    guide.change(OUTIL, '"Tour"', '"démarrer"')
    assert guide.broken(check_guide_names) == [("REF009", OUTIL, 2, "titre")]


def test_chapters_follow_their_part_and_their_number(guide: Mini) -> None:
    for name, part in (
        ("a10-x", "a"),
        ("a2-x", "a"),
        ("zz-x", "avant"),
        ("c1-x", "c"),
        ("b3-x", "b"),
        ("a-x", "annexes"),
    ):
        guide.copy(CHAPITRE, f"content/guides/methode/{name}.md", ("partie: a", f"partie: {part}"))
    assert list(guide.corpus().chapitres) == ["zz-x", "a1-demarrer", "a2-x", "a10-x", "b3-x", "c1-x", "a-x"]


ARGUMENTS = [(name, argument) for name, allowed in INSERTS.items() for argument in allowed or ("",)]


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_every_insert_can_be_asked(guide: Mini, name: str, argument: str) -> None:
    text_in(guide, f"[[{name} {argument}]]")
    assert guide.broken(check_inserts) == []
    assert guide.verify().publiable


def test_each_insert_has_a_function_and_a_kind() -> None:
    assert functions.INSERTS.keys() == INSERTS.keys()
    assert all(getattr(functions, name) is function for name, function in functions.INSERTS.items())
    assert INSERTS.keys() > INSERTS_ICI
    assert {"acteur", "service", "ressource", "financement", "besoin", "territoire", "chapitre"} < DECRITS.keys()


@pytest.mark.parametrize(
    ("insert", "code", "hint"),
    [
        ("acteur", "GUI011", "Vouliez-vous dire « acteurs » ?"),
        ("Acteurs", "GUI011", "Vouliez-vous dire « acteurs » ?"),
        ("zzz", "GUI011", "Prendre un nom de la liste de docs/ecrire-le-guide.md."),
        ("", "GUI011", "Prendre un nom de la liste de docs/ecrire-le-guide.md."),
        ("{{ 7*7 }}", "GUI011", "Prendre un nom de la liste de docs/ecrire-le-guide.md."),
        ("acteurs pole", "GUI012", "Écrire [[acteurs]] seul."),
        ("referentiel", "GUI012", "Écrire par exemple [[referentiel thematiques]]."),
        ("referentiel thematique", "GUI012", "Vouliez-vous dire « thematiques » ?"),
        ("referentiel ../secret", "GUI012", "Mots possibles : thematiques"),
        ("champs servise", "GUI012", "Vouliez-vous dire « service » ?"),
        ("outils atelier modele", "GUI012", "Vouliez-vous dire « atelier » ?"),
    ],
)
def test_an_insert_that_cannot_be_made(guide: Mini, insert: str, code: str, hint: str) -> None:
    line = text_in(guide, f"[[{insert}]]")
    (problem,) = guide.verify().problems
    assert (problem.code, problem.path, problem.line) == (code, CHAPITRE, line)
    assert problem.hint.startswith(hint)


def test_a_link_leads_somewhere(guide: Mini) -> None:
    line = text_in(guide, "[a](outil:tours) et\n[b](chapitre:a1-demarrer), [c](outil:zzz).")
    problems = [problem for problem in guide.verify().problems if problem.code != "GUI016"]
    assert [(problem.code, problem.line) for problem in problems] == [("GUI013", line), ("GUI013", line + 1)]
    assert problems[0].hint == "Vouliez-vous dire « tour » ?"


FICHES = [("acteur", "pole"), ("service", "accueil"), ("ressource", "guide"), ("financement", "pret")]


@pytest.mark.parametrize(("kind", "name"), FICHES)
@pytest.mark.parametrize("path", [CHAPITRE, OUTIL, MODELE])
def test_a_fiche_of_here_is_named_here_only(guide: Mini, kind: str, name: str, path: str) -> None:
    line = text_in(guide, f"[a]({kind}:{name})", path)
    assert guide.broken(check_guide_links) == [("GUI014", path, line, "")]
    guide.change(path, f"[a]({kind}:{name})", f":::ici\n[a]({kind}:{name})\n:::")
    assert guide.broken(check_guide_links) == []
    assert kind in FICHES_ICI


def test_the_example_of_here_may_name_them(guide: Mini) -> None:
    guide.change(CHAPITRE, "## Exemple d'ici\n", "## Exemple d'ici\n\n[a](acteur:pole), [b](besoin:absent)\n")
    assert guide.broken(check_guide_links) == [("GUI013", CHAPITRE, guide.line(CHAPITRE, "[a]"), "")]


@pytest.mark.parametrize(("words", "told"), [(599, True), (600, False), (1500, False), (1501, True)])
def test_a_chapter_has_600_to_1500_words(guide: Mini, words: int, told: bool) -> None:
    titles = len(" ".join(SECTIONS_CHAPITRE).replace("'", "x").split())
    guide.write(CHAPITRE, TETE_CHAPITRE + sections(SECTIONS_CHAPITRE, "") + "mot " * (words - titles))
    assert guide.corpus().corps[("chapitre", "a1-demarrer")].mots == words
    assert guide.broken(check_chapter_length) == ([("GUI016", CHAPITRE, 0, "")] if told else [])
    guide.change(CHAPITRE, "partie: a", "partie: annexes")
    assert guide.broken(check_chapter_length) == []


def test_an_outil_is_in_a_chapter(guide: Mini) -> None:
    guide.change(CHAPITRE, "outils: [tour, feuille]\n", "")
    text_in(guide, "[a](outil:tour)")
    assert guide.broken(check_unused_outils) == [("GUI017", MODELE, 2, "titre")]


def test_an_outil_of_the_head_exists(guide: Mini) -> None:
    guide.change(CHAPITRE, "[tour, feuille]", "[tours, feuille]")
    assert guide.broken(check_references) == [("REF002", CHAPITRE, 7, "outils[1]")]


LONGUE = "mot " * 26 + "fin."
Rule = Callable[..., object]


@pytest.mark.parametrize(
    ("text", "rule", "code"),
    [
        ("Un dispositif.", check_jargon, "STY001"),
        ("- Un\n- Deux leviers", check_jargon, "STY001"),
        ("| a |\n|---|\n| au sein de |", check_jargon, "STY001"),
        (LONGUE, check_sentences, "STY003"),
        (f"> {LONGUE}", check_sentences, "STY003"),
        ("La SCOPX vient.", check_acronyms, "STY004"),
        ("Voir contact@exemple.org.", check_free_text, "VIE003"),
        ("Le 02 61 91 00 01.", check_free_text, "VIE003"),
    ],
)
def test_what_a_text_says_badly(guide: Mini, text: str, rule: Rule, code: str) -> None:
    line = text_in(guide, text)
    found = guide.broken(rule)  # type: ignore[arg-type]
    assert [(c, path, where) for c, path, _, where in found] == [(code, CHAPITRE, "")]
    assert line <= found[0][2] <= line + 2


@pytest.mark.parametrize("text", ["`dispositif`", "La coopérative (SCOPX). La SCOPX vient.", "`SCOPX`", "A. B. C."])
def test_what_a_text_says_well(guide: Mini, text: str) -> None:
    text_in(guide, text)
    rules: tuple[Rule, ...] = (check_jargon, check_sentences, check_acronyms, check_free_text)
    assert [guide.broken(rule) for rule in rules] == [[], [], [], []]  # type: ignore[arg-type]


def test_a_word_is_told_once_a_page(guide: Mini) -> None:
    text_in(guide, "Un dispositif.\n\nUn dispositif. La SCOPX.\n\nLa SCOPX.")
    assert [code for code, *_ in guide.broken(check_jargon)] == ["STY001"]
    assert [code for code, *_ in guide.broken(check_acronyms)] == ["STY004"]


def test_a_source_was_not_read_tomorrow(guide: Mini) -> None:
    for path in (CHAPITRE, OUTIL):
        guide.change(path, "---\n\n", "sources:\n  - {titre: x, consulte_le: 2027-01-01}\n---\n\n")
    assert [(code, path) for code, path, _, _ in guide.broken(check_dates)] == [("DAT001", CHAPITRE), ("DAT001", OUTIL)]


def test_the_guide_employs_the_words_of_the_glossary(guide: Mini) -> None:
    glossary = 'mots:\n  x:\n    mot: "amarre"\n    definition: "Une corde du quai."\n    origine: "inventé"\n'
    guide.write("data/glossaire.yml", glossary)
    assert [code for code, *_ in guide.broken(check_glossary)] == ["GLO001"]
    text_in(guide, "Tenez l'amarre.", MODELE)
    assert guide.broken(check_glossary) == []


def test_a_territory_may_have_no_guide(mini: Mini) -> None:
    corpus: Corpus = mini.corpus()
    assert (corpus.guide, dict(corpus.chapitres), dict(corpus.outils), dict(corpus.corps)) == (None, {}, {}, {})
    assert mini.verify().problems == ()
    assert isinstance(mini.root, Path)


def test_a_guide_that_tells_nothing_of_here_yet_is_one_line(guide: Mini) -> None:
    guide.change(CHAPITRE, "## Exemple d'ici", "### Exemple")
    for number in (2, 3, 4):
        path = CHAPITRE.replace("a1-", f"a{number}-")
        guide.copy(CHAPITRE, path, ("titre: ", f"titre: {number} "))
    found = [problem for problem in guide.verify().problems if problem.code == "GUI018"]
    assert [problem.message for problem in found] == [
        "4 chapitres n'ont pas encore de section « Exemple d'ici » : "
        "« a1-demarrer », « a2-demarrer », « a3-demarrer », « a4-demarrer »."
    ]
