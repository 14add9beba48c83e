"""The indicateurs: measures with both their terms, in order, within the experimentation."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.francais import same_title
from generator.corpus.locating import at
from generator.problems import Problem

KIND = "indicateur"


def check_codes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The file is named after the code: A1.1 is `a1-1.yml`; so no code is written twice."""
    for key, indicateur in corpus.indicateurs.items():
        if key != indicateur.fichier:
            message = f"le code {indicateur.code} est dans le fichier « {key}.yml »."
            yield at(
                corpus, "IND002", KIND, key, ("code",), message, f"Renommer le fichier « {indicateur.fichier}.yml »."
            )


def check_halves(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Indicateurs of one letter are of one volet: its title is written once on the page."""
    first: dict[str, tuple[str, str]] = {}
    for key, indicateur in corpus.indicateurs.items():
        told, title = first.setdefault(indicateur.lettre, (key, indicateur.volet))
        if same_title(indicateur.volet) != same_title(title):
            message = f"« {indicateur.volet} » ; « {title} » dans « {told}.yml », de la même lettre."
            yield at(corpus, "IND008", KIND, key, ("volet",), message)


def check_terms(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A rate, a note or a gap has two terms, both nought when nobody answered.

    A rate never passes 1, a note stays between 1 and 5, a gap within 4; what is counted is a whole number.
    """
    for key, indicateur in corpus.indicateurs.items():
        for index, mesure in enumerate(indicateur.mesures):
            where = ("mesures", index, "denominateur")
            over, under, sort = mesure.numerateur, mesure.denominateur, indicateur.type
            if sort in ("taux", "nombre") and (over < 0 or over != int(over)):
                yield at(corpus, "IND004", KIND, key, ("mesures", index, "numerateur"), f"{over} n'est pas un compte.")
            elif sort == "nombre":
                continue
            elif under is None or (over and not under):
                yield at(corpus, "IND003", KIND, key, where, f"{over} sur rien : un taux a deux termes.")
            elif sort == "taux" and over > under:
                yield at(corpus, "IND004", KIND, key, where, f"{over} sur {under}, c'est plus que tout.")
            elif sort == "note" and not under <= over <= 5 * under:
                yield at(corpus, "IND004", KIND, key, where, f"{over} points pour {under} notes de 1 à 5.")
            elif sort == "ecart" and abs(over) > 4 * under:
                yield at(corpus, "IND004", KIND, key, where, f"{over} points gagnés sur {under} notes de 1 à 5.")


def check_call(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Only what counts answers to calls names one."""
    for key, indicateur in corpus.indicateurs.items():
        if indicateur.appel and indicateur.formule != "reponses-appels":
            message = f"« {indicateur.appel} », et l'indicateur ne compte pas des réponses."
            yield at(corpus, "IND009", KIND, key, ("appel",), message)


def check_measure_dates(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Measures go from the oldest to the latest, one a day."""
    for key, indicateur in corpus.indicateurs.items():
        before: datetime.date | None = None
        for index, mesure in enumerate(indicateur.mesures):
            where = ("mesures", index, "date")
            if before is not None and (mesure.date < before or (mesure.date == before and indicateur.type != "nombre")):
                yield at(corpus, "IND006", KIND, key, where, f"{mesure.date} vient après {before}.")
            before = mesure.date
