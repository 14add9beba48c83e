"""Two ways to find the dead links of the built site, in one run: ours, and a crawler.

    python -m benchmarks.liens [--site site] [--limite 180]

Ours parses the pages in the folder (generator/publishing/verification.py);
linkchecker asks a server on the loopback for each of them. Both look at the
same copy of the site, in which one dead link and one dead anchor are planted.
Each crawl is stopped after --limite seconds. Compare the ratios of one run,
never seconds of two machines.
"""

from __future__ import annotations

import argparse
import csv
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.publishing.verification import Verification
from tests.serveur import QuietServer, StaticHost

LIEN = "cette-page-n-existe-pas/"
ANCRE = "cette-ancre-n-existe-pas"
LENT, VITE = "[checking]\nmaxrequestspersecond=10\n", "[checking]\nmaxrequestspersecond=100000\n"
CRAWLS = (
    ("linkchecker, sans frein", VITE),
    ("linkchecker, sans frein, avec les ancres", f"{VITE}[AnchorCheck]\n"),
    ("linkchecker, cadence par défaut", LENT),
    ("linkchecker, cadence par défaut, avec les ancres", f"{LENT}[AnchorCheck]\n"),
)


class Host(StaticHost):
    """Tells linkchecker that it may ask faster than ten times a second: without this it never does."""

    def end_headers(self) -> None:
        """Add the header that lifts its own limit."""
        self.send_header("LinkChecker", "allow")
        super().end_headers()


@dataclass(frozen=True, slots=True)
class Mesure:
    """One way to look: how long, what it looked at, whether both planted faults were found."""

    nom: str
    mur: float
    processeur: float
    fini: bool
    vus: int
    lien: bool
    ancre: bool
    autres: int

    def row(self, reference: Mesure) -> str:
        """Return one line of the table; `reference` is what the times are compared with."""
        duree = f"{self.mur:.2f} s" if self.fini else f"arrêté à {self.mur:.0f} s"
        fois = f"{'' if self.fini else 'plus de '}{self.mur / reference.mur:.0f} ×"
        cells = (self.nom, duree, f"{self.processeur:.2f} s", fois, str(self.vus), *self._found(), str(self.autres))
        return f"| {' | '.join(cells)} |"

    def _found(self) -> tuple[str, str]:
        words = {True: "trouvé", False: "manqué" if self.fini else "pas encore"}
        return words[self.lien], words[self.ancre]


def plant(site: Path) -> None:
    """Add a dead link and a dead anchor at the end of the home page's content."""
    home = site / "index.html"
    html = home.read_text("utf-8")
    faults = f'<p><a href="{LIEN}">x</a> <a href="#{ANCRE}">x</a></p></main>'
    if html.count("</main>") != 1:
        raise SystemExit("L'accueil n'a pas une seule balise </main> : rien où planter les fautes.")
    home.write_text(html.replace("</main>", faults), "utf-8")


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def ours(site: Path) -> Mesure:
    """Look with our own verification."""
    start, used = time.perf_counter(), cpu(resource.RUSAGE_SELF)
    verification = Verification(site)
    verification.read_all()
    faults = verification.conclude()
    wall, used = time.perf_counter() - start, cpu(resource.RUSAGE_SELF) - used
    told = [fault.message for fault in faults]
    link, anchor = (any(word in text for text in told) for word in (LIEN, ANCRE))
    pages = sum(1 for _ in site.rglob("*.html"))
    return Mesure("la nôtre (dossier)", wall, used, True, pages, link, anchor, len(told) - link - anchor)


@contextmanager
def loopback(site: Path, prefix: str = "/") -> Iterator[str]:
    """Serve the folder on a free port; give its address."""
    server = QuietServer(("127.0.0.1", 0), partial(Host, directory=str(site), prefix=prefix))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()


def crawl(name: str, config: str, home: str, folder: Path, limit: float) -> Mesure:
    """Look with linkchecker; what it has written so far counts even when it is stopped."""
    rc, said = folder / "linkcheckerrc", folder / "vu.csv"
    rc.write_text(config, "utf-8")
    program = Path(sys.executable).with_name("linkchecker")
    command = [str(program), "-f", str(rc), "--no-status", "--verbose", "-o", "csv/utf-8", home]
    start, used = time.perf_counter(), cpu(resource.RUSAGE_CHILDREN)
    with said.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=limit)
            done = True
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            done = False
    wall, used = time.perf_counter() - start, cpu(resource.RUSAGE_CHILDREN) - used
    rows = read_report(said)
    bad = {row["urlname"] for row in rows if row["valid"] != "True" or "nchor" in row["warningstring"]}
    link, anchor = (any(word in url for url in bad) for word in (LIEN, ANCRE))
    seen = len({row["url"].partition("#")[0] for row in rows})
    return Mesure(name, wall, used, done, seen, link, anchor, len(bad) - link - anchor)


def read_report(path: Path) -> list[dict[str, str]]:
    """Return the whole rows of linkchecker's report, comments and a cut last row left out."""
    lines = [line for line in path.read_text("utf-8", "replace").splitlines() if not line.startswith("# ")]
    return [row for row in csv.DictReader(lines, delimiter=";") if None not in row.values()]


def main(argv: list[str] | None = None) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.liens", description="Liens morts : deux façons.")
    parser.add_argument("--site", type=Path, default=Path("site"), help="site construit à la racine d'une adresse")
    parser.add_argument("--limite", type=float, default=180, help="durée donnée à chaque exploration, en secondes")
    arguments = parser.parse_args(argv)
    if not (arguments.site / "index.html").is_file():
        parser.error(f"« {arguments.site} » n'est pas un site construit (make site)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = folder / "site"
        shutil.copytree(arguments.site, site)
        plant(site)
        measures = [ours(site)]
        with loopback(site) as home:
            for title, config in CRAWLS:
                measures.append(crawl(title, config, home, folder, arguments.limite))
    print("| Façon | Durée | Processeur | Rapport | Vus | Lien mort | Ancre morte | Autres |")
    print("|---|---|---|---|---|---|---|---|")
    for measure in measures:
        print(measure.row(measures[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
