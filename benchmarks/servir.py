"""One word corrected under `servir`, until the site is on the disk: `python -m benchmarks.servir`.

The real territory, or `--fiches 3000` for an invented one. A first build, then one word more in the description of a
service (`--genre` for another kind), each time another one; seconds of processor, the middle one of `--tours`. The
server and the watching of the files are left out: they wait, they do not compute.
"""

from __future__ import annotations

import argparse
import datetime
import re
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpus_synthetique import officiel, write_territory
from benchmarks.longueurs import RACINE
from benchmarks.socle import AUJOURDHUI
from generator.cli.serving import build_again
from generator.corpus.memoire import end_of_build, remembering
from generator.corpus.officiel import Officiel
from generator.reading.communes import load_officiel
from generator.rendering.environment import renew

_DEBUT = re.compile(r'^(description: (?:"|\|-?\n  ))', re.MULTILINE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tours", type=int, default=9)
    parser.add_argument("--fiches", type=int, help="un territoire inventé de tant de fiches ; sans, le vrai")
    parser.add_argument("--genre", default="services", help="le dossier des fiches à corriger")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "territoire"
        if asked.fiches:
            write_territory(asked.fiches, root)
            mesurer(root, asked.genre, asked.tours, AUJOURDHUI, officiel())
        else:
            for top in ("content", "data"):
                shutil.copytree(RACINE / top, root / top)
            mesurer(root, asked.genre, asked.tours, datetime.date.today(), load_officiel())


def mesurer(root: Path, genre: str, tours: int, today: datetime.date, listes: Officiel) -> None:
    """Build, correct a word `tours` times, print what it took."""
    written = [path for path in sorted((root / "content").rglob(f"{genre}/*.yml")) if _DEBUT.search(path.read_text())]
    steps: dict[str, list[float]] = defaultdict(list)
    with remembering():
        for tour in range(tours + 1):
            if tour:
                path = written[tour * len(written) // (tours + 1)]
                path.write_text(_DEBUT.sub(rf"\1Corrigé{tour} ", path.read_text("utf-8"), count=1), "utf-8")
            renew()
            began = time.process_time()
            seen: dict[str, float] = {}
            clock = _clock(seen)
            bilan = build_again(root, today, root / "site", listes, clock)
            clock("fin")
            seen["total"] = time.process_time() - began
            if bilan.defauts or not bilan.publiable:
                raise SystemExit(f"Le site n'a pas été refait : {[*bilan.defauts, *bilan.problems][:3]}")
            end_of_build()
            for step, seconds in seen.items() if tour else ():
                steps[step].append(seconds)
            if not tour:
                print(f"{bilan.pages} pages ; première construction : {seen['total']:.2f} s de processeur.")
    middle = {step: statistics.median(taken) for step, taken in steps.items()}
    print(f"Un mot corrigé : {middle.pop('total'):.2f} s ({min(steps['total']):.2f} à {max(steps['total']):.2f}).")
    print(", ".join(f"{step} {seconds:.2f}" for step, seconds in middle.items()) + ".")


def _clock(seen: dict[str, float]) -> Callable[..., None]:
    """Return what the build tells its steps to, and adds up the seconds of each."""
    last = ["lecture", time.process_time()]

    def tell(what: str, done: int = 0, total: int = 0) -> None:
        step = "lecture" if "/" in what else f"{what}, versement" if total else what
        now = time.process_time()
        seen[str(last[0])] = seen.get(str(last[0]), 0.0) + now - float(last[1])
        last[:] = step, now

    return tell


if __name__ == "__main__":
    main()
