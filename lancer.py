"""One door to every command: `python3 lancer.py site`.

Standard library only, and written so that an old Python (3.6 or later) still
reads this file and can say that it is too old. Everything runs in `.venv`, made at need; the
packages are installed with their hashes, and again only when the lock changed.
"""

import difflib
import hashlib
import importlib.util
import os
import subprocess
import sys
import threading
import time
from pathlib import Path


def python_too_old(major: int, minor: int) -> str:
    """Return the sentence for a Python that is too old, else ''."""
    if (major, minor) >= (3, 11):
        return ""
    return f"Il faut Python 3.11 ou plus récent ; celui-ci est Python {major}.{minor}."


if __name__ == "__main__" and python_too_old(*sys.version_info[:2]):
    # Before any line that an old Python can read but not run.
    sys.stderr.write(python_too_old(*sys.version_info[:2]) + "\n")
    sys.exit(2)

RACINE = Path(__file__).resolve().parent
VERROU_SITE = "requirements.txt"
VERROU_ESSAIS = "requirements-dev.txt"
INCLUS = {VERROU_SITE: (VERROU_SITE,), VERROU_ESSAIS: (VERROU_ESSAIS, VERROU_SITE)}
"""What installing a lock also installs: the tests' lock contains the site's."""

TRIAL = "build/essai"
"""Where the site of the repository is built to be looked at; never the published one."""
BUILD_TRIAL = ["-m", "generator", "construire", "--sortie", TRIAL, "--accepter-pertes"]
INSPECT = ["-m", "tests.inspection", TRIAL]
CHECK_AIDS = ["-m", "generator", "schemas", "--verifier"]
ROUND_TRIP = ["-m", "tests.contributing.spreadsheet.aller_retour"]
TERRITORIES = ["-m", "benchmarks.territoires", "--nombre", "200"]
"""Territories drawn by lot among those of the country, made from this one, then verified."""

VITE = [f"tests/{room}" for room in ("reading", "models", "corpus", "markdown", "problems", "rules", "orientation")]
"""What `test --vite` runs: what is read, checked and proved; no browser, no whole site, no property of thousands."""

GOLDENS = [
    "tests/test_golden.py",
    "tests/test_fautes.py",
    "tests/cli/test_bilan.py",
    "tests/rendering/exports/test_v1.py",
]
"""The only tests that hold reference files: `golden` runs nothing else."""

ROUE = "build/roue"
"""Where `roue` puts the packages aside; as long as they are there, the site's are installed from them alone."""

CORES = os.cpu_count() or 1
WORKERS = ["-n", str(min(CORES + 1, 4)), "--dist", "loadfile", "--no-loadscope-reorder"]
"""One worker more than cores: one that waits for a browser or a process leaves its core to another.
The order of the files is ours (tests/conftest.py): the longest first, or one worker ends alone."""
WORKERS += ["-o", "console_output_style=classic"]  # how far it is: tests/avancement.py
VITE_WORKERS = ["-n", str(min(CORES, 4) if CORES > 1 else 0), *WORKERS[2:]]
"""Nothing waits there; and workers that would share one core only load everything twice."""

EN_MEMOIRE = Path("/dev/shm")  # noqa: S108 - a folder of Linux that is kept in memory
PLACE = 3 << 30
"""Bytes free there for the tests to write there: many times what they hold at once."""

USAGE = 2
INTERROMPU = 130

AIDE = {
    "site": "construit le site dans le dossier « site »",
    "servir": "construit le site, le montre et le refait à chaque changement",
    "verifier": "vérifie les contenus sans rien construire",
    "offre": "lance une commande du programme (« offre nouveau service mon-atelier »)",
    "test": "lance tous les essais, puis inspecte le site dans un navigateur "
    "(« --vite » : l'essentiel, en une minute ; « --touches » : ce que vos changements peuvent casser)",
    "test-complet": "lance aussi ce qui est long et tombe rarement ; inspecte le site en entier",
    "golden": "refait les pages de référence des essais",
    "captures": "refait les images de docs/captures",
    "lint": "vérifie le style et les types du code",
    "roue": "met de côté les paquets du site, pour installer sans réseau",
    "verrou": "refait les deux listes de paquets figés (« --upgrade » pour les rajeunir)",
    "aide": "montre cette liste",
}
VERROUS = dict.fromkeys(("site", "servir", "verifier", "offre", "roue"), VERROU_SITE)
"""The lock of a command; the tests' one for the commands that are not here."""


