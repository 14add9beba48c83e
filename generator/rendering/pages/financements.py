"""The calendar of financements: open, closing soon, all year, later, unknown, closed."""

from __future__ import annotations

from generator.corpus.etats import CALENDRIERS, Occasion, calendrier, occasions
from generator.corpus.francais import MOIS, date_fr, date_partielle_fr, jour_annuel_fr, liste_fr
from generator.models.financement import Depot
from generator.rendering.environment import render
from generator.rendering.files.agenda import ECHEANCES
from generator.rendering.page import Page
from generator.rendering.site import Entree, Site

MAX_PAR_ETAT = 8
"""Entries shown per state; beyond, the complete list by name takes over."""


def quand(site: Site, entry: Entree) -> str:
    """Return the date that matters now, '' when there is none."""
    depot = entry.fiche.depot
    state = calendrier(entry.fiche, site.today, site.territoire.fraicheur.ferme_bientot)
    nearest = next(iter(occasions(depot, site.today)), Occasion(None, None))
    if depot.mois and nearest.du and entry.propose:
        return f"Prochaine fois : {date_partielle_fr(nearest.du.isoformat()[:7])}, jour à demander"
    if state == "ferme-bientot" and nearest.au:
        return f"Ferme le {date_fr(nearest.au)}{' (dernier jour)' if nearest.au == site.today else ''}"
    if state == "a-venir" and nearest.du:
        return f"Ouvre le {date_fr(nearest.du)}"
    if state == "ouvert" and nearest.au:
        return f"Jusqu'au {date_fr(nearest.au)}"
    if state == "clos" and depot.cloture and depot.cloture < site.today:
        return f"Fermé depuis le {date_fr(depot.cloture)}"
    return ""


def phrase(site: Site, entry: Entree) -> str:
    """Return when to apply, as sentences: the state, what comes back each year, then the dates that are known."""
    depot = entry.fiche.depot
    state = calendrier(entry.fiche, site.today, site.territoire.fraicheur.ferme_bientot)
    if state == "clos":
        return f"{quand(site, entry) or CALENDRIERS[state][0]}."
    words = f"{CALENDRIERS[state][0]}."
    if yearly := chaque_annee(depot):
        now = quand(site, entry)
        return f"{words} {yearly}.{f' {now}.' if now else ''}"
    if depot.ouverture and depot.cloture:
        return f"{words} Du {date_fr(depot.ouverture)} au {date_fr(depot.cloture)}."
    if depot.ouverture:
        return f"{words} À partir du {date_fr(depot.ouverture)}."
    return f"{words} Jusqu'au {date_fr(depot.cloture)}." if depot.cloture else words


def chaque_annee(depot: Depot) -> str:
    """Return what comes back each year: « Chaque année, du 1er juillet au 15 septembre », « En mai et novembre »."""
    if depot.mois:
        return f"En {liste_fr([MOIS[mois - 1] for mois in sorted(depot.mois)])}"
    windows = sorted(depot.fenetres, key=lambda one: one.ouverture)
    spans = [f"du {jour_annuel_fr(one.ouverture)} au {jour_annuel_fr(one.cloture)}" for one in windows]
    return f"Chaque année, {liste_fr(spans)}" if spans else ""


def by_state(site: Site) -> dict[str, list[Entree]]:
    """Return state → financements; those with a date first by date, then by name."""
    states: dict[str, list[Entree]] = {state: [] for state in CALENDRIERS}
    for entry in site.entrees["financement"].values():
        state = calendrier(entry.fiche, site.today, site.territoire.fraicheur.ferme_bientot)
        states[state].append(entry)
    # As texts: ISO dates sort as dates, and each of these states has the bound it sorts by.
    states["ferme-bientot"].sort(key=lambda entry: str(occasions(entry.fiche.depot, site.today)[0].au))
    states["inconnu"].sort(key=lambda entry: not occasions(entry.fiche.depot, site.today))
    states["a-venir"].sort(key=lambda entry: str(occasions(entry.fiche.depot, site.today)[0].du))
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
        "offre",
        render(
            "financements.html",
            site=site,
            etats=states,
            agenda=ECHEANCES,
            vides=[f"« {state['nom']} »" for state in states if not state["lignes"]],
        ),
    )
