"""Corpus in, everything to publish out. Pure: no disk, no clock."""

from __future__ import annotations

import datetime
from xml.sax.saxutils import escape

from generator.corpus.corpus import Corpus
from generator.corpus.fraicheur import releves
from generator.corpus.memoire import unchanged
from generator.corpus.motif import CONFLUENCE
from generator.forges.connues import depot_de
from generator.models.glossaire import Lexique
from generator.orientation.study import study_of
from generator.rendering.adresses import answering_pages, is_lasting
from generator.rendering.affiche import poster_pages
from generator.rendering.carnet import carnet_files
from generator.rendering.carte import Carte, Picture
from generator.rendering.cartes import cards_papers
from generator.rendering.codes import code_files, codes_of, write_codes
from generator.rendering.exports.atom import feeds_by_page
from generator.rendering.exports.enregistrement import tout
from generator.rendering.exports.tous import export_files
from generator.rendering.files.agenda import agenda_files, echeances_file
from generator.rendering.files.couleurs import colours_file, mark_file
from generator.rendering.files.partage import share_file
from generator.rendering.files.relectures import relecture_files
from generator.rendering.fond import of_entries
from generator.rendering.glossaire import explain
from generator.rendering.guide.a_remplir import outil_files
from generator.rendering.guide.livre import livre_html
from generator.rendering.page import LIVRE_PDF, OutputFile, Page, Papier, Rendering
from generator.rendering.pages.acteurs import acteur_list_pages
from generator.rendering.pages.arbres import arbre_pages
from generator.rendering.pages.autodiagnostic import autodiagnostic_page
from generator.rendering.pages.besoins import besoin_pages
from generator.rendering.pages.bilan import bilan_files, bilan_pages
from generator.rendering.pages.collectifs import collectif_pages
from generator.rendering.pages.consortium import consortium_page
from generator.rendering.pages.diagnostic import diagnostic_pages
from generator.rendering.pages.dire import FEUILLE_PDF, dire_page, slip_files, slip_html
from generator.rendering.pages.dispositif import dispositif_page
from generator.rendering.pages.donnees import reuse_page
from generator.rendering.pages.dossiers import dossier_files, dossier_pages
from generator.rendering.pages.fiches import fiche_pages
from generator.rendering.pages.financements import financement_page
from generator.rendering.pages.fraicheur import freshness_page
from generator.rendering.pages.generales import general_pages, home_page
from generator.rendering.pages.guide import guide_pages
from generator.rendering.pages.indicateurs import indicateur_files, indicateur_pages
from generator.rendering.pages.instances import instance_pages
from generator.rendering.pages.legales import legal_pages, weighing_page
from generator.rendering.pages.lieux import commune_pages
from generator.rendering.pages.listes import card, list_pages
from generator.rendering.pages.orientation import commune_files, orientation_pages, subject_file, ways_to
from generator.rendering.pages.proposer import proposer_pages
from generator.rendering.pages.voisins import voisin_pages
from generator.rendering.projection import WIDTH
from generator.rendering.search.files import search_files
from generator.rendering.site import Site, site_of
from generator.rendering.titres_de_pages import with_breadcrumb, with_own_titles

MAX_SITEMAP = 50_000
"""A sitemap file holds 50,000 addresses at most (sitemaps.org protocol)."""


