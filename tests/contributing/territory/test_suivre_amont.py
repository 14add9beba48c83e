"""A fork takes a newer engine with the very commands of docs/reprendre-ailleurs.md, and keeps its own content."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.pipeline import construct
from tests.chemins import AUJOURDHUI, PETITE_ILE, RACINE
from tests.construction import officiel
from tests.contributing.territory.test_creation import HERE, git
from tests.corpus.test_commun import LISEZ_MOI
from tests.mini import FILES, RESSOURCE

D = {"encoding": "utf-8"}
GUIDE = RACINE / "docs" / "reprendre-ailleurs.md"


def steps() -> list[str]:
    """Return the commands that the page gives for each update, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", GUIDE.read_text(**D), re.M | re.S)
    (block,) = (block for block in blocks if block.startswith("git fetch amont"))
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
    assert main(["schemas", "--racine", str(amont)], officiel()) == 0
    git(amont, "add", "-A")
    git(amont, "commit", "-qm", "Moteur neuf")
    git(fork, "remote", "add", "amont", str(amont))
    # What is only in the fork's tree would be lost: nothing is taken before it is saved.
    draft = fork / "content/offre/services/brouillon-du-jour.yml"
    shutil.copy(own, draft)
    assert follow(fork, steps()[1]) == 2
    assert draft.is_file() and git(fork, "rev-parse", "--verify", "HEAD") == head
    draft.unlink()
    commands = steps()
    assert commands[-1] == "python3 lancer.py site" and len(commands) == 6
    assert [follow(fork, command) for command in commands[:-1]] == [0] * 5
    told = capsys.readouterr().out
    assert "2 fiches communes :\n  offre/ressources/memo : changée\n  offre/ressources/partie : retirée\n" in told
    assert git(fork, "diff", "HEAD", "amont/main", "--", "content/commun") == "", "le texte d'ici n'y reste pas"
    aids = (fork / ".github/CODEOWNERS").read_text(**D)
    assert "@petite-ile" not in aids
    assert "Se déplacer" not in (fork / ".github/ISSUE_TEMPLATE/nouveau-service.yml").read_text(**D)
    assert main(["schemas", "--racine", str(fork), "--verifier"], officiel()) == 0
    assert follow(fork, commands[1]) == 0  # nothing is new any more
    assert git(fork, "ls-tree", "-r", "HEAD", "--", *KEPT) == mine
    assert (fork / "generator/pipeline.py").read_text(**D) == "# moteur neuf\n"
    assert (fork / "generator/neuf.py").exists()
    assert git(fork, "status", "--porcelain") == ""
    assert "amont/main" in git(fork, "branch", "-a", "--merged", "HEAD")
    bilan = construct(fork, AUJOURDHUI, tmp_path / "site", officiel())
    assert bilan.publiable and bilan.defauts == ()
    assert "Quelqu’un écoute" in (tmp_path / "site/offre/services/accueil/index.html").read_text(**D)


def test_the_page_names_only_words_of_git_and_of_the_program() -> None:
    assert {shlex.split(line)[0] for line in steps()} == {"git", "python3"}
