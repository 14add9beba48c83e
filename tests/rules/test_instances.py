"""Instances and meetings: counts that hold together, dates in order, decisions that somebody carries."""

from __future__ import annotations

import pytest

from generator.rules import RULES, Rule
from generator.rules.freshness import check_dates
from generator.rules.instances import (
    APRES,
    check_announced,
    check_colleges,
    check_decisions,
    check_meeting_dates,
    check_meeting_order,
    check_participants,
    check_presents,
    check_satisfaction,
    check_told,
)
from generator.rules.references import check_files
from tests.mini import TERRITOIRE, Mini

INSTANCE = "data/instances/comite.yml"
RULES_HERE = (
    check_announced,
    check_colleges,
    check_decisions,
    check_meeting_dates,
    check_meeting_order,
    check_participants,
    check_presents,
    check_satisfaction,
    check_told,
)
HEAD = """\
nom: "Comité"
resume: "Un comité inventé, assez long pour être lu."
volet: a
type: comite
statut: actif
role: ["Choisir."]
colleges:
  voisins: {nom: "Voisins"}
  mairies: {nom: "Mairies"}
sollicites:
  club: {nom: "Club des voisins", college: voisins}
sources:
  - {titre: "Compte rendu", consulte_le: 2026-11-20}
reunions:
"""
TENUE = """\
  - id: mai
    titre: "Réunion de mai"
    date: 2026-05-12
    heure: "18:00"
    fin: "20:00"
    invites: {voisins: 4, mairies: 2}
    presents:
      voisins: 4
      mairies: 0
    participants: [club]
    satisfaction_besoins: {satisfaits: 4, reponses: 4}
    decisions:
      - texte: "Visiter un atelier."
        responsable: "Le club"
        echeance: 2026-12-01
"""
A_VENIR = """\
  - id: decembre
    titre: "Réunion de décembre"
    date: 2026-12-10
    invites: {voisins: 4}
"""
LAST = (HEAD + TENUE + A_VENIR).count("\n")


@pytest.fixture
def comite(mini: Mini) -> Mini:
    """A past meeting and one to come, both right."""
    return mini.write(INSTANCE, HEAD + TENUE + A_VENIR).add(TERRITOIRE, "experimentation:\n  debut: 2026-01-15\n")


def codes(mini: Mini, rule: Rule) -> list[tuple[str, int, str]]:
    """What a rule says of the file: (code, line, where)."""
    return [(code, line, where) for code, path, line, where in mini.broken(rule) if path == INSTANCE]


@pytest.mark.parametrize("rule", RULES_HERE)
def test_what_is_right_is_left_alone(comite: Mini, rule: Rule) -> None:
    assert rule in RULES
    assert comite.broken(rule) == []


@pytest.mark.parametrize("rule", RULES_HERE)
def test_an_instance_without_meetings_has_nothing_to_tell(mini: Mini, rule: Rule) -> None:
    mini.write(INSTANCE, HEAD.removesuffix("reunions:\n"))
    assert mini.broken(rule) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("college: voisins", "college: voisin", "sollicites.club.college"),
        ("{voisins: 4, mairies: 2}", "{voisins: 4, mairies: 2, voisin: 4}", "reunions[1].invites.voisin"),
        ("      mairies: 0", "      mairie: 0", "reunions[1].presents.mairie"),
    ],
)
def test_an_unknown_college(comite: Mini, old: str, new: str, where: str) -> None:
    comite.change(INSTANCE, old, new)
    assert codes(comite, check_colleges) == [("INS001", comite.line(INSTANCE, new), where)]
    (problem,) = check_colleges(comite.corpus(), None)  # type: ignore[arg-type]
    assert problem.hint.startswith("Vouliez-vous dire «")


def test_more_present_than_invited(comite: Mini) -> None:
    comite.change(INSTANCE, "      voisins: 4", "      voisins: 5")
    line = comite.line(INSTANCE, "voisins: 5")
    assert codes(comite, check_presents) == [("INS002", line, "reunions[1].presents.voisins")]


def test_present_without_being_invited(comite: Mini) -> None:
    comite.change(INSTANCE, "{voisins: 4, mairies: 2}", "{voisins: 4}")
    line = comite.line(INSTANCE, "      mairies: 0")
    assert codes(comite, check_presents) == [("INS003", line, "reunions[1].presents.mairies")]


def test_somebody_came_who_was_not_asked(comite: Mini) -> None:
    comite.change(INSTANCE, "[club]", "[clubs]")
    line = comite.line(INSTANCE, "[clubs]")
    assert codes(comite, check_participants) == [("INS004", line, "reunions[1].participants[1]")]


