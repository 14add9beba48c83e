"""The besoins: all of them by status, by enjeu, by commune; one page each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.corpus.francais import date_partielle_fr, pluriel
from generator.corpus.genres import GENRES
from generator.corpus.nouvelles import silence
from generator.dispositif.besoins import Rapprochement, Trouvaille, bring_together, recents
from generator.models.besoin import ORDRE, ORIGINES, RESULTATS_APPEL, STATUTS_BESOIN, Besoin, EtapeBesoin
from generator.models.glossaire import Lexique
from generator.rendering.environment import render
from generator.rendering.glossaire import explain
from generator.rendering.labels import TONS_BESOIN
from generator.rendering.page import Page
from generator.rendering.pages.dossiers import A_UN_DOSSIER, dossier_url
from generator.rendering.pages.fiches import Coverage
from generator.rendering.pages.indicateurs import FIL, SECTION
from generator.rendering.pagination import PAR_PAGE, address, cut
from generator.rendering.site import Entree, Site

"""Besoins on one page of a list, which stays under 500 elements."""
MAX_COMMUNES = 40
"""Communes named on the list, which stays under 500 elements; beyond, a link leads to their own list."""
MAX_TROUVAILLES = 8
"""Fiches of one kind named on the page of a besoin; beyond, a link leads to the lists by subject."""
MAX_ACCUEIL = 3
"""Besoins named on the home page; beyond, a link leads to the list."""
NOMMEES = 3
"""A besoin of so few communes names them, even when they are a whole département."""
_FIL = (*FIL, ("Les besoins", "besoins/"))
ANTERIEUR = "deja-vecu"
ETAPES = {
    **STATUTS_BESOIN,
    ANTERIEUR: (
        "Déjà vécu ici",
        "Ces histoires ont commencé avant ce site. Elles montrent ce qu'un besoin peut devenir.",
    ),
}
"""Groups of the lists, in their order: the steps, then what is older than the dispositif and is not counted with it."""


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
    def annees(self) -> str:
        """The years of its first and last steps: « 2011 – 2017 », « 2026 »."""
        first, last = (self.besoin.historique[end].date[:4] for end in (0, -1))
        return first if first == last else f"{first} – {last}"


@dataclass(frozen=True, slots=True)
class Tranche:
    """One group of a list: where it begins, how many it holds in all, and those of this page."""

    id: str
    nom: str
    phrase: str
    url: str
    compte: int
    vues: list[VueBesoin]

    @property
    def apart(self) -> bool:
        """Whether it is no step of the way: named only when it holds something."""
        return self.id in (ANTERIEUR, "ecarte")


def views(site: Site) -> dict[str, VueBesoin]:
    """Return id → besoin, those born in the dispositif first, the one that moved last first."""
    corpus = site.corpus
    found = {}
    for identifiant in recents(corpus):
        besoin = corpus.besoins[identifiant]
        communes = corpus.communes_visees(besoin.communes)
        few = ", ".join(site.place_names(communes)) if len(communes) <= NOMMEES else ""
        found[identifiant] = VueBesoin(identifiant, besoin, communes, few or site.places_in_words(communes))
    return found


def besoins_by_commune(site: Site) -> dict[str, list[VueBesoin]]:
    """Return commune → its besoins that are not set aside, the latest first."""
    kept = [view for view in views(site).values() if view.besoin.statut != "ecarte"]
    return {code: [view for view in kept if code in view.communes] for code in site.corpus.communes}


def besoin_pages(site: Site, carte: Coverage) -> Iterator[Page]:
    """Yield besoins/, besoins/enjeux/<enjeu>/ and besoins/<id>/."""
    every = views(site)
    enjeux = [
        (term, word, [view for view in every.values() if term in view.besoin.enjeux])
        for term, word in site.corpus.referentiels["enjeux"].termes.items()
    ]
    enjeux = [(term, word, found) for term, word, found in enjeux if found or site.by_enjeu[term]]
    home = Page(
        "besoins/",
        "Les besoins",
        "Ce qui manque ici, dit par les habitants, les associations, les entreprises et les mairies.",
        SECTION,
        "",
        fil=FIL,
    )
    near = besoins_by_commune(site)
    communes = [(nom, _counted(inside, near)) for nom, inside in site.departements.values()]
    yield from _listed(site, home, list(every.values()), enjeux=site.sujets, communes=communes)
    for term, word, found in enjeux:
        page = Page(
            f"besoins/enjeux/{term}/",
            f"{word.libelle} : besoins, histoires et aides d'ici",
            f"{word.definition}.",
            SECTION,
            "",
            fil=_FIL,
        )
        yield from _listed(site, page, found, aides=site.by_enjeu[term], sujet=term)
    lexique = Lexique(site.corpus.glossaire)
    for view in every.values():
        yield Page(
            view.url,
            view.besoin.libelle,
            view.besoin.resume or view.besoin.phrase,
            SECTION,
            explain(_body(site, view, carte), lexique),
            fil=_FIL,
            jour=site.jour_de(view.besoin),
        )


def _counted(communes: Sequence[Any], near: Mapping[str, list[VueBesoin]]) -> list[tuple[str, str, int]]:
    """Return (name, address, count) of the communes of a département that have a besoin."""
    return [
        (commune.nom, f"communes/{commune.code_insee}/#besoins", len(near[commune.code_insee]))
        for commune in communes
        if near[commune.code_insee]
    ]


def _listed(site: Site, page: Page, found: list[VueBesoin], **facets: Any) -> Iterator[Page]:
    """Yield a list of besoins by status, page by page; the facets go on the first one."""
    order = list(ETAPES)
    ordered = sorted(found, key=lambda view: order.index(view.etape))
    first: dict[str, str] = {}
    for rank, view in enumerate(ordered):
        first.setdefault(view.etape, f"{address(page.url, rank // PAR_PAGE + 1)}#{view.etape}")
    named = sum(len(rows) for _, rows in facets.get("communes", ()))
    page = replace(page, index=bool(found or facets.get("aides")))
    for part in cut(ordered):
        steps = [
            Tranche(
                key,
                word,
                sentence,
                first.get(key, ""),
                sum(view.etape == key for view in found),
                [view for view in part.items if view.etape == key],
            )
            for key, (word, sentence) in ETAPES.items()
        ]
        body = render(
            "besoins.html",
            site=site,
            titre=page.titre,
            chapo=page.description if part.first else "",
            etapes=steps,
            total=len(found),
            rien=bool(found) and all(view.besoin.anterieur for view in found),
            enjeux=facets.get("enjeux", ()) if part.first else (),
            aides=facets.get("aides", ()) if part.first else (),
            sujet=facets.get("sujet", "") if site.corpus.arbres else "",
            communes=facets.get("communes", ()) if named <= MAX_COMMUNES else (),
            nommees=named,
            page=part.page,
            pages=part.pages,
            url=page.url,
        )
        yield part.made(page, body)


def _body(site: Site, view: VueBesoin, carte: Coverage) -> str:
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
        signaler=site.report_link(besoin.libelle, view.url),
        modifier=site.edit_link("besoin", view.id),
        dossier=dossier_url(view.id) if besoin.statut in A_UN_DOSSIER else "",
    )


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
    }


def _expected(besoin: Besoin) -> list[str]:
    """Return the steps to come; none once it is over, nor for what is older than the dispositif."""
    if besoin.anterieur or besoin.statut == "ecarte":
        return []
    return [STATUTS_BESOIN[statut][0] for statut in ORDRE[ORDRE.index(besoin.statut) + 1 :]]


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
