"""The indicateurs: measures with both their terms, in order, within the experimentation."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.locating import at
from generator.dispositif.experimentation import periode
from generator.problems import Problem

KIND = "indicateur"


def check_codes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The file is named after the code: A1.1 is `a1-1.yml`; so no code is written twice."""
    for key, indicateur in corpus.indicateurs.items():
        expected = indicateur.code.lower().replace(".", "-")
        if key != expected:
            message = f"le code {indicateur.code} est dans le fichier « {key}.yml »."
            yield at(corpus, "IND002", KIND, key, ("code",), message, f"Renommer le fichier « {expected}.yml ».")


def check_terms(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A rate or a note has two terms; a rate never passes 1, a note stays between 1 and 5."""
    for key, indicateur in corpus.indicateurs.items():
        if indicateur.type == "nombre":
            continue
        for index, mesure in enumerate(indicateur.mesures):
            where = ("mesures", index, "denominateur")
            over, under = mesure.numerateur, mesure.denominateur
            if not under:
                yield at(corpus, "IND003", KIND, key, where, f"{over} sur rien : un taux a deux termes.")
            elif indicateur.type == "taux" and over > under:
                yield at(corpus, "IND004", KIND, key, where, f"{over} sur {under}, c'est plus que tout.")
            elif indicateur.type == "note" and not under <= over <= 5 * under:
                yield at(corpus, "IND004", KIND, key, where, f"{over} points pour {under} notes de 1 à 5.")


def check_measure_dates(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Measures are past, in order, one a day, and within the experimentation."""
    span = periode(corpus.territoire)
    for key, indicateur in corpus.indicateurs.items():
        before: datetime.date | None = None
        for index, mesure in enumerate(indicateur.mesures):
            where = ("mesures", index, "date")
            if mesure.date > today:
                yield at(corpus, "DAT001", KIND, key, where, f"{mesure.date} est dans l'avenir.")
            elif span and not span.holds(mesure.date):
                message = f"{mesure.date} n'est pas entre le {span.debut} et le {span.fin}."
                yield at(corpus, "IND005", KIND, key, where, message)
            if before is not None and (mesure.date < before or (mesure.date == before and indicateur.type != "nombre")):
                yield at(corpus, "IND006", KIND, key, where, f"{mesure.date} vient après {before}.")
            before = mesure.date


def check_measure_communes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A measure names communes of the territory."""
    for key, indicateur in corpus.indicateurs.items():
        for index, mesure in enumerate(indicateur.mesures):
            for rank, code in enumerate(mesure.communes):
                if code != "toutes" and code not in corpus.communes:
                    message = f"« {code} » n'est pas une commune du territoire."
                    yield at(corpus, "IND007", KIND, key, ("mesures", index, "communes", rank), message)
