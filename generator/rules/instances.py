"""The instances and their meetings: who was asked, who came, what was decided, and when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from generator.corpus.corpus import Corpus
from generator.corpus.francais import same_title
from generator.corpus.locating import at
from generator.corpus.suggestion import suggestion
from generator.corpus.walking import Where
from generator.dispositif.experimentation import periode
from generator.dispositif.participation import NE_SE_REUNIT_PAS
from generator.models.instance import Decision, Reunion
from generator.problems import Problem

KIND = "instance"
APRES = (
    "presents",
    "participants",
    "decisions",
    "satisfaction_besoins",
    "satisfaction_decision",
    "compte_rendu",
    "url",
)
"""What nobody knows before the meeting."""


def _reunions(corpus: Corpus) -> Iterator[tuple[str, Where, Reunion]]:
    for key, instance in corpus.instances.items():
        for index, reunion in enumerate(instance.reunions):
            yield key, ("reunions", index), reunion


def _decisions(corpus: Corpus) -> Iterator[tuple[str, Where, Reunion, Decision]]:
    for key, where, reunion in _reunions(corpus):
        for index, decision in enumerate(reunion.decisions):
            yield key, (*where, "decisions", index), reunion, decision


def check_colleges(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Whoever is asked, invited or present belongs to a collège of this instance."""
    for key, instance in corpus.instances.items():
        named: list[tuple[Where, str]] = [
            (("sollicites", name, "college"), asked.college) for name, asked in instance.sollicites.items()
        ]
        for index, reunion in enumerate(instance.reunions):
            named += [(("reunions", index, "invites", college), college) for college in reunion.invites]
            named += [(("reunions", index, "presents", college), college) for college in reunion.presents or {}]
        for where, college in named:
            if college not in instance.colleges:
                message = f"« {college} » n'est pas un collège de cette instance."
                yield at(corpus, "INS001", KIND, key, where, message, suggestion(college, instance.colleges))


