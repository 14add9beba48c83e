"""The acteurs: first who helps today, then who funds, who has already done it here, and the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from generator.rendering.entree import Entree
from generator.rendering.environment import render
from generator.rendering.page import Page
from generator.rendering.pagination import cut
from generator.rendering.site import Site


class Groupe(NamedTuple):
    """One list of acteurs."""

    url: str
    nom: str
    phrase: str
    vide: str


GROUPES = (
    Groupe(
        "acteurs/",
        "Ils aident",
        "Ils rendent un service ouvert ici, ou l'on sait comment les joindre.",
        "Aucun service n'est encore ouvert ici.",
    ),
    Groupe(
        "acteurs/financeurs/",
        "Ils financent",
        "Ils portent au moins un financement de ce site.",
        "Aucun financeur pour l'instant.",
    ),
    Groupe(
        "acteurs/initiatives-locales/",
        "Ils l'ont fait ici",
        "Des projets à plusieurs nés sur le territoire.",
        "Aucune initiative décrite pour l'instant.",
    ),
    Groupe(
        "acteurs/partenaires/",
        "Les autres",
        "Ils publient une ressource, animent un réseau, préparent un service ou participent au consortium.",
        "Aucun autre acteur pour l'instant.",
    ),
)


def _members(site: Site) -> tuple[list[Entree], ...]:
    """Return the acteurs of each of GROUPES, by name; who helps may also fund, nobody is left out."""
    acteurs = list(site.listed("acteur"))
    money = {entry.fiche.porteur for entry in site.entrees["financement"].values()}
    funders = [e for e in acteurs if e.id in money or "financeur" in e.fiche.roles_consortium]
    local = list(site.initiatives)
    elsewhere = {entry.id for entry in (*funders, *local)}
    helpers = [entry for entry in acteurs if _helps(site, entry, entry.id in elsewhere)]
    seen = {entry.id for entry in (*helpers, *funders, *local)}
    return helpers, funders, local, [entry for entry in acteurs if entry.id not in seen]


def _helps(site: Site, acteur: Entree, elsewhere: bool) -> bool:
    """Whether one may ask it for help today: a service open here, for a part at least, or somebody to call or go to.

    Who is already among the funders or the initiatives is a helper by its services only.
    """
    offered = [entry for entry in site.by_acteur.get(acteur.id, ()) if entry.genre == "service"]
    if any(entry.signe is not None and entry.signe.code in ("oui", "part") for entry in offered):
        return True
    return not elsewhere and acteur.propose and bool(acteur.fiche.contacts or acteur.fiche.lieux)


def acteur_list_pages(site: Site, cards: Mapping[str, Markup]) -> Iterator[Page]:
    """Yield acteurs/ (who helps today), then one list per group, page by page."""
    members = _members(site)
    tabs = [(groupe, len(inside)) for groupe, inside in zip(GROUPES, members, strict=True)]
    for rank, (groupe, inside) in enumerate(zip(GROUPES, members, strict=True)):
        title = groupe.nom if rank else "Les acteurs"
        trail = (("Les acteurs", "acteurs/"),) if rank else ()
        page = Page(groupe.url, title, groupe.phrase, "acteurs", "", fil=trail)
        for part in cut(inside):
            found = [cards[entry.url] for entry in part.items]
            values = {"onglets": tabs, "groupe": groupe, "cartes": found, "url": groupe.url}
            body = render("acteurs.html", site=site, page=part.page, pages=part.pages, **values)
            yield part.made(page, body)