@pytest.mark.parametrize(
    "told",
    [
        "presents: {voisins: 4}",
        "presents: {}",
        "participants: [club]",
        'decisions: [{texte: "Oui.", responsable: "Le club", echeance: 2027-01-01}]',
        "satisfaction_besoins: {satisfaits: 1, reponses: 2}",
        "satisfaction_decision: {satisfaits: 1, reponses: 2}",
        "compte_rendu: exemple.pdf",
        "url: https://exemple.org/cr",
    ],
)
def test_a_meeting_to_come_tells_nothing_yet(comite: Mini, told: str) -> None:
    comite.add(INSTANCE, f"    {told}\n")
    name = told.split(":")[0]
    assert name in APRES
    assert codes(comite, check_told) == [("INS005", LAST + 1, f"reunions[2].{name}")]


def test_the_very_day_both_are_right(comite: Mini) -> None:
    comite.change(INSTANCE, "2026-12-10", "2026-11-22")
    assert codes(comite, check_told) == []
    comite.add(INSTANCE, "    presents: {voisins: 4}\n")
    assert codes(comite, check_told) == []


def test_a_past_meeting_says_who_came(comite: Mini) -> None:
    comite.change(INSTANCE, "2026-12-10", "2026-11-21")
    assert codes(comite, check_told) == [("INS006", comite.line(INSTANCE, "id: decembre"), "reunions[2]")]


@pytest.mark.parametrize("day", ["2026-12-10", "2026-11-02"])
def test_a_cancelled_meeting_tells_nothing_but_that(comite: Mini, day: str) -> None:
    comite.change(INSTANCE, "2026-12-10", day)
    comite.add(INSTANCE, "    annulee_le: 2026-11-01\n")
    assert codes(comite, check_told) == []
    comite.add(INSTANCE, "    presents: {voisins: 4}\n")
    assert codes(comite, check_told) == [("INS019", LAST + 2, "reunions[2].presents")]


@pytest.mark.parametrize(("day", "told"), [("2026-11-21", 0), ("2026-11-22", 1)])
def test_a_group_that_stopped_announces_nothing_from_today_on(comite: Mini, day: str, told: int) -> None:
    comite.change(INSTANCE, "statut: actif", "statut: clos")
    comite.change(INSTANCE, "2026-12-10", day)
    assert [code for code, *_ in codes(comite, check_announced)] == ["INS020"] * told


@pytest.mark.parametrize(
    ("statut", "told"),
    [("actif", 0), ("experimentation", 0), ("a-confirmer", 0), ("suspendu", 1), ("clos", 1)],
)
def test_a_group_that_stopped_announces_nothing(comite: Mini, statut: str, told: int) -> None:
    comite.change(INSTANCE, "statut: actif", f"statut: {statut}")
    line = comite.line(INSTANCE, "2026-12-10")
    assert codes(comite, check_announced) == [("INS020", line, "reunions[2].date")] * told
    comite.add(INSTANCE, "    annulee_le: 2026-11-01\n")
    assert codes(comite, check_announced) == []


@pytest.mark.parametrize("name", ["satisfaction_besoins", "satisfaction_decision"])
def test_more_satisfied_than_answers(comite: Mini, name: str) -> None:
    comite.change(INSTANCE, "satisfaction_besoins: {satisfaits: 4,", f"{name}: {{satisfaits: 5,")
    line = comite.line(INSTANCE, name)
    assert codes(comite, check_satisfaction) == [("INS007", line, f"reunions[1].{name}.satisfaits")]


def test_meetings_out_of_order(comite: Mini) -> None:
    comite.change(INSTANCE, "2026-12-10", "2026-05-11")
    line = comite.line(INSTANCE, "2026-05-11")
    assert codes(comite, check_meeting_order) == [("INS008", line, "reunions[2].date")]


def test_two_meetings_of_the_same_id(comite: Mini) -> None:
    comite.change(INSTANCE, "id: decembre", "id: mai")
    assert codes(comite, check_meeting_order) == [("INS009", LAST - 3, "reunions[2].id")]


def test_the_same_meeting_twice(comite: Mini) -> None:
    comite.change(INSTANCE, "2026-12-10", "2026-05-12").change(INSTANCE, "Réunion de décembre", "réunion  de MAI")
    line = comite.line(INSTANCE, "de MAI")
    assert codes(comite, check_meeting_order) == [("INS010", line, "reunions[2].titre")]


def test_two_meetings_on_one_day(comite: Mini) -> None:
    comite.change(INSTANCE, "2026-12-10", "2026-05-12")
    assert codes(comite, check_meeting_order) == []


