"""Besoins: one step at a time, dates in order, a réunion that decided, an answer or a reason."""

from __future__ import annotations

import pytest

from generator.models.base import is_before
from generator.rules import Rule
from generator.rules.besoins import (
    check_besoin_appels,
    check_besoin_choice,
    check_besoin_dates,
    check_besoin_deciders,
    check_besoin_ends,
    check_besoin_links,
    check_besoin_phrases,
    check_besoin_steps,
    check_besoin_studies,
    check_besoin_suites,
)
from generator.rules.freshness import check_dates
from generator.rules.privacy import check_free_text
from generator.rules.references import check_references
from generator.rules.style import check_jargon, check_sentences
from tests.chemins import AUJOURDHUI
from tests.mini import Mini

BESOIN = "data/besoins/reparer.yml"
INSTANCE = "data/instances/instance.yml"
HEAD = """\
libelle: "Réparer"
phrase: "Des voisins ont besoin d'un lieu parce que tout est jeté."
communes: ["01901"]
enjeux: [mot]
origine:
  type: atelier
  par: "Des voisins"
"""
TEXT_OF_INSTANCE = """\
nom: "Instance"
resume: "Elle choisit les besoins à traiter."
volet: a
type: instance
statut: actif
role: ["Choisir"]
sources:
  - titre: "Compte rendu"
    consulte_le: 2026-11-20
reunions:
  - id: juin
    titre: "Réunion de juin"
    date: 2026-06-18
    decisions:
      - texte: "Réparer."
        besoin: reparer
  - id: muette
    titre: "Réunion muette"
    date: 2026-06-19
  - id: decembre
    titre: "Réunion de décembre"
    date: 2026-12-18
"""
RULES = [
    check_besoin_appels,
    check_besoin_choice,
    check_besoin_dates,
    check_besoin_ends,
    check_besoin_phrases,
    check_besoin_steps,
]


def with_steps(mini: Mini, *steps: str, more: str = "") -> Mini:
    """Write a besoin whose history has these steps, « statut date autre-champ: valeur »."""
    lines = ""
    for step in steps:
        statut, date, *rest = step.split(" ", 2)
        lines += f'  - statut: {statut}\n    date: "{date}"\n' + "".join(f"    {field}\n" for field in rest)
    return mini.write(INSTANCE, TEXT_OF_INSTANCE).write(BESOIN, f"{HEAD}historique:\n{lines}{more}")


WHOLE = (
    "revele 2026-02",
    "examine 2026-02-14",
    "priorise 2026-06-18 reunion: instance/juin",
    "en-construction 2026",
    "repondu 2026-11-22",
)
ANSWER = 'reponses:\n  - texte: "Un atelier."\n'
SOURCE = 'anterieur: oui\nsources:\n  - titre: "Récit"\n    consulte_le: 2026-11-20\n'


@pytest.mark.parametrize("rule", [*RULES, check_references, check_free_text, check_jargon, check_sentences])
@pytest.mark.parametrize(
    ("steps", "more"),
    [
        (WHOLE, ANSWER),
        (("revele 2026-11-22",), ""),
        (("revele 2026-02", "ecarte 2026-02 motif: Fait ailleurs."), ""),
        ((*WHOLE[:4], "ecarte 2026-11 motif: Fait ailleurs."), ""),
        (("revele 2011", "priorise 2012", "repondu 2017-12-09"), f"{ANSWER}{SOURCE}"),
        (("revele 2026",), 'appels:\n  - appel: "Appel"\n    depose_le: 2026-11-22\n'),
    ],
)
def test_the_right_case(mini: Mini, rule: object, steps: tuple[str, ...], more: str) -> None:
    with_steps(mini, *steps, more=more)
    assert mini.broken(rule) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("steps", "code", "where"),
    [
        (("revele 2026-01", "priorise 2026-02"), "BES001", "historique[2].statut"),
        (("revele 2026-01", "repondu 2026-02"), "BES001", "historique[2].statut"),
        (("revele 2026-01", "revele 2026-02"), "BES002", "historique[2].statut"),
        ((*WHOLE[:3], "examine 2026-07"), "BES002", "historique[4].statut"),
        ((*WHOLE, "examine 2026-11-22"), "BES003", "historique[6].statut"),
        ((*WHOLE, "ecarte 2026-11-22"), "BES003", "historique[6].statut"),
        (("revele 2026", "ecarte 2026", "revele 2026", "revele 2026"), "BES003", "historique[3].statut"),
        (("examine 2026-01",), "BES004", "historique[1].statut"),
    ],
)
def test_a_step_that_cannot_come(mini: Mini, steps: tuple[str, ...], code: str, where: str) -> None:
    with_steps(mini, *steps)
    found = mini.broken(check_besoin_steps)
    assert [(one[0], one[3]) for one in found] == [(code, where)]
    statut = steps[int(where[len("historique[")]) - 1].split(" ")[0]
    assert mini.text(BESOIN).split("\n")[found[0][2] - 1] == f"  - statut: {statut}"


