"""The table of all problem codes: severity, title, cause and remedy, in plain French.

One line gives a code its severity and its default hint. The page of codes,
`offre expliquer` and the tests are made from this table and from nothing else;
a code that is not here cannot be raised. Codes are stable: never used again
for another thing. Each family has its file beside this one.
"""

from __future__ import annotations

from generator.problems import Problem
from generator.problems.codes.base import Code
from generator.problems.codes.commun import COMMUN
from generator.problems.codes.contenu import CROISEES, FICHIERS, FORME
from generator.problems.codes.dispositif import DISPOSITIF
from generator.problems.codes.guide import GUIDE
from generator.problems.codes.lecture import YAML
from generator.problems.codes.orientation import ORIENTATION
from generator.problems.codes.recherche import RECHERCHE
from generator.problems.codes.tableur import TABLEUR
from generator.problems.codes.voisins import VOISINS

TABLE: tuple[Code, ...] = (
    *YAML,
    *FICHIERS,
    *FORME,
    *CROISEES,
    *COMMUN,
    *ORIENTATION,
    *RECHERCHE,
    *DISPOSITIF,
    *GUIDE,
    *TABLEUR,
    *VOISINS,
)
CODES: dict[str, Code] = {line.code: line for line in TABLE}


def problem(code: str, path: str, line: int, where: str, message: str, hint: str = "") -> Problem:
    """Return a problem whose severity, and hint when none is given, come from the table."""
    entry = CODES[code]
    return Problem(code, entry.severity, path, line, where, message, hint or entry.remede)
