"""The catalogue without JavaScript: everything, by kind, and by each facet, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from markupsafe import Markup

from generator.corpus.francais import pluriel
from generator.corpus.genres import GENRES, OFFRE
from generator.corpus.memoire import unchanged
from generator.rendering.entree import Entree
from generator.rendering.environment import render
from generator.rendering.fond import fond_of
from generator.rendering.labels import AXES
from generator.rendering.page import Page
from generator.rendering.pagination import cut
from generator.rendering.site import Site

_OFFRE = (("Toute l'offre", "offre/"),)


def card(site: Site, entry: Entree) -> Markup:
    """Return an entry as the lists show it; made once, used on every list."""
    acteur = site.acteur_of(entry)
    told = len(entry.couverture) == len(site.corpus.communes) or (entry.signe and entry.signe.code == "part")
    html = render(
        "_carte.html",
        entree=entry,
        genre=GENRES[entry.genre].titre,
        acteur=acteur.fiche.nom if acteur else getattr(entry.fiche, "auteur", ""),
        ou="" if told else site.where_open(entry.fiche.zone),
    )
    return Markup(html)  # noqa: S704


def paginated(
    site: Site, cards: Mapping[str, Markup], entries: Sequence[Entree], page: Page, **values: Any
) -> Iterator[Page]:
    """Yield a list cut in pages; the facets go to the first page only."""
    page = replace(page, index=page.index and bool(entries))
    for part in cut(entries):
        by_kind: dict[str, list[Markup]] = {kind: [] for kind in OFFRE}
        for entry in part.items:
            by_kind[entry.genre].append(cards[entry.url])
        groups = [(OFFRE[kind].titre_pluriel, found) for kind, found in by_kind.items() if found]
        shown = {
            "sur": values["sur"],
            "titre": page.titre,
            "chapo": page.description if part.first else "",
            "genres": values.get("genres", ()),
            "facettes": values.get("facettes", ()) if part.first else (),
            "groupes": groups,
            "page": part.page,
            "pages": part.pages,
            "url": page.url,
        }
        make = partial(render, "liste.html", site=site, **shown)
        body = unchanged((paginated, page.url, part.page), (fond_of(site), shown), make)
        yield part.made(page, body, values.get("onglet", ""))


def _kinds(site: Site, current: str) -> list[tuple[str, str, int, bool]]:
    tabs = [("Tout", "offre/", len(site.offre), current == "")]
    for kind, genre in OFFRE.items():
        tabs.append((genre.titre_pluriel, genre.liste or genre.adresse, len(site.listed(kind)), current == kind))
    return tabs


def _facets(site: Site) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    facets = []
    for axis, (heading, word) in AXES.items():
        links = [
            (site.label(axis, term), f"offre/{axis}/{term}/", len(entries))
            for term, entries in site.by_axis[axis].items()
        ]
        facets.append((heading, pluriel(len(links), word, f"{word}s" if " " not in word else "façons d'aider"), links))
    return facets


def list_pages(site: Site, cards: Mapping[str, Markup]) -> Iterator[Page]:
    """Yield offre/, offre/services/, …, then each axis and each of its terms."""
    yield from paginated(
        site,
        cards,
        site.offre,
        Page(
            "offre/",
            "Toute l'offre",
            "Services, ressources et financements : tout ce que nous connaissons.",
            "offre",
            "",
        ),
        sur="",
        genres=_kinds(site, ""),
        facettes=_facets(site),
    )
    for kind, genre in OFFRE.items():
        title = f"Tou{'te' if genre.accord else ''}s les {genre.pluriel}" if genre.liste else genre.titre_pluriel
        yield from paginated(
            site,
            cards,
            site.listed(kind),
            Page(genre.liste or genre.adresse, title, genre.phrase, "offre", "", fil=_OFFRE),
            sur="Toute l'offre",
            genres=_kinds(site, kind),
        )
    for axis, (heading, _) in AXES.items():
        yield _axis_page(site, axis, heading)
        for term, entries in site.by_axis[axis].items():
            word = site.corpus.referentiels[axis].termes[term]
            yield from paginated(
                site,
                cards,
                entries,
                Page(
                    f"offre/{axis}/{term}/",
                    word.libelle,
                    word.definition,
                    "offre",
                    "",
                    fil=(*_OFFRE, (heading, f"offre/{axis}/")),
                ),
                sur=heading,
                onglet=f"Offre {heading.lower()} : {word.libelle}",
            )


def _axis_page(site: Site, axis: str, heading: str) -> Page:
    rows = [
        (
            word.phrase or word.libelle,
            f"{word.libelle if word.phrase else word.definition} ({count})",
            f"offre/{axis}/{term}/",
        )
        for term, word in site.corpus.referentiels[axis].termes.items()
        for count in (len(site.by_axis[axis][term]),)
    ]
    description = site.corpus.referentiels[axis].description
    body = render("mots.html", site=site, titre=heading, chapo=description, mots=rows)
    return Page(f"offre/{axis}/", heading, description, "offre", body, fil=_OFFRE)
