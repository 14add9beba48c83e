"""« Vouliez-vous dire … ? »: what somebody probably meant, found by its id, its names or its former ids."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from generator.corpus.francais import slug

MAX_READ = 200
"""Signs of what was read that are looked at."""
LONG_LIST = 200
_ALIKE = 4
"""In a list longer than LONG_LIST only the words that begin or end with the same signs are compared:
a file of 1,900 unknown codes would keep the 1,255 intercommunalités busy for a quarter of a minute."""
_SHORT = 3
"""Below this length a word looks like too many others: « on » is no « zone », « nm » is « nom »."""
_LIKE_ID, _LIKE_NAME = 0.6, 0.75
"""How alike two words are at least (difflib); names are long, and many have words in common."""
_plain = lru_cache(200_000)(slug)


def suggestion(read: str, known: Iterable[str] | Mapping[str, Any]) -> str:
    """Return « Vouliez-vous dire “x” ? » for the nearest known word, else ''; accents and capitals count for nothing.

    A mapping tells more than words: what they stand for, found by its names too, and then named.
    """
    if not (wanted := slug(read[:MAX_READ])):
        return ""
    ids = [(word, word) for word in known]
    names = [(word, name) for word in known for name in _names_of(known[word])] if isinstance(known, Mapping) else []
    found = _same(wanted, ids) or _same(wanted, names) or _near(wanted, ids, _LIKE_ID)
    found = found or _near(wanted, names, _LIKE_NAME)
    said = [f"« {word} »" if word == name else f"« {word} » ({name})" for word, name in found]
    return f"Vouliez-vous dire {' ou '.join(said)} ?" if said else ""


def _names_of(value: Any) -> Iterator[str]:
    """Yield the names of a thing: a model's, or the first word of a row of an official list."""
    if isinstance(value, str | tuple):
        yield from (value,) if isinstance(value, str) else value[:1]
        return
    for field in ("nom", "libelle", "titre", "texte"):
        yield getattr(value, field, "")
    yield from getattr(value, "alias", ())
    yield from getattr(value, "anciens_ids", ())


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _same(wanted: str, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the words that have this very name, each one once."""
    return list({word: (word, name) for word, name in pairs if _plain(name) == wanted}.values())


def _near(wanted: str, pairs: list[tuple[str, str]], cutoff: float) -> list[tuple[str, str]]:
    """Return the word whose name is the nearest; a number is never taken for another one."""
    digits = _digits(wanted)
    by_name = {_plain(name): (word, name) for word, name in reversed(pairs) if _digits(_plain(name)) == digits}
    if len(wanted) < _SHORT:
        by_name = {name: by_name[name] for name in by_name if name[:1] == wanted[:1]}
    if len(by_name) > LONG_LIST:
        first, last = wanted[:_ALIKE], wanted[-_ALIKE:]
        by_name = {name: by_name[name] for name in by_name if name[:_ALIKE] == first or name[-_ALIKE:] == last}
    return [by_name[name] for name in difflib.get_close_matches(wanted, by_name, n=1, cutoff=cutoff)]
