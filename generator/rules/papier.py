"""What is printed: the codes of data/adresses-publiees.csv lead somewhere."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES
from generator.models.adresse import ADRESSES_PATH
from generator.problems import Problem
from generator.problems.codes import problem


def check_printed_codes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A code is of a fiche, a commune, an outil or a result: one that is here, or that was."""
    here = {f"communes/{code}/" for code in corpus.communes} | {f"guide/outils/{key}/" for key in corpus.outils}
    for kind, key, fiche in corpus.fiches():
        here |= {f"{FICHES[kind].adresse}{one}/" for one in (key, *fiche.anciens_ids)}
    places = "|".join(("communes/", "guide/outils/", "orienter/", *(genre.adresse for genre in FICHES.values())))
    printed = re.compile(f"(?:{places}).+")
    for line, row in enumerate(corpus.adresses.values(), 2):
        if not row.code or row.adresse in here:
            continue
        if not (row.titre or row.vers or row.retiree_le) or not printed.fullmatch(row.adresse):
            message = f"« {row.adresse} » n'est pas une page du site qui s'imprime avec un code."
            yield problem("COD003", ADRESSES_PATH, line, "adresse", message)
