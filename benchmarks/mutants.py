"""Would the tests notice? `python -m benchmarks.mutants --nombre 60 --salle rules`.

Changes one operator, one number or one condition of the program at a time, and
runs the tests of its room: a mutant that no test notices (« survivant ») is a
line nobody checks, or a change that changes nothing. Each mutant is one forked
process: the changed module is given to it in memory, no file is written.

The mutants are drawn by lot, with a seed: the same command gives the same ones.
POSIX only (fork). The last figures are in docs/qualite.md.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import select
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.chemins import RACINE

SALLES = ("orientation", "rules", "dispositif", "reading")
ALSO = {
    "dispositif": ("tests/rules", "tests/test_fautes.py"),
    "orientation": ("tests/rules", "tests/test_fautes.py"),
    "rules": ("tests/test_fautes.py", "tests/corpus"),
    "reading": ("tests/test_fautes.py", "tests/upkeep/comparison/test_revision.py"),
}
"""Tests that stand on a room too, run after its own; neither browsers, nor whole sites."""
PATIENCE = 900
"""Seconds for the tests of one mutant; the slowest room takes half a minute on a quiet machine."""
_COMPARE = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATE = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
            ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}  # fmt: skip
_WORDS = {"any": "all", "all": "any", "min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """One change: `rank` is its number among those of the file."""

    path: str
    line: int
    rank: int
    what: str


class _Changer(ast.NodeTransformer):
    """Numbers every change that can be made; makes the one asked for."""

    def __init__(self, wanted: int = -1) -> None:
        self.wanted, self.rank = wanted, -1
        self.found: list[tuple[int, str]] = []

    def _ask(self, node: Any, what: str) -> bool:
        self.rank += 1
        self.found.append((node.lineno, what))
        return self.rank == self.wanted

    def visit(self, node: Any) -> Any:
        if isinstance(node, ast.AnnAssign):  # a type is no behaviour
            node.value = self.visit(node.value) if node.value else None
            return node
        if isinstance(node, ast.FunctionDef):
            node.body = [self.visit(one) for one in node.body]
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


def mutants(path: str) -> list[Mutant]:
    """Return every mutant of a file, in order."""
    changer = _Changer()
    changer.visit(ast.parse((RACINE / path).read_text("utf-8")))
    return [Mutant(path, line, rank, what) for rank, (line, what) in enumerate(changer.found)]


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed module in the place of the one on the disk."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = mutant.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        tree = ast.parse((RACINE / mutant.path).read_text("utf-8"))
        self.tree = ast.fix_missing_locations(_Changer(mutant.rank).visit(copy.deepcopy(tree)))

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        whole = str(RACINE / self.mutant.path)
        package = self.mutant.path.endswith("__init__.py")
        return importlib.util.spec_from_file_location(
            name, whole, loader=self, submodule_search_locations=[str(Path(whole).parent)] if package else None
        )

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, str(RACINE / self.mutant.path), "exec"), module.__dict__)  # noqa: S102


def tests_of(mutant: Mutant) -> list[str]:
    """Return what is run: the test of the same name first, then the room's, then those that stand on it."""
    room, stem = mutant.path.split("/")[1], Path(mutant.path).stem
    own = RACINE / "tests" / room / f"test_{stem}.py"
    first = [str(own.relative_to(RACINE))] if own.exists() else []
    return [*first, f"tests/{room}", *ALSO.get(room, ())]


def outcome(mutant: Mutant) -> str:
    """Return « tué », « survivant » or « sans fin », from a process of its own."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        quiet = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(quiet, stream)
        sys.meta_path.insert(0, _Finder(mutant))
        import pytest

        common = [
            "-x",
            "-q",
            "--assert=plain",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "-m",
            "not navigateur and not lent",
        ]
        code = pytest.main([*common, *tests_of(mutant)])
        os.write(writing, b"0" if code == 0 else b"1")
        os._exit(0)
    os.close(writing)
    ready, _, _ = select.select([reading], [], [], PATIENCE)
    said = os.read(reading, 1) if ready else b"?"
    if not ready:
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(reading)
    return {b"0": "survivant", b"?": "sans fin"}.get(said, "tué")


def warm() -> None:
    """Import once what no mutant touches: the libraries, and the rooms below."""
    for name in ("pytest", "hypothesis", "playwright.sync_api", "lxml.etree", "markdown_it", "jinja2", "mkdocs.config"):
        importlib.import_module(name)
    for room in ("models", "corpus", "markdown", "problems"):
        for path in sorted((RACINE / "generator" / room).rglob("*.py")):
            if "france" not in path.parts:
                name = path.relative_to(RACINE).with_suffix("").as_posix().replace("/", ".")
                importlib.import_module(name.removesuffix(".__init__"))


def run(drawn: Sequence[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Try each mutant; POSIX only."""
    warm()
    if drawn and outcome(Mutant(drawn[0].path, 0, -1, "rien")) != "survivant":
        sys.exit(f"{drawn[0].path} : ses essais échouent sans rien changer.")
    for mutant in drawn:
        yield mutant, outcome(mutant)


def main() -> None:
    parser = argparse.ArgumentParser(description="Les essais verraient-ils un changement du programme ?")
    parser.add_argument("--nombre", type=int, default=60, help="combien, par salle (0 : tous)")
    parser.add_argument("--salle", action="append", choices=SALLES, help="une salle seulement")
    parser.add_argument("--graine", type=int, default=22, help="le tirage")
    asked = parser.parse_args()
    for room in asked.salle or SALLES:
        paths = sorted(path.relative_to(RACINE).as_posix() for path in (RACINE / "generator" / room).rglob("*.py"))
        known = [mutant for path in paths for mutant in mutants(path)]
        drawn = known
        if asked.nombre and asked.nombre < len(known):
            drawn = sorted(random.Random(asked.graine).sample(known, asked.nombre), key=lambda m: (m.path, m.rank))  # noqa: S311
        begun, alive = time.monotonic(), 0
        for mutant, end in run(drawn):
            alive += end == "survivant"
            if end != "tué":
                print(f"{end:<10} {mutant.path}:{mutant.line} {mutant.what}", flush=True)
        killed = len(drawn) - alive
        share = 100 * killed // max(1, len(drawn))
        print(
            f"{room} : {killed} tués sur {len(drawn)} ({share} %), tirés de {len(known)}, "
            f"{time.monotonic() - begun:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
