"""The workflows, read as data; their steps, run as the forge runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.chemins import RACINE

DOSSIER = RACINE / ".github" / "workflows"


def read_yaml(path: Path) -> dict[str, Any]:
    """Return a file, every scalar a text: `on` stays a word."""
    whole: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    return whole


FLUX: Mapping[str, dict[str, Any]] = {path.stem: read_yaml(path) for path in sorted(DOSSIER.glob("*.yml"))}
"""name → workflow"""
ECARTES = ("pip install", "apt-get", "make test", "gh ")
"""Steps that need the network or last an hour; the tests are themselves what `make test` runs."""


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, flux in FLUX.items():
        for key, job in flux["jobs"].items():
            yield name, key, job


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, _, job in jobs():
        for step in job.get("steps", ()):
            yield name, step


@dataclass(frozen=True)
class Machine:
    """A folder that stands for a runner: a checkout, an event, a summary."""

    depot: Path
    dossier: Path

    @property
    def resume(self) -> str:
        return (self.dossier / "resume.md").read_text("utf-8")

    @property
    def outputs(self) -> str:
        return (self.dossier / "valeurs").read_text("utf-8")

    @property
    def journal(self) -> str:
        path = self.dossier / "journal"
        return path.read_text("utf-8") if path.exists() else ""

    def run(self, flux: str, event: str, only: str = "") -> dict[str, int]:
        """Run the steps of a workflow, job after job, or one of them; return step → exit code (each one is tried)."""
        (self.dossier / "evenement.json").write_text(event, "utf-8")
        (self.dossier / "resume.md").touch()
        codes = {}
        for job in FLUX[flux]["jobs"].values():
            for step in job["steps"]:
                asked = only in ("", step["name"])
                if "run" in step and asked and not any(word in step["run"] for word in ECARTES):
                    codes[step["name"]] = self._step(step)
        return codes

    def _step(self, step: Mapping[str, Any]) -> int:
        bash = shutil.which("bash")
        assert bash is not None, "bash manque"
        token = {"GITHUB_TOKEN": "jeton-des-essais"} if "GITHUB_TOKEN" in step.get("env", {}) else {}
        done = subprocess.run(
            [bash, "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.depot,
            env={
                **{key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")},
                "PATH": f"{self.dossier / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(RACINE),
                "JOURNAL": str(self.dossier / "journal"),
                "GITHUB_EVENT_PATH": str(self.dossier / "evenement.json"),
                "GITHUB_STEP_SUMMARY": str(self.dossier / "resume.md"),
                "GITHUB_OUTPUT": str(self.dossier / "valeurs"),
                "GITHUB_REPOSITORY": "petite-ile/offre",
                "GITHUB_SERVER_URL": "https://forge.example",
                **token,
            },
            capture_output=True,
            check=False,
        )
        with (self.dossier / "sorties").open("ab") as outputs:
            outputs.write(done.stdout + done.stderr)
        return done.returncode


@contextmanager
def programme(folder: Path) -> Iterator[Path]:
    """The program of the tests, loaded once in a process of its own; yield the address where it answers."""
    address = folder / "programme"
    command = [sys.executable, "-m", "tests.forge.programme", str(address)]
    with subprocess.Popen(command, cwd=RACINE, stdout=subprocess.PIPE) as loaded:
        assert loaded.stdout is not None and loaded.stdout.readline() == "prêt\n".encode()
        yield address
        loaded.kill()


def machine(depot: Path, dossier: Path, address: Path) -> Machine:
    """Return a runner whose `python` is the program of the tests, loaded already."""
    shim = dossier / "bin" / "python"
    shim.parent.mkdir(parents=True)
    client = RACINE / "tests/forge/client.py"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S -E "{client}" "{address}" "$@"\n', "utf-8")
    shim.chmod(0o755)
    return Machine(depot, dossier)
