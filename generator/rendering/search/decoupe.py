"""An index of any size, cut so that a query fetches a few kilobytes of it. `theme/js/recherche/` reads it back.

Each term says its PREMIERES best documents beside its neighbours in the alphabet, and how many there are; the others
come in files of their own, the best first, fetched only when they could change the first three answers. What weighs
on a score is written with each posting, so nothing is as long as the list of documents. Beside its title, a document
tells all its terms: the few that could still be of the first three are read whole, rather than long lists to the end.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import groupby, pairwise, repeat
from typing import Any

from generator.corpus.francais import fold
from generator.corpus.memoire import unchanged
from generator.rendering.page import OutputFile
from generator.rendering.search.documents import Document
from generator.rendering.search.engine import LONGUEUR
from generator.rendering.search.nearness import LONG, common_start
from generator.rendering.search.normaliser import tokens
from generator.rendering.search.packing import packed_groups, packed_postings, packed_words, zipped_size
from generator.rendering.search.postings import CHAMPS, Postings

FOLDER = "recherche/"
PREMIERES = 100
"""Documents of a term that come first, with its neighbours."""
CROISSANCE = 4
"""Each further file of a term holds so many times more documents than what came before it."""
SUITE_MAX = 5000
"""Documents in a further file, at most: some 5 KB."""
PARTIES_SURES = 12
"""Parts that the budget always allows: both tokens of three words, and their synonyms."""
MONTRES = 20
"""Answers shown at once, at most: each may need one file of titles."""
TAILLE_PARTIE = 2_500
"""Characters of one part of a split index: some 1.5 KB once compressed."""
PAS_TITRES = 4
"""Documents whose titles and terms are told in one file of a split index."""
K1 = 1.2
"""BM25's k1, as lunr has it."""


def split_files(postings: Postings, base: dict[str, Any], budget: int) -> tuple[OutputFile, ...]:
    """Return the index that names the parts and says what each weighs, then the parts; `base`: what any index says."""
    bareme, documents, lengths = base["bareme"], postings.documents, postings.lengths
    cut = _Cut(postings, lengths, [bareme.index(document.poids) for document in documents])
    groups = list(cut.groups())
    made: dict[str, bytes] = {}
    before = 0
    for rank, (terms, words) in enumerate(groups):
        made[f"partie-{rank}"] = as_json({**cut.part(terms, words), "r": before})
        before += len(terms)
    made |= {f"suite-{rank}": as_json(code) for rank, code in enumerate(cut.suites)}
    told = cut.whole()
    titles = [
        _weighed({**titles_of(documents[k : k + PAS_TITRES]), "t": " ".join(told[k : k + PAS_TITRES])})
        for k in range(0, len(documents), PAS_TITRES)
    ]
    made |= {f"titres-{rank}": data for rank, data in enumerate(titles)}
    initials = groupby(postings.vocabulary, lambda word: fold(word)[0])
    letters = {letter: packed_words(words) for letter, words in initials}
    made |= {f"mots-{rank}": as_json(words) for rank, words in enumerate(letters.values())}
    folder = _folder(made)
    base = {key: value for key, value in base.items() if key not in ("noms", "poids")}
    base["reglages"] = {**base["reglages"], "debutMin": 3}
    base["longueurs"] = sum(lengths)
    base["decoupe"] = {
        "dossier": folder,
        "premiers": packed_words(cut.starts),
        "poids": [zipped_size(made[f"partie-{rank}"]) for rank in range(len(groups))],
        "lettres": "".join(letters),
        "poidsMots": [zipped_size(made[f"mots-{rank}"]) for rank in range(len(letters))],
        "pas": PAS_TITRES,
        "poidsTitres": max(map(zipped_size, titles)),
        "montres": MONTRES,
    }
    # The index cannot hold its own weight: that of the same without it, and some bytes more.
    base["decoupe"]["reste"] = budget - zipped_size(as_json(base)) - 200
    parts = (OutputFile(f"{FOLDER}{folder}{name}.json", data) for name, data in made.items())
    return (named("index", base), *parts)


