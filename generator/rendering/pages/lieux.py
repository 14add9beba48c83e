"""The communes: one page to choose, one page each — what is open there and what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from generator.corpus.signes import signe_of
from generator.orientation.classes import classe_of
from generator.orientation.study import Study
from generator.rendering.carte import Carte, Picture
from generator.rendering.environment import render
from generator.rendering.page import Page
from generator.rendering.pages.besoins import MAX_COMMUNE, besoins_by_commune
from generator.rendering.pages.resultats import call_first
from generator.rendering.site import Entree, Site

MAX_SERVICES, MAX_FINANCEMENTS, MAX_FERMES = 50, 30, 30
"""Fiches named on a commune's page, which stays under 500 elements; beyond, a link leads to the paginated lists."""


def commune_pages(
    site: Site, carte: Carte, coverage: Callable[[frozenset[str]], Picture | None], study: Study
) -> Iterator[Page]:
    """Yield communes/ and communes/<code Insee>/."""
    yield Page(
        "communes/",
        "Ma commune",
        "Choisir sa commune pour voir ce qui y est ouvert.",
        "communes",
        render("communes.html", site=site, carte=carte.clickable()),
    )
    proposed = [entry for entry in site.offre if entry.propose and hasattr(entry.fiche, "zone")]
    near = besoins_by_commune(site)
    where = {entry.url: site.where_open(entry.fiche.zone) for entry in proposed}
    for commune in site.corpus.communes.values():
        code = commune.code_insee
        services = [entry for entry in proposed if entry.genre == "service" and code in entry.couverture]
        financements = [entry for entry in proposed if entry.genre == "financement" and code in entry.couverture]
        body = render(
            "commune.html",
            site=site,
            commune=commune,
            departement=site.departements[commune.departement][0],
            ouverts_services=services,
            ouverts_financements=financements,
            groupes=_by_modalite(site, services[:MAX_SERVICES]),
            reste=max(0, len(services) - MAX_SERVICES),
            max_financements=MAX_FINANCEMENTS,
            max_fermes=MAX_FERMES,
            besoins=near[code],
            max_besoins=MAX_COMMUNE,
            fermes=[
                (entry, where[entry.url]) for entry in proposed if code not in entry.couverture | site.doute(entry)
            ],
            douteux=[
                (entry, signe_of(site.corpus, entry.genre, entry.fiche, site.today, frozenset({code})))
                for entry in proposed
                if code in site.doute(entry)
            ],
            carte=coverage(frozenset({code})),
            voisins=_initiatives(site, code),
            portes=_doors(site, study, code),
            appel=call_first(site, frozenset((code,))),
        )
        yield Page(
            f"communes/{code}/",
            commune.nom,
            f"Ce qui est ouvert à {commune.nom} : services, financements, personnes à qui parler.",
            "communes",
            body,
            fil=(("Ma commune", "communes/"),),
        )


def _by_modalite(site: Site, services: list[Entree]) -> list[tuple[str, list[tuple[Entree, str]]]]:
    """Group the services by their first way of helping, in the référentiel's order."""
    groups: dict[str, list[tuple[Entree, str]]] = {term: [] for term in site.corpus.referentiels["modalites"].termes}
    for entry in services:
        acteur = site.acteur_of(entry)
        groups[entry.fiche.modalites[0]].append((entry, acteur.fiche.nom if acteur else ""))
    return [(site.label("modalites", term), rows) for term, rows in groups.items() if rows]


def _initiatives(site: Site, code: str) -> list[Any]:
    """Local initiatives of this very commune first, then those of the whole territory."""
    found = [entry for entry in site.entrees["acteur"].values() if entry.fiche.type == "initiative-locale"]
    near = [entry for entry in found if code in entry.couverture]
    return sorted(near, key=lambda entry: len(entry.couverture))[:6]


def _doors(site: Site, study: Study, code: str) -> list[tuple[str, str]]:
    """Return (title, first question from this commune) for each arbre."""
    classe = classe_of(study.matching.classes, code)
    arbres = sorted(site.corpus.arbres.items(), key=lambda pair: (pair[1].ordre, pair[0]))
    return [(arbre.titre, f"orienter/{key}/{classe.id}/?commune={code}") for key, arbre in arbres if classe]
