"""Read the editorial pages: Markdown under content/guides/, checked before the engine sees them."""

from __future__ import annotations

import re
from pathlib import Path

from generator.codes import problem
from generator.markdown import is_safe_link
from generator.models.base import is_identifiant
from generator.problems import Problem
from generator.reading.yaml_characters import is_forbidden, is_ordinary

FOLDER = "content/guides"
MAX_BYTES = 128 * 1024
_HTML = re.compile(r"<[A-Za-z/!?]")
"""Refused between backquotes too: what is code depends on the lines around, and engines disagree."""
_LINK = re.compile(r'\]\((?:([^()\s<>]+(?:\([^()\s<>]*\))?[^()\s<>]*)(?:[ ]+"[^"]*")?\))?|\]:(?:[ ]*(\S+))?')
"""`](target "title")`, or `]: target`, whole on its line; a link whose target is elsewhere is refused."""
_INSIDE = re.compile(r"(?:[a-z0-9-]+/|\.\./)*[a-z0-9-]*(\.md)?(#[\w-]+)?")


def load_guides(root: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return (path under content/guides/ → text, problems).

    A page is UTF-8, at most 128 KB, starts with `# Titre`, holds no HTML, no
    front matter, no image and only safe links: MkDocs has no defence of its own.
    """
    pages: dict[str, str] = {}
    found: list[Problem] = []
    directory = root / FOLDER
    if not directory.is_dir() or directory.is_symlink():
        return {}, ()
    for path in sorted(directory.rglob("*")):
        shown = path.relative_to(root).as_posix()
        if path.name.startswith(".") or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink():
            found.append(problem("FIC003", shown, 0, "", "lien symbolique."))
        elif path.suffix != ".md" or not path.is_file():
            found.append(problem("FIC002", shown, 0, "", "seuls des fichiers .md sont attendus ici."))
        elif not all(is_identifiant(part) for part in path.relative_to(directory).with_suffix("").parts):
            found.append(problem("FIC001", shown, 0, "", f"« {path.stem[:80]} » ne peut pas être un nom de page."))
        elif path.stat().st_size > MAX_BYTES:
            found.append(problem("FIC005", shown, 0, "", "la page dépasse 128 Ko."))
        else:
            data = path.read_bytes()
            found.extend(_check(data, shown))
            pages[path.relative_to(directory).as_posix()] = data.decode("utf-8-sig", errors="replace")
    return pages, tuple(found)


def _check(data: bytes, shown: str) -> list[Problem]:
    try:
        lines = [line.removesuffix("\r") for line in data.decode("utf-8-sig").split("\n")]
    except UnicodeDecodeError:
        return [problem("YML003", shown, 0, "", "la page n'est pas en UTF-8.")]
    found: list[Problem] = []
    if not re.match(r"# +\S", lines[0]):
        found.append(problem("MKD003", shown, 1, "", "la première ligne n'est pas « # Titre »."))
    for number, line in enumerate(lines, start=1):
        if _HTML.search(line) or "![" in line:
            found.append(problem("MKD001", shown, number, "", f"lu « {line.strip()[:60]} »."))
        if not is_ordinary(line) and any(char != "\t" and is_forbidden(char) for char in line):
            found.append(problem("MKD004", shown, number, "", "un signe invisible est dans cette ligne."))
        for link in _LINK.finditer(line):
            href = link.group(1) or link.group(2) or ""
            if not href or not (is_safe_link(href) or _INSIDE.fullmatch(href)):
                found.append(problem("MKD002", shown, number, "", f"lu « {(href or line.strip())[:60]} »."))
    return found
