"""The pages due by law, and what this very build weighs: filled from data/territoire.yml, nothing invented."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import Any

from generator.corpus.etats import add_months
from generator.corpus.francais import alphabetical, date_partielle_fr, nombre_fr
from generator.forges.connues import depot_de
from generator.rendering.environment import render
from generator.rendering.mesure import AUTRE, BUDGETS, Poids
from generator.rendering.page import Page
from generator.rendering.site import Site

VALIDITE = 36
"""Months during which a declaration of accessibility holds."""
_GABARITS = {
    "accueil": "Accueil",
    "fiche": "Fiches",
    "question": "Questions",
    "resultat": "Résultats",
    "autre": "Listes, communes et autres pages",
}
LEGALES = (
    ("Accessibilité", "accessibilite/"),
    ("Mentions légales", "mentions-legales/"),
    ("Données personnelles", "donnees-personnelles/"),
    ("Écoconception", "ecoconception/"),
)
"""Title and address, for the plan and the footer."""


def legal_pages(site: Site) -> Iterator[Page]:
    """Yield accessibilite/, mentions-legales/ and donnees-personnelles/, and glossaire/ when there is one."""
    declaration = site.territoire.accessibilite
    end = add_months(declaration.etablie_le, VALIDITE) if declaration.etablie_le else None
    yield _page(
        site,
        "accessibilite/",
        "Accessibilité",
        f"Déclaration d'accessibilité : {declaration.mention}.",
        declaration=declaration,
        fin=end,
        age=_age(site) if declaration.etablie_le else "",
    )
    yield _page(
        site,
        "mentions-legales/",
        "Mentions légales",
        "Qui publie ce site, qui l'héberge, ce que vous pouvez réutiliser.",
        depot=depot.adresse if (depot := depot_de(site.territoire.site)) else "",
        credits=(*site.territoire.credits, *_mairies(site)),
    )
    yield _page(
        site,
        "donnees-personnelles/",
        "Données personnelles",
        "Aucun cookie, aucun service tiers : ce que ce site sait de vous, et ce qu'il ne sait pas.",
        arbres=bool(site.corpus.arbres),
        retrait=site.report_link("retrait d'un nom ou d'un contact"),
    )
    if site.corpus.glossaire:
        words = sorted(site.corpus.glossaire.items(), key=lambda pair: alphabetical(pair[1].mot))
        body = render("glossaire.html", site=site, mots=words)
        yield Page(
            "glossaire/", "Les mots expliqués", "Les mots du métier, dits simplement, avec leur source.", "plan", body
        )


def _mairies(site: Site) -> Iterator[str]:
    """Yield the credit that the licence of the mairies asks for: their sources, each with its date."""
    sources = {(mairie.source, mairie.date) for mairie in site.corpus.mairies.values()}
    if sources:
        told = [f"{source} ({date_partielle_fr(date)})" for source, date in sorted(sources)]
        yield f"Coordonnées des mairies : {' ; '.join(told)}."


def _page(site: Site, url: str, title: str, description: str, **values: Any) -> Page:
    body = render(f"{url.rstrip('/')}.html", site=site, t=site.territoire, editeur=site.territoire.editeur, **values)
    return Page(url, title, description, "contact", body)


def _age(site: Site) -> str:
    """Return the age of the declaration in whole months, in words."""
    start = site.territoire.accessibilite.etablie_le
    months = (site.today.year - start.year) * 12 + site.today.month - start.month - (site.today.day < start.day)
    return "moins d'un mois" if months < 1 else f"{months} mois"


def weighing_page(site: Site) -> Callable[[Sequence[Poids]], Page]:
    """Return what makes ecoconception/ once the other pages are weighed."""

    def make(mesures: Sequence[Poids]) -> Page:
        groups: dict[str, list[Poids]] = defaultdict(list)
        for mesure in mesures:
            groups[mesure.gabarit if mesure.gabarit in BUDGETS else "autre"].append(mesure)
        body = render(
            "ecoconception.html",
            site=site,
            pages=len(mesures),
            lignes=[
                (title, len(groups[key]), *_line(groups[key]), BUDGETS.get(key, AUTRE))
                for key, title in _GABARITS.items()
                if groups[key]
            ],
            requetes=max((mesure.requetes for mesure in mesures), default=0),
            lourde=_kb(max((mesure.octets for mesure in mesures), default=0)),
        )
        return Page(
            "ecoconception/", "Écoconception", "Ce que pèsent les pages de ce site, mesuré à sa construction.",
            "contact", body, jour=site.jour,
        )  # fmt: skip

    return make


def _line(mesures: list[Poids]) -> tuple[str, str, str]:
    """Return (elements, KB, EcoIndex) of the median page and of the worst one."""
    scores = [mesure.ecoindex for mesure in mesures]
    worst = min(mesures, key=lambda mesure: mesure.ecoindex)
    return (
        f"{nombre_fr(int(median(m.elements for m in mesures)))} ({nombre_fr(max(m.elements for m in mesures))})",
        f"{_kb(int(median(m.octets for m in mesures)))} ({_kb(max(m.octets for m in mesures))})",
        f"{int(median(scores))} ({int(min(scores))}, {worst.lettre})",
    )


def _kb(octets: int) -> str:
    return f"{octets / 1000:.1f}".replace(".", ",")
