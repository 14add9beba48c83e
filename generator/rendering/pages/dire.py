"""Tell a besoin without any account: a slip of paper (A5, to print or to fill), a mail with the questions in it."""

from __future__ import annotations

from generator.corpus.portes import Porte, portes
from generator.rendering.blocks import Block, FillLine, Heading, Paragraph, Run, plain
from generator.rendering.environment import render
from generator.rendering.page import OutputFile, Page
from generator.rendering.pages.indicateurs import FIL, SECTION
from generator.rendering.pages.resultats import call_first
from generator.rendering.papier import paper_html
from generator.rendering.parole import QUESTIONS, SANS_NOM
from generator.rendering.site import Site

LISTE = ("dire-un-besoin/", "Dire un besoin", "Sans compte : sur une feuille, par courriel, de vive voix.")
"""Address, title and description."""
FEUILLE_ODT, FEUILLE_PDF = "dire-un-besoin/feuille.odt", "dire-un-besoin/feuille.pdf"


def guichet(site: Site) -> Porte | None:
    """Return where to give the slip: the welcome or the coordination, when its address is known; nobody else agreed."""
    ours = {("service", site.territoire.accueil), ("acteur", site.territoire.coordination)}
    doors = portes(site.corpus, frozenset(site.corpus.communes))
    return next((one for one in doors if (one.genre, one.id) in ours and one.adresse), None)


def slip(site: Site) -> tuple[Block, ...]:
    """Return the slip as blocks: the questions, and where to give it."""
    door = guichet(site)
    where: Block = FillLine("Où donner cette feuille :", 1)
    if door:
        where = Paragraph((Run("Où donner cette feuille : ", bold=True), Run(f"{door.nom}, {door.adresse}.")))
    return (
        Heading(1, "Dire un besoin"),
        Paragraph(plain(f"Pas besoin d'avoir une solution, ni un groupe. {SANS_NOM}")),
        *(FillLine(question, lines) for question, lines in QUESTIONS),
        where,
    )


def slip_html(site: Site) -> str:
    """Return the slip as the HTML that is laid out at FEUILLE_PDF, on an A5 sheet."""
    return paper_html(site, LISTE[1], slip(site), site.jour, "A5")


def slip_files(site: Site) -> list[OutputFile]:
    """Return the slip to fill on a computer."""
    from generator.rendering.files.odt import odt_bytes  # slow to import

    made = odt_bytes(LISTE[1], slip(site), site.territoire.site.url, site.jour, a5=True)
    return [OutputFile(FEUILLE_ODT, made)]


def dire_page(site: Site, *, pdf: bool) -> Page:
    """Return dire-un-besoin/: the ways to tell a besoin, none of which needs an account, then the forge's form."""
    body = render(
        "dire.html",
        site=site,
        questions=[question for question, _ in QUESTIONS],
        sans_nom=SANS_NOM,
        guichet=guichet(site),
        courriel=site.need_mail,
        pdf=FEUILLE_PDF if pdf else "",
        odt=FEUILLE_ODT,
        formulaire=site.need_form,
        appel=call_first(site, frozenset(site.corpus.communes)),
    )
    return Page(*LISTE, SECTION, body, fil=(*FIL, ("Les besoins", "besoins/")))
