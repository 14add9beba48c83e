"""The financements: the calendar of those that have dates, then all of them by who, by kind and by place."""

from __future__ import annotations

from generator.corpus.etats import CALENDRIERS, Occasion, calendrier, occasions
from generator.corpus.francais import (
    MOIS,
    alphabetical,
    date_fr,
    date_partielle_fr,
    jour_annuel_fr,
    liste_fr,
    nombre_fr,
)
from generator.models.financement import UNITES, Depot, Montant
from generator.rendering.entree import Entree
from generator.rendering.environment import render
from generator.rendering.files.agenda import ECHEANCES
from generator.rendering.page import Page
from generator.rendering.site import Site

MAX_PAR_ETAT = 8
"""Entries shown per state, per nature and per kind; beyond, the complete list by name takes over."""
DATES = ("ferme-bientot", "ouvert", "a-venir")
"""The states that have a date: without any, there is no calendar to show."""


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
    for entry in site.listed("financement"):
        state = calendrier(entry.fiche, site.today, site.territoire.fraicheur.ferme_bientot)
        states[state].append(entry)
    # As texts: ISO dates sort as dates, and each of these states has the bound it sorts by.
    states["ferme-bientot"].sort(key=lambda entry: str(occasions(entry.fiche.depot, site.today)[0].au))
    states["inconnu"].sort(key=lambda entry: not occasions(entry.fiche.depot, site.today))
    states["a-venir"].sort(key=lambda entry: str(occasions(entry.fiche.depot, site.today)[0].du))
    return states


def financement_page(site: Site) -> Page:
    """Return offre/financements/: the calendar of what has dates, then all of it by who, by kind, by place."""
    states = by_state(site)
    open_to = [entry for state, entries in states.items() if state != "clos" for entry in entries]
    open_to.sort(key=lambda entry: alphabetical(entry.fiche.nom))
    kinds = site.corpus.referentiels["types-financements"].termes
    natures = site.corpus.referentiels["types-acteurs"].termes
    return Page(
        "offre/financements/",
        "Les financements",
        "Qui finance, pour quoi, où, et jusqu'à quand.",
        "offre",
        render(
            "financements.html",
            site=site,
            etats=[
                (
                    state,
                    *CALENDRIERS[state],
                    len(states[state]),
                    [_row(site, one) for one in states[state][:MAX_PAR_ETAT]],
                )
                for state in (*DATES, "clos")
                if states[state]
            ],
            natures=[
                (nature, len(found), [_row(site, one) for one in found[:MAX_PAR_ETAT]])
                for term, nature in natures.items()
                if (found := [one for one in open_to if site.corpus.acteurs[one.fiche.porteur].type == term])
            ],
            genres=[
                (kind, len(found), found[:MAX_PAR_ETAT])
                for term, kind in kinds.items()
                if (found := [one for one in open_to if term in one.fiche.types])
            ],
            lieux=[
                (nom, code, sum(one.couverture.issuperset(c.code_insee for c in communes) for one in open_to))
                for code, (nom, communes) in site.departements.items()
            ],
            agenda=ECHEANCES if any(states[state] for state in DATES) else "",
        ),
    )


def _row(site: Site, entry: Entree) -> tuple[Entree, str, str, str]:
    """Return a financement, who holds it, the date that matters and where it is open."""
    acteur = site.acteur_of(entry)
    return entry, acteur.fiche.nom if acteur else "", quand(site, entry), site.where_open(entry.fiche.zone)


def montant_text(montant: Montant) -> str:
    """Return an amount in words: « de 2 000 à 20 000 € (2014) »."""
    unit = UNITES[montant.unite]
    parts = []
    if montant.min is not None and montant.max is not None and montant.min != montant.max:
        parts.append(f"de {nombre_fr(montant.min)} à {nombre_fr(montant.max)} {unit}")
    elif montant.max is not None and montant.min == montant.max:
        parts.append(f"{nombre_fr(montant.max)} {unit}")
    elif montant.max is not None:
        parts.append(f"jusqu'à {nombre_fr(montant.max)} {unit}")
    elif montant.min is not None:
        parts.append(f"à partir de {nombre_fr(montant.min)} {unit}")
    if montant.taux is not None:
        parts.append(f"{montant.taux} % des dépenses")
    text = ", ".join(parts)
    if montant.annee is not None:
        text += f" (chiffre de {montant.annee})" if text else f"chiffre de {montant.annee}"
    if montant.precision:
        text += f". {montant.precision}" if text else montant.precision
    return text[:1].upper() + text[1:]
