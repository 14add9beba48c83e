"""Strike builds and tell what is left: `python -m tests.coups TERRITOIRE SITE`, all kinds of blows in turn.

A program of its own: it forks, which a test session full of threads must not.
It builds the site of the territory, changes a fiche, then builds onto the
former site, again and again. `tuer` kills each build (SIGKILL) at moments drawn by
lot, measured as fractions of a whole build, and before chosen operations on
files, so that the few microseconds around the exchange of the two folders are
struck every time. `tuer-renommages` does the same where the system exchanges
nothing and two renames do it. `remplir` makes the disk full from a chosen operation on,
`interrompre` is Ctrl-C before a chosen one.
"""

from __future__ import annotations

import errno
import json
import os
import random
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.cli.main import main
from generator.publishing import swap
from generator.publishing.swap import recover
from tests.chemins import AUJOURDHUI
from tests.construction import build, officiel, tree, without_arbres
from tests.exemples import complet

BY_LOT = 30 if complet() else 4
SPREAD = 20 if complet() else 5
EXCHANGES = {"renameat2", "renamex_np"}
"""What the system calls its exchange: Python tells only that the name is looked up, just before."""
WRITES = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree"}


def watch(folder: Path, each: Callable[[str], None]) -> None:
    """Call `each` before every operation that changes something in `folder`."""
    inside = str(folder)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "ctypes.dlsym" and arguments[1] in EXCHANGES:
            each("exchange")
        if event not in WRITES or not str(arguments[0]).startswith(inside):
            return
        if event != "open" or "w" in str(arguments[1]):
            each(event)

    sys.addaudithook(hook)


def start(work: Callable[[], None]) -> int:
    """Run `work` in a process of its own; return its number."""
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    return pid


def operations(root: Path, target: Path) -> list[str]:
    """Return the operations of one whole build, in order."""
    told = target.parent.parent / "operations.txt"

    def work() -> None:
        with told.open("w") as stream:
            watch(target.parent, lambda event: print(event, file=stream))
            build(root, target)

    os.waitpid(start(work), 0)
    return told.read_text().split()


