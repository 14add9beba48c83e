"""Problems are values: a check yields them, only the command line prints them.

This module is open to every other one and imports none of the project's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`erreur` blocks the publication, `avertissement` only informs."""

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, told to the person who wrote the file.

    `path` is relative to the project's root, `line` is 1-based (0: the whole
    file), `where` is the dotted path of the key, `message` says what was read
    and what is wrong, `hint` says what to write.
    """

    code: str
    severity: Severity
    path: str
    line: int
    where: str
    message: str
    hint: str = ""

    @property
    def sort_key(self) -> tuple[str, int, str, str, str]:
        """Order of the report: by file, line, code."""
        return (self.path, self.line, self.code, self.where, self.message)


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the report's order, each one once."""
    return tuple(sorted(set(problems), key=lambda problem: problem.sort_key))


def count_by_severity(problems: Iterable[Problem]) -> tuple[int, int]:
    """Return (number of errors, number of warnings)."""
    severities = [problem.severity for problem in problems]
    return severities.count(Severity.ERREUR), severities.count(Severity.AVERTISSEMENT)


MAX_KEY = 60
MAX_LISTED = 20


def listed(words: Iterable[str]) -> str:
    """Return « a », « b » and so on: what one line tells of many has to be found again, twenty at most."""
    known = list(dict.fromkeys(words))
    more = len(known) - MAX_LISTED
    said = ", ".join(f"« {word} »" for word in known[:MAX_LISTED])
    return f"{said} et {more} de plus" if more > 0 else said


def dotted(where: tuple[str | int, ...]) -> str:
    """Return `contacts[2].telephone` for ('contacts', 1, 'telephone'): people count from one."""
    text = ""
    for segment in where:
        if isinstance(segment, str) and len(segment) > MAX_KEY:  # a key of 60 KB says no more than its beginning
            segment = f"{segment[: MAX_KEY - 1]}…"
        if isinstance(segment, int):
            text += f"[{segment + 1}]"
        else:
            text += f".{segment}" if text else segment
    return text