class Arret(Exception):
    """Something is missing on this machine: one French sentence, exit code 2."""


def tell(sentence: str) -> None:
    """Show progress on stderr, so that the output of a command can be piped."""
    print(sentence, file=sys.stderr, flush=True)


def check_venv_module() -> None:
    """Debian ships Python without what makes an environment."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Arret(
            "Python ne peut pas créer d'environnement : installez le paquet qui manque "
            "(sous Debian ou Ubuntu : « sudo apt install python3-venv »), puis recommencez."
        )


def help_text() -> str:
    """Return the list of commands."""
    lines = [f"  {name:<12} {what}" for name, what in AIDE.items()]
    return "\n".join(["Écrire : python3 lancer.py <commande>", "", *lines])


def unknown_command(name: str) -> str:
    """Return the sentence for a command that does not exist."""
    near = difflib.get_close_matches(name, AIDE, n=1)
    guess = f"Vouliez-vous dire « {near[0]} » ?" if near else f"Commandes : {', '.join(AIDE)}."
    return f"La commande « {name} » n'existe pas. {guess}"


def venv_python(venv: Path, system: str = os.name) -> Path:
    """Return the Python of the environment."""
    return venv / ("Scripts/python.exe" if system == "nt" else "bin/python")


def lock_hash(lock: Path) -> str:
    """Return what tells one state of the lock from another."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def stamp_of(venv: Path, lock_name: str) -> Path:
    """Return the file that remembers the lock installed last."""
    return venv / f"installe-{lock_name}.sha256"


def is_installed(venv: Path, lock: Path) -> bool:
    """Whether the environment holds exactly this lock."""
    stamp = stamp_of(venv, lock.name)
    return (
        venv_python(venv).exists() and stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == lock_hash(lock)
    )


def mark_installed(venv: Path, lock: Path) -> None:
    """Remember that this lock is installed, and the locks that it contains."""
    for name in INCLUS[lock.name]:
        stamp_of(venv, name).write_text(lock_hash(lock.with_name(name)) + "\n", encoding="utf-8")


def failure_sentence(pip_output: str, log: Path) -> str:
    """Return why pip failed, as one sentence."""
    if "DO NOT MATCH THE HASHES" in pip_output:
        cause = "un paquet reçu n'est pas celui qui est attendu, rien n'a été gardé"
    elif "No space left" in pip_output:
        cause = "il n'y a plus de place sur le disque"
    elif f"Looking in links: {ROUE}" in pip_output.replace(os.sep, "/").replace(f"{RACINE.as_posix()}/", ""):
        cause = f"il manque un paquet dans {ROUE} ; l'effacer, ou le refaire sur un ordinateur relié à internet (roue)"
    else:
        cause = "vérifiez que cet ordinateur est relié à internet, puis recommencez"
    where = f"{log.parent.name}/{log.name}"
    return f"Les paquets n'ont pas pu être installés : {cause} (le détail est dans {where})."


