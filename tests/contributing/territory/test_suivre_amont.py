"""A fork takes a newer engine with the very commands of docs/reprendre-ailleurs.md, and keeps its own content."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli import nouveautes
from generator.cli.main import main
from generator.contributing.territory.nouveautes import fetch, take_nouveautes, undo
from generator.pipeline import Bilan, construct
from generator.problems.faults import Fault
from generator.reading.revision import footprints
from tests.chemins import AUJOURDHUI, PETITE_ILE, RACINE
from tests.construction import officiel
from tests.contributing.territory.test_creation import HERE, git
from tests.corpus.test_commun import LISEZ_MOI
from tests.mini import FILES, RESSOURCE

D = {"encoding": "utf-8"}
GUIDE = RACINE / "docs" / "reprendre-ailleurs.md"


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The programme that a fork just took is that of the tests."""

    def ask(root: Path, *words: str) -> str:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            assert main([*words, "--racine", str(root)], officiel()) in (0, 1)
        return said.getvalue()

    monkeypatch.setattr(nouveautes, "ask", ask)


def steps() -> list[str]:
    """Return the commands that the page gives for each update, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", GUIDE.read_text(**D), re.M | re.S)
    (block,) = (block for block in blocks if block.startswith("python3 lancer.py offre territoire nouveautes\n"))
    return block.strip().splitlines()


MEMO = "content/commun/offre/ressources/memo.yml"
PARTIE = "content/commun/offre/ressources/partie.yml"
SHELF = {
    "content/commun/LISEZ-MOI.yml": LISEZ_MOI,
    MEMO: FILES[RESSOURCE]
    .replace("Guide des débuts", "Mémo")
    .replace("[mot]", "[gouvernance-partagee]")
    .replace("type: mot", "type: guide"),
}
SHELF[PARTIE] = SHELF[MEMO].replace("Mémo", "Partie")


@pytest.fixture
def amont(tmp_path: Path) -> Path:
    """The original repository: an engine (its first file is enough for git) and a territory."""
    root = shutil.copytree(PETITE_ILE, tmp_path / "amont")
    (root / "generator").mkdir()
    shutil.copy(RACINE / "generator" / "pipeline.py", root / "generator" / "pipeline.py")
    (root / "README.md").write_text("# L'île\n", **D)
    for path, text in SHELF.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, **D)
    assert main(["schemas", "--racine", str(root)], officiel()) == 0
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Départ")
    return root


def follow(root: Path, command: str) -> int:
    """Run one line of the page as it is written, the programme being that of the tests; return its exit code."""
    words = shlex.split(command)
    if words[0] == "git":
        return subprocess.run(words, cwd=root, check=False, capture_output=True).returncode
    return main([*words[3:], "--racine", str(root)], officiel())


KEPT = ("content/acteurs", "content/offre", "content/guides", "data", "README.md", "A-FAIRE.md", ".github/CODEOWNERS")
"""What is the fork's own."""


