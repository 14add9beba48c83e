"""The programme's novelties, merged into a territory's own copy: the engine is theirs, what is written stays ours."""

from __future__ import annotations

from pathlib import Path

from generator.problems.faults import Fault
from generator.problems.formats import visible
from generator.reading.revision import commit_of, git

GARDES = ("content", "data", "README.md", "A-FAIRE.md")
"""What a territory writes: it stays as it is, whatever the origin did with its own."""
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


def take_nouveautes(root: Path, reference: str, trial: bool) -> int:
    """Merge a version of the origin, not committed yet, keeping what is ours; return how many files it changes.

    Raises Fault, the copy being as it was, when something is not saved, when the version is unknown, or when the
    engine was changed on both sides.
    """
    commit = commit_of(root, reference)
    if git(root, "merge-base", "--is-ancestor", commit, "HEAD") is not None:
        return 0
    base = (git(root, "merge-base", "HEAD", commit) or b"").decode().strip()
    if not base:
        raise Fault("Cette copie ne vient pas de ce dépôt : ses nouveautés ne peuvent pas être mélangées à la vôtre.")
    theirs = [f":(exclude){path}" for path in GARDES]
    changed = (git(root, "diff", "--name-only", base, commit, "--", ".", *theirs) or b"").splitlines()
    if trial:
        return len(changed)
    refuse_dirty(root)
    git(root, "merge", "--no-commit", "--no-ff", "-s", "ort", "-X", "theirs", commit)
    kept = [path for path in GARDES if git(root, "cat-file", "-e", f"HEAD:{path}") is not None]
    git(root, "reset", "-q", "HEAD", "--", *GARDES)
    git(root, "checkout", "-q", "HEAD", "--", *kept)
    git(root, "clean", "-fdq", "--", *GARDES)
    torn = (git(root, "diff", "--name-only", "--diff-filter=U") or b"").decode("utf-8", "replace").splitlines()
    if torn or git(root, "rev-parse", "--verify", "--quiet", "MERGE_HEAD") is None:
        git(root, "merge", "--abort")
        why = f"changés des deux côtés ({_named(torn)})" if torn else "impossibles à mélanger"
        raise Fault(f"Des fichiers du programme sont {why}. Rien n'a changé ici : demander à qui tient le programme.")
    return len(changed)


def _named(paths: list[str]) -> str:
    more = f" et {len(paths) - MAX_NOMMES} de plus" if len(paths) > MAX_NOMMES else ""
    return f"{', '.join(map(visible, paths[:MAX_NOMMES]))}{more}"
