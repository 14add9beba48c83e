"""Dates: nothing from the future, nothing presented as open after its end."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.etats import statut_affiche, verification_due
from generator.corpus.genres import FICHES
from generator.corpus.locating import at
from generator.corpus.suggestion import suggestion
from generator.corpus.walking import marked_in
from generator.dispositif.experimentation import periode
from generator.models.base import is_before
from generator.models.campagne import CAMPAGNE_PATH
from generator.models.markers import Passe
from generator.problems import Problem
from generator.problems.codes import problem

_INCONNUS = re.compile(
    r"\b(horaires|heures)\b.*\b(pas (encore )?(connu|dit|fixé|précisé)|inconnu|à (compléter|confirmer|préciser))"
    r"|\b(sans|pas d['’]|ni) ?horaires\b",
    re.IGNORECASE,
)
"""How fiches say that their hours are not known."""


def check_dates(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Nobody has read, confirmed or done anything tomorrow; what the experimentation counts lies within it.

    Partial dates compare on their common length.
    """
    span, now = periode(corpus.territoire), today.isoformat()
    for kind, identifiant, where, marker, day in marked_in("all", corpus.everything(), Passe):
        if is_before(now, str(day)):
            yield at(corpus, marker.code, kind, identifiant, where, f"{day} est dans l'avenir.")
        elif marker.hors and span and not span.holds(day):
            message = f"{day} n'est pas entre le {span.debut} et le {span.dernier_jour}."
            yield at(corpus, marker.hors, kind, identifiant, where, message)


def check_deadlines(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A fiche still written as open after its last day is told to who keeps it; it is shown as closed."""
    for kind, identifiant, fiche in corpus.fiches():
        if corpus.is_kept_here(kind, identifiant) and fiche.statut != "clos" and statut_affiche(fiche, today) == "clos":
            yield at(corpus, "DAT002", kind, identifiant, fiche.DERNIER_JOUR, "la date de fin est passée.")


def check_known_hours(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A fiche that gives its hours does not say, in `limites`, that they are not known."""
    for kind, identifiant, fiche in corpus.everything():
        if kind not in (*FICHES, "complement"):
            continue
        if any(one.horaires for one in (*getattr(fiche, "lieux", ()), *getattr(fiche, "contacts", ()))):
            for rank, line in enumerate(getattr(fiche, "limites", ())):
                if _INCONNUS.search(line):
                    message = f"« {line[:80]} », et la fiche donne des horaires."
                    yield at(corpus, "DAT004", kind, identifiant, ("limites", rank), message)


def check_freshness(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A confirmation holds for `rythme_verification` months (the fiche's, else the territory's), told to its keeper."""
    for kind, identifiant, fiche in corpus.fiches():
        due = verification_due(fiche, corpus.territoire)
        if due is not None and due < today and corpus.is_kept_here(kind, identifiant):
            yield at(
                corpus,
                "DAT003",
                kind,
                identifiant,
                ("verifie_le",),
                f"confirmée le {fiche.verifie_le}, à confirmer de nouveau depuis le {due}.",
            )


def check_sent(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The journal of messages names acteurs that are here, and no day to come."""
    former = {key for acteur in corpus.acteurs.values() for key in acteur.anciens_ids}
    for line, row in enumerate(corpus.campagne, 2):
        if row.acteur not in corpus.acteurs and row.acteur not in former:
            message = f"« {row.acteur[:60]} » n'est pas un acteur d'ici."
            yield problem("CAM002", CAMPAGNE_PATH, line, "acteur", message, suggestion(row.acteur, corpus.acteurs))
        for name in ("envoye_le", "repondu_le"):
            if (day := getattr(row, name)) is not None and day > today:
                yield problem("CAM003", CAMPAGNE_PATH, line, name, f"le {day.isoformat()} n'est pas encore venu.")
