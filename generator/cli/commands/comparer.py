"""`comparer`: what a change says and does, before it is merged."""

from __future__ import annotations

import argparse
import datetime
import tempfile
from pathlib import Path

from generator.cli.command import CONTENT, OK, date_option, today_of
from generator.cli.files import read_given
from generator.cli.terminal import with_progress
from generator.corpus.officiel import Officiel
from generator.forges.evenements import MAX_EVENEMENT
from generator.orientation.checking import can_be_enumerated
from generator.pipeline import Progress, verify
from generator.problems.codes.orientation import ORIENTATION
from generator.problems.codes.recherche import RECHERCHE
from generator.reading.revision import footprints, take
from generator.rendering.rendering import render_corpus
from generator.upkeep.comparison.comparer import comparer
from generator.upkeep.comparison.demande import accepte
from generator.upkeep.comparison.rapport import as_json, as_markdown, as_text
from generator.upkeep.comparison.versions import Version

_AFTER_THE_RULES = {line.code for line in (*ORIENTATION, *RECHERCHE)}
"""Errors of proofs and of expectations (a cas type…): the site can still be made, and its effect is what one asks."""
_FORMATS = {"texte": as_text, "markdown": as_markdown, "json": as_json}


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--base", required=True, metavar="VERSION", help="version git de départ (« main », « HEAD^ »)")
    parser.add_argument("--format", choices=tuple(_FORMATS), default="texte", help="texte, markdown ou json")
    parser.add_argument("--accepter-effets", action="store_true", help="finir par 0 même si des pages disparaissent")
    parser.add_argument(
        "--demande",
        type=Path,
        metavar="FICHIER",
        help="texte de la demande, ou événement JSON : la case des effets voulus, cochée, vaut --accepter-effets",
    )
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Compare the working folder with a git reference; 1 with errors, or with a dangerous effect nobody accepted."""
    root, today = arguments.racine, today_of(arguments)
    accepted = arguments.accepter_effets or (
        arguments.demande is not None
        and accepte(read_given(arguments.demande, MAX_EVENEMENT).decode("utf-8", "replace"))
    )

    def work(progress: Progress) -> tuple[Version, Version]:
        with tempfile.TemporaryDirectory(prefix="offre-") as folder:
            take(root, arguments.base, Path(folder))
            before = read_version(Path(folder), today, officiel, lambda what, *far: progress(f"avant, {what}", *far))
            return before, read_version(root, today, officiel, lambda what, *far: progress(f"après, {what}", *far))

    found = comparer(*with_progress(work))
    print(_FORMATS[arguments.format](found, arguments.base, accepted))
    return CONTENT if found.erreurs or (found.dangers and not accepted) else OK


def read_version(
    root: Path, today: datetime.date, officiel: Officiel | None, progress: Progress = lambda *far: None
) -> Version:
    """Read one side; the effect needs what can be shown, not what is perfect."""
    bilan = verify(root, today, officiel, progress)
    corpus = bilan.corpus
    shown = corpus is not None and all(p.code in _AFTER_THE_RULES for p in bilan.problems if p.severity == "erreur")
    rendered = render_corpus(corpus, today) if corpus and shown and can_be_enumerated(corpus, today) else None
    return Version(today, footprints(root), bilan.problems, corpus, rendered)
