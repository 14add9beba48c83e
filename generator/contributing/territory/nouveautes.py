"""The origin's novelties, merged into a territory's own copy: the engine and the common shelf are theirs, what is
written here stays ours."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.corpus.genres import COMMUN, GENRES, SCHEMAS, url_of
from generator.forges.connues import FORGES
from generator.problems.faults import Fault
from generator.problems.formats import visible
from generator.reading.revision import commit_of, git, remotes

GARDES = ("content", "data", "README.md", "A-FAIRE.md", *(forge.proprietaires for forge in FORGES.values()))
"""What a territory writes: it stays as it is, whatever the origin did with its own. All of content/ but the shelf."""
_OURS = (*GARDES, f":(exclude){COMMUN}")
_MOTEUR = ("generator", "tests", "benchmarks", "docs", "lancer.py")
"""What no command writes in a copy: a change there was made by hand."""
_PERSONNE = ("-c", "user.name=offre", "-c", "user.email=offre@localhost")
"""git asks who merges even when nothing is committed: this name is written nowhere."""
JOURNAL = "CHANGELOG.md"
PATIENCE = 900
"""Seconds for a fetch: the whole history on a slow line."""
_VERBES = {"A": "ajoutée", "D": "retirée"}
MAX_NOMMES = 3
"""Files that a refusal names."""


def refuse_dirty(root: Path) -> None:
    """What is not committed would be lost: refuse, and say how to go on."""
    status = git(root, "status", "--porcelain", "--ignored", "--untracked-files=normal", "--", ".")
    if status is None:
        raise Fault("git ne peut pas dire si tout est enregistré : vérifier cette copie du dépôt, puis recommencer.")
    told = [line for line in status.decode("utf-8", "replace").splitlines() if line.strip()]
    unseen = [line[3:] for line in told if line.startswith("!!") and _holds_content(root, line[3:].strip('"'))]
    if unseen:
        raise Fault(
            f"git ignore {_named(unseen)} : ce qui est là serait perdu. Si cette copie est dans le dossier d'un autre "
            "dépôt, en faire un dépôt à elle (git init, git add -A, git commit), puis recommencer. Sinon, corriger "
            ".gitignore. Pour voir sans rien écrire : --essai."
        )
    changed = [line[3:] for line in told if not line.startswith("!!")]
    if changed:
        raise Fault(
            f"Des changements ne sont pas enregistrés dans git ({_named(changed)}) : les enregistrer "
            "(git commit) ou les retirer, puis recommencer. Pour voir sans rien écrire : --essai."
        )


def _holds_content(root: Path, ignored: str) -> bool:
    """Tell whether a path that git ignores, told from the top of the repository, is or holds what a territory wrote."""
    top = (git(root, "rev-parse", "--show-toplevel") or b"").decode("utf-8", "replace").strip()
    path = Path(top, ignored)
    held = [root.resolve() / name for name in ("content", "data")]
    within = any(path == one or path.is_relative_to(one) or one.is_relative_to(path) for one in held)
    return within and not path.name.startswith(".")


@dataclass(frozen=True, slots=True)
class Nouveautes:
    """What a version of the origin changes here, in words."""

    programme: int = 0
    """Files of the programme"""
    journal: tuple[str, ...] = ()
    """What its journal adds, a line each"""
    communes: tuple[str, ...] = ()
    """Common fiches"""
    champs: tuple[str, ...] = ()
    """Fields that may be filled from now on"""
    remplaces: tuple[str, ...] = ()
    """Files of the programme or of the shelf that were changed here, and become the origin's"""


def fetch(root: Path, reference: str) -> None:
    """Fetch the repository of a reference as `amont/main`; one that is here already (a tag, a commit) needs nothing.

    Raises Fault, in one sentence, when git does not know this repository, or when it does not answer.
    """
    known = [name for name in remotes(root) if reference.startswith(f"{name}/")]
    if not known:
        name = reference.partition("/")[0]
        if name == reference or git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", reference):
            return
        raise Fault(
            f"Cette copie ne connaît pas le dépôt « {visible(name)} » : écrire "
            f"« git remote add {visible(name)} ADRESSE-DU-DEPOT-D-ORIGINE », puis recommencer."
        )
    name = max(known, key=len)
    if git(root, "fetch", "--quiet", "--no-tags", name, patience=PATIENCE) is None:
        raise Fault(
            f"Le dépôt « {name} » ne répond pas : vérifier que cet ordinateur est relié à internet, et l'adresse que "
            "dit « git remote -v ». Rien n'a changé ici."
        )
    if git(root, "rev-parse", "--verify", "--quiet", f"refs/remotes/{reference}") is None:
        branch = visible(reference.removeprefix(f"{name}/"))
        raise Fault(f"Le dépôt « {name} » n'a pas de branche « {branch} » : écrire la sienne, --depuis {name}/BRANCHE.")


