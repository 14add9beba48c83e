"""The collectifs that are accompanied: counts and dates that hold together."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.locating import at
from generator.problems import Problem

KIND = "collectif"


def check_sessions(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A session never has more members present than expected."""
    for key, collectif in corpus.collectifs.items():
        for index, temps in enumerate(collectif.temps):
            if temps.presents > temps.attendus:
                message = f"{temps.presents} présents pour {temps.attendus} attendus."
                yield at(corpus, "COL001", KIND, key, ("temps", index, "presents"), message)


def check_collectif_dates(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The accompaniment ends after it began."""
    for key, collectif in corpus.collectifs.items():
        if collectif.fin_le and collectif.convention_le and collectif.fin_le < collectif.convention_le:
            message = f"fin le {collectif.fin_le}, convention le {collectif.convention_le}."
            yield at(corpus, "COL003", KIND, key, ("fin_le",), message)
