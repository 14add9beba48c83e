"""The pages of `docs/taches/` are tried as they are written, on a copy of the invented territory."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import lancer
from generator.cli.commands import nouveau
from generator.cli.main import main
from generator.cli.parser import make_parser
from generator.corpus.questions import FORMULAIRES
from tests import taches
from tests.chemins import AUJOURDHUI, RACINE, copy_petite_ile
from tests.construction import officiel
from tests.taches import Essai, Geste, UnknownBlock, as_pattern, faulty, read_page
from tests.test_docs import commands
from tests.upkeep.comparison.depot import commit, git

pytestmark = pytest.mark.usefixtures("se_souvenir")

Run = Callable[..., tuple[int, str, str]]
DOSSIER = RACINE / "docs" / "taches"
PAGES = sorted(DOSSIER.glob("*.md"))
INDEX = DOSSIER / "LISEZ-MOI.md"
TACHES = [page for page in PAGES if page != INDEX]
NOMS = [page.stem for page in PAGES]


@pytest.fixture(scope="module")
def depart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole territory in git, its aids to writing made, and the forge beside it: to be copied."""
    folder = tmp_path_factory.mktemp("depart")
    root = copy_petite_ile(folder)
    assert main(["schemas", "--racine", str(root)], officiel()) == 0
    commit(root)
    git(folder, "init", "--quiet", "--bare", "forge")
    git(root, "remote", "add", "origin", "../forge")
    git(root, "push", "--quiet", "--set-upstream", "origin", "main")
    return folder


