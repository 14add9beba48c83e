"""The calendar of financements: open, closing soon, all year, later, unknown, closed."""

from __future__ import annotations

from generator.corpus.etats import CALENDRIERS, calendrier
from generator.corpus.francais import date_fr, pluriel
from generator.rendering.environment import render
from generator.rendering.page import Page
from generator.rendering.site import Entree, Site

MAX_PAR_ETAT = 8
"""Entries shown per state; beyond, the complete list by name takes over."""


def quand(site: Site, entry: Entree) -> str:
    """Return the date that matters now, '' when there is none."""
    depot = entry.fiche.depot
    state = calendrier(entry.fiche, site.today, site.territoire.fraicheur.ferme_bientot)
    if state == "ferme-bientot":
        days = (depot.cloture - site.today).days
        left = "dernier jour" if days == 0 else f"dans {pluriel(days, 'jour')}"
        return f"Ferme le {date_fr(depot.cloture)} ({left})"
    if state == "a-venir":
        return f"Ouvre le {date_fr(depot.ouverture)}"
    if state == "ouvert" and depot.cloture:
        return f"Jusqu'au {date_fr(depot.cloture)}"
    if state == "clos" and depot.cloture and depot.cloture < site.today:
        return f"Fermé depuis le {date_fr(depot.cloture)}"
    return ""


def phrase(site: Site, entry: Entree) -> str:
    """Return when to apply, as sentences: the state, then the dates that are known."""
    depot = entry.fiche.depot
    state = calendrier(entry.fiche, site.today, site.territoire.fraicheur.ferme_bientot)
    if state == "clos":
        return f"{quand(site, entry) or CALENDRIERS[state][0]}."
    words = f"{CALENDRIERS[state][0]}."
    if depot.ouverture and depot.cloture:
        return f"{words} Du {date_fr(depot.ouverture)} au {date_fr(depot.cloture)}."
    if depot.ouverture:
        return f"{words} À partir du {date_fr(depot.ouverture)}."
    return f"{words} Jusqu'au {date_fr(depot.cloture)}." if depot.cloture else words


def by_state(site: Site) -> dict[str, list[Entree]]:
    """Return state → financements; those with a date first by date, then by name."""
    states: dict[str, list[Entree]] = {state: [] for state in CALENDRIERS}
    for entry in site.entrees["financement"].values():
        state = calendrier(entry.fiche, site.today, site.territoire.fraicheur.ferme_bientot)
        states[state].append(entry)
    states["ferme-bientot"].sort(key=lambda entry: entry.fiche.depot.cloture)
    states["a-venir"].sort(key=lambda entry: entry.fiche.depot.ouverture)
    return states


def financement_page(site: Site) -> Page:
    """Return offre/financements/, the calendar."""
    states = []
    for state, entries in by_state(site).items():
        nom, phrase = CALENDRIERS[state]
        rows = []
        for entry in entries[:MAX_PAR_ETAT]:
            acteur = site.acteur_of(entry)
            rows.append(
                (entry, acteur.fiche.nom if acteur else "", quand(site, entry), site.where_open(entry.fiche.zone))
            )
        states.append(
            {
                "id": state,
                "nom": nom,
                "phrase": phrase,
                "compte": len(entries),
                "lignes": rows,
                "suite": len(entries) > MAX_PAR_ETAT,
            }
        )
    return Page(
        "offre/financements/",
        "Les financements",
        "Calendrier des financements : ouverts, qui ferment bientôt, fermés.",
        "financements",
        render(
            "financements.html",
            site=site,
            etats=states,
            vides=[f"« {state['nom']} »" for state in states if not state["lignes"]],
        ),
    )
