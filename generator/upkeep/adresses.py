"""Every address of another site that the contents name, and where they name it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pydantic import BaseModel

from generator.corpus.corpus import Corpus
from generator.models.guide import Corps

_IN_TEXT = re.compile(r"https?://[^\s<>\"'`()\[\]{}|\\^]+(?:\([^\s()]*\)[^\s<>\"'`()\[\]{}|\\^]*)*")
"""An address inside of a text; a pair of brackets may be part of it, the closing bracket of a Markdown link is not."""


def adresses(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Return address (without its fragment) → the files that name it; the site's own addresses left out."""
    own = corpus.territoire.site.url
    found: dict[str, set[str]] = defaultdict(set)
    for path, value in _files(corpus):
        for text in _texts(value):
            for address in _IN_TEXT.findall(text):
                whole = _without_fragment(address.rstrip(".,;:!?…»"))
                if host(whole) and not whole.startswith(own):
                    found[whole].add(path)
    return {address: tuple(sorted(paths)) for address, paths in sorted(found.items())}


def host(address: str) -> str:
    """Return the site of an address; the whole address when it cannot be read (`http://℅`): a link like any other."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return address


def _without_fragment(address: str) -> str:
    try:
        return urlunsplit(urlsplit(address)._replace(fragment=""))
    except ValueError:
        return address


def _files(corpus: Corpus) -> Iterator[tuple[str, Any]]:
    """Yield (file, what it holds) for all that the site publishes."""
    kinds: dict[str, Mapping[str, Any]] = {
        **corpus.ecrits,
        "arbre": corpus.arbres,
        "parcours": corpus.parcours,
    }
    for kind, values in kinds.items():
        for key, value in values.items():
            yield corpus.origines[(kind, key)].path, value
    yield "data/territoire.yml", corpus.territoire
    yield "data/glossaire.yml", tuple(corpus.glossaire.values())
    if corpus.guide is not None:
        yield "data/guide.yml", corpus.guide
    for kind, key, head in corpus.guide_pages():
        path = corpus.origines[(kind, key)].path
        yield path, head
        yield path, tuple(_hrefs(corpus.corps[(kind, key)]))


def _hrefs(corps: Corps) -> Iterator[str]:
    """Yield where the links of a page of the guide go."""
    for passage in corps.passages:
        for token in passage.tokens:
            yield from (str(child.attrs.get("href", "")) for child in token.children or ())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)
