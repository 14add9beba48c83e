"""`servir` on the invented territory: builds, shows, watches, and survives what people do."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from watchfiles import Change

from generator.cli import serving
from generator.problems import Problem
from generator.problems.faults import Fault
from generator.rendering.environment import renew
from generator.theme import TEMPLATES
from tests.chemins import AUJOURDHUI
from tests.construction import officiel, replace_in, without_arbres

PATIENCE = 300
"""Seconds after which a test that waits gives up: a slow machine is no fault."""
PAGE = "acteurs/carnet-commun/"
FICHE = "content/acteurs/carnet-commun.yml"


@dataclass
class Service:
    """A running `servir`, and what it showed."""

    root: Path
    home: str
    capsys: pytest.CaptureFixture[str]
    shown: list[list[str]] = field(default_factory=list)
    said: str = ""

    def words(self) -> str:
        """Return all that was printed so far."""
        self.said += self.capsys.readouterr().out
        return self.said

    def page(self, path: str) -> str:
        return ask(self.home + path)[1]

    def wait(self, what: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < end, self.words()
            time.sleep(0.05)

    def builds(self, outcome: str) -> int:
        """Return how many builds ended with « refait » or « non refait »."""
        return len(re.findall(rf"\d\d:\d\d:\d\d : site {outcome}", self.words()))


def ask(url: str, method: str = "GET") -> tuple[int, str]:
    request = urllib.request.Request(url, method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.fixture
def servir(
    racine_petite_ile: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[[], Service]]:
    """`servir()` starts the command on a copy of the invented territory, its arbres left out, that day."""
    without_arbres(racine_petite_ile)
    day = SimpleNamespace(today=lambda: AUJOURDHUI)
    monkeypatch.setattr(serving, "datetime", SimpleNamespace(date=day, datetime=datetime))
    stop = threading.Event()
    ended: list[int] = []
    threads: list[threading.Thread] = []

    def start() -> Service:
        shown: list[list[str]] = []

        def show(problems: Sequence[Problem]) -> None:
            shown.append([f"{problem.path} {problem.code}" for problem in problems])

        def run() -> None:
            ended.append(serving.serve(racine_petite_ile, 0, show, officiel(), stop))

        threads.append(threading.Thread(target=run))
        threads[0].start()
        service = Service(racine_petite_ile, "", capsys, shown)
        service.wait(lambda: "Ctrl-C pour arrêter" in service.words())
        (service.home,) = re.findall(r"http://127\.0\.0\.1:[0-9]+/[^ ]*", service.words())
        return service

    yield start
    stop.set()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    renew()  # the next tests read the real templates
    assert ended == [0] * len(threads)


@pytest.mark.lent
def test_the_site_follows_what_people_write(servir: Callable[[], Service]) -> None:
    service = servir()
    fiche = service.root / FICHE
    text = fiche.read_text(encoding="utf-8")
    assert service.home.endswith("/offre/")
    assert "<h1>Le Carnet commun</h1>" in service.page(PAGE)
    assert service.shown == [[]]

    replace_in(fiche, 'nom: "Le Carnet commun"', 'nom: "Le Carnet nouveau"')
    service.wait(lambda: "<h1>Le Carnet nouveau</h1>" in service.page(PAGE))

    replace_in(fiche, "statut: actif", "statut: ouvert")
    service.wait(lambda: service.builds("non refait") == 1)
    assert service.shown[-1] == [f"{FICHE} SCH003"]
    assert "l'ancien reste visible" in service.words()
    assert "<h1>Le Carnet nouveau</h1>" in service.page(PAGE)

    fiche.write_text(text.replace("Le Carnet commun", "Le Carnet relu"), encoding="utf-8")
    service.wait(lambda: "<h1>Le Carnet relu</h1>" in service.page(PAGE))
    service.wait(lambda: service.shown[-1] == [])

    (service.root / "content").rename(service.root / "ailleurs")
    service.wait(lambda: "« content/ » est introuvable" in service.words())
    assert "<h1>Le Carnet relu</h1>" in service.page(PAGE)

    (service.root / "ailleurs").rename(service.root / "content")
    service.wait(lambda: service.builds("refait") == 4)
    replace_in(fiche, 'nom: "Le Carnet relu"', 'nom: "Le Carnet revenu"')
    service.wait(lambda: "<h1>Le Carnet revenu</h1>" in service.page(PAGE))


@pytest.mark.lent
def test_the_site_follows_what_a_designer_changes(
    servir: Callable[[], Service], racine_petite_ile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template is read again; one that cannot be read is told, and the former site stays."""
    templates = racine_petite_ile / "generator" / "theme" / "templates"
    shutil.copytree(TEMPLATES, templates)
    monkeypatch.setattr("generator.rendering.environment.TEMPLATES", templates)
    renew()
    service = servir()
    page = templates / "acteur.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace("<h2>L'essentiel</h2>", "<h2>En un mot</h2>"), "utf-8")
    service.wait(lambda: "<h2>En un mot</h2>" in service.page(PAGE))

    page.write_text("{% if %}\n" + text, "utf-8")
    service.wait(lambda: "acteur.html:1 : ce gabarit ne se lit pas" in service.words())
    assert "<h2>En un mot</h2>" in service.page(PAGE)

    page.write_text(text, "utf-8")
    service.wait(lambda: "<h2>L’essentiel</h2>" in service.page(PAGE))


