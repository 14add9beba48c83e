"""The command line: its French, its small commands, the program itself."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from generator.cli import commands, terminal
from generator.cli.parser import make_parser
from generator.corpus.genres import ECRITS
from generator.problems import Problem
from generator.problems.codes import CODES
from tests.chemins import AUJOURDHUI, PETITE_ILE, RACINE
from tests.construction import replace_in, tree

COMMANDS = tuple(command.nom for command in commands.COMMANDS)
ENGLISH = re.compile(
    r"\b(usage:|show|this|help message|exit|positional|optional|the following|required|invalid|choose|expected|"
    r"unrecognized|ambiguous|could|match|ignored|error|argument\b(?!s))",
    re.IGNORECASE,
)
DAY = ["--date", str(AUJOURDHUI)]
Run = Callable[..., tuple[int, str, str]]


# Help and mistakes of writing


def test_the_commands_are_all_tested(run: Run) -> None:
    _, shown, _ = run("--help")
    assert tuple(re.findall(r"^    ([a-z]+)\b", shown, re.M)) == COMMANDS


def test_a_command_is_a_file_and_a_line_of_the_list() -> None:
    folder = Path(commands.__file__).parent
    assert sorted(COMMANDS) == sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    for command in commands.COMMANDS:
        assert list(signature(command.module().declare).parameters) == ["parser"]
        assert list(signature(command.module().run).parameters) == ["arguments", "officiel"]


@pytest.mark.parametrize("argv", [("--help",), ("expliquer", "REF001"), ("verifer",)], ids=" ".join)
def test_what_needs_no_engine_loads_none(argv: tuple[str, ...]) -> None:
    """The help and the explanation of a message come at once."""
    heavy = {"jinja2", "yaml", "mkdocs", "lxml", "generator.pipeline", "generator.corpus.corpus"}
    script = f"import sys; from generator.cli.main import main; main({argv}); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=RACINE, capture_output=True, text=True, encoding="utf-8", check=True)
    assert heavy.isdisjoint(done.stderr.split())


@pytest.mark.parametrize("argv", [(), *((name,) for name in COMMANDS)], ids=" ".join)
def test_help_is_french_and_teaches_with_examples(run: Run, argv: tuple[str, ...]) -> None:
    for option in ("--help", "-h"):
        code, shown, errors = run(*argv, option)
        assert (code, errors) == (0, "")
        assert shown.startswith("emploi : offre")
        assert ENGLISH.findall(shown) == []
        assert re.search(r"^exemples? :\n  offre ", shown, re.M)
        assert "montrer cette aide" in shown
        assert max(len(line) for line in shown.splitlines()) <= 120


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ("", "il manque : commande"),
        ("verifer", "« verifer » n'est pas un choix possible, vouliez-vous dire « verifier » ?"),
        ("construir", "vouliez-vous dire « construire » ?"),
        ("zzz", "choisir parmi : verifier, construire"),
        ("nouveau", "il manque : genre, id"),
        ("nouveau acteurs x", "vouliez-vous dire « acteur » ?"),
        ("verifier --format xml", "choisir parmi : texte, github, code-quality, json"),
        ("verifier --format", "--format attend une valeur"),
        ("verifier --zut", "mots inconnus : --zut"),
        ("verifier --date 2026-02-30", "« 2026-02-30 » n'est pas une date AAAA-MM-JJ"),
        ("verifier --date demain", "« demain » n'est pas une date AAAA-MM-JJ"),
        ("servir --port abc", "« abc » n'est pas un numéro de port"),
        ("servir --port 70000", "« 70000 » n'est pas un numéro de port"),
        ("servir --port -1", "« -1 » n'est pas un numéro de port"),
        ("--help=oui", "s'écrit sans valeur"),
        ("expliquer REF001 REF002", "mots inconnus : REF002"),
    ],
)
def test_a_mistake_is_told_in_french(run: Run, argv: str, said: str) -> None:
    code, shown, errors = run(*argv.split())
    assert (code, shown) == (2, "")
    assert said in errors
    assert len(errors.splitlines()) == 1
    assert "commande mal écrite" in errors
    assert "--help" in errors
    assert ENGLISH.findall(errors) == []


def test_a_message_that_nobody_translated_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    parser = make_parser()
    with pytest.raises(SystemExit) as stop:
        parser.error("ambiguous option: --f could match --foo, --far")
    assert stop.value.code == 2
    assert capsys.readouterr().err == "offre : commande mal écrite. Aide : offre --help\n"


# nouveau


@pytest.mark.parametrize("genre", sorted(ECRITS))
def test_a_new_fiche_is_commented_and_ready_to_fill(run: Run, racine_petite_ile: Path, genre: str) -> None:
    code, shown, errors = run("nouveau", genre, "ma-fiche", "--racine", racine_petite_ile)
    path = racine_petite_ile / ECRITS[genre].chemin / "ma-fiche.yml"
    assert (code, errors) == (0, "")
    assert f"{path} est prêt à remplir" in shown
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(f"/schemas/{genre}.json")
    assert lines[1].startswith(f"# {genre.capitalize()} : remplir")
    _, report, _ = run("verifier", "--racine", racine_petite_ile, "--format", "json", str(path))
    assert {row["code"][:3] for row in json.loads(report)}.isdisjoint({"YML", "SCH"})


def test_a_fiche_that_exists_is_never_overwritten(run: Run, racine_petite_ile: Path) -> None:
    before = tree(racine_petite_ile)
    code, shown, errors = run("nouveau", "acteur", "pole-ess", "--racine", racine_petite_ile)
    assert (code, shown) == (2, "")
    assert "pole-ess.yml existe déjà" in errors
    assert tree(racine_petite_ile) == before


@pytest.mark.parametrize("name", ["Ma-Fiche", "été", "a b", "../x", "a/b", "-a", "a--b", "con", "x" * 81, ""])
def test_a_name_that_is_no_identifiant_is_refused(run: Run, racine_petite_ile: Path, name: str) -> None:
    before = tree(racine_petite_ile)
    code, shown, errors = run("nouveau", "acteur", "--racine", racine_petite_ile, "--", name)
    assert (code, shown) == (2, "")
    assert "ne peut pas être un identifiant" in errors
    assert "80 signes au plus" in errors and "Windows" in errors
    assert tree(racine_petite_ile) == before


def test_a_folder_that_cannot_be_written_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "acteurs").write_text("")
    code, _, errors = run("nouveau", "acteur", "x", "--racine", tmp_path)
    assert code == 2
    assert errors.startswith("Impossible d'écrire ")
    assert "un fichier porte le nom d'un dossier attendu" in errors


# expliquer, arbres, chercher


def test_a_code_is_explained(run: Run) -> None:
    for word in ("REF001", "ref001"):
        code, shown, errors = run("expliquer", word)
        assert (code, errors) == (0, "")
        assert shown.splitlines()[0] == f"REF001 (erreur) : {CODES['REF001'].titre}"
        assert CODES["REF001"].remede in shown


def test_every_code_is_listed(run: Run) -> None:
    code, shown, _ = run("expliquer")
    assert code == 0
    assert [line.split()[0] for line in shown.splitlines()] == list(CODES)


def test_an_unknown_code_gives_2_and_the_nearest(run: Run) -> None:
    code, shown, errors = run("expliquer", "REF01")
    assert (code, shown) == (2, "")
    assert "REF011" in run("expliquer", "ref-11")[2]
    assert re.fullmatch(r"Code inconnu : REF01\. Vouliez-vous dire « REF0[0-9]{2} » \?\n", errors)
    assert run("expliquer", "%" * 40)[0] == 2


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("fraicheur", "--acteur", "PÔLE ESS"), "« PÔLE ESS » n'est pas un acteur. Vouliez-vous dire « pole-ess » ?"),
        (("dossier", "réparer plutôt que jeter"), "Vouliez-vous dire « reparer » (Réparer plutôt que jeter) ?"),
        (("arbres", "--chemin", "x", "--commune", "PORT BRUME"), "Vouliez-vous dire « 01901 » (Port-Brume) ?"),
    ],
)
def test_a_name_in_the_place_of_an_id_is_understood(run: Run, argv: tuple[str, ...], said: str) -> None:
    code, shown, errors = run(*argv, "--racine", PETITE_ILE, *DAY)
    assert (code, shown) == (2, "")
    assert said in errors


def test_the_arbres_are_told(run: Run) -> None:
    code, shown, errors = run("arbres", "--racine", PETITE_ILE, *DAY)
    assert (code, errors) == (0, "")
    assert "2 arbres" in shown
    code, shown, errors = run("arbres", "--racine", PETITE_ILE, *DAY, "--chemin", "zzz")
    assert (code, shown) == (2, "")
    assert len(errors.splitlines()) >= 1


def test_a_search_is_explained(run: Run) -> None:
    code, shown, errors = run("chercher", "--racine", PETITE_ILE, *DAY, "atelier")
    assert (code, errors) == (0, "")
    assert "Atelier" in shown


def test_a_faulty_content_stops_them_too(run: Run, fautive: Path) -> None:
    replace_in(fautive / "content/acteurs/agglomeration.yml", "statut: actif", "statut: ouvert")
    for command in (["arbres"], ["chercher", "x"]):
        code, shown, _ = run(*command, "--racine", fautive, *DAY)
        assert code == 1
        assert "content/acteurs/agglomeration.yml:" in shown


# The program itself


def launch(*argv: str, stdout: Any = subprocess.PIPE, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "generator", *argv]
    whole = {**os.environ, "PYTHONPATH": str(RACINE), **env}
    return subprocess.run(command, cwd=RACINE, env=whole, stdout=stdout, stderr=subprocess.PIPE, check=False)


def test_the_program_speaks_utf_8_whatever_the_terminal() -> None:
    done = launch("expliquer", "REF001", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0
    assert CODES["REF001"].titre in done.stdout.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_bug() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = launch("expliquer", stdout=writing)
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 0


def test_a_problem_without_a_line_is_shown_without_one(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show([Problem("FIC004", CODES["FIC004"].severity, "data/x.yml", 0, "", "ce fichier manque.", "")])
    assert capsys.readouterr().out == "data/x.yml: erreur FIC004 : ce fichier manque.\n"