def test_a_newer_engine_comes_without_a_conflict(
    amont: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fork = tmp_path / "fork"
    git(tmp_path, "clone", "-q", str(amont), str(fork))
    for name in ("NAME", "EMAIL"):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", "essai@exemple.org")
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", "essai@exemple.org")
    words = ["territoire", "creer", "--racine", str(fork), "--siren", HERE, "--nom", "Chez nous"]
    assert main([*words, "--date", str(AUJOURDHUI)], officiel()) == 0
    own = fork / "content/offre/services/accueil.yml"
    own.write_text(own.read_text(**D).replace("Une personne écoute", "Quelqu'un écoute"), **D)
    (fork / "README.md").write_text("# Chez nous\n", **D)
    (fork / MEMO).write_text((fork / MEMO).read_text(**D) + "mots_cles: [ici]\n", **D)
    git(fork, "add", "-A")
    git(fork, "commit", "-qm", "Notre territoire")
    head = git(fork, "rev-parse", "--verify", "HEAD")
    mine = git(fork, "ls-tree", "-r", "HEAD", "--", *KEPT)
    # Meanwhile, the original changes its engine and fiches that the fork dropped, and adds one.
    (amont / "generator/pipeline.py").write_text("# moteur neuf\n", **D)
    (amont / "generator/neuf.py").write_text("# un fichier de plus\n", **D)
    (amont / MEMO).write_text((amont / MEMO).read_text(**D).replace("Mémo", "Aide-mémoire"), **D)
    (amont / PARTIE).unlink()
    for path in ("content/offre/ressources/atelier-partage.yml", "content/acteurs/boite-a-clous.yml", "README.md"):
        (amont / path).write_text((amont / path).read_text(**D) + "# changé en amont\n", **D)
    shutil.copy(amont / "content/acteurs/pole-ess.yml", amont / "content/acteurs/neuf-en-amont.yml")
    words_of = amont / "data/referentiels/thematiques.yml"
    word = '  mobilite:\n    libelle: "Se déplacer"\n    definition: "Aller ailleurs"\n    origine: "proposé"\n'
    words_of.write_text(words_of.read_text(**D) + word, **D)
    (amont / "CHANGELOG.md").write_text("- Un moteur neuf.\n", **D)
    assert main(["schemas", "--racine", str(amont)], officiel()) == 0
    schema = amont / "schemas/service.json"
    schema.write_text(schema.read_text(**D).replace('"resume": {', '"langues": {}, "resume": {', 1), **D)
    git(amont, "add", "-A")
    git(amont, "commit", "-qm", "Moteur neuf")
    assert follow(fork, f"{steps()[0]} --essai") == 2
    assert "git remote add amont ADRESSE" in capsys.readouterr().err
    git(fork, "remote", "add", "amont", str(amont))
    assert follow(fork, f"{steps()[0]} --essai") == 0
    assert git(fork, "status", "--porcelain") == "" and "Rien n'a été écrit." in capsys.readouterr().out
    # What is only in the fork's tree would be lost: nothing is taken before it is saved.
    draft = fork / "content/offre/services/brouillon-du-jour.yml"
    shutil.copy(own, draft)
    assert follow(fork, steps()[0]) == 2
    assert draft.is_file() and git(fork, "rev-parse", "--verify", "HEAD") == head
    draft.unlink()
    commands = steps()
    assert commands[-1] == "python3 lancer.py site" and len(commands) == 3
    assert [follow(fork, command) for command in commands[:-1]] == [0, 0]
    told = capsys.readouterr().out
    assert "2 fiches communes :\n  offre/ressources/memo : changée\n  offre/ressources/partie : retirée\n" in told
    assert "  - Un moteur neuf.\n" in told and "  service : langues\n" in told
    assert "repris de l'origine (git show HEAD:CHEMIN montre l'ancien) :\n  content/commun/offre/res" in told
    assert "Nouveau à remplir ou à relire" not in told, "rien de ce qui se savait déjà n'est redit"
    assert "fiche" in told.partition("Gardés tels qu'ils sont ici")[2], "l'effet sur les pages suit"
    assert git(fork, "diff", "HEAD", "amont/main", "--", "content/commun") == "", "le texte d'ici n'y reste pas"
    aids = (fork / ".github/CODEOWNERS").read_text(**D)
    assert "@petite-ile" not in aids
    assert "Se déplacer" not in (fork / ".github/ISSUE_TEMPLATE/nouveau-service.yml").read_text(**D)
    assert main(["schemas", "--racine", str(fork), "--verifier"], officiel()) == 0
    assert follow(fork, commands[0]) == 0  # nothing is new any more
    assert git(fork, "ls-tree", "-r", "HEAD", "--", *KEPT) == mine
    assert (fork / "generator/pipeline.py").read_text(**D) == "# moteur neuf\n"
    assert (fork / "generator/neuf.py").exists()
    assert git(fork, "status", "--porcelain") == ""
    assert "amont/main" in git(fork, "branch", "-a", "--merged", "HEAD")
    bilan = construct(fork, AUJOURDHUI, tmp_path / "site", officiel())
    assert bilan.publiable and bilan.defauts == ()
    assert "Quelqu’un écoute" in (tmp_path / "site/offre/services/accueil/index.html").read_text(**D)


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """A small copy of a small origin, each with one file of the programme and one of content/."""
    origin = tmp_path / "origine"
    for path, text in (("generator/moteur.py", "un\n"), ("content/a.yml", "nom: a\n"), ("data/b.yml", "b: 1\n")):
        (origin / path).parent.mkdir(parents=True, exist_ok=True)
        (origin / path).write_text(text, **D)
    git(tmp_path, "init", "-q", "-b", "main", str(origin))
    save(origin, "Départ")
    git(tmp_path, "clone", "-q", "-o", "amont", str(origin), str(tmp_path / "copie"))
    return tmp_path / "copie"


def save(root: Path, why: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", why)


def origin_of(fork: Path) -> Path:
    return fork.parent / "origine"


def test_a_conflict_leaves_the_copy_as_it_was(fork: Path) -> None:
    """The engine was changed here, and the origin removed that file: nobody can tell what is wanted."""
    (origin_of(fork) / "generator/moteur.py").unlink()
    (origin_of(fork) / "content/a.yml").write_text("nom: b\n", **D)
    save(origin_of(fork), "Sans moteur")
    (fork / "generator/moteur.py").write_text("deux\n", **D)
    save(fork, "Moteur à nous")
    fetch(fork, "amont/main")
    with pytest.raises(Fault, match=r"changés des deux côtés \(generator/moteur.py\). Rien n'a changé ici"):
        take_nouveautes(fork, "amont/main", trial=False)
    assert git(fork, "status", "--porcelain") == ""
    assert (fork / "generator/moteur.py").read_text(**D) == "deux\n"
    assert not (fork / ".git/MERGE_HEAD").exists()


def test_what_was_changed_here_is_said_and_given_up_whole(fork: Path) -> None:
    (origin_of(fork) / "generator/moteur.py").write_text("trois\n", **D)
    (origin_of(fork) / "generator/neuf.py").write_text("neuf\n", **D)
    (origin_of(fork) / "data/b.yml").write_text("b: 2\n", **D)
    save(origin_of(fork), "Trois")
    (fork / "generator/moteur.py").write_text("deux\n", **D)
    save(fork, "Moteur à nous")
    fetch(fork, "amont/main")
    taken = take_nouveautes(fork, "amont/main", trial=False)
    assert taken is not None and taken.remplaces == ("generator/moteur.py",)
    assert (fork / "generator/moteur.py").read_text(**D) == "trois\n"
    assert (fork / "data/b.yml").read_text(**D) == "b: 1\n"
    undo(fork)
    assert git(fork, "status", "--porcelain") == "" and not (fork / "generator/neuf.py").exists()
    assert (fork / "generator/moteur.py").read_text(**D) == "deux\n"


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("origine/main", "Cette copie ne connaît pas le dépôt « origine »"),
        ("amont/autre", "Le dépôt « amont » n'a pas de branche « autre »"),
    ],
)
def test_a_repository_that_nobody_knows_is_said_in_one_sentence(fork: Path, reference: str, said: str) -> None:
    with pytest.raises(Fault, match=said):
        fetch(fork, reference)


