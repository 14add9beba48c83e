"""The Nu HTML checker on every page: needs Java, and npm to fetch it once.

Where one is missing the check says so and passes, except when CI=true.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.inspection.faute import Faute

VERSION = "26.9.27"
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
"""Of vnu.jar in the npm package vnu-jar of this version."""

UNKNOWN = r".*CSS: (“[a-z-]+”: Property “[a-z-]+” doesn't exist|Unrecognized at-rule “@container”).*"
"""The carnet holds its style sheet, and the checker does not know what is recent there (`container`, `paint-order`);
lightningcss reads that sheet at each build, and refuses what is no CSS."""
BRIEF = ("-XX:TieredStopAtLevel=1", "-Xss4m")
"""Java's second compiler pays after minutes, never here: half the work without it, and a deeper stack."""
_LINE = re.compile(r'^"?(?:file:)?(?P<file>[^"]+?)"?:(?P<line>\d+)\.\d+-\d+\.\d+: (?P<message>.+)$')


class VnuAbsent(Exception):
    """The checker cannot run here; carries one French sentence."""


def is_required(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether this check may not be left out."""
    return environ.get("CI", "").lower() == "true"


def find_vnu(cache: Path | None = None) -> tuple[str, Path]:
    """Return Java and the checker's jar, fetched once into the environment's cache."""
    java, npm = shutil.which("java"), shutil.which("npm")
    if java is None or subprocess.run([java, "-version"], capture_output=True, check=False).returncode != 0:
        raise VnuAbsent("Le contrôle du HTML (vnu) n'a pas été fait : Java manque sur cette machine.")
    jar = (cache or Path(sys.prefix) / "vnu") / f"vnu-{VERSION}.jar"
    if not jar.is_file():
        if npm is None:
            raise VnuAbsent("Le contrôle du HTML (vnu) n'a pas été fait : npm manque sur cette machine.")
        fetch(npm, jar)
    if hashlib.sha256(jar.read_bytes()).hexdigest() != SHA256:
        raise VnuAbsent(f"Le contrôle du HTML (vnu) n'a pas été fait : {jar.name} n'est pas le fichier attendu.")
    return java, jar


def fetch(npm: str, jar: Path) -> None:
    """Get the jar from its npm package: the archive is read, nothing of it is run."""
    jar.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jar.parent) as folder:
        command = [npm, "pack", "--silent", f"vnu-jar@{VERSION}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        archives = sorted(Path(folder).glob("*.tgz"))
        if done.returncode != 0 or not archives:
            raise VnuAbsent("Le contrôle du HTML (vnu) n'a pas été fait : npm n'a pas pu le télécharger.")
        with tarfile.open(archives[0]) as archive:
            member = archive.extractfile("package/build/dist/vnu.jar")
            assert member is not None
            partial = Path(folder, "vnu.jar")
            partial.write_bytes(member.read())
        partial.replace(jar)


def check_vnu(folder: Path, only: Sequence[Path] | None = None, cache: Path | None = None) -> list[Faute]:
    """Check every page of a folder, or only some; raise VnuAbsent when it cannot be done."""
    java, jar = find_vnu(cache)
    command = [java, *BRIEF, "-jar", str(jar), "--errors-only", "--skip-non-html", "--exit-zero-always"]
    command += ["--format", "gnu", "--filterpattern", UNKNOWN]
    done = subprocess.run([*command, *map(str, only or [folder])], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise VnuAbsent(f"Le contrôle du HTML (vnu) s'est arrêté : {done.stderr.strip()[-200:]}")
    faults = []
    for text in done.stderr.splitlines():
        if found := _LINE.match(text):
            url = Path(found["file"]).relative_to(folder.resolve()).as_posix().removesuffix("index.html")
            faults.append(Faute(url, f"vnu, ligne {found['line']} : {found['message']}"))
        elif text.strip():
            faults.append(Faute("", f"vnu : {text}"))
    return faults
