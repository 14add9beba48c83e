"""The consortium: who carries the offer together, what each one does in it, how to join. One page."""

from __future__ import annotations

from dataclasses import dataclass

from generator.corpus.francais import pluriel
from generator.corpus.genres import OFFRE
from generator.dispositif.engagements import commitments, instances_in_order, run_by
from generator.dispositif.participation import tenues
from generator.models.instance import Instance
from generator.models.statut import STATUTS
from generator.rendering.entree import Entree
from generator.rendering.environment import render
from generator.rendering.page import Page
from generator.rendering.pages.instances import SECTION, next_meeting
from generator.rendering.site import Site

MAX_PAR_GROUPE = 12
"""Acteurs shown in full in one group; beyond, the list of the acteurs takes over."""
GROUPES = (
    ("porteur", "Qui porte l'offre", ""),
    ("membre", "Les membres", "Aucun membre n'est connu pour l'instant."),
    ("financeur", "Ceux qui financent le consortium", "Aucun financeur n'est connu pour l'instant."),
    ("partenaire", "Les partenaires", ""),
)
"""role → heading, and what is said when nobody has it ('': nothing is shown)"""


@dataclass(frozen=True, slots=True)
class Membre:
    """An acteur of the consortium, and its part in it."""

    entree: Entree
    offre: str
    """What it has in the offer, counted: « 2 services, 1 ressource »."""
    anime: tuple[tuple[str, Instance], ...]
    engagements: tuple[tuple[str, str, str], ...]
    deja: bool
    """Whether a group above has told all of it."""


def consortium_page(site: Site) -> Page:
    """Return consortium/: by role, financeurs apart; then commitments, meetings, what is not decided, how to join."""
    seen: set[str] = set()
    groups = []
    for role, title, nobody in GROUPES:
        entries = [entry for entry in site.entrees["acteur"].values() if role in entry.fiche.roles_consortium]
        parts = [_part(site, entry, entry.id in seen) for entry in entries[:MAX_PAR_GROUPE]]
        seen |= {entry.id for entry in entries}
        if parts or nobody:
            groups.append((role, title, nobody, parts, len(entries) - len(parts)))
    own = [(key, instance) for key, instance in instances_in_order(site.corpus) if instance.volet == "b"]
    core = [instance for _, instance in own if instance.type == "consortium"]
    body = render(
        "consortium.html",
        site=site,
        groupes=groups,
        connus=bool(seen - {site.territoire.coordination}),
        instances=[
            (key, instance, len(tenues(instance, site.today)), next_meeting(site, key, instance))
            for key, instance in own
        ],
        consortium=next(iter(core), None),
        a_decider=[point for instance in core for point in instance.a_decider],
        sources=[source for instance in core for source in instance.sources],
        statuts=STATUTS,
        signaler=site.report_link("Le consortium"),
    )
    return Page(
        "consortium/",
        "Le consortium",
        "Les structures qui construisent l'offre ensemble : qui, ce que chacune fait, comment entrer.",
        SECTION,
        body,
        fil=(("Comment ça marche", "dispositif/"),),
    )


def _part(site: Site, entry: Entree, told: bool) -> Membre:
    offered = site.by_acteur.get(entry.id, ())
    counts = [
        pluriel(count, kind, genre.pluriel)
        for kind, genre in OFFRE.items()
        if (count := sum(1 for one in offered if one.genre == kind))
    ]
    return Membre(
        entry,
        ", ".join(counts),
        run_by(site.corpus, entry.id),
        tuple(one for one in commitments(site.corpus, entry.id) if one[0].startswith("instances/")),
        told,
    )
