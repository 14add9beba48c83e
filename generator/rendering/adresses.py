"""An address that was published once answers for good: its page, the page that took its place, or « retirée le … ».

What was published is `data/adresses-publiees.csv` (`corpus.adresses`). A page that
is no longer there is looked for by what its line says (`vers`), then by its title;
else a page says that it was withdrawn, and what is above it. Every redirect leads to
a page that is one: no chain, no loop.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES
from generator.models.adresse import AdressePubliee
from generator.rendering.environment import render
from generator.rendering.page import Page, Rendering

PART_MAX = 10
"""Percentage of the fiches that may go or close at once without anybody saying so (fiabilite-et-securite, B4)."""
FICHES_MIN = 2
"""One fiche alone is an ordinary day of a very small territory, whatever its share."""
_PASSING = re.compile(r".+/page/\d+/|orienter/[^/]+/.+")
"""Next pages of a list, and what lies below an arbre: nobody is told these addresses, nobody keeps them."""

_RANG = re.compile(r"[A-Z][0-9]+\. ")
"""What a chapter of the guide is numbered with: it moves, its title stays."""


def is_lasting(page: Page) -> bool:
    """Whether people are told the address of a page, and may keep it."""
    return page.url.endswith("/") and not page.chemin and not _PASSING.fullmatch(page.url)


def moved_page(url: str, to: str, nom: str, section: str, fil: tuple[tuple[str, str], ...], description: str) -> Page:
    """Return the page of an address whose content is now at another one."""
    body = render("redirection.html", url=to, nom=nom)
    return Page(url, "Page déplacée", description, section, body, fil=fil, index=False, canonique=to)


def answering_pages(corpus: Corpus, pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """Return the pages to add so that every published address answers, and those that nobody can answer, in words.

    Those of results that are no more are for their codes alone.
    """
    live = {page.url: page for page in pages}
    titles = [(_RANG.sub("", page.titre), page.url) for page in pages if page.canonique is None]
    counts = Counter(title for title, _ in titles)
    by_title = {title: url for title, url in titles if counts[title] == 1}
    added, faults = [], []
    for address, row in corpus.adresses.items():
        if address in live:
            continue
        above = next((live[url] for url in _ancestors(address) if url in live), live[""])
        fil = (*above.fil, (above.titre, above.url)) if above.url else ()
        passing = _PASSING.fullmatch(address)
        found = _same_result(row, live) if passing else _follow(row, corpus.adresses, live, by_title)
        if found is None:
            faults.append(f"« {address} » mène à « {row.vers} », qui n'est pas une page du site.")
        elif found:
            title = live[found].titre
            description = f"Cette page est maintenant : {title}."
            added.append(moved_page(address, found, title, above.section, fil, description))
        else:
            body = render(
                "retiree.html", le=row.retiree_le, url=above.url, nom=above.titre if above.url else "l'accueil"
            )
            withdrawn = "Cette page a été retirée du site."
            added.append(Page(address, "Page retirée", withdrawn, above.section, body, fil, index=False, canonique=""))
    return added, tuple(faults)


def _ancestors(address: str) -> Iterator[str]:
    parts = address.rstrip("/").split("/")
    return (f"{'/'.join(parts[:end])}/" for end in range(len(parts) - 1, 0, -1))


def _follow(
    row: AdressePubliee, known: Mapping[str, AdressePubliee], live: Mapping[str, Page], by_title: Mapping[str, str]
) -> str | None:
    """Return where a line leads at last, '' when its page was withdrawn, None when it leads nowhere or round."""
    seen = set()
    while True:
        seen.add(row.adresse)
        if row.vers is None:
            return by_title.get(_RANG.sub("", row.titre or ""), "")
        if row.vers in live:
            return live[row.vers].canonique or row.vers
        if row.vers in seen or row.vers not in known:
            return None
        row = known[row.vers]


def _same_result(row: AdressePubliee, live: Mapping[str, Page]) -> str:
    """Return the shortest way to the same parcours from the same place, '' when there is none."""
    folder = row.adresse.rstrip("/").rpartition("/")[0]
    ways = [page.url for page in live.values() if page.titre == row.titre and page.url.startswith(f"{folder}/")]
    return min(ways, key=lambda url: (url.count("."), url), default="")


def published(corpus: Corpus, made: Rendering, today: datetime.date) -> dict[str, AdressePubliee]:
    """Return the lines to keep after a publication: those of before, every lasting page and every code as it is now."""
    rows = dict(corpus.adresses)
    for page in made.pages:
        if not (page.codee or is_lasting(page)):
            continue
        was = rows.get(page.url)
        if page.canonique is None:
            rows[page.url] = AdressePubliee(adresse=page.url, titre=page.titre)
        elif page.canonique:
            rows[page.url] = AdressePubliee(adresse=page.url, vers=page.canonique)
        else:  # a fiche that somebody asked to withdraw leaves no name behind
            rows[page.url] = AdressePubliee(adresse=page.url, retiree_le=(was and was.retiree_le) or today)
    codes = {address: made.codes.get(address) for address in rows}
    return {a: row if row.code == codes[a] else row.model_copy(update={"code": codes[a]}) for a, row in rows.items()}


def lost_fiches(corpus: Corpus, pages: Iterable[Page], before: Iterable[str]) -> tuple[tuple[str, ...], int]:
    """Return the fiches that would be lost, and how many there were: published, or in the site replaced (`before`)."""
    folders = {genre.adresse for genre in FICHES.values()}
    out = {address for address, row in corpus.adresses.items() if row.retiree_le or row.vers}
    known = {address for address in (*corpus.adresses, *before) if next(_ancestors(address), "") in folders} - out
    pages = list(pages)
    known -= {page.url for page in pages if page.canonique is None and page.gabarit != "fiche"}
    return tuple(sorted(known - {page.url for page in pages if page.canonique != ""})), len(known)
