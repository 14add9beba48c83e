"""Read a CSV that anybody may have touched: due columns, due width, every faulty line told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.problems import Problem
from generator.problems.codes import problem

MAX_TOLD = 100
"""Faulty lines told before the reading stops: a list damaged from end to end needs one remedy."""


@dataclass(frozen=True, slots=True)
class LigneCsv:
    """Origin of a value: a line of the CSV."""

    path: str
    line: int

    def line_of(self, where: tuple[str | int, ...]) -> int:
        """A CSV line holds all the fields."""
        return self.line


def read_csv(
    data: bytes,
    path: str,
    code: str,
    columns: Sequence[str],
    take: Callable[[int, dict[str, str]], Iterable[Problem]],
) -> tuple[Problem, ...]:
    """Give each line of the right width to `take` (number, cells by column); return every problem.

    `code` is that of what is wrong with the file or with the width of a line; `take` says the others.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return (problem(code, path, 0, "", "le fichier n'est pas en UTF-8."),)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[Problem] = []
    try:
        header = next(reader, [])
        if header != list(columns):
            read = ", ".join(header)[:80]
            return (problem(code, path, 1, "", f"colonnes lues : {read} ; attendues : {', '.join(columns)}."),)
        for row in reader:
            line = reader.line_num
            if len(found) >= MAX_TOLD:
                message = f"déjà {MAX_TOLD} lignes fausses : la suite n'est pas lue."
                found.append(problem(code, path, line, "", message))
                break
            if len(row) != len(columns):
                found.append(problem(code, path, line, "", f"{len(row)} colonnes, {len(columns)} attendues."))
                continue
            found.extend(take(line, dict(zip(columns, row, strict=True))))
    except csv.Error:
        found.append(problem(code, path, reader.line_num, "", "guillemet mal placé."))
    return tuple(found)
