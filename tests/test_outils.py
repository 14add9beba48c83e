"""The tools of the tests: browser, static host."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import navigateur as outil
from tests.navigateur import BrowserMissing, find_browser

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
def test_the_browser_opens_a_page(dossier: Path, serveur: Serveur, navigateur: Browser) -> None:
    with navigateur.new_context() as context:
        page = context.new_page()
        answer = page.goto(serveur(dossier, "/offre/") + "absente/")
        assert answer is not None
        assert answer.status == 404
        assert page.title() == "Page introuvable"


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
