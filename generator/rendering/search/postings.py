"""Documents to postings: which term is in which field of which document. Made once, asked from anywhere.

A term counts once per field: a fiche is short, and a word said five times is
not five times more about it. Only the length of the name weighs on the score.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from generator.corpus.francais import fold
from generator.corpus.memoire import lots, unchanged
from generator.models.synonyme import Synonyme
from generator.rendering.search.documents import Document
from generator.rendering.search.normaliser import Word, indexed, words

CHAMPS: tuple[tuple[str, int], ...] = (("nom", 10), ("cles", 6), ("themes", 3), ("resume", 2), ("texte", 1))
"""Fields and their weights."""
NOM = CHAMPS[0][0]
PROPOSES = 3
"""The first fields: their words can be completed or proposed."""
NOM_MAX = 35
"""Words of a name that count for its length: one character of the index."""


@dataclass(frozen=True, slots=True)
class CibleDeSynonyme:
    """What a synonym also looks for."""

    libelle: str
    """What is said to the person: « sous » → « financement »."""
    vers: tuple[tuple[Word, ...], ...]
    notions: tuple[str, ...]
    exact: bool
    capitales: bool
    avec: frozenset[str]


@dataclass(frozen=True, slots=True)
class SynonymeTape:
    """A synonym as it is typed: its tokens, the way it is written, what it aims at."""

    cles: tuple[str, ...]
    ecrit: tuple[str, ...]
    cible: CibleDeSynonyme


def texts_of(document: Document) -> dict[str, tuple[str, ...]]:
    """Return field → texts."""
    return {
        NOM: (document.nom,),
        "cles": document.cles,
        "themes": document.themes,
        "resume": (document.resume,),
        "texte": document.texte,
    }


@lru_cache(maxsize=5_000)
def _read_text(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (the tokens of a text; its words, as they are written, capitals included).

    The labels of an axis, the name of an acteur come back from one fiche to the next.
    """
    found = indexed(text)
    return tuple(chain(*[word.tokens for word in found])), tuple([word.raw for word in found])


class TermesLus(NamedTuple):
    """What the index keeps of a document."""

    terms: tuple[str, ...]
    """Each once, those of the name first."""
    masks: bytes
    """In which of CHAMPS each term is: a bit for each."""
    longueur: int
    """Terms of its name."""
    ecrits: tuple[tuple[str, ...], ...]
    """The words of each of CHAMPS, as they are written, capitals included."""


def _read(texts: Mapping[str, tuple[str, ...]], notions: Sequence[str]) -> TermesLus:
    """Read the texts of a document; `notions`: more terms, of its themes."""
    masks: dict[str, int] = {}
    longueur, written = 0, []
    for rank, (name, _) in enumerate(CHAMPS):
        said = [_read_text(text) for text in texts[name]]
        bit = 1 << rank
        for token in chain(*[tokens for tokens, _ in said], notions if name == "themes" else ()):
            masks[token] = masks.get(token, 0) | bit
        longueur = longueur if rank else len(masks)
        written.append(tuple(chain(*[words for _, words in said])))
    return TermesLus(tuple(masks), bytes(masks.values()), longueur, tuple(written))


def _read_all(
    documents: Iterable[Document], aimed: frozenset[str]
) -> Iterator[tuple[list[Masques], list[int], Counter[str], set[str]]]:
    """Yield, once, (of each document, its terms and their masks; the length of its name; how often each word is
    written; the words of PROPOSES)."""
    masks: list[Masques] = []
    lengths: list[int] = []
    written: Counter[str] = Counter()
    proposed: set[str] = set()
    for document in documents:
        texts, notions = texts_of(document), [notion for notion in document.notions if notion in aimed]
        lu = unchanged((texts_of, document.id), (texts, notions), partial(_read, texts, notions))
        masks.append((lu.terms, lu.masks))
        lengths.append(min(lu.longueur, NOM_MAX))
        written.update(chain(*lu.ecrits))
        proposed.update(*lu.ecrits[:PROPOSES])
    yield masks, lengths, written, proposed