def test_it_serves_as_a_host_does(servir: Callable[[], Service]) -> None:
    service = servir()
    root = service.home.removesuffix("offre/")
    missing = (service.root / "site" / "404.html").read_text(encoding="utf-8")
    assert ask(service.home)[0] == 200
    assert ask(root) == ask(service.home), "the root leads to the site's path"
    for address in ("absente/", "acteurs/absent.html", "assets/", "assets/cartes/", "../../etc/passwd", "%2e%2e/data/"):
        assert ask(service.home + address) == (404, missing), address
    assert ask(f"{root}autre/") == (404, missing)
    assert ask(f"{root}acteurs/") == (404, missing)
    assert ask(f"{service.home}absente/", "HEAD") == (404, "")
    assert ask(f"{service.home}offre")[0] == 200, "a folder without its bar"
    with urllib.request.urlopen(service.home, timeout=PATIENCE) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert b"/offre/_servir/recharger.js" in answer.read(), "an open page loads itself again"
    assert "_servir" not in (service.root / "site" / "index.html").read_text(encoding="utf-8")
    assert "EventSource" in service.page("_servir/recharger.js")
    with urllib.request.urlopen(f"{service.home}_servir/changements", timeout=PATIENCE) as news:
        assert news.headers["Content-Type"] == "text/event-stream"
        assert re.fullmatch(rb"data: \d+ 0\n", news.readline())
    with pytest.raises(Fault) as told:
        serving.serve(service.root, 0, lambda problems: None, officiel())
    assert str(told.value) == f"« servir » montre déjà ce dossier : {service.home}. L'arrêter d'abord (Ctrl-C)."


@pytest.mark.lent
def test_a_faulty_start_shows_the_problems_then_the_site(
    servir: Callable[[], Service], racine_petite_ile: Path
) -> None:
    territoire = racine_petite_ile / "data/territoire.yml"
    text = territoire.read_text(encoding="utf-8")
    territoire.write_text(text.replace("etat: publie", "etat: presque"), encoding="utf-8")
    service = servir()
    assert service.shown == [["data/territoire.yml SCH003"]]
    status, said = ask(service.home)
    assert status == 404
    assert "pas encore construit" in said
    territoire.write_text(text, encoding="utf-8")
    service.wait(lambda: ask(f"{service.home}offre/{PAGE}")[0] == 200)


def test_a_port_in_use_is_told(racine_petite_ile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        serving, "datetime", SimpleNamespace(date=SimpleNamespace(today=lambda: AUJOURDHUI), datetime=datetime)
    )
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Fault) as told:
            serving.serve(racine_petite_ile, port, lambda problems: None, officiel())
    assert str(told.value) == f"Le port {port} est déjà pris. Essayer : offre servir --port {port + 1}"


@pytest.mark.parametrize(
    ("fault", "told"), [(BrokenPipeError(), False), (ConnectionResetError(), False), (ValueError("un défaut"), True)]
)
def test_a_browser_that_leaves_is_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: Exception, told: bool
) -> None:
    server = serving.Server(tmp_path, 0)
    try:
        raise fault
    except type(fault):
        server.handle_error(None, ("127.0.0.1", 1))
    finally:
        server.server_close()
    assert ("Traceback" in capsys.readouterr().err) is told


def test_what_changes_while_a_folder_comes_back_is_told_once_the_new_watch_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder goes, and comes back; nobody watches meanwhile. With no folder left, it is told at once."""
    for name in ("content", "data"):
        (tmp_path / name).mkdir()
    held: list[str] = []

    def watch(*folders: Path, **_: object) -> Iterator[set[tuple[Change, str]]]:
        held.append("+".join(folder.name for folder in folders))
        yield {(Change.deleted, str(folders[0]))} if len(held) == 1 else set()

    monkeypatch.setattr(serving, "watch", watch)
    changes = serving._changes(tmp_path, threading.Event())
    next(changes)
    assert held == ["content+data", "content+data"]

    held.clear()
    changes = serving._changes(tmp_path, threading.Event())
    monkeypatch.setattr(serving, "_present", lambda root: [] if held else [tmp_path / "content"])
    next(changes)
    assert held == ["content"]
