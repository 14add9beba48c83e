"""The changes that can be made to the program, one at a time, and which of them are drawn.

One operator, one number, one condition, one `return`. Never a text, a docstring nor an
annotation: a change nobody could observe is not counted.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.chemins import RACINE

_COMPARE = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATE = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
            ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}  # fmt: skip
_WORDS = {"any": "all", "all": "any", "min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """One change: `rank` is its number among those of the file; `inside`, whether a function holds it."""

    path: str
    line: int
    rank: int
    what: str
    inside: bool = False


class Changer(ast.NodeTransformer):
    """Numbers every change that can be made; makes the one asked for."""

    def __init__(self, wanted: int = -1) -> None:
        self.wanted, self.rank = wanted, -1
        self.depth = 0
        self.found: list[tuple[int, str, bool]] = []

    def _ask(self, node: Any, what: str) -> bool:
        self.rank += 1
        self.found.append((node.lineno, what, self.depth > 0))
        return self.rank == self.wanted

    def visit(self, node: Any) -> Any:
        if isinstance(node, ast.AnnAssign):  # a type is no behaviour
            node.value = self.visit(node.value) if node.value else None
            return node
        if isinstance(node, ast.FunctionDef):
            self.depth += 1
            node.body = [self.visit(one) for one in node.body]
            self.depth -= 1
            return node
        if isinstance(node, ast.ClassDef):
            node.body = [self.visit(one) for one in node.body]
            return node
        self.generic_visit(node)
        return self._changed(node)

    def _changed(self, node: Any) -> Any:
        match node:
            case ast.Compare(ops=[operator, *_]) if type(operator) in _COMPARE:
                if self._ask(node, f"{type(operator).__name__} → {_COMPARE[type(operator)].__name__}"):
                    node.ops[0] = _COMPARE[type(operator)]()
            case ast.BoolOp():
                if self._ask(node, "and ↔ or"):
                    node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
            case ast.BinOp(op=operator) if type(operator) in _OPERATE and not _is_text(node):
                if self._ask(node, f"{type(operator).__name__} → {_OPERATE[type(operator)].__name__}"):
                    node.op = _OPERATE[type(operator)]()
            case ast.UnaryOp(op=ast.Not()):
                if self._ask(node, "not ôté"):
                    return node.operand
            case ast.Constant(value=bool()):
                if self._ask(node, f"{node.value} → {not node.value}"):
                    node.value = not node.value
            case ast.Constant(value=int()):
                if self._ask(node, f"{node.value} → {node.value + 1}"):
                    node.value += 1
            case ast.If() | ast.IfExp():
                if self._ask(node.test, "condition inversée"):
                    node.test = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node.test)
            case ast.comprehension(ifs=[test, *_]):
                if self._ask(test, "filtre ôté"):
                    node.ifs = node.ifs[1:]
            case ast.Continue() | ast.Break():
                if self._ask(node, "continue ↔ break"):
                    return ast.copy_location(ast.Break() if isinstance(node, ast.Continue) else ast.Continue(), node)
            case ast.Call(func=ast.Name(id=name)) if name in _WORDS:
                if self._ask(node, f"{name} → {_WORDS[name]}"):
                    node.func.id = _WORDS[name]
            case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
                if self._ask(node, "return None"):
                    node.value = ast.copy_location(ast.Constant(None), node.value)
        return node


def _is_text(node: ast.BinOp) -> bool:
    return any(isinstance(side, ast.JoinedStr | ast.Constant) and not isinstance(getattr(side, "value", 0), int)
               for side in (node.left, node.right))  # fmt: skip


def changed(mutant: Mutant) -> ast.Module:
    """Return the syntax tree of the file of a mutant, changed; rank -1 changes nothing."""
    tree = ast.parse((RACINE / mutant.path).read_text("utf-8"))
    return ast.fix_missing_locations(Changer(mutant.rank).visit(tree))


def mutants(path: str) -> list[Mutant]:
    """Return every mutant of a file, in order."""
    changer = Changer()
    changer.visit(ast.parse((RACINE / path).read_text("utf-8")))
    return [Mutant(path, line, rank, what, inside) for rank, (line, what, inside) in enumerate(changer.found)]


def draw(known: Sequence[Mutant], number: int, seed: int) -> list[Mutant]:
    """Draw `number` mutants (0: all): one of each file first, then any; the same seed draws the same ones."""
    lot = random.Random(seed)  # noqa: S311
    shuffled = lot.sample(known, len(known))
    first = {mutant.path: mutant for mutant in shuffled}
    others = [mutant for mutant in shuffled if mutant is not first[mutant.path]]
    return sorted([*first.values(), *others][: number or None], key=lambda m: (m.path, m.rank))
