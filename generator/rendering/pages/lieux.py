"""The communes: one page to choose, one page each — who answers, what is open there, and what else when it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.corpus.communes import name_communes
from generator.corpus.signes import signe_of
from generator.models.commune import Commune
from generator.orientation.classes import classe_of
from generator.orientation.remplacants import Cle, substitutes
from generator.orientation.results import Proposition
from generator.orientation.study import Study
from generator.rendering import jsonld
from generator.rendering.adresses import moved_page
from generator.rendering.carnet import POIDS, carnet_of
from generator.rendering.carte import Carte
from generator.rendering.entree import Entree
from generator.rendering.environment import render
from generator.rendering.page import Page
from generator.rendering.pages.besoin import VueBesoin
from generator.rendering.pages.besoins import besoins_by_commune
from generator.rendering.pages.rayons import shelf_pages
from generator.rendering.pages.resultats import call_first
from generator.rendering.rayons import shelves
from generator.rendering.site import Site
from generator.rendering.voisins import voisines_at

MAX_SERVICES, MAX_FINANCEMENTS, MAX_FERMES = 36, 20, 20
"""Fiches named on a commune's page, which stays under 500 elements; beyond, a link leads to the paginated lists."""
PISTES = 2
AUSSI = 6
"""Fiches of other sites, folded; beyond, a link leads to their pages."""
PHRASES, FERMES, BESOINS, VOISINS, VOISINES = 6, 3, 3, 1, 4
"""What is read without unfolding anything (mock-up of a commune): 370 words at most in all."""
_ORDER = {"oui": 0, "part": 1, "verif": 2, "prevu": 3}
_MOTS = {"ouvert": ("oui", "part"), "à vérifier": ("verif",), "prévu": ("prevu",)}
"""What the title of the phrases says → the signs that it is said for"""


@dataclass(frozen=True, slots=True)
class Ferme:
    """A door that is closed in a commune, where it is open, and what the parcours propose instead."""

    entree: Entree
    ou: str
    plutot: Entree | None


def commune_pages(site: Site, carte: Carte, study: Study) -> Iterator[Page]:
    """Yield communes/ and communes/<code Insee>/."""
    yield Page(
        "communes/",
        "Ma commune",
        "Choisir sa commune pour voir ce qui y est ouvert.",
        "communes",
        render("communes.html", site=site, carte=carte.clickable(), rayons=shelves(site.corpus)),
    )
    yield from shelf_pages(site, "communes/", "communes/", "communes", (("Ma commune", "communes/"),))
    near = besoins_by_commune(site)
    instead = {classe.id: substitutes(study, classe) for classe in study.matching.classes}
    for commune in site.corpus.communes.values():
        classe = classe_of(study.matching.classes, commune.code_insee)
        body = _body(site, carte, study, commune, instead[classe.id] if classe else {}, near[commune.code_insee])
        yield Page(
            f"communes/{commune.code_insee}/",
            commune.nom,
            f"Ce qui est ouvert à {commune.nom} : services, financements, personnes à qui parler.",
            "communes",
            body,
            fil=(("Ma commune", "communes/"),),
            jsonld=jsonld.of_commune(site, commune),
            papier=f"communes/{commune.code_insee}/",
        )
    for former, code in site.territoire.anciennes_communes.items():
        now = site.corpus.communes[code]
        fil, said = (("Ma commune", "communes/"),), f"Cette commune a rejoint : {now.nom}."
        yield moved_page(f"communes/{former}/", f"communes/{code}/", now.nom, "communes", fil, said)


