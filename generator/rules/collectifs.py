"""The collectifs that are accompanied: counts and dates that hold together."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.locating import at
from generator.corpus.suggestion import suggestion
from generator.corpus.walking import Where
from generator.dispositif.experimentation import periode
from generator.models.collectif import Collectif
from generator.problems import Problem

KIND = "collectif"


def check_sessions(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A session never has more members present than expected."""
    for key, collectif in corpus.collectifs.items():
        for index, temps in enumerate(collectif.temps):
            if temps.presents > temps.attendus:
                message = f"{temps.presents} présents pour {temps.attendus} attendus."
                yield at(corpus, "COL001", KIND, key, ("temps", index, "presents"), message)


def _dates(collectif: Collectif) -> Iterator[tuple[Where, datetime.date]]:
    """Yield (where, day) of everything that is said to have happened."""
    if collectif.convention_le:
        yield ("convention_le",), collectif.convention_le
    for index, temps in enumerate(collectif.temps):
        yield ("temps", index, "date"), temps.date
    for name in type(collectif.projet).model_fields:
        reached = getattr(collectif.projet, name)
        if reached:
            yield ("projet", name), reached


def check_collectif_dates(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What happened is past, lies in the experimentation, and the accompaniment ends after it began."""
    span = periode(corpus.territoire)
    for key, collectif in corpus.collectifs.items():
        if collectif.accord_publication and collectif.accord_publication > today:
            message = f"{collectif.accord_publication} est dans l'avenir."
            yield at(corpus, "DAT001", KIND, key, ("accord_publication",), message)
        for where, day in _dates(collectif):
            if day > today:
                yield at(corpus, "DAT001", KIND, key, where, f"{day} est dans l'avenir.")
            elif span and not span.holds(day):
                message = f"{day} n'est pas entre le {span.debut} et le {span.fin}."
                yield at(corpus, "COL002", KIND, key, where, message)
        if collectif.fin_le and collectif.convention_le and collectif.fin_le < collectif.convention_le:
            message = f"fin le {collectif.fin_le}, convention le {collectif.convention_le}."
            yield at(corpus, "COL003", KIND, key, ("fin_le",), message)


def check_collectif_communes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A collectif lives in communes of the territory."""
    for key, collectif in corpus.collectifs.items():
        for index, code in enumerate(collectif.communes):
            if code != "toutes" and code not in corpus.communes:
                message = f"« {code} » n'est pas une commune du territoire."
                yield at(corpus, "COL004", KIND, key, ("communes", index), message, suggestion(code, corpus.communes))
