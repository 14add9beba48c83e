"""`importer`: what came from elsewhere, turned into fiches; shown first, written only when asked."""

from __future__ import annotations

import argparse
import datetime
import difflib
from collections.abc import Iterator
from pathlib import Path

from generator.cli.command import CONTENT, OK, date_option, offre, today_of
from generator.cli.commands.liens import make_sonde
from generator.cli.confirmer import confirm
from generator.cli.files import inside, read_given, refuse_existing, write
from generator.cli.importer_site import from_site
from generator.cli.terminal import Progress, readable, show, with_progress
from generator.contributing.confirmation import Confirmation, best_relecture, confirmation_of, read_relecture
from generator.contributing.courriel import MAX_OCTETS as MAX_OCTETS_COURRIEL
from generator.contributing.courriel import read_courriel
from generator.contributing.fiche_recue import check_fiche, correction, make_fiche
from generator.contributing.reponses import DemandeLue, read_best, read_demande
from generator.contributing.spreadsheet.colonnes import FEUILLES
from generator.contributing.spreadsheet.importation import FichierChange, Importation, plan_import
from generator.contributing.spreadsheet.ods_reader import MAX_OCTETS
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Officiel
from generator.corpus.questions import CONFIRMER, FORMULAIRES
from generator.pipeline import prove
from generator.problems import Problem, Severity, formats
from generator.problems.faults import Fault
from generator.reading.yaml_source import YamlDocument
from generator.upkeep.comparison.changements import changements, en_mots
from generator.upkeep.comparison.versions import Version
from generator.upkeep.network.sonde import AdresseRefusee

MAX_DEMANDE = 300_000
"""Bytes of an issue: it has 65,536 signs at most on the forge."""
MAX_FEUILLE = 2_000_000
"""Bytes of a shared sheet: ten times that of a territory."""
GENRES_DEMANDES = tuple(dict.fromkeys(form.genre for form in FORMULAIRES if form.genre))
"""Kinds that a form can make."""


def declare(parser: argparse.ArgumentParser) -> None:
    entree = parser.add_mutually_exclusive_group(required=True)
    entree.add_argument("fichier", type=Path, nargs="?", metavar="FICHIER.ods", help="tableur fait par « exporter »")
    entree.add_argument(
        "--depuis-issue", type=Path, metavar="FICHIER", help="texte d'une demande faite avec un formulaire"
    )
    entree.add_argument(
        "--depuis-adresse", metavar="ADRESSE", help="feuille partagée, publiée en CSV (Grist, tableur en ligne)"
    )
    entree.add_argument(
        "--depuis-courriel", type=Path, metavar="FICHIER.eml", help="courriel enregistré, qui répond à un formulaire"
    )
    entree.add_argument(
        "--donnees", type=Path, metavar="DOSSIER", help="« donnees/v1/ » d'un autre site, déjà téléchargé"
    )
    parser.add_argument(
        "--nom", default="", metavar="NOM", help="avec --donnees : notre nom pour ce site, une seule fois"
    )
    parser.add_argument(
        "--genre", choices=GENRES_DEMANDES, default="", help="genre de la fiche, si le texte ne le dit pas"
    )
    parser.add_argument(
        "--source", default="", metavar="ADRESSE", help="adresse de la demande, écrite comme source de la fiche"
    )
    parser.add_argument("--ecrire", action="store_true", help="écrire ; sans cette option, montrer")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    if arguments.donnees:
        return from_site(arguments, officiel)
    if arguments.depuis_adresse:
        return _from_address(arguments, officiel)
    return _from_ods(arguments, officiel) if arguments.fichier else _from_issue(arguments, officiel)