def _inverted(documents: Iterable[tuple[int, Masques]]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield (term, [(document, mask of its fields)]) of some documents."""
    index: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (terms, masks) in documents:
        pairs = {mask: (number, mask) for mask in set(masks)}  # one for all the terms in the same fields
        for term, mask in zip(terms, masks, strict=True):
            index[term].append(pairs[mask])
    while index:
        yield index.popitem()


def _by_mask(documents: Iterable[Masques]) -> Iterator[list[tuple[int, tuple[str, ...]]]]:
    """Yield, for each document, (mask, its terms that are in these fields), in the order of the first ones."""
    for terms, masks in documents:
        groups: dict[int, list[str]] = defaultdict(list)
        for term, mask in zip(terms, masks, strict=True):
            groups[mask].append(term)
        yield sorted(((mask, tuple(sorted(held))) for mask, held in groups.items()), key=itemgetter(1))


class Postings:
    """Terms of all documents, the vocabulary of suggestions, and the synonyms ready to use."""

    def __init__(self, documents: Sequence[Document], synonymes: Sequence[Synonyme] = (), labels: Labels = None):
        self.documents = tuple(documents)
        self.synonymes = tuple(synonymes)
        self.labels = labels or {}
        self.aimed = {f"{name}:{term}" for s in synonymes for name, terms in s.notions.items() for term in terms}
        """Only the notions that a synonym aims at are indexed."""
        self.masks: list[Masques] = []
        """For each document: what `TermesLus` says."""
        self.lengths: list[int] = []
        """For each document: how long its name is."""
        self._said: Counter[str] = Counter()
        self._proposed: set[str] = set()
        """Words of PROPOSES, as they are written."""
        for masks, lengths, said, proposed in lots(_read_all, _read_all, self.documents, frozenset(self.aimed)):
            self.masks += masks
            self.lengths += lengths
            for word, count in said.items():
                self._said[word.lower()] += count
            self._proposed |= proposed

    def fields(self, number: int) -> dict[str, list[str]]:
        """Return field → the terms of a document, each once."""
        terms, masks = self.masks[number]
        return {
            name: [term for term, mask in zip(terms, masks, strict=True) if mask & (1 << rank)]
            for rank, (name, _) in enumerate(CHAMPS)
        }

    @cached_property
    def terms(self) -> dict[str, list[tuple[int, int]]]:
        """term → (document, mask of its fields), terms sorted."""
        index: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for term, entries in lots(_inverted, _inverted, enumerate(self.masks)):
            index[term] += entries
        return {term: index[term] for term in sorted(index)}

    def terms_by_mask(self) -> Iterator[list[tuple[int, tuple[str, ...]]]]:
        """Yield, for each document, (mask, its terms that are in these fields), in the order of the first ones."""
        return lots(_by_mask, _by_mask, self.masks)

    @cached_property
    def sorted_terms(self) -> list[str]:
        return list(self.terms)

    def any_starts_with(self, prefix: str) -> bool:
        """Tell whether a term begins so."""
        place = bisect_left(self.sorted_terms, prefix)
        return place < len(self.sorted_terms) and self.sorted_terms[place].startswith(prefix)

    def reached(self, clauses: Iterable[tuple[str, float]]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """Yield each term that some clauses reach (`abc*`: all that begin so), and where it is."""
        for clause, _ in clauses:
            start = clause.removesuffix("*")
            for term in self.sorted_terms[bisect_left(self.sorted_terms, start) :]:
                if not (term == clause if start == clause else term.startswith(start)):
                    break
                yield term, self.terms[term]

    @cached_property
    def weights(self) -> tuple[tuple[float, int], ...]:
        """What else a score depends on: of each document, its weight and the length of its name."""
        made = tuple(zip((document.poids for document in self.documents), self.lengths, strict=True))
        return unchanged((Postings, "weights"), made, lambda: made)

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Words that can be completed or proposed: names, keywords, themes, synonyms, as the texts write them."""
        found = _ways(self._proposed.union(*(_read_text(text)[1] for s in self.synonymes for text in s.mots)))
        return tuple(self._written.get(key, found[key]) for key in sorted(found))

    @cached_property
    def _written(self) -> dict[str, str]:
        """Word without accents → how most of the texts write it; of two ways as frequent, the one with accents.

        A keyword or a synonym is often typed bare: « reseaux » must not be proposed when fiches say « réseaux ».
        """
        ways: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._said):
            ways[fold(word)].append(word)
        return {key: max(same, key=lambda word: (self._said[word], word != fold(word))) for key, same in ways.items()}

    @property
    def untold_vocabulary(self) -> tuple[str, ...]:
        """What a browser that has the names and the synonyms cannot work out itself."""
        texts = (*(d.nom for d in self.documents), *(text for s in self.synonymes for text in s.mots))
        told = _ways(word for text in texts for word in _read_text(text)[1])
        return tuple(word for word in self.vocabulary if told.get(fold(word)) != word)

    @cached_property
    def targets(self) -> dict[str, list[SynonymeTape]]:
        """First token of a typed synonym → every synonym that begins with it."""
        table: dict[str, list[SynonymeTape]] = {}

        def add(typed: str, target: CibleDeSynonyme) -> None:
            read = words(typed)
            key = tuple(word.key for word in read)
            vers = tuple(phrase for phrase in target.vers if tuple(word.key for word in phrase) != key)
            if key and (vers or target.notions):
                kept = CibleDeSynonyme(
                    target.libelle, vers, target.notions, target.exact, target.capitales, target.avec
                )
                table.setdefault(key[0], []).append(
                    SynonymeTape(key, tuple(singular(word.folded) for word in read), kept)
                )

        for synonyme in self.synonymes:
            target, back = self._compiled(synonyme)
            for typed in synonyme.mots:
                add(typed, target)
            if back is not None:
                for typed in synonyme.vers:
                    add(typed, back)
        return table

    def notions_of(self, synonyme: Synonyme) -> tuple[str, ...]:
        return tuple(f"{name}:{term}" for name, terms in synonyme.notions.items() for term in terms)

    def label_of(self, synonyme: Synonyme) -> str:
        """Return how the target is told: its first word, else the label of its first term."""
        if synonyme.vers:
            return synonyme.vers[0]
        notions = self.notions_of(synonyme)
        return self.labels.get(notions[0], notions[0].partition(":")[2])

    def _compiled(self, synonyme: Synonyme) -> tuple[CibleDeSynonyme, CibleDeSynonyme | None]:
        avec = frozenset(word.key for text in synonyme.avec for word in words(text))
        target = CibleDeSynonyme(
            self.label_of(synonyme),
            tuple(tuple(words(text)) for text in synonyme.vers),
            self.notions_of(synonyme),
            synonyme.exact,
            synonyme.capitales,
            avec,
        )
        if not synonyme.reciproque:
            return target, None
        mots = tuple(tuple(words(text)) for text in synonyme.mots)
        return target, CibleDeSynonyme(synonyme.mots[0], mots, (), False, False, frozenset())


Labels = dict[str, str] | None
Masques = tuple[tuple[str, ...], bytes]
"""What `TermesLus` says of the terms of a document."""


def singular(folded: str) -> str:
    """Return a word without its last s or x: the same word, written once or for many."""
    return folded[:-1] if folded[-1:] in ("s", "x") else folded


def _ways(written: Iterable[str]) -> dict[str, str]:
    """Return word without accents → the way to write it in small letters, with accents where there is one, the first of
    several; only the words that may be proposed."""
    found: dict[str, str] = {}
    for word in map(str.lower, written):
        key = fold(word)
        if len(key) >= 3 and not any("0" <= sign <= "9" for sign in key):
            known = found.get(key, key)
            found[key] = word if known == key or (key != word < known) else known
    return found
