"""The plan of requests: from the issues that exist to those wanted, once and for all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.forges.connues import FORGES
from generator.forges.forge import Forge
from generator.forges.github import GITHUB
from generator.upkeep.billets import MAX_CORPS, MAX_TITRE, Billet, Plan, Requete
from tests.chemins import FIXTURES

AUTEUR = GITHUB.api.compte
COMPTES = {"github": AUTEUR, "gitlab": "project_41_bot_0a1b2c", "forgejo": "forgejo-actions"}


def recorded(genre: str) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = json.loads((FIXTURES / f"forge/issues-{genre}.json").read_text("utf-8"))
    return held


EXISTANTS = recorded("github")
plan = Plan(GITHUB.api, AUTEUR).billets


def billet(cle: str, titre: str, corps: str) -> Billet:
    return Billet("fraicheur", cle, titre, corps)


VOULUS = (
    billet("pole-ess", "À confirmer : Pôle ESS", "Nouveau texte."),
    billet("carnet-commun", "À confirmer : Carnet commun", "Le même texte.\nDeux lignes."),
    billet("agglomeration", "À confirmer : Agglomération", "Rien."),
    billet("boite-a-clous", "À confirmer : Boîte à clous", "Premier texte."),
)


def said(requests: tuple[Requete, ...]) -> list[tuple[str, str, str]]:
    return [(request.methode, request.chemin, request.dit) for request in requests]


PLAN = plan("fraicheur", VOULUS, EXISTANTS)


def test_each_issue_is_made_mended_opened_again_or_closed() -> None:
    requests = PLAN
    assert said(requests) == [
        ("PATCH", "/issues/27", "mettre à jour « À confirmer : Pôle ESS »"),
        ("PATCH", "/issues/31", "fermer « pole-ess »"),
        ("PATCH", "/issues/29", "rouvrir « À confirmer : Agglomération »"),
        ("POST", "/issues", "ouvrir « À confirmer : Boîte à clous »"),
        ("PATCH", "/issues/28", "fermer « fonds-des-marees »"),
    ]
    assert requests[0].corps == {
        "title": "À confirmer : Pôle ESS",
        "body": "<!-- offre:fraicheur:pole-ess -->\nNouveau texte.",
    }
    assert requests[3].corps["labels"] == ["fraicheur"]
    assert requests[4].corps == {"state": "closed", "state_reason": "completed"}


def applied(requests: tuple[Requete, ...], issues: list[dict[str, Any]], forge: Forge = GITHUB) -> list[dict[str, Any]]:
    """What a forge would hold afterwards."""
    api = forge.api
    held = {issue[api.numero]: dict(issue) for issue in issues}
    opened = {"reopen": "opened", "close": "closed"}
    for request in requests:
        body = dict(request.corps)
        state = {"state": opened[body.pop("state_event")]} if "state_event" in body else {}
        if request.methode == "POST":
            number = max(held, default=0) + 1
            author = {api.auteur[1]: COMPTES[forge.genre], "type": "Bot"}
            held[number] = {api.numero: number, "state": "open", api.auteur[0]: author, **body}
        else:
            assert request.methode == api.changer
            held[int(request.chemin.split("/")[-1])].update(body | state)
    return list(held.values())


@pytest.mark.parametrize("forge", FORGES.values(), ids=FORGES)
def test_the_same_is_done_on_each_forge(forge: Forge) -> None:
    issues = recorded(forge.genre)
    made = Plan(forge.api, COMPTES[forge.genre])
    requests = made.billets("fraicheur", VOULUS, issues)
    assert [(one.chemin, one.dit) for one in requests] == [(chemin, dit) for _, chemin, dit in said(PLAN)]
    assert {one.methode for one in requests} == {"POST", forge.api.changer}
    after = applied(requests, issues, forge)
    assert made.billets("fraicheur", VOULUS, after) == ()
    for other in ("mallory", "", f"{COMPTES[forge.genre]}x"):
        assert len(Plan(forge.api, other).billets("fraicheur", VOULUS, issues)) >= len(VOULUS) - 1


def test_each_forge_is_asked_in_its_own_words() -> None:
    words = {}
    for genre, forge in FORGES.items():
        requests = Plan(forge.api, COMPTES[genre]).billets("fraicheur", VOULUS, recorded(genre))
        words[genre] = [requests[rank].corps for rank in (2, 3, 4)]
    assert [one.get("labels") for one in (words[genre][1] for genre in FORGES)] == [["fraicheur"], "fraicheur", None]
    assert [one.get("state", one.get("state_event")) for one in words["gitlab"]] == ["reopen", None, "close"]
    assert [one.get("state") for one in words["forgejo"]] == ["open", None, "closed"]
    assert "description" in words["gitlab"][1] and "body" in words["forgejo"][1]


def test_doing_it_twice_asks_for_nothing() -> None:
    after = applied(plan("fraicheur", VOULUS, EXISTANTS), EXISTANTS)
    assert plan("fraicheur", VOULUS, after) == ()
    assert plan("fraicheur", VOULUS, list(reversed(after))) == ()
    ours = [issue for issue in after if issue["state"] == "open" and issue["user"]["login"] == AUTEUR]
    first_lines = [str(issue["body"]).splitlines()[0] for issue in ours if "pull_request" not in issue]
    keys = [line for line in first_lines if line.startswith("<!-- offre:fraicheur:")]
    assert sorted(keys) == sorted({f"<!-- offre:fraicheur:{billet.cle} -->" for billet in VOULUS})


def test_an_empty_forge_then_nothing_left_to_say() -> None:
    opened = applied(plan("fraicheur", VOULUS, []), [])
    assert len(opened) == len(VOULUS)
    assert [request.dit for request in plan("fraicheur", (), opened)] == [
        f"fermer « {cle} »" for cle in sorted(one.cle for one in VOULUS)
    ]
    closed = applied(plan("fraicheur", (), opened), opened)
    assert plan("fraicheur", (), closed) == ()
    assert [request.dit[:7] for request in plan("fraicheur", VOULUS, closed)] == ["rouvrir"] * len(VOULUS)


@pytest.mark.parametrize("number", [26, 25, 24, 23, 22])
def test_what_is_not_ours_is_never_touched(number: int) -> None:
    only = [issue for issue in EXISTANTS if issue["number"] == number]
    assert plan("fraicheur", (), only) == ()


def test_a_user_who_takes_the_name_is_not_the_account() -> None:
    issue = {**EXISTANTS[0], "user": {"login": AUTEUR, "type": "User"}}
    assert plan("fraicheur", (), [issue]) == ()
    assert plan("fraicheur", (), [{**issue, "user": None}]) == ()


def test_a_title_is_one_short_line_and_a_body_is_not_too_long() -> None:
    (request,) = plan("fraicheur", (billet("x", "a\n" + "b" * 500, "c" * 100_000),), [])
    assert request.corps["title"] == ("a " + "b" * 500)[:MAX_TITRE]
    assert len(request.corps["body"]) <= MAX_CORPS + 100
