"""`territoire nouveautes`: the origin's version fetched, merged, tried by its own programme, and told in words."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.cli.command import CONTENT, OK, offre
from generator.contributing.territory.nouveautes import (
    GARDES,
    JOURNAL,
    Nouveautes,
    fetch,
    refuse_dirty,
    take_nouveautes,
    undo,
)
from generator.corpus.francais import pluriel
from generator.corpus.genres import COMMUN
from generator.corpus.officiel import Officiel
from generator.pipeline import verify
from generator.problems import Problem
from generator.problems.faults import Fault
from generator.reading.revision import git

DITS = 12
"""Lines told of one subject; the rest is counted."""
MAX_LIGNE = 160
"""Signs of a line of the journal."""
GARDER = 'git commit -m "Nouveautés du programme"'
ANNULER = "git merge --abort"


def nouveautes(root: Path, reference: str, trial: bool, today: datetime.date, officiel: Officiel | None) -> int:
    """Take the novelties of the origin; what this territory wrote stays, and nothing is committed yet.

    Raises Fault: the copy being as it was, when git cannot do it; merged, when the new programme does not start here
    (a package in use that it replaces), with what to write then.
    """
    if not trial:
        refuse_dirty(root)
    fetch(root, reference)
    known = () if trial else verify(root, today, officiel).problems
    taken = take_nouveautes(root, reference, trial)
    if taken is None:
        print("Rien de nouveau : cette copie a déjà cette version.")
        return OK
    _tell(taken, trial)
    if trial:
        print("Rien n'a été écrit.")
        return OK
    try:
        return _try(root, known)
    except Fault as fault:
        git(root, "add", "-A")
        steps = f"{offre('schemas')}, {offre('verifier')}, git add -A, puis {GARDER}"
        raise Fault(f"{fault} Pris, pas encore enregistré : {steps}. Tout annuler : {ANNULER}") from fault
    except BaseException:
        undo(root)
        raise


def _tell(taken: Nouveautes, trial: bool) -> None:
    print(f"Programme : {pluriel(taken.programme, 'fichier')}, ce qui {'changerait' if trial else 'est pris'}.")
    _list(f"Ce que dit {JOURNAL} :", [line[:MAX_LIGNE] + "…" * (len(line) > MAX_LIGNE) for line in taken.journal])
    _list(f"{pluriel(len(taken.communes), 'fiche commune', 'fiches communes')} :", taken.communes)
    _list("Ce que l'on peut écrire de plus, si l'on veut :", taken.champs)
    _list("Changés ici, et repris de l'origine (git show HEAD:CHEMIN montre l'ancien) :", taken.remplaces)
    print(f"Gardés tels qu'ils sont ici, sauf {COMMUN} : {', '.join(GARDES)}.")


def _list(title: str, lines: Sequence[str]) -> None:
    if lines:
        print(title)
        print("\n".join(f"  {line}" for line in lines[:DITS]))
        if len(lines) > DITS:
            print(f"  … et {len(lines) - DITS} de plus")


def _try(root: Path, known: Sequence[Problem]) -> int:
    """Run the programme that was just taken: its forms, what it finds that was not told before, what the pages gain.

    Exit code 1 when there are errors: the merge stays, to be corrected or given up.
    """
    # The language of this process is the former programme's: only another process speaks the new one.
    ask(root, "schemas")
    found = _problems(root)
    git(root, "add", "-A")
    old = {(one.code, one.path, one.where) for one in known}
    fresh = [one for one in found if (one["code"], one["chemin"], one["champ"]) not in old]
    errors = [one for one in found if one["gravite"] == "erreur"]
    _list("À corriger avant de construire :", [_said(one) for one in errors])
    _list("Nouveau à remplir ou à relire :", [_said(one) for one in fresh if one not in errors])
    if any(one["chemin"].startswith(f"{COMMUN}/") for one in errors):
        print("Une fiche commune emploie peut-être un mot neuf : git checkout MERGE_HEAD -- data/referentiels")
    if errors:
        print(f"Pas encore enregistré dans git. Corriger, {offre('verifier')}, git add -A, puis : {GARDER}")
    else:
        print(ask(root, "comparer", "--base", "HEAD", "--accepter-effets").strip())
        print(f"Pas encore enregistré dans git. Regarder : python3 lancer.py site. Garder : {GARDER}")
    print(f"Tout annuler : {ANNULER}")
    return CONTENT if errors else OK


def _said(one: dict[str, Any]) -> str:
    where = f" {one['champ']}" if one["champ"] else ""
    return f"{one['chemin']}:{one['ligne']} {one['code']}{where} : {one['message']}"


def _problems(root: Path) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = json.loads(ask(root, "verifier", "--format", "json"))
    except ValueError as error:
        raise Fault("Le nouveau programme n'a pas pu vérifier ce territoire.") from error
    return found


def ask(root: Path, *words: str) -> str:
    """Run one command of the programme that is in a copy; return what it says on its output.

    Raises Fault when it cannot run: a package that is missing, a defect.
    """
    command = [sys.executable, str(root / "lancer.py"), "offre", *words]
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, check=False)  # noqa: S603
    if done.returncode not in (OK, CONTENT):
        raise Fault(f"Le nouveau programme n'a pas pu lancer « {words[0]} ».")
    return done.stdout.decode("utf-8", "replace")
