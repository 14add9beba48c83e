"""One side of a comparison: what a territory was at a reference, or is in the working folder."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from generator.corpus.corpus import Corpus
from generator.problems import Problem, Severity
from generator.rendering.page import Rendering


@dataclass(frozen=True, slots=True)
class Version:
    """A territory read on one day by the present engine."""

    today: datetime.date
    empreintes: Mapping[str, str]
    """path → SHA-256 of each file of content/ and data/"""
    problems: tuple[Problem, ...] = ()
    corpus: Corpus | None = None
    """None when a file's own shape is wrong."""
    rendu: Rendering | None = None
    """None when an error stops the site from being made; a proof or a cas type that fails does not."""

    @property
    def erreurs(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == Severity.ERREUR)
