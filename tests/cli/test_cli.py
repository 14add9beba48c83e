"""The command line: exit codes, formats, filters, faults, progress."""

from __future__ import annotations

import datetime
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.cli import main as cli
from generator.cli import terminal
from generator.cli.commands import construire
from generator.pipeline import Bilan
from generator.problems import Problem
from generator.problems.codes import problem
from generator.publishing.mkdocs import EngineFault
from tests.chemins import AUJOURDHUI, PETITE_ILE, RACINE
from tests.construction import officiel, replace_in, tree
from tests.mini import Mini

DAY = ["--date", str(AUJOURDHUI)]
Run = Callable[..., tuple[int, str, str]]


# verifier


def test_a_right_content_gives_0(run: Run) -> None:
    code, shown, errors = run("verifier", "--racine", PETITE_ILE, *DAY)
    assert (code, errors) == (0, "")
    assert "5 acteurs, 6 services, 3 ressources, 5 financements, 6 communes : 0 erreur" in shown


def test_errors_give_1_with_their_line_and_remedy(run: Run, fautive: Path) -> None:
    code, shown, errors = run("verifier", "--racine", fautive, *DAY)
    assert (code, errors) == (1, "")
    line = (fautive / "content/acteurs/pole-ess.yml").read_text().splitlines().index("type: pole-es") + 1
    assert f"content/acteurs/pole-ess.yml:{line}: erreur REF001 type : « pole-es » n'existe pas" in shown
    assert "    Vouliez-vous dire « pole-ess » ?\n" in shown
    assert "content/offre/services/atelier-gouvernance.yml:" in shown
    assert "2 erreurs, " in shown
    assert shown.endswith("Pour comprendre un code : offre expliquer CODE\n")


def test_json_is_one_document(run: Run, fautive: Path) -> None:
    code, shown, _ = run("verifier", "--racine", fautive, "--format", "json", *DAY)
    rows = json.loads(shown)
    assert code == 1
    errors = [row for row in rows if row["gravite"] == "erreur"]
    assert [(row["code"], row["chemin"], row["champ"]) for row in errors] == [
        ("REF001", "content/acteurs/pole-ess.yml", "type"),
        ("REF002", "content/offre/services/atelier-gouvernance.yml", "suites[1]"),
    ]
    assert all(row["ligne"] > 1 and row["message"] and row["remede"] for row in errors)


def test_github_annotations_are_one_per_line(run: Run, fautive: Path) -> None:
    code, shown, _ = run("verifier", "--racine", fautive, "--format", "github", *DAY)
    assert code == 1
    lines = shown.splitlines()
    assert all(
        re.match(r"::(error|warning) file=[^,]+,line=[1-9][0-9]*,title=[A-Z]{3}[0-9]{3} ", line) for line in lines
    )
    assert sum(line.startswith("::error ") for line in lines) == 2


@pytest.mark.parametrize(
    ("chemins", "files"),
    [
        (["content/acteurs"], {"pole-ess"}),
        (["content/acteurs/"], {"pole-ess"}),
        (["./content/offre/../acteurs/pole-ess.yml"], {"pole-ess"}),
        (["content/offre"], {"atelier-gouvernance"}),
        (["content/offre", "content/acteurs"], {"pole-ess", "atelier-gouvernance"}),
        (["."], {"pole-ess", "atelier-gouvernance"}),
        (["content/acteurs/agglomeration.yml"], set()),
        (["data"], set()),
    ],
)
def test_paths_choose_what_is_shown(run: Run, fautive: Path, chemins: list[str], files: set[str]) -> None:
    for paths in (chemins, [str((fautive / chemin).absolute()) for chemin in chemins]):
        code, shown, _ = run("verifier", "--racine", fautive, *DAY, "--format", "json", *paths)
        errors = [row for row in json.loads(shown) if row["gravite"] == "erreur"]
        assert {Path(row["chemin"]).stem for row in errors} == files
        assert code == (1 if files else 0)


def test_the_errors_of_other_files_are_not_hidden(run: Run, fautive: Path) -> None:
    """A change can break another file: one who looks at a single file is told."""
    _, shown, _ = run("verifier", "--racine", fautive, *DAY, "data/guide.yml")
    assert shown.endswith(
        "6 communes : 0 erreur, 0 avertissement.\nDans d'autres fichiers : 2 erreurs. Pour lire : offre verifier\n"
    )
    _, shown, _ = run("verifier", "--racine", fautive, *DAY, "content/acteurs")
    assert shown.endswith("Dans d'autres fichiers : 1 erreur. Pour lire : offre verifier\n")
    assert "Dans d'autres fichiers" not in run("verifier", "--racine", fautive, *DAY)[1]
    assert "Recherche :" not in run("verifier", "--racine", PETITE_ILE, *DAY, "content")[1]


