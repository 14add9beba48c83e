"""`offre schemas`: bring up to date what helps to write: schemas, forms, first line of the YAML files."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from pathlib import Path

from generator.cli.command import Command
from generator.cli.terminal import CONTENT, OK, show
from generator.contributing.formulaires import form_files
from generator.contributing.proprietaires import owners_file
from generator.contributing.schemas import schema_files
from generator.corpus.corpus import Corpus
from generator.corpus.genres import GENRES, SCHEMAS, with_modeline
from generator.corpus.officiel import Officiel
from generator.problems import Severity
from generator.problems.faults import Fault, reason
from generator.reading.loading import load_corpus


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--verifier", action="store_true", help="ne rien écrire : dire ce qui n'est plus à jour, code de sortie 1"
    )


def _run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    corpus, problems = load_corpus(arguments.racine, officiel)
    if corpus is None:
        show([problem for problem in problems if problem.severity is Severity.ERREUR])
        print("Corriger d'abord ces erreurs : les aides à la saisie sont faites à partir des fichiers.")
        return CONTENT
    stale, left = _behind(arguments.racine, corpus)
    if arguments.verifier:
        for path in (*stale, *left):
            print(f"{path} n'est plus à jour.")
        if stale or left:
            print("Pour tout remettre à jour : offre schemas")
            return CONTENT
        print("Les aides à la saisie sont à jour.")
        return OK
    for path in refresh(arguments.racine, corpus):
        print(f"{path} : écrit.")
    for path in left:
        print(f"{path} : supprimé, ce genre de fichier n'existe plus.")
    print("Les aides à la saisie sont à jour.")
    return OK


def refresh(root: Path, corpus: Corpus) -> list[str]:
    """Write what is not up to date, remove what is no more; return the paths written.

    Raises Fault when the disk refuses.
    """
    stale, left = _behind(root, corpus)
    try:
        for path, data in stale.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        for path in left:
            (root / path).unlink()
    except OSError as error:
        raise Fault(f"Impossible d'écrire {error.filename} : {reason(error)}.") from error
    return list(stale)


def _behind(root: Path, corpus: Corpus) -> tuple[dict[str, bytes], list[str]]:
    """Return (path → bytes of what is to be written, paths of what is to be removed)."""
    schemas = schema_files(corpus)
    wanted = {**schemas, **form_files(corpus), **owners_file(corpus), **_first_lines(root)}
    return {path: data for path, data in wanted.items() if not _is_same(root / path, data)}, _left_over(root, schemas)


def _is_same(path: Path, data: bytes) -> bool:
    """Compare with the file on disk, whatever its ends of lines."""
    return path.is_file() and path.read_bytes().replace(b"\r\n", b"\n") == data.replace(b"\r\n", b"\n")


def _first_lines(root: Path) -> dict[str, bytes]:
    """Return every YAML file that was read, with the first line that it should have."""
    files: dict[str, bytes] = {}
    for place in GENRES.values():
        top = root / place.chemin
        paths = [top] if place.est_fichier else sorted(top.glob("*.yml"))
        shown = [path.relative_to(root).as_posix() for path in paths if path.is_file() and not path.is_symlink()]
        files |= {path: with_modeline(path, (root / path).read_bytes()) for path in shown}
    return files


def _left_over(root: Path, schemas: Collection[str]) -> list[str]:
    """Return the schemas of kinds that are no more."""
    found = [f"{SCHEMAS}/{path.name}" for path in sorted((root / SCHEMAS).glob("*.json"))]
    return [path for path in found if path not in schemas]


COMMAND = Command(
    "schemas",
    "met à jour les aides à la saisie : éditeurs et formulaires",
    "offre schemas --verifier",
    _declare,
    _run,
)
