"""The fifteen figures of a bilan, made again from its CSV alone, by somebody who has nothing of ours but the file.

No import of the program here: the table must be enough.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

BILANS = Path(__file__).parents[1] / "fixtures" / "bilan"
FINAL = {
    ("A1.1", "Dernière mesure"): (17, 22),
    ("A1.2", "Total"): (13, 0),
    ("A2.1", "Structures venues au moins une fois, sur celles invitées"): (4, 5),
    ("A2.2", "Réunions tenues"): (5, 0),
    ("A2.2", "Présents, sur invités"): (19, 25),
    ("A2.3", "Satisfaits des besoins identifiés"): (11, 14),
    ("A2.3", "Satisfaits de la façon de décider"): (11, 14),
    ("A3.1", "Besoins choisis ensemble"): (4, 0),
    ("A3.2", "Réponses déposées"): (1, 0),
    ("A3.3", "Solutions construites avec des ressources d'ici"): (3, 0),
    ("B1.1", "Collectifs accompagnés"): (2, 0),
    ("B1.2", "Projets structurés et financés"): (1, 0),
    ("B1.3", "Points gagnés, sur les auto-évaluations faites au début et à la fin"): (Decimal("1.6"), 1),
    ("B1.4", "Présences, sur présences attendues"): (20, 24),
    ("B1.5", "Note moyenne sur 5"): (25, 6),
    ("B2.1", "Structures venues au moins une fois, sur celles invitées"): (3, 3),
    ("B2.2", "Réunions tenues"): (4, 0),
    ("B2.2", "Présents, sur invités"): (10, 12),
}
"""Counted by hand from the data of tests/vingt_quatre_mois.py; 0: a count has no second term."""
INTERMEDIAIRE = {
    **FINAL,
    ("A1.1", "Dernière mesure"): (9, 20),
    ("A1.2", "Total"): (9, 0),
    ("A2.2", "Réunions tenues"): (3, 0),
    ("A2.2", "Présents, sur invités"): (11, 15),
    ("A2.3", "Satisfaits des besoins identifiés"): (5, 6),
    ("A2.3", "Satisfaits de la façon de décider"): (4, 6),
    ("A3.1", "Besoins choisis ensemble"): (3, 0),
    ("A3.3", "Solutions construites avec des ressources d'ici"): (1, 0),
    ("B1.2", "Projets structurés et financés"): (0, 0),
    ("B1.4", "Présences, sur présences attendues"): (13, 16),
    ("B2.2", "Réunions tenues"): (2, 0),
    ("B2.2", "Présents, sur invités"): (5, 6),
}
MUETS = {code for code, _ in FINAL if code in ("B1.3", "B1.5")}
"""What nobody had measured yet, at the end of the first year."""


def rows(name: str) -> list[dict[str, str]]:
    with (BILANS / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ".") or "0")


def sums(table: list[dict[str, str]], part: str) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Return (code, what) → both terms, summed over the rows of a part."""
    found: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for row in table:
        if row["partie"] == part:
            terms = found[row["indicateur"], row["quoi"]]
            terms[0] += number(row["numerateur"])
            terms[1] += number(row["denominateur"])
    return {key: (over, under) for key, (over, under) in found.items()}


@pytest.mark.parametrize(
    ("name", "by_hand"),
    [("final", FINAL), ("intermediaire", {key: v for key, v in INTERMEDIAIRE.items() if key[0] not in MUETS})],
)
def test_the_lines_make_every_figure_again(name: str, by_hand: dict[tuple[str, str], tuple[int, int]]) -> None:
    table = rows(name)
    told, lines = sums(table, "chiffre"), sums(table, "ligne")
    assert told == by_hand
    assert {key: terms for key, terms in told.items() if terms != lines.get(key, (0, 0))} == {}


@pytest.mark.parametrize("name", ["final", "intermediaire"])
def test_the_fifteen_are_there_and_each_line_says_its_file(name: str) -> None:
    table = rows(name)
    codes = {row["indicateur"] for row in table if row["partie"] in ("chiffre", "silence")}
    assert len(codes) == 15
    assert all(row["fichier"].startswith(("data/", "content/")) for row in table if row["partie"] == "ligne")
    assert all(row["date"] for row in table if row["partie"] == "ligne")
    assert all(row["a_savoir"] for row in table if row["partie"] == "silence")


@pytest.mark.parametrize("name", ["final", "intermediaire"])
def test_the_cells_make_the_diagnostic_again(name: str) -> None:
    cells = Counter(row["quoi"] for row in rows(name) if row["partie"] == "case")
    told = {row["quoi"]: int(row["numerateur"]) for row in rows(name) if row["partie"] == "diagnostic"}
    assert told == cells


def test_the_end_tells_where_it_was_before() -> None:
    """The final bilan is compared with the last day of the first year: the same figures as in the first bilan."""
    assert sums(rows("final"), "avant") == sums(rows("intermediaire"), "chiffre")
    assert "Groupe du matin" not in (BILANS / "final.csv").read_text("utf-8-sig")
    assert "Groupe du matin" not in (BILANS / "final.md").read_text("utf-8")
