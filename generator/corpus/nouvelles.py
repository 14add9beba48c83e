"""The day of the data, and the last news of what is not there for good: from the sources, never from the clock."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.corpus.corpus import Corpus
from generator.corpus.etats import add_months
from generator.corpus.francais import MOIS, date_partielle_fr, fold

EN_ATTENTE = ("a-creer", "a-confirmer", "experimentation", "en-construction")
"""Statuts of what is not there for good: the only ones whose silence is told."""
SILENCE = 24
"""Months without news after which the silence is told."""


def with_sources(corpus: Corpus) -> Iterator[tuple[str, str, Any]]:
    """Yield (kind, id, value) of all that names its sources: fiches, besoins, instances, pages of the guide."""
    yield from corpus.fiches()
    for kind in ("besoin", "instance"):
        for identifiant, value in corpus.dispositif()[kind].items():
            yield kind, identifiant, value
    yield from corpus.guide_pages()


def jour_des_donnees(*values: Any) -> datetime.date | None:
    """Return the day of some data: the last one when a source was read or a structure confirmed; None without any."""
    days = [
        source.consulte_le for one in values for name in ("sources", "sources_ici") for source in getattr(one, name, ())
    ]
    confirmed = (getattr(one, "verifie_le", None) for one in values)
    return max([*days, *(day for day in confirmed if day is not None)], default=None)


class Nouvelle(NamedTuple):
    """The last news of something."""

    jour: datetime.date
    """The day, or the last one it may have been"""
    mots: str
    """As precise as the source: « octobre 2016 », « 2016 », « 2016 environ »"""


_DATE_ECRITE = re.compile(rf"(?:\b({'|'.join(fold(mois) for mois in MOIS)}) )?\b((?:19|20)[0-9]{{2}})\b")
_NUMEROS = {fold(mois): f"-{number:02}" for number, mois in enumerate(MOIS, start=1)}


def derniere_nouvelle(value: Any) -> Nouvelle | None:
    """Return the last news of a fiche or of a besoin, from its sources, its confirmation and its steps.

    A source counts for the day it was written when it says so (« octobre 2016 »),
    else for the day it was read: a page without a date is never taken for old.
    """
    found = [_of_source(fold(source.date_source or ""), source.consulte_le) for source in value.sources]
    found += [_of_date(step.date) for step in getattr(value, "historique", ())]
    if (confirmed := getattr(value, "verifie_le", None)) is not None:
        found.append(_of_date(confirmed.isoformat()))
    return max(found, default=None)


def _of_date(text: str) -> Nouvelle:
    """Return the news of AAAA, AAAA-MM or AAAA-MM-JJ: words as precise, a month at most."""
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    month = month or 12
    last = datetime.date(year, month, day or calendar.monthrange(year, month)[1])
    return Nouvelle(last, date_partielle_fr(text[:7]))


def _of_source(written: str, read: datetime.date) -> Nouvelle:
    """Return the news of a source; « après 2018 », « 2024 ou après » have no end: the reading counts."""
    dates = (_of_date(f"{year}{_NUMEROS.get(month, '')}") for month, year in _DATE_ECRITE.findall(written))
    last = max(dates, default=None)
    if last is None or last.jour > read or "apres" in written or "depuis" in written:
        return _of_date(read.isoformat())
    return Nouvelle(last.jour, f"{last.mots} environ") if "vers" in written else last


def silence(value: Any, today: datetime.date) -> str:
    """Return since when nothing is known of what is not there for good, in words; '' before SILENCE months."""
    news = derniere_nouvelle(value) if value.statut in EN_ATTENTE else None
    return news.mots if news is not None and add_months(news.jour, SILENCE) < today else ""
