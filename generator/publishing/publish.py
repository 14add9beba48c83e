"""The fourth stage as one function: a staging folder, then one rename."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
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
from generator.publishing.pouring import entete_of, from_root, load_shells, pour, typeset, unbroken
from generator.publishing.swap import hold, recover, swap
from generator.publishing.verification import Defaut, Verification
from generator.publishing.writing import Writing
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
    lock = None
    try:
        target = target.resolve()
        if target in (root.resolve(), *root.resolve().parents) or not _is_replaceable(target):
            raise Fault(f"« {target} » contient autre chose qu'un site : choisir un autre dossier.")
        if any(target.is_relative_to((root / source).resolve()) for source in SOURCES):
            raise Fault(f"« {target} » est parmi ce que l'on écrit : choisir un autre dossier.")
        target.parent.mkdir(parents=True, exist_ok=True)
        recover(target)
        build = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise Fault(f"Impossible d'écrire dans « {target.parent} » : {reason(error)}.") from error
    try:
        lock = hold(build)
        progress("coques")
        html = draw(moteur or corpus.territoire.moteur, write_sources(corpus, build))
        shells = load_shells(html, SECTIONS)
        shutil.rmtree(html / "coques")
        _only_our_files(html, build / "docs" / "assets")
        for path in html.rglob("*.html"):
            path.write_text(typeset(from_root(path.read_text("utf-8"), len(path.relative_to(html).parts) - 1)), "utf-8")
        writing = Writing(html, target)
        write = writing.write
        noms, entete = unbroken(_places(corpus)), entete_of(corpus.territoire)
        orientation = 0
        avis: tuple[str, ...] = ()
        for rank, page in enumerate(rendering.pages, 1):
            progress("pages", rank, len(rendering.pages))
            data = pour(page, shells[page.section], entete, noms)
            orientation += len(data) if page.section == "orienter" else 0
            write(page.path, data)
        for file in rendering.files:
            write(file.path, file.data)
        style = carnet_style((html / "assets" / "couleurs.css").read_text("utf-8"))
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
        verification = Verification(html, prefix, {page.path: page.gabarit for page in rendering.pages})
        verification.read_all()
        if rendering.bilan is not None:
            page = rendering.bilan(verification.mesures)
            write(page.path, pour(page, shells[page.section], entete, noms))
            verification.read(page.path)
        write(NOM, headers_file(html, policy(style)))
        silent = (Defaut(ADRESSES_PATH, sentence) for sentence in rendering.sans_reponse)
        faults = (*verification.conclude(), *_too_heavy(orientation), *silent)
        if not faults:
            swap(html, target)
            writing.published()
        return faults, tuple(verification.mesures), avis
    except OSError as error:
        raise Fault(f"L'écriture du site a échoué : {reason(error)}. {_left(before, target)}") from error
    finally:
        if lock is not None:
            lock.close()
        _drop(build)


def _drop(build: Path) -> None:
    """Remove what a build was made in, even when Ctrl-C comes just then."""
    try:
        shutil.rmtree(build, ignore_errors=True)
    except KeyboardInterrupt:
        shutil.rmtree(build, ignore_errors=True)
        raise


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


def _only_our_files(html: Path, ours: Path) -> None:
    """Leave what pages may ask for: Material's own scripts and styles serve no page here."""
    shutil.rmtree(html / "assets")
    shutil.copytree(ours, html / "assets")
    for name in ("objects.inv", "search.json", "sitemap.xml", "sitemap.xml.gz"):
        (html / name).unlink(missing_ok=True)
