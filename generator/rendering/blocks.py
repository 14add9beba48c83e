"""A small document made of blocks, whatever it becomes: a page to print, Markdown, an ODT file.

Blocks hold plain text: each writer escapes it for its own format. A link is
written from the root of the site (`acteurs/x/`) or whole (`https://…`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence."""

    text: str
    bold: bool = False
    url: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document, there is one.

    `paysage`: on paper it begins a page that lies across, and so do all that follow. `feuille`: on paper what it
    begins stays on one page.
    """

    level: int
    text: str
    paysage: bool = False
    feuille: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `numbered` when its order matters."""

    items: tuple[Runs, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings; each row has as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Checkbox:
    """A box to tick by hand."""

    text: str


@dataclass(frozen=True, slots=True)
class FillLine:
    """Something to write by hand: what, and on how many lines."""

    label: str
    lines: int = 1


Block = Heading | Paragraph | Bullets | Table | Checkbox | FillLine
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#])")
_START = re.compile(r"^(\d*)([+=.)-])")
"""What would begin a list or underline a title, at the beginning of a line."""
BLANK = "…" * 30
"""A line to fill, in Markdown."""


def plain(text: str) -> Runs:
    """Return a text without any emphasis."""
    return (Run(text),)


def bullets(texts: Iterable[str]) -> Bullets:
    """Return a list of texts without any form."""
    return Bullets(tuple(map(plain, texts)))


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    """Return a table of such texts."""
    return Table(head, tuple(tuple(map(plain, row)) for row in rows))


def absolute(url: str, root: str) -> str:
    """Return the whole address of a link; `root` is the site's, with / at its end."""
    return url if re.match(r"[a-z]+:", url) else f"{root}{url}"


def as_markdown(blocks: tuple[Block, ...], root: str) -> str:
    """Return the document as Markdown (CommonMark, and the tables of GitHub)."""
    return "\n\n".join(_markdown(block, root) for block in blocks) + "\n"


def _markdown(block: Block, root: str) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {_escape(text)}"
        case Paragraph(runs):
            return _line(runs, root)
        case Bullets(items, numbered):
            marks = (f"{rank}." if numbered else "-" for rank in range(1, len(items) + 1))
            return "\n".join(f"{mark} {_line(item, root)}" for mark, item in zip(marks, items, strict=True))
        case Table(head, rows):
            lines = [
                _row([_escape(cell) for cell in head]),
                _row(["---"] * len(head)),
                *(_row([_runs(cell, root) for cell in row]) for row in rows),
            ]
            return "\n".join(lines)
        case Checkbox(text):
            return f"- [ ] {_escape(text)}"
        case FillLine(label, lines):
            return "\n\n".join([f"**{_escape(label)}**", *([BLANK] * lines)])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(runs: Runs, root: str) -> str:
    return _START.sub(r"\1\\\2", _runs(runs, root).strip())


def _runs(runs: Runs, root: str) -> str:
    parts = []
    for run in runs:
        text = _escape(run.text)
        if run.bold:
            text = f"**{text}**"
        parts.append(f"[{text}](<{absolute(run.url, root)}>)" if run.url else text)
    return "".join(parts)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text))
