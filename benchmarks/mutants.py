"""Would the tests notice? `python -m benchmarks.mutants --nombre 60 --salle rules`.

Changes one operator, one number or one condition of the program at a time
(`changements.py`), and runs the tests of its room: a mutant that no test notices
(« survivant ») is a line nobody checks, or a change that changes nothing.

The tests of a room are collected once, and run once unchanged, to learn which of
them enter which function. Then each mutant is one fork: the changed function is put
in its place, and the tests that enter it run, the quickest first; the score is a
floor, for another test may see the change through what was kept in memory. What runs
while modules load (a constant, a table) is given changed to a process that imports
everything again, and runs every test. No file is written.

The mutants are drawn by lot, with a seed: the same command gives the same ones.
POSIX only (fork). The last figures are in docs/qualite.md.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import pickle
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

from benchmarks.changements import Mutant, changed, draw, mutants
from tests.chemins import RACINE

SALLES = ("orientation", "rules", "dispositif", "reading")
ALSO = {
    "dispositif": ("tests/cli/test_bilan.py", "tests/rules", "tests/test_fautes.py"),
    "orientation": ("tests/rules", "tests/test_fautes.py"),
    "rules": ("tests/test_fautes.py", "tests/corpus"),
    "reading": ("tests/test_fautes.py", "tests/upkeep/comparison/test_revision.py"),
}
"""Tests that stand on a room too, run after its own; neither browsers, nor whole sites."""
PATIENCE = 900
"""Seconds for every test of a room; a mutant that runs only some has twice what they took unchanged."""
MEMOIRE = 4 << 30
"""Bytes one mutant may take: a loop without end fails before the machine does."""
ENDS = {b"0": "survivant", b"1": "tué", b"": "sans fin"}
"""What a fork says of its tests; nothing, when it was stopped."""
Place = tuple[str, str, int]
"""A function: its file, its name in it, its first line."""


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _forked(work: Callable[[], bytes], seconds: float) -> bytes:
    """Return what `work` answers from a process of its own; nothing when it is killed, or after `seconds`."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE, MEMOIRE))
        quiet = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(quiet, stream)
        said = b"1"  # a change that stops everything is noticed
        try:
            said = work()
        finally:
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(said)
            os._exit(0)
    os.close(writing)
    said = b""
    with os.fdopen(reading, "rb") as pipe:
        if select.select([pipe], [], [], seconds)[0]:
            said = pipe.read()
        else:
            os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return said


def _pytest(places: Sequence[str], plugins: Sequence[object] = ()) -> int:
    import pytest

    with tempfile.TemporaryDirectory() as folder:
        options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist", "--basetemp", folder]
        return int(pytest.main([*options, "-m", "not navigateur and not lent", *places], plugins=[*plugins]))


def tests_of(room: str) -> list[str]:
    """Return what is run for a room: its own tests, then those that stand on it."""
    return [f"tests/{room}", *ALSO[room]]


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed module in the place of the one on the disk."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = mutant.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        self.tree = changed(mutant)

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


def _imported(mutant: Mutant) -> bytes:
    """Run the tests in a process where nothing of the room is imported yet."""
    sys.meta_path.insert(0, _Finder(mutant))
    return b"1" if _pytest(tests_of(mutant.path.split("/")[1])) else b"0"


class Entered:
    """While it is open, remembers which functions of the room are entered."""

    def __init__(self, room: str) -> None:
        self.start = str(RACINE / "generator" / room)
        self.places: set[Place] = set()

    def _called(self, frame: FrameType, event: str, argument: object) -> None:
        if frame.f_code.co_filename.startswith(self.start):
            self.places.add(_place(frame.f_code))

    def __enter__(self) -> set[Place]:
        self.places = set()
        sys.settrace(self._called)
        return self.places

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)


def _codes(mutant: Mutant) -> dict[Place, CodeType]:
    """Return every function of a changed file; those that share a place (two lambdas on a line) are left out."""
    found: dict[Place, list[CodeType]] = {}
    waiting = [compile(changed(mutant), str(RACINE / mutant.path), "exec", dont_inherit=True)]
    while waiting:
        for inner in waiting.pop().co_consts:
            if isinstance(inner, CodeType):
                found.setdefault(_place(inner), []).append(inner)
                waiting.append(inner)
    return {place: codes[0] for place, codes in found.items() if len(codes) == 1}


