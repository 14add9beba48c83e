"""Documents to postings: which term is in which field of which document. Made once, asked from anywhere.

A term counts once per field: a fiche is short, and a word said five times is
not five times more about it. Only the length of the name weighs on the score.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from generator.corpus.francais import fold
from generator.corpus.memoire import lots, remembered, unchanged
from generator.models.synonyme import Synonyme
from generator.rendering.search.documents import Document
from generator.rendering.search.normaliser import Word, indexed, words

CHAMPS: tuple[tuple[str, int], ...] = (("nom", 10), ("cles", 6), ("themes", 3), ("resume", 2), ("texte", 1))
"""Fields and their weights."""
NOM = CHAMPS[0][0]
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


def _read(fields: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, list[str]], list[str]]:
    """Return (field → its terms, each once, in the order of the text; the words, as they are written)."""
    said = {name: [word for text in texts for word in indexed(text)] for name, texts in fields.items()}
    tokens = {name: list(dict.fromkeys(token for word in held for token in word.tokens)) for name, held in said.items()}
    return tokens, [word.raw.lower() for held in said.values() for word in held]


def _read_all(
    documents: Iterable[Document], aimed: frozenset[str]
) -> Iterator[tuple[list[dict[str, list[str]]], Counter[str]]]:
    """Yield, once, (field → its terms, of each document; how often each word is written)."""
    fields: list[dict[str, list[str]]] = []
    written: Counter[str] = Counter()
    for document in documents:
        texts = texts_of(document)
        tokens, said = unchanged((texts_of, document.id), texts, partial(_read, texts))
        written.update(said)
        notions = [notion for notion in document.notions if notion in aimed]
        fields.append({**tokens, "themes": [*tokens["themes"], *notions]})
    yield fields, written


def _inverted(
    documents: Iterable[tuple[int, Mapping[str, Iterable[str]]]],
) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield (term, [(document, mask of its fields)]) of some documents."""
    index: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, fields in documents:
        for term, mask in _masks(fields).items():
            index[term].append((number, mask))
    while index:
        yield index.popitem()


def _by_mask(documents: Iterable[Mapping[str, Iterable[str]]]) -> Iterator[list[tuple[int, tuple[str, ...]]]]:
    """Yield, for each document, (mask, its terms that are in these fields)."""
    for fields in documents:
        groups: dict[int, list[str]] = {}
        for term, mask in sorted(_masks(fields).items()):
            groups.setdefault(mask, []).append(term)
        yield [(mask, tuple(terms)) for mask, terms in groups.items()]


def _masks(fields: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return each term of a document, and in which of CHAMPS it is: a bit for each."""
    masks: dict[str, int] = {}
    for bit, (name, _) in enumerate(CHAMPS):
        for term in fields[name]:
            masks[term] = masks.get(term, 0) | (1 << bit)
    return masks


class Postings:
    """Terms of all documents, the vocabulary of suggestions, and the synonyms ready to use."""

    def __init__(self, documents: Sequence[Document], synonymes: Sequence[Synonyme] = (), labels: Labels = None):
        self.documents = tuple(documents)
        self.synonymes = tuple(synonymes)
        self.labels = labels or {}
        self.aimed = {f"{name}:{term}" for s in synonymes for name, terms in s.notions.items() for term in terms}
        """Only the notions that a synonym aims at are indexed."""
        self._said: Counter[str] = Counter()
        self.fields: list[dict[str, list[str]]] = []
        """For each document: field → its terms, each once, in the order of the text."""
        for fields, said in lots(_read_all, _read_all, self.documents, frozenset(self.aimed)):
            self.fields += fields
            self._said.update(said)

    @cached_property
    def terms(self) -> dict[str, list[tuple[int, int]]]:
        """term → (document, mask of its fields), terms sorted."""
        index: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for term, entries in lots(_inverted, _inverted, enumerate(self.fields)):
            index[term] += entries
        return {term: index[term] for term in sorted(index)}

    def terms_by_mask(self) -> Iterator[list[tuple[int, tuple[str, ...]]]]:
        """Yield, for each document, (mask, its terms that are in these fields), in the order of the first ones."""
        return lots(_by_mask, _by_mask, self.fields)

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
        lengths = (min(len(fields[NOM]), NOM_MAX) for fields in self.fields)
        made = tuple(zip((document.poids for document in self.documents), lengths, strict=True))
        return unchanged((Postings, "weights"), made, lambda: made)

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Words that can be completed or proposed: names, keywords, themes, synonyms, as the texts write them."""
        found: dict[str, str] = {}
        told = (texts_of(document) for document in self.documents)
        # Keywords and themes come back from one fiche to the next: once is enough.
        for text in dict.fromkeys(t for texts in told for t in (*texts[NOM], *texts["cles"], *texts["themes"])):
            _note(found, text)
        for synonyme in self.synonymes:
            for text in synonyme.mots:
                _note(found, text)
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
        told: dict[str, str] = {}
        for text in (*(d.nom for d in self.documents), *(text for s in self.synonymes for text in s.mots)):
            _note(told, text)
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


def singular(folded: str) -> str:
    """Return a word without its last s or x: the same word, written once or for many."""
    return folded[:-1] if folded[-1:] in ("s", "x") else folded


@remembered
def _proposed(text: str) -> list[tuple[str, str]]:
    """Return (word, the same without accents) of the words of a text that may be proposed."""
    words = [(low := word.raw.lower(), fold(low)) for word in indexed(text)]
    return [(low, key) for low, key in words if len(key) >= 3 and not any("0" <= sign <= "9" for sign in key)]


def _note(found: dict[str, str], text: str) -> None:
    for low, key in _proposed(text):
        if key not in found or found[key] == key or (low != key and low < found[key]):
            found[key] = low
