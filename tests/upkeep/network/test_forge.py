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
from urllib.parse import urlsplit

import pytest

from generator.cli.commands import fraicheur
from generator.forges.connues import FORGES, depot_de
from generator.forges.forge import Forge as GenreDeForge
from generator.forges.forgejo import FORGEJO
from generator.forges.github import GITHUB
from generator.forges.gitlab import GITLAB
from generator.problems.faults import Fault
from generator.upkeep.billets import Requete
from generator.upkeep.network import forge as network
from generator.upkeep.network.forge import MAX_PAGES, PAUSE, ClientDeForge, from_environment, is_own_depot
from tests.chemins import AUJOURDHUI, FIXTURES, PETITE_ILE
from tests.forges.test_adresses import site

JETON = "jeton-des-essais"
PAR_PAGE = GITHUB.api.par_page[1]


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

    def client(self, forge: GenreDeForge = GITHUB) -> ClientDeForge:
        address = "https://api.github.com"
        return ClientDeForge(forge, "petite-ile/offre", JETON, address, ouvrir=self, dormir=self.slept.append)


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
    pages = [[{"number": n}] * PAR_PAGE for n in range(MAX_PAGES + 1)]
    with pytest.raises(Fault, match="dépasse 4000 lignes"):
        Forge(*pages).client().list_all("/issues")


@pytest.mark.parametrize("count", [0, 1, 50, 51, 120])
def test_a_list_that_a_forge_gives_whole_is_read_once(count: int) -> None:
    whole = [{"id": n} for n in range(count)]
    assert Forge(whole, whole).client(FORGEJO).list_all("/issues/1/comments") == whole


ENTETES = {"github": ("Authorization", f"Bearer {JETON}"), "forgejo": ("Authorization", f"token {JETON}")}
ENTETES["gitlab"] = ("Private-token", JETON)
RACINES = {"github": "/repos/petite-ile/offre", "forgejo": "/repos/petite-ile/offre"}
RACINES["gitlab"] = "/projects/petite-ile%2Foffre"


@pytest.mark.parametrize("genre", FORGES)
def test_each_forge_is_asked_at_its_own_address(genre: str) -> None:
    forge = Forge([])
    assert forge.client(FORGES[genre]).list_all("/issues") == []
    (asked,) = forge.asked
    word, size = FORGES[genre].api.par_page
    assert asked.full_url == f"https://api.github.com{RACINES[genre]}/issues?{word}={size}&page=1"
    name, value = ENTETES[genre]
    assert asked.get_header(name) == value
    assert len([header for _, header in asked.header_items() if JETON in header]) == 1


@pytest.mark.parametrize(
    ("genre", "answer", "compte"),
    [
        ("github", {"login": "une-personne"}, "une-personne"),
        ("github", urllib.error.HTTPError("https://x", 403, "No", Message(), io.BytesIO(b"")), "github-actions[bot]"),
        ("forgejo", {"login": "forgejo-actions"}, "forgejo-actions"),
        ("forgejo", [], "forgejo-actions"),
        ("gitlab", {"username": "project_41_bot_0a1b2c"}, "project_41_bot_0a1b2c"),
    ],
)
def test_the_forge_says_whose_token_it_is(genre: str, answer: Any, compte: str) -> None:
    assert Forge(answer).client(FORGES[genre]).compte == compte


@pytest.mark.parametrize("answer", [{}, [], {"username": 7}, TimeoutError()])
def test_nothing_is_written_in_the_name_of_nobody(answer: Any) -> None:
    with pytest.raises(Fault, match="pour ne rien écrire deux fois"):
        _ = Forge(answer).client(GITLAB).compte


def test_a_redirect_never_carries_the_token_elsewhere() -> None:
    request = urllib.request.Request("https://api.github.com/x")
    assert (
        network._NoRedirect().redirect_request(request, io.BytesIO(), 302, "", Message(), "https://mal.example/")
        is None
    )


@pytest.mark.parametrize("depot", ["", "seul", "a/b/c", "a/../b", "a b/c", "a/b?x=1", "a/b\n"])
def test_a_strange_depot_is_refused(depot: str) -> None:
    with pytest.raises(Fault, match="Le nom du dépôt"):
        ClientDeForge(GITHUB, depot, JETON, "https://api.github.com")
    assert ClientDeForge(GITLAB, "a/b/c", JETON, "https://gitlab.com/api/v4")._root == "/projects/a%2Fb%2Fc"
    with pytest.raises(Fault, match="Le nom du dépôt"):
        ClientDeForge(GITLAB, "a/../b", JETON, "https://gitlab.com/api/v4")


