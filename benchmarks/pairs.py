"""What a build is measured beside, in the same run: plain MkDocs, and PyYAML alone.

Each is a process of its own, as our own builds are. Linux and macOS only.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.longueurs import RACINE

PAGES_MKDOCS = 20
_SITE = "site_name: Essai\ntheme:\n  name: material\n"
_SANS_MENU = "nav:\n  - index.md\nnot_in_nav: |\n  /*\n"
"""A thousand pages in the menu of each page cost MkDocs more than a minute: nobody would build that."""


def lancer(*arguments: str) -> tuple[dict[str, Any], float, float]:
    """Run a Python of its own to its end; return (its JSON, CPU seconds, wall seconds)."""
    # Compiled modules are kept, as on anybody's machine: without them each command would compile ours again,
    # when those of MkDocs were compiled once by pip.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    before = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], cwd=RACINE, env=env, stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout as stream:
        said = stream.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"La commande a échoué ({process.returncode}) : {' '.join(arguments)}")
    return json.loads(said or "{}"), usage.ru_utime + usage.ru_stime, wall


def ecrire_mkdocs(racine: Path) -> Path:
    """Write a plain MkDocs project of 20 Markdown pages, Material with its default settings."""
    docs = racine / "docs"
    docs.mkdir(parents=True)
    (racine / "mkdocs.yml").write_text(_SITE, "utf-8")
    part = "## Partie {k}\n\n" + "On part de ce que vous avez **déjà essayé**, puis on écrit la suite. " * 5
    part += "\n\n- Une chose à faire ;\n- une autre ;\n- [une page](index.md).\n\n"
    for number in range(PAGES_MKDOCS):
        name = "index.md" if number == 0 else f"page-{number:02}.md"
        (docs / name).write_text(f"# Page {number}\n\n" + "".join(part.format(k=k) for k in range(4)), "utf-8")
    return racine


def ecrire_pages(racine: Path, territoire: Path) -> Path:
    """Write a plain MkDocs project with a Markdown page per fiche of a territory: the same words, field by field."""
    docs = racine / "docs"
    docs.mkdir(parents=True)
    (racine / "mkdocs.yml").write_text(_SITE + _SANS_MENU, "utf-8")
    (docs / "index.md").write_text("# Accueil\n", "utf-8")
    for path in fiches(territoire):
        lines = [line.strip("- ").partition(": ") for line in path.read_text("utf-8").splitlines() if line.strip()]
        body = "\n".join(f"- **{key}** {value}" if colon else f"- {key}" for key, colon, value in lines)
        (docs / f"{path.parent.name}-{path.stem}.md").write_text(f"# {path.stem}\n\n{body}\n", "utf-8")
    return racine


def fiches(territoire: Path) -> list[Path]:
    """Return the YAML files of a territory's fiches."""
    return sorted((territoire / "content").rglob("*.yml"))


def mesurer_mkdocs(racine: Path) -> dict[str, tuple[float, float]]:
    """Build the plain site as a command and inside a process; return (CPU, wall) seconds of each."""
    inside, _, _ = lancer("-m", "benchmarks.pairs", "mkdocs", str(racine))
    return {"commande": mesurer_pages(racine), "interne": tuple(inside["secondes"])}


def mesurer_pages(racine: Path) -> tuple[float, float]:
    """Build a plain site as a command; return its (CPU, wall) seconds."""
    _, cpu, wall = lancer("-m", "mkdocs", "build", "--quiet", "--config-file", str(racine / "mkdocs.yml"))
    return cpu, wall


def mesurer_yaml(territoire: Path) -> tuple[float, float]:
    """Return the (CPU, wall) seconds that PyYAML takes to load the fiches of a territory, checking nothing."""
    found, _, _ = lancer("-m", "benchmarks.pairs", "yaml", str(territoire))
    return tuple(found["secondes"])


def construire_mkdocs(racine: Path) -> None:
    """Build the plain site in this process, MkDocs already imported; print its seconds."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    before = (time.process_time(), time.perf_counter())
    build(load_config(config_file=str(racine / "mkdocs.yml")))
    imprimer(before)


def charger_yaml(territoire: Path) -> None:
    """Load every fiche with PyYAML's fastest safe loader; print its seconds."""
    import yaml

    paths = fiches(territoire)
    before = (time.process_time(), time.perf_counter())
    kept = [yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in paths]
    imprimer(before)
    assert len(kept) == len(paths)


def imprimer(before: tuple[float, float]) -> None:
    """Print the seconds since `before`, as JSON: CPU, wall."""
    print(json.dumps({"secondes": [time.process_time() - before[0], time.perf_counter() - before[1]]}))


if __name__ == "__main__":
    {"mkdocs": construire_mkdocs, "yaml": charger_yaml}[sys.argv[1]](Path(sys.argv[2]))
