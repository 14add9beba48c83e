"""The acteurs, by role: who carries, who funds, who helps, who has already done it here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.rendering.environment import render
from generator.rendering.page import Page
from generator.rendering.pagination import cut
from generator.rendering.site import Entree, Site


@dataclass(frozen=True, slots=True)
class GroupeDActeurs:
    """One group of acteurs on the page."""

    url: str
    nom: str
    phrase: str
    vide: str
    compte: int
    courant: bool = False
    cartes: list[Markup] | None = None


_GROUPES = (
    (
        "acteurs/",
        "Le consortium",
        "Les structures qui portent l'offre ensemble.",
        "La composition du consortium n'est pas encore décidée.",
    ),
    (
        "acteurs/financeurs/",
        "Ils financent",
        "Ils portent au moins un financement de ce site.",
        "Aucun financeur pour l'instant.",
    ),
    (
        "acteurs/partenaires/",
        "Ils aident et ressourcent",
        "Ils rendent un service, publient une ressource ou animent un réseau.",
        "Aucun partenaire pour l'instant.",
    ),
    (
        "acteurs/initiatives-locales/",
        "Ils l'ont fait ici",
        "Des projets à plusieurs nés sur le territoire.",
        "Aucune initiative décrite pour l'instant.",
    ),
)


def _members(site: Site) -> tuple[list[Entree], ...]:
    """Return the four groups, in the order of _GROUPES; an acteur may be in several."""
    acteurs = list(site.entrees["acteur"].values())
    consortium = [entry for entry in acteurs if entry.fiche.roles_consortium]
    money = {entry.fiche.porteur for entry in site.entrees["financement"].values()}
    funders = [e for e in acteurs if e.id in money or "financeur" in e.fiche.roles_consortium]
    local = [entry for entry in acteurs if entry.fiche.type == "initiative-locale"]
    seen = {entry.id for entry in (*consortium, *local)}
    helping = {
        holder for holder, offered in site.by_acteur.items() if any(entry.genre != "financement" for entry in offered)
    }
    partners = [e for e in acteurs if e.id not in seen and (e.id in helping or e not in funders)]
    return consortium, funders, partners, local


def acteur_list_pages(site: Site, cards: Mapping[str, Markup]) -> Iterator[Page]:
    """Yield acteurs/ (the consortium), then one list per group, page by page."""
    members = _members(site)
    for index, (url, nom, phrase, _) in enumerate(_GROUPES):
        entries = members[index]
        page = Page(
            url,
            "Les acteurs" if index == 0 else nom,
            phrase,
            "acteurs",
            "",
            fil=() if index == 0 else (("Les acteurs", "acteurs/"),),
        )
        for part in cut(entries):
            groups = [
                GroupeDActeurs(
                    g_url,
                    g_nom,
                    g_phrase,
                    g_vide,
                    len(members[g]),
                    g == index,
                    [cards[entry.url] for entry in part.items] if g == index else None,
                )
                for g, (g_url, g_nom, g_phrase, g_vide) in enumerate(_GROUPES)
            ]
            body = render("acteurs.html", site=site, groupes=groups, page=part.page, pages=part.pages, url=url)
            yield part.made(page, body)