def test_only_https() -> None:
    with pytest.raises(Fault, match="https://"):
        ClientDeForge(GITHUB, "a/b", JETON, "http://api.github.com")


@pytest.mark.parametrize("genre", FORGES)
def test_the_environment_of_a_workflow(genre: str) -> None:
    api = FORGES[genre].api
    whole = {api.depot: "a/b", api.jeton: "x", api.adresse: "https://forge.example/api"}
    with pytest.raises(Fault, match=f"il manque {api.depot} et {api.jeton} et {api.adresse}"):
        from_environment(FORGES[genre], {})
    with pytest.raises(Fault, match=f"il manque {api.jeton}"):
        from_environment(FORGES[genre], {**whole, api.jeton: ""})
    made = from_environment(FORGES[genre], whole)
    assert made._server == "https://forge.example/api"


@pytest.mark.parametrize(
    ("address", "repository", "own"),
    [
        ("https://github.com/petite-ile/offre", "petite-ile/offre", True),
        ("https://github.com/Petite-Ile/offre.git", "petite-ile/Offre", True),
        ("https://github.com/petite-ile/offre/", "petite-ile/offre", True),
        ("https://github.com/petite-ile/offre", "mallory/offre", False),
        ("https://gitlab.com/ile/sous/offre", "ile/sous/offre", True),
        ("https://gitlab.com/ile/sous/offre", "mallory/offre", False),
        ("https://codeberg.org/petite-ile/offre", "petite-ile/offre", True),
        (None, "petite-ile/offre", False),
        ("https://github.com/", "", False),
    ],
)
def test_a_copy_of_the_repository_is_told_from_the_repository(address: str | None, repository: str, own: bool) -> None:
    depot = depot_de(site(depot=address))
    server = f"https://{urlsplit(address or '').hostname}"
    run = {"GITHUB_SERVER_URL": server, "GITHUB_REPOSITORY": repository}
    run |= {"CI_SERVER_URL": server, "CI_PROJECT_PATH": repository}
    assert is_own_depot(depot, run) == own
    assert not is_own_depot(depot, {})


def test_a_copy_of_the_repository_publishes_nothing(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "mallory/offre")
    monkeypatch.setenv("GITHUB_TOKEN", JETON)
    monkeypatch.setattr(fraicheur, "from_environment", lambda forge, environ: pytest.fail("la forge a été demandée"))
    code, shown, _ = run("fraicheur", "--racine", PETITE_ILE, "--date", str(AUJOURDHUI), "--publier")
    assert code == 0
    assert "Rien n'est publié : ce dépôt n'est pas celui" in shown


def test_the_whole_week_from_the_recorded_forge(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    issues = json.loads((FIXTURES / "forge/issues-github.json").read_text("utf-8"))
    forge = Forge({}, issues, *[{}] * 20)
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://forge.example")
    monkeypatch.setenv("GITHUB_REPOSITORY", "petite-ile/offre")
    monkeypatch.setattr(fraicheur, "from_environment", lambda known, environ: forge.client(known))
    code, shown, _ = run("fraicheur", "--racine", PETITE_ILE, "--date", str(AUJOURDHUI), "--publier")
    assert code == 0
    assert "Fait : rouvrir « À confirmer : Petite-Île Agglomération »." in shown
    assert forge.asked[0].full_url == "https://api.github.com/user"
    assert forge.asked[1].full_url.endswith("/issues?state=all&creator=github-actions%5Bbot%5D&per_page=100&page=1")
    methods = [request.get_method() for request in forge.asked]
    assert methods[0] == "GET" and methods.count("POST") >= 1 and methods.count("PATCH") >= 4
    assert JETON not in shown


def test_the_forge_says_no(run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    forge = Forge({}, http_error(410))
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://forge.example")
    monkeypatch.setenv("GITHUB_REPOSITORY", "petite-ile/offre")
    monkeypatch.setattr(fraicheur, "from_environment", lambda known, environ: forge.client(known))
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
