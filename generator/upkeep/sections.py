"""A report for partners: a few sentences, then headings with lists; told as text, or as Markdown.

What the lines hold comes from the files of a pull request: it is shown, never
interpreted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.corpus.francais import pluriel
from generator.problems.formats import markdown_text, visible

MAX_LIGNES = 30
"""Lines of one section: a summary that nobody reads to its end hides what matters (and a forge takes 1 MiB)."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line of a list, and what hangs below it."""

    texte: str
    dessous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and its list."""

    titre: str
    lignes: tuple[Ligne, ...]


def section(titre: str, lignes: Iterable[Ligne]) -> Section:
    """Return a section with its number of lines; it is cut beyond MAX_LIGNES, and says so."""
    every: Sequence[Ligne] = tuple(lignes)
    left = len(every) - MAX_LIGNES
    more = (Ligne(f"… et {pluriel(left, 'autre')}."),) if left > 0 else ()
    return Section(f"{titre} ({len(every)})", (*every[:MAX_LIGNES], *more))


def as_text(phrases: Iterable[str], sections: Iterable[Section]) -> str:
    """Return a report for a terminal."""
    lines = [visible(phrase) for phrase in phrases]
    for one in sections:
        lines += ["", visible(one.titre)]
        for ligne in one.lignes:
            lines.append(f"- {visible(ligne.texte)}")
            lines += [f"    {visible(below)}" for below in ligne.dessous]
    return "\n".join(lines)


def as_markdown(titre: str, phrases: Iterable[str], sections: Iterable[Section]) -> str:
    """Return a report for a forge; without a title, it begins with its sentences."""
    lines = [f"## {markdown_text(titre)}", ""] if titre else []
    for phrase in phrases:
        lines += [markdown_text(phrase), ""]
    for one in sections:
        lines += [f"### {markdown_text(one.titre)}", ""]
        for ligne in one.lignes:
            lines.append(f"- {markdown_text(ligne.texte)}")
            lines += [f"  - {markdown_text(below)}" for below in ligne.dessous]
        lines.append("")
    return "\n".join(lines).rstrip()
