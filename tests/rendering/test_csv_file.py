"""CSV files: what French spreadsheets read, and no formula."""

from __future__ import annotations

import csv
import io

import pytest

from generator.rendering.files.csv_file import csv_file, guarded


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-2", "@somme", "\tx", "\rx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize(("cell", "text"), [(-2, "-2"), (None, ""), ("a=b", "a=b"), ("", "")])
def test_other_cells_stay(cell: object, text: str) -> None:
    assert guarded(cell) == text


def test_a_file_reads_back() -> None:
    made = csv_file("x.csv", ["nom", "nombre"], [["Été ; « hiver »\nsuite", 3], ['"', None]])
    assert made.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [["nom", "nombre"], ["Été ; « hiver »\nsuite", "3"], ['"', ""]]