def test_the_missing_steps_are_named(mini: Mini) -> None:
    with_steps(mini, "revele 2026-01", "en-construction 2026-02")
    messages = [problem.message for problem in check_besoin_steps(mini.corpus(), AUJOURDHUI)]
    assert messages == ["entre « revele » et « en-construction » : « examine », « priorise »."]


def test_what_is_older_than_the_dispositif_may_skip_steps_but_not_go_back(mini: Mini) -> None:
    with_steps(mini, "revele 2011", "en-construction 2016", "examine 2017", more=SOURCE)
    assert [one[0] for one in mini.broken(check_besoin_steps)] == ["BES002"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2026-02-13", "2026-02-14", True),
        ("2026-02-14", "2026-02-14", False),
        ("2026-02", "2026-02-14", False),
        ("2026-02-14", "2026-02", False),
        ("2026", "2026-12-31", False),
        ("2025", "2026-01", True),
        ("2026-03", "2026-02-28", False),
        ("2026", "", False),
    ],
)
def test_dates_compare_on_their_common_length(first: str, second: str, expected: bool) -> None:
    assert is_before(first, second) is expected


def test_a_date_that_goes_back(mini: Mini) -> None:
    with_steps(mini, "revele 2026-05", "examine 2026-04-30", "priorise 2026")
    assert mini.broken(check_besoin_dates) == [
        ("BES005", BESOIN, mini.line(BESOIN, "2026-04-30"), "historique[2].date")
    ]


@pytest.mark.parametrize("date", ["2026-11-23", "2026-12", "2027"])
def test_a_step_that_has_not_come_yet(mini: Mini, date: str) -> None:
    with_steps(mini, f"revele {date}")
    assert mini.broken(check_dates) == [("BES006", BESOIN, mini.line(BESOIN, date), "historique[1].date")]


@pytest.mark.parametrize(
    ("step", "code", "field"),
    [
        ("priorise 2026-06-18", "BES007", "statut"),
        ("priorise 2026-06-17 reunion: instance/juin", "BES008", "reunion"),
        ("examine 2026-05 reunion: instance/juin", "BES008", "reunion"),
        ("priorise 2026 reunion: instance/decembre", "BES008", "reunion"),
        ("priorise 2026-06-19 reunion: instance/muette", "BES009", "reunion"),
    ],
)
def test_a_choice_comes_from_a_meeting_held_by_then(mini: Mini, step: str, code: str, field: str) -> None:
    with_steps(mini, "revele 2026-01", step)
    assert [(one[0], one[3]) for one in mini.broken(check_besoin_choice)] == [(code, f"historique[2].{field}")]


def test_an_unknown_meeting_is_a_reference_like_any_other(mini: Mini) -> None:
    with_steps(mini, "revele 2026-01", "priorise 2026-06-18 reunion: instance/juillet")
    assert mini.broken(check_besoin_choice) == []
    assert [one[0] for one in mini.broken(check_references)] == ["REF002"]


def test_a_meeting_that_nobody_knows_hides_no_later_fault(mini: Mini) -> None:
    with_steps(mini, "revele 2026-01", "examine 2026-05 reunion: instance/juillet", "priorise 2026-06-18")
    assert [(one[0], one[3]) for one in mini.broken(check_besoin_choice)] == [("BES007", "historique[3].statut")]


def test_a_meeting_may_be_named_without_a_decision_before_the_choice(mini: Mini) -> None:
    with_steps(mini, "revele 2026-01", "examine 2026-06-19 reunion: instance/muette")
    assert mini.broken(check_besoin_choice) == []


def test_an_end_says_how_or_why(mini: Mini) -> None:
    with_steps(mini, *WHOLE)
    assert [(one[0], one[3]) for one in mini.broken(check_besoin_ends)] == [("BES010", "historique[5].statut")]
    with_steps(mini, "revele 2026-01", "ecarte 2026-02")
    assert [(one[0], one[3]) for one in mini.broken(check_besoin_ends)] == [("BES011", "historique[2].statut")]