def test_offline_is_one_sentence(fork: Path) -> None:
    shutil.move(origin_of(fork), fork.parent / "ailleurs")
    with pytest.raises(Fault, match="Le dépôt « amont » ne répond pas"):
        fetch(fork, "amont/main")
    fetch(fork, "HEAD")  # what is here already asks nobody


def test_without_git_is_one_sentence(fork: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(fork))
    with pytest.raises(Fault, match="Le programme « git » est introuvable"):
        fetch(fork, "amont/main")


def test_a_programme_that_does_not_start_leaves_the_merge_and_says_how_to_go_on(
    fork: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (origin_of(fork) / "generator/moteur.py").write_text("trois\n", **D)
    save(origin_of(fork), "Trois")
    monkeypatch.undo()  # the true question, to a programme that is not whole
    monkeypatch.setattr(nouveautes, "verify", lambda *all_of_it: Bilan(()))
    with pytest.raises(Fault, match=r"n'a pas pu lancer « schemas »\..*Tout annuler : git merge --abort"):
        nouveautes.nouveautes(fork, "amont/main", trial=False, today=AUJOURDHUI, officiel=None)
    git(fork, "merge", "--abort")
    assert git(fork, "status", "--porcelain") == ""


def test_a_clone_of_windows_changes_nothing_of_what_is_compared(tmp_path: Path) -> None:
    """`.gitattributes` gives every file the same ends of lines, whatever this git turns them into."""
    root = tmp_path / "depot"
    (root / "content").mkdir(parents=True)
    (root / "data").mkdir()
    shutil.copy(RACINE / ".gitattributes", root)
    (root / "content/a.yml").write_bytes(b"nom: a\n")
    (root / "data/communes.csv").write_bytes(b"code,nom\n")
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    save(root, "Départ")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(root), str(tmp_path / "windows"))
    assert footprints(tmp_path / "windows") == footprints(root)
    (root / ".gitattributes").unlink()
    save(root, "Sans attributs")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(root), str(tmp_path / "autre"))
    assert footprints(tmp_path / "autre") != footprints(root), "sans lui, tout changerait"


def test_the_page_names_only_words_of_git_and_of_the_program() -> None:
    assert {shlex.split(line)[0] for line in steps()} == {"git", "python3"}
