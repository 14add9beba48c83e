"""Free texts: the Markdown subset and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.locating import at
from generator.markdown.fiche import faults
from generator.problems import Problem


def check_markdown(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A description holds no HTML, no image, and only http(s), mailto and tel links."""
    for kind, identifiant, fiche in corpus.fiches():
        if not fiche.description:
            continue
        for what, read in faults(fiche.description):
            code = "MKD001" if what == "html" else "MKD002"
            short = " ".join(read.split())[:60]
            yield at(corpus, code, kind, identifiant, ("description",), f"lu « {short} ».")
