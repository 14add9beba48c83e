"""The shape of one line of the table of codes."""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Severity

E = Severity.ERREUR
A = Severity.AVERTISSEMENT


@dataclass(frozen=True, slots=True)
class Code:
    """One code and what it says to the person who wrote the file."""

    code: str
    severity: Severity
    titre: str
    cause: str
    remede: str
