"""The guide: its home, its chapters one after the other, its outils."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from generator.corpus.francais import date_fr
from generator.corpus.memoire import unchanged
from generator.models.guide import GENRES_OUTILS, NUMEROTEES, PARTIES
from generator.rendering.environment import render
from generator.rendering.fond import fond_of
from generator.rendering.glossaire import PLACE
from generator.rendering.guide.a_remplir import odt_path
from generator.rendering.guide.body import PREFIXE, body_html
from generator.rendering.guide.chapitres import EntreeDuGuide, entries, lecture
from generator.rendering.page import Page
from generator.rendering.site import Site

SECTION = "guide"
ACCUEIL = (("Le guide", "guide/"),)
OUTILS = (*ACCUEIL, ("Les outils", "guide/outils/"))


def guide_pages(site: Site, telechargements: Sequence[tuple[str, str]] = (), *, pdf: bool = False) -> Iterator[Page]:
    """Yield guide/, its chapters, guide/outils/ and the outils; `telechargements` are (name, address in the site).

    `pdf`: the cards of each arbre are there too.
    """
    chapters = entries(site)
    yield _home(site, chapters, telechargements)
    for rank, entry in enumerate(chapters):
        corps = body_html(site, "chapitre", entry.id)
        make = partial(_chapter, site, chapters, rank, corps)
        yield unchanged((Page, "chapitre", entry.id), (fond_of(site), chapters, corps), make)
    if not site.corpus.corps:
        return
    yield Page(
        "guide/outils/",
        "Les outils du guide",
        "Des ateliers à animer, et des modèles à imprimer et à remplir.",
        SECTION,
        render("guide_outils.html", site=site, groupes=_by_kind(site), cartes=_cards(site) if pdf else []),
        fil=ACCUEIL,
    )
    for key in site.outils:
        corps = body_html(site, "outil", key)
        make = partial(_outil, site, chapters, key, corps)
        yield unchanged((Page, "outil", key), (fond_of(site), chapters, corps), make)


def _cards(site: Site) -> list[tuple[str, str]]:
    """Return (title, address) of the cards of each arbre, in the order of the doors."""
    arbres = sorted(site.corpus.arbres.items(), key=lambda pair: (pair[1].ordre, pair[0]))
    return [(arbre.titre, f"guide/outils/cartes-{key}.pdf") for key, arbre in arbres]


def _by_kind(site: Site) -> list[tuple[str, list[tuple[str, Any]]]]:
    groups = [
        (title, [(key, outil) for key, outil in site.outils.items() if outil.genre == kind])
        for kind, title in GENRES_OUTILS.items()
    ]
    return [group for group in groups if group[1]]


def _home(site: Site, chapters: tuple[EntreeDuGuide, ...], downloads: Sequence[tuple[str, str]]) -> Page:
    guide = site.corpus.guide
    parts = []
    for part, (name, title, purpose) in PARTIES.items():
        inside = [one for one in chapters if one.partie == part]
        if inside:
            parts.append(
                {
                    "id": part,
                    "nom": f"{name} : {title[:1].lower()}{title[1:]}" if part in NUMEROTEES else title,
                    "pourquoi": purpose,
                    "chapitres": inside,
                    "lecture": lecture(sum(one.minutes for one in inside)),
                }
            )
    title = guide.titre if guide else "Le guide de la méthode"
    body = render(
        "guide.html",
        site=site,
        guide=guide,
        titre=title,
        parties=parts,
        total=len(chapters),
        duree=lecture(sum(one.minutes for one in chapters)),
        outils=[(name, len(found)) for name, found in _by_kind(site)],
        telechargements=downloads,
        citation=citation(site),
    )
    description = guide.resume if guide else "Le guide de la méthode n'est pas encore écrit ici."
    return Page("guide/", "Le guide", description, SECTION, body, index=bool(chapters))


def citation(site: Site) -> str:
    """Return how to cite the guide: authors, date, title, version, licence, address."""
    guide = site.corpus.guide
    if guide is None:
        return ""
    address = f"{site.territoire.site.url}guide/"
    return (
        f"{', '.join(guide.auteurs)}, {guide.titre_entier}, version {guide.version}, {date_fr(guide.date)}, "
        f"{guide.licence}. {address}"
    )


def _chapter(site: Site, chapters: tuple[EntreeDuGuide, ...], rank: int, corps: Markup) -> Page:
    entry = chapters[rank]
    chapitre = site.corpus.chapitres[entry.id]
    name, title, _ = PARTIES[chapitre.partie]
    same = [one for one in chapters if one.partie == entry.partie]
    url = f"guide/{entry.id}/"
    numbered = chapitre.partie in NUMEROTEES
    body = render(
        "guide_chapitre.html",
        site=site,
        id=entry.id,
        url=url,
        chapitre=chapitre,
        sur=f"Le guide, {name.lower() if not numbered else name[:1].lower() + name[1:]}",
        partie=f"{name} : {title[:1].lower()}{title[1:]}" if numbered else title,
        place=_place(entry.partie, same.index(entry) + 1, len(same)),
        duree=lecture(entry.minutes),
        avancee=_progress(chapters, rank),
        sections=_sections(site, entry.id),
        corps=corps,
        avant=chapters[rank - 1] if rank else None,
        apres=chapters[rank + 1] if rank + 1 < len(chapters) else None,
        freres=same,
        outils=[(key, outil) for key, outil in site.outils.items() if key in chapitre.outils],
        signaler=site.report_link(entry.nom, url),
    )
    body = _to_explain(site, "chapitre", entry.id, body)
    return Page(url, entry.nom, chapitre.resume, SECTION, body, fil=ACCUEIL, jour=site.jour_de(chapitre))


def _to_explain(site: Site, genre: str, identifiant: str, body: str) -> str:
    """Return the body whose words are to be explained, unless it shows the whole glossary."""
    shown = {passage.insert for passage in site.corpus.corps[(genre, identifiant)].passages}
    return body.replace(PLACE, "") if "glossaire" in shown else body


def _place(part: str, rank: int, total: int) -> str:
    """Return « Partie A, chapitre 2 sur 7 », « Annexe 2 sur 6 »."""
    name = PARTIES[part][0]
    if part == "annexes":
        return f"Annexe {rank} sur {total}"
    return f"{name}, chapitre {rank} sur {total}" if part in NUMEROTEES or total > 1 else name


def _progress(chapters: tuple[EntreeDuGuide, ...], rank: int) -> list[tuple[int, int]]:
    """Return, for each part that has chapters, (chapters up to this one, chapters)."""
    steps = []
    for part in PARTIES:
        ranks = [index for index, one in enumerate(chapters) if one.partie == part]
        if ranks:
            steps.append((sum(index <= rank for index in ranks), len(ranks)))
    return steps


def _sections(site: Site, identifiant: str) -> list[tuple[str, str]]:
    """Return (text, anchor) of the sections of a chapter."""
    titres = site.corpus.corps[("chapitre", identifiant)].titres
    return [(titre.texte, f"{PREFIXE}{titre.ancre}") for titre in titres if titre.niveau == 2]


def _outil(site: Site, chapters: tuple[EntreeDuGuide, ...], key: str, corps: Markup) -> Page:
    outil = site.corpus.outils[key]
    url = f"guide/outils/{key}/"
    body = render(
        "guide_outil.html",
        site=site,
        url=url,
        outil=outil,
        corps=corps,
        chapitres=[one for one in chapters if key in site.corpus.chapitres[one.id].outils],
        telechargements=[("Le même, à remplir (ODT)", odt_path(key))],
        signaler=site.report_link(outil.titre, url),
    )
    body = _to_explain(site, "outil", key, body)
    return Page(url, outil.titre, outil.resume, SECTION, body, fil=OUTILS, jour=site.jour_de(outil), papier=url)
