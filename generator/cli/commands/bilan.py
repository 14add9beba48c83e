"""`bilan`: the report of a period, made from the data alone, with the table that gives each figure again."""

from __future__ import annotations

import argparse
import datetime
import tempfile
from pathlib import Path

from generator.cli.command import OK, date_option, day, today_of
from generator.cli.files import check_target, refuse_existing, write_new
from generator.cli.terminal import verified
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Officiel
from generator.dispositif.bilan import Avant, bornes, faits
from generator.problems.faults import Fault
from generator.publishing.livre import MANQUE, pdf_of, pdf_possible
from generator.reading.loading import load_corpus
from generator.reading.revision import day_of, take
from generator.rendering.bilan import bilan_blocks, titre
from generator.rendering.blocks import as_markdown
from generator.rendering.files.bilan_csv import bilan_csv
from generator.rendering.papier import paper_html
from generator.rendering.site import Site

FORMATS = (".odt", ".pdf", ".md", ".csv")


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--du", type=day, metavar="AAAA-MM-JJ", help="premier jour (sinon : celui de l'expérimentation)"
    )
    parser.add_argument("--au", type=day, metavar="AAAA-MM-JJ", help="dernier jour (sinon : aujourd'hui)")
    parser.add_argument("--final", action="store_true", help="bilan final : la suite y a sa place")
    parser.add_argument("--depuis", metavar="DATE ou VERSION", help="comparer à ce jour, ou à cette version git")
    parser.add_argument("--sortie", type=Path, metavar="FICHIER", help=".odt, .pdf, .md ou .csv (sinon : à l'écran)")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Print the report as Markdown, or write it and its table; an existing file is never overwritten."""
    target: Path | None = arguments.sortie
    if target is not None:
        check_target(target, FORMATS)
        if target.suffix == ".pdf" and not pdf_possible():
            raise Fault(MANQUE.replace("Le guide n'a pas de PDF", "Le bilan ne peut pas être en PDF"))
    corpus = verified(arguments, officiel)
    etendue = bornes(corpus, arguments.du, arguments.au or today_of(arguments))
    if etendue is None:
        raise Fault("Aucun premier jour : l'écrire dans data/territoire.yml (experimentation: debut), ou donner --du.")
    if arguments.au and arguments.au < etendue.du:
        raise Fault(f"Le bilan finirait le {arguments.au}, avant de commencer le {etendue.du}.")
    avant = _former(arguments, corpus, officiel) if arguments.depuis else None
    site = Site(corpus, etendue.au)
    lus = faits(corpus, etendue, avant)
    blocks = bilan_blocks(site, lus, avant, final=arguments.final)
    root = site.territoire.site.url
    if target is None:
        print(as_markdown(blocks, root), end="")
        return OK
    name = titre(site, final=arguments.final)
    table, rows = target.with_suffix(".csv"), bilan_csv(lus, etendue.au)
    kept = table.is_file() and table.read_bytes() == rows  # of the same report, in another format
    if not kept:
        refuse_existing(table)
    match target.suffix:
        case ".odt":
            from generator.rendering.files.odt import odt_bytes  # slow to import

            write_new(target, odt_bytes(name, blocks, root, etendue.au))
        case ".pdf":
            write_new(target, pdf_of(paper_html(site, name, blocks, etendue.au), etendue.au).octets)
        case ".md":
            write_new(target, as_markdown(blocks, root).encode())
    if not kept:
        write_new(table, rows)
    said = f"{table} est prêt." if table == target else f"{target} est prêt, et son tableau {table}."
    print(said, "Rien n'est écrit pour cette période." if lus.vide else "Chercher « À écrire ».")
    return OK


def _former(arguments: argparse.Namespace, corpus: Corpus, officiel: Officiel | None) -> Avant:
    """Return the data of a day, or of a git revision on its own day."""
    try:
        return Avant(corpus, datetime.date.fromisoformat(arguments.depuis))
    except ValueError:
        pass
    with tempfile.TemporaryDirectory(prefix="offre-") as folder:
        name = take(arguments.racine, arguments.depuis, Path(folder))
        former, _ = load_corpus(Path(folder), officiel)
    if former is None:
        raise Fault(f"La version « {arguments.depuis[:80]} » ne se lit pas avec ce programme : donner plutôt une date.")
    return Avant(former, day_of(arguments.racine, name))
