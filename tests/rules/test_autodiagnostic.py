"""The autodiagnostic: ten points, and each one leads to some help."""

from __future__ import annotations

import pytest

from generator.rules.autodiagnostic import check_help, check_named_help, check_points
from generator.rules.privacy import check_free_text
from generator.rules.references import check_references
from generator.rules.style import check_jargon, check_sentences
from tests.mini import RESSOURCE, SERVICE, Mini

PATH = "data/autodiagnostic.yml"
OUTIL = """\
---
titre: "Feuille"
genre: modele
resume: "Une page à remplir pour ne rien oublier."
---

## Comment s'en servir

À deux.
"""
CHAPITRE = """\
---
titre: "Lire"
partie: annexes
resume: "Une page à lire quand on a le temps."
---

## Lire

Lisez.
"""
GUIDE = """\
titre: "Le guide"
resume: "Une méthode pour trouver ce qui manque."
auteurs: ["Pôle"]
licence: "CC BY-SA 4.0"
journal:
  - {version: "1", date: 2026-11-20, changements: ["Première version"]}
"""
HEAD = 'titre: "Où en êtes-vous ?"\npromesse: "Vite."\npoints:\n'


def point(key: str, *lines: str, titre: str = "") -> str:
    texts = "".join(f'    {name}: "Une phrase."\n' for name in ("question", "faible", "moyen", "fort", "conseil"))
    return f'  {key}:\n    titre: "{titre or key}"\n{texts}' + "".join(f"    {line}\n" for line in lines)


def with_points(mini: Mini, *points: str) -> Mini:
    return mini.write(PATH, HEAD + "".join(points))


def ten(*lines: str) -> list[str]:
    return [point(f"p{number}", *lines) for number in range(10)]


@pytest.mark.parametrize("line", ["services: [accueil]", "thematiques: [mot]"])
def test_a_point_whose_help_stopped_is_told(mini: Mini, line: str) -> None:
    with_points(mini, *ten(line))
    assert mini.broken(check_help) == []
    mini.change(SERVICE, "statut: actif", "statut: suspendu")
    assert {code for code, *_ in mini.broken(check_help)} == {"AUT006"}
    mini.change(SERVICE, "statut: suspendu", "statut: a-creer")
    assert {code for code, *_ in mini.broken(check_help)} == {"AUT003"}


@pytest.mark.parametrize("rule", [check_points, check_help, check_named_help])
@pytest.mark.parametrize("line", ["services: [accueil]", "ressources: [guide]", "thematiques: [mot]"])
def test_the_right_case(mini: Mini, rule: object, line: str) -> None:
    assert with_points(mini, *ten(line)).broken(rule) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", [check_points, check_help, check_named_help])
def test_without_the_file_nothing_is_asked(mini: Mini, rule: object) -> None:
    assert mini.broken(rule) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [9, 11])
def test_ten_points_are_expected(mini: Mini, count: int) -> None:
    with_points(mini, *(point(f"p{number}", "services: [accueil]") for number in range(count)))
    assert mini.broken(check_points) == [("AUT001", PATH, 3, "points")]


def test_two_points_of_the_same_name(mini: Mini) -> None:
    points = [*ten("services: [accueil]")[:8], point("a", titre="Un but"), point("b", titre="un  BUT")]
    with_points(mini, *points)
    assert mini.broken(check_points) == [("AUT002", PATH, mini.line(PATH, "un  BUT"), "points.b.titre")]


@pytest.mark.parametrize("statut", ["a-creer", "a-confirmer", "suspendu", "clos"])
def test_a_point_that_leads_nowhere(mini: Mini, statut: str) -> None:
    """Neither the service that it names, nor any of its subject, can be proposed."""
    mini.change(SERVICE, "statut: actif", f"statut: {statut}")
    with_points(mini, point("seul", "services: [accueil]", "thematiques: [mot]"), point("muet"))
    assert [(code, where) for code, _, _, where in mini.broken(check_help)] == [
        ("AUT003" if statut == "a-creer" else "AUT006", "points.seul"),
        ("AUT003", "points.muet"),
    ]


