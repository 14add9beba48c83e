"""Change a YAML file and keep its comments, its order and its way of writing. Only importer of ruamel.

Every scalar is text here, as in the strict reader: `oui`, `2026-11-22` and
`01001` stay as they are written. A comment that follows a value, on its line
or on the lines below, is held by ruamel with the last scalar of that value:
`take_after` and `put_after` carry it over a change.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    PlainScalarString,
    SingleQuotedScalarString,
)
from ruamel.yaml.tokens import CommentToken

from generator.corpus.ecriture import is_bare, is_word

_BOM = b"\xef\xbb\xbf"
_NUMBER_OR_DATE = re.compile(r"[0-9]{1,12}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BLOCKS = (LiteralScalarString, FoldedScalarString)
"""Texts that end with a line break of their own."""


class _Texts(VersionedResolver):
    """Every scalar is a text: nothing is guessed when reading, nothing is quoted for fear of a guess when writing."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        return self.DEFAULT_SCALAR_TAG if kind is ScalarNode else super().resolve(kind, value, implicit)


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Return a file already checked by the strict reader, once `change` has modified its tree in place."""
    yaml = YAML()
    yaml.Resolver = _Texts
    yaml.preserve_quotes = True
    yaml.width = 1 << 20
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    tree = yaml.load(data.decode("utf-8-sig").replace("\r\n", "\n"))
    change(tree)
    text = io.StringIO()
    yaml.dump(tree, text)
    made = text.getvalue().replace("\n", "\r\n" if b"\r\n" in data else "\n").encode()
    return _BOM + made if data.startswith(_BOM) else made


def inline(value: dict[str, Any] | list[str]) -> Any:
    """Return a list or a block that is written on one line, as people write short ones."""
    made = CommentedMap(value) if isinstance(value, dict) else CommentedSeq(value)
    made.fa.set_flow_style()
    return made


def written(value: Any, like: Any = None) -> Any:
    """Return a value ready to be written; a text is quoted or not as the one it replaces, else as ids and words are.

    `value` is made of tables, lists and texts; dates and whole numbers stand bare.
    """
    if isinstance(value, Mapping):
        return CommentedMap((key, written(held)) for key, held in value.items())
    if isinstance(value, list):
        made = CommentedSeq(written(item) for item in value)
        if all(isinstance(item, str) and is_word(item) for item in value):
            made.fa.set_flow_style()
        return made
    text = str(value)
    if "\n" in text:
        return LiteralScalarString(f"{text}\n")
    quoted = isinstance(like, DoubleQuotedScalarString | SingleQuotedScalarString)
    bare = not isinstance(value, str) or (is_bare(text) and not quoted)
    if bare or (type(like) is str and _NUMBER_OR_DATE.fullmatch(text)):
        return PlainScalarString(text)  # a mere str would be quoted as what it replaces
    return DoubleQuotedScalarString(text)


def take_after(parent: Any, key: Any) -> str:
    """Remove and return the comment that follows a value: its own line first, then the lines below it."""
    holder, last = _end(parent, key)
    held = holder[last]
    slot = 2 if isinstance(holder, dict) else 0
    token = (holder.ca.items.get(last) or [None] * 4)[slot]
    if isinstance(held, CommentedMap | CommentedSeq) and held.ca.comment:
        token = token or held.ca.comment[0]
        held.ca.comment[0] = None
    if token is None:
        return ""
    holder.ca.items[last][slot] = None
    return f"\n{token.value}" if isinstance(held, _BLOCKS) else str(token.value)


def put_after(parent: Any, key: Any, text: str) -> None:
    """Put back, after a value, what `take_after` gave; nothing when nothing was there."""
    if not text.strip():
        return
    holder, last = _end(parent, key)
    held = holder[last]
    if isinstance(held, _BLOCKS):
        text = text.removeprefix("\n")
    elif text.lstrip(" ").startswith("#"):  # one space comes by itself; with less than two, a reader may doubt
        text = f" {text.lstrip(' ')}"
    token = CommentToken(text, CommentMark(0), None)
    if isinstance(held, CommentedMap | CommentedSeq):
        held.ca.comment = [token, None]
    slots = holder.ca.items.setdefault(last, [None] * 4)
    slots[2 if isinstance(holder, dict) else 0] = token


def _end(parent: Any, key: Any) -> tuple[Any, Any]:
    """Return what holds the last scalar of a value (or its closing sign, on one line), and its key there."""
    held = parent[key]
    while isinstance(held, CommentedMap | CommentedSeq) and held and not held.fa.flow_style():
        parent, key = held, next(reversed(held)) if isinstance(held, dict) else len(held) - 1
        held = parent[key]
    return parent, key
