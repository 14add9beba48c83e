"""`importer --donnees`: what another site says is checked, copied, shown as such; a bad source leaves the good copy."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.cli.main import main
from generator.contributing.voisin_recu import INDEX, as_text, receive
from generator.corpus.corpus import Corpus
from generator.models.voisin import Voisin
from generator.problems import formats
from generator.reading.voisins import parse_voisin
from generator.rendering.pages.voisins import voisin_pages
from generator.rendering.rendering import render_corpus
from generator.rendering.search.checking import moteur_of
from generator.rendering.site import Site
from generator.rendering.voisins import voisines
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.exports import exported as exported_by
from tests.exports import hostile, petite_ile_exported, write
from tests.mini import officiel, told, write_mini
from tests.voisins import service, source

pytestmark = pytest.mark.usefixtures("se_souvenir")

COPIE = "data/voisins/estran.json"
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return write_mini(tmp_path_factory.mktemp("mini")).corpus()


def received(files: Files, corpus: Corpus, before: Voisin | None = None) -> tuple[Voisin | None, set[str]]:
    made, problems = receive(files, before, corpus, AUJOURDHUI)
    assert (made is None) == bool(problems)
    assert all(one.hint and one.message.endswith(".") for one in problems)
    assert all(line.isprintable() for one in problems for line in formats.as_text(one).split("\n"))
    return made, {one.code for one in problems}


def good(corpus: Corpus, many: int = 20) -> Voisin:
    made, codes = received(source([service(f"a{rank}") for rank in range(many)]), corpus)
    assert made is not None, codes
    return made


def test_what_covers_a_commune_of_here_is_kept(here: Corpus) -> None:
    """Closed: left out. The zone « territoire » is that of the site. A later v1 may say more. `fin` is the last day."""
    records = [
        service("ici", ouverture={"du": "2026-01-01", "au": "2027-06-30"}, champ_neuf=3, promesse="Parler à quelqu'un"),
        service("tout-pres", zone={"type": "departements", "codes": ["01"]}),
        service("la-bas", zone={"type": "territoire", "precision": "là-bas"}),
        {**service("fini"), "propose": False},
    ]
    made, _ = received(source(records, neuf=True), here)
    assert made is not None
    assert made.nombre == 4
    assert [fiche.id for fiche in made.fiches] == ["ici", "tout-pres"]
    assert str(made.fiches[0].fin) == "2027-06-30"
    assert parse_voisin(as_text(made), COPIE) == (made, ())


def changed(place: str, change: Callable[[Any], Any]) -> Callable[[], Files]:
    """A good source of three services, one of its files changed as a tree."""

    def make() -> Files:
        files = source([service("a"), service("b"), service("c")])
        return {**files, place: json.dumps(change(json.loads(files[place]))).encode()}

    return make


def record(change: Callable[[dict[str, Any]], object]) -> Callable[[], Files]:
    def apply(tree: Any) -> Any:
        change(tree["enregistrements"][1])
        return tree

    return changed("services.json", apply)


def cut() -> Files:
    files = source([service("a")])
    return {**files, "services.json": files["services.json"][:-20]}


REFUSED: dict[str, tuple[str, Callable[[], Files]]] = {
    "coupée": ("VOI003", cut),
    "pas du texte": ("VOI003", lambda: {**source([]), INDEX: b"\xff\xfe"}),
    "profonde": ("VOI003", lambda: {**source([]), INDEX: b"[" * 100_000}),
    "NaN": ("VOI003", lambda: {**source([]), INDEX: b'{"version": NaN}'}),
    "une autre version": ("VOI002", lambda: source([], version=2)),
    "pas un index": ("VOI002", lambda: {**source([]), INDEX: b"[]"}),
    "un nom de site en deux lignes": (
        "VOI002", lambda: source([], site={"nom": "a\nb", "adresse": "https://estran.test/"})),
    "un site sans https": ("VOI002", lambda: source([], site={"nom": "Estran", "adresse": "http://estran.test/"})),
    "sans « propose »": ("VOI002", record(lambda one: one.pop("propose"))),
    "un compte faux": ("VOI003", changed("services.json", lambda tree: {**tree, "nombre": 4})),
    "un index qui compte autrement": (
        "VOI003", changed(INDEX, lambda tree: {**tree, "genres": [{"genre": "service", "nombre": 9}]})),
    "deux fois le même id": ("VOI004", record(lambda one: one.update(id="a"))),
    "hors de France": (
        "VOI004", record(lambda one: one["fiche"].update(zone={"type": "departements", "codes": ["98"]}))),
    "la page d'un autre site": ("VOI004", record(lambda one: one.update(adresse="https://autre.test/x/"))),
    "un hôte qui commence pareil": (
        "VOI004", record(lambda one: one.update(adresse="https://estran.test.autre.test/x/"))),
    "un script": ("VOI004", record(lambda one: one.update(adresse="javascript:alert(1)"))),
    "un chemin": ("VOI004", record(lambda one: one.update(id="../../content/acteurs/pole"))),
    "un autre genre": ("VOI004", record(lambda one: one.update(genre="acteur"))),
    "un signe caché": ("VOI004", record(lambda one: one["fiche"].update(nom="Atelier \u202eelôP"))),
    "une ligne coupée": ("VOI004", record(lambda one: one["fiche"].update(nom="Atelier\u2028deux"))),
    "un demi-signe": ("VOI004", record(lambda one: one["fiche"].update(nom="Atelier \ud800"))),
    "un texte sans fin": ("VOI004", record(lambda one: one["fiche"].update(resume="a" * 100_000))),
    "un texte qui n'en est pas un": ("VOI004", record(lambda one: one["fiche"].update(nom=["Atelier"]))),
    "une fiche absente": ("VOI004", record(lambda one: one.update(fiche=None))),
    "une fin qui n'est pas un jour": (
        "VOI004", record(lambda one: one["fiche"].update(ouverture={"au": "demain"}))),
    "en préparation": ("VOI006", lambda: source([], etat="preparation")),
    "nous": ("VOI006", lambda: source([], site={"nom": "Mini", "adresse": "https://mini.test/"})),
}  # fmt: skip


@pytest.mark.parametrize("why", REFUSED)
def test_a_source_is_taken_whole_or_refused(why: str, here: Corpus) -> None:
    code, files = REFUSED[why]
    assert received(files(), here)[1] == {code}


@pytest.mark.parametrize(
    ("many", "change", "code"),
    [
        (18, {}, ""),
        (17, {}, "VOI005"),
        (20, {"jour": "2026-11-19"}, "VOI006"),
        (0, {"site": {"nom": "Autre", "adresse": "https://autre.test/"}}, "VOI006"),
    ],
)
def test_the_last_good_copy_is_kept(many: int, change: dict[str, Any], code: str, here: Corpus) -> None:
    """A tenth of the fiches may go; a copy is never older than the one before, nor of another site."""
    before = good(here)
    made, codes = received(source([service(f"a{rank}") for rank in range(many)], **change), here, before)
    assert codes == ({code} if code else set())
    assert (made is None) == bool(code)


def test_the_command_shows_then_writes_then_keeps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mini = write_mini(tmp_path / "mini")
    folder = tmp_path / "recu" / "donnees" / "v1"

    def run(files: Files, *options: str) -> int:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        arguments = ["importer", "--donnees", str(tmp_path / "recu"), *options]
        return main([*arguments, "--racine", str(mini.root), "--date", str(AUJOURDHUI)], officiel())

    files = source([service(f"a{rank}") for rank in range(20)])
    assert run(files) == 2
    assert run(files, "--nom", "../x") == 2
    assert "« --nom estran »" in capsys.readouterr().err
    assert run(files, "--nom", "estran") == 0
    assert not (mini.root / COPIE).exists()
    assert run(files, "--nom", "estran", "--ecrire") == 0
    kept = mini.text(COPIE)
    assert told(mini) == []
    capsys.readouterr()
    assert run(files, "--nom", "estran") == 0
    assert "Rien n'a changé depuis la copie du 2026-11-22." in capsys.readouterr().out
    assert run(source([service("a1")]), "--nom", "estran", "--ecrire") == 1
    assert "La copie du 2026-11-22 reste en place." in capsys.readouterr().out
    assert mini.text(COPIE) == kept
    (folder / "services.json").unlink()
    assert run({}, "--nom", "estran", "--ecrire") == 2
    assert mini.text(COPIE) == kept


def test_a_copy_that_was_touched_is_refused(tmp_path: Path, here: Corpus) -> None:
    mini = write_mini(tmp_path)
    text = as_text(good(here)).decode()
    assert told(mini.write(COPIE, text)) == []
    for odd in (text[:-9], text.replace("https://estran.test/offre/services/a3/", "https://autre.test/a3/")):
        assert told(mini.write(COPIE, odd)) == [("VOI001", COPIE)]
    mini.write(COPIE, text).write("data/voisins/notes.txt", "x").write("data/voisins/Un Site.json", text)
    assert told(mini) == [("FIC001", "data/voisins/Un Site.json"), ("FIC002", "data/voisins/notes.txt")]


@pytest.mark.parametrize("site", ["petite-ile", "hostile"])
def test_what_we_publish_can_be_read_back(site: str, tmp_path: Path, here: Corpus) -> None:
    """Our own v1 is a source like another: hostile texts come in one line, and are never a path nor a formula run."""
    files = petite_ile_exported() if site == "petite-ile" else exported_by(hostile())
    folder = write(files, tmp_path) / "v1"
    made, codes = received({name: (folder / name).read_bytes() for name in source([])}, here)
    assert made is not None, codes
    assert parse_voisin(as_text(made), COPIE)[0] == made
    pages = "".join(page.body for page in voisin_pages(Site(replace(here, voisins={"ile": made}), AUJOURDHUI)))
    assert "<script>" not in pages
    assert "&amp;amp;" not in pages
    assert "&amp;lt;" not in pages


def test_what_we_say_ourselves_is_not_said_again(here: Corpus) -> None:
    """The same id and the same name is the same fiche; the same id alone is another one. What is over is gone."""
    records = [
        service("accueil", nom="Accueil de tous"),
        service("pret"),
        service("fini", ouverture={"au": "2026-11-21"}),
    ]
    made, _ = received(source(records), here)
    assert made is not None
    twin = made.model_copy(update={"adresse": "https://jumeau.test/"})
    site = Site(replace(here, voisins={"estran": made, "jumeau": twin}), AUJOURDHUI)
    assert [(one.cle, one.fiche.id) for one in voisines(site)] == [("estran", "pret")]


def test_it_is_shown_as_what_another_site_says() -> None:
    """On the commune and in the answers, folded or last; found by the search; each link leads to who keeps it."""
    corpus = read()
    made, _ = receive(source([service("tricot", nom="Tricoter des filets & co")]), None, corpus, AUJOURDHUI)
    assert made is not None
    with_it = replace(corpus, voisins={"estran": made})
    pages = {page.url: page for page in render_corpus(with_it, AUJOURDHUI).pages}
    address = "https://estran.test/offre/services/tricot/"
    assert address in pages["communes/01901/"].body
    assert "D'après Ensemble en Estran, copie du" in pages["communes/01901/"].body
    assert address not in pages["communes/02901/"].body
    assert address in pages["voisins/estran/"].body
    assert "Tricoter des filets &amp; co" in pages["voisins/estran/"].body
    answers = [page for page in pages.values() if page.gabarit == "resultat"]
    assert {"d'après d'autres sites" in page.body for page in answers} == {True, False}
    assert all("voisins/" in pages[url].body for url in ("plan/", "offre/"))
    first = moteur_of(Site(with_it, AUJOURDHUI)).chercher("tricoter filets").resultats[0]
    assert f"{first.document.genre}/{first.document.nom_court}" == f"voisine/{address[8:-1]}"
    assert not list(voisin_pages(Site(corpus, AUJOURDHUI)))