@pytest.mark.parametrize("line", ["ressources: [guide]", "outils: [feuille]", "thematiques: [mot]"])
def test_one_help_is_enough(mini: Mini, line: str) -> None:
    mini.write("content/guides/outils/feuille.md", OUTIL).write("data/guide.yml", GUIDE)
    assert with_points(mini, point("a", line)).broken(check_help) == []


def test_a_chapter_to_read_is_not_enough(mini: Mini) -> None:
    mini.write("content/guides/methode/x1-lire.md", CHAPITRE).write("data/guide.yml", GUIDE)
    with_points(mini, point("a", "chapitres: [x1-lire]"))
    assert [code for code, *_ in mini.broken(check_help)] == ["AUT003"]
    assert mini.broken(check_references) == []


def test_a_service_open_nowhere_here_is_no_help(mini: Mini) -> None:
    mini.change(SERVICE, "type: territoire", "type: communes\n  codes: ['09999']")
    with_points(mini, point("a", "thematiques: [mot]"))
    assert [code for code, *_ in mini.broken(check_help)] == ["AUT003"]
    assert [code for code, *_ in mini.broken(check_named_help)] == ["AUT005"]


@pytest.mark.parametrize(("path", "line"), [(SERVICE, "services: [accueil]"), (RESSOURCE, "ressources: [guide]")])
def test_a_named_help_that_cannot_be_proposed(mini: Mini, path: str, line: str) -> None:
    mini.change(path, "statut: actif", "statut: a-confirmer")
    with_points(mini, point("a", line))
    found = mini.broken(check_named_help)
    assert found == [("AUT004", PATH, mini.line(PATH, line), f"points.a.{line.split(':')[0]}[1]")]


def test_a_service_whose_last_day_is_past(mini: Mini) -> None:
    mini.add(SERVICE, "ouverture:\n  au: 2026-11-21\n")
    with_points(mini, point("a", "services: [accueil]", "ressources: [guide]"))
    assert [code for code, *_ in mini.broken(check_named_help)] == ["AUT004"]
    assert mini.broken(check_help) == []


def test_a_subject_without_any_open_service(mini: Mini) -> None:
    mini.change(SERVICE, "thematiques: [mot]", "thematiques: [autre]")
    with_points(mini, point("a", "ressources: [guide]", "thematiques: [mot]"))
    line = mini.line(PATH, "thematiques")
    assert mini.broken(check_named_help) == [("AUT005", PATH, line, "points.a.thematiques[1]")]


def test_what_does_not_exist_is_told_elsewhere(mini: Mini) -> None:
    """check_references says REF001 and REF002: one fault, one problem."""
    with_points(mini, *ten("services: [accueil]")[:9], point("a", "services: [x]", "outils: [z]", "thematiques: [y]"))
    assert mini.broken(check_named_help) == []
    assert sorted(p.code for p in mini.verify().problems) == ["REF001", "REF002", "REF002"]


def test_its_words_are_plain_and_name_nobody(mini: Mini) -> None:
    long = " ".join(["mot"] * 26)
    text = point("a", "services: [accueil]").replace('conseil: "Une phrase."', f'conseil: "Un levier, {long}."')
    with_points(mini, text.replace('fort: "Une phrase."', 'fort: "Appeler le 02 61 91 00 01."'))
    place = ("points.a.conseil", mini.line(PATH, "conseil"))
    assert [(code, where, line) for code, _, line, where in mini.broken(check_jargon)] == [("STY001", *place)]
    assert [(code, where, line) for code, _, line, where in mini.broken(check_sentences)] == [("STY003", *place)]
    assert [(code, where) for code, _, _, where in mini.broken(check_free_text)] == [("VIE003", "points.a.fort")]