def check_presents(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """In each collège, those who came were invited, and are not more than those invited."""
    for key, where, reunion in _reunions(corpus):
        for college, presents in (reunion.presents or {}).items():
            invited = reunion.invites.get(college)
            place = (*where, "presents", college)
            if invited is None:
                message = f"présents dans « {college} » : {presents} ; invités : on ne sait pas."
                yield at(corpus, "INS003", KIND, key, place, message)
            elif presents > invited:
                message = f"présents dans « {college} » : {presents} ; invités : {invited}."
                yield at(corpus, "INS002", KIND, key, place, message)


def check_participants(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An organisation that came is among those that were asked."""
    for key, where, reunion in _reunions(corpus):
        asked = corpus.instances[key].sollicites
        for index, name in enumerate(reunion.participants):
            if name not in asked:
                message = f"« {name} » n'est pas dans « sollicites »."
                place = (*where, "participants", index)
                yield at(corpus, "INS004", KIND, key, place, message, suggestion(name, asked))


def check_told(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A meeting to come, or cancelled, tells nothing of what happens there; a past one tells who came."""
    for key, where, reunion in _reunions(corpus):
        if reunion.annulee_le is not None:
            for name in APRES:
                if getattr(reunion, name) not in (None, ()):
                    message = f"« {name} » est rempli, et la réunion a été annulée le {reunion.annulee_le}."
                    yield at(corpus, "INS019", KIND, key, (*where, name), message)
        elif reunion.date > today:
            for name in APRES:
                if getattr(reunion, name) not in (None, ()):
                    message = f"« {name} » est rempli, et la réunion est le {reunion.date}."
                    yield at(corpus, "INS005", KIND, key, (*where, name), message)
        elif reunion.presents is None and reunion.annulee_le is None and reunion.date < today:
            message = f"réunion du {reunion.date} : « presents » n'est pas rempli."
            yield at(corpus, "INS006", KIND, key, where, message)


def check_announced(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A group that is suspended or closed announces no meeting."""
    for key, where, reunion in _reunions(corpus):
        statut = corpus.instances[key].statut
        if statut in NE_SE_REUNIT_PAS and reunion.annulee_le is None and reunion.date >= today:
            message = f"le groupe est « {statut} », et une réunion est écrite pour le {reunion.date}."
            yield at(corpus, "INS020", KIND, key, (*where, "date"), message)


def check_satisfaction(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Those who are satisfied are not more than those who answered."""
    for key, where, reunion in _reunions(corpus):
        for name in ("satisfaction_besoins", "satisfaction_decision"):
            answers = getattr(reunion, name)
            if answers is not None and answers.satisfaits > answers.reponses:
                message = f"satisfaits : {answers.satisfaits} ; réponses : {answers.reponses}."
                yield at(corpus, "INS007", KIND, key, (*where, name, "satisfaits"), message)


def check_meeting_order(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Meetings go from the oldest to the latest, each with an id, and a day and title, of its own."""
    for key, instance in corpus.instances.items():
        for index, (before, reunion) in enumerate(pairwise(instance.reunions), start=1):
            if reunion.date < before.date:
                message = f"le {reunion.date} est écrit après le {before.date}."
                yield at(corpus, "INS008", KIND, key, ("reunions", index, "date"), message)
        ids: set[str] = set()
        told: set[tuple[datetime.date, str]] = set()
        for index, reunion in enumerate(instance.reunions):
            same = (reunion.date, same_title(reunion.titre))
            if reunion.id in ids:
                message = f"« {reunion.id} » est déjà le nom court d'une autre réunion."
                yield at(corpus, "INS009", KIND, key, ("reunions", index, "id"), message)
            if same in told:
                message = f"« {reunion.titre} », le {reunion.date}, est déjà écrit."
                yield at(corpus, "INS010", KIND, key, ("reunions", index, "titre"), message)
            ids.add(reunion.id)
            told.add(same)


def check_meeting_dates(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A meeting lies in the experimentation, once its first day is decided, and ends after it began.

    Before the first day, a meeting that prepares it says so (`preparatoire`); after, none does.
    """
    span = periode(corpus.territoire)
    for key, where, reunion in _reunions(corpus):
        if span and reunion.preparatoire and reunion.date >= span.debut:
            message = f"{reunion.date} n'est pas avant le premier jour, le {span.debut}."
            yield at(corpus, "INS021", KIND, key, (*where, "preparatoire"), message)
        elif span and not reunion.preparatoire and not span.holds(reunion.date):
            early = reunion.date < span.debut
            message = f"{reunion.date} n'est pas entre le {span.debut} et le {span.dernier_jour}."
            hint = "Si elle préparait l'expérimentation, ajouter « preparatoire: oui » : la date reste vraie."
            yield at(corpus, "INS011", KIND, key, (*where, "date"), message, hint if early else "")
        if reunion.fin is not None and (reunion.heure is None or reunion.fin <= reunion.heure):
            message = f"fin à {reunion.fin}, début à {reunion.heure}." if reunion.heure else "« fin » sans « heure »."
            yield at(corpus, "INS018", KIND, key, (*where, "fin"), message)


def check_decisions(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A decision has somebody in charge and a day, both after the meeting; late or undated is told."""
    for key, where, reunion, decision in _decisions(corpus):
        due, done = decision.echeance, decision.faite_le
        if decision.responsable is None:
            yield at(corpus, "INS012", KIND, key, where, "« responsable » n'est pas rempli.")
        if done is not None and done < reunion.date:
            message = f"faite le {done}, réunion du {reunion.date}."
            yield at(corpus, "INS014", KIND, key, (*where, "faite_le"), message)
        if due is not None and due < reunion.date:
            message = f"échéance le {due}, réunion du {reunion.date}."
            yield at(corpus, "INS015", KIND, key, (*where, "echeance"), message)
        elif due is not None and due < today and done is None:
            yield at(corpus, "INS016", KIND, key, (*where, "echeance"), f"c'était pour le {due}.")
        if due is None and done is None:
            yield at(corpus, "INS013", KIND, key, where, "« echeance » n'est pas rempli.")
