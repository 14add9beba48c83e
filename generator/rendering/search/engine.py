"""Ask, and say why: lunr.py scores, this decides what is asked and what is kept.

`theme/js/recherche/engine.js` says the same in the browser; the tests compare
the first ten answers of both. In order: the words of the query; for each, its
tokens, the words it begins, its synonyms with less weight; then, only when
fewer than three documents answer to all words, the nearest known word.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from generator.corpus.francais import fold
from generator.corpus.memoire import once, unchanged
from generator.rendering.search.nearness import Vocabulary
from generator.rendering.search.normaliser import SHORT, Word, tokens, word_of, words
from generator.rendering.search.postings import CHAMPS, NOM, NOM_MAX, CibleDeSynonyme, Postings, singular
from generator.rendering.search.reponse import DocumentTrouve, PlanDeMot, ReponseDeRecherche

POIDS_SYNONYME = 0.6
PAR_SYNONYME = 0.8
"""What a word of a sentence counts for when only a synonym met it. Measured on the requêtes types, the first reserve
and 87 sentences: 0.8 gains three and loses one; the square of the share stays better than its power of 1.5."""
POIDS_DEBUT = 0.3
DEBUT_MIN = 2
"""Letters before a word is taken as the beginning of another."""
PEU = 3
"""Below this number of full answers, a word that nothing knows is corrected."""
DEBUT_DE_SECOURS = 6
LONGUEUR = 0.4
"""How much a long name weighs against a fiche (BM25's b): a little, people name services with a sentence."""
BRUIT = 0.15
"""A document that misses a word of the query is kept if it has this share of the best score."""


_Vu = tuple[float, int, bool, frozenset[str], tuple[tuple[str, str], ...]]
"""(score, the best first; number of the document; what DocumentTrouve says of it)"""


class Moteur:
    """A lunr.py index of the documents, and the way to ask it."""

    def __init__(self, postings: Postings):
        self.postings = postings

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words to complete and to propose."""
        return once((Vocabulary, self.postings.vocabulary), lambda: Vocabulary(self.postings.vocabulary))

    @cached_property
    def index(self) -> Any:
        """lunr.py's own index: our tokens, lunr's fields, weights, BM25 and vectors."""
        from lunr.builder import Builder  # type: ignore[import-untyped]  # only who asks the engine pays for it
        from lunr.field_ref import FieldRef  # type: ignore[import-untyped]

        builder = Builder()
        builder.ref("ref")
        builder.b(LONGUEUR)
        for name, weight in CHAMPS:
            builder.field(name, boost=weight)
        for number, document in enumerate(self.postings.documents):
            builder.add({"ref": str(number), **self.postings.fields(number)}, {"boost": document.poids})
        for ref, length in builder.field_lengths.items():
            named = FieldRef.from_string(ref).field_name == NOM
            builder.field_lengths[ref] = min(length, NOM_MAX) if named else 1
        return builder.build()

    def chercher(self, requete: str) -> ReponseDeRecherche:
        """Return the documents that answer, the best first, and why."""
        typed = once((words, requete), lambda: words(requete))
        if not typed:
            return ReponseDeRecherche(vide=True)
        plans = self._plans(typed)
        found = self._ask(plans)
        corrections: list[tuple[str, str]] = []
        if sum(result.complet for result in found) < PEU:
            plans, corrections = self._corrected(plans)
            if corrections:
                found = self._ask(plans)
        near = [] if found else [known for word in typed for known in self.vocabulary.nearest(word.folded)]
        return ReponseDeRecherche(False, tuple(found), tuple(corrections), tuple(dict.fromkeys(near))[:3])

    def _plans(self, typed: Sequence[Word]) -> list[PlanDeMot]:
        spans = self.spans(typed)
        plans = []
        for rank, word in enumerate(typed):
            cibles = tuple(target for start, end, target in spans if start <= rank < end)
            connu = any(token in self.postings.terms for token in word.tokens)
            plan = PlanDeMot(word, cibles, connu=connu)
            whole = any(target.exact or target.capitales for target in cibles)
            whole |= bool(word.compound) and len(word.folded) <= SHORT  # « fi » of « wi-fi » begins nothing
            may_begin = len(word.folded) >= DEBUT_MIN and not whole
            if may_begin and (rank == len(typed) - 1 or plan.muet):
                plan = self._begun(plan)
            plans.append(plan)
        return plans

    def _begun(self, plan: PlanDeMot) -> PlanDeMot:
        start = plan.word.folded
        suites = {token for word in self.vocabulary.starting(start) for token in tokens(word)}
        return replace(
            plan,
            debut=start if self.postings.any_starts_with(start) else "",
            suites=frozenset(token for token in suites if token in self.postings.terms) - set(plan.word.tokens),
        )

    def spans(self, typed: Sequence[Word]) -> list[tuple[int, int, CibleDeSynonyme]]:
        """Return (first word, after the last, target) of each synonym in the query, then those of its compounds.

        When one is written as in the query, those that only share its stems are
        left: « coopération » is not « coopérative ».
        """
        keys = tuple(word.key for word in typed)
        written = tuple(singular(word.folded) for word in typed)
        found = []
        for start in range(len(typed)):
            for entry in self.postings.targets.get(keys[start], ()):
                end, target = start + len(entry.cles), entry.cible
                if keys[start:end] != entry.cles:
                    continue
                if target.capitales and not all(word.sigle for word in typed[start:end]):
                    continue
                if target.avec and target.avec.isdisjoint((*keys[:start], *keys[end:])):
                    continue
                found.append((start, end, target, written[start:end] == entry.ecrit))
        exact = {(start, end) for start, end, _, same in found if same}
        kept = [(start, end, target) for start, end, target, same in found if same or (start, end) not in exact]
        return [*kept, *self._compounds(typed)]

    def _compounds(self, typed: Sequence[Word]) -> Iterator[tuple[int, int, CibleDeSynonyme]]:
        """Yield what each word with hyphens also means, written as one: « co-working » is « coworking »."""
        end = 0
        for start, first in enumerate(typed):
            if start < end or not first.compound or (glued := word_of(first.glued)) is None:
                continue
            end = next((k for k in range(start, len(typed)) if typed[k].compound != first.compound), len(typed))
            if any(token in self.postings.terms for token in glued.tokens):
                yield start, end, CibleDeSynonyme(first.compound, ((glued,),), (), False, False, frozenset())
            for _, _, target in self.spans([glued]):
                yield start, end, target

    def _clauses(self, plans: Sequence[PlanDeMot]) -> list[tuple[str, float]]:
        clauses: list[tuple[str, float]] = []
        known = self.postings.terms
        told: list[CibleDeSynonyme] = []
        for plan in plans:
            clauses += [(t, 1 / len(plan.word.tokens)) for t in plan.word.tokens if t in known]
            if plan.debut:
                clauses.append((plan.debut + "*", POIDS_DEBUT))
            clauses += [(token, POIDS_DEBUT) for token in sorted(plan.suites)]
            for target in plan.cibles:
                if any(target is other for other in told):
                    continue
                told.append(target)
                clauses += [(notion, POIDS_SYNONYME) for notion in target.notions if notion in known]
                for phrase in target.vers:
                    for word in phrase:
                        weight = POIDS_SYNONYME / len(phrase) / len(word.tokens)
                        clauses += [(token, weight) for token in word.tokens if token in known]
        return clauses

    def _ask(self, plans: Sequence[PlanDeMot]) -> list[DocumentTrouve]:
        clauses = self._clauses(plans)
        if not clauses:
            return []

        def fill(query: Any) -> None:
            for term, boost in clauses:
                query.clause(term, boost=boost, use_pipeline=False)

        def ask() -> list[_Vu]:
            seen: list[_Vu] = []
            for row in self.index.query(callback=fill):
                terms = set(row["match_data"].metadata)
                coverage, complete, why = _covered(plans, terms)
                if coverage:
                    score = rounded(row["score"] * (coverage * coverage))
                    seen.append((-score, int(row["ref"]), complete, frozenset(terms), why))
            return sorted(seen, key=lambda entry: entry[:2])

        made_from = (plans, list(self.postings.reached(clauses)), self.postings.weights)
        kept = unchanged((Moteur, *(plan.word.raw for plan in plans), *clauses), made_from, ask)
        enough = rounded(-kept[0][0] * BRUIT) if kept else 0
        documents = self.postings.documents
        return [
            DocumentTrouve(documents[number], -score, complete, terms, why)
            for score, number, complete, terms, why in kept
            if complete or -score >= enough
        ]

    def _corrected(self, plans: Sequence[PlanDeMot]) -> tuple[list[PlanDeMot], list[tuple[str, str]]]:
        """Replace each word that nothing knows by the nearest known one, else by its beginning."""
        typed = [[plan.word] for plan in plans]
        corrections: list[tuple[str, str]] = []
        for rank, plan in enumerate(plans):
            if not plan.muet:
                continue
            found = self.vocabulary.correction(plan.word.folded)
            if found:
                corrections.append((plan.word.raw, " ".join(found)))
                typed[rank] = [Word(word, fold(word), tokens(word), False) for word in found]
        made = self._plans([word for group in typed for word in group]) if corrections else list(plans)
        for rank, plan in enumerate(made):
            start = plan.word.folded[:DEBUT_DE_SECOURS]
            if plan.muet and len(plan.word.folded) > DEBUT_DE_SECOURS and self.postings.any_starts_with(start):
                made[rank] = replace(plan, debut=start)
                corrections.append((plan.word.raw, f"{start}…"))
        return made, corrections


def _covered(plans: Sequence[PlanDeMot], terms: set[str]) -> tuple[float, bool, tuple[tuple[str, str], ...]]:
    """Return (share of the query that a document answers to, whether to all of it, why when a synonym did)."""
    share, met = 0.0, 0
    why: list[tuple[str, str]] = []
    for plan in plans:
        if plan.direct(terms):
            share, met = share + 1, met + 1
            continue
        target = next((target for target in plan.cibles if _reached(target, terms)), None)
        if target is not None:
            share, met = share + (PAR_SYNONYME if len(plans) > 1 else 1), met + 1
            typed = plan.word.compound or plan.word.raw
            if target.libelle != typed:
                why.append((typed, target.libelle))
    return share / len(plans), met == len(plans), tuple(dict.fromkeys(why))


def _reached(target: CibleDeSynonyme, terms: set[str]) -> bool:
    """Whether a document holds a notion of the target, or all the words of one of its phrases."""
    if any(notion in terms for notion in target.notions):
        return True
    return any(all(any(t in terms for t in word.tokens) for word in phrase) for phrase in target.vers)


def rounded(score: float) -> float:
    """Round to six decimals, the same way in both languages."""
    return math.floor(score * 1e6 + 0.5) / 1e6
