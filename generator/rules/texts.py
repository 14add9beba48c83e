"""What people read, wherever it is written; where Markdown is, its subset and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.locating import Place, at
from generator.corpus.walking import marked_values
from generator.markdown.fiche import faults
from generator.models.markers import Lu
from generator.problems import Problem

_CORPS = Lu()


def read_texts(corpus: Corpus) -> Iterator[tuple[str, str, Place, Lu, str]]:
    """Yield (kind, id, place, marker, text) of all that people read, file by file; a page's text after its head."""
    for kind, identifiant, value in corpus.everything():
        for where, marker, text in marked_values(value, Lu):
            yield kind, identifiant, where, marker, text
        if corps := corpus.corps.get((kind, identifiant)):
            for line, text in corps.textes:
                yield kind, identifiant, line, _CORPS, text


def check_markdown(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A text in Markdown holds no HTML, no image, and only http(s), mailto and tel links."""
    for kind, identifiant, place, marker, text in read_texts(corpus):
        for what, read in faults(text) if marker.markdown else ():
            code = "MKD001" if what == "html" else "MKD002"
            short = " ".join(read.split())[:60]
            yield at(corpus, code, kind, identifiant, place, f"lu « {short} ».")
