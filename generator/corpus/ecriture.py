"""Write values the way people write them in YAML: an example on one line, or a whole file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.models.blancs import lines, one_line, tidy

_NU = re.compile(r"[a-z][a-z0-9]*([-/][a-z0-9]+)*")
"""Words of vocabularies and ids stand bare; every other text is between quotes."""
_NU_EXEMPLE = re.compile(r"(?!0[0-9])[a-z0-9]+([-/][a-z0-9]+)*")
"""The same in an example, whole numbers and dates too; a code that begins with 0 is no number."""
_CODE = re.compile("[0-9AB]{2,9}")
_DOUTEUX = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
"""Words that other readers of YAML take for something else than a text."""


def yaml_inline(value: Any) -> str:
    """Return an example as it is written on one YAML line.

    Every text of a person is between quotes, even where YAML asks for none: people keep the shape of an
    example, and put in it a « : » or a « # » that would cut it. Words of vocabularies, ids, whole numbers
    and dates stand bare.
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(yaml_inline(item) for item in value) + "]"
    text = str(value)
    return text if _NU_EXEMPLE.fullmatch(text) and text not in _DOUTEUX else _quoted(text)


def yaml_file(tree: Mapping[str, Any]) -> str:
    """Return a whole YAML file: reading it gives the tree back, whatever the texts hold.

    `tree` holds texts, lists and tables; dates and whole numbers stand bare, `True` and `False` are for
    the files of other programs. A list holds texts of one line, or tables. A text of several lines is
    stripped at both ends: its first line then gives the indentation, and no other one starts before it.
    """
    return "".join(f"{line}\n" for line in _lines(tree))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, held in value.items():
            yield from _entry(f"{key}:", held)
    else:
        for held in value:
            yield from _item(held)


def _entry(head: str, held: Any) -> Iterator[str]:
    if isinstance(held, Mapping | list | tuple) and held:
        if isinstance(held, list | tuple) and all(isinstance(item, str) and is_word(item) for item in held):
            yield f"{head} [{', '.join(_scalar(item) for item in held)}]"
            return
        yield head
        yield from (f"  {line}" for line in _lines(held))
    elif isinstance(held, str) and "\n" in tidy(held):
        yield f"{head} |"
        yield from (f"  {line}".rstrip() for line in tidy(held).split("\n"))
    else:
        yield f"{head} {_scalar(held)}"


def _item(held: Any) -> Iterator[str]:
    if isinstance(held, Mapping) and held:
        for index, line in enumerate(_lines(held)):
            yield f"{'  ' if index else '- '}{line}"
    else:
        yield f"- {_scalar(held)}"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, list | tuple):
        return "[]"
    text = str(value)
    if isinstance(value, int | datetime.date) or is_bare(text):
        return text
    return _quoted(one_line(text) if len(lines(text)) > 1 else text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def is_word(text: str) -> bool:
    """Tell whether a list of such texts reads well on one line: ids, words of vocabularies, official codes."""
    return is_bare(text) or _CODE.fullmatch(text) is not None


def is_bare(text: str) -> bool:
    """Tell whether a text stands without quotes: a word of a vocabulary, an id."""
    return _NU.fullmatch(text) is not None and text not in _DOUTEUX
