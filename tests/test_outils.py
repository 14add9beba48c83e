"""The tools of the tests: browser, static host."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import navigateur as outil
from tests.navigateur import BrowserMissing, find_browser
from tests.navigateur.fenetres import Fenetres

Serveur = Callable[..., str]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    (tmp_path / "fiche").mkdir()
    (tmp_path / "vide").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Accueil</title><p>Bonjour")
    (tmp_path / "fiche" / "index.html").write_text("<!doctype html><title>Fiche</title>")
    (tmp_path / "404.html").write_text("<!doctype html><title>Page introuvable</title>")
    return tmp_path


def ask(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.parametrize("prefix", ["/", "/offre/", "offre"])
def test_the_host_serves_and_answers_404(dossier: Path, serveur: Serveur, prefix: str) -> None:
    home = serveur(dossier, prefix)
    assert ask(home) == (200, "<!doctype html><title>Accueil</title><p>Bonjour")
    assert ask(home + "fiche")[1] == "<!doctype html><title>Fiche</title>"
    assert ask(home + "absente/?q=1") == (404, "<!doctype html><title>Page introuvable</title>")
    assert ask(home + "vide/")[0] == 404


def test_the_host_serves_nothing_outside_of_its_prefix(dossier: Path, serveur: Serveur) -> None:
    home = serveur(dossier, "/offre/")
    assert ask(home.removesuffix("offre/"))[0] == 404
    assert ask(home.replace("/offre/", "/fiche/"))[0] == 404


@pytest.mark.navigateur
def test_the_browser_opens_a_page(dossier: Path, serveur: Serveur, fenetres: Fenetres) -> None:
    with fenetres.open() as page:
        answer = page.goto(serveur(dossier, "/offre/") + "absente/")
        assert answer is not None
        assert answer.status == 404
        assert page.title() == "Page introuvable"


_WRITE = """async () => {
  localStorage.a = sessionStorage.a = document.cookie = 'a=1';
  await caches.open('a');
  await new Promise(done => { indexedDB.open('a').onsuccess = done });
}"""
_READ = """async () => [localStorage.length, sessionStorage.length, document.cookie.length,
  (await caches.keys()).length, (await indexedDB.databases()).length]"""


@pytest.mark.navigateur
def test_a_window_that_was_used_remembers_nothing(dossier: Path, serveur: Serveur, fenetres: Fenetres) -> None:
    home, used = serveur(dossier, "/offre/"), []
    for _ in range(2):
        with fenetres.open(locale="fr-FR") as page:
            page.goto(home)
            assert page.evaluate(_READ) == [0, 0, 0, 0, 0]
            page.evaluate(_WRITE)
            assert 0 not in page.evaluate(_READ)
            used.append(page.context)
            page.context.new_page()
            page.context.route("**/*", lambda route: route.abort())
            page.context.set_offline(True)
    assert used[0] is used[1]
    assert used[0].pages == []


@pytest.mark.navigateur
def test_a_window_whose_test_fails_is_not_kept(fenetres: Fenetres) -> None:
    used = []
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), fenetres.open(locale="fr-FR") as page:
            used.append(page.context)
            raise ZeroDivisionError
    assert used[0] is not used[1]


def test_a_false_choice_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "absent"))
    with pytest.raises(BrowserMissing, match="qui ne démarre pas"):
        find_browser()


def test_no_browser_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    tried: list[tuple[str, ...]] = []

    def refuse(*command: str) -> bool:
        tried.append(command)
        return False

    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(outil, "present", lambda: iter(()))
    monkeypatch.setattr(outil, "attempt", refuse)
    assert outil.main() == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[-1] == outil.NONE_FOUND
    assert any(command[-2:] == ("install", "chromium") for command in tried)


def test_root_needs_no_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outil, "is_root", lambda: True)
    assert "--no-sandbox" in outil.launch_args()
    monkeypatch.setattr(outil, "is_root", lambda: False)
    assert "--no-sandbox" not in outil.launch_args()
