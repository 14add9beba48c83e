"""`offre importer FICHIER.ods`: what a spreadsheet changes, shown file by file, written when asked."""

from __future__ import annotations

import argparse
import datetime
import difflib
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.cli.commands.depuis_issue import write_new
from generator.cli.terminal import CONTENT, OK, show, today_of
from generator.contributing.spreadsheet.colonnes import FEUILLES
from generator.contributing.spreadsheet.importation import Fichier, Importation, plan_import
from generator.contributing.spreadsheet.ods_reader import MAX_OCTETS
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Officiel
from generator.pipeline import prove
from generator.problems import Problem, Severity, formats
from generator.problems.faults import Fault, reason
from generator.reading.loading import load_corpus
from generator.reading.yaml_source import YamlDocument
from generator.upkeep.comparison.changements import changements, en_mots
from generator.upkeep.comparison.versions import Version


def import_ods(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Show what a spreadsheet changes and every problem; write all of it, or nothing."""
    data = _bytes_of(arguments.fichier)
    corpus, problems = load_corpus(arguments.racine, officiel)
    if corpus is None:
        show([problem for problem in problems if problem.severity is Severity.ERREUR])
        print("Corriger d'abord ces erreurs : le tableur ne peut pas être comparé aux fiches.")
        return CONTENT
    sources = _sources(arguments.racine, corpus)
    found = plan_import(data, arguments.fichier.name, corpus, sources, today_of(arguments), prove)
    for line in _told(found, corpus, today_of(arguments)):
        print(line)
    print(f"{formats.summary(found.problems)}. {_conclude(arguments, found)}")
    return OK if found.permise else CONTENT


def _bytes_of(path: Path) -> bytes:
    if path.suffix.lower() != ".ods":
        raise Fault(
            f"« {path.name[:80]} » n'est pas un fichier .ods : dans le tableur, « Enregistrer sous », au format ODS."
        )
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Fault(f"« {path} » n'est pas un fichier qui se lit.")
        with path.open("rb") as stream:
            return stream.read(MAX_OCTETS + 1)
    except (OSError, ValueError) as error:
        raise Fault(f"« {path} » ne se lit pas.") from error


def _sources(root: Path, corpus: Corpus) -> dict[tuple[str, str], bytes]:
    """Return the bytes of each file that has a sheet."""
    return {
        key: (root / held.path).read_bytes()
        for key, held in corpus.origines.items()
        if key[0] in FEUILLES.values() and isinstance(held, YamlDocument)
    }


def _told(found: Importation, corpus: Corpus, today: datetime.date) -> Iterator[str]:
    """Yield what changes, file by file, then what is wrong."""
    if found.corpus is not None and found.fichiers:
        before, after = (Version(today, {}, (), side) for side in (corpus, found.corpus))
        yield f"Ce qui change : {en_mots(changements(before, after)) or 'la forme seulement'}.\n"
    for file in found.fichiers:
        yield from _diff(file)
    if found.absentes:
        yield "Ces fiches n'ont plus de ligne dans le tableur. Rien n'est supprimé :"
        yield from (f"- {path}" for path in found.absentes)
        yield "Pour retirer une fiche, supprimer son fichier, ou écrire « clos » dans son statut.\n"
    if found.problems:
        yield "Ce qui ne va pas, ou qui est à relire :"
        yield from (_problem(found, problem) for problem in found.problems)
        yield ""
    if found.colonnes and (found.fichiers or found.problems):
        yield _verified(found)


def _verified(found: Importation) -> str:
    """Say what was tried on the territory as it would be: a short list of problems must not pass for a whole one."""
    if found.essayee:
        return "Vérifié avec ces changements : les fiches, les questions et la recherche, comme « offre verifier »."
    already = (
        f" {found.deja} erreur{'s étaient' if found.deja > 1 else ' était'} déjà là : offre verifier"
        if found.deja
        else ""
    )
    return f"Pas encore essayé : les questions et la recherche. Il faut d'abord corriger les erreurs.{already}"


def _diff(file: Fichier) -> Iterator[str]:
    count = len(file.titres)
    what = f"{count} case{'s' if count > 1 else ''} : {', '.join(file.titres)}" if file.avant else "nouvelle fiche"
    yield formats.visible(f"{file.chemin} : {what}.")
    before, after = ((data or b"").decode("utf-8-sig").splitlines() for data in (file.avant, file.apres))
    names = (file.chemin if file.avant is not None else "/dev/null", file.chemin)
    yield from (formats.visible(line) for line in difflib.unified_diff(before, after, *names, lineterm=""))
    yield ""


def _problem(found: Importation, problem: Problem) -> str:
    said = f"{found.place(problem)} : {problem.severity.value} {problem.code} : {problem.message}"
    hint = f"\n    {formats.visible(problem.hint)}" if problem.hint else ""
    return f"{formats.visible(said)}{hint}"


def _conclude(arguments: argparse.Namespace, found: Importation) -> str:
    """Write when asked and allowed; return the last sentence."""
    if not found.permise:
        return "Rien n'est écrit : corriger d'abord les erreurs dans le tableur."
    if not found.fichiers:
        return "Le tableur dit la même chose que les fiches : rien à écrire."
    count = len(found.fichiers)
    if not arguments.ecrire:
        return f"Rien n'est écrit : ajouter --ecrire pour écrire {count} fichier{'s' if count > 1 else ''}."
    for file in found.fichiers:
        if file.avant is None:
            write_new(arguments.racine, file.chemin, file.apres.decode())
        else:
            _replace(arguments.racine, file)
    return f"{count} fichier{'s écrits' if count > 1 else ' écrit'}. Ensuite : offre verifier"


def _replace(root: Path, file: Fichier) -> None:
    """Put the new bytes in the place of the old ones at once, if nobody changed the file meanwhile."""
    path = root / file.chemin
    beside = path.with_name(f".{path.name}.nouveau")
    try:
        if path.is_symlink() or path.read_bytes() != file.avant:
            raise Fault(f"{file.chemin} vient de changer : recommencer l'import.")
        beside.write_bytes(file.apres)
        beside.replace(path)
    except OSError as error:
        raise Fault(f"Impossible d'écrire {path} : {reason(error)}.") from error