def strike_before(number: int, root: Path, target: Path) -> bool:
    """Kill a build before its operation `number` (from 0); return whether it was killed."""
    seen = iter(range(number))

    def each(event: str) -> None:
        if next(seen, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        watch(target.parent, each)
        build(root, target)

    return os.WIFSIGNALED(os.waitpid(start(work), 0)[1])


def strike_after(seconds: float, root: Path, target: Path) -> bool:
    """Kill a build after a while; return whether it was still at work."""
    pid = start(lambda: build(root, target) and None)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


@dataclass(frozen=True)
class Essai:
    """A former site, kept aside, and the builds that come to replace it."""

    root: Path
    target: Path
    kept: Path
    former: dict[str, bytes]
    done: list[str]
    """The operations of a whole build, in order"""
    new: dict[str, bytes]

    def restore(self) -> None:
        """Put the former site back, unless nothing ever moved."""
        if [self.target] == list(self.target.parent.iterdir()) and tree(self.target) == self.former:
            return
        shutil.rmtree(self.target.parent)
        shutil.copytree(self.kept, self.target)

    def state(self) -> str:
        found = tree(self.target) if self.target.exists() else {}
        return {0: "absent"}.get(
            len(found), "ancien" if found == self.former else "nouveau" if found == self.new else "abîmé"
        )


def prepare(root: Path, target: Path) -> Essai:
    build(without_arbres(root), target)
    acteur = min((root / "content/acteurs").glob("*.yml"))
    text, changed = re.subn('^nom: "', 'nom: "Nouveau ', acteur.read_text("utf-8"), flags=re.M)
    assert changed == 1, acteur
    acteur.write_text(text, "utf-8")
    kept, former = shutil.copytree(target, target.parent.parent / "ancien"), tree(target)
    done = operations(root, target)
    return Essai(root, target, kept, former, done, tree(target))


def kill(essai: Essai, *, everywhere: bool = True) -> list[dict[str, Any]]:
    """Kill again and again, at any moment or only around the change of place; return one line per blow."""
    root, target, done = essai.root, essai.target, essai.done
    begun = time.monotonic()
    if everywhere:
        os.waitpid(start(lambda: build(root, target) and None), 0)
    whole = time.monotonic() - begun

    def blow(name: str, strike: Callable[[], bool]) -> dict[str, Any]:
        essai.restore()
        killed = strike()
        before = essai.state()
        recover(target)
        return {"coup": name, "tue": killed, "avant": before, "apres": essai.state()}

    chance = random.Random(20261122)  # noqa: S311
    renames = [number for number, event in enumerate(done) if event in ("os.rename", "exchange")]
    near = {number + shift for number in renames for shift in (0, 1)} | {len(done) - 1}
    spread = {round(index * (len(done) - 1) / SPREAD) for index in range(SPREAD)}
    told = [
        blow(f"{part:.2f} d'une construction", lambda part=part: strike_after(part * whole, root, target))
        for part in sorted(chance.uniform(0, 1.2) for _ in range(BY_LOT if everywhere else 0))
    ]
    for number in sorted(near | spread if everywhere else near):
        name = f"{number} {done[number]}"
        told.append(blow(name, lambda number=number: strike_before(number, root, target)))
    build(root, target)
    return [*told, {"coup": "aucun", "tue": False, "avant": essai.state(), "apres": essai.state()}]


def kill_without_exchange(essai: Essai) -> list[dict[str, Any]]:
    """Kill around the two renames of a system that cannot exchange two folders; the rest is the same for all."""
    true, swap.exchange = swap.exchange, lambda first, second: False
    try:
        essai.restore()
        return kill(replace(essai, done=operations(essai.root, essai.target)), everywhere=False)
    finally:
        swap.exchange = true


def _full(event: str) -> None:
    if event in ("open", "os.mkdir"):
        raise OSError(errno.ENOSPC, "No space left on device")


def _frozen(event: str) -> None:
    if event in WRITES - {"shutil.rmtree"}:  # each removal that it makes is an event of its own
        raise OSError(errno.EROFS, "Read-only file system")


def _stopped(event: str) -> None:
    os.kill(os.getpid(), signal.SIGINT)


def fill_up(essai: Essai) -> list[dict[str, Any]]:
    """Fill the disk from an operation on; return the exit code, the words and what is left of each build."""
    return fail(essai, _full, again=True)


def freeze(essai: Essai) -> list[dict[str, Any]]:
    """Make the disk read-only from an operation on: nothing can be removed either; return the same."""
    return fail(essai, _frozen, again=True)


def interrupt(essai: Essai) -> list[dict[str, Any]]:
    """Press Ctrl-C before an operation, the last ones included; return the same."""
    return fail(essai, _stopped, again=False)


def fail(essai: Essai, blow: Callable[[str], None], *, again: bool) -> list[dict[str, Any]]:
    """Give a blow before an operation, `again` before all that follow."""
    root, target, done = essai.root, essai.target, essai.done
    needing = [number for number, event in enumerate(done) if event in ("open", "os.mkdir") or not again]
    said = target.parent.parent / "dit.txt"
    told = []
    for index in range(SPREAD):
        number = needing[round(index * (len(needing) - 1) / (SPREAD - 1))]
        essai.restore()
        seen = iter(range(number + 1))

        def each(event: str, seen: Iterator[int] = seen, number: int = number) -> None:
            rank = next(seen, None)
            if rank == number or (rank is None and again):
                blow(event)

        def work(each: Callable[[str], None] = each) -> None:
            signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background ignores Ctrl-C
            with said.open("w", encoding="utf-8") as stream, redirect_stderr(stream), redirect_stdout(stream):
                watch(target.parent, each)
                argv = [
                    "construire",
                    "--sans-pdf",
                    "--racine",
                    str(root),
                    "--sortie",
                    str(target),
                    "--date",
                    str(AUJOURDHUI),
                ]
                code = main(argv, officiel())
            os._exit(code)

        code = os.waitstatus_to_exitcode(os.waitpid(start(work), 0)[1])
        left = [path.name for path in target.parent.iterdir() if path != target]
        state = essai.state()
        told.append(
            {"coup": f"{number} {done[number]}", "code": code, "dit": said.read_text(), "apres": state, "reste": left}
        )
    return told


if __name__ == "__main__":
    strikes = {
        "tuer": kill,
        "tuer-renommages": kill_without_exchange,
        "remplir": fill_up,
        "figer": freeze,
        "interrompre": interrupt,
    }
    prepared = prepare(Path(sys.argv[1]), Path(sys.argv[2]).resolve())
    print(json.dumps({kind: strike(prepared) for kind, strike in strikes.items()}))
