"""The tree of one YAML file, built from events with a stack of our own, and what is refused on the way.

It knows events by their attributes only: `yaml_source` alone imports yaml.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeAlias

from generator.models.blancs import BULLETS
from generator.problems import Problem, dotted
from generator.problems.codes import problem
from generator.reading.yaml_characters import plain, quoted
from generator.reading.yaml_losses import check_bare, check_escapes, has_blank, may_lose
from generator.reading.yaml_syntax import SyntaxStop, colon_lost, explain

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Event: TypeAlias = Any
"""An event of yaml.parse: start_mark, end_mark and, on nodes, anchor, tag, value, style."""
MAX_DEPTH = 10
MAX_NODES = 4000


class Mark(Protocol):
    """A place in the file, 0-based."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


@dataclass(slots=True)
class _Frame:
    """An open mapping or list; a mapping knows the place of each of its keys, under their NFC form."""

    tree: dict[str, Tree] | list[Tree]
    seen: dict[str, Mark] | None = None
    key: str | None = None

    def place(self, value: Tree) -> None:
        """Put a value where it is due."""
        if isinstance(self.tree, list):
            self.tree.append(value)
        elif self.key is not None:
            self.tree[self.key] = value


class Stop(Exception):
    """The rest of the file cannot be read; the reason is already told."""