@pytest.mark.parametrize("code", ["01991", "75056"])
def test_a_commune_from_elsewhere(mini: Mini, code: str) -> None:
    with_steps(mini, "revele 2026-01").change(BESOIN, '"01901"', f'"01901", "{code}"')
    assert mini.broken(check_references) == [("BES012", BESOIN, 3, "communes[2]")]
    mini.change(BESOIN, f'["01901", "{code}"]', "[toutes]")
    assert mini.broken(check_references) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "Il faut un lieu parce que tout est jeté ici.",
        "Des voisins veulent un lieu parce que tout est jeté.",
        "Des voisins ont besoin d'un lieu pour réparer.",
        "des voisins ont besoin d'un lieu parce que tout est jeté.",
    ],
)
def test_a_sentence_out_of_the_model(mini: Mini, phrase: str) -> None:
    with_steps(mini, "revele 2026-01").change(
        BESOIN, "Des voisins ont besoin d'un lieu parce que tout est jeté.", phrase
    )
    assert mini.broken(check_besoin_phrases) == [("BES013", BESOIN, 2, "phrase")]


@pytest.mark.parametrize("phrase", ["du calme parce qu’on", "des outils parce que l'on", "d’aide parce qu'on"])
def test_the_model_bends_to_french(mini: Mini, phrase: str) -> None:
    with_steps(mini, "revele 2026-01").change(BESOIN, "d'un lieu parce que tout", phrase)
    assert mini.broken(check_besoin_phrases) == []


@pytest.mark.parametrize(("date", "rule"), [("2026-11-23", check_dates), ("2025-12-31", check_besoin_appels)])
def test_an_answer_out_of_its_time(mini: Mini, date: str, rule: Rule) -> None:
    with_steps(mini, "revele 2026-01", more=f'appels:\n  - appel: "Appel"\n    depose_le: {date}\n')
    assert mini.broken(rule) == [("BES014", BESOIN, mini.line(BESOIN, "depose_le"), "appels[1].depose_le")]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"Des voisins"', '"Camille, camille@voisins.example"', "origine.par"),
        ('"Réparer"', '"Réparer, 02 61 91 00 01"', "libelle"),
        ('2026-01"', '2026-01"\n    precision: "Écrire à x@y.example"', "historique[1].precision"),
    ],
)
def test_no_mail_and_no_phone_anywhere(mini: Mini, old: str, new: str, where: str) -> None:
    with_steps(mini, "revele 2026-01").change(BESOIN, old, new)
    assert [(one[0], one[3]) for one in mini.broken(check_free_text)] == [("VIE003", where)]


def test_an_address_of_a_page_is_no_mail(mini: Mini) -> None:
    page = '"Récit"\n    url: "https://x.example/a@b.example/0261910001"'
    with_steps(mini, "revele 2026-01", more=SOURCE.replace('"Récit"', page))
    assert mini.broken(check_free_text) == []


def test_meetings_hold_no_mail_either(mini: Mini) -> None:
    with_steps(mini, "revele 2026-01").change(INSTANCE, '"Réparer."', '"Écrire à x@y.example"')
    assert [(one[0], one[1], one[3]) for one in mini.broken(check_free_text)] == [
        ("VIE003", INSTANCE, "reunions[1].decisions[1].texte")
    ]


def test_plain_words_in_the_sentence_and_the_summary(mini: Mini) -> None:
    long = " ".join(["mot"] * 26)
    with_steps(mini, "revele 2026-01", more=f'resume: "Un levier pour tous. {long}."\n')
    mini.change(BESOIN, "d'un lieu parce", "d'un dispositif parce")
    assert [(one[0], one[3]) for one in mini.broken(check_jargon)] == [("STY001", "phrase"), ("STY001", "resume")]
    assert [(one[0], one[3]) for one in mini.broken(check_sentences)] == [("STY003", "resume")]


def test_a_source_read_tomorrow(mini: Mini) -> None:
    with_steps(mini, "revele 2026-01", more=SOURCE.replace("2026-11-20", "2026-11-23"))
    mini.change(INSTANCE, "2026-11-20", "2026-11-23")
    assert [(one[0], one[1]) for one in mini.broken(check_dates)] == [("DAT001", BESOIN), ("DAT001", INSTANCE)]


DECIDED = "par: Pôle\n    lieu: Accueil\n    precision: On a regardé."
STUDY = 'etude:\n  question: "Un atelier tiendrait-il ?"\n  du: 2026-07-01\n'
DONE = f'{STUDY}  au: 2026-08-01\n  resultat: go\n  raisons: ["Un hangar est prêté."]\n'