class _Cut:
    """The terms of a split index: their first documents, then the others as files."""

    def __init__(self, postings: Postings, lengths: Sequence[int], poids: Sequence[int]):
        self.postings, self.lengths, self.poids = postings, lengths, poids
        self.mean = sum(lengths) / len(lengths)
        self.bareme = [document.poids for document in postings.documents]
        self.suites: list[str] = []
        self.starts: list[str] = []
        self._impact = cache(partial(_impact, self.mean))

    def levels(self, term: str) -> list[list[tuple[int, int]]]:
        """Return the documents of a term, PREMIERES of the best, then more and more of the others."""
        entries = self.postings.terms[term]
        if len(entries) <= PREMIERES:
            return [entries]
        poids, lengths, impact, found, start = self.bareme, self.lengths, self._impact, [], 0
        # The entries are by number: those as good stay so. Many are: there are few weights, lengths and masks.
        alike: dict[float, list[tuple[int, int]]] = defaultdict(list)
        for one in entries:
            number, mask = one
            alike[poids[number] * impact(lengths[number], mask)].append(one)
        ranked = [one for score in sorted(alike, reverse=True) for one in alike[score]]
        while start < len(ranked):
            size = min(max(PREMIERES, start * CROISSANCE), SUITE_MAX)
            found.append(sorted(ranked[start : start + size]))
            start += size
        return found

    def packed(self, entries: Sequence[tuple[int, int]]) -> str:
        """Return postings with what weighs on the score of their documents."""
        groups: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, mask in entries:
            groups[mask, self.poids[number]].append(number)
        return packed_groups([(*key, held, map(self.lengths.__getitem__, held)) for key, held in groups.items()])

    def whole(self) -> list[str]:
        """Return, for each document, its terms by their rank: what a browser reads to be sure of a few documents."""
        ranks = {term: rank for rank, term in enumerate(self.postings.terms)}
        return [
            packed_groups([(mask, weight, [ranks[term] for term in terms], repeat(length)) for mask, terms in groups])
            for groups, weight, length in zip(self.postings.terms_by_mask(), self.poids, self.lengths, strict=True)
        ]

    def groups(self) -> Iterator[tuple[list[str], list[str]]]:
        """Cut the sorted terms in parts of even size, each with the words to propose that begin like them, or that do
        without their first letter, when they are common.

        `starts` then says how each begins: as few letters as set it apart from the one before.
        """
        groups: list[list[str]] = [[]]
        size = 0
        for term in self.postings.sorted_terms:
            size += len(term) + 4 * min(len(self.postings.terms[term]), PREMIERES)
            if size > TAILLE_PARTIE and groups[-1]:
                groups.append([])
                size = 0
            groups[-1].append(term)
        pairs = [("", groups[0][0]), *((one[-1], other[0]) for one, other in pairwise(groups))]
        self.starts = [last[: common_start(before, last) + 1] for before, last in pairs]
        words = {fold(word): word for word in self.postings.vocabulary}
        places = sorted((told, folded) for folded in words for told in {folded, folded[self._common(folded) :]})
        cuts = [0, *(bisect_left(places, (start,)) for start in self.starts[1:]), len(places)]
        for terms, (first, after) in zip(groups, pairwise(cuts), strict=True):
            yield terms, [words[folded] for folded in sorted({folded for _, folded in places[first:after]})]

    def _common(self, folded: str) -> bool:
        """Whether a word is LONG, and in so many documents that one with another first letter may well mean it."""
        held = (self.postings.terms.get(token, ()) for token in tokens(folded))
        return len(folded) >= LONG and any(len(entries) > PREMIERES for entries in held)

    def part(self, terms: Sequence[str], words: Sequence[str]) -> dict[str, Any]:
        """Return a part; `s`: term → how often it is written, how many hold it, its next file, what each weighs."""
        firsts, cut = [], {}
        for term in terms:
            entries = self.postings.terms[term]
            made_from = (entries, self.postings.weights)
            first, codes, weights = unchanged((_Cut, term), made_from, partial(self._coded, term))
            firsts.append(first)
            if codes:
                written = sum(mask.bit_count() for _, mask in entries)
                cut[term] = [written, len(entries), len(self.suites), *weights]
                self.suites += codes
        return {"t": packed_words(terms), "p": " ".join(firsts), "v": packed_words(words), "s": cut}

    def _coded(self, term: str) -> tuple[str, list[str], list[int]]:
        """Return the first documents of a term, its other files and what each weighs."""
        first, *others = map(self.packed, self.levels(term))
        return first, others, [zipped_size(as_json(code)) for code in others]


def _impact(mean: float, length: int, mask: int) -> float:
    """Return what a term brings to the score of a document whose name is so long, but its rarity."""
    nom = (K1 + 1) / (K1 * (1 - LONGUEUR + LONGUEUR * length / mean) + 1)
    return sum(weight * (1 if bit else nom) for bit, (_, weight) in enumerate(CHAMPS) if mask & (1 << bit))


def _weighed(value: dict[str, Any]) -> bytes:
    """Return a file that says what it weighs, itself included, or a little more: `o`."""
    return as_json({**value, "o": zipped_size(as_json(value)) + 12})


def part_of(postings: Postings, terms: Sequence[str], words: Sequence[str]) -> dict[str, str]:
    """Return the terms of a whole index, with their postings and the words to propose."""
    return {
        "t": packed_words(terms),
        "p": " ".join(packed_postings(postings.terms[term]) for term in terms),
        "v": packed_words(words),
    }


def titles_of(documents: Sequence[Document]) -> dict[str, Any]:
    """Return what leads to some documents."""
    return {"i": " ".join(document.nom_court for document in documents), "n": [d.nom for d in documents]}


def heaviest_query(decoupe: dict[str, Any]) -> int:
    """Return what a simple query may load: PARTIES_SURES of the heaviest part, and the titles of MONTRES answers."""
    heaviest: int = PARTIES_SURES * max(decoupe["poids"]) + MONTRES * decoupe["poidsTitres"]
    return heaviest


def named(kind: str, value: dict[str, Any]) -> OutputFile:
    """A file whose name changes with its content: it can be kept for ever by browsers."""
    data = as_json(value)
    return OutputFile(f"{FOLDER}{kind}-{hashlib.sha256(data).hexdigest()[:12]}.json", data)


def _folder(made: dict[str, bytes]) -> str:
    """Return a folder named by the content of its files: thousands of names would weigh more than the index."""
    digest = hashlib.sha256()
    for data in made.values():
        digest.update(data)
    return f"{digest.hexdigest()[:12]}/"


def as_json(value: Any) -> bytes:
    """Return a value as the browser reads it, without a useless space."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
