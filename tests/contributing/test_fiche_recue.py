"""A form filled in, for each kind, becomes a fiche without any error; what lacks is told."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest

from generator.contributing.fiche_recue import FicheRecue, check_fiche, make_fiche, name_of_file
from generator.contributing.reponses import choices_of, cleaned, read_demande
from generator.models.base import is_identifiant
from generator.models.blancs import items
from generator.problems import Problem, Severity
from generator.reading.yaml_source import parse_yaml
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.contributing.demande import REMPLIS, SERVICE, Answer, form, issue

SOURCE = "https://forge.example/petite-ile/offre/issues/12"


def received(nom: str, /, **changes: Answer) -> FicheRecue:
    answers = {**REMPLIS[nom], **{name.replace("__", "."): answer for name, answer in changes.items()}}
    demande = read_demande(issue(form(nom), {name: answer for name, answer in answers.items() if answer}))
    assert demande is not None
    return make_fiche(demande, read(), AUJOURDHUI, SOURCE)


def tree(fiche: FicheRecue) -> Mapping[str, object]:
    document, problems = parse_yaml(fiche.texte.encode(), fiche.chemin)
    assert document is not None, problems
    assert isinstance(document.tree, dict)
    return document.tree


def errors(fiche: FicheRecue) -> list[Problem]:
    return [p for p in check_fiche(fiche, read(), AUJOURDHUI) if p.severity is Severity.ERREUR]


@pytest.mark.parametrize("nom", REMPLIS)
def test_a_form_filled_in_makes_a_fiche_without_error(nom: str) -> None:
    fiche = received(nom)
    assert errors(fiche) == []
    assert fiche.sans_reponse == ()
    assert fiche.genre == form(nom).genre
    assert fiche.texte.startswith("# yaml-language-server: $schema=../")
    assert is_identifiant(fiche.identifiant)
    made = tree(fiche)
    assert {"titre": f"Demande reçue : {form(nom).titre.lower()}", "url": SOURCE, "consulte_le": "2026-11-22"} in (
        made["sources"]  # type: ignore[operator]
    )
    if fiche.genre == "besoin":
        assert made["historique"] == [{"statut": "revele", "date": "2026-11-22"}]
    else:
        assert made["statut"] == "a-confirmer"
    assert any("Relire" in sentence for sentence in fiche.a_confirmer)


def test_a_service_holds_what_was_answered() -> None:
    fiche = received("nouveau-service")
    assert fiche.chemin == "content/offre/services/veillee-des-projets.yml"
    made = tree(fiche)
    assert list(made) == [
        *("nom", "resume", "description", "statut", "sources", "acteur", "thematiques", "modalites"),
        *("stades", "profils", "zone", "tarif", "limites", "contacts"),
    ]
    assert made["acteur"] == "pole-ess"
    assert made["stades"] == ["idee", "emergence"]
    assert made["profils"] == ["tous"]
    assert made["zone"] == {"type": "territoire"}
    assert made["tarif"] == {"type": "gratuit"}
    assert made["limites"] == ["L'heure exacte", "Le lieu"]
    assert made["contacts"] == [{"role": "Accueil", "telephone": "02 61 91 00 01"}]
    assert str(made["description"]).strip() == SERVICE["description"]


def test_a_financement_understands_dates_amounts_and_communes() -> None:
    made = tree(received("nouveau-financement"))
    assert made["depot"] == {"ouverture": "2026-12-01", "cloture": "2027-03-31"}
    assert made["montant"] == {"max": "20000"}
    assert made["zone"] == {"type": "communes", "codes": ["01901", "01902"]}
    assert made["demarche"] == ["Écrire à l'agglomération", "Déposer le dossier"]
    assert made["porteur"] == "agglomeration"


def test_a_need_that_nobody_answers_is_a_besoin_heard_through_the_form() -> None:
    made = tree(received("personne-ne-repond-a-mon-besoin"))
    assert made["origine"] == {"type": "signalement", "par": "Formulaire du site"}
    assert made["communes"] == ["01901"]
    assert tree(received("nouveau-besoin"))["communes"] == ["toutes"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("pole-ess", "pole-ess"),
        ("pôle ess de petite-île", "pole-ess"),
        ("Une Autre Structure", "une-autre-structure"),
        ("…", "…"),
    ],
)
def test_a_structure_is_found_by_its_name(answer: str, expected: str) -> None:
    assert tree(received("nouveau-service", acteur=answer))["acteur"] == expected


def test_communes_are_left_aside_when_the_zone_is_another_one() -> None:
    france = received("nouveau-service", zone="Toute la France", zone__codes=["Port-Brume"])
    assert tree(france)["zone"] == {"type": "france"}
    assert tree(received("nouveau-service", zone="", zone__codes=["Port-Brume"]))["zone"] == {
        "type": "communes",
        "codes": ["01901"],
    }


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"resume": "Court"}, "SCH004", "resume"),
        ({"acteur": "Personne"}, "REF002", "acteur"),
        ({"thematiques": ["Sujet inventé"]}, "REF001", "thematiques[1]"),
        ({"tarif.type": ""}, "SCH001", "tarif"),
        ({"zone": "Dans certaines communes seulement"}, "SCH017", "zone.codes"),
        ({"contact.telephone": "12"}, "SCH012", "contacts[1].telephone"),
        ({"contact.role": ""}, "SCH001", "contacts[1].role"),
        ({"page": "exemple"}, "SCH011", "sources[1].url"),
        ({"profils": ["Tout le monde", "Habitante ou habitant"]}, "SCH016", "profils"),
        ({"nom": "Permanence d'accueil"}, "REF009", "nom"),
    ],
)
def test_what_is_wrong_is_told_by_the_same_diagnostics(changes: dict[str, Answer], code: str, where: str) -> None:
    fiche = received("nouveau-service", **changes)
    assert [(problem.code, problem.where) for problem in errors(fiche)] == [(code, where)]
    assert all(problem.path == fiche.chemin and problem.hint for problem in errors(fiche))


def test_a_date_or_an_amount_that_cannot_be_read_is_kept_and_told() -> None:
    fiche = received("nouveau-financement", depot__cloture="fin mars", montant__max="environ 20 000")
    assert {(p.code, p.where) for p in errors(fiche)} == {("SCH008", "depot.cloture"), ("SCH010", "montant.max")}
    assert received("nouveau-financement", depot__cloture="31/02/2027").texte.count('"31/02/2027"') == 1


def test_questions_left_without_answer_are_named() -> None:
    fiche = received("nouveau-service", tarif__type="", acteur="", description="")
    assert fiche.sans_reponse == ("Structure qui rend ce service", "Combien cela coûte-t-il ?")


@pytest.mark.parametrize(
    ("nom", "expected"),
    [
        ("Café & thé", "cafe-the"),
        ("con", "service-con"),
        ("…", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows", "c-windows"),
        ("mot " * 40, "mot-mot-mot-mot-mot-mot-mot-mot-mot-mot-mot-mot-mot-mot-mot"),
        ("a" * 200, "a" * 60),
        ("\u202emot", "mot"),
    ],
)
def test_a_name_gives_a_name_of_file_that_every_system_can_have(nom: str, expected: str) -> None:
    assert name_of_file(nom, "service") == expected
    assert not expected or is_identifiant(expected)


def test_a_list_of_choices_is_cut_at_the_options_even_with_commas() -> None:
    options = ["Emploi, insertion", "Emploi", "Habitat, logement", "Autre"]
    assert choices_of("Emploi, insertion, Habitat, logement, Autre", options) == [
        *("Emploi, insertion", "Habitat, logement", "Autre")
    ]
    assert choices_of("Emploi, Autre", options) == ["Emploi", "Autre"]
    assert choices_of("Emploi, Inconnu, Autre, Emploi", options) == ["Emploi", "Inconnu", "Autre"]
    assert choices_of("Emploi\nAutre\n", options) == ["Emploi", "Autre"]
    assert choices_of(", , ,", options) == []
    assert len(choices_of(", ".join(map(str, range(5000))), options)) == 40


def test_lines_lose_their_bullets_and_nothing_else() -> None:
    assert items("- un\n\n* deux\n3) trois\n  • quatre\n-cinq\n2026 fut dur") == [
        *("un", "deux", "trois", "quatre", "-cinq", "2026 fut dur")
    ]


def test_signs_that_a_fiche_may_not_hold_are_taken_off_and_counted() -> None:
    text, count = cleaned("a\u202eb\u200bc\x00\x1b[31m\r\nd\te\ue000\ufffd\u0085f\ufdd0")
    assert text == "abc[31m\nd e\nf"
    assert count == 7
    assert cleaned("e\u0301te\u0301") == ("été", 0)


def test_the_day_is_given() -> None:
    demande = read_demande(issue(form("nouveau-service"), SERVICE))
    assert demande is not None
    assert "2027-01-02" in make_fiche(demande, read(), datetime.date(2027, 1, 2)).texte
