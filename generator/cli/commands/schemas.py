"""`schemas`: bring up to date what helps to write: schemas, forms, first line of the YAML files."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from pathlib import Path

from generator.cli.command import CONTENT, OK, offre
from generator.cli.files import write
from generator.cli.terminal import readable
from generator.contributing.formulaires import CONFIG, form_files
from generator.contributing.proprietaires import owners_file
from generator.contributing.schemas import schema_files
from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES, GENRES, SCHEMAS, with_modeline
from generator.corpus.officiel import Officiel
from generator.forges.connues import FORGES, depot_de
from generator.forges.flux import flux_files


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--verifier", action="store_true", help="ne rien écrire : dire ce qui n'est plus à jour ; 1 si cela tromperait"
    )


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    corpus = readable(arguments, officiel)
    if arguments.verifier:
        late = behind(arguments.racine, corpus)
        for path in late:
            print(f"{path} n'est plus à jour.")
        if late:
            print(f"Pour tout remettre à jour : {offre('schemas')}")
        else:
            print("Les aides à la saisie sont à jour.")
        return CONTENT if any(misleads(path) for path in late) else OK
    done = refresh(arguments.racine, corpus)
    for path, data in done.items():
        print(f"{path} : écrit." if data else f"{path} : supprimé, ce genre de fichier n'existe plus.")
    print("Les aides à la saisie sont à jour.")
    depot = depot_de(corpus.territoire.site)
    if depot and set(flux_files(depot)) & set(done):
        print(f"Ce qui reste à régler sur {depot.forge.nom}, et ce qu'il ne fait pas : {offre('territoire etat')}")
    return OK


def misleads(path: str) -> bool:
    """Whether an aid that is old would make somebody write what is refused: a schema, a form.

    The first line of a fiche, who reads again, the address of the site's contact page: old, they only help less. A
    partner changes a fiche with the pencil, without any command: that is told, and stops nothing.
    """
    folders = (SCHEMAS, *(forge.formulaires for forge in FORGES.values()))
    return path.startswith(tuple(f"{folder}/" for folder in folders)) and not path.endswith(f"/{CONFIG}")


def refresh(root: Path, corpus: Corpus) -> dict[str, bytes | None]:
    """Write what is not up to date, remove what is no more; return what was done. Fault when the disk refuses."""
    late = behind(root, corpus)
    for path, data in late.items():
        write(root / path, data)
    return late


def behind(root: Path, corpus: Corpus) -> dict[str, bytes | None]:
    """Return path → bytes of what is to be written, None for what is to be removed."""
    schemas = schema_files(corpus)
    wanted = {**schemas, **form_files(corpus), **owners_file(corpus), **_first_lines(root)}
    wanted |= flux_files(depot_de(corpus.territoire.site))
    stale = {path: data for path, data in wanted.items() if not _is_same(root / path, data)}
    return {**stale, **dict.fromkeys(_left_over(root, schemas))}


def _is_same(path: Path, data: bytes) -> bool:
    """Compare with the file on disk, whatever its ends of lines."""
    return path.is_file() and path.read_bytes().replace(b"\r\n", b"\n") == data.replace(b"\r\n", b"\n")


def _first_lines(root: Path) -> dict[str, bytes]:
    """Return every YAML file that was read, with the first line that it should have."""
    files: dict[str, bytes] = {}
    for place in GENRES.values():
        folders = (place.chemin, place.commun, place.complements) if place.nom in FICHES else (place.chemin,)
        found = (path for folder in folders for path in sorted((root / folder).glob("*.yml")))
        paths = [root / place.chemin] if place.est_fichier else found
        shown = [path.relative_to(root).as_posix() for path in paths if path.is_file() and not path.is_symlink()]
        files |= {path: with_modeline(path, (root / path).read_bytes()) for path in shown}
    return files


def _left_over(root: Path, schemas: Collection[str]) -> list[str]:
    """Return the schemas of kinds that are no more."""
    found = [f"{SCHEMAS}/{path.name}" for path in sorted((root / SCHEMAS).glob("*.json"))]
    return [path for path in found if path not in schemas]
