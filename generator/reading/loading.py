"""Read a whole territory from disk: every file is read, refused or named, none is skipped in silence."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from generator.corpus.commun import with_commun
from generator.corpus.corpus import Corpus, Located
from generator.corpus.francais import slug
from generator.corpus.genres import ECRITS, FICHES, GENRES
from generator.corpus.memoire import LOT, once
from generator.corpus.officiel import Officiel
from generator.corpus.pausing import without_collection
from generator.models.adresse import ADRESSES_PATH
from generator.models.arbre import Arbre
from generator.models.autodiagnostic import Autodiagnostic
from generator.models.base import is_identifiant
from generator.models.campagne import CAMPAGNE_PATH
from generator.models.cas_type import CasTypes
from generator.models.commun import Commun, Complement
from generator.models.coordonnee import CoordonneesAVerifier
from generator.models.diagnostic import Diagnostic
from generator.models.glossaire import Glossaire
from generator.models.guide import Guide, rang
from generator.models.parcours import Parcours
from generator.models.referentiel import NOMS_REFERENTIELS, Referentiel
from generator.models.synonyme import RequetesTypes, Synonymes
from generator.models.territoire import Territoire
from generator.problems import Problem, sorted_problems
from generator.problems.codes import problem
from generator.problems.faults import Fault
from generator.reading import communes as lists
from generator.reading.adresses import parse_adresses
from generator.reading.campagne import parse_campagne
from generator.reading.guides import is_of_the_system, load_guides
from generator.reading.inventaire import TOPS, entries
from generator.reading.mairies import MAIRIES_PATH, parse_mairies
from generator.reading.motif import MOTIF_PATH, parse_motif
from generator.reading.rivieres import RIVIERES_PATH, parse_rivieres
from generator.reading.telechargements import FICHIERS, list_downloads
from generator.reading.validation import shaped
from generator.reading.voisins import load_voisins
from generator.reading.yaml_source import read_yaml

M = TypeVar("M", bound=BaseModel)
V = TypeVar("V")
Progress = Callable[[str, int], None]
"""Called with (what is being read, files read so far)."""


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    root: Path
    progress: Progress
    problems: list[Problem] = field(default_factory=list)
    origins: dict[tuple[str, str], Located] = field(default_factory=dict)
    count: int = 0
    small: set[str] = field(default_factory=set)
    """Files read that are not YAML"""

    def add(self, code: str, path: str, message: str, hint: str = "") -> None:
        self.problems.append(problem(code, path, 0, "", message, hint))


@without_collection
def load_corpus(
    root: Path, officiel: Officiel | None = None, progress: Progress = lambda what, count: None
) -> tuple[Corpus | None, tuple[Problem, ...]]:
    """Return (corpus, problems); the corpus is None as soon as one file's shape is wrong.

    `officiel` replaces the national lists (the tests own invented ones).
    Raises Fault when `content/` or `data/` is missing, or when a file cannot be opened.
    """
    try:
        return _load(root, officiel, progress)
    except OSError as error:
        raise Fault(
            f"Impossible de lire « {error.filename} » : vérifier les droits de ce fichier ou de ce dossier."
        ) from error


def _load(root: Path, officiel: Officiel | None, progress: Progress) -> tuple[Corpus | None, tuple[Problem, ...]]:
    for folder in TOPS:
        if not (root / folder).is_dir():
            raise Fault(f"Le dossier « {folder}/ » est introuvable ici. Lancer la commande à la racine du projet.")
    reading = _Reading(root, progress)
    territoire = _read_one(reading, Territoire, "territoire")
    referentiels = _read_folder(reading, Referentiel, "referentiel")
    for nom in NOMS_REFERENTIELS:
        path = f"{GENRES['referentiel'].chemin}/{nom}.yml"
        if nom not in referentiels and not (root / path).exists():
            reading.add("FIC004", path, "ce référentiel manque.")
    ecrits = {kind: _read_folder(reading, genre.modele, kind) for kind, genre in ECRITS.items()}
    etagere = _read_optional(reading, Commun, "commun")
    commun: dict[str, Any] = {k: _read_folder(reading, g.modele, k, g.commun) for k, g in FICHES.items()}
    _refuse_twins(reading, ecrits, commun)
    local = (_read_folder(reading, Complement, "complement", g.complements, f"{k}/") for k, g in FICHES.items())
    complements = {name: one for found in local for name, one in found.items()}
    arbres = _read_folder(reading, Arbre, "arbre")
    parcours = _read_folder(reading, Parcours, "parcours")
    cas_types = _read_optional(reading, CasTypes, "cas-types")
    synonymes = _read_optional(reading, Synonymes, "synonymes")
    requetes = _read_optional(reading, RequetesTypes, "requetes-types")
    glossaire = _read_optional(reading, Glossaire, "glossaire")
    autodiagnostic = _read_optional(reading, Autodiagnostic, "autodiagnostic")
    diagnostic = _read_optional(reading, Diagnostic, "diagnostic")
    a_verifier = _read_optional(reading, CoordonneesAVerifier, "coordonnees-a-verifier")
    motif = _read_small(reading, MOTIF_PATH, "TER007", parse_motif)
    communes = _read_small(reading, lists.CSV_PATH, "COM001", lists.parse_communes)
    if communes is None and not (root / lists.CSV_PATH).exists():
        reading.add("FIC004", lists.CSV_PATH, "la liste des communes manque.")
    contours = _read_small(reading, lists.GEOJSON_PATH, "COM004", lists.parse_contours)
    rivieres = _read_small(reading, RIVIERES_PATH, "COM005", parse_rivieres)
    mairies = _read_small(reading, MAIRIES_PATH, "MAI001", parse_mairies)
    fichiers, refused = list_downloads(root)
    reading.problems.extend(refused)
    adresses = _read_small(reading, ADRESSES_PATH, "ADR001", parse_adresses)
    voisins = load_voisins(root)
    reading.problems.extend(voisins.problems)
    campagne = _read_small(reading, CAMPAGNE_PATH, "CAM001", parse_campagne)
    guide = _read_optional(reading, Guide, "guide")
    pages = load_guides(root)
    reading.problems.extend(pages.problems)
    if pages.corps and not (root / GENRES["guide"].chemin).exists():
        reading.add("FIC004", GENRES["guide"].chemin, "le guide a des pages, et ce fichier manque.")
    read = {located.path for located in (*reading.origins.values(), *pages.origines.values())}
    read |= {f"{FICHIERS}/{name}" for name in fichiers} | voisins.lus
    _refuse_strangers(reading, read)
    problems = sorted_problems(reading.problems)
    if territoire is None or any(problem.severity == "erreur" for problem in problems):
        return None, problems
    corpus = Corpus(
        territoire=territoire,
        communes=communes or {},
        referentiels=referentiels,
        ecrits=ecrits,
        officiel=officiel or lists.load_officiel(),
        arbres=arbres,
        parcours=parcours,
        cas_types=cas_types.cas_types if cas_types else (),
        synonymes=synonymes.synonymes if synonymes else (),
        requetes_types=requetes.requetes if requetes else (),
        requetes_reserve=requetes.reserve if requetes else (),
        contours=contours or (),
        rivieres=rivieres or (),
        mairies=mairies or {},
        adresses=adresses or {},
        campagne=campagne or (),
        fichiers=fichiers,
        glossaire=glossaire.mots if glossaire else {},
        motif=motif,
        guide=guide,
        chapitres=dict(sorted(pages.chapitres.items(), key=lambda pair: rang(*pair))),
        outils=pages.outils,
        corps=pages.corps,
        autodiagnostic=autodiagnostic,
        trous=diagnostic.trous if diagnostic else (),
        a_verifier=a_verifier.coordonnees if a_verifier else (),
        voisins=voisins.copies,
        etagere=etagere,
        commun=commun,
        complements=complements,
        origines={**reading.origins, **pages.origines},
    )
    return with_commun(corpus), problems


def _refuse_twins(reading: _Reading, ecrits: Mapping[str, Mapping[str, Any]], commun: Mapping[str, Any]) -> None:
    """The same id on the shelf and in the own content would be two fiches at one address."""
    for kind, genre in FICHES.items():
        for key in sorted(ecrits[kind].keys() & commun[kind]):
            said = f"« {key} » est aussi une fiche commune, {genre.commun}/{key}.yml."
            reading.add("CMN002", genre.path_of(key), said)
    title = GENRES["commun"].chemin
    if any(commun.values()) and not (reading.root / title).exists():
        reading.add("FIC004", title, "l'étagère a des fiches, et ce fichier manque.")


def _read_one(reading: _Reading, model: type[M], kind: str) -> M | None:
    """Read and shape a file that is due; its kind is also its id."""
    shown = GENRES[kind].chemin
    path = reading.root / shown
    if not path.exists() and not path.is_symlink():
        reading.add("FIC004", shown, "ce fichier manque.")
        return None
    return _read_files(reading, model, kind, {kind: (path, shown)}).get(kind)


def _read_files(reading: _Reading, model: type[M], kind: str, files: Mapping[str, tuple[Path, str]]) -> dict[str, M]:
    """Read and shape YAML files that are there, by id; their problems are kept.

    LOT at a time, read, then shaped: one by one, each spoils the other's caches.
    """
    values: dict[str, M] = {}
    coming = iter(files.items())
    while lot := [(key, shown, *read_yaml(path, shown)) for key, (path, shown) in islice(coming, LOT)]:
        for key, shown, document, problems in lot:
            reading.problems.extend(problems)
            reading.count += 1
            reading.progress(shown, reading.count)
            if document is None:
                continue
            value, shape_problems = shaped(model, document)
            document.let_go()
            reading.problems.extend(shape_problems)
            reading.origins[kind, key] = document
            if value is not None:
                values[key] = value
    return values


def _read_optional(reading: _Reading, model: type[M], kind: str) -> M | None:
    """Read a file that a territory may do without."""
    path = reading.root / GENRES[kind].chemin
    return _read_one(reading, model, kind) if path.exists() or path.is_symlink() else None


def _read_small(
    reading: _Reading, shown: str, too_big: str, parse: Callable[[bytes], tuple[V, tuple[Problem, ...]]]
) -> V | None:
    """Read and parse a file that is not YAML and that a territory may do without (a list replaces the map)."""
    data = _small_bytes(reading, shown, too_big)
    if data is None:
        return None
    value, problems = once((parse, data), lambda: parse(data))
    reading.problems.extend(problems)
    return value


def _read_folder(reading: _Reading, model: type[M], kind: str, folder: str = "", before: str = "") -> dict[str, M]:
    """Read every `<id>.yml` of a folder (by default, its kind's), sorted by id; any other entry is a problem.

    `before` comes before each id.
    """
    files: dict[str, tuple[Path, str]] = {}
    folder = folder or GENRES[kind].chemin
    directory = reading.root / folder
    if directory.is_symlink() or not directory.is_dir():
        return {}
    for path in sorted(directory.iterdir(), key=lambda entry: entry.name):
        shown, stem = f"{folder}/{path.name}", path.stem
        if is_of_the_system(path):
            continue
        if path.suffix != ".yml" or not stat.S_ISREG(path.lstat().st_mode):
            if path.is_symlink():
                reading.add("FIC003", shown, "lien symbolique.")
            else:
                if path.is_dir():
                    hint = "Une fiche est un fichier : sortir du dossier ce qu'il contient, puis le supprimer."
                    reading.add("FIC002", shown, "c'est un dossier.", hint)
                else:
                    reading.add("FIC002", shown, "seuls des fichiers .yml sont attendus ici.")
            continue
        if not is_identifiant(stem):
            near = slug(stem[:80])
            hint = f"Renommer le fichier « {near}.yml »." if is_identifiant(near) else ""
            reading.add("FIC001", shown, f"« {stem[:80]} » ne peut pas être un identifiant.", hint)
            continue
        files[before + stem] = path, shown
    return _read_files(reading, model, kind, files)


def _small_bytes(reading: _Reading, shown: str, too_big: str) -> bytes | None:
    path = reading.root / shown
    if path.is_symlink():
        reading.add("FIC003", shown, "lien symbolique.")
        return None
    if not path.is_file():
        if path.exists():  # a folder, a pipe: not the same as no file at all
            reading.add("FIC002", shown, "c'est un dossier, un tube ou un périphérique, pas un fichier.")
        return None
    if path.stat().st_size > lists.MAX_BYTES:
        reading.add(too_big, shown, "le fichier dépasse 2 Mo.")
        return None
    reading.count += 1
    reading.small.add(shown)
    return path.read_bytes()


def _refuse_strangers(reading: _Reading, read: set[str]) -> None:
    """Every file of content/ and data/ is read or told: what is neither would be a fiche that nobody ever sees."""
    told = read | reading.small | {problem.path for problem in reading.problems}
    for top in TOPS:
        if (reading.root / top).is_symlink():
            reading.add("FIC003", top, "lien symbolique.")
    for shown, path in entries(reading.root, told):
        if not is_of_the_system(path) and shown not in told:
            link = path.is_symlink()
            code, why = ("FIC003", "lien symbolique.") if link else ("FIC002", "ce fichier n'est lu par personne.")
            reading.add(code, shown, why)
