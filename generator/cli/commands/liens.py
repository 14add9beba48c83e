"""`liens`: ask the addresses of other sites that the contents name, once a week, politely."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import OK, date_option, today_of
from generator.cli.commands.fraicheur import publish_issues
from generator.cli.files import read_given, write
from generator.cli.terminal import Progress, verified, with_progress
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Officiel
from generator.upkeep.adresses import adresses
from generator.upkeep.liens import LienSuivi, a_demander, forget_future, read_memory, remember, write_memory
from generator.upkeep.network.sonde import Sonde
from generator.upkeep.rapport_liens import FAMILLE, BilanDesLiens, as_json, as_markdown, as_text, billets_liens

_FORMATS = {"texte": as_text, "markdown": as_markdown, "json": as_json}
DUREE = 25 * 60
"""Seconds of one run at most; the links left are asked the next time."""
MAX_MEMOIRE = 20_000_000
"""Bytes of the memory; a line is 200 bytes."""


def make_sonde(corpus: Corpus) -> Sonde:
    """Return what asks the links, under the site's name; replaced in the tests."""
    site = corpus.territoire.site
    name = site.nom.encode("ascii", "ignore").decode().strip() or "site"
    return Sonde(agent=f"verification-des-liens ({name}; +{site.url})")


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cache", type=Path, metavar="FICHIER", help="mémoire d'une semaine à l'autre (JSON)")
    parser.add_argument("--format", choices=tuple(_FORMATS), default="texte", help="texte, markdown ou json")
    parser.add_argument("--publier", action="store_true", help="tenir à jour une seule demande, dans la forge")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Never fails because of a link: other people's sites stop nothing here."""
    corpus, today = verified(arguments, officiel), today_of(arguments)
    named = adresses(corpus)
    known = forget_future(_remembered(arguments.cache), today)
    due = a_demander(named, known, today)
    sonde = make_sonde(corpus)

    def ask(progress: Progress) -> int:
        start, asked = sonde.horloge(), 0
        for address in due:
            if sonde.horloge() - start > DUREE:
                break
            progress(address, asked + 1, len(due))
            known[address] = remember(address, sonde.demander(address), known.get(address), today)
            asked += 1
            if arguments.cache:  # at once: a run that is stopped forgets nothing
                write(arguments.cache, write_memory(known, named).encode())
        return asked

    bilan = BilanDesLiens(named, known, with_progress(ask), today)
    if arguments.cache:
        write(arguments.cache, write_memory(known, named).encode())
    print(_FORMATS[arguments.format](bilan))
    if arguments.publier:
        publish_issues(FAMILLE, billets_liens(bilan), corpus.territoire.site)
    return OK


def _remembered(path: Path | None) -> dict[str, LienSuivi]:
    """Return the memory; none the first week."""
    if path is None or not path.exists():
        return {}
    return read_memory(read_given(path, MAX_MEMOIRE).decode("utf-8", "replace"))
