"""Make a problem that points at the line of a file where a value was read."""

from __future__ import annotations

from generator.corpus.corpus import Corpus
from generator.corpus.walking import Where
from generator.problems import Problem, dotted
from generator.problems.codes import problem


def at(corpus: Corpus, code: str, kind: str, identifiant: str, where: Where, message: str, hint: str = "") -> Problem:
    """Return the problem `code` at `where` of the file of (kind, id)."""
    origin = corpus.origines[(kind, identifiant)]
    return problem(code, origin.path, origin.line_of(where), dotted(where), message, hint)


def at_line(corpus: Corpus, code: str, kind: str, identifiant: str, line: int, message: str, hint: str = "") -> Problem:
    """Return the problem `code` at a line of the text of a page of the guide (0: the whole page)."""
    return problem(code, corpus.origines[(kind, identifiant)].path, line, "", message, hint)
