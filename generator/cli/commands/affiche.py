"""`affiche`: the poster of a commune, or a slip to hand out: a PDF to print, or a text to change."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import OK, date_option, today_of
from generator.cli.files import check_target, write_new
from generator.cli.terminal import verified
from generator.corpus.corpus import Corpus
from generator.corpus.francais import alphabetical
from generator.corpus.officiel import Officiel
from generator.corpus.suggestion import suggestion
from generator.models.commune import Commune
from generator.problems.faults import Fault
from generator.publishing.livre import MANQUE, pdf_of, pdf_possible
from generator.rendering.affiche import CORPS, poster, poster_html, poster_title
from generator.rendering.rendering import render_corpus
from generator.rendering.site import Site

FORMATS = (".pdf", ".odt")


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--commune", required=True, metavar="COMMUNE", help="nom ou code Insee")
    parser.add_argument("--sortie", type=Path, required=True, metavar="FICHIER", help="fichier .pdf ou .odt à écrire")
    parser.add_argument("--format", choices=tuple(CORPS), default="A4", help="A3 ou A4 : affiche ; A5 : tract")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Write the poster; an existing file is never overwritten."""
    target: Path = arguments.sortie
    check_target(target, FORMATS)
    if target.suffix == ".odt" and arguments.format == "A3":
        raise Fault("Un texte à changer est en A4 ou en A5 : choisir « --format A4 », ou un .pdf.")
    if target.suffix == ".pdf" and not pdf_possible():
        raise Fault(MANQUE)
    corpus = verified(arguments, officiel)
    commune = _commune(corpus, arguments.commune)
    site = Site(corpus, today_of(arguments))
    codes = render_corpus(corpus, site.today).codes
    if target.suffix == ".pdf":
        data = pdf_of(poster_html(site, commune, codes, arguments.format), site.jour).octets
    else:
        from generator.rendering.files.odt import odt_bytes  # slow to import

        blocks = poster(site, commune, codes[f"communes/{commune.code_insee}/"])
        slip = arguments.format == "A5"
        data = odt_bytes(poster_title(commune), blocks, site.territoire.site.url, site.jour, a5=slip)
    write_new(target, data)
    print(f"{target} est prêt ({arguments.format}).")
    return OK


def _commune(corpus: Corpus, said: str) -> Commune:
    """Return the commune of a name or of a code, as people type them."""
    by_name = {alphabetical(one.nom): one for one in corpus.communes.values()}
    found = corpus.communes.get(said) or by_name.get(alphabetical(said))
    if found is None:
        hint = suggestion(said, [one.nom for one in corpus.communes.values()])
        raise Fault(f"Aucune commune « {said[:80]} » ici. {hint}".strip())
    return found