def _body(
    site: Site, carte: Carte, study: Study, commune: Commune, instead: Mapping[Cle, Cle], heard: list[VueBesoin]
) -> str:
    code = commune.code_insee
    here, closed = _doors(site, study, code)
    services = [one for one in here if one.genre == "service"]
    money = [one for one in here if one.genre == "financement"]
    phrases = _phrases(site, services)
    voisines = carte.voisines(code)[:VOISINES]
    own = [view for view in heard if len(view.communes) < len(site.corpus.communes)]
    return render(
        "commune.html",
        site=site,
        commune=commune,
        departement=site.departements[commune.departement][0],
        appel=call_first(site, frozenset((code,))),
        carte=carte.clickable(code, voisines),
        voisines=[site.corpus.communes[other] for other in voisines],
        phrases=phrases,
        titre=_title(phrases),
        commun=phrases[0].signe if len({one.signe for one in phrases}) == 1 else None,
        groupes=_by_modalite(site, services[:MAX_SERVICES]),
        services=len(services),
        reste=max(0, len(services) - MAX_SERVICES),
        questions=_questions(site, study, code),
        carnet=carnet_of(study, place.id if (place := classe_of(study.lieux.places, code)) else ""),
        poids=POIDS,
        fermes=_closed(site, closed, instead),
        total_fermes=len(closed),
        montres=FERMES,
        pistes=money[:PISTES],
        autres_pistes=money[PISTES:MAX_FINANCEMENTS],
        argent=len(money),
        besoins=own,
        max_besoins=BESOINS,
        partout=[] if own else heard[:1],
        voisins=_initiatives(site, code),
        aussi=voisines_at(site, frozenset((code,))),
        max_aussi=AUSSI,
    )


def _doors(site: Site, study: Study, code: str) -> tuple[list[Proposition], list[Entree]]:
    """Return what may help in a commune, the best sign first, then in neutral order; and what is closed there."""
    ranks, ici = study.matching.ranks, frozenset((code,))
    here, closed = [], []
    for entry in site.offre:
        if not entry.propose or entry.genre not in ("service", "financement"):
            continue
        signe = signe_of(site.corpus, entry.genre, entry.fiche, site.today, ici)
        if signe is None:
            closed.append(entry)
        else:
            here.append(Proposition(entry.genre, entry.id, "", (), signe))
    here.sort(key=lambda one: (_ORDER[one.signe.code] if one.signe else len(_ORDER), ranks[one.cle]))
    return here, closed


def _phrases(site: Site, services: list[Proposition]) -> list[Proposition]:
    """Return the few services shown: one by subject first, so that a reader sees what there is."""
    subjects: set[str] = set()
    first: list[Proposition] = []
    others: list[Proposition] = []
    for one in services:
        subject = site.entrees["service"][one.id].fiche.thematiques[0]
        (others if subject in subjects else first).append(one)
        subjects.add(subject)
    kept = {one.cle for one in [*first, *others][:PHRASES]}
    return [one for one in services if one.cle in kept]


def _title(phrases: list[Proposition]) -> str:
    """Return « Ouvert ou prévu ici »: no more than what the signs below say."""
    codes = {one.signe.code for one in phrases if one.signe}
    words = " ou ".join(word for word, signs in _MOTS.items() if codes.intersection(signs)) or "ouvert"
    return f"{words[:1].upper()}{words[1:]} ici"


def _closed(site: Site, closed: list[Entree], instead: Mapping[Cle, Cle]) -> list[Ferme]:
    """Return the closed doors that the page names, those that lead to another one first."""
    found = []
    for entry in sorted(closed, key=lambda entry: (entry.genre, entry.id) not in instead)[:MAX_FERMES]:
        genre, key = instead.get((entry.genre, entry.id), ("", ""))
        plutot = site.entrees[genre][key] if genre else None
        found.append(Ferme(entry, name_communes(site.corpus, entry.couverture), plutot))
    return found


def _by_modalite(site: Site, services: list[Proposition]) -> list[tuple[str, list[Proposition]]]:
    """Group the services by their first way of helping, in the référentiel's order."""
    groups: dict[str, list[Proposition]] = {term: [] for term in site.corpus.referentiels["modalites"].termes}
    for one in services:
        groups[site.entrees["service"][one.id].fiche.modalites[0]].append(one)
    return [(site.label("modalites", term), rows) for term, rows in groups.items() if rows]


def _initiatives(site: Site, code: str) -> list[Any]:
    """Local initiatives of this very commune first, then those of the whole territory."""
    near = [entry for entry in site.initiatives if code in entry.couverture]
    return sorted(near, key=lambda entry: len(entry.couverture))[:VOISINS]


def _questions(site: Site, study: Study, code: str) -> list[tuple[str, str]]:
    """Return (short title, first question from this commune) for each arbre."""
    classe = classe_of(study.lieux.places, code)
    arbres = sorted(site.corpus.arbres.items(), key=lambda pair: (pair[1].ordre, pair[0]))
    return [(arbre.court, f"orienter/{key}/{classe.id}/?commune={code}") for key, arbre in arbres if classe]
