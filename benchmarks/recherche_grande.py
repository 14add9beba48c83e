"""A search of a hundred thousand documents: `python -m benchmarks.recherche_grande [N] [--navigateur] [--pagefind]`.

The documents are invented with the words of the territory, so that its requêtes types and its reserve can be asked,
and with invented names, so that rare words are as many as in a large offer. They never become pages: only the files
of the search are written. The site's own worker is run by Node, and reads them from the disk; what it reads is
weighed as a host sends it. The exhaustive engine is the same one, that reads every file of each word and has
a thousand documents weighed by lunr. Of two answers that it scores the same, either is as good: such a query is
counted apart (« ex æquo »). Figures: RESULTATS-recherche.md.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.longueurs import RACINE
from benchmarks.pagefind import (
    LES_LEURS,
    LES_NOTRES,
    LEUR,
    NOTRE,
    NUE,
    demander,
    index_beside,
    install_pagefind,
    taille,
)
from benchmarks.recherche import kb, timed
from generator.corpus.genres import FICHES
from generator.models.synonyme import RequeteType
from generator.reading.communes import load_officiel
from generator.reading.loading import load_corpus
from generator.rendering.page import OutputFile
from generator.rendering.search.decoupe import FOLDER
from generator.rendering.search.documents import GROUPES, Document, documents_of
from generator.rendering.search.files import AMORCE, index_files, notion_labels, overweight
from generator.rendering.search.packing import zipped_size
from generator.rendering.search.postings import Postings
from generator.rendering.site import site_of
from tests.chemins import AUJOURDHUI
from tests.navigateur import find_browser, launch_args
from tests.rendering.search.banc import LISTE, ecrire, script
from tests.serveur import serve

N = 100_000
TIREES = 300
"""Queries drawn from the names, keywords and résumés of the documents."""
SYLLABES = [
    "ba",
    "be",
    "bo",
    "ca",
    "co",
    "da",
    "de",
    "do",
    "fa",
    "fe",
    "ga",
    "go",
    "ker",
    "la",
    "le",
    "lan",
    "lo",
    "ma",
    "me",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "plou",
    "ra",
    "re",
    "ro",
    "sa",
    "so",
    "ta",
    "te",
    "tre",
    "va",
]
SCRIPTS = ("lunr.min", "normaliser", "engine", "worker")
NAVIGATEUR = "--navigateur"
PAGEFIND, COTE_A_COTE = "--pagefind", 12
"""With this word, one query in so many is asked to Pagefind too, and to ours in the same browser."""
RANGS = {groupe.id: rank for rank, groupe in enumerate(GROUPES)}
HEAD = (
    "Octets et temps de processeur jusqu'à la première réponse.\n\n"
    "| requêtes | nombre | octets, médiane, Ko | pire | ms, médiane | 95 % | pire | sans réponse "
    "| mêmes trois premières, dans l'ordre | ex æquo |"
)
EXHAUSTIF = 1_000
"""Documents that the exhaustive engine has weighed by lunr, twice: the surest, and those that may be."""
OUVRIER, PAGE = RACINE / "benchmarks" / "ouvrier.js", RACINE / "benchmarks" / "ouvrier_page.js"


def corpus(n: int, told: Sequence[Document]) -> Iterator[Document]:
    """Yield n documents in the order of their kinds: each takes half of its words from one of `told`, the others from
    all of them or from the French of the tests, drawn as language does, and carries two invented names."""
    dice = random.Random(1901)  # noqa: S311
    fiches = [document for document in told if document.genre in FICHES]
    others = [document for document in told if document.genre not in FICHES]
    words = [line for line in LISTE.read_text("utf-8").splitlines() if not line.startswith("#")]
    dice.shuffle(words)
    ranks = [1 / (rank + 3) for rank in range(len(words))]
    said = [word for document in fiches for text in (document.resume, *document.texte) for word in text.split()]
    names = ["".join(dice.choices(SYLLABES, k=dice.randint(2, 5))).capitalize() for _ in range(max(50, n // 3))]
    chances = [1 / (rank + 20) for rank in range(len(names))]
    bases = sorted(
        dice.choices(fiches, [1 / (rank + 10) for rank in range(len(fiches))], k=n - len(others)),
        key=lambda document: RANGS[document.genre],
    )
    drawn = iter(dice.choices(names, chances, k=2 * n))
    french = iter(dice.choices(words, ranks, k=12 * n))
    common = iter(dice.choices(said, k=14 * n))

    def some(text: str, count: int) -> list[str]:
        own = text.split() or ["projet"]
        return dice.sample(own, min(count, len(own)))

    for number, base in enumerate(bases):
        invented = " ".join((next(drawn), next(drawn)))
        kept = some(base.nom, 3)
        yield replace(
            base,
            nom_court=f"{base.nom_court}-{number}",
            nom=" ".join((*kept, invented)),
            cles=(*dice.sample(base.cles, min(2, len(base.cles))), next(french)),
            resume=" ".join((*some(base.resume, 7), *(next(common) for _ in range(4)), next(french))),
            texte=(
                " ".join(
                    (
                        *some(" ".join(base.texte), 14),
                        *(next(common) for _ in range(10)),
                        *(next(french) for _ in range(10)),
                    )
                ),
            ),
            notions=base.notions,
        )
    yield from others


def tirees(documents: Sequence[Document]) -> list[str]:
    """Return TIREES queries of one to four words, of a document's own text or of two."""
    dice = random.Random(2026)  # noqa: S311
    found = []
    for rank in range(TIREES):
        document = dice.choice(documents)
        sources = (document.nom, " ".join(document.cles), document.resume)
        words = " ".join(sources if rank % 3 else (document.nom, dice.choice(documents).resume)).split()
        found.append(" ".join(dice.sample(words, min(1 + rank % 4, len(words)))))
    return found