@pytest.mark.parametrize(
    ("steps", "broken"),
    [
        (WHOLE[:1], []),
        ((WHOLE[0], f"examine 2026-02-14 {DECIDED}", WHOLE[2]), []),
        ((WHOLE[0], "ecarte 2026-02-14 motif: Ailleurs.\n    par: Pôle\n    lieu: Accueil"), []),
        (WHOLE[:2], ["il manque « par », « lieu », « precision »"]),
        ((WHOLE[0], "examine 2026-02-14 par: Pôle\n    precision: On a regardé."), ["il manque « lieu »"]),
    ],
)
def test_each_change_says_who_decided_and_where(mini: Mini, steps: tuple[str, ...], broken: list[str]) -> None:
    with_steps(mini, *steps)
    found = [problem.message for problem in check_besoin_deciders(mini.corpus(), AUJOURDHUI)]
    assert [text for text in found if not any(part in text for part in broken)] == [] and len(found) == len(broken)


@pytest.mark.parametrize(
    ("steps", "more", "broken"),
    [
        ((*WHOLE[:3], "etude 2026-07"), STUDY, []),
        ((*WHOLE[:3], "etude 2026-07", "recherche-de-porteur 2026-08", "en-construction 2026-09"), DONE, []),
        ((*WHOLE[:3], "recherche-de-porteur 2026-08"), "", []),
        ((*WHOLE[:3], "etude 2026-07"), "", ["BES016"]),
        ((*WHOLE[:3], "etude 2026-07"), f"{STUDY}  resultat: non\n", ["BES016"]),
        ((*WHOLE[:3], "etude 2026-07", "en-construction 2026-09"), STUDY, ["BES017"]),
        ((*WHOLE[:3], "etude 2026-07", "recherche-de-porteur 2026-08"), DONE.replace("go", "non"), ["BES017"]),
    ],
)
def test_a_study_has_a_question_a_result_and_reasons(
    mini: Mini, steps: tuple[str, ...], more: str, broken: list[str]
) -> None:
    with_steps(mini, *steps, more=more)
    assert mini.broken(check_besoin_steps) == []
    assert [one[0] for one in mini.broken(check_besoin_studies)] == broken


def test_a_besoin_opens_again_and_says_why(mini: Mini) -> None:
    """After an answer or a refusal, any step but an end, with its reason; then the way goes on from there."""
    again = (*WHOLE, "examine 2026-11-21 motif: La réponse s'est arrêtée.", "priorise 2026-11-22")
    assert [one[0] for one in mini.broken(check_besoin_steps)] == []
    with_steps(mini, *again)
    assert mini.broken(check_besoin_steps) == []
    with_steps(mini, *WHOLE, "ecarte 2026-11-22 motif: Autre chose.")
    assert [one[0] for one in mini.broken(check_besoin_steps)] == ["BES003"]


@pytest.mark.parametrize(
    ("answered", "more", "late"),
    [
        ("2026-05-21", "", True),
        ("2026-05-22", "", False),
        ("2026-05", "", True),
        ("2026-05-21", "suite_a_verifier_le: 2026-12-01\n", False),
        ("2026-05-21", "suites: [{le: 2026-11-20, par: Pôle, constat: Elle tient.}]\n", False),
        ("2026-05-21", "suites: [{le: 2026-05-20, par: Pôle, constat: Elle tient.}]\n", True),
        ("2026-01", "suites: [{le: 2026-07-01, par: Pôle, constat: Oui.}]\nsuite_a_verifier_le: 2026-11-21\n", True),
    ],
)
def test_six_months_after_an_answer_somebody_looks(mini: Mini, answered: str, more: str, late: bool) -> None:
    with_steps(mini, WHOLE[0], f"repondu {answered}", more=f"{ANSWER}{more}")
    assert [one[0] for one in mini.broken(check_besoin_suites)] == (["BES019"] if late else [])


def test_a_besoin_is_followed_with_one_that_is_followed(mini: Mini) -> None:
    with_steps(mini, WHOLE[0], more="fusionne_dans: autre\n")
    other = f"{HEAD}historique:\n  - {{statut: revele, date: 2026-02}}\n"
    mini.write("data/besoins/autre.yml", other)
    assert mini.broken(check_besoin_links) == []
    mini.write("data/besoins/autre.yml", f"{other}fusionne_dans: tiers\n").write("data/besoins/tiers.yml", other)
    assert [(one[0], one[3]) for one in mini.broken(check_besoin_links)] == [("BES018", "fusionne_dans")]


@pytest.mark.parametrize(("day", "told"), [("2026-02-13", True), ("2026-02-14", False)])
def test_an_answer_to_a_call_comes_after_the_besoin(mini: Mini, day: str, told: bool) -> None:
    """The second answer too: each has its place."""
    calls = "".join(f'  - appel: "Appel"\n    depose_le: {one}\n' for one in ("2026-03-01", day))
    with_steps(mini, "revele 2026-02-14", more=f"appels:\n{calls}")
    found = [(one[0], one[3]) for one in mini.broken(check_besoin_appels)]
    assert found == ([("BES014", "appels[2].depose_le")] if told else [])
