"""Read the guide: content/guides/methode/*.md (chapters) and content/guides/outils/*.md, everything doubtful refused.

A page is a front matter between two lines `---`, read by the strict YAML
reader, then Markdown (docs/ecrire-le-guide.md). Each problem has its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from generator.corpus.corpus import Located
from generator.corpus.memoire import remembered
from generator.markdown.fiche import is_safe_link
from generator.markdown.guide import read_body
from generator.markdown.guide_html import RENVOI
from generator.models.base import is_identifiant
from generator.models.guide import Chapitre, Corps, Outil
from generator.problems import Problem
from generator.problems.codes import problem
from generator.reading.validation import shaped
from generator.reading.yaml_characters import is_forbidden, is_ordinary
from generator.reading.yaml_source import parse_yaml

FOLDER = "content/guides"
GENRES: dict[str, tuple[str, type[BaseModel]]] = {"methode": ("chapitre", Chapitre), "outils": ("outil", Outil)}
"""folder → (kind, model of its front matter)"""
RESERVE = "outils"
"""The address guide/outils/ is the list of the outils: no chapter can have it."""
MAX_BYTES = 64 * 1024
"""As a YAML file: six times the longest chapter, and what the Markdown parser reads in less than two seconds."""
_HTML = re.compile(r"<[A-Za-z/!?]")
"""Refused between backquotes too: what is code depends on the lines around."""
_LINK = re.compile(r'\]\((?:([^()\s<>]++(?:\([^()\s<>]*+\))?+[^()\s<>]*+)(?:[ ]++"[^"]*+")?+\))?|\]:(?:[ ]*+(\S++))?')
"""`](target "title")`, whole on its line; a link whose target is elsewhere (`]: target`) is refused.

Nothing is given back (`++`): a line of 64 KB is looked at once.
"""


@dataclass(slots=True)
class LectureGuide:
    """What was read of the guide."""

    chapitres: dict[str, Chapitre] = field(default_factory=dict)
    outils: dict[str, Outil] = field(default_factory=dict)
    corps: dict[tuple[str, str], Corps] = field(default_factory=dict)
    origines: dict[tuple[str, str], Located] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, path: str, line: int, message: str, hint: str = "") -> None:
        self.problems.append(problem(code, path, line, "", message, hint))

    def take(self, page: LectureGuide) -> None:
        """Add what was read of one page."""
        self.chapitres |= page.chapitres
        self.outils |= page.outils
        self.corps |= page.corps
        self.origines |= page.origines
        self.problems += page.problems


def is_of_the_system(path: Path) -> bool:
    """Tell whether an entry is what a system, an editor or git leaves in a folder, and no file of anybody."""
    return path.name.startswith(".") and (path.name.startswith("._") or path.suffix not in (".yml", ".yaml", ".md"))


def load_guides(root: Path) -> LectureGuide:
    """Return the chapters and the outils by id, their bodies, where they were read, and every problem of shape."""
    read = LectureGuide()
    directory = root / FOLDER
    if not directory.is_dir() or directory.is_symlink():
        return read
    for path in sorted(directory.rglob("*")):
        shown = path.relative_to(root).as_posix()
        folder = path.parent.relative_to(directory).as_posix()
        if is_of_the_system(path) or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink():
            read.add("FIC003", shown, 0, "lien symbolique.")
        elif path.suffix != ".md" or not path.is_file():
            read.add("FIC002", shown, 0, "seuls des fichiers .md sont attendus ici.")
        elif folder not in GENRES:
            hint = "Le mettre dans « methode » (chapitres) ou dans « outils »."
            read.add("FIC002", shown, 0, "une page du guide n'est pas rangée ici.", hint)
        elif not is_identifiant(path.stem) or (folder == "methode" and path.stem == RESERVE):
            read.add("FIC001", shown, 0, f"« {path.stem[:80]} » ne peut pas être un nom de page.")
        elif path.stat().st_size > MAX_BYTES:
            read.add("FIC005", shown, 0, "la page dépasse 64 Ko.", "Faire deux pages.")
        else:
            read.take(_read_page(path.read_bytes(), shown, folder, path.stem))
    return read


@remembered
def _read_page(data: bytes, shown: str, folder: str, identifiant: str) -> LectureGuide:
    read = LectureGuide()
    try:
        lines = [line.removesuffix("\r") for line in data.decode("utf-8-sig").split("\n")]
    except UnicodeDecodeError:
        read.add("YML003", shown, 0, "la page n'est pas en UTF-8.")
        return read
    genre, model = GENRES[folder]
    end = _end_of_front_matter(lines)
    if end == 0:
        why = "la première ligne n'est pas « --- »." if lines[0] != "---" else "l'en-tête n'est pas fermé."
        read.add("GUI001", shown, 1, why)
    else:
        _read_head(read, lines[1:end], shown, (genre, identifiant), model)
    first = end + 1
    body = lines[first:] if end else lines
    start = first + 1 if end else 1
    found = list(_check(body, start, shown))
    corps, faults = read_body(tuple(body), start)
    told = {(item.code, item.line) for item in found}
    found += [problem(code, shown, line, "", message) for code, line, message in faults if (code, line) not in told]
    read.problems.extend(found)
    read.corps[(genre, identifiant)] = corps
    return read


def _end_of_front_matter(lines: list[str]) -> int:
    """Return the index of the line that closes the front matter, 0 when there is none."""
    return lines.index("---", 1) if lines[0] == "---" and "---" in lines[1:] else 0


def _read_head(read: LectureGuide, lines: list[str], shown: str, key: tuple[str, str], model: type[BaseModel]) -> None:
    """Read the front matter; an empty line stands for its first `---`, so that lines are those of the file."""
    document, problems = parse_yaml("\n".join(["", *lines, ""]).encode(), shown)
    read.problems.extend(problems)
    if document is None:
        return
    value, problems = shaped(model, document)
    read.problems.extend(problems)
    read.origines[key] = document
    if isinstance(value, Chapitre):
        read.chapitres[key[1]] = value
    elif isinstance(value, Outil):
        read.outils[key[1]] = value


def _check(lines: list[str], first: int, shown: str) -> Iterator[Problem]:
    """Look at each line as it is written, whatever the Markdown around makes of it."""
    for number, line in enumerate(lines, start=first):
        if _HTML.search(line) or "![" in line:
            yield problem("MKD001", shown, number, "", f"lu « {line.strip()[:60]} ».")
        if not is_ordinary(line) and any(char != "\t" and is_forbidden(char) for char in line):
            yield problem("MKD004", shown, number, "", "un signe invisible est dans cette ligne.")
        for link in _LINK.finditer(line):
            href = link.group(1) or ""
            if not (is_safe_link(href) or RENVOI.fullmatch(href)):
                yield problem("MKD002", shown, number, "", f"lu « {(href or line.strip())[:60]} ».")
