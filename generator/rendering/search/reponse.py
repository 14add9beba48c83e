"""What is looked for, and what is found: one word of a query, one document, the whole answer."""

from __future__ import annotations

from dataclasses import dataclass

from generator.rendering.search.documents import Document
from generator.rendering.search.normaliser import Word
from generator.rendering.search.postings import CibleDeSynonyme


@dataclass(frozen=True, slots=True)
class PlanDeMot:
    """How one word of the query is looked for."""

    word: Word
    cibles: tuple[CibleDeSynonyme, ...]
    debut: str = ""
    suites: frozenset[str] = frozenset()
    """Tokens of known words that begin like this one."""
    connu: bool = False

    @property
    def muet(self) -> bool:
        """Whether nothing at all answers to this word."""
        return not (self.connu or self.cibles or self.debut or self.suites)

    def direct(self, terms: set[str]) -> bool:
        """Whether a document that holds `terms` holds this word."""
        if any(token in terms for token in self.word.tokens) or not self.suites.isdisjoint(terms):
            return True
        return bool(self.debut) and any(term.startswith(self.debut) for term in terms)


@dataclass(frozen=True, slots=True)
class DocumentTrouve:
    """One document found: `pourquoi` holds (word typed, what it also means) when only a synonym found it."""

    document: Document
    score: float
    complet: bool
    termes: frozenset[str]
    pourquoi: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReponseDeRecherche:
    """What a query gives."""

    vide: bool
    """No word that says something was typed."""
    resultats: tuple[DocumentTrouve, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    """(word typed, word looked for instead)"""
    proches: tuple[str, ...] = ()
    """Nearest known words, when nothing was found."""
