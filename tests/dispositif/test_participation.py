"""Meetings against tables made by hand; rates are always their terms, and stay between 0 and 100."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.corpus import Corpus
from generator.dispositif.engagements import commitments, instance_of, instances_in_order, run_by
from generator.dispositif.participation import (
    Presence,
    annoncees,
    etat,
    passees,
    presence,
    prochaines,
    signe_of_instance,
    tenues,
    venues,
)
from generator.dispositif.volet_a import reunions_tenues
from generator.models.instance import Decision, Instance
from tests.chemins import AUJOURDHUI
from tests.construction import read


@cache
def territory() -> Corpus:
    return read()


HIER, DEMAIN = "2026-11-21", "2026-11-23"


def instance(*reunions: dict[str, Any], **more: Any) -> Instance:
    return Instance.model_validate(
        {
            "nom": "Une instance",
            "resume": "Une instance inventée pour compter.",
            "volet": "a",
            "type": "instance",
            "statut": "a-creer",
            "role": ["Compter"],
            "colleges": {"a": {"nom": "A"}, "b": {"nom": "B"}},
            "reunions": [{"id": f"r{rank}", "titre": "Réunion", **one} for rank, one in enumerate(reunions)],
            **more,
        }
    )


def ids(found: tuple[Any, ...]) -> list[str]:
    return [reunion.id for reunion in found]


def test_a_meeting_is_held_to_come_or_not_counted_yet() -> None:
    counted = {"presents": {"a": "1"}, "invites": {"a": "2"}}
    made = instance(
        {"date": "2026-05-01", **counted},
        {"date": HIER},
        {"date": str(AUJOURDHUI), **counted},
        {"date": str(AUJOURDHUI), "heure": "18:00"},
        {"date": DEMAIN, "heure": "18:00"},
        {"date": DEMAIN, "heure": "09:00"},
        {"date": DEMAIN},
        {"date": DEMAIN, "heure": "08:00", "annulee_le": HIER},
    )
    assert ids(tenues(made, AUJOURDHUI)) == ["r0", "r2"]
    assert ids(passees(made, AUJOURDHUI)) == ["r0", "r1", "r2"]
    assert ids(annoncees(made, AUJOURDHUI)) == ["r3", "r6", "r7", "r5", "r4"]
    assert ids(prochaines(made, AUJOURDHUI)) == ["r3", "r6", "r5", "r4"]
    assert annoncees(made.model_copy(update={"statut": "clos"}), AUJOURDHUI) == ()


HELD = {"date": "2026-05-01", "presents": {"a": "1"}, "invites": {"a": "2"}}


@pytest.mark.parametrize(
    ("statut", "meetings", "sign"),
    [
        ("clos", [HELD], None),
        ("suspendu", [{"date": DEMAIN}], None),
        ("a-confirmer", [HELD], ("verif", "si cela existe encore")),
        ("actif", [HELD], ("oui", "")),
        ("experimentation", [HELD], ("oui", "à l'essai")),
        ("a-creer", [HELD], ("prevu", "")),
        ("experimentation", [], ("prevu", "")),
        ("actif", [], ("verif", "si la première réunion a eu lieu")),
        ("actif", [{"date": HIER}], ("verif", "si la première réunion a eu lieu")),
        ("actif", [{"date": DEMAIN}], ("prevu", "")),
        ("actif", [{"date": DEMAIN, "annulee_le": HIER}], ("verif", "si la première réunion a eu lieu")),
    ],
)
def test_the_sign_of_a_group(statut: str, meetings: list[dict[str, Any]], sign: tuple[str, str] | None) -> None:
    """The tick only once it met and those who came were counted; nothing once it is over."""
    known = [{"titre": "Page lue", "consulte_le": "2026-11-20"}]
    found = signe_of_instance(instance(*meetings, statut=statut, sources=known), AUJOURDHUI)
    assert (found and (found.code, found.sujet)) == sign


def test_the_indicateurs_count_the_same_meetings() -> None:
    corpus = territory()
    held = [reunion.id for _, reunion in reunions_tenues(corpus, AUJOURDHUI, corpus.indicateurs["a2-2"])]
    assert held == ids(tenues(corpus.instances["instance-echanges"], AUJOURDHUI))


def test_presence_by_hand() -> None:
    made = instance(
        {"date": "2026-05-01", "invites": {"a": "4", "b": "6"}, "presents": {"a": "3", "b": "5"}},
        {"date": "2026-06-01", "invites": {"a": "5"}, "presents": {"a": "0"}},
        {"date": "2026-07-01", "invites": {"a": "9", "b": "9"}},
    )
    assert presence(made.reunions) == Presence(8, 15)
    assert presence(made.reunions).taux == 53
    assert presence(made.reunions, "a") == Presence(3, 9)
    assert presence(made.reunions, "b") == Presence(5, 6)
    assert presence(made.reunions[2:]) == Presence(0, 0)
    assert Presence(0, 0).taux is None


def test_a_college_whose_presents_are_not_written_counts_for_nought() -> None:
    made = instance({"date": "2026-05-01", "invites": {"a": "4", "b": "6"}, "presents": {"a": "3"}})
    assert presence(made.reunions) == Presence(3, 10)


def test_organisations_that_came_once() -> None:
    counted = {"presents": {"a": "1"}, "invites": {"a": "2"}}
    made = instance(
        {"date": "2026-05-01", "participants": ["club", "mairie"], **counted},
        {"date": "2026-06-01", "participants": ["club"], **counted},
        {"date": HIER, "participants": ["foyer"]},
        {"date": DEMAIN, "participants": ["foyer"]},
        sollicites={
            "club": {"nom": "Club", "college": "a"},
            "foyer": {"nom": "Foyer", "college": "a"},
            "mairie": {"nom": "Mairie", "college": "b"},
        },
    )
    assert venues(made, AUJOURDHUI) == Presence(2, 3)
    assert venues(made, AUJOURDHUI, "a") == Presence(1, 2)
    assert venues(made, AUJOURDHUI, "b").taux == 100


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ({"echeance": HIER}, "en-retard"),
        ({"echeance": str(AUJOURDHUI)}, "en-cours"),
        ({"echeance": DEMAIN}, "en-cours"),
        ({}, "sans-date"),
        ({"faite_le": HIER}, "faite"),
        ({"echeance": "2026-01-01", "faite_le": HIER}, "faite"),
    ],
)
def test_what_became_of_a_decision(lines: dict[str, str], state: str) -> None:
    assert etat(Decision.model_validate({"texte": "Faire.", **lines}), AUJOURDHUI) == state


counts = st.integers(0, 200)
meetings = st.lists(
    st.tuples(st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31)), counts, counts, st.booleans())
)


@given(meetings)
def test_a_rate_is_its_terms_and_stays_between_0_and_100(rows: list[tuple[datetime.date, int, int, bool]]) -> None:
    made = instance(
        *(
            {
                "date": str(day),
                "invites": {"a": str(max(one, two)), "b": str(one)},
                **({"presents": {"a": str(min(one, two)), "b": str(one)}} if counted else {}),
            }
            for day, one, two, counted in rows
        )
    )
    assert len(passees(made, AUJOURDHUI)) + len(prochaines(made, AUJOURDHUI)) == len(rows)
    held = tenues(made, AUJOURDHUI)
    whole = presence(held)
    by_college = [presence(held, college) for college in made.colleges]
    assert whole.presents == sum(part.presents for part in by_college)
    assert whole.invites == sum(part.invites for part in by_college)
    for part in (whole, *by_college):
        assert 0 <= part.presents <= part.invites
        assert part.taux is None if part.invites == 0 else part.taux == round(100 * part.presents / part.invites)
        assert part.taux is None or 0 <= part.taux <= 100


def test_what_an_acteur_does() -> None:
    corpus = territory()
    assert [key for key, _ in instances_in_order(corpus)] == ["instance-echanges", "consortium", "comite-pilotage"]
    assert [key for key, _ in run_by(corpus, "pole-ess")] == ["instance-echanges", "consortium", "comite-pilotage"]
    assert run_by(corpus, "boite-a-clous") == ()
    assert list(commitments(corpus, "agglomeration")) == [
        ("instances/consortium/", "Consortium de Petite-Île", "Finance la moitié d'un poste et prête des salles."),
        ("besoins/reparer/", "Réparer plutôt que jeter", "Cherche un local."),
    ]
    assert list(commitments(corpus, "boite-a-clous")) == []


def test_the_instance_that_a_service_is_the_fiche_of() -> None:
    corpus = territory()
    assert instance_of(corpus, "permanence-accueil") is None
    linked = corpus.instances["consortium"].model_copy(update={"service": "permanence-accueil"})
    corpus = corpus.having(instance={**corpus.instances, "consortium": linked})
    assert instance_of(corpus, "permanence-accueil") == ("consortium", linked)