class Served:
    """The pytest plugin: the tests are collected; each mutant is one fork of that process."""

    def __init__(self, room: str, drawn: Sequence[Mutant], tell: Callable[[object], None]) -> None:
        self.drawn, self.tell = drawn, tell
        self.entered = Entered(room)
        self.at_import: set[Place] = set()
        self.learned: dict[str, tuple[float, set[Place]]] = {}

    def pytest_collection(self) -> None:
        self.at_import = self.entered.__enter__()

    def pytest_runtestloop(self, session: Any) -> bool:
        self.entered.__exit__()
        live: dict[Place, list[FunctionType]] = {}
        for one in gc.get_objects():
            if isinstance(one, FunctionType):
                live.setdefault(_place(one.__code__), []).append(one)
        gc.freeze()  # a fork does not copy what it never changes
        begun = time.monotonic()
        said = _forked(lambda: self._learn(session), PATIENCE)
        if said[:1] != b"{":
            self.tell(said.decode())
            return True
        self.learned = eval(said, {})  # noqa: S307
        seconds = 60 + 2 * (time.monotonic() - begun)
        for mutant in self.drawn:
            swaps = self._swaps(mutant, live)
            said = _forked(lambda swaps=swaps: self._try(session, swaps), seconds) if swaps else b"?"
            self.tell((mutant, said))
        return True

    def _learn(self, session: Any) -> bytes:
        learned = {}
        for item, after in zip(session.items, [*session.items, None][1:], strict=True):
            begun = time.process_time()
            with self.entered as places:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            learned[item.nodeid] = (time.process_time() - begun, places)
            if session.testsfailed:
                return str(item.nodeid).encode()
        return repr(learned).encode()

    def _swaps(self, mutant: Mutant, live: dict[Place, list[FunctionType]]) -> list[tuple[FunctionType, CodeType]]:
        """Return each function to change and its new code; none when modules must load again."""
        before, after = _codes(Mutant(mutant.path, 0, -1, "")), _codes(mutant)
        places = [place for place, code in after.items() if code != before.get(place)]
        swaps = [(function, after[place]) for place in places for function in live.get(place, ())]
        same = all(function.__code__.co_freevars == code.co_freevars for function, code in swaps)
        loads = any(place in self.at_import for place in places)
        return swaps if mutant.inside and same and not loads else []

    def _try(self, session: Any, swaps: Sequence[tuple[FunctionType, CodeType]]) -> bytes:
        for function, code in swaps:
            function.__code__ = code
        places = {_place(code) for _, code in swaps}
        seconds = {item: time for item in session.items for time, seen in (self.learned[item.nodeid],) if places & seen}
        items = sorted(seconds, key=seconds.__getitem__)
        for item, after in zip(items, [*items, None][1:], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if session.testsfailed:
                return b"1"
        return b"0"


def warm() -> None:
    """Import once what no mutant touches: the libraries, and the rooms below."""
    for name in ("pytest", "hypothesis", "playwright.sync_api", "lxml.etree", "markdown_it", "jinja2", "mkdocs.config"):
        importlib.import_module(name)
    for room in ("models", "corpus", "markdown", "problems"):
        for path in sorted((RACINE / "generator" / room).rglob("*.py")):
            if "france" not in path.parts:
                name = path.relative_to(RACINE).with_suffix("").as_posix().replace("/", ".")
                importlib.import_module(name.removesuffix(".__init__"))


def run(room: str, drawn: Sequence[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Try each mutant of a room; POSIX only."""
    warm()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        pipe = os.fdopen(writing, "wb")

        def tell(said: object) -> None:
            pickle.dump(said, pipe)
            pipe.flush()

        quiet = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(quiet, stream)
        _pytest(tests_of(room), [Served(room, drawn, tell)])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        for _ in drawn:
            try:
                said = pickle.load(pipe)  # noqa: S301
            except EOFError:
                said = None
            if not isinstance(said, tuple):
                sys.exit(f"{room} : un essai échoue sans rien changer : {said}")
            mutant, end = said
            if end == b"?":
                end = _forked(lambda mutant=mutant: _imported(mutant), PATIENCE)
            yield mutant, ENDS[end]
    os.waitpid(pid, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Les essais verraient-ils un changement du programme ?")
    parser.add_argument("--nombre", type=int, default=60, help="combien, par salle (0 : tous)")
    parser.add_argument("--salle", action="append", choices=SALLES, help="une salle seulement")
    parser.add_argument("--graine", type=int, default=22, help="le tirage")
    asked = parser.parse_args()
    for room in asked.salle or SALLES:
        paths = sorted(path.relative_to(RACINE).as_posix() for path in (RACINE / "generator" / room).rglob("*.py"))
        known = [mutant for path in paths for mutant in mutants(path)]
        drawn = draw(known, asked.nombre, asked.graine)
        begun, alive = time.monotonic(), 0
        for mutant, end in run(room, drawn):
            alive += end == "survivant"
            if end != "tué":
                print(f"{end:<10} {mutant.path}:{mutant.line} {mutant.what}", flush=True)
        killed = len(drawn) - alive
        share = 100 * killed // max(1, len(drawn))
        spent = f"{time.monotonic() - begun:.0f} s"
        print(f"{room} : {killed} tués sur {len(drawn)} ({share} %), tirés de {len(known)}, {spent}", flush=True)


if __name__ == "__main__":
    main()