@pytest.mark.parametrize(
    ("day", "found"),
    [("2026-01-14", ["INS011"]), ("2026-01-15", []), ("2028-01-14", []), ("2028-01-15", ["INS011"])],
)
def test_a_meeting_lies_in_the_experimentation(comite: Mini, day: str, found: list[str]) -> None:
    comite.change(INSTANCE, "2026-12-10", day)
    assert [code for code, _, _ in codes(comite, check_meeting_dates)] == found


def test_no_limit_while_the_first_day_is_not_decided(comite: Mini) -> None:
    comite.change(TERRITOIRE, "experimentation:\n  debut: 2026-01-15\n", "").change(
        INSTANCE, "2026-12-10", "2020-01-01"
    )
    assert codes(comite, check_meeting_dates) == []


@pytest.mark.parametrize("typed", ["9:30", "09:30", "9h30", "9 h 30", "9\u00a0h\u00a030", " 9H30 "])
def test_an_hour_is_read_as_people_write_it(comite: Mini, typed: str) -> None:
    for written in (f'"{typed}"', typed.strip()):
        comite.write(INSTANCE, comite.text(INSTANCE).replace('heure: "18:00"', f"heure: {written}"))
        (reunion,) = [one for one in comite.corpus().reunions().values() if one.heure]
        assert reunion.heure == "09:30"
        comite.write(INSTANCE, comite.text(INSTANCE).replace(f"heure: {written}", 'heure: "18:00"'))


@pytest.mark.parametrize("typed", ["25:00", "9:3", "9", "midi", "18:00-20:00"])
def test_what_is_no_hour_says_how_to_write_one(comite: Mini, typed: str) -> None:
    comite.change(INSTANCE, 'heure: "18:00"', f'heure: "{typed}"')
    (told,) = comite.verify().problems
    assert (told.where, typed in told.message) == ("reunions[1].heure", True)
    assert "18:30" in told.hint


@pytest.mark.parametrize(("heure", "fin"), [("20:00", "20:00"), ("20:01", "20:00")])
def test_a_meeting_ends_after_it_began(comite: Mini, heure: str, fin: str) -> None:
    comite.change(INSTANCE, 'heure: "18:00"', f'heure: "{heure}"').change(INSTANCE, 'fin: "20:00"', f'fin: "{fin}"')
    assert codes(comite, check_meeting_dates) == [("INS018", comite.line(INSTANCE, "fin:"), "reunions[1].fin")]


def test_an_end_without_a_beginning(comite: Mini) -> None:
    comite.change(INSTANCE, '    heure: "18:00"\n', "")
    assert codes(comite, check_meeting_dates) == [("INS018", comite.line(INSTANCE, "fin:"), "reunions[1].fin")]


@pytest.mark.parametrize(
    ("old", "new", "code", "name"),
    [
        ('        responsable: "Le club"\n', "", "INS012", ""),
        ("        echeance: 2026-12-01\n", "", "INS013", ""),
        ("echeance: 2026-12-01", "faite_le: 2026-05-11", "INS014", "faite_le"),
        ("echeance: 2026-12-01", "echeance: 2026-05-11", "INS015", "echeance"),
        ("echeance: 2026-12-01", "echeance: 2026-11-21", "INS016", "echeance"),
    ],
)
def test_a_decision_that_does_not_hold(comite: Mini, old: str, new: str, code: str, name: str) -> None:
    comite.change(INSTANCE, old, new)
    where = "reunions[1].decisions[1]"
    line = comite.line(INSTANCE, new if name else '- texte: "Visiter')
    assert codes(comite, check_decisions) == [(code, line, f"{where}.{name}" if name else where)]


@pytest.mark.parametrize(
    "new",
    [
        "echeance: 2026-11-22",
        "echeance: 2026-05-12\n        faite_le: 2026-05-12",
        "faite_le: 2026-11-22",
        "echeance: 2026-06-01\n        faite_le: 2026-09-01",
    ],
)
def test_a_decision_that_holds(comite: Mini, new: str) -> None:
    comite.change(INSTANCE, "echeance: 2026-12-01", new)
    assert codes(comite, check_decisions) == []


def test_a_decision_is_not_done_tomorrow(comite: Mini) -> None:
    comite.change(INSTANCE, "echeance: 2026-12-01", "faite_le: 2026-11-23")
    line = comite.line(INSTANCE, "faite_le")
    assert codes(comite, check_dates) == [("INS014", line, "reunions[1].decisions[1].faite_le")]


def test_a_compte_rendu_that_is_not_there(comite: Mini) -> None:
    comite.change(INSTANCE, "    participants: [club]", "    participants: [club]\n    compte_rendu: mai.pdf")
    line = comite.line(INSTANCE, "mai.pdf")
    assert codes(comite, check_files) == [("INS017", line, "reunions[1].compte_rendu")]
    comite.write("content/fichiers/mai.pdf", b"%PDF-1.7\n")
    assert codes(comite, check_files) == []
