"""The home page, the plan, the contact page, the 404, and the contributors' tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from generator.corpus.ecriture import yaml_inline
from generator.corpus.genres import ECRITS, FICHES, OFFRE, Genre
from generator.corpus.inserts import DECRITS
from generator.dispositif.engagements import instances_in_order
from generator.problems.codes import TABLE
from generator.rendering.carnet import POIDS
from generator.rendering.carte import Carte
from generator.rendering.environment import render
from generator.rendering.forge import forms_links
from generator.rendering.guide.chapitres import entries
from generator.rendering.labels import AXES
from generator.rendering.page import Page
from generator.rendering.pages import donnees, voisins
from generator.rendering.pages.acteurs import GROUPES
from generator.rendering.pages.besoins import ECRITE_PAR_NOUS, MAX_ACCUEIL, views
from generator.rendering.pages.bilan import LISTE as LISTE_BILAN
from generator.rendering.pages.bilan import has_bilan
from generator.rendering.pages.financements import by_state, quand
from generator.rendering.pages.instances import coming
from generator.rendering.pages.legales import LEGALES
from generator.rendering.pages.orientation import doors
from generator.rendering.pages.resultats import call_first
from generator.rendering.pagination import cut
from generator.rendering.site import Site
from generator.rendering.voisins import DOSSIER

MAX_SUJETS = 4
"""Subjects named on the home page, three by three; a link leads to all."""
MAX_DITS = 1
"""Besoins that are not answered yet, among the MAX_ACCUEIL of the home page."""
MAX_COMMUNES = 32
"""Communes named on the home page, which stays under 250 elements; beyond, a link leads to their page."""
MAX_DATES = 2
"""Closing dates, then meetings to come, on the home page: both together."""
MAX_PLAN = 195
"""Links on the plan, which stays under 500 elements; the communes are named when there is room for all of them."""
UN = {
    **{kind: f"d'{genre.un}" for kind, genre in ECRITS.items()},
    "reunion": "d'une réunion",
    "decision": "d'une décision",
    "diagnostic": "d'un manque de l'offre",
    "autodiagnostic": "d'un point de l'autodiagnostic",
    "territoire": "du territoire",
    "chapitre": "d'un chapitre du guide",
    "outil": "d'un outil du guide",
}
ARRIVEES = {1: "Une porte", 2: "Deux portes", 3: "Trois portes"}


def home_page(site: Site, carte: Carte) -> Page:
    """Return the home page: doors, places, who answers, what was done here, subjects, dates."""
    entrances = doors(site) or [
        {
            "url": "offre/stades/",
            "titre": "Où en êtes-vous ?",
            "suite": "Choisir le moment",
        },
        {
            "url": "offre/profils/",
            "titre": "Qui êtes-vous ?",
            "suite": "Choisir le public",
        },
        {
            "url": "communes/",
            "titre": "Où êtes-vous ?",
            "suite": "Choisir la commune",
        },
    ]
    subjects = [
        (term, word)
        for term, word in site.corpus.referentiels["thematiques"].termes.items()
        if site.by_axis["thematiques"][term]
    ]
    # People's own words first; the order of the référentiel otherwise.
    subjects.sort(key=lambda pair: pair[1].phrase is None)
    words = [(word.phrase or word.libelle, f"offre/thematiques/{term}/") for term, word in subjects[:MAX_SUJETS]]
    kept = [v for v in views(site).values() if v.besoin.statut != "ecarte" and not v.besoin.fusionne_dans]
    said = [view for view in kept if not view.besoin.anterieur][:MAX_DITS]
    done = [view for view in kept if view.besoin.anterieur]
    done.sort(key=lambda view: view.besoin.statut != "repondu")
    body = render(
        "accueil.html",
        site=site,
        portes=entrances,
        carte=carte.clickable(legende=False),
        arbres=ARRIVEES.get(len(site.corpus.arbres), "Plusieurs portes") if site.corpus.arbres else "",
        poids=POIDS,
        mots=words,
        max_communes=MAX_COMMUNES,
        appel=call_first(site, frozenset(site.corpus.communes)),
        histoires=[
            ("Ce que les habitants ont dit", "dit", "", said),
            ("Exemples d'ici", "fait", ECRITE_PAR_NOUS, done[: MAX_ACCUEIL - len(said)]),
        ],
        dates=[
            *((entry.fiche.nom, quand(site, entry), entry.url) for entry in by_state(site)["ferme-bientot"]),
            *((seance.reunion.titre, seance.quand, seance.url) for seance in coming(site)),
        ][:MAX_DATES],
    )
    return Page("", site.territoire.site.nom, site.territoire.site.description, "accueil", body, gabarit="accueil")


def general_pages(site: Site) -> Iterator[Page]:
    """Yield contact/, plan/, 404.html and contribuer/."""
    coordination = site.entrees["acteur"][site.territoire.coordination]
    yield Page(
        "contact/",
        "Contact",
        "À qui parler, et comment signaler une erreur.",
        "contact",
        render(
            "contact.html",
            site=site,
            coordination=coordination,
            appel=call_first(site, frozenset(site.corpus.communes)),
            depot=site.report_link("à préciser") if (forms := forms_links(site.territoire)) else "",
            formulaires=forms,
        ),
    )
    yield Page(
        "plan/",
        "Plan du site",
        "Toutes les pages principales.",
        "plan",
        render("plan.html", site=site, parties=_plan(site)),
    )
    yield Page(
        "404.html",
        "Page introuvable",
        "Cette adresse n'existe pas.",
        "introuvable",
        render("introuvable.html", site=site),
        index=False,
    )
    yield from _contributor_pages(site)


def _plan(site: Site) -> list[tuple[str, list[tuple[str, str]]]]:
    parts = [
        (
            "Pages principales",
            [
                ("Accueil", ""),
                *([("Trouver de l'aide", "orienter/")] if site.corpus.arbres else []),
                *((arbre.titre, f"orienter/{key}/") for key, arbre in site.corpus.arbres.items()),
                ("Toute l'offre", "offre/"),
                *(line for genre in OFFRE.values() for line in _list_of(genre)),
                ("Ma commune", "communes/"),
                ("Les acteurs", GROUPES[0].url),
                *((groupe.nom, groupe.url) for groupe in GROUPES[1:]),
                ("Comment ça marche", "dispositif/"),
                ("Les besoins", "besoins/"),
                ("Dire un besoin, sans compte", "dire-un-besoin/"),
                ("Proposer, corriger, confirmer, sans compte", "proposer/"),
                ("Où en est-on ? Les indicateurs", "indicateurs/"),
                ("Les collectifs accompagnés", "collectifs/"),
                *([LISTE_BILAN[1::-1]] if has_bilan(site) else []),
                ("Le diagnostic de l'offre", "diagnostic/"),
                ("L'autodiagnostic d'un collectif", "autodiagnostic/"),
                ("Réunions et décisions", "instances/"),
                *((instance.nom, f"instances/{key}/") for key, instance in instances_in_order(site.corpus)),
                ("Le consortium", "consortium/"),
                ("Comment lire ce site", "aide/"),
                ("Ce site est-il à jour ?", "a-jour/"),
                *([("Les mots expliqués", "glossaire/")] if site.corpus.glossaire else []),
                ("Contact", "contact/"),
                (donnees.TITRE, donnees.ADRESSE),
                *([(voisins.TITRE, DOSSIER)] if site.corpus.voisins else []),
                *LEGALES,
            ],
        )
    ]
    if site.corpus.corps:
        guide = [("Le guide", "guide/"), *((one.nom, f"guide/{one.id}/") for one in entries(site))]
        parts.append(("Le guide", [*guide, ("Les outils du guide", "guide/outils/")]))
    for axis, (heading, _) in AXES.items():
        terms = site.corpus.referentiels[axis].termes.items()
        parts.append(
            (
                heading,
                [(heading + " : tout", f"offre/{axis}/")]
                + [(word.libelle, f"offre/{axis}/{term}/") for term, word in terms],
            )
        )
    if sum(len(links) for _, links in parts) + len(site.corpus.communes) + len(DECRITS) < MAX_PLAN:
        parts.append(
            (
                "Communes",
                [
                    (commune.nom, f"communes/{commune.code_insee}/")
                    for _, communes in site.departements.values()
                    for commune in communes
                ],
            )
        )
    written = [(f"La fiche {UN[kind]}", f"contribuer/champs/{kind}/") for kind in DECRITS]
    parts.append(("Pour écrire dans ce site", [*written, ("Les messages d'erreur", "contribuer/codes/")]))
    return parts


def _list_of(genre: Genre) -> list[tuple[str, str]]:
    """Return the lines of a kind: its list, or its own page then its list."""
    titre = genre.titre_pluriel
    if genre.liste:
        return [(titre, genre.adresse), (f"{titre} : tou{genre.accord and 'te'}s, par nom", genre.liste)]
    return [(titre, genre.adresse)]


def _contributor_pages(site: Site) -> Iterator[Page]:
    page = Page(
        "contribuer/codes/",
        "Les messages d'erreur",
        "Ce que veut dire chaque message de la vérification, et quoi faire.",
        "contribuer",
        "",
    )
    for part in cut(TABLE):
        body = render("codes.html", site=site, codes=part.items, page=part.page, pages=part.pages, url=page.url)
        yield part.made(page, body)
    for kind, model in DECRITS.items():
        title = f"Les champs d'une fiche {kind}" if kind in FICHES else f"Les champs {UN[kind]}"
        yield Page(
            f"contribuer/champs/{kind}/",
            title,
            f"{title}, un par un, avec un exemple.",
            "contribuer",
            render("champs.html", site=site, titre=title, champs=list(_fields(model))),
            fil=(("Messages d'erreur", "contribuer/codes/"),),
        )


def _fields(model: type[BaseModel]) -> Iterator[dict[str, Any]]:
    for name, info in model.model_fields.items():
        example = (info.examples or [""])[0]
        yield {
            "nom": name,
            "obligatoire": info.is_required(),
            "description": info.description or "",
            "exemple": f"{name}: {yaml_inline(example)}",
        }
