"""The instances: who meets, when, what was decided; one page each, one page per meeting."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.corpus.francais import date_fr, heure_fr, jour_fr, mois_court, pluriel
from generator.dispositif.engagements import instances_in_order
from generator.dispositif.participation import (
    NE_SE_REUNIT_PAS,
    Presence,
    annoncees,
    etat,
    passees,
    preparatoires,
    presence,
    prochaines,
    tenues,
    venues,
)
from generator.dispositif.petits_groupes import trop_peu
from generator.models.instance import VOLETS, Decision, Instance, Reunion, Satisfaction
from generator.models.statut import STATUTS
from generator.rendering import jsonld
from generator.rendering.environment import render
from generator.rendering.files.agenda import AGENDA, agenda_of
from generator.rendering.graphiques import jauge
from generator.rendering.labels import BANDEAUX, ETATS_DECISION
from generator.rendering.page import Page
from generator.rendering.pagination import cut
from generator.rendering.site import Site

SECTION = "dispositif"
TITRE = "Réunions et décisions"
LISTE = (
    "instances/",
    TITRE,
    "Qui se réunit pour écouter les besoins et construire l'offre, quand, et ce qui est décidé.",
)
"""Address, title and description of the list; the search tells them too."""
MAX_REUNIONS, MAX_PROCHAINES, MAX_SUIVI, MAX_LIENS = 8, 4, 8, 30
"""Past meetings, meetings to come, decisions, and links to who was asked on an instance's page (500 elements)."""
_FIL = (("Comment ça marche", "dispositif/"),)


@dataclass(frozen=True, slots=True)
class Seance:
    """A meeting as the pages show it."""

    instance_id: str
    instance: Instance
    reunion: Reunion

    @property
    def url(self) -> str:
        return f"instances/{self.instance_id}/{self.reunion.id}/"

    @property
    def titre(self) -> str:
        cancelled = " (annulée)" if self.reunion.annulee_le else ""
        return f"{self.reunion.titre}, {date_fr(self.reunion.date)}{cancelled}"

    @property
    def resume(self) -> str:
        """What its page holds, in one sentence."""
        return f"{self.instance.nom}, {self.quand} : ordre du jour, présents, décisions."

    @property
    def jour(self) -> str:
        """The day in words: « mardi 8 décembre 2026 »."""
        return jour_fr(self.reunion.date)

    @property
    def mois(self) -> str:
        """The month in short: « déc. »."""
        return mois_court(self.reunion.date)

    @property
    def heures(self) -> str:
        """The hours in words, '' when they are not known."""
        begin, end = self.reunion.heure, self.reunion.fin
        if begin is None:
            return ""
        return f"de {heure_fr(begin)} à {heure_fr(end)}" if end else f"à {heure_fr(begin)}"

    @property
    def quand(self) -> str:
        """The day and the hours in words."""
        return f"{self.jour}, {self.heures}" if self.heures else self.jour

    @property
    def presence(self) -> Presence | None:
        """Who came, out of those invited; None while nobody counted."""
        return presence([self.reunion]) if self.reunion.presents is not None else None

    def by_college(self) -> list[Presence | None]:
        """Return who came, collège by collège, in the instance's order; None where nobody was invited."""
        return [
            presence([self.reunion], college) if college in self.reunion.invites else None
            for college in self.instance.colleges
        ]


@dataclass(frozen=True, slots=True)
class Suivi:
    """A decision, where it was taken and what became of it."""

    seance: Seance
    decision: Decision
    etat: str

    @property
    def mot(self) -> str:
        return ETATS_DECISION[self.etat][0]

    @property
    def ton(self) -> str:
        return ETATS_DECISION[self.etat][1]


def coming(site: Site) -> list[Seance]:
    """Return all the meetings to come, the nearest first."""
    found = [
        Seance(key, instance, reunion)
        for key, instance in site.corpus.instances.items()
        for reunion in prochaines(instance, site.today)
    ]
    return sorted(found, key=lambda seance: (seance.reunion.date, seance.reunion.heure or "", seance.url))


def followed(seances: Sequence[Seance], today: datetime.date) -> list[Suivi]:
    """Return the decisions of these meetings: what waits first, by due date; then what is done, the latest first."""
    order = list(ETATS_DECISION)
    found = [Suivi(s, decision, etat(decision, today)) for s in seances for decision in s.reunion.decisions]

    def key(suivi: Suivi) -> tuple[int, int]:
        done, due = suivi.decision.faite_le, suivi.decision.echeance
        return order.index(suivi.etat), -done.toordinal() if done else due.toordinal() if due else 0

    return sorted(found, key=key)