@pytest.mark.parametrize(
    ("chemin", "said"),
    [
        ("content/absent", "« content/absent » n'existe pas."),
        ("content/acteur", "« content/acteur » n'existe pas."),
        ("..", "« .. » n'est pas dans le dossier du projet."),
        (str(RACINE), "n'est pas dans le dossier du projet."),
    ],
)
def test_a_path_that_is_not_there_gives_2(run: Run, racine_petite_ile: Path, chemin: str, said: str) -> None:
    code, shown, errors = run("verifier", "--racine", racine_petite_ile, *DAY, chemin)
    assert (code, shown) == (2, "")
    assert errors.endswith(f"{said}\n")
    assert len(errors.splitlines()) == 1


def test_the_day_may_be_chosen(run: Run) -> None:
    code, shown, _ = run("verifier", "--racine", PETITE_ILE, "--date", "2026-11-20")
    assert code == 1
    assert "DAT001" in shown
    assert run("verifier", "--racine", PETITE_ILE, "--date", "2026-11-22")[0] == 0


def test_the_day_is_today_by_default(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def verify(root: Path, today: datetime.date, *more: Any) -> Any:
        asked.append(today)
        raise KeyboardInterrupt

    before = datetime.date.today()
    monkeypatch.setattr(terminal, "verify", verify)
    assert run("verifier", "--racine", PETITE_ILE)[0] == 130
    assert before <= asked[0] <= datetime.date.today()


def test_a_wrong_shape_stops_the_rules_across_files_and_says_so(run: Run, fautive: Path) -> None:
    replace_in(fautive / "content/acteurs/agglomeration.yml", "statut: actif", "statut: ouvert")
    code, shown, _ = run("verifier", "--racine", fautive, *DAY)
    assert code == 1
    assert "Règles entre fichiers non vérifiées" in shown
    assert "REF00" not in shown


# construire


def test_a_site_is_built_and_counted(run: Run, tmp_path: Path, site_petite_ile: Path) -> None:
    code, shown, errors = run("construire", "--sans-pdf", "--racine", PETITE_ILE, "--sortie", tmp_path / "site", *DAY)
    assert (code, errors) == (0, "")
    assert "5 acteurs, 6 services" in shown
    assert re.search(r"Site écrit dans .*/site/ : [0-9]+ pages, liens vérifiés\.", shown)
    assert "offre servir" in shown
    assert tree(tmp_path / "site") == tree(site_petite_ile)


def test_the_output_is_in_the_project_by_default(run: Run, mini: Mini) -> None:
    assert run("construire", "--sans-pdf", "--racine", mini.root, *DAY)[0] == 0
    assert (mini.root / "site" / "index.html").is_file()


def test_a_faulty_content_builds_nothing(run: Run, fautive: Path) -> None:
    code, shown, _ = run("construire", "--racine", fautive, *DAY)
    assert code == 1
    assert "content/acteurs/pole-ess.yml:" in shown
    assert "Le site n'a pas été refait." in shown
    assert not (fautive / "site").exists()


# The machine


@pytest.mark.parametrize(
    "command", [["verifier"], ["construire"], ["arbres"], ["chercher", "x"], ["nouveau", "acteur", "x"]]
)
def test_without_content_one_sentence(run: Run, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "data").mkdir()
    code, shown, errors = run(*command, "--racine", tmp_path)
    assert (code, shown) == (2, "")
    assert errors == "Le dossier « content/ » est introuvable ici. Lancer la commande à la racine du projet.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_without_data_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert run("verifier", "--racine", tmp_path) == (
        2,
        "",
        "Le dossier « data/ » est introuvable ici. Lancer la commande à la racine du projet.\n",
    )


