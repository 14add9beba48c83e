"""One page per fiche: service, ressource, financement, acteur; and the former addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from generator.corpus.actions import action_of
from generator.corpus.etats import CALENDRIERS, calendrier
from generator.corpus.genres import FICHES, OFFRE, Genre
from generator.corpus.memoire import unchanged
from generator.corpus.titres import titre_of
from generator.dispositif.engagements import commitments, instance_of, run_by
from generator.models.acteur import ROLES
from generator.models.commun import LOCAUX, Complement
from generator.models.financement import CUMULS
from generator.models.service import TARIFS
from generator.orientation.paths import Pas
from generator.rendering import jsonld
from generator.rendering.adresses import moved_page
from generator.rendering.carte import Picture
from generator.rendering.entree import Entree
from generator.rendering.environment import markdown, render
from generator.rendering.fond import fond_of, of_entries
from generator.rendering.forge import depot_of
from generator.rendering.labels import BANDEAUX
from generator.rendering.page import Page
from generator.rendering.pages.financements import montant_text, phrase
from generator.rendering.pages.listes import paginated
from generator.rendering.site import Site

MAX_OFFRE = 9
"""Fiches shown on an acteur's page, which stays under 250 elements; beyond, they have a list of their own."""
MAX_ENGAGEMENTS = 6
"""Commitments, and instances it runs, on an acteur's page."""
Coverage = Callable[[frozenset[str]], Picture | None]
"""Gives the picture of a coverage, None when there is no map."""
_ACTEURS = (("Les acteurs", "acteurs/"),)


def fiche_pages(
    site: Site,
    carte: Coverage,
    cards: Mapping[str, Markup],
    ways: Mapping[tuple[str, str], tuple[str, tuple[Pas, ...]]],
) -> Iterator[Page]:
    """Yield the page of every fiche, its words not explained yet, then one per former id that says where it went."""
    makers = {
        "acteur": _acteur,
        "service": _service,
        "financement": _financement,
    }
    for kind, entries in site.entrees.items():
        genre, fil = FICHES[kind], _ancestors(FICHES[kind])
        # One kind of work at a time: interleaved, each would find the caches of the processor full of the others.
        every = tuple(entries.values())
        told = [markdown(entry.fiche.description or "") for entry in every]
        around = [*of_entries(site, _around, every)]
        data = [*of_entries(site, jsonld.of_fiche, every)]
        for entry, text, shown, said in zip(every, told, around, data, strict=True):
            values = makers[kind](site, entry, cards) if kind in makers else {}
            values |= {"carte": carte(entry.couverture), "chemin": ways.get((kind, entry.id))}
            make = partial(_page, site, entry, values, text, shown, said)
            yield unchanged((Page, entry.url), (fond_of(site), entry, values), make)
            if values.get("reste"):
                yield from _whole_offer(site, entry, cards)
            for former in entry.fiche.anciens_ids:
                now = f"Cette page est maintenant : {entry.fiche.nom}."
                yield moved_page(f"{genre.adresse}{former}/", entry.url, entry.fiche.nom, genre.section, fil, now)


def _around(site: Site, entry: Entree) -> dict[str, Any]:
    """Return what the page of a fiche shows besides it: who keeps it, where to tell an error, what to do first."""
    local = _local(site, entry)
    return {
        "bandeaux": BANDEAUX | ({"suspendu": local.retirer} if local and local.retirer else {}),
        "commune": _commune(site, entry),
        "local": local,
        "signaler": site.report_link(entry.fiche.nom, entry.url, depot_of(site.corpus, entry.genre, entry.id)),
        "modifier": site.edit_link(entry.genre, entry.id),
        "action": action_of(site.corpus, entry.genre, entry.id, site.today),
        "acteur": site.acteur_of(entry),
        "contacts": site.contacts_of(entry),
    }