def render_corpus(corpus: Corpus, today: datetime.date, pdf: bool = False) -> Rendering:
    """Return every page and file of the site, sorted by address; `pdf`: the guide as one document too."""
    site = site_of(corpus, today)
    carte = Carte(corpus)
    pictures: dict[frozenset[str], OutputFile] = {}

    def coverage(codes: frozenset[str]) -> Picture | None:
        if codes not in pictures:
            picture = carte.coverage_file(codes)
            if picture is None:
                return None
            pictures[codes] = picture
        return Picture(pictures[codes].path, WIDTH, carte.height)

    entries = [entry for held in site.entrees.values() for entry in held.values()]
    cards = {entry.url: made for entry, made in zip(entries, of_entries(site, card, entries), strict=True)}
    study = study_of(corpus, today)
    freshness = releves(corpus, today)
    matrices, matrix_file = diagnostic_pages(site, study)
    livre = livre_html(site) if pdf else None
    # before the pages: their bodies, the records and the picture are never in memory together
    share, reuse, exported = share_file(corpus.territoire), reuse_page(site), [*export_files(site)]
    tout.cache_clear()
    pages: list[Page] = [
        home_page(site, carte),
        *fiche_pages(site, coverage, cards, ways_to(study)),
        *list_pages(site, cards),
        financement_page(site),
        *acteur_list_pages(site, cards),
        *besoin_pages(site, coverage),
        dire_page(site, pdf=pdf),
        *proposer_pages(site),
        *dossier_pages(site),
        *commune_pages(site, carte, study),
        *poster_pages(site),
        *orientation_pages(site, study),
        *arbre_pages(site, study),
        dispositif_page(site),
        *indicateur_pages(site),
        *collectif_pages(site),
        *bilan_pages(site),
        *matrices,
        *guide_pages(site, [("Le guide entier (PDF)", LIVRE_PDF)] if livre else [], pdf=pdf),
        autodiagnostic_page(site),
        *instance_pages(site),
        consortium_page(site),
        freshness_page(site, freshness),
        *general_pages(site),
        *legal_pages(site),
        reuse,
        *voisin_pages(site),
    ]
    standing, unanswered = answering_pages(corpus, pages)
    pages += filter(is_lasting, standing)
    feeds = feeds_by_page(site)
    lexique = unchanged(Lexique, corpus.glossaire, lambda: Lexique(corpus.glossaire))
    pages = with_own_titles(pages)
    for rank, page in enumerate(pages):  # each in its own place: two bodies of every page would be a lot of memory
        pages[rank] = _dressed(site, lexique, page, feeds.get(page.url, ""))
    pages.sort(key=lambda page: page.url)
    every = [*pages, *(page for page in standing if not is_lasting(page))]
    codes = codes_of(corpus.adresses, every)
    printed = [*code_files(site, codes, every)]
    del every, standing, cards
    write_codes(pages, codes)
    files = [
        *pictures.values(),
        *printed,
        *_robots(site, pages),
        *_security(site),
        *commune_files(site, study),
        *subject_file(site),
        colours_file(corpus.territoire.couleurs, site.territoire.site.url),
        mark_file(corpus.motif or CONFLUENCE, corpus.territoire.couleurs),
        share,
        *relecture_files(site, freshness),
        *dossier_files(site),
        *slip_files(site),
        *search_files(site),
        *indicateur_files(site),
        *bilan_files(site),
        *outil_files(site),
        matrix_file,
        *exported,
        *agenda_files(site),
        echeances_file(site),
    ]
    files.sort(key=lambda file: file.path)
    papiers = (Papier(FEUILLE_PDF, slip_html(site), site.jour), *cards_papers(site, study, codes)) if pdf else ()
    downloads = tuple(sorted(corpus.fichiers))
    carnets = tuple(carnet_files(site, study, pages))
    return Rendering(
        tuple(pages), tuple(files), downloads, weighing_page(site), unanswered, papiers, carnets, codes, livre
    )


def _dressed(site: Site, lexique: Lexique, page: Page, flux: str) -> Page:
    """Return a page with its day, its feed, its breadcrumb, and its words explained where it has a place for them."""
    root = site.territoire.site.url

    def dress() -> Page:
        body = explain(page.body, lexique)
        return with_breadcrumb(page, root, body=body, jour=page.jour or site.jour, flux=flux)

    return unchanged((_dressed, page.url), (page, lexique, site.jour, flux, root), dress)


def _security(site: Site) -> list[OutputFile]:
    """Return security.txt (RFC 9116), where tools look and where hosts that hide `.well-known` still show it.

    It expires with next year: a day of the build would change it each night.
    """
    root, depot = site.territoire.site.url, depot_de(site.territoire.site)
    lines = [
        *([f"Contact: {depot.securite}\n"] if depot and depot.securite else ()),
        f"Contact: {root}mentions-legales/\n",
        f"Expires: {site.today.year + 1}-12-31T23:59:59Z\n",
        "Preferred-Languages: fr\n",
        f"Canonical: {root}.well-known/security.txt\n",
    ]
    return [OutputFile(path, "".join(lines).encode()) for path in (".well-known/security.txt", "security.txt")]


def _robots(site: Site, pages: list[Page]) -> list[OutputFile]:
    """Return sitemap.xml and robots.txt; in preparation nothing is offered to search engines."""
    root = site.territoire.site.url
    listed = [page for page in pages if page.index] if site.territoire.etat == "publie" else []
    urls = "".join(f"<url><loc>{escape(root + page.url)}</loc></url>\n" for page in listed[:MAX_SITEMAP])
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {root}sitemap.xml\n"
    return [OutputFile("sitemap.xml", sitemap.encode()), OutputFile("robots.txt", robots.encode())]
