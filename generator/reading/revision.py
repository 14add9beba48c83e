"""Take `content/` and `data/` as they were at a git reference; nothing of the repository is changed.

The reference comes from a command line, sometimes from a pull request: no
shell, no option can be smuggled in, and only plain files are taken (the names
and the bytes of a commit are as little trusted as those of the working tree).
`git archive` would be shorter, but obeys the `export-ignore` of that very
commit: a proposal could hide a fiche from its own comparison.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import stat
import subprocess
from pathlib import Path, PurePosixPath

from generator.problems.faults import Fault

TOPS = ("content", "data")
"""All that a territory is: the engine is the one that runs, on both sides."""
MAX_TREE = 200_000_000
"""Bytes of all the files of a reference: forty times what a territory holds with its downloads."""
TIMEOUT = 120
"""Seconds for one git command; a big repository on a slow disk answers in one."""
_REFERENCE = re.compile(r"[^\s\x00-\x1f\x7f-][^\s\x00-\x1f\x7f]{0,199}")
_ENTRY = re.compile(rb"(\d{6}) (\w+) ([0-9a-f]{40,64}) +(\d+|-)\t(.+)", re.DOTALL)
_PLAIN = (b"100644", b"100755")


def take(root: Path, reference: str, folder: Path) -> str:
    """Write the territory of `root` at `reference` into `folder`; return the commit's full name.

    Raises Fault when git, the reference or the territory in it is not there.
    """
    name = commit_of(root, reference)
    entries = _plain_files(git(root, "ls-tree", "-r", "-z", "-l", name, "--", *TOPS) or b"")
    if {PurePosixPath(path).parts[0] for path, _ in entries} != set(TOPS):
        raise Fault(f"La version « {_shown(reference)} » n'a pas les dossiers « content/ » et « data/ ».")
    contents = git(root, "cat-file", "--batch", stdin="".join(f"{blob}\n" for _, blob in entries).encode()) or b""
    start = 0
    for path, _ in entries:
        end_of_header = contents.find(b"\n", start)
        header = contents[start:end_of_header].split()
        if len(header) != 3:
            raise Fault("Cette copie du dépôt est incomplète : « git fetch », puis recommencer.")
        size = int(header[2])
        start = end_of_header + 1
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(contents[start : start + size])
        start += size + 1
    return name


def commit_of(root: Path, reference: str) -> str:
    """Return the full name of the commit of a reference. Raises Fault when it is no reference, or not here."""
    if not _REFERENCE.fullmatch(reference):
        raise Fault(f"« {_shown(reference)} » n'est pas une version git : écrire par exemple « main ».")
    commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    if not commit or not re.fullmatch(rb"[0-9a-f]{40,64}", commit.strip()):
        raise Fault(f"La version « {_shown(reference)} » est introuvable ici. Essayer d'abord « git fetch ».")
    return commit.strip().decode()


def last_change(root: Path) -> datetime.date | None:
    """Return the day of the last commit, None when nothing tells it: no git, no copy, no commit."""
    try:
        told = git(root, "log", "-1", "--format=%cs")
    except Fault:
        return None
    return datetime.date.fromisoformat(told.decode().strip()) if told and told.strip() else None


def remotes(root: Path) -> dict[str, str]:
    """Return name → address of the repositories that git knows, {} when nothing tells them."""
    try:
        told = git(root, "config", "--get-regexp", r"^remote\..*\.url$") or b""
    except Fault:
        return {}
    pairs = (line.split(" ", 1) for line in told.decode("utf-8", "replace").splitlines() if " " in line)
    return {name.removeprefix("remote.").removesuffix(".url"): address for name, address in pairs}


def day_of(root: Path, name: str) -> datetime.date:
    """Return the day of a commit, by its full name."""
    told = git(root, "show", "--no-patch", "--format=%cs", name) or b""
    return datetime.date.fromisoformat(told.decode().strip())


def footprints(root: Path) -> dict[str, str]:
    """Return path → SHA-256 of each plain file of content/ and data/, hidden ones left out."""
    found = {}
    for top in TOPS:
        for folder, folders, files in os.walk(root / top):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in files:
                path = Path(folder, name)
                if not name.startswith(".") and stat.S_ISREG(path.lstat().st_mode):
                    shown = path.relative_to(root).as_posix()
                    found[shown] = hashlib.sha256(path.read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def _plain_files(listing: bytes) -> list[tuple[str, str]]:
    """Return (path, blob) of the plain files; a symbolic link or a submodule is none, nor a name that climbs."""
    entries, total = [], 0
    for line in listing.split(b"\0"):
        found = _ENTRY.fullmatch(line)
        if found is None or found.group(1) not in _PLAIN:
            continue
        path = found.group(5).decode("utf-8", "replace")
        if "\\" in path or ":" in path or any(part in ("", ".", "..") for part in path.split("/")):
            continue
        total += int(found.group(4))
        entries.append((path, found.group(3).decode()))
    if total > MAX_TREE:
        raise Fault(f"Cette version pèse {total // 1_000_000} Mo, {MAX_TREE // 1_000_000} au plus.")
    return entries


def git(root: Path, *arguments: str, stdin: bytes = b"", patience: int = TIMEOUT) -> bytes | None:
    """Return what git says, given a list of arguments, never a shell; None when it says no.

    `patience`: seconds; what crosses a slow network needs more.

    Raises Fault when there is no git, or when the folder is no copy that it may read.
    """
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(root), *arguments],  # noqa: S607
            input=stdin,
            capture_output=True,
            check=False,
            timeout=patience,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"},
        )
    except FileNotFoundError as error:
        raise Fault("Le programme « git » est introuvable : l'installer, puis recommencer.") from error
    except subprocess.TimeoutExpired as error:
        raise Fault("git ne répond pas : vérifier cette copie du dépôt, puis recommencer.") from error
    if b"not a git repository" in done.stderr:
        raise Fault(
            "Ce dossier n'est pas une copie git : rien n'y garde l'ancien état. Pour qu'il en soit une, écrire : "
            'git init, puis git add -A, puis git commit -m "Départ".'
        )
    if b"dubious ownership" in done.stderr:
        raise Fault("git refuse ce dossier, qui est à quelqu'un d'autre : voir « git help config », safe.directory.")
    return done.stdout if done.returncode == 0 else None


def _shown(reference: str) -> str:
    return "".join(sign if sign.isprintable() else "□" for sign in reference[:40])
