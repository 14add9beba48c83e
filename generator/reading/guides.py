"""Read the editorial pages: Markdown under content/guides/, checked before the engine sees them."""

from __future__ import annotations

import re
from pathlib import Path

from generator.codes import problem
from generator.markdown import is_safe_link
from generator.models.base import is_identifiant
from generator.problems import Problem

FOLDER = "content/guides"
MAX_BYTES = 128 * 1024
_HTML = re.compile(r"<[A-Za-z/!?]")
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)|^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?\s*$")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufffd]")


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
        elif path.suffix != ".md":
            found.append(problem("FIC002", shown, 0, "", "seuls des fichiers .md sont attendus ici."))
        elif not is_identifiant(path.stem):
            found.append(problem("FIC001", shown, 0, "", f"« {path.stem[:80]} » ne peut pas être un nom de page."))
        else:
            data = path.read_bytes()
            found.extend(_check(data, shown))
            pages[path.relative_to(directory).as_posix()] = data.decode("utf-8", errors="replace")
    return pages, tuple(found)


def _check(data: bytes, shown: str) -> list[Problem]:
    if len(data) > MAX_BYTES:
        return [problem("FIC005", shown, 0, "", "la page dépasse 128 Ko.")]
    try:
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return [problem("YML003", shown, 0, "", "la page n'est pas en UTF-8.")]
    found: list[Problem] = []
    if not lines or not lines[0].startswith("# "):
        found.append(problem("MKD003", shown, 1, "", "la première ligne n'est pas « # Titre »."))
    for number, line in enumerate(lines, start=1):
        bare = _CODE.sub("``", line)
        if _HTML.search(bare) or "![" in bare:
            found.append(problem("MKD001", shown, number, "", f"lu « {line.strip()[:60]} »."))
        if _FORBIDDEN.search(line):
            found.append(problem("MKD004", shown, number, "", "un signe invisible est dans cette ligne."))
        for inline, reference in _LINK.findall(bare):
            href = inline or reference
            if not (is_safe_link(href) or re.fullmatch(r"(?:[a-z0-9-]+/|\.\./)*[a-z0-9-]*(\.md)?(#[\w-]+)?", href)):
                found.append(problem("MKD002", shown, number, "", f"lu « {href[:60]} »."))
    return found
