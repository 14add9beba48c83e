"""The door: messages, locks, exit codes."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import lancer
from generator.cli.command import offre
from tests.chemins import RACINE


def pins(lock: str) -> dict[str, str]:
    """Return {package and marker: version} of a lock."""
    text = (RACINE / lock).read_text(encoding="utf-8")
    return {
        f"{name}{marker}": version
        for name, version, marker in re.findall(r"^([\w.\[\]-]+)==([^ ;]+)(.*?) \\$", text, re.M)
    }


def make_venv_and_lock(folder: Path) -> tuple[Path, Path]:
    venv, lock = folder / ".venv", folder / "requirements-dev.txt"
    python = lancer.venv_python(venv)
    python.parent.mkdir(parents=True)
    python.touch()
    lock.write_text("paquet==1\n")
    (folder / "requirements.txt").write_text("")
    return venv, lock


def test_the_file_is_readable_by_an_old_python() -> None:
    tree = ast.parse((RACINE / "lancer.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    assert [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)] == ["pathlib"]


def test_an_old_python_is_refused_in_one_sentence() -> None:
    assert lancer.python_too_old(3, 9) == "Il faut Python 3.11 ou plus récent ; celui-ci est Python 3.9."
    assert [lancer.python_too_old(*v) for v in ((3, 11), (3, 14), (4, 0))] == ["", "", ""]


def test_a_python_without_venv_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(lancer.Arret, match="python3-venv"):
        lancer.check_venv_module()


def test_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert lancer.main(["sit"]) == 2
    assert capsys.readouterr().err == "La commande « sit » n'existe pas. Vouliez-vous dire « site » ?\n"
    assert lancer.main(["zzz"]) == 2
    assert "Commandes : site, servir" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], ["aide"], ["--help"]])
def test_help(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert lancer.main(argv) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in lancer.AIDE)


def test_the_stamp_follows_the_lock(tmp_path: Path) -> None:
    venv, lock = make_venv_and_lock(tmp_path)
    assert not lancer.is_installed(venv, lock)
    lancer.mark_installed(venv, lock)
    assert lancer.is_installed(venv, lock)
    assert lancer.is_installed(venv, tmp_path / "requirements.txt")
    lock.write_text("paquet==2\n")
    assert not lancer.is_installed(venv, lock)


def test_packages_put_aside_are_used_and_what_lacks_is_told(tmp_path: Path) -> None:
    site, tests = tmp_path / lancer.VERROU_SITE, tmp_path / lancer.VERROU_ESSAIS
    assert lancer.aside(site) == []
    wheels = tmp_path / lancer.ROUE
    wheels.mkdir(parents=True)
    assert lancer.aside(site) == ["--no-index", "-f", str(wheels)]
    assert lancer.aside(tests) == []
    said = f"Looking in links: {lancer.RACINE / lancer.ROUE}\nERROR: No matching distribution found for mkdocs"
    assert "il manque un paquet dans build/roue" in lancer.failure_sentence(said, tmp_path / "installation.log")


def test_a_broken_environment_is_not_installed(tmp_path: Path) -> None:
    venv, lock = make_venv_and_lock(tmp_path)
    lancer.mark_installed(venv, lock)
    lancer.venv_python(venv).unlink()
    assert not lancer.is_installed(venv, lock)


def test_the_environment_of_windows() -> None:
    assert lancer.venv_python(Path("v"), "nt") == Path("v/Scripts/python.exe")


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "n'est pas celui qui est attendu"),
        ("OSError: [Errno 28] No space left on device", "plus de place"),
        ("ERROR: No matching distribution", "relié à internet"),
    ],
)
def test_a_failed_install_is_one_sentence(said: str, cause: str) -> None:
    sentence = lancer.failure_sentence(said, Path("installation.log"))
    assert cause in sentence
    assert "\n" not in sentence


def test_commands_pass_their_arguments() -> None:
    assert lancer.commands_of("site", ["--date", "2026-11-22"]) == [
        ["-m", "generator", "construire", "--date", "2026-11-22"]
    ]
    assert lancer.commands_of("offre", ["expliquer", "REF001"]) == [["-m", "generator", "expliquer", "REF001"]]
    assert lancer.commands_of("offre", []) == [["-m", "generator", "--help"]]
    assert lancer.commands_of("test", ["-x", "tests/test_lancer.py"]) == [
        ["-m", "pytest", "-x", "tests/test_lancer.py"]
    ]
    assert lancer.commands_of("test", ["--touches", "main"]) == [["-m", "tests.touches", "main"]]
    (wheels,) = lancer.commands_of("roue", [])
    assert wheels[-3:] == [lancer.VERROU_SITE, "-d", lancer.ROUE]
    assert lancer.commands_of("test", ["--fuzz", "--nombre", "9"]) == [["-m", "tests.fuzz", "--nombre", "9"]]
    (quick,) = lancer.commands_of("test", ["--vite"])
    assert quick[-len(lancer.VITE) :] == lancer.VITE
    assert "not lent and not navigateur and not propriete" in quick
    assert quick[3] == ("0" if lancer.CORES == 1 else str(min(lancer.CORES, 4)))
    assert all((lancer.RACINE / folder).is_dir() for folder in lancer.VITE)
    whole = lancer.commands_of("test", [])
    assert 2 <= int(lancer.WORKERS[1]) <= 4
    assert whole[0] == ["-m", "pytest", *lancer.WORKERS]
    assert whole[1:] == [
        lancer.CHECK_AIDS,
        lancer.ROUND_TRIP,
        [*lancer.BUILD_TRIAL, "--sans-pdf"],
        ["-m", "tests.inspection", lancer.TRIAL, "--contenus"],
    ]
    longest = lancer.commands_of("test-complet", [])
    assert longest[0] == whole[0]
    assert longest[1:] == [
        lancer.CHECK_AIDS,
        lancer.ROUND_TRIP,
        lancer.BUILD_TRIAL,
        ["-m", "tests.inspection", lancer.TRIAL],
        lancer.TERRITORIES,
    ]
    assert lancer.commands_of("captures", [])[-1] == ["-m", "benchmarks.captures", "build/essai"]


@pytest.mark.parametrize(("codes", "expected"), [([0, 0, 0], 0), ([0, 1, 3], 1), ([3, 0, 0], 3)])
def test_the_first_bad_code_comes_through(codes: list[int], expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter(codes)
    monkeypatch.setattr(lancer, "install", lambda name: Path("python"))
    monkeypatch.setattr(lancer, "call", lambda command, env: next(given))
    assert lancer.main(["lint"]) == expected


@pytest.mark.parametrize("bad", [None, 0, 1, 2])
def test_the_others_run_beside_the_first_and_are_told_after(bad: int | None, capfd: pytest.CaptureFixture[str]) -> None:
    """Whichever fails, its code comes through, and all that it said."""
    programs = [f"print('dit {n}', flush=True); raise SystemExit({3 if n == bad else 0})" for n in range(3)]
    first, *others = ([sys.executable, "-c", program] for program in programs)
    assert lancer.side_by_side(first, others, dict(os.environ)) == [3 if n == bad else 0 for n in range(3)]
    out, err = capfd.readouterr()
    assert [line for line in out.splitlines() if line.startswith("dit")] == ["dit 0", "dit 1", "dit 2"]
    assert err.count("échec") == (bad in (1, 2))


def test_the_others_do_not_wait_for_the_first(tmp_path: Path) -> None:
    """The first command ends only when the other has run."""
    sign = tmp_path / "fait"
    wait = f"import pathlib, time\nwhile not pathlib.Path({str(sign)!r}).exists(): time.sleep(0.01)"
    make = f"import pathlib; pathlib.Path({str(sign)!r}).touch()"
    both = [[sys.executable, "-c", program] for program in (wait, make)]
    assert lancer.side_by_side(both[0], both[1:], dict(os.environ)) == [0, 0]


@pytest.mark.parametrize(("name", "kept"), [("test", False), ("test-complet", False), ("verifier", True)])
def test_the_tests_compile_the_program_once(name: str, kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(lancer, "install", lambda lock: Path("python"))
    monkeypatch.setattr(lancer, "find_browser", lambda python: (0, "chromium"))
    monkeypatch.setattr(lancer, "call", lambda command, env: seen.append(env) or 0)
    monkeypatch.setattr(lancer, "capture", lambda command, env: (seen.append(env) or 0, ""))
    assert lancer.main([name]) == 0
    assert seen and all(("PYTHONDONTWRITEBYTECODE" in env) == kept for env in seen)
    assert all((env.get("ESSAIS") == "complet") == (name == "test-complet") for env in seen)


def test_the_tests_write_in_memory_where_they_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(lancer, "PLACE", 1)
    assert lancer.in_memory(tmp_path) == {"TMPDIR": str(tmp_path)}
    assert lancer.in_memory(tmp_path / "absent") == {}
    monkeypatch.setattr(lancer, "PLACE", 1 << 60)
    assert lancer.in_memory(tmp_path) == {}, "no room"
    monkeypatch.setattr(lancer, "PLACE", 1)
    true = os.statvfs(tmp_path)
    forbidden = SimpleNamespace(f_flag=os.ST_NOEXEC, f_bavail=true.f_bavail, f_frsize=true.f_frsize)
    monkeypatch.setattr(os, "statvfs", lambda folder: forbidden)
    assert lancer.in_memory(tmp_path) == {}, "no program runs there"
    monkeypatch.undo()
    monkeypatch.setenv("TMPDIR", "ailleurs")
    assert lancer.in_memory(tmp_path) == {}, "somebody chose"


@pytest.mark.parametrize("name", ["site", "servir", "verifier", "offre"])
def test_the_program_names_commands_that_can_be_pasted(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    monkeypatch.setattr(lancer, "install", lambda lock: Path("python"))
    monkeypatch.setattr(lancer, "call", lambda command, env: seen.append(env) or 0)
    assert lancer.main([name]) == 0
    assert offre("expliquer REF001") == "offre expliquer REF001"
    monkeypatch.setattr(os, "environ", seen[0])
    assert offre("expliquer REF001") == f"{lancer.offre_command()} expliquer REF001"
    assert lancer.offre_command("posix") == "python3 lancer.py offre"
    assert lancer.offre_command("nt") == "py lancer.py offre"


def test_an_exit_code_passes_through() -> None:
    env = dict(os.environ)
    assert lancer.call([sys.executable, "-c", "raise SystemExit(7)"], env) == 7


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_command_gives_the_code_of_a_shell() -> None:
    command = [sys.executable, "-c", "import os; os.kill(os.getpid(), 15)"]
    assert lancer.call(command, dict(os.environ)) == 143


def test_ctrl_c_gives_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(name: str) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(lancer, "install", interrupt)
    assert lancer.main(["site"]) == 130
    assert capsys.readouterr().err == "Interrompu.\n"


def test_no_browser_stops_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lancer, "install", lambda name: Path("python"))
    monkeypatch.setattr(lancer, "find_browser", lambda python: (2, ""))
    monkeypatch.setattr(lancer, "call", lambda command, env: pytest.fail("pytest was started"))
    assert lancer.main(["test"]) == 2


@pytest.mark.lent
def test_without_network_one_sentence(tmp_path: Path) -> None:
    shutil.copy(RACINE / "lancer.py", tmp_path)
    (tmp_path / "requirements.txt").write_text(f"paquet-absent==1 --hash=sha256:{'0' * 64}\n")
    env = {**os.environ, "PIP_NO_INDEX": "1"}
    command = [sys.executable, "lancer.py", "site"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "Création de l'environnement dans .venv…",
        "Installation des paquets de requirements.txt (quelques minutes la première fois)…",
        "Les paquets n'ont pas pu être installés : vérifiez que cet ordinateur est relié à internet, "
        "puis recommencez (le détail est dans .venv/installation.log).",
    ]


def test_both_locks_agree_and_name_no_address() -> None:
    site, tests = pins("requirements.txt"), pins("requirements-dev.txt")
    assert len(site) > 20
    assert site.items() <= tests.items()
    assert "uv" in tests
    for lock in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in (RACINE / lock).read_text(encoding="utf-8")


def test_every_target_of_make_is_one_plain_command() -> None:
    text = (RACINE / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+): ## (.+)\n\t@(.+)\n(?!\t)", text, re.M)
    assert len(re.findall(r"^[a-z.-]+:(?!=)", text, re.M)) == len(targets) <= 12
    assert {name: what for name, what, _ in targets}.keys() == lancer.AIDE.keys()
    assert all(command == f"python3 lancer.py {name}" for name, _, command in targets)


def test_the_check_of_the_project_is_make_test() -> None:
    lines = (RACINE / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "make" in line] == ["make test"]


def test_golden_runs_the_tests_that_hold_reference_files_and_only_them() -> None:
    holders = {
        path.relative_to(RACINE).as_posix()
        for path in (RACINE / "tests").rglob("test_*.py")
        if "update_golden" + ": bool" in path.read_text(encoding="utf-8")
    }
    assert set(lancer.GOLDENS) == holders
