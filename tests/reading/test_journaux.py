"""The two lists that the tool writes itself, addresses and messages sent: what it writes and reads, cell by cell."""

from __future__ import annotations

import pytest

from generator.reading.adresses import adresses_csv, parse_adresses
from generator.reading.campagne import campagne_csv, parse_campagne


@pytest.mark.parametrize(
    ("titre", "written"),
    [
        ("Guide des débuts", "Guide des débuts"),
        ("Ouvert\u00a0!", "Ouvert\u00a0!"),
        ("=1+1", ""),
        ("@a", ""),
        ("Sur\u2028deux lignes", ""),
        ("À l'envers\u202e", ""),
    ],
)
def test_a_title_that_no_spreadsheet_would_compute(titre: str, written: str) -> None:
    rows, problems = parse_adresses(b"adresse,titre,vers,retiree_le,code\na/,Un titre,,,\n")
    assert problems == () and list(rows) == ["a/"]
    changed = {"a/": rows["a/"].model_copy(update={"titre": titre})}
    assert adresses_csv(changed).decode().splitlines()[1:] == [f"a/,{written},,,"]


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("pole,2026-10-01,2026-10-01", []),
        ("pole,2026-10-01,2026-09-30", [("repondu_le", "la réponse est d'avant l'envoi.")]),
        ("club,2026-10-02,", [("acteur", "« club » a déjà un message ce jour-là.")]),
        ("club,2026-10-03,", []),
    ],
)
def test_an_answer_comes_the_same_day_or_later(line: str, faults: list[tuple[str, str]]) -> None:
    rows, problems = parse_campagne(f"acteur,envoye_le,repondu_le\nclub,2026-10-02,\n{line}\n".encode())
    assert [(one.code, one.line, one.where, one.message) for one in problems] == [
        ("CAM001", 3, where, message) for where, message in faults
    ]
    assert len(rows) == 2 - len(faults)


def test_what_is_read_is_written_again() -> None:
    """Every cell, and the order: addresses by name, messages by day then by acteur."""
    lines = ["a/,Un titre,,,", "b/,Ailleurs,a/,,2222", "c/,,,2026-10-02,3333"]
    rows, problems = parse_adresses("\n".join(["adresse,titre,vers,retiree_le,code", *lines[::-1], ""]).encode())
    assert problems == () and adresses_csv(rows).decode().splitlines()[1:] == lines
    lines = ["pole,2026-10-01,2026-10-04", "club,2026-10-02,", "pole,2026-10-02,"]
    sent, problems = parse_campagne("\n".join(["acteur,envoye_le,repondu_le", *lines[::-1], ""]).encode())
    assert problems == () and campagne_csv(sent).decode().splitlines()[1:] == lines
