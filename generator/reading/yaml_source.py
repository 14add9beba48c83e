"""The strict YAML reader: one file in, one tree of texts or a list of French problems out.

The only module that imports yaml. The tree is built from libyaml's events with
a stack of our own: its composer recurses and dies on 50 KB of dashes. Every
scalar stays text exactly as written; the schema types it afterwards.
"""

from __future__ import annotations

import pathlib
import re
import stat
import sys
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

import yaml

from generator.corpus.memoire import remembered
from generator.problems import Problem, Severity, sorted_problems
from generator.problems.codes import problem
from generator.reading.yaml_characters import changes_structure, check_characters, decode, sanitised
from generator.reading.yaml_composer import Composer, Stop, Tree

Path: TypeAlias = tuple[str | int, ...]
MAX_BYTES = 64 * 1024
_CONFLICT = re.compile(r"^<{7} .*$(?=[\s\S]*^={7}$[\s\S]*^>{7} )", re.MULTILINE)
"""What git leaves where two versions could not be put together."""


class MissingLibyaml(RuntimeError):
    """PyYAML came without libyaml: the pure parser gives other verdicts, so it is never used instead."""


if not getattr(yaml, "__with_libyaml__", False):
    raise MissingLibyaml("PyYAML est installé sans libyaml : réinstaller PyYAML depuis une roue officielle.")


@dataclass(slots=True, eq=False)
class YamlDocument:
    """One file read: its tree, and the line of each key and item; two readings are two documents.

    Lines are needed only to tell a problem, nearly always of a whole field: its line is kept, the others are
    found again in the source the first time that one is asked. So is the tree, once it was let go.
    """

    path: str
    _tree: Tree | None = field(repr=False)
    source: bytes = field(repr=False)
    _keys: tuple[str, ...] = field(default=(), repr=False)
    _key_lines: Sequence[int] = field(default=(), repr=False)
    """Line of each key of the root: two bytes each, where a table would weigh more than the source."""
    _lines: dict[Path, int] | None = field(default=None, init=False, repr=False)

    @property
    def tree(self) -> Tree:
        """The texts of the file, as they are written."""
        if self._tree is None:
            self._tree = _compose(Composer(self.source.decode(), self.path), self.source) or {}
        return self._tree

    def let_go(self) -> None:
        """Keep the source and no tree: the trees of ten thousand fiches are as heavy as all that is made from them."""
        self._tree = None

    @property
    def lines(self) -> dict[Path, int]:
        """Line of each key, or of each item of a list, by the path of its value."""
        if self._lines is None:
            self._lines = _locate(self.source)
        return self._lines

    def line_of(self, where: Path) -> int:
        """Return the line of a key or of a list's item; of the nearest known parent when it is missing.

        Segments that do not exist are skipped: pydantic inserts the tags of unions in its paths.
        """
        if len(where) == 1 and where[0] in self._keys:
            return self._key_lines[self._keys.index(where[0])]
        known: Path = ()
        for segment in where:
            if (*known, segment) in self.lines:
                known = (*known, segment)
        return self.lines.get(known, 1)


def read_yaml(path: pathlib.Path, shown: str) -> tuple[YamlDocument | None, tuple[Problem, ...]]:
    """Read one file; `shown` is its path in messages. Links, folders and pipes are refused unopened."""
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            return None, (problem("YML001", shown, 0, "", f"{_kind_of(mode)}, pas un fichier ordinaire."),)
        with path.open("rb", buffering=0) as stream:
            data = stream.read(MAX_BYTES + 1) or b""
    except (OSError, ValueError) as error:
        cause = "ce fichier manque" if isinstance(error, FileNotFoundError) else "ce fichier ne s'ouvre pas"
        return None, (problem("YML001", shown, 0, "", f"{cause}."),)
    return parse_yaml(data, shown)


def _kind_of(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "c'est un lien symbolique"
    return "c'est un dossier" if stat.S_ISDIR(mode) else "c'est un tube ou un périphérique"


@remembered
def parse_yaml(data: bytes, shown: str) -> tuple[YamlDocument | None, tuple[Problem, ...]]:
    """Return (document, warnings), or (None, problems) as soon as one of them is an error."""
    if len(data) > MAX_BYTES:
        return None, (problem("YML002", shown, 0, "", "le fichier dépasse 64 Ko."),)
    text, undecodable = decode(data, shown)
    if undecodable is not None:
        return None, (undecodable,)
    problems = list(check_characters(text, shown))
    source = data.removeprefix(b"\xef\xbb\xbf")
    if any(item.severity is Severity.ERREUR for item in problems):
        if changes_structure(text):
            return None, sorted_problems(problems)
        text = sanitised(text)
        source = text.encode()
    if "<<<<<<<" in text and (conflict := _CONFLICT.search(text)):
        line = text.count("\n", 0, conflict.start()) + 1
        return None, (problem("YML023", shown, line, "", f"lu « {conflict.group()[:40]} »."),)
    composer = Composer(text, shown)
    tree = _compose(composer, source)
    problems += composer.problems
    if tree is None or any(item.severity is Severity.ERREUR for item in problems):
        return None, sorted_problems(problems)
    lines = array("H", [mark.line + 1 for mark in composer.root.values()])
    return YamlDocument(shown, tree, source, _same(tuple(composer.root)), lines), sorted_problems(problems)


@lru_cache(maxsize=1_000)
def _same(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first that was equal: many files have the same keys, in the same order."""
    return keys


_SCALAR = yaml.ScalarEvent
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def _events(source: bytes) -> Iterator[Any]:
    """libyaml's events, untyped: the stubs say that a mark may be missing, the C parser never omits it.

    `yaml.parse` does the same with two calls per event instead of one.
    """
    return iter(yaml.CSafeLoader(source).get_event, None)


def _compose(composer: Composer, source: bytes) -> Tree | None:
    """Return the root mapping, None when the reading had to stop."""
    try:
        for event in _events(source):
            kind = type(event)
            if kind is _SCALAR:
                composer.scalar(event)
            elif kind in _ENDS:
                composer.close()
            elif kind in _STARTS:
                composer.open(event, kind is yaml.MappingStartEvent)
            elif kind is yaml.AliasEvent:
                composer.alias(event)
            elif kind is yaml.DocumentStartEvent:
                composer.document(event)
    except Stop:
        return None
    except yaml.MarkedYAMLError as error:
        composer.syntax_error(str(error.problem), error.problem_mark, error.context_mark)
        return None
    except yaml.YAMLError:
        composer.syntax_error("", None, None)
        return None
    return composer.finish()


def _locate(source: bytes) -> dict[Path, int]:
    """Return the line of each key and item of a file already found clean.

    The last step of `path` is the place being filled in the innermost open
    block: an index in a list, a key or None (a key is awaited) in a mapping.
    """
    lines: dict[Path, int] = {}
    path: list[Any] = []
    for event in _events(source):
        kind = type(event)
        if kind is _SCALAR or kind in _STARTS:
            if path and path[-1] is None:
                path[-1] = sys.intern(event.value)
                lines[tuple(path)] = event.start_mark.line + 1
                continue
            if path and isinstance(path[-1], int):
                lines[tuple(path)] = event.start_mark.line + 1
            if kind is not _SCALAR:
                path.append(None if kind is yaml.MappingStartEvent else 0)
                continue
        elif kind in _ENDS:
            path.pop()
        else:
            continue
        if path:
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None
    return lines
