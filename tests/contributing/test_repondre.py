"""The answer to a request: right, kind, and nothing of a hostile text does anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from markdown_it import MarkdownIt

from generator.cli.commands import repondre
from generator.contributing.reponse_publique import fenced
from generator.forges.connues import FORGES
from generator.forges.evenements import MAX_EVENEMENT
from generator.forges.github import GITHUB
from generator.upkeep.billets import Plan
from generator.upkeep.comparison.demande import accepte
from tests.chemins import AUJOURDHUI, FIXTURES, PETITE_ILE
from tests.contributing.demande import REMPLIS, SERVICE, form, issue
from tests.upkeep.network.test_forge import Forge

Run = Callable[..., tuple[int, str, str]]
AUTEUR = GITHUB.api.compte
reponse = Plan(GITHUB.api, AUTEUR).reponse
ADRESSE = "https://forge.example/petite-ile/offre/issues/12"


@pytest.fixture
def reply(run: Run, tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """`reply(body)` answers to an issue that has this body."""

    def call(body: Any, *more: str, **issue_: Any) -> tuple[int, str, str]:
        event = tmp_path / "evenement.json"
        whole = {"action": "opened", "issue": {"number": 12, "body": body, "html_url": ADRESSE, **issue_}}
        event.write_text(json.dumps(whole), "utf-8")
        argv = ("--racine", PETITE_ILE, "--date", str(AUJOURDHUI), "--evenement", event)
        return run("repondre", *argv, *more)

    return call


@pytest.mark.parametrize("nom", REMPLIS)
def test_a_request_that_is_whole_gives_its_fiche(reply: Run, nom: str) -> None:
    code, shown, errors = reply(issue(form(nom), REMPLIS[nom]))
    assert (code, errors) == (0, "")
    assert shown.startswith(
        f"Bonjour, merci pour « {form(nom).titre} ».\nTout est là. Une personne relit, puis publie.\n"
    )
    assert "### La fiche\n\nFichier : `" in shown
    assert "```yaml\n# yaml-language-server:" in shown
    assert "Questions à compléter" not in shown


def test_the_link_opens_the_editor_on_the_very_file(reply: Run) -> None:
    shown = reply(issue(form("nouveau-service"), SERVICE))[1]
    link = shown.partition("[Proposer ce fichier](")[2].partition(")\n")[0]
    parts = urlsplit(link)
    assert parts.path == "/petite-ile/offre/new/main/content/offre/services"
    query = parse_qs(parts.query)
    assert query["filename"] == ["veillee-des-projets.yml"]
    assert shown.count(query["value"][0].rstrip()) == 1


def test_what_lacks_is_said(reply: Run) -> None:
    code, shown, _ = reply(issue(form("nouveau-service"), {"nom": "Veillée", "acteur": "Personne", "resume": "Court"}))
    assert code == 0
    assert "Il manque encore quelque chose." in shown
    assert "### Questions à compléter\n\n- " in shown
    assert "### Ce qui ne va pas\n\n- " in shown


def test_a_correction_is_read_by_a_person(reply: Run) -> None:
    code, shown, _ = reply(issue(form("corriger-une-fiche"), {}))
    assert code == 0
    assert "Une personne la relit." in shown


@pytest.mark.parametrize("body", ["", "Bonjour", None, "### Une autre question\n\nx", "$(id)\n`id`"])
def test_a_request_made_with_no_form_gets_no_answer(reply: Run, body: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repondre, "from_environment", lambda forge, environ: pytest.fail("la forge a été demandée"))
    assert reply(body, "--publier") == (0, "Cette demande ne vient d'aucun formulaire : rien à répondre.\n", "")


def test_a_name_that_is_taken_is_said(reply: Run) -> None:
    shown = reply(issue(form("nouveau-service"), {**SERVICE, "nom": "Permanence accueil"}))[1]
    path = "content/offre/services/permanence-accueil.yml"
    assert f"Un fichier [`{path}`](https://forge.example/petite-ile/offre/blob/main/{path}) existe déjà" in shown


def test_a_request_without_a_name_is_answered(reply: Run) -> None:
    code, shown, _ = reply(issue(form("nouveau-service"), {"resume": "Une phrase assez longue pour aller."}))
    assert code == 0
    assert "Fichier : `" not in shown
    assert "### La fiche" in shown


HOSTILE = (
    "@tous <img src=x onerror=alert(1)> [a](javascript:alert(1)) **x** ``` ```` $(touch ici) `touch ici` "
    "${{ github.token }} ::error::x # titre"
)


def test_a_hostile_answer_comes_back_as_text(reply: Run, tmp_path: Path) -> None:
    answers = {name: HOSTILE if isinstance(answer, str) else answer for name, answer in SERVICE.items()}
    code, shown, _ = reply(issue(form("nouveau-service"), answers))
    assert code == 0
    html = MarkdownIt("commonmark").enable("table").render(shown)
    for forbidden in ("<img", 'href="javascript', "<strong>x"):
        assert forbidden not in html, forbidden
    assert html.count("<pre>") == 1
    assert "@tous" not in html.partition("<pre>")[0]
    assert not (tmp_path / "ici").exists()


def test_a_block_of_code_cannot_be_closed_from_inside() -> None:
    for text in ("```", "a\n````\nb", "~~~", "`" * 50, ""):
        html = MarkdownIt("commonmark").render(fenced(text, "yaml"))
        assert html.startswith("<pre>") and html.count("<pre>") == 1
        assert html.endswith("</code></pre>\n")


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "{}", "[" * 100_000, "\xff"),
        *('{"issue": null}', '{"issue": {}}', '{"issue": {"number": "12", "body": ""}}'),
        *('{"issue": {"number": true, "body": ""}}', '{"issue": {"number": 1, "body": [1]}}'),
        '{"issue": {"number": 1, "body": "x", "html_url": 7}}',
        '{"object_kind": "issue", "object_attributes": {"iid": "1"}}',
        '{"object_kind": "push", "object_attributes": {"iid": 1}}',
    ],
)
def test_what_is_no_event_is_told(run: Run, tmp_path: Path, text: str) -> None:
    event = tmp_path / "evenement.json"
    event.write_text(text, "latin-1")
    code, shown, errors = run("repondre", "--racine", PETITE_ILE, "--evenement", event)
    assert (code, shown) == (2, "")
    assert errors.endswith("n'est pas l'événement d'une demande.\n")
    assert run("repondre", "--racine", PETITE_ILE, "--evenement", tmp_path / "absent")[0] == 2


def comment(number: int, body: str, login: str = AUTEUR, kind: str = "Bot") -> dict[str, Any]:
    return {"id": number, "body": body, "user": {"login": login, "type": kind}}


def test_one_comment_kept_up_to_date() -> None:
    (made,) = reponse(12, "Texte", [])
    assert (made.methode, made.chemin) == ("POST", "/issues/12/comments")
    ours = comment(5, str(made.corps["body"]).replace("\n", "\r\n"))
    assert reponse(12, "Texte", [ours]) == ()
    (again,) = reponse(12, "Autre", [comment(4, "Bonjour"), ours])
    assert (again.methode, again.chemin) == ("PATCH", "/issues/comments/5")
    stolen = comment(6, str(made.corps["body"]), "mallory", "User")
    assert reponse(12, "Texte", [stolen])[0].methode == "POST"


def test_the_answer_is_written_in_the_issue(reply: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    forge = Forge([], {}, {})
    monkeypatch.setattr(repondre, "from_environment", lambda known, environ: forge.client(known))
    code, shown, _ = reply(issue(form("nouveau-service"), SERVICE), "--publier")
    assert code == 0
    assert [request.full_url.partition("/repos/petite-ile/offre")[2] for request in forge.asked] == [
        "/issues/12/comments?per_page=100&page=1",
        "",
        "/issues/12/comments",
    ]
    sent = json.loads(bytes(forge.asked[2].data or b""))  # type: ignore[arg-type]
    assert sent["body"] == f"<!-- offre:demande:reponse -->\n{shown.rstrip()}"


def test_the_forge_says_no(reply: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_REPOSITORY", "GITHUB_TOKEN", "GITHUB_API_URL"):
        monkeypatch.delenv(name, raising=False)
    code, _, errors = reply(issue(form("nouveau-service"), SERVICE), "--publier")
    assert code == 2
    assert "il manque GITHUB_REPOSITORY et GITHUB_TOKEN" in errors


@pytest.mark.parametrize("genre", FORGES)
def test_the_recorded_event_of_each_forge_is_answered(run: Run, genre: str) -> None:
    event = FIXTURES / f"forge/demande-{genre}.json"
    code, shown, _ = run("repondre", "--racine", PETITE_ILE, "--date", str(AUJOURDHUI), "--evenement", event)
    assert code == 0
    assert "Une personne la relit." in shown


@pytest.mark.parametrize("genre", FORGES)
def test_the_box_of_a_proposition_is_read_on_each_forge(genre: str) -> None:
    event = (FIXTURES / f"forge/proposition-{genre}.json").read_text("utf-8")
    assert accepte(event)
    assert not accepte(event.replace("[x]", "[ ]"))


def test_a_huge_event_is_refused(run: Run, tmp_path: Path) -> None:
    event = tmp_path / "evenement.json"
    event.write_text(json.dumps({"issue": {"number": 1, "body": "x" * MAX_EVENEMENT}}), "utf-8")
    code, shown, errors = run("repondre", "--racine", PETITE_ILE, "--evenement", event)
    assert (code, shown) == (2, "") and len(errors) < 300
