"""What every test may ask for."""

from __future__ import annotations

import datetime
import gc
import importlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from generator.cli.main import main
from generator.corpus.memoire import remembering
from generator.reading import mairies
from tests.avancement import Avancement
from tests.chemins import AUJOURDHUI, PETITE_ILE, copy_petite_ile
from tests.construction import ANNUAIRE, build, officiel, replace_in
from tests.exemples import complet, exemples
from tests.mini import Mini, write_mini
from tests.navigateur import BrowserMissing, find_browser, launch_args
from tests.navigateur.fenetres import Fenetres
from tests.partage import shared
from tests.serveur import serve

# The same examples each time; in the long run, ten times more, and other ones each week.
settings.register_profile(
    "projet", derandomize=not complet(), deadline=None, max_examples=exemples(40), print_blob=complet()
)
settings.load_profile("projet")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites the reference pages instead of comparing."""
    parser.addoption("--update-golden", action="store_true", help="refaire les pages de référence")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """A run with several workers tells how far it is."""
    reporter = config.pluginmanager.getplugin("terminalreporter")
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput") and reporter is not None:
        config.pluginmanager.register(Avancement(reporter))


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Each worker begins with a share of its own: Python keeps what one compiles, and the others read it.

    In step, each would compile all the tests of a new copy. What cannot be loaded is told by the collection, after.
    """
    worker = getattr(session.config, "workerinput", None)
    if worker is None or session.config.args != session.config.getini("testpaths"):
        return
    files = sorted(Path(__file__).parent.rglob("test_*.py"))
    first = int(worker["workerid"].removeprefix("gw")) * len(files) // worker["workercount"]
    for file in (*files[first:], *files[:first]):
        with suppress(Exception, pytest.skip.Exception):
            importlib.import_module(".".join(file.relative_to(session.config.rootpath).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that hold a long test or open a browser begin first: one left for the end keeps all waiting."""
    long = {item.path for item in items if any(map(item.get_closest_marker, ("lent", "navigateur")))}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """Ten thousand tests stay until the end: nothing is gained by looking for what could be freed among them."""
    gc.freeze()


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether the reference pages are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True)
def mairies_inventees(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands that write the mairies of a territory take them from an invented list."""
    monkeypatch.setattr(mairies, "ANNUAIRE", ANNUAIRE)


@pytest.fixture(scope="session")
def aujourdhui() -> datetime.date:
    """The one date of the tests."""
    return AUJOURDHUI


@pytest.fixture
def racine_petite_ile(tmp_path: Path) -> Path:
    """A copy of the invented territory, to be changed at will."""
    return copy_petite_ile(tmp_path)


@pytest.fixture(scope="session")
def site_petite_ile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the invented territory, to be read only: built once for all workers, under /offre/."""
    return shared(tmp_path_factory.getbasetemp(), "petite-ile", lambda target: build(PETITE_ILE, target))


@pytest.fixture(scope="module")
def se_souvenir() -> Iterator[None]:
    """As long as a file of tests lasts, nothing is made twice from the same things, as under `servir`.

    For a file that replaces no function of what is read, checked or rendered. Each value is made once by the very
    same code, and again as soon as anything it is made from changes: tests/corpus/test_memoire.py and
    tests/test_servir_froid.py compare with what remembers nothing.
    """
    with remembering():
        yield


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    """The smallest territory without any problem, to be changed at will."""
    return write_mini(tmp_path)


@pytest.fixture(scope="session")
def serveur() -> Iterator[Callable[..., str]]:
    """`serveur(folder, "/offre/")` serves a folder and returns its address."""
    with ExitStack() as servers:
        yield lambda folder, prefix="/": servers.enter_context(serve(folder, prefix))


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    """One Chromium for the whole session; tests take its windows from `fenetres`."""
    try:
        path = find_browser(install=False)
    except BrowserMissing as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=launch_args())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def fenetres(navigateur: Browser) -> Iterator[Fenetres]:
    """`with fenetres.open(viewport=…) as page`: a window that remembers nothing."""
    kept = Fenetres(navigateur)
    yield kept
    kept.close()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """`run("verifier", …)` runs the command line: (exit code, output, errors)."""

    def call(*argv: str | Path) -> tuple[int, str, str]:
        code = main([str(word) for word in argv], officiel())
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return call


@pytest.fixture
def fautive(racine_petite_ile: Path) -> Path:
    """The territory with two errors, in two folders, that only the rules across files see."""
    replace_in(racine_petite_ile / "content/acteurs/pole-ess.yml", "type: pole-ess\n", "type: pole-es\n")
    services = racine_petite_ile / "content/offre/services/atelier-gouvernance.yml"
    replace_in(services, "suites: [accompagnateur-referent]", "suites: [accompagnateur-referant]")
    return racine_petite_ile
