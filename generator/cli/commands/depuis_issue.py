"""`offre importer --depuis-issue`: an issue written with a form, turned into a first version of a fiche."""

from __future__ import annotations

import argparse
import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.cli.terminal import CONTENT, OK, show, today_of
from generator.contributing.fiche_recue import FicheRecue, make_fiche
from generator.contributing.questions import FORMULAIRES
from generator.contributing.reponses import Demande, one_line, read_demande
from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES, GENRES
from generator.corpus.officiel import Officiel
from generator.problems import Problem, Severity, formats, sorted_problems
from generator.problems.faults import Fault, reason
from generator.reading.loading import load_corpus
from generator.reading.validation import validate
from generator.reading.yaml_source import YamlDocument, parse_yaml
from generator.rules import check_corpus

MAX_OCTETS = 300_000
"""An issue has 65,536 signs at most on the forge."""
GENRES_DEMANDES = tuple(dict.fromkeys(form.genre for form in FORMULAIRES if form.genre))
"""Kinds that a form can make."""
_ADRESSE = re.compile(rf"/({'|'.join(FICHES)})s/([a-z0-9-]{{1,80}})/?(?:[?#].*)?$")


def import_issue(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Show the fiche that an issue describes, and what lacks; write it when asked."""
    demande = read_demande(_text_of(arguments.depuis_issue), arguments.genre)
    if demande is None:
        raise Fault("Ce texte ne vient d'aucun formulaire du projet : aucune question n'y est reconnue.")
    corpus, problems = load_corpus(arguments.racine, officiel)
    if corpus is None:
        show([problem for problem in problems if problem.severity is Severity.ERREUR])
        print("Corriger d'abord ces erreurs : la demande ne peut pas être comparée aux autres fiches.")
        return CONTENT
    if not demande.formulaire.genre:
        print(correction(demande, corpus))
        return OK
    today = today_of(arguments)
    fiche = make_fiche(demande, corpus, today, arguments.source)
    if not fiche.identifiant:
        raise Fault("La demande ne donne pas de nom : impossible de nommer le fichier.")
    path = arguments.racine / fiche.chemin
    if path.exists() or path.is_symlink():
        raise Fault(f"{fiche.chemin} existe déjà : modifier ce fichier, ou changer le nom dans la demande.")
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
    wrong = any(problem.severity is Severity.ERREUR for problem in found)
    if arguments.ecrire:
        write_new(arguments.racine, fiche.chemin, fiche.texte)
        print(f"{formats.summary(found)}. Fichier écrit : {fiche.chemin}. Ensuite : offre verifier {fiche.chemin}")
    else:
        print(f"{formats.summary(found)}. Rien n'est écrit : ajouter --ecrire pour écrire ce fichier.")
    return CONTENT if wrong else OK


def _text_of(path: Path) -> str:
    """Return the text of an issue; an encoding that is not UTF-8 loses signs, never the run."""
    try:
        if not path.is_file():
            raise Fault(f"« {path} » n'est pas un fichier qui se lit.")
        with path.open("rb") as stream:
            data = stream.read(MAX_OCTETS + 1)
    except (OSError, ValueError) as error:
        raise Fault(f"« {path} » ne se lit pas.") from error
    if len(data) > MAX_OCTETS:
        raise Fault(f"« {path} » est trop long : {MAX_OCTETS // 1000} Ko au plus.")
    return data.decode("utf-8", "replace")


def correction(demande: Demande, corpus: Corpus) -> str:
    """Say which file a request of correction is about: a person mends it."""
    page = one_line(demande.reponses.get(demande.formulaire.questions[0].libelle, ""))
    found = _ADRESSE.search(page[:600])
    if found and found[2] in corpus.by_kind()[found[1]]:
        return f"Cette demande corrige une fiche : {FICHES[found[1]].path_of(found[2])}. Une personne la relit."
    return "Cette demande corrige une page que le programme ne reconnaît pas. Une personne la relit."


def check_fiche(fiche: FicheRecue, corpus: Corpus, today: datetime.date) -> tuple[Problem, ...]:
    """Return the problems of a new fiche: its own shape, then the rules across files, as if it were written."""
    document, problems = parse_yaml(fiche.texte.encode(), fiche.chemin)
    if document is None:
        return problems
    value, shape = validate(GENRES[fiche.genre].modele, document.tree, document)
    if value is None:
        return sorted_problems((*problems, *shape))
    with_it = _with_fiche(corpus, fiche, value, document)
    crossed = [problem for problem in check_corpus(with_it, today) if problem.path == fiche.chemin]
    return sorted_problems((*problems, *crossed))


def _with_fiche(corpus: Corpus, fiche: FicheRecue, value: Any, document: YamlDocument) -> Corpus:
    """Return the corpus with one more fiche."""
    held = {**corpus.ecrits[fiche.genre], fiche.identifiant: value}
    origines = {**corpus.origines, (fiche.genre, fiche.identifiant): document}
    return replace(corpus.having(**{fiche.genre: held}), origines=origines)


def write_new(root: Path, shown: str, text: str) -> None:
    """Write a file that is not there yet, inside of the project and nowhere else."""
    path = root / shown
    try:
        if not path.parent.resolve().is_relative_to(root.resolve()):
            raise Fault(f"{path.parent} mène hors du projet : rien n'est écrit.")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise Fault(f"Impossible d'écrire {path} : {reason(error)}.") from error
