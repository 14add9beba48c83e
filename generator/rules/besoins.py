"""Besoins: how one may advance, what each step must name, how its sentence is written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise

from generator.corpus.corpus import Corpus
from generator.corpus.locating import at
from generator.dispositif.besoins import reponses_a_verifier
from generator.models.base import is_before
from generator.models.suivi_besoin import FACULTATIVES, FINS, ORDRE
from generator.problems import Problem

_PHRASE = re.compile(r"Des .+ ont besoin (?:de |d['’]|du |des ).+ parce (?:que |qu['’]).+", re.DOTALL)
"""The sentence of a besoin (plan du guide, A3)."""


def check_besoin_steps(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A besoin begins `revele` and advances one step at a time, or is set aside; after its end, one says why it opens.

    A study and the search for a bearer may be skipped. What was born before the dispositif (`anterieur`) may skip
    steps, not go back.
    """
    for identifiant, besoin in corpus.besoins.items():
        steps = [step.statut for step in besoin.historique]
        if steps[0] != "revele":
            message = f"la première étape est « {steps[0]} »."
            yield at(corpus, "BES004", "besoin", identifiant, ("historique", 0, "statut"), message)
        for rank, (former, now) in enumerate(pairwise(steps), start=1):
            where = ("historique", rank, "statut")
            if former in FINS:
                if besoin.historique[rank].motif and now not in FINS:
                    continue
                yield at(corpus, "BES003", "besoin", identifiant, where, f"« {now} » vient après « {former} ».")
                break
            if now == "ecarte":
                continue
            skipped = [s for s in ORDRE[ORDRE.index(former) + 1 : ORDRE.index(now)] if s not in FACULTATIVES]
            if ORDRE.index(now) <= ORDRE.index(former):
                yield at(corpus, "BES002", "besoin", identifiant, where, f"« {now} » vient après « {former} ».")
            elif skipped and not besoin.anterieur:
                missing = ", ".join(f"« {step} »" for step in skipped)
                yield at(
                    corpus, "BES001", "besoin", identifiant, where, f"entre « {former} » et « {now} » : {missing}."
                )


