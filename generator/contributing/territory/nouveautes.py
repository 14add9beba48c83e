"""The origin's novelties, merged into a territory's own copy: the engine and the common shelf are theirs, what is
written here stays ours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.corpus.genres import COMMUN, GENRES, url_of
from generator.problems.faults import Fault
from generator.problems.formats import visible
from generator.reading.revision import commit_of, git

GARDES = ("content", "data", "README.md", "A-FAIRE.md", ".github/CODEOWNERS")
"""What a territory writes: it stays as it is, whatever the origin did with its own. All of content/ but the shelf."""
_OURS = (*GARDES, f":(exclude){COMMUN}")
_VERBES = {"A": "ajoutée", "D": "retirée"}
MAX_NOMMES = 3
"""Files that a refusal names."""


def refuse_dirty(root: Path) -> None:
    """What is not committed would be lost: refuse, and say how to go on."""
    status = git(root, "status", "--porcelain", "--ignored", "--", ".")
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
    """What a version of the origin changes here: files of the programme, and the common fiches, in words."""

    programme: int = 0
    communes: tuple[str, ...] = ()


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
        raise Fault("Cette copie ne vient pas de ce dépôt : ses nouveautés ne peuvent pas être mélangées à la vôtre.")
    theirs = [f":(exclude){path}" for path in GARDES]
    changed = (git(root, "diff", "--name-only", base, commit, "--", ".", *theirs) or b"").splitlines()
    has_shelf = git(root, "cat-file", "-e", f"{commit}:{COMMUN}") is not None
    found = Nouveautes(len(changed), _common(root, commit) if has_shelf else ())
    if trial:
        return found
    refuse_dirty(root)
    git(root, "merge", "--no-commit", "--no-ff", "-s", "ort", "-X", "theirs", commit)
    kept = [path for path in GARDES if git(root, "cat-file", "-e", f"HEAD:{path}") is not None]
    git(root, "reset", "-q", "HEAD", "--", *_OURS)
    git(root, "checkout", "-q", "HEAD", "--", *kept, f":(exclude){COMMUN}")
    git(root, "clean", "-fdq", "--", *_OURS)
    if has_shelf:
        git(root, "rm", "-rqf", "--ignore-unmatch", "--", COMMUN)
        git(root, "checkout", "-q", commit, "--", COMMUN)
    torn = (git(root, "diff", "--name-only", "--diff-filter=U") or b"").decode("utf-8", "replace").splitlines()
    if torn or git(root, "rev-parse", "--verify", "--quiet", "MERGE_HEAD") is None:
        git(root, "merge", "--abort")
        why = f"changés des deux côtés ({_named(torn)})" if torn else "impossibles à mélanger"
        raise Fault(f"Des fichiers du programme sont {why}. Rien n'a changé ici : demander à qui tient le programme.")
    return found


def _common(root: Path, commit: str) -> tuple[str, ...]:
    """Return « services/conseil : changée » for each common fiche that is not as in this version."""
    status = git(root, "diff", "--no-renames", "--name-status", "HEAD", commit, "--", COMMUN) or b""
    lines = (line.split("\t", 1) for line in status.decode("utf-8", "replace").splitlines())
    fiches = ((verb, url_of(path).rstrip("/")) for verb, path in lines if path != GENRES["commun"].chemin)
    return tuple(f"{visible(fiche)} : {_VERBES.get(verb, 'changée')}" for verb, fiche in fiches)


def _named(paths: list[str]) -> str:
    more = f" et {len(paths) - MAX_NOMMES} de plus" if len(paths) > MAX_NOMMES else ""
    return f"{', '.join(map(visible, paths[:MAX_NOMMES]))}{more}"
