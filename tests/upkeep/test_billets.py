"""The plan of requests: from the issues that exist to those wanted, once and for all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.upkeep.billets import AUTEUR, MAX_CORPS, MAX_TITRE, Billet, Requete, plan
from tests.chemins import FIXTURES

EXISTANTS: list[dict[str, Any]] = json.loads((FIXTURES / "forge/issues.json").read_text("utf-8"))


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


def test_each_issue_is_made_mended_opened_again_or_closed() -> None:
    requests = plan("fraicheur", VOULUS, EXISTANTS)
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
        "state": "open",
    }
    assert requests[3].corps["labels"] == ["fraicheur"]
    assert requests[4].corps == {"state": "closed", "state_reason": "completed"}


def applied(requests: tuple[Requete, ...], issues: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a forge would hold afterwards."""
    held = {issue["number"]: dict(issue) for issue in issues}
    for request in requests:
        if request.methode == "POST":
            number = max(held, default=0) + 1
            held[number] = {
                "number": number,
                "state": "open",
                "user": {"login": AUTEUR, "type": "Bot"},
                **request.corps,
            }
        else:
            held[int(request.chemin.split("/")[-1])].update(request.corps)
    return list(held.values())


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