def check_besoin_dates(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The dates of a history never go back (partial dates: on their common length)."""
    for identifiant, besoin in corpus.besoins.items():
        former = ""
        for rank, step in enumerate(besoin.historique):
            where = ("historique", rank, "date")
            if is_before(step.date, former):
                yield at(
                    corpus,
                    "BES005",
                    "besoin",
                    identifiant,
                    where,
                    f"{step.date} est avant l'étape précédente, {former}.",
                )
            former = step.date


def check_besoin_choice(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """`priorise` names the réunion that decided, and one decision of it names the besoin; it was held by then.

    A besoin from before the dispositif was chosen by no réunion.
    """
    reunions = corpus.reunions()
    for identifiant, besoin in corpus.besoins.items():
        for rank, step in enumerate(besoin.historique):
            if step.reunion is None:
                if step.statut == "priorise" and not besoin.anterieur:
                    where = ("historique", rank, "statut")
                    yield at(
                        corpus, "BES007", "besoin", identifiant, where, "on ne sait pas quelle réunion l'a choisi."
                    )
                continue
            reunion = reunions.get(step.reunion)
            if reunion is None:
                continue  # told by REF002
            where = ("historique", rank, "reunion")
            if reunion.annulee_le is not None:
                yield at(corpus, "BES008", "besoin", identifiant, where, "cette réunion a été annulée.")
            elif is_before(step.date, reunion.date.isoformat()) or reunion.date > today:
                yield at(corpus, "BES008", "besoin", identifiant, where, f"cette réunion est le {reunion.date}.")
            elif step.statut == "priorise" and all(decision.besoin != identifiant for decision in reunion.decisions):
                yield at(corpus, "BES009", "besoin", identifiant, where, f"« {step.reunion} » n'en parle pas.")


def check_besoin_ends(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """`repondu` names its `reponses`, `ecarte` says its `motif`."""
    for identifiant, besoin in corpus.besoins.items():
        for rank, step in enumerate(besoin.historique):
            where = ("historique", rank, "statut")
            if step.statut == "repondu" and not besoin.reponses:
                yield at(corpus, "BES010", "besoin", identifiant, where, "« reponses » n'est pas rempli.")
            if step.statut == "ecarte" and not step.motif:
                yield at(corpus, "BES011", "besoin", identifiant, where, "« motif » n'est pas rempli.")


def check_besoin_deciders(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Each change says, in a dated sentence, who decided and where: a réunion, else `par`, `lieu` and `precision`.

    The first step is the day when it was said (`origine`); a besoin from before the dispositif is told from sources.
    """
    for identifiant, besoin in corpus.besoins.items():
        for rank, step in enumerate(besoin.historique[1:], start=1):
            missing = [name for name in ("par", "lieu") if not getattr(step, name)]
            if not (step.precision or step.motif):
                missing.append("precision")
            if missing and not step.reunion and not besoin.anterieur:
                message = f"pas de réunion, et il manque {', '.join(f'« {name} »' for name in missing)}."
                yield at(corpus, "BES015", "besoin", identifiant, ("historique", rank, "statut"), message)


def check_besoin_studies(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """`etude` is described; its result has reasons, and only « go » leads to a bearer or to an answer."""
    for identifiant, besoin in corpus.besoins.items():
        steps = [step.statut for step in besoin.historique]
        study = besoin.etude
        if "etude" in steps and study is None:
            where = ("historique", steps.index("etude"), "statut")
            yield at(corpus, "BES016", "besoin", identifiant, where, "« etude » n'est pas rempli.")
        if study is None:
            continue
        if study.resultat and (not study.raisons or study.au is None):
            yield at(
                corpus, "BES016", "besoin", identifiant, ("etude", "resultat"), "sans « raisons », ou sans « au »."
            )
        if besoin.statut in ("recherche-de-porteur", "en-construction") and study.resultat != "go":
            message = f"le besoin est « {besoin.statut} », l'étude dit « {study.resultat or 'pas encore'} »."
            yield at(corpus, "BES017", "besoin", identifiant, ("etude",), message)


def check_besoin_links(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A besoin is merged in one that is still followed, and that is merged in none."""
    for identifiant, besoin in corpus.besoins.items():
        target = corpus.besoins.get(besoin.fusionne_dans or "")
        if target is not None and (target.fusionne_dans or target.statut == "ecarte"):
            message = f"« {besoin.fusionne_dans} » n'est plus suivi lui-même."
            yield at(corpus, "BES018", "besoin", identifiant, ("fusionne_dans",), message)


def check_besoin_suites(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Six months after an answer, somebody looks whether it holds, and writes it."""
    for identifiant, day in reponses_a_verifier(corpus, today):
        if day < today:
            yield at(corpus, "BES019", "besoin", identifiant, ("reponses",), f"c'était pour le {day}.")


def check_besoin_phrases(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The sentence follows « Des … ont besoin de … parce que … »."""
    for identifiant, besoin in corpus.besoins.items():
        if not _PHRASE.fullmatch(besoin.phrase):
            words = besoin.phrase.split()
            short = " ".join(words[:8]) + ("…" if len(words) > 8 else "")
            yield at(corpus, "BES013", "besoin", identifiant, ("phrase",), f"lu « {short} ».")


def check_besoin_appels(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An answer to a call was given after the besoin was heard."""
    for identifiant, besoin in corpus.besoins.items():
        heard = besoin.historique[0].date
        for rank, appel in enumerate(besoin.appels):
            where = ("appels", rank, "depose_le")
            if is_before(appel.depose_le.isoformat(), heard):
                message = f"{appel.depose_le} vient avant le besoin, entendu en {heard}."
                yield at(corpus, "BES014", "besoin", identifiant, where, message)
