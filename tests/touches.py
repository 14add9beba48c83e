"""`python3 lancer.py test --touches [RÉVISION]`: run the tests that a change can break, and say which.

What changed since the revision (the last commit by default: all that is not
committed yet; then that commit itself) is looked up by its place. A change in
a room runs the tests of that room, those that import the changed module, and
the few that hold the whole: it is a shortcut, the whole suite has the last word.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[1]
ALWAYS = ("tests/test_architecture.py", "tests/test_fautes.py", "tests/test_golden.py", "tests/test_qualite.py")
PLACES = {
    "generator/theme/": ("tests/theme", "tests/navigateur", "tests/rendering"),
    "schemas/": ("tests/contributing/test_schemas.py",),
    ".github/": ("tests/forge", "tests/contributing"),
    "generator/forges/": ("tests/forge", "tests/contributing", "tests/upkeep", "tests/rendering/test_forge.py"),
    "docs/": ("tests/test_docs.py", "tests/test_taches.py", "tests/test_developper.py"),
    "tests/fixtures/": ("tests/rendering", "tests/navigateur"),
    "tests/golden/": (),
    "tests/inspection/": ("tests/navigateur",),
    "benchmarks/": ("tests/test_bancs.py", "tests/publishing/test_linkchecker.py"),
    "content/": ("tests/test_docs.py",),
    "data/": ("tests/test_docs.py",),
    "lancer.py": ("tests/test_lancer.py",),
    "Makefile": ("tests/test_lancer.py",),
}
"""Beginning of a path → the tests that look at it; Python files are looked up by their imports too."""


def chosen_for(changed: Iterable[str]) -> tuple[str, ...]:
    """Return the tests, sorted, that these files (paths from the root) can break; `tests`: no shortcut."""
    chosen: set[str] = set()
    for path in changed:
        found = _of(path)
        if not found:
            return ("tests",)
        chosen |= found
    kept = {one for one in chosen if (RACINE / one).exists()}
    return tuple(sorted(one for one in kept if not any(one.startswith(f"{other}/") for other in kept)))


def _of(path: str) -> set[str]:
    """Return what one changed file can break; the empty set when its place says nothing."""
    places = [tests for start, tests in PLACES.items() if path.startswith(start)]
    found = set(ALWAYS).union(*places)
    if path.startswith("tests/") and Path(path).name.startswith("test_"):
        return found | {path}
    if path.endswith(".py") and path.startswith(("generator/", "tests/")) and path != "tests/conftest.py":
        room = {f"tests/{path.split('/')[1]}"} if path.count("/") > 1 else set()
        return found | room | _importing(path.removesuffix(".py").replace("/", "."))
    return found if places or path.endswith(".md") else set()


def _importing(module: str) -> set[str]:
    """Return the test files that name a module in an import."""
    package, _, name = module.removesuffix(".__init__").rpartition(".")
    written = (f"from {package}.{name} import", f"import {package}.{name}", f"from {package} import {name}")
    return {
        file.relative_to(RACINE).as_posix()
        for file in (RACINE / "tests").rglob("test_*.py")
        if any(words in file.read_text("utf-8") for words in written)
    }


def changed_since(revision: str) -> list[str]:
    """Return the paths that differ from a revision, new files included; OSError, CalledProcessError without git."""

    def git(*words: str) -> list[str]:
        said = subprocess.run(["git", *words, "-z"], cwd=RACINE, capture_output=True, check=True)
        return [path for path in said.stdout.decode("utf-8").split("\0") if path]

    return [*git("diff", "--name-only", revision), *git("ls-files", "--others", "--exclude-standard")]


def main(argv: list[str]) -> int:
    """Say what runs, run it, return pytest's code; 2 when git does not answer."""
    try:
        changed = changed_since(argv[0] if argv else "HEAD") or changed_since("HEAD~1")
    except (OSError, subprocess.CalledProcessError):
        print("git ne répond pas pour cette révision : lancer tous les essais (test).", file=sys.stderr)
        return 2
    chosen = chosen_for(changed)
    print(f"{len(changed)} fichiers changés ; essais : {' '.join(chosen)}", flush=True)
    return int(pytest.main(["-q", *chosen]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