def ask(folder: Path, scripts: Path, questions: Sequence[dict[str, Any]], weighed: int = 0) -> list[dict[str, Any]]:
    """Return what the site's worker answers; `weighed`: documents that lunr weighs, every file being read."""
    command = ["node", str(OUVRIER), str(scripts), str(folder), *([str(weighed)] if weighed else [])]
    typed = "\n".join(json.dumps(question) for question in questions)
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def write(root: Path, n: int) -> tuple[Path, Path, list[Document], list[RequeteType]]:
    """Write the files of the search and its scripts; return their folders, the documents and the requêtes to ask."""
    territoire, problems = load_corpus(RACINE, load_officiel())
    if territoire is None:
        raise SystemExit(f"Le territoire ne se lit pas : {problems[0]}")
    site = site_of(territoire, AUJOURDHUI)
    documents = sorted(corpus(n, documents_of(site)), key=lambda d: RANGS[d.genre])
    seconds, postings = timed(lambda: Postings(documents, territoire.synonymes, notion_labels(site)))
    more, files = timed(lambda: index_files(postings, site))
    amorce = json.loads(next(file.data for file in files if file.path == AMORCE))
    index = next(file.data for file in files if file.path == FOLDER + amorce["index"])
    kinds = ("partie-", "suite-", "titres-", "mots-")
    parts = [file for file in files if file.path.rpartition("/")[2].startswith(kinds)]
    print(
        f"{n} documents, {len(postings.terms)} mots, {seconds + more:.0f} s de processeur ; {len(files)} fichiers, "
        f"index {kb(zipped_size(index))} Ko, filtres {kb(amorce.get('reserve', 0))} Ko, "
        f"le tout {sum(zipped_size(file.data) for file in parts) / 1e6:.1f} Mo ; "
        f"au-delà de la limite : {overweight(files)} octet.",
        flush=True,
    )
    for file in files:
        target = root / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
    weights = {file.path: zipped_size(file.data) for file in files}
    (root / "poids.json").write_text(json.dumps(weights), "utf-8")
    scripts = root / "scripts"
    scripts.mkdir()
    for name in SCRIPTS:
        (scripts / f"{name}.js").write_bytes(script(name))
    return root, scripts, documents, [*territoire.requetes_types, *territoire.requetes_reserve]


