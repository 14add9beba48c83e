"""Files that somebody names, or that a command makes: read up to a limit, written or said why not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.problems.faults import Fault, reason


def read_given(path: Path, most: int) -> bytes:
    """Return the bytes of a file that somebody named; Fault when it cannot be read, or has more than `most` bytes."""
    try:
        if path.exists() and not path.is_file():
            raise Fault(f"« {path} » n'est pas un fichier qui se lit.")
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise Fault(f"« {path} » ne se lit pas : {reason(error)}.") from error
    if len(data) > most:
        raise Fault(f"« {path} » est trop gros : {most // 1000} Ko au plus.")
    return data


def refuse_existing(path: Path, instead: str = "choisir un autre nom, ou modifier ce fichier") -> None:
    """Raise Fault when something has this name already, be it a link that leads nowhere."""
    if path.exists() or path.is_symlink():
        raise Fault(f"{path} existe déjà : {instead}.")


def check_target(path: Path, formats: tuple[str, ...]) -> None:
    """Raise Fault when a file to write has another ending than these, or is there already."""
    if path.suffix not in formats:
        endings = (" ou " if len(formats) < 3 else ", ").join(formats)
        raise Fault(f"« {path.name} » : le fichier finit par {endings}.")
    refuse_existing(path)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, where somebody asked; Fault when it is there, or when the disk refuses."""
    refuse_existing(path)
    with _or_why(path), path.open("xb") as stream:
        stream.write(data)


def write(path: Path, data: bytes | None) -> None:
    """Write a file of ours and its folders, whole at once, in the place of a former one; None removes it."""
    beside = path.with_name(f".{path.name}.nouveau")
    with _or_why(path):
        if data is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def inside(root: Path, shown: str) -> Path:
    """Return the path of a file of the project; Fault when a link leads it outside."""
    path = root / shown
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise Fault(f"{path.parent} mène hors du projet : rien n'est écrit.")
    return path


@contextmanager
def _or_why(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Fault(f"Impossible d'écrire {path} : {reason(error)}.") from error