def test_an_output_that_cannot_be_written_one_sentence(run: Run, mini: Mini, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    code, shown, errors = run("construire", "--racine", mini.root, "--sortie", tmp_path / "fichier" / "site", *DAY)
    assert (code, shown) == (2, "")
    assert (
        errors == f"Impossible d'écrire dans « {tmp_path}/fichier » : un fichier porte le nom d'un dossier attendu.\n"
    )


def test_an_output_that_is_no_site_is_left_alone(run: Run, mini: Mini) -> None:
    before = tree(mini.root)
    for output in (".", "content", ".."):
        code, _, errors = run("construire", "--racine", mini.root, "--sortie", output, *DAY)
        assert code == 2
        assert "contient autre chose qu'un site" in errors
    assert tree(mini.root) == before


@pytest.mark.parametrize("fault", [ZeroDivisionError("hop"), EngineFault("hop"), RecursionError("hop")])
def test_a_bug_gives_3_and_what_to_send(run: Run, monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def crash(*args: Any) -> Any:
        raise fault

    monkeypatch.setattr(terminal, "verify", crash)
    code, shown, errors = run("verifier", "--racine", PETITE_ILE)
    assert (code, shown) == (3, "")
    assert errors.startswith("Défaut du programme : ce n'est pas votre faute. Merci d'envoyer ce qui suit")
    assert f"Python {sys.version.split()[0]}" in errors
    assert "Traceback (most recent call last):" in errors
    assert errors.rstrip().endswith(f"{type(fault).__name__}: hop")


def test_ctrl_c_gives_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: Any, **options: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(construire, "construct", interrupt)
    assert run("construire", "--sans-pdf", "--racine", PETITE_ILE) == (130, "", "Interrompu.\n")


def test_ctrl_c_while_the_program_loads_speaks_french() -> None:
    """The heavy modules come first: somebody who stops there reads no traceback."""
    shim = "import runpy, sys\nclass Stop:\n def find_spec(self, name, path=None, target=None):\n"
    shim += "  if name == 'generator.cli.main': raise KeyboardInterrupt\n"
    shim += "sys.meta_path.insert(0, Stop()); runpy.run_module('generator', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", shim], cwd=RACINE, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrompu.\n")


def test_ten_thousand_errors_are_told_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is looked for once: comparing each with all the others took half a minute."""
    compared = []
    true_eq = Problem.__eq__

    def counted(self: Problem, other: object) -> bool:
        compared.append(1)
        return bool(true_eq(self, other))

    problems = tuple(problem("REF001", f"content/acteurs/a{n}.yml", n, "", "x.") for n in range(2_000))
    monkeypatch.setattr(Problem, "__eq__", counted)
    terminal.conclude(Bilan(problems), problems)
    assert "2000 erreurs" in capsys.readouterr().out
    assert len(compared) <= 2 * len(problems)


# Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("step", "shown"), [(0.6, True), (0.0001, False)])
def test_progress_shows_on_a_terminal_once_it_is_slow(
    run: Run, monkeypatch: pytest.MonkeyPatch, step: float, shown: bool
) -> None:
    clock = iter(range(10_000))
    screen = Terminal()
    monkeypatch.setattr(terminal, "time", SimpleNamespace(monotonic=lambda: next(clock) * step))
    monkeypatch.setattr(sys, "stderr", screen)
    assert run("verifier", "--racine", PETITE_ILE, *DAY)[0] == 0
    assert (re.search(r"… content/acteurs/[a-z-]+\.yml \([0-9]+\)", screen.getvalue()) is not None) == shown
    assert screen.getvalue().endswith("\r\033[K" if shown else "")


def test_no_progress_without_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(10_000))
    monkeypatch.setattr(terminal, "time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    assert run("verifier", "--racine", PETITE_ILE, *DAY)[2] == ""


def test_progress_on_a_true_terminal_is_wiped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(10_000))
    monkeypatch.setattr(terminal, "time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    master, slave = os.openpty()
    try:
        with os.fdopen(slave, "w", encoding="utf-8") as stream:
            monkeypatch.setattr(sys, "stderr", stream)
            assert cli.main(["verifier", "--racine", str(PETITE_ILE / "absent")]) == 2
            progress = terminal.Progress()
            progress("une étape")
            progress("une autre")
            progress.done()
            stream.flush()
            seen = ""
            while not seen.endswith("\r\033[K"):  # a terminal gives what it has, by pieces
                seen += os.read(master, 65536).decode()
    finally:
        os.close(master)
    assert seen.index("… une autre") < seen.rindex("\r\033[K")


def test_a_fault_elsewhere_is_never_a_success(racine_petite_ile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Asked for one folder, the rules across files that could not run still end with 1."""
    broken = racine_petite_ile / "content" / "acteurs" / "pole-ess.yml"
    broken.write_text("nom: [\n", encoding="utf-8")
    argv = ["verifier", "--racine", str(racine_petite_ile), "content/offre"]
    assert cli.main(argv, officiel()) == 1
    assert "Règles entre fichiers non vérifiées" in capsys.readouterr().out


def test_an_option_is_written_whole(racine_petite_ile: Path) -> None:
    assert cli.main(["verifier", "--racine", str(racine_petite_ile), "--form", "json"], officiel()) == 2
