"""The collectifs that are accompanied: counts and dates that hold together."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.locating import at
from generator.dispositif.petits_groupes import a_accord
from generator.dispositif.volet_b import NOTES
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


def check_kept(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What a group said is not written in a public repository without its agreement, nor when it is too small."""
    seuil = corpus.territoire.confidentialite.petit_groupe
    for key, collectif in corpus.collectifs.items():
        agreed = a_accord(collectif, today)
        why = "sans accord de publication" if not agreed else f"de moins de {seuil} membres"
        details = ("temps", "autoevaluation", "satisfaction", *(() if agreed else ("recit",)))
        for name in details if not agreed or collectif.membres < seuil else ():
            if getattr(collectif, name):
                yield at(corpus, "COL005", KIND, key, (name,), f"« {name} » d'un groupe {why}.")


def check_notes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Each note is from 1 to 5; the spread counts each answer once, and keeps silent below the threshold."""
    seuil = corpus.territoire.confidentialite.petit_groupe
    for key, collectif in corpus.collectifs.items():
        told = collectif.satisfaction
        if told is None:
            continue
        if not told.reponses <= told.points <= 5 * told.reponses:
            message = f"{told.points} points pour {told.reponses} notes de 1 à 5."
            yield at(corpus, "COL006", KIND, key, ("satisfaction", "points"), message)
        elif told.repartition:
            points = sum(note * count for note, count in enumerate(told.repartition, start=1))
            where = ("satisfaction", "repartition")
            if told.reponses < seuil:
                yield at(corpus, "COL006", KIND, key, where, f"répartition de {told.reponses} réponses.")
            elif (sum(told.repartition), points) != (told.reponses, told.points) or len(told.repartition) != len(NOTES):
                message = f"{sum(told.repartition)} notes, {points} points."
                yield at(corpus, "COL006", KIND, key, where, message)