def instance_pages(site: Site) -> Iterator[Page]:
    """Yield instances/, then for each instance its page, its older meetings, and one page per meeting."""
    yield _list_page(site)
    for key, instance in instances_in_order(site.corpus):
        yield from _instance(site, key, instance)
        yield from _meetings(site, key, instance)


def _list_page(site: Site) -> Page:
    groups = []
    for volet, (titre, phrase) in VOLETS.items():
        rows = [
            (key, instance, len(tenues(instance, site.today)), next_meeting(site, key, instance))
            for key, instance in instances_in_order(site.corpus)
            if instance.volet == volet
        ]
        groups.append((volet, titre, phrase, rows))
    body = render(
        "instances.html",
        site=site,
        titre=TITRE,
        groupes=groups,
        prochaines=coming(site)[:MAX_PROCHAINES],
        agenda=AGENDA,
        statuts=STATUTS,
    )
    return Page(*LISTE, SECTION, body, fil=_FIL)


def next_meeting(site: Site, key: str, instance: Instance) -> Seance | None:
    """Return the next meeting of this instance, or None when no date is known."""
    return next((Seance(key, instance, reunion) for reunion in prochaines(instance, site.today)), None)


def _seances(site: Site, key: str, instance: Instance) -> list[Seance]:
    return [Seance(key, instance, reunion) for reunion in annoncees(instance, site.today)]


def _instance(site: Site, key: str, instance: Instance) -> Iterator[Page]:
    """Yield the page of an instance, and pages of its older meetings when there are many."""
    past = [Seance(key, instance, reunion) for reunion in reversed(passees(instance, site.today))]
    held = tenues(instance, site.today)
    url = f"instances/{key}/"
    page = Page(url, instance.nom, instance.resume, SECTION, "", fil=(*_FIL, (TITRE, "instances/")))
    decisions = followed(past, site.today)
    together, asked = presence(held), venues(instance, site.today)
    for part in cut(past, MAX_REUNIONS):
        body = render(
            "instance.html",
            site=site,
            instance=instance,
            volet=VOLETS[instance.volet][0],
            statut=STATUTS[instance.statut],
            bandeau=BANDEAUX.get(instance.statut, ""),
            prochaines=_seances(site, key, instance),
            max_prochaines=MAX_PROCHAINES,
            passees=part.items,
            tenues=len(held),
            avant=len(preparatoires(instance, site.today)),
            ensemble=together,
            par_college=[presence(held, college) for college in instance.colleges],
            venues=asked,
            jauges=[jauge(both.presents, both.invites) for both in (together, asked)],
            colleges=[
                (college, [one for one in instance.sollicites.values() if one.college == name])
                for name, college in instance.colleges.items()
            ],
            liens=len(instance.sollicites) <= MAX_LIENS,
            decisions=decisions[:MAX_SUIVI],
            reste=len(decisions) - MAX_SUIVI,
            agenda=agenda_of(key),
            signaler=site.report_link(instance.nom),
            url=url,
            page=part.page,
            pages=part.pages,
        )
        yield part.made(replace(page, index=part.first), body)


def _meetings(site: Site, key: str, instance: Instance) -> Iterator[Page]:
    """Yield the page of each meeting, with links to the one before and the one after."""
    seances = [Seance(key, instance, reunion) for reunion in instance.reunions]
    announced = annoncees(instance, site.today)
    seuil = site.territoire.confidentialite.petit_groupe
    for rank, seance in enumerate(seances):
        reunion = seance.reunion
        answers = [
            ("Les besoins identifiés", reunion.satisfaction_besoins),
            ("La façon de décider", reunion.satisfaction_decision),
        ]
        body = render(
            "reunion.html",
            site=site,
            seance=seance,
            a_venir=reunion in prochaines(instance, site.today),
            arret=BANDEAUX[instance.statut]
            if instance.statut in NE_SE_REUNIT_PAS and reunion.date >= site.today
            else "",
            decisions=followed([seance], site.today),
            satisfaction=[(question, _told(answer, seuil)) for question, answer in answers if answer],
            avant=seances[rank - 1] if rank else None,
            apres=seances[rank + 1] if rank + 1 < len(seances) else None,
            agenda=agenda_of(key),
            signaler=site.report_link(f"{instance.nom}, {reunion.titre}"),
        )
        yield Page(
            seance.url,
            seance.titre,
            seance.resume,
            SECTION,
            body,
            fil=(*_FIL, (TITRE, "instances/"), (instance.nom, f"instances/{key}/")),
            jsonld=jsonld.of_reunion(site, seance.url, instance, reunion) if reunion in announced else "",
        )


def _told(answers: Satisfaction, seuil: int) -> str:
    """Return both terms in words, or why they are not published."""
    if answers.reponses < seuil:
        return trop_peu(seuil)
    return f"{pluriel(answers.satisfaits, 'satisfait')} sur {pluriel(answers.reponses, 'réponse')}."
