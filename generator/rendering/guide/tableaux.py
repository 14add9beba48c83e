"""What the inserts are made of: a table, names under headings, an honest « nothing yet »."""

from __future__ import annotations

from collections.abc import Sequence

from generator.rendering.environment import render

Cell = tuple[str, str]
"""(text, address in the site); '' when it leads nowhere"""

MAX_LIGNES = 30
"""Rows of a table."""
MAX_NOMS = 60
"""Names of acteurs or of communes."""
PAS_ENCORE = "Pas encore renseigné sur ce territoire."


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], more: Cell = ("", "")) -> str:
    """Return a table; `more` leads to the page that says it all, and there are MAX_LIGNES rows at most."""
    return render(
        "insert_tableau.html",
        titre=title,
        entetes=heads,
        lignes=rows[:MAX_LIGNES],
        reste=max(0, len(rows) - MAX_LIGNES),
        suite=more,
    )


def groups(groups: Sequence[tuple[str, Sequence[Cell]]], more: Cell) -> str:
    """Return names under headings, each a link; beyond MAX_NOMS names, `more` says where the others are."""
    left = MAX_NOMS
    shown: list[tuple[str, Sequence[Cell], int]] = []
    for title, names in groups:
        kept = names[:left]
        left -= len(kept)
        shown.append((title, kept, len(names) - len(kept)))
    return render("insert_groupes.html", groupes=shown, suite=more)


def not_yet() -> str:
    """Return the sentence that stands where the territory has said nothing yet."""
    return render("insert_vide.html", texte=PAS_ENCORE)