class Composer:
    """Builds the tree of one file and collects its problems, without recursion."""

    def __init__(self, text: str, shown: str) -> None:
        self.problems: list[Problem] = []
        self.shown = shown
        self.text = text
        self.stack = [_Frame([])]
        self.root: dict[str, Mark] = {}
        """Place of each key of the file, once it ends."""
        self.nodes = 0
        self.suspect = may_lose(text)
        self.escapes = "\\" in text
        self.last_quoted: Event | None = None
        self.sentence: tuple[int, str] | None = None

    @cached_property
    def lines(self) -> list[str]:
        return [line.removesuffix("\r") for line in self.text.split("\n")]

    def finish(self) -> Tree | None:
        """Return the root of the tree, None for an empty file."""
        root = self.stack[0].tree
        if isinstance(root, list) and root and isinstance(root[0], dict):
            return root[0]
        if self.sentence is not None:
            line, message = self.sentence
            self._tell("YML010", line, message)
            return None
        self._tell("YML006", 0, "le fichier ne contient ni clé ni valeur.")
        return None

    def close(self) -> None:
        """A mapping or a list ends."""
        ended = self.stack.pop()
        self.stack[-1].key = None
        if len(self.stack) == 1:
            self.root = ended.seen or {}

    def _tell(self, code: str, line: int, message: str, hint: str = "", where: str | None = None) -> None:
        last = self.problems[-1] if self.problems else None
        if code == "YML013" and last is not None and (last.code, last.line) == (code, line):
            return  # a line of a hundred aliases is one thing to mend
        where = self._where() if where is None else where
        self.problems.append(problem(code, self.shown, line, where, message, hint))

    def _where(self) -> str:
        """Return the dotted path of the value being read, safe for a message."""
        steps: list[str | int] = []
        for depth, frame in enumerate(self.stack[1:], start=2):
            if isinstance(frame.tree, list):
                steps.append(len(frame.tree) - (depth < len(self.stack)))
            elif frame.key is not None:
                steps.append(plain(frame.key))
        return dotted(tuple(steps))

    def _read(self, event: Event) -> str:
        """Return what is written from the start of an event to the end of its line."""
        mark = event.start_mark
        return quoted(self.lines[mark.line][mark.column :]) if mark.line < len(self.lines) else "« »"

    def document(self, event: Event) -> None:
        line = event.start_mark.line + 1
        if event.version or event.tags:
            self._tell("YML017", line, f"lu {self._read(event)} : c'est une directive YAML.")
        if self.stack[0].tree:
            self._tell("YML016", line, f"lu {self._read(event)} : un second document commence ici.")
            raise Stop

    def _check_node(self, event: Event, is_mapping: bool) -> None:
        """Limits and refusals common to all nodes."""
        self.nodes += 1
        line = event.start_mark.line + 1
        if self.nodes > MAX_NODES:
            self._tell("YML012", line, f"plus de {MAX_NODES} clés et valeurs dans le fichier.")
            raise Stop
        if event.anchor is not None:
            self._tell("YML013", line, f"lu {self._read(event)} : « & » pose une ancre YAML.")
        if getattr(event, "tag", None) is not None:
            self._tell("YML014", line, f"lu {self._read(event)} : « ! » pose une étiquette YAML.")
        if len(self.stack) == 1 and not is_mapping:
            self._refuse_root(event, line)

    def _refuse_root(self, event: Event, line: int) -> None:
        if hasattr(event, "value"):
            if not event.value and not event.style:
                if not self.problems:
                    self._tell("YML006", 0, "le fichier ne contient ni clé ni valeur.")
                raise Stop
            reason = colon_lost(self.lines[line - 1]) or "il n'y a pas de « clé: » dans ce fichier."
            read = self._read(event)
            self.sentence = line, f"tout le fichier est une seule phrase, {read} : {reason}"
            return
        self._tell("YML010", line, f"le fichier commence par une liste, {self._read(event)}.")
        raise Stop

    def open(self, event: Event, is_mapping: bool) -> None:
        self._check_node(event, is_mapping)
        frame = self.stack[-1]
        if len(self.stack) > MAX_DEPTH:
            line = event.start_mark.line + 1
            self._tell("YML011", line, f"plus de {MAX_DEPTH} niveaux, à partir de {self._read(event)}.")
            raise Stop
        if frame.seen is not None and frame.key is None:
            line = event.start_mark.line + 1
            read = quoted(self.lines[line - 1])
            self._tell("YML018", line, f"lu {read} : un bloc ou une liste à la place d'une clé.")
            raise Stop
        child = _Frame({}, {}) if is_mapping else _Frame([])
        frame.place(child.tree)
        self.stack.append(child)

    def alias(self, event: Event) -> None:
        self.nodes += 1
        line = event.start_mark.line + 1
        self._tell("YML013", line, f"lu {self._read(event)} : « * » renvoie à une ancre YAML.")
        if self.nodes > MAX_NODES or len(self.stack) == 1:
            raise Stop
        frame = self.stack[-1]
        if frame.seen is not None and frame.key is None:
            frame.key = "*"
            frame.seen.setdefault("*", event.start_mark)
        else:
            frame.place("")
            frame.key = None

    def scalar(self, event: Event) -> None:
        self.nodes += 1
        stack = self.stack
        frame = stack[-1]
        value, style = event.value, event.style
        if event.anchor is not None or event.tag is not None or self.nodes > MAX_NODES or len(stack) == 1:
            self.nodes -= 1
            self._check_node(event, False)
            if len(stack) == 1:
                frame.place(value)
                return
        if style == '"' or style == "'":
            self.last_quoted = event
        if frame.seen is not None and frame.key is None:
            self._key(frame, frame.seen, event)
            return
        if style == "":
            if value == "":
                self._empty(frame, event)
            elif self.suspect or ":" in value or " -" in value or value[0] in BULLETS:
                self._bare(frame, event)
        elif style == '"':
            if self.escapes:
                self._check_escapes(event)
        elif style != "'" and not value.strip():
            self._empty(frame, event)
        tree = frame.tree
        if isinstance(tree, list):
            tree.append(value)
        elif frame.key is not None:
            tree[frame.key] = value
            frame.key = None

    def _key(self, frame: _Frame, seen: dict[str, Mark], event: Event) -> None:
        name = event.value
        frame.key = name
        mark = event.start_mark
        if name.isidentifier() and name.isascii() and seen.setdefault(name, mark) is mark:
            return  # nearly every key: a plain word, for the first time
        line = mark.line + 1
        if not name.isascii():
            if has_blank(name):
                hint = "" if name[0].isalnum() else "Remplacer le début de la ligne par des espaces ordinaires."
                self._tell("YML022", line, f"la clé {quoted(name)} contient une espace insécable.", hint)
            name = unicodedata.normalize("NFC", name)
        if self.escapes and event.style == '"':
            self._check_escapes(event)
        if not name.strip():
            self._tell("YML019", line, f"lu {quoted(self.lines[line - 1])} : la clé est vide.")
        elif name[0] in BULLETS:
            hint = "Écrire « - », une espace, puis la clé."
            self._tell("YML037", line, f"lu {quoted(name)} : il manque une espace après le tiret.", hint)
        elif name == "<<":
            self._tell("YML015", line, "lu « << » : cette clé de fusion YAML est refusée.")
        first = seen.setdefault(name, mark)
        if first is not mark:
            message = f"la clé {quoted(name)} est déjà écrite ligne {first.line + 1} et revient ligne {line}."
            self._tell("YML020", line, message)

    def _key_line(self, frame: _Frame, event: Event) -> int:
        """Return the line (0-based) of the key or dash that a value follows."""
        if frame.seen is None or frame.key is None:
            return int(event.start_mark.line)
        return int(frame.seen[unicodedata.normalize("NFC", frame.key)].line)

    def _empty(self, frame: _Frame, event: Event) -> None:
        if event.tag is not None or event.anchor is not None:
            return
        line = self._key_line(frame, event)
        if frame.seen is None:
            self._tell(
                "YML021",
                line + 1,
                "un élément de la liste est vide.",
                "Supprimer ce tiret ou écrire une valeur.",
            )
            return
        comment = self.lines[line].partition(" #")[2]
        lost = f" Le texte {quoted('#' + comment)} est un commentaire." if comment else ""
        self._tell("YML021", line + 1, f"la clé {quoted(frame.key or '')} n'a pas de valeur.{lost}")

    def _bare(self, frame: _Frame, event: Event) -> None:
        start, end = event.start_mark, event.end_mark
        place = ((start.line, start.column), (end.line, end.column), self._key_line(frame, event))
        self.problems += check_bare(event.value, self.lines, *place, self.shown, self._where())

    def _check_escapes(self, event: Event) -> None:
        place = (event.start_mark.line, event.end_mark.line)
        self.problems += check_escapes(event.value, self.lines, *place, self.shown, self._where())

    def syntax_error(self, complaint: str, mark: Mark | None, context: Mark | None) -> None:
        """Tell libyaml's complaint, and drop the empty values that only echo it."""
        quote = self.last_quoted
        ran_over = quote is not None and quote.start_mark.line < quote.end_mark.line
        last = len(self.lines)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        if line > last:  # the end of a file that ends without a line break
            line, column = last, len(self.lines[-1]) + 1
        fault = SyntaxStop(
            problem=complaint,
            line=line,
            column=column,
            context_line=context.line + 1 if context is not None else 0,
            lines=tuple(self.lines),
            quote_line=quote.start_mark.line + 1 if quote is not None and ran_over else 0,
        )
        code, line, message, hint = explain(fault)
        echoes = (line, fault.line_above(line))
        self.problems = [item for item in self.problems if item.code != "YML021" or item.line not in echoes]
        where = self._where()
        if isinstance(self.stack[-1].tree, list):  # a list is named whole, not its next item
            where = where.rpartition("[")[0]
        self._tell(code, line, message, hint, where)