def _page(
    site: Site,
    entry: Entree,
    values: Mapping[str, Any],
    told: Markup,
    around: Mapping[str, Any],
    data: str,
) -> Page:
    genre, shown = FICHES[entry.genre], {"entree": entry, "description": told, **around, **values}
    return Page(
        url=entry.url,
        titre=entry.fiche.nom,
        description=entry.fiche.resume,
        section=genre.section,
        body=render(f"{entry.genre}.html", site=site, **shown),
        fil=_ancestors(genre),
        gabarit="fiche",
        papier=entry.url,
        jour=site.jour_de(entry.fiche),
        index=entry.propose or entry.genre == "acteur",
        jsonld=data,
    )


def _local(site: Site, entry: Entree) -> Complement | None:
    return site.corpus.complements.get(f"{entry.genre}/{entry.id}")


def _commune(site: Site, entry: Entree) -> dict[str, Any]:
    """Return who keeps a common fiche (name, page) and the names of what is local in it; {} for a fiche of here."""
    if not site.corpus.is_common(entry.genre, entry.id):
        return {}
    tenu = entry.fiche.tenu_par or (site.corpus.etagere.tenu_par if site.corpus.etagere else "")
    acteur, local = site.entrees["acteur"].get(tenu), _local(site, entry)
    named = [titre_of(name).lower() for name in LOCAUX if local and getattr(local, name)]
    return {"tenu": acteur.fiche.nom if acteur else tenu, "url": acteur.url if acteur else "", "ici": named}


def _ancestors(genre: Genre) -> tuple[tuple[str, str], ...]:
    """Return the pages above a fiche."""
    if genre.nom == "acteur":
        return _ACTEURS
    own = (genre.titre_pluriel, genre.adresse)
    return (("Toute l'offre", "offre/"), own) if genre.section == "offre" else (own,)


def _whole_offer(site: Site, entry: Entree, cards: Mapping[str, Markup]) -> Iterator[Page]:
    """Yield acteurs/<id>/offre/, everything that a great acteur offers, page by page."""
    name = entry.fiche.nom
    page = Page(
        f"{entry.url}offre/",
        f"Toute l'offre de {name}",
        f"Services, ressources et financements de {name}.",
        "acteurs",
        "",
        fil=(*_ACTEURS, (name, entry.url)),
    )
    yield from paginated(site, cards, site.by_acteur[entry.id], page, sur=name)


def _service(site: Site, entry: Entree, cards: Mapping[str, Markup]) -> dict[str, Any]:
    acteur = site.acteur_of(entry)
    return {
        "tarifs": TARIFS,
        "lieux": entry.fiche.lieux or (acteur.fiche.lieux if acteur else ()),
        "suites": [site.entrees["service"][suite] for suite in entry.fiche.suites],
        "instance": instance_of(site.corpus, entry.id),
        "porteurs": [site.entrees["acteur"][holder] for holder in entry.fiche.co_porteurs],
    }


def _financement(site: Site, entry: Entree, cards: Mapping[str, Markup]) -> dict[str, Any]:
    state = calendrier(entry.fiche, site.today, site.territoire.fraicheur.ferme_bientot)
    return {
        "cumuls": CUMULS,
        "montant": montant_text(entry.fiche.montant) if entry.fiche.montant else "",
        "quand": phrase(site, entry),
        "conseil": CALENDRIERS["inconnu" if entry.fiche.depot.mois else state][1],
    }


def _acteur(site: Site, entry: Entree, cards: Mapping[str, Markup]) -> dict[str, Any]:
    offered = site.by_acteur.get(entry.id, ())
    shown = [entree for entree in offered if entree.propose][:MAX_OFFRE] if len(offered) > MAX_OFFRE else offered
    groups = [
        (
            f"Les {genre.pluriel} {genre.participe}{genre.accord}s",
            [cards[entree.url] for entree in shown if entree.genre == kind],
        )
        for kind, genre in OFFRE.items()
    ]
    committed = tuple(commitments(site.corpus, entry.id))
    return {
        "anime": run_by(site.corpus, entry.id)[:MAX_ENGAGEMENTS],
        "engagements": committed[:MAX_ENGAGEMENTS],
        "autres_engagements": len(committed) - MAX_ENGAGEMENTS,
        "roles": ROLES,
        "groupes": [(title, found) for title, found in groups if found],
        "reste": len(offered) - len(shown),
    }