def take_nouveautes(root: Path, reference: str, trial: bool) -> Nouveautes | None:
    """Merge a version of the origin, not committed yet, keeping what is ours; return what it changes, None: nothing.

    The shelf becomes the origin's, whatever was changed in it here.

    Raises Fault, the copy being as it was, when something is not saved, when the version is unknown, or when the
    engine was changed on both sides.
    """
    commit = commit_of(root, reference)
    if git(root, "merge-base", "--is-ancestor", commit, "HEAD") is not None:
        return None
    base = (git(root, "merge-base", "HEAD", commit) or b"").decode().strip()
    if not base:
        cut = (git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
        why = "Cette copie n'a pas toute son histoire : écrire « git fetch --unshallow », puis recommencer."
        raise Fault(why if cut else "Cette copie ne vient pas de ce dépôt : ses nouveautés ne s'y mélangent pas.")
    theirs = [f":(exclude){path}" for path in GARDES]
    changed = _paths(root, base, commit, ".", *theirs)
    has_shelf = git(root, "cat-file", "-e", f"{commit}:{COMMUN}") is not None
    edited = _paths(root, base, "HEAD", COMMUN) if has_shelf else []
    found = Nouveautes(
        len(changed),
        _journal(root, base, commit),
        _common(root, commit) if has_shelf else (),
        _outermost(_fields(root, commit) - _fields(root, "HEAD")),
        tuple(sorted({*edited, *(path for path in _paths(root, base, "HEAD", *_MOTEUR) if path in changed)})),
    )
    if trial:
        return found
    refuse_dirty(root)
    try:
        _merge(root, commit, has_shelf)
    except BaseException:
        undo(root)
        raise
    return found


def _merge(root: Path, commit: str, has_shelf: bool) -> None:
    """Merge; ours is as it was, the shelf is theirs. Raises Fault when git cannot."""
    git(root, *_PERSONNE, "merge", "--no-commit", "--no-ff", "-s", "ort", "-X", "theirs", commit)
    kept = [path for path in GARDES if git(root, "cat-file", "-e", f"HEAD:{path}") is not None]
    git(root, "reset", "-q", "HEAD", "--", *_OURS)
    git(root, "checkout", "-q", "HEAD", "--", *kept, f":(exclude){COMMUN}")
    git(root, "clean", "-fdq", "--", *_OURS)
    if has_shelf:
        git(root, "rm", "-rqf", "--ignore-unmatch", "--", COMMUN)
        git(root, "checkout", "-q", commit, "--", COMMUN)
    torn = (git(root, "diff", "--name-only", "--diff-filter=U") or b"").decode("utf-8", "replace").splitlines()
    merging = git(root, "rev-parse", "--verify", "--quiet", "MERGE_HEAD") is not None
    if torn or not merging or git(root, "status", "--porcelain", "--", *_OURS) != b"":
        why = f"changés des deux côtés ({_named(torn)})" if torn else "impossibles à mélanger"
        raise Fault(f"Des fichiers du programme sont {why}. Rien n'a changé ici : demander à qui tient le programme.")


def undo(root: Path) -> None:
    """Put a copy that was wholly saved (`refuse_dirty`) as it was before a merge."""
    git(root, "reset", "-q", "--hard", "HEAD")
    git(root, "clean", "-fdq")


def _paths(root: Path, before: str, after: str, *where: str) -> list[str]:
    told = git(root, "diff", "--name-only", "--no-renames", "-z", before, after, "--", *where) or b""
    return [path for path in told.decode("utf-8", "replace").split("\0") if path]


def _journal(root: Path, base: str, commit: str) -> tuple[str, ...]:
    """Return the lines that a version adds to CHANGELOG.md, those that are written for people."""
    told = (git(root, "diff", "-U0", base, commit, "--", JOURNAL) or b"").decode("utf-8", "replace").splitlines()
    return tuple(visible(line[1:]) for line in told if line.startswith("+- "))


def _fields(root: Path, commit: str) -> set[str]:
    """Return « service : public.precision » for each field of the files that people write, as the schemas say them."""
    listed = (git(root, "ls-tree", "--name-only", commit, "--", f"{SCHEMAS}/") or b"").decode("utf-8", "replace")
    found = set()
    for path in listed.splitlines():
        with contextlib.suppress(ValueError):
            tree = json.loads(git(root, "cat-file", "blob", f"{commit}:{path}") or b"{}")
            found |= {f"{Path(path).stem} : {visible(name)}" for name in _names(tree, "")}
    return found


def _outermost(fields: set[str]) -> tuple[str, ...]:
    """Leave out what is inside of another one."""
    return tuple(one for one in sorted(fields) if one.rpartition(".")[0] not in fields)


def _names(tree: Any, before: str) -> Iterator[str]:
    """Yield the dotted names of the fields of a schema."""
    if isinstance(tree, dict):
        for name, one in tree.get("properties", {}).items():
            yield f"{before}{name}"
            yield from _names(one, f"{before}{name}.")
        yield from _names(tree.get("items"), before)


def _common(root: Path, commit: str) -> tuple[str, ...]:
    """Return « services/conseil : changée » for each common fiche that is not as in this version."""
    status = git(root, "diff", "--no-renames", "--name-status", "HEAD", commit, "--", COMMUN) or b""
    lines = (line.split("\t", 1) for line in status.decode("utf-8", "replace").splitlines())
    fiches = ((verb, url_of(path).rstrip("/")) for verb, path in lines if path != GENRES["commun"].chemin)
    return tuple(f"{visible(fiche)} : {_VERBES.get(verb, 'changée')}" for verb, fiche in fiches)


def _named(paths: list[str]) -> str:
    more = f" et {len(paths) - MAX_NOMMES} de plus" if len(paths) > MAX_NOMMES else ""
    return f"{', '.join(map(visible, paths[:MAX_NOMMES]))}{more}"