@pytest.fixture
def essai(depart: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Essai:
    """What a partner has: the whole territory, its aids to writing made, a copy on the forge, and Git."""
    shutil.copytree(depart, tmp_path, symlinks=True, dirs_exist_ok=True)
    root = tmp_path / "petite-ile"
    monkeypatch.chdir(root)
    monkeypatch.setattr(nouveau, "day_of_writing", lambda: AUJOURDHUI)
    monkeypatch.setenv("OFFRE_COMMANDE", lancer.offre_command("posix"))
    return Essai(root, run)


@pytest.mark.lent
@pytest.mark.parametrize("page", PAGES, ids=NOMS)
def test_a_page_does_what_it_says(essai: Essai, page: Path) -> None:
    gestes = read_page(page.read_text("utf-8"))
    assert {"commande", "reponse"} <= {geste.genre for geste in gestes}
    for geste in gestes:
        essai.play(geste)
    essai.play(Geste("commande", "", (), "python3 lancer.py verifier\n"))
    assert essai.code == 0, essai.said


@pytest.mark.parametrize("page", TACHES, ids=[page.stem for page in TACHES])
def test_a_page_tells_when_how_and_what_can_go_wrong(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "\n**Quand** : " in text
    titles = re.findall(r"^## (.+)$", text, re.M)
    assert titles[-2:] == ["Et après", "Ce qui peut coincer"]
    assert "Sur son ordinateur" in titles
    assert len(text.splitlines()) <= 240, page.name


def test_every_page_is_in_the_index() -> None:
    listed = re.findall(r"\]\(([a-z-]+\.md)\)", INDEX.read_text("utf-8"))
    assert {page.name for page in TACHES} <= set(listed)


def test_the_forms_that_are_named_exist() -> None:
    titles = {form.titre for form in FORMULAIRES}
    text = "".join(page.read_text("utf-8") for page in PAGES)
    named = set(re.findall(r"(?:le formulaire|demande) « ([^»]+) »", text))
    assert len(named) >= 3
    assert named <= titles


SITE = (
    "Ce site est-il à jour ?",
    "Confirmer que c'est à jour",
    "Contact",
    "Heure à préciser",
    "Ouvrez la fiche",
    "Pas encore confirmé par la structure",
    "Personne ne répond à mon besoin",
    "Proposer une fiche",
    "Signaler une erreur",
    "Signaler une erreur sur cette page",
    "modifier cette fiche",
    "Écrire un signalement public",
)
"""Words of the site that the pages tell people to look for."""


def test_the_words_of_the_site_are_those_of_the_pages(site_petite_ile: Path) -> None:
    said = "".join(page.read_text("utf-8") for page in PAGES)
    shown = "".join(page.read_text("utf-8") for page in site_petite_ile.rglob("index.html"))
    shown = shown.translate({0x2019: "'", 0xA0: " ", 0x202F: " "})
    for words in SITE:
        assert f"« {words} »" in said, words
        assert words in shown, words


def test_every_command_in_a_sentence_is_accepted() -> None:
    found = [words for page in PAGES for words in commands(page.read_text("utf-8")) if words[0] == "offre"]
    assert len(found) >= 10
    for words in found:
        make_parser().parse_args(words[1:])


# The reader itself: what it lets through is never tried


def test_a_block_that_nothing_announces_is_refused() -> None:
    with pytest.raises(UnknownBlock):
        read_page("Voici :\n\n```yaml\nnom: Exemple\n```\n")
    with pytest.raises(UnknownBlock):
        read_page("Et **Après** :\n\n```yaml\nnom: Exemple\n```\n")


@pytest.mark.parametrize(
    ("answer", "said", "right"),
    [
        ("… : 0 erreur.", "5 acteurs : 0 erreur.", True),
        ("… : 0 erreur.", "5 acteurs : 10 erreurs.", False),
        ("… : 0 erreur.", "autre ligne\n5 acteurs : 0 erreur.", False),
        ("…\n5 acteurs.", "une ligne\nune autre\n5 acteurs.", True),
        ("Début.\n…", "Début.\n\nSuite.", True),
        ("Fait (ou non).", "Fait (ou non).", True),
        ("Fait.", "Faits", False),
    ],
)
def test_an_answer_is_compared_word_for_word(answer: str, said: str, right: bool) -> None:
    assert (re.fullmatch(as_pattern(answer), said) is not None) == right


BLOC = '- role: "Accueil"\n  lieu:\n    nom: "Ici"\n  telephone: "01"\n'


@pytest.mark.parametrize(
    ("genre", "mot", "wrong"),
    [
        ("faute", 'role: "Poste"', BLOC.replace("Accueil", "Poste")),
        ("faute", "telephone: 02 # Paul", BLOC.replace('"01"', "02 # Paul")),
        ("oubli", "lieu", '- role: "Accueil"\n  telephone: "01"\n'),
        ("oubli", "telephone", BLOC.replace('  telephone: "01"\n', "")),
        ("ajout", "fax: non⏎nom: oui", BLOC + "fax: non\nnom: oui\n"),
    ],
)
def test_a_fault_is_made_where_it_is_named(genre: str, mot: str, wrong: str) -> None:
    assert faulty(Geste(genre, "", (mot,), ""), BLOC) == wrong


def test_a_page_that_is_wrong_is_seen(essai: Essai) -> None:
    with pytest.raises(AssertionError):
        essai.play(Geste("avant", "data/guide.yml", (), "titre: absent\n"))
    essai.play(Geste("commande", "", (), "python3 lancer.py verifier data/guide.yml\n"))
    essai.play(Geste("reponse", "", (), "… : 0 erreur, 0 avertissement.\n"))
    with pytest.raises(AssertionError):
        essai.play(Geste("reponse", "", (), "… : 1 erreur, 0 avertissement.\n"))
    essai.play(Geste("avant", "content/acteurs/pole-ess.yml", (), "type: pole-ess\n"))
    before = (essai.root / "content/acteurs/pole-ess.yml").read_bytes()
    with pytest.raises(AssertionError):
        essai.play(Geste("faute", "", ("type: pole-es",), "content/acteurs/pole-ess.yml: erreur REF002\n"))
    assert (essai.root / "content/acteurs/pole-ess.yml").read_bytes() == before
    assert set(taches.LEADS) >= {"avant", "apres", "nouveau", "fin", "commande", "reponse", "faute", "oubli", "ajout"}
