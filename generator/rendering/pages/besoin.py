"""The page of one besoin: its way, where it was heard, its study, what exists, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.corpus.francais import date_partielle_fr, pluriel
from generator.corpus.genres import GENRES
from generator.corpus.nouvelles import silence
from generator.dispositif.besoins import Rapprochement, Trouvaille, bring_together, proches, suite_of, voix
from generator.models.besoin import ORIGINES, RESULTATS_APPEL, Besoin
from generator.models.suivi_besoin import (
    CANAUX,
    FACULTATIVES,
    ORDRE,
    RESULTATS_ETUDE,
    STATUTS_BESOIN,
    Ecoute,
    EtapeBesoin,
)
from generator.rendering.entree import Entree
from generator.rendering.environment import render
from generator.rendering.labels import TONS_BESOIN
from generator.rendering.pages.dossiers import A_UN_DOSSIER, dossier_url
from generator.rendering.pages.fiches import Coverage
from generator.rendering.site import Site

MAX_TROUVAILLES = 8
"""Fiches of one kind named on the page of a besoin; beyond, a link leads to the lists by subject."""


ANTERIEUR = "deja-vecu"
"""Group of what is older than the dispositif."""


@dataclass(frozen=True, slots=True)
class VueBesoin:
    """A besoin as the pages show it."""

    id: str
    besoin: Besoin
    communes: frozenset[str]
    lieu: str

    @property
    def url(self) -> str:
        return f"besoins/{self.id}/"

    @property
    def etape(self) -> str:
        """The group it is listed in."""
        return ANTERIEUR if self.besoin.anterieur else self.besoin.statut

    @property
    def statut(self) -> str:
        return STATUTS_BESOIN[self.besoin.statut][0]

    @property
    def ton(self) -> str:
        return TONS_BESOIN[self.besoin.statut]

    @property
    def quand(self) -> str:
        """The date of its last step."""
        return date_partielle_fr(self.besoin.historique[-1].date)

    @property
    def dit_quand(self) -> str:
        """The date when it was said first."""
        return date_partielle_fr(self.besoin.historique[0].date)

    @property
    def annees(self) -> str:
        """The years of its first and last steps: « 2011 – 2017 », « 2026 »."""
        first, last = (self.besoin.historique[end].date[:4] for end in (0, -1))
        return first if first == last else f"{first} – {last}"


def body(site: Site, view: VueBesoin, carte: Coverage) -> str:
    """Return the page of a besoin, before its words are explained."""
    found = bring_together(site.corpus, view.id, site.today)
    besoin = view.besoin
    return render(
        "besoin.html",
        site=site,
        vue=view,
        besoin=besoin,
        statut=STATUTS_BESOIN[besoin.statut],
        origine=ORIGINES[besoin.origine.type],
        silence=silence(besoin, site.today),
        frise=[_step(site, step) for step in besoin.historique],
        attendus=_expected(besoin),
        carte=carte(view.communes),
        services=_named(site, found.services, view),
        ressources=_named(site, (*found.ressources, *found.initiatives), view),
        locales=[(appui, _fiches_of(site, appui)) for appui in besoin.ressources_locales],
        reponses=[(appui, _fiches_of(site, appui)) for appui in besoin.reponses],
        manque=[*besoin.manque, *_gaps(site, found, view)],
        engagements=[(site.entrees["acteur"][one.acteur], one.texte) for one in besoin.engagements],
        resultats=RESULTATS_APPEL,
        voix=[(CANAUX[canal], [_heard(site, one) for one in found]) for canal, found in voix(besoin).items()],
        etude_dit=RESULTATS_ETUDE[besoin.etude.resultat] if besoin.etude and besoin.etude.resultat else "",
        proches=[site.corpus.besoins[key] for key in proches(site.corpus, view.id)],
        adresses=[f"besoins/{key}/" for key in proches(site.corpus, view.id)],
        suite=suite_of(besoin),
        signaler=site.report_link(besoin.libelle, view.url),
        modifier=site.edit_link("besoin", view.id),
        dossier=dossier_url(view.id) if besoin.statut in A_UN_DOSSIER else "",
    )


def _heard(site: Site, one: Ecoute) -> str:
    """Return when, where and how many times: « 14 février 2026, Port-Brume : 12 »."""
    place = ", ".join(site.place_names([one.commune])) if one.commune in site.corpus.communes else "plusieurs communes"
    return f"{date_partielle_fr(one.date)}, {place} : {one.nombre}"


def _step(site: Site, step: EtapeBesoin) -> dict[str, Any]:
    """Return one step of the history as the page tells it."""
    word, _ = STATUTS_BESOIN[step.statut]
    reunion = site.corpus.reunions().get(step.reunion or "")
    instance = (step.reunion or "").split("/")[0]
    return {
        "statut": word,
        "quand": date_partielle_fr(step.date),
        "texte": step.precision or "",
        "motif": step.motif or "",
        "reunion": reunion,
        "ref": step.reunion,
        "instance": site.corpus.instances[instance].nom if reunion else "",
        "par": step.par or "",
        "lieu": step.lieu or "",
    }


def _expected(besoin: Besoin) -> list[str]:
    """Return the steps to come; none once it is over, nor for what is older than the dispositif."""
    if besoin.anterieur or besoin.statut == "ecarte":
        return []
    later = ORDRE[ORDRE.index(besoin.statut) + 1 :]
    return [STATUTS_BESOIN[statut][0] for statut in later if statut not in FACULTATIVES]


def _fiches_of(site: Site, appui: Any) -> list[Entree]:
    return [site.entrees[kind][identifiant] for kind, identifiant in appui.fiches]


def _named(site: Site, found: Sequence[Trouvaille], view: VueBesoin) -> list[tuple[Entree, str, str]]:
    """Return (fiche, kind in words, why it is named)."""
    return [
        (site.entrees[one.genre][one.id], GENRES[one.genre].titre, _why(site, one, view))
        for one in found[:MAX_TROUVAILLES]
    ]


def _why(site: Site, one: Trouvaille, view: VueBesoin) -> str:
    """Say why a fiche is named: the subjects shared, a besoin alike already answered, where it is open."""
    reasons = []
    if one.thematiques:
        reasons.append(f"Même sujet : {', '.join(site.labels('thematiques', one.thematiques))}")
    if one.enjeux:
        reasons.append(f"Répond déjà à un besoin sur : {', '.join(site.labels('enjeux', one.enjeux))}")
    if one.genre == "acteur" and not one.communes:
        reasons.append(site.places_in_words(site.entrees["acteur"][one.id].couverture))
    elif one.communes != view.communes:
        reasons.append(f"Ouvert dans {pluriel(len(one.communes), 'commune')} sur {len(view.communes)}")
    return ". ".join(reasons) + "."


def _gaps(site: Site, found: Rapprochement, view: VueBesoin) -> Iterator[str]:
    """Say which subjects no service covers, and where."""
    for thematique, communes in found.sans_service:
        where = "" if communes == view.communes else f" ({site.places_in_words(communes)})"
        label = site.label("thematiques", thematique)
        yield f"Aucun service ouvert ici sur « {label} »{where}."
