"""The forge's API: what is sent, what is never sent, what is said when it refuses. No network."""

from __future__ import annotations

import io
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from generator.cli.commands import fraicheur
from generator.problems.faults import Fault
from generator.upkeep.billets import Requete
from generator.upkeep.network import github
from generator.upkeep.network.github import PAR_PAGE, PAUSE, Github, from_environment, is_own_depot
from tests.chemins import AUJOURDHUI, FIXTURES, PETITE_ILE

JETON = "jeton-des-essais"


class Forge:
    """Answers like the API and remembers what was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[urllib.request.Request] = []
        self.slept: list[float] = []

    def __call__(self, request: urllib.request.Request) -> io.BytesIO:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return io.BytesIO(json.dumps(answer).encode())

    def client(self) -> Github:
        return Github("petite-ile/offre", JETON, ouvrir=self, dormir=self.slept.append)


def test_a_list_is_read_page_after_page() -> None:
    forge = Forge([{"number": n} for n in range(PAR_PAGE)], [{"number": 1}])
    found = forge.client().list_all("/issues", state="all", labels="fraicheur")
    assert len(found) == PAR_PAGE + 1
    root = "https://api.github.com/repos/petite-ile/offre/issues?state=all&labels=fraicheur&per_page=100&page="
    assert [request.full_url for request in forge.asked] == [f"{root}1", f"{root}2"]
    assert {request.get_header("Authorization") for request in forge.asked} == {f"Bearer {JETON}"}


def test_requests_that_write_are_unhurried_and_whole() -> None:
    forge = Forge({}, {}, {})
    forge.client().send([Requete("PATCH", f"/issues/{n}", {"title": "É"}) for n in (1, 2, 3)])
    assert forge.slept == [PAUSE, PAUSE]
    assert [(r.get_method(), r.full_url.rsplit("/", 1)[-1], json.loads(bytes(r.data or b""))) for r in forge.asked] == [  # type: ignore[arg-type]
        ("PATCH", str(n), {"title": "É"}) for n in (1, 2, 3)
    ]


def http_error(code: int) -> urllib.error.HTTPError:
    return urllib.error.HTTPError("https://api.github.com/x", code, "Nope", Message(), io.BytesIO(b"{}"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (http_error(403), "La forge a refusé (GET /issues) : code 403."),
        (http_error(302), "code 302"),
        (urllib.error.URLError("no"), "La forge ne répond pas (GET /issues)."),
        (TimeoutError(), "La forge ne répond pas"),
        ({"message": "x"}, "autre chose qu'une liste"),
    ],
)
def test_a_refusal_is_one_french_sentence_without_the_token(answer: Any, said: str) -> None:
    with pytest.raises(Fault) as told:
        Forge(answer).client().list_all("/issues")
    assert said in str(told.value)
    assert JETON not in str(told.value)
    assert told.value.__cause__ is None


def test_an_endless_list_is_refused() -> None:
    page = [{"number": 1}] * PAR_PAGE
    with pytest.raises(Fault, match="dépasse 2000 lignes"):
        Forge(*[page] * 50).client().list_all("/issues")


def test_a_redirect_never_carries_the_token_elsewhere() -> None:
    request = urllib.request.Request("https://api.github.com/x")
    assert (
        github._NoRedirect().redirect_request(request, io.BytesIO(), 302, "", Message(), "https://mal.example/") is None
    )


@pytest.mark.parametrize("depot", ["", "seul", "a/b/c", "a/../b", "a b/c", "a/b?x=1", "a/b\n"])
def test_a_strange_depot_is_refused(depot: str) -> None:
    with pytest.raises(Fault, match="Le nom du dépôt"):
        Github(depot, JETON)


def test_only_https() -> None:
    with pytest.raises(Fault, match="https://"):
        Github("a/b", JETON, "http://api.github.com")


def test_the_environment_of_a_workflow() -> None:
    with pytest.raises(Fault, match="il manque GITHUB_REPOSITORY et GITHUB_TOKEN"):
        from_environment({})
    with pytest.raises(Fault, match="il manque GITHUB_TOKEN"):
        from_environment({"GITHUB_REPOSITORY": "a/b", "GITHUB_TOKEN": ""})
    made = from_environment(
        {"GITHUB_REPOSITORY": "a/b", "GITHUB_TOKEN": "x", "GITHUB_API_URL": "https://forge.example/api"}
    )
    assert made._root == "https://forge.example/api/repos/a/b"


@pytest.mark.parametrize(
    ("depot", "repository", "own"),
    [
        ("https://github.com/petite-ile/offre", "petite-ile/offre", True),
        ("https://github.com/Petite-Ile/offre.git", "petite-ile/Offre", True),
        ("https://github.com/petite-ile/offre/", "petite-ile/offre", True),
        ("https://github.com/petite-ile/offre", "mallory/offre", False),
        (None, "petite-ile/offre", False),
        ("https://github.com/", "", False),
    ],
)
def test_a_copy_of_the_repository_is_told_from_the_repository(depot: str | None, repository: str, own: bool) -> None:
    assert is_own_depot(depot, {"GITHUB_REPOSITORY": repository}) == own


def test_a_copy_of_the_repository_publishes_nothing(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "mallory/offre")
    monkeypatch.setenv("GITHUB_TOKEN", JETON)
    monkeypatch.setattr(fraicheur, "from_environment", lambda environ: pytest.fail("la forge a été demandée"))
    code, shown, _ = run("fraicheur", "--racine", PETITE_ILE, "--date", str(AUJOURDHUI), "--publier")
    assert code == 0
    assert "Rien n'est publié : ce dépôt n'est pas celui" in shown


def test_the_whole_week_from_the_recorded_forge(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    issues = json.loads((FIXTURES / "forge/issues.json").read_text("utf-8"))
    forge = Forge(issues, *[{}] * 20)
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://forge.example")
    monkeypatch.setenv("GITHUB_REPOSITORY", "petite-ile/offre")
    monkeypatch.setattr(fraicheur, "from_environment", lambda environ: forge.client())
    code, shown, _ = run("fraicheur", "--racine", PETITE_ILE, "--date", str(AUJOURDHUI), "--publier")
    assert code == 0
    assert "Fait : rouvrir « À confirmer : Petite-Île Agglomération »." in shown
    assert forge.asked[0].full_url.endswith("/issues?state=all&creator=github-actions%5Bbot%5D&per_page=100&page=1")
    methods = [request.get_method() for request in forge.asked]
    assert methods[0] == "GET" and methods.count("POST") >= 1 and methods.count("PATCH") >= 4
    assert JETON not in shown


def test_the_forge_says_no(run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    forge = Forge(http_error(410))
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://forge.example")
    monkeypatch.setenv("GITHUB_REPOSITORY", "petite-ile/offre")
    monkeypatch.setattr(fraicheur, "from_environment", lambda environ: forge.client())
    code, _, errors = run("fraicheur", "--racine", PETITE_ILE, "--date", str(AUJOURDHUI), "--publier")
    assert (code, errors) == (2, "La forge a refusé (GET /issues) : code 410.\n")


def test_the_command_shows_one_acteur(run: Callable[..., tuple[int, str, str]], fautive: Path) -> None:
    argv = ("--date", str(AUJOURDHUI))
    code, shown, _ = run("fraicheur", "--racine", PETITE_ILE, *argv, "--acteur", "pole-ess")
    assert code == 0
    assert "(pole-ess)" in shown and "(agglomeration)" not in shown
    code, _, errors = run("fraicheur", "--racine", PETITE_ILE, *argv, "--acteur", "pole-es")
    assert (code, errors) == (2, "« pole-es » n'est pas un acteur. Vouliez-vous dire « pole-ess » ?\n")
    code, _, errors = run("fraicheur", "--racine", PETITE_ILE, *argv, "--acteur", "pole-ess", "--publier")
    assert code == 2 and "sans « --acteur »" in errors
    assert run("fraicheur", "--racine", fautive, *argv)[0] == 1
