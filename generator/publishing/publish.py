"""The fourth stage as one function: a staging folder, then one rename."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from generator.corpus.corpus import Corpus
from generator.models.adresse import ADRESSES_PATH
from generator.models.territoire import Moteur
from generator.problems.faults import Fault, reason
from generator.publishing.carnet import bind, carnet_style, policy
from generator.publishing.entetes import NOM, headers_file
from generator.publishing.livre import write_pdf
from generator.publishing.mkdocs import SECTIONS, write_sources
from generator.publishing.moteurs import draw
from generator.publishing.pouring import entete_of, from_root, load_shells, pour, pour_all, typeset, unbroken
from generator.publishing.swap import recover
from generator.publishing.verification import Defaut, Verification
from generator.publishing.writing import BATCH, writing_at
from generator.rendering.mesure import Poids
from generator.rendering.page import LIVRE_PDF, Rendering

MAX_ORIENTATION = 200_000_000
"""Bytes of all the pages of the arbres: a région of sixty intercommunalités, a fifth of what a host of pages takes."""

SITE_FILES = ("404.html", "index.html", "robots.txt", "sitemap.xml")
"""What every site of ours holds: how a folder that may be replaced is told from any other one."""
SOURCES = (
    ".git",
    ".github",
    ".gitlab",
    ".forgejo",
    "benchmarks",
    "content",
    "data",
    "docs",
    "generator",
    "schemas",
    "tests",
)
"""Folders of the project where people write: no site is put inside of them, to be read as a fiche next time."""


def publish(
    corpus: Corpus,
    rendering: Rendering,
    root: Path,
    target: Path,
    progress: Callable[..., None] = lambda *far: None,
    moteur: Moteur | None = None,
) -> tuple[tuple[Defaut, ...], tuple[Poids, ...], tuple[str, ...]]:
    """Build `target` from a rendering; return (faults, weights, what to say); with a fault nothing was replaced.

    `moteur`: another engine than the territory's. Raises Fault when the disk refuses, EngineFault when the engine does,
    KeyboardInterrupt with the sentence that says which site is there.
    """
    before = _place(target)
    mask = os.umask(0o022)  # a web server reads the site, whatever the mask of the person who builds
    try:
        return _publish(corpus, rendering, root, target, progress, moteur, before)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_left(before, target)) from None
    finally:
        os.umask(mask)


def _publish(
    corpus: Corpus,
    rendering: Rendering,
    root: Path,
    target: Path,
    progress: Callable[..., None],
    moteur: Moteur | None,
    before: int,
) -> tuple[tuple[Defaut, ...], tuple[Poids, ...], tuple[str, ...]]:
    writing = None
    try:
        target = target.resolve()
        if target in (root.resolve(), *root.resolve().parents) or not _is_replaceable(target):
            raise Fault(f"« {target} » contient autre chose qu'un site : choisir un autre dossier.")
        if any(target.is_relative_to((root / source).resolve()) for source in SOURCES):
            raise Fault(f"« {target} » est parmi ce que l'on écrit : choisir un autre dossier.")
        target.parent.mkdir(parents=True, exist_ok=True)
        recover(target)
        writing = writing_at(target)
    except OSError as error:
        raise Fault(f"Impossible d'écrire dans « {target.parent} » : {reason(error)}.") from error
    try:
        progress("coques")
        write = writing.write
        drawn = draw(moteur or corpus.territoire.moteur, write_sources(corpus, writing.place))
        shells = load_shells(drawn, SECTIONS)
        for path, data in _pages_and_assets(drawn, writing.place / "docs" / "assets"):
            write(path, data)
        noms, entete = unbroken(_places(corpus)), entete_of(corpus.territoire)
        orientation = 0
        avis: tuple[str, ...] = ()
        poured = pour_all(((page, shells[page.section]) for page in rendering.pages), entete, noms)
        ranked = enumerate(zip(rendering.pages, poured, strict=True), 1)
        while batch := list(islice(ranked, BATCH)):  # poured, then written
            for rank, (page, data) in batch:
                progress("pages", rank, len(rendering.pages))
                orientation += len(data) if page.section == "orienter" else 0
                write(page.path, data)
        for file in rendering.files:
            write(file.path, file.data)
        style = carnet_style(writing.read("assets/couleurs.css").decode())
        for carnet in bind(rendering.carnets, style, noms):
            write(carnet.path, carnet.data)
        for name in rendering.downloads:
            write(f"fichiers/{name}", (root / "content" / "fichiers" / name).read_bytes())
        if rendering.livre is not None and corpus.guide is not None:
            progress("guide en PDF")
            livre = write_pdf(rendering.livre, corpus.guide.date, root / "build" / "livre")
            write(LIVRE_PDF, livre.octets)
            avis = livre.avis
        for name, paper, day in rendering.papiers:
            printed = write_pdf(paper, day, root / "build" / "livre", Path(name).stem)
            write(name, printed.octets)
            avis = (*avis, *printed.avis)
        progress("liens")
        prefix = urlsplit(corpus.territoire.site.url).path
        writing.clean()
        gabarits = {page.path: page.gabarit for page in rendering.pages}
        verification = Verification(writing.folder, prefix, gabarits, writing)
        verification.read_all()
        if rendering.bilan is not None:
            page = rendering.bilan(verification.mesures)
            write(page.path, pour(page, shells[page.section], entete, noms))
            verification.read(page.path)
        write(NOM, headers_file(writing.folder, policy(style)))
        silent = (Defaut(ADRESSES_PATH, sentence) for sentence in rendering.sans_reponse)
        faults = (*verification.conclude(), *_too_heavy(orientation), *silent)
        if not faults:
            writing.publish()
        return faults, tuple(verification.mesures), avis
    except OSError as error:
        raise Fault(f"L'écriture du site a échoué : {reason(error)}. {_left(before, target)}") from error
    finally:
        if writing is not None:
            writing.end()


def _too_heavy(weight: int) -> tuple[Defaut, ...]:
    """The pages of the arbres weigh MAX_ORIENTATION bytes at most, all together."""
    if weight <= MAX_ORIENTATION:
        return ()
    megabytes = f"{weight / 1_000_000:.0f} Mo, {MAX_ORIENTATION // 1_000_000} au plus"
    return (Defaut("orienter/", f"les pages des arbres pèsent {megabytes} : rapprocher des zones ou des questions"),)


def _is_replaceable(target: Path) -> bool:
    """Tell whether nobody loses anything when `target` is replaced: absent, empty, or a site of ours."""
    if not target.is_dir():
        return not target.exists()
    return all((target / name).is_file() for name in SITE_FILES) or not any(target.iterdir())


def _place(target: Path) -> int:
    """Return what tells one site from the one that takes its name; 0: there is none."""
    return target.stat().st_ino if target.is_dir() else 0


def _left(before: int, target: Path) -> str:
    """Say which site is there after a failure: whole, the former one or the new one."""
    now = _place(target)
    if not now:
        return "Aucun site n'a été écrit."
    return "L'ancien site est intact." if now == before else "Le nouveau site est en place."


def _places(corpus: Corpus) -> set[str]:
    """Return the names of the communes and of the départements of the territory."""
    communes = corpus.communes.values()
    return {c.nom for c in communes} | {corpus.officiel.departements[c.departement][0] for c in communes}


def _pages_and_assets(drawn: Path, ours: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (path in the site, bytes) of what pages may ask for, and of the editorial pages.

    Material's own scripts and styles serve no page here, nor does what an engine says of its own site.
    """
    for path in sorted(ours.rglob("*")):
        if path.is_file():
            yield f"assets/{path.relative_to(ours).as_posix()}", path.read_bytes()
    for path in sorted(drawn.rglob("*.html")):
        place = path.relative_to(drawn)
        if place.parts[0] not in ("assets", "coques"):
            yield place.as_posix(), typeset(from_root(path.read_text("utf-8"), len(place.parts) - 1)).encode()
