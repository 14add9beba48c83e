"""Checks on one arbre as it is written; only arbres without fault are then enumerated."""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.locating import at
from generator.corpus.suggestion import suggestion
from generator.corpus.walking import Where
from generator.models.arbre import NSP, Arbre, Question, Reponse
from generator.problems import Problem

PROFONDEUR_MAX = 5
"""Questions on the longest path, the place apart."""
REPONSES_MAX = 7
PAGES_MAX = 8000
"""Pages of questions and results: sixty intercommunalités with an offer of their own, three arbres, one place each."""


def check_structure(corpus: Corpus) -> Iterator[Problem]:
    """Ids once, « Je ne sais pas » everywhere, every answer leads forward."""
    for identifiant, arbre in corpus.arbres.items():
        seen: set[str] = set()
        for rank, question in enumerate(arbre.questions):
            where: Where = ("questions", rank)
            if question.id in seen:
                yield at(
                    corpus,
                    "ORI004",
                    "arbre",
                    identifiant,
                    (*where, "id"),
                    f"deux questions ont le nom « {question.id} ».",
                )
            seen.add(question.id)
            yield from _check_question(corpus, identifiant, where, question)
            for number, reponse in enumerate(question.reponses):
                place = (*where, "reponses", number)
                yield from _check_answer(corpus, identifiant, place, arbre, rank, reponse)


def _check_question(corpus: Corpus, identifiant: str, where: Where, question: Question) -> Iterator[Problem]:
    ids = [reponse.id for reponse in question.reponses]
    if NSP not in ids:
        yield at(
            corpus,
            "ORI001",
            "arbre",
            identifiant,
            (*where, "reponses"),
            f"la question « {question.texte} » n'a pas de réponse « Je ne sais pas ».",
        )
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        yield at(
            corpus,
            "ORI004",
            "arbre",
            identifiant,
            (*where, "reponses"),
            f"deux réponses à « {question.texte} » ont le nom « {twice} ».",
        )
    if len(ids) > REPONSES_MAX:
        yield at(
            corpus,
            "ORI009",
            "arbre",
            identifiant,
            (*where, "reponses"),
            f"« {question.texte} » a {len(ids)} réponses, {REPONSES_MAX} au plus se lisent bien.",
        )
    if question.texte.count("?") != 1:
        yield at(
            corpus,
            "ORI025",
            "arbre",
            identifiant,
            (*where, "texte"),
            f"« {question.texte} » compte {question.texte.count('?')} points d'interrogation.",
        )


def _check_answer(
    corpus: Corpus, identifiant: str, where: Where, arbre: Arbre, rank: int, reponse: Reponse
) -> Iterator[Problem]:
    retenir = reponse.retenir
    if reponse.id == NSP and (retenir.stades or retenir.profils or retenir.thematiques):
        yield at(
            corpus,
            "ORI005",
            "arbre",
            identifiant,
            (*where, "retenir"),
            f"à « {arbre.questions[rank].texte} », « {reponse.texte} » retient quelque chose.",
        )
    later = [question.id for question in arbre.questions[rank + 1 :]]
    if reponse.vers is not None and reponse.vers not in later:
        known = any(question.id == reponse.vers for question in arbre.questions)
        what = "vient avant : une personne tournerait en rond" if known else "n'existe pas"
        yield at(
            corpus,
            "ORI002",
            "arbre",
            identifiant,
            (*where, "vers"),
            f"« {reponse.texte} » mène à la question « {reponse.vers} », qui {what}.",
            "" if known else suggestion(reponse.vers, later),
        )
    if not later and reponse.parcours is None and reponse.sortie is None and reponse.vers is None:
        yield at(
            corpus,
            "ORI003",
            "arbre",
            identifiant,
            where,
            f"une personne qui répond « {reponse.texte} » à la dernière question n'arrive nulle part.",
        )