def _from_issue(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Show the fiche that an issue or a mail describes, and what lacks; write it when asked."""
    today = today_of(arguments)
    demande = _received(arguments)
    corpus = readable(arguments, officiel)
    if isinstance(demande, DemandeLue) and demande.formulaire.nom == CONFIRMER:
        demande = confirmation_of(demande, corpus)
    if isinstance(demande, Confirmation):
        return confirm(arguments, officiel, corpus, demande, today)
    if not demande.formulaire.genre:
        print(correction(demande, corpus))
        for question, answer in demande.reponses.items():
            print(formats.visible(f"- {question} {answer[:1000]}"))
        return OK
    fiche = make_fiche(demande, corpus, today, arguments.source)
    if not fiche.identifiant:
        raise Fault("La demande ne donne pas de nom : impossible de nommer le fichier.")
    path = inside(arguments.racine, fiche.chemin)
    refuse_existing(path, "modifier ce fichier, ou changer le nom dans la demande")
    found = check_fiche(fiche, corpus, today)
    if any(problem.code.startswith("YML") and problem.severity is Severity.ERREUR for problem in found):
        show(found)
        print("Ce texte ne peut pas devenir un fichier : rien n'est écrit.")
        return CONTENT
    print(f"Demande « {demande.formulaire.titre} » → {fiche.chemin}\n\n{fiche.texte}")
    if found:
        print("Ce qui manque ou ne va pas :")
        show(found)
        print()
    if fiche.sans_reponse:
        print("Questions à compléter dans la demande :")
        print("".join(f"- {question}\n" for question in fiche.sans_reponse))
    print("À faire par une personne avant de publier :")
    print("".join(f"- {sentence}\n" for sentence in fiche.a_confirmer))
    if arguments.ecrire:
        write(path, fiche.texte.encode())
        done = f"Fichier écrit : {fiche.chemin}. Ensuite : {offre(f'verifier {fiche.chemin}')}"
    else:
        done = "Rien n'est écrit : ajouter --ecrire pour écrire ce fichier."
    print(f"{formats.summary(found)}. {done}")
    return CONTENT if any(problem.severity is Severity.ERREUR for problem in found) else OK


def _received(arguments: argparse.Namespace) -> DemandeLue | Confirmation:
    """Return the answers of an issue or of a mail; say what was left out of the mail."""
    demande: DemandeLue | Confirmation | None
    if arguments.depuis_issue:
        text = read_given(arguments.depuis_issue, MAX_DEMANDE).decode("utf-8", "replace")
        demande = read_relecture(text) or read_demande(text, arguments.genre)
    else:
        courriel = read_courriel(read_given(arguments.depuis_courriel, MAX_OCTETS_COURRIEL))
        demande = best_relecture(courriel.textes) or read_best(courriel.textes, arguments.genre)
        print("".join(f"{sentence}\n" for sentence in courriel.dit), end="")
    if demande is None:
        raise Fault("Ce texte ne vient d'aucun formulaire du projet : aucune question n'y est reconnue.")
    return demande


def _from_ods(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Show what a spreadsheet changes and every problem; write all of it, or nothing."""
    path: Path = arguments.fichier
    if path.suffix.lower() != ".ods":
        raise Fault(
            f"« {path.name[:80]} » n'est pas un fichier .ods : dans le tableur, « Enregistrer sous », au format ODS."
        )
    data = read_given(path, MAX_OCTETS)
    return _from_sheet(arguments, readable(arguments, officiel), data, path.name, None)


def _from_address(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Show what a sheet shared in CSV changes: this address is asked, and no other."""
    address = arguments.depuis_adresse
    if not address.startswith("https://"):
        raise Fault("L'adresse d'une feuille partagée commence par https://.")
    corpus = readable(arguments, officiel)
    try:
        sort, data = make_sonde(corpus).lire(address, MAX_FEUILLE)
    except AdresseRefusee as refusal:
        raise Fault(formats.visible(f"Cette adresse ne donne pas de feuille : {refusal}.")) from None
    if "html" in sort.casefold() or data.lstrip()[:15].lower().startswith((b"<!doctype", b"<html")):
        raise Fault("Cette adresse montre une page, pas un tableau : la feuille n'est pas publiée, ou veut un compte.")
    return _from_sheet(arguments, corpus, data, "feuille partagée", arguments.genre)


def _from_sheet(arguments: argparse.Namespace, corpus: Corpus, data: bytes, name: str, genre: str | None) -> int:
    today = today_of(arguments)
    sources = {
        key: (arguments.racine / held.path).read_bytes()
        for key, held in corpus.origines.items()
        if key[0] in FEUILLES.values() and key[1] in corpus.ecrits[key[0]] and isinstance(held, YamlDocument)
    }

    def work(progress: Progress) -> Importation:
        return plan_import(data, name, corpus, sources, today, lambda after, day: prove(after, day, progress), genre)

    found = with_progress(work)
    for line in _told(found, corpus, today):
        print(line)
    print(f"{formats.summary(found.problems)}. {_conclude(arguments, found)}")
    return OK if found.permise else CONTENT


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
    verifier = offre("verifier")
    if found.essayee:
        return f"Vérifié avec ces changements : les fiches, les questions et la recherche, comme « {verifier} »."
    many = f"erreur{'s étaient' if found.deja > 1 else ' était'}"
    already = f" {found.deja} {many} déjà là : {verifier}" if found.deja else ""
    return f"Pas encore essayé : les questions et la recherche. Il faut d'abord corriger les erreurs.{already}"


def _diff(file: FichierChange) -> Iterator[str]:
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
    paths = [(inside(arguments.racine, file.chemin), file) for file in found.fichiers]
    for path, file in paths:  # all of them before the first is written
        if file.avant is None:
            refuse_existing(path)
        elif path.is_symlink() or not path.is_file() or path.read_bytes() != file.avant:
            raise Fault(f"{file.chemin} vient de changer : recommencer l'import.")
    for path, file in paths:
        write(path, file.apres)
    return f"{count} fichier{'s écrits' if count > 1 else ' écrit'}. Ensuite : {offre('verifier')}"
