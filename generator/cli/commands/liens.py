"""`liens`: ask the addresses of other sites that the contents name, once a week, politely."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import Command, date_option, verified
from generator.cli.commands.fraicheur import publish_issues
from generator.cli.terminal import CONTENT, OK, today_of, with_progress
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Officiel
from generator.problems.faults import Fault, reason
from generator.upkeep.adresses import adresses
from generator.upkeep.liens import Suivi, a_demander, ecrire_memoire, lire_memoire, noter, oublier_avenir
from generator.upkeep.network.sonde import Sonde
from generator.upkeep.rapport_liens import FAMILLE, Bilan, as_json, as_markdown, as_text, billets_liens

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


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cache", type=Path, metavar="FICHIER", help="mémoire d'une semaine à l'autre (JSON)")
    parser.add_argument("--format", choices=tuple(_FORMATS), default="texte", help="texte, markdown ou json")
    parser.add_argument("--publier", action="store_true", help="tenir à jour une seule demande, dans la forge")
    date_option(parser)


def _run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Never fails because of a link: other people's sites stop nothing here."""
    corpus = verified(arguments, officiel)
    if corpus is None:
        return CONTENT
    today = today_of(arguments)
    named = adresses(corpus)
    known = oublier_avenir(_read(arguments.cache), today) if arguments.cache else {}
    sonde = make_sonde(corpus)

    def ask(progress: object) -> int:
        start, asked = sonde.horloge(), 0
        for address in a_demander(named, known, today):
            if sonde.horloge() - start > DUREE:
                break
            known[address] = noter(address, sonde.demander(address), known.get(address), today)
            asked += 1
        return asked

    bilan = Bilan(named, known, with_progress(ask), today)
    if arguments.cache:
        _write(arguments.cache, ecrire_memoire(known, named))
    print(_FORMATS[arguments.format](bilan))
    if arguments.publier:
        publish_issues(FAMILLE, billets_liens(bilan), corpus.territoire.site.depot)
    return OK


def _read(path: Path) -> dict[str, Suivi]:
    try:
        with path.open("rb") as stream:
            return lire_memoire(stream.read(MAX_MEMOIRE).decode("utf-8", "replace"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Fault(f"La mémoire « {path} » ne peut pas être lue.") from error


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise Fault(f"Impossible d'écrire {path} : {reason(error)}.") from error


COMMAND = Command(
    "liens",
    "demande les adresses d'autres sites, et dit celles à reprendre",
    "offre liens --cache build/liens.json",
    _declare,
    _run,
)
