"""Make a problem that points at the line of a file where a value was read."""

from __future__ import annotations

from generator.corpus.corpus import Corpus
from generator.corpus.walking import Where
from generator.problems import Problem, dotted
from generator.problems.codes import problem

Place = Where | int
"""A field of a file, or a line of the text of a page of the guide (0: the whole page)."""


def at(corpus: Corpus, code: str, kind: str, identifiant: str, place: Place, message: str, hint: str = "") -> Problem:
    """Return the problem `code` at a place of the file of (kind, id)."""
    origin = corpus.origines[(kind, identifiant)]
    line, where = (place, "") if isinstance(place, int) else (origin.line_of(place), dotted(place))
    return problem(code, origin.path, line, where, message, hint)