def capture(command: list[str], env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run a command quietly; return its exit code and all that it said."""
    done = subprocess.run(
        command, cwd=RACINE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, env=env or environment()
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def environment(**more: str) -> dict[str, str]:
    """Return the variables given to every command: UTF-8 everywhere."""
    return {**os.environ, "PYTHONUTF8": "1", **more}


def in_memory(folder: Path = EN_MEMOIRE) -> dict[str, str]:
    """Return what makes the tests, and pip, write in memory, {} where they cannot: tens of thousands of files.

    There programs can be run (some systems forbid it), there is room, and nobody chose another folder.
    """
    if "TMPDIR" in os.environ or not folder.is_dir() or not os.access(folder, os.W_OK):
        return {}
    place = os.statvfs(folder)
    if place.f_flag & os.ST_NOEXEC or place.f_bavail * place.f_frsize < PLACE:
        return {}
    return {"TMPDIR": str(folder)}


def offre_command(system: str = os.name) -> str:
    """Return what one types before the words of a command of the program."""
    return f"{'py' if system == 'nt' else 'python3'} lancer.py offre"


def make_venv(venv: Path) -> None:
    """Make the environment, unless a usable one is there."""
    python = venv_python(venv)
    if python.exists() and capture([str(python), "-c", "import pip"])[0] == 0:
        return
    check_venv_module()
    tell(f"Création de l'environnement dans {venv.name}…")
    code, said = capture([sys.executable, "-m", "venv", "--clear", str(venv)])
    if code != 0:
        last = (said.strip().splitlines() or ["aucun détail"])[-1]
        raise Arret(f"L'environnement {venv.name} n'a pas pu être créé ({last}).")


def aside(lock: Path) -> list[str]:
    """Return the options that install the site's packages from those put aside, [] when there are none."""
    wheels = lock.parent / ROUE
    return ["--no-index", "-f", str(wheels)] if lock.name == VERROU_SITE and wheels.is_dir() else []


def install(lock_name: str) -> Path:
    """Make sure that the lock is installed; return the environment's Python."""
    venv, lock = RACINE / ".venv", RACINE / lock_name
    if not lock.is_file():
        raise Arret(f"Le fichier {lock_name} manque : reprenez une copie complète du projet.")
    python = venv_python(venv)
    if is_installed(venv, lock):
        return python
    make_venv(venv)
    tell(f"Installation des paquets de {lock_name} (quelques minutes la première fois)…")
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-compile"]
    pip = [str(python), "-m", "pip", "install", *quiet, *aside(lock)]
    # What builds the site comes ready-made, and runs nothing of its own; some packages of the tests have only sources.
    ready = ["--only-binary", ":all:"] if lock_name == VERROU_SITE else []
    # The lock is whole: nothing is to be resolved again (an old pip trips on `pydantic[email]`).
    code, said = capture([*pip, "--require-hashes", "--no-deps", *ready, "-r", str(lock)], environment(**in_memory()))
    if code != 0:
        log = RACINE / ".venv" / "installation.log"
        log.write_text(said, encoding="utf-8")
        raise Arret(failure_sentence(said, log))
    # pip compiles on one core, this on all of them; a file that is none of Python's is no failure.
    capture([str(python), "-m", "compileall", "-q", "-j", "0", str(venv / "lib")])
    mark_installed(venv, lock)
    return python


def call(command: list[str], env: dict[str, str]) -> int:
    """Run a command on this terminal and return its exit code.

    On Ctrl-C the command got the signal too: let it finish tidily.
    """
    process = subprocess.Popen(command, cwd=RACINE, env=env)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        try:
            process.wait()
        except KeyboardInterrupt:
            process.kill()
        raise
    return code if code >= 0 else 128 - code


def side_by_side(first: list[str], others: list[list[str]], env: dict[str, str]) -> list[int]:
    """Run a command on this terminal, the others meanwhile, in order; then show what these said. Return all codes."""
    codes: list[int] = []
    told: list[str] = []

    def work() -> None:
        for command in others:
            name, begun = " ".join(command[2:]), time.monotonic()
            code, said = capture(command, env)
            codes.append(code)
            told.append(f"\n--- {name}\n{said.strip()}")
            tell(f"{name} : {'échec' if code else 'fait'}, {time.monotonic() - begun:.0f} s")

    beside = threading.Thread(target=work, daemon=True)
    beside.start()
    code = call(first, env)
    beside.join()
    print("\n".join(told), flush=True)
    return [code, *codes]


def find_browser(python: Path) -> tuple[int, str]:
    """Ask for the path of the tests' browser; it says itself why there is none."""
    command = [str(python), "-m", "tests.navigateur"]
    asked = subprocess.run(command, cwd=RACINE, stdout=subprocess.PIPE, check=False, env=environment())
    return asked.returncode, asked.stdout.decode("utf-8").strip()


def uv_command(source: str, lock: str, more: list[str]) -> list[str]:
    """Return the command that writes one lock: versions and hashes, no address."""
    options = ["--universal", "--python-version", "3.11", "--generate-hashes"]
    quiet = ["--no-emit-index-url", "--no-header", "--quiet"]
    return ["-m", "uv", "pip", "compile", *options, *quiet, *more, "-o", lock, source]


def commands_of(name: str, more: list[str]) -> list[list[str]]:
    """Return what the environment's Python is to run, in order."""
    if name == "site":
        return [["-m", "generator", "construire", *more]]
    if name in ("servir", "verifier"):
        return [["-m", "generator", name, *more]]
    if name == "offre":
        return [["-m", "generator", *(more or ["--help"])]]
    if name == "golden":
        return [["-m", "pytest", "--update-golden", *(more or GOLDENS)]]
    if name == "lint":
        return [
            ["-m", "ruff", "check", "."],
            ["-m", "ruff", "format", "--check", "."],
            ["-m", "mypy"],
        ]
    if name == "verrou":
        same = ["--constraint", VERROU_SITE]
        return [
            uv_command("requirements.in", VERROU_SITE, more),
            uv_command("requirements-dev.in", VERROU_ESSAIS, [*same, *more]),
        ]
    if name == "roue":
        locked = ["--require-hashes", "--only-binary", ":all:", "-r", VERROU_SITE]
        return [["-m", "pip", "download", "--quiet", "--disable-pip-version-check", *locked, "-d", ROUE]]
    if name == "captures":
        return [BUILD_TRIAL, ["-m", "benchmarks.captures", TRIAL, *more]]
    if name == "test-complet":
        return [["-m", "pytest", *WORKERS, *more], CHECK_AIDS, ROUND_TRIP, BUILD_TRIAL, INSPECT, TERRITORIES]
    if more[:1] == ["--fuzz"]:
        return [["-m", "tests.fuzz", *more[1:]]]
    if more == ["--vite"]:
        return [["-m", "pytest", *VITE_WORKERS, "-m", "not lent and not navigateur and not propriete", *VITE]]
    if more[:1] == ["--touches"]:
        return [["-m", "tests.touches", *more[1:]]]
    if more:  # chosen tests run alone, so that --pdb works
        return [["-m", "pytest", *more]]
    # All the tests; beside them this very territory: schemas and forms, spreadsheet, site in a browser.
    here = [CHECK_AIDS, ROUND_TRIP, [*BUILD_TRIAL, "--sans-pdf"], [*INSPECT, "--contenus"]]
    return [["-m", "pytest", *WORKERS], *here]


def run(name: str, more: list[str]) -> int:
    """Install, run every command, return the first code that is not 0."""
    python = install(VERROUS.get(name, VERROU_ESSAIS))
    # The messages of the program name commands that can be pasted; the tests know those of the bare program.
    env = environment(OFFRE_COMMANDE=offre_command()) if name in VERROUS else environment()
    if name in ("test", "test-complet", "golden", "captures"):
        # Tests start the program hundreds of times: it is compiled once, whatever the machine asks for.
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        env.update(in_memory())
        code, env["CHROMIUM"] = find_browser(python)
        if code != 0:
            return code
    if name == "test-complet":
        env["ESSAIS"] = "complet"
    commands = [[str(python), *command] for command in commands_of(name, more)]
    if len(commands) > 1 and name.startswith("test"):
        codes = side_by_side(commands[0], commands[1:], env)
    else:
        codes = [call(command, env) for command in commands]
    return next((code for code in codes if code != 0), 0)


def main(argv: list[str]) -> int:
    """Run the command named first; return its exit code."""
    name, more = (argv[0], argv[1:]) if argv else ("aide", [])
    if name in ("aide", "-h", "--help"):
        print(help_text())
        return 0
    if name not in AIDE:
        tell(unknown_command(name))
        return USAGE
    try:
        return run(name, more)
    except Arret as stop:
        tell(str(stop))
        return USAGE
    except OSError as error:
        tell(f"Ce fichier ou ce programme n'a pas pu être utilisé : {error.filename} ({error.strerror}).")
        return USAGE
    except KeyboardInterrupt:
        tell("Interrompu.")
        return INTERROMPU


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