def row(name: str, questions: Sequence[dict[str, Any]], folder: Path, scripts: Path, sent: int) -> str:
    """Return a line of the table: what a first answer weighs and costs, and whether it is the exhaustive one."""
    ours, whole = ask(folder, scripts, questions), ask(folder, scripts, questions, EXHAUSTIF)
    told = [one for one in ours if not one.get("echec")]
    same = tied = 0
    for question, one, other in zip(questions, ours, whole, strict=True):
        three, wanted, scores = one["huit"][:3], other["huit"][:3], dict(other["huit"])
        if [document for document, _ in three] == [document for document, _ in wanted]:
            same += 1
        elif [scores.get(document) for document, _ in three] == [score for _, score in wanted]:
            tied += 1
        else:
            print("   ", question, one, wanted, file=sys.stderr)
    octets, ms = sorted(one["octets"] + sent for one in ours), sorted(one["ms"] for one in told)
    late = ms[min(len(ms) - 1, len(ms) * 95 // 100)]
    return (
        f"| {name} | {len(questions)} | {kb(statistics.median(octets))} | {kb(octets[-1])} "
        f"| {statistics.median(ms):.0f} | {late:.0f} | {ms[-1]:.0f} | {len(ours) - len(told)} "
        f"| {same} ({same / len(ours):.1%}) | {tied} |"
    )


def in_a_browser(folder: Path, asked: Sequence[str]) -> list[float]:
    """Return the milliseconds that the worker of a browser takes for each question, its files being there already."""
    (folder / "scripts" / PAGE.name).write_bytes(PAGE.read_bytes())
    (folder / "index.html").write_text("<!doctype html><title>Banc</title>", "utf-8")
    code = """([nom, demandes]) => new Promise((oui, non) => {
      const ouvrier = new Worker("scripts/" + nom);
      ouvrier.onmessage = (event) => oui(event.data);
      ouvrier.onerror = (event) => non(new Error(event.message));
      ouvrier.postMessage(demandes);
    })"""
    with sync_playwright() as playwright, serve(folder) as home:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=launch_args())
        page = browser.new_page()
        page.goto(home)
        told: list[float] = page.evaluate(code, [PAGE.name, list(asked)])
        browser.close()
    return told


def beside(folder: Path, documents: Sequence[Document], asked: Sequence[str]) -> Iterator[str]:
    """Yield a line of ours, then of Pagefind's, each query the first of a browser that kept nothing."""
    with tempfile.TemporaryDirectory() as tools, sync_playwright() as playwright:
        env = install_pagefind(Path(tools))
        kept = (file for file in (folder / "recherche").rglob("*") if file.is_file())
        files = [OutputFile(file.relative_to(folder).as_posix(), file.read_bytes()) for file in kept]
        site = ecrire(folder / "site", files)
        seconds, memory = index_beside(env, site, documents)
        whole = sum(map(taille, (site / "pagefind").rglob("*.*"))) / 1e6
        browser = playwright.chromium.launch(executable_path=find_browser(), args=launch_args())
        theirs = f"Pagefind ({seconds:.0f} s de processeur, {memory:.0f} Mo ; {whole:.1f} Mo écrits)"
        with serve(site) as home:
            for title, page, code, under in (
                ("la nôtre", "", NOTRE, LES_NOTRES),
                (theirs, NUE, LEUR, (LES_LEURS,)),
            ):
                told = [one for query in asked for one in demander(browser, home + page, site, code, under, [query])]
                octets, ms = sorted(one.octets for one in told), sorted(one.ms for one in told)
                yield (
                    f"| {title} | {len(told)} | {kb(statistics.median(octets))} | {kb(octets[-1])} "
                    f"| {statistics.median(ms):.0f} | {ms[-1]:.0f} |"
                )
        browser.close()


def main() -> int:
    """Print the table."""
    n = int(next((text for text in sys.argv[1:] if text.isdigit()), N))
    sent = sum(zipped_size(script(name)) for name in (*SCRIPTS, "champ"))
    with tempfile.TemporaryDirectory() as name:
        folder, scripts, documents, requetes = write(Path(name), n)
        asked = [{"q": one.requete} for one in requetes]
        drawn = [{"q": text} for text in tirees(documents)]
        print(f"\nScripts : {kb(sent)} Ko, comptés. {HEAD}\n|---" + "|---" * 9 + "|", flush=True)
        for title, questions in (("requêtes types et réserve", asked), (f"{TIREES} tirées au sort", drawn)):
            print(row(title, questions, folder, scripts, sent), flush=True)
        if NAVIGATEUR in sys.argv:
            ms = sorted(in_a_browser(folder, [one["q"] for one in asked + drawn]))
            late = (
                f"95 % {ms[len(ms) * 95 // 100]:.0f}, pire {ms[-1]:.0f}, {sum(one > 100 for one in ms)} au-delà de 100"
            )
            print("\nDans le worker d'un navigateur, horloge, fichiers déjà là, en ms : ", end="")
            print(f"médiane {statistics.median(ms):.0f}, {late}.", flush=True)
        if PAGEFIND in sys.argv:
            print("\n| moteur, dans le navigateur | requêtes | octets, médiane, Ko | pire | ms, médiane | pire |")
            print("|---" * 6 + "|", flush=True)
            some = [one["q"] for one in (asked + drawn)[::COTE_A_COTE]]
            print("\n".join(beside(folder, documents, some)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
