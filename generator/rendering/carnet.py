"""The carnet: the whole orientation of a place in one file, to be read without network (docs/decisions/0027).

Made of the very bodies of the site's pages, each one a screen of its own: what the carnet answers is what the site
answers. A link to a page that is in the carnet leads to its screen, any other one to the site. Titles go down one
rank, since the file has its own h1; pictures stay on the site.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial

from markupsafe import Markup

from generator.corpus.memoire import remembered, unchanged
from generator.models.arbre import NSP
from generator.orientation.classes import PLUSIEURS, Classe
from generator.orientation.study import Study
from generator.rendering.environment import render
from generator.rendering.fond import fond_of
from generator.rendering.page import CODE_QR, MARQUE, OutputFile, Page
from generator.rendering.site import Site

DOSSIER = "carnet/"
QUESTIONS = "-questions"
"""Ends the name of the light form: questions, results, whom to call."""
OCTETS, OCTETS_BRUTS, OCTETS_QUESTIONS = 350_000, 3_500_000, 100_000
"""Bytes of a carnet, compressed then as it is on a disk, and of its light form, compressed."""
POIDS, POIDS_QUESTIONS = "0,4 Mo au plus", "0,1 Mo au plus"
"""The same, as the links say it."""
MAX_LIEUX = 24
"""Places that have a carnet of their own: beyond, one for « plusieurs » answers for all of them, and says where."""
STYLE, POLITIQUE = f"{MARQUE}STYLE{MARQUE}", f"{MARQUE}POLITIQUE{MARQUE}"
"""Where publishing writes the style sheet, and the policy that allows it and nothing else."""
_FEUILLE_DE_STYLE = 12_000
"""Bytes kept for the style sheet, compressed."""
_LEFT_OUT = re.compile(
    rf'{CODE_QR}|<svg class="(?:carte|schema)".*?</svg>'
    r'|<(\w+) class="hors-ligne">.*?</\1>|<img [^>]*>',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_DATA = re.compile(r' data-[a-z-]+(?:="[^"]*")?')
_HEADING = re.compile(r"^(</?h)([1-5])")
_NAMED = re.compile(r'( (?:id|for|aria-labelledby|aria-describedby|aria-controls|headers)=")([^"]*)"')
_ANCHOR = re.compile(r' href="#[^"]*"')
_INSIDE = re.compile(r'href="\x00/([^"#?]*)[^"]*"')


def carnet_of(study: Study, place: str, light: bool = False) -> str:
    """Return the address of the carnet of a place: its own, else the one of « plusieurs »."""
    own = next((one.id for one in _places(study) if one.id == place), PLUSIEURS)
    return f"{DOSSIER}{own}{QUESTIONS if light else ''}.html"


def carnets_of(study: Study) -> list[tuple[str, str, str]]:
    """Return (name of the place, its carnet, the light form) of each carnet."""
    return [(place.nom, carnet_of(study, place.id), carnet_of(study, place.id, light=True)) for place in _places(study)]


def _places(study: Study) -> tuple[Classe, ...]:
    places = tuple(place for place in study.lieux.places if place.id != NSP)
    return places if len(places) <= MAX_LIEUX + 1 else tuple(place for place in places if place.id == PLUSIEURS)


def carnet_files(site: Site, study: Study, pages: Iterable[Page]) -> Iterator[OutputFile]:
    """Yield the carnet of each place and its light form, to be given their style."""
    if not site.corpus.arbres:
        return
    ecrans = {page.url: _Ecran(rank, page) for rank, page in enumerate(pages) if page.canonique is None}
    for place in _places(study):
        parts = _parts(site, place, ecrans)
        for light in (False, True):
            shown = parts[:1] if light else parts
            made_from = (fond_of(site), place, [[(one.id, one.page) for one in part] for part in shown])
            path = carnet_of(study, place.id, light=light)
            yield OutputFile(path, unchanged((carnet_files, path), made_from, partial(_best, site, place, shown)))


def _best(site: Site, place: Classe, parts: list[list[_Ecran]]) -> bytes:
    """Return the carnet with as many of its parts as it may hold."""
    for much in range(len(parts), 1, -1):
        data = _carnet(site, place, parts[:much]).encode()
        if _fits(data):
            return data
    return _carnet(site, place, parts[:1]).encode()


class _Ecran:
    """A page as a screen of the carnets: made once, whatever the number of carnets that show it."""

    def __init__(self, rank: int, page: Page) -> None:
        self.id, self.page = f"p{rank}", page
        self._html = ""

    @property
    def html(self) -> str:
        """Its body, the links to other pages as they were."""
        if not self._html:
            self._html = _screen(self.page.body, self.id)
        return self._html

    @property
    def links(self) -> frozenset[str]:
        """Where it leads."""
        return unchanged((_links, self.page.url), self.page.body, partial(_links, self.page.body))


def _links(body: str) -> frozenset[str]:
    return frozenset(_INSIDE.findall(body))


@remembered
def _screen(body: str, screen: str) -> str:
    return _TAG.sub(lambda tag: _told_apart(tag[0], screen), _LEFT_OUT.sub("", body))


@lru_cache(maxsize=50_000)
def _told_apart(tag: str, screen: str) -> str:
    """Return a tag with ids of its own, one rank lower; a link inside of a page leads to the top of its screen."""
    tag = _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", _DATA.sub("", tag))
    tag = _ANCHOR.sub(f' href="#{screen}"', tag)
    return _NAMED.sub(lambda found: f'{found[1]}{" ".join(f"{screen}-{one}" for one in found[2].split())}"', tag)


def _parts(site: Site, place: Classe, ecrans: Mapping[str, _Ecran]) -> list[list[_Ecran]]:
    """Return the screens: questions and results first, then the communes, the fiches, and who holds them."""
    folders = tuple(f"orienter/{arbre}/{place.id}/" for arbre in site.corpus.arbres)
    asked = [one for url, one in ecrans.items() if url.startswith(folders) and one.page.gabarit != "feuille"]
    asked.append(ecrans["contact/"])
    communes = [ecrans[f"communes/{code}/"] for code in place.communes]
    fiches = _fiches(ecrans, [*asked, *communes])
    holders = [one for one in _fiches(ecrans, fiches) if one.page.section == "acteurs" and one not in fiches]
    return [asked, communes, fiches, holders]


def _fiches(ecrans: Mapping[str, _Ecran], named_by: Iterable[_Ecran]) -> list[_Ecran]:
    named = set().union(*(one.links for one in named_by))
    return [one for url, one in ecrans.items() if url in named and one.page.gabarit == "fiche"]


def _carnet(site: Site, place: Classe, parts: list[list[_Ecran]]) -> str:
    shown = {one.page.url: one for part in parts for one in part}
    home = {"", "orienter/", "communes/", *(f"orienter/{arbre}/" for arbre in site.corpus.arbres)}
    root = site.territoire.site.url

    def follow(link: re.Match[str]) -> str:
        url = link[1]
        if url in shown:
            return f'href="#{shown[url].id}"'
        return 'href="#carnet"' if url in home else f'href="{root}{url}"'

    arbres = sorted(site.corpus.arbres.items(), key=lambda pair: (pair[1].ordre, pair[0]))
    named = [[(one.page.titre, one.id) for one in part] for part in parts[1:]]
    return render(
        "carnet.html",
        site=site,
        place=place,
        titre=place.nom,
        style=STYLE,
        politique=POLITIQUE,
        ecrans=[(one.id, Markup(_INSIDE.sub(follow, one.html))) for one in shown.values()],  # noqa: S704 - our pages
        portes=[(arbre.titre, shown[f"orienter/{key}/{place.id}/"].id) for key, arbre in arbres],
        contact=shown["contact/"].id,
        communes=named[0] if named else [],
        aides=sorted(named[1], key=lambda pair: pair[0].casefold()) if len(named) > 1 else [],
        complet=len(parts) > 1,
        root=root,
        chemin=f"{DOSSIER}{place.id}{'' if len(parts) > 1 else QUESTIONS}.html",
    )


def _fits(data: bytes) -> bool:
    return len(data) <= OCTETS_BRUTS and fits_compressed(data, OCTETS - _FEUILLE_DE_STYLE)


def fits_compressed(data: bytes, octets: int) -> bool:
    """Tell whether a host can send a text in so many bytes: half the work when a light compression already does."""
    return any(len(zlib.compress(data, level)) <= octets for level in (4, 6))
