"""The pages to find that are neither a fiche nor a commune: besoins, the guide, the dispositif."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.corpus.francais import date_fr, same_title
from generator.dispositif.engagements import instances_in_order
from generator.dispositif.petits_groupes import a_accord
from generator.models.guide import PARTIES, SECTION_MODELE, SECTIONS_ATELIER, SECTIONS_CHAPITRE
from generator.models.instance import VOLETS
from generator.models.statut import STATUTS
from generator.models.suivi_besoin import STATUTS_BESOIN
from generator.rendering.guide.chapitres import entries
from generator.rendering.pages import autodiagnostic, bilan, collectifs, diagnostic, donnees, indicateurs, instances
from generator.rendering.site import Site
from generator.rendering.voisins import voisines

POIDS_GUIDE = 0.5
"""The guide is found, but after those who can help."""
POIDS_VOISINE = 0.5
"""What another site says comes after what we keep ourselves."""
POIDS_DISPOSITIF = 0.3
"""What the dispositif says of itself comes after those who can help: its name weighs as a thématique of theirs.
Measured: among the first three of no query written for the offer; « diagnostic de l'offre » still leads to its page."""
_COMMUNS = {same_title(text) for text in (*SECTIONS_CHAPITRE, *SECTIONS_ATELIER, SECTION_MODELE)}
"""Headings that every page of the guide has: they tell none from the others."""


@dataclass(frozen=True, slots=True)
class AutrePage:
    """A page that is neither a fiche nor a commune: a chapter of the guide, a besoin, a meeting."""

    genre: str
    id: str
    url: str
    """The folder of its genre, its id and a slash: the index keeps only the id."""
    titre: str
    resume: str = ""
    texte: str = ""
    mots_cles: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    """Labels of its thématiques and enjeux."""
    notions: tuple[str, ...] = ()
    """`référentiel:term`, which synonyms aim at."""
    couverture: frozenset[str] | None = None
    """Codes of the communes it is about; None: no place."""
    ligne: str = ""
    """What the lists say after its genre."""
    poids: float = 1.0


def autres_pages(site: Site) -> Iterator[AutrePage]:
    """Yield the pages of other kinds that the site publishes."""
    yield from _besoins(site)
    yield from _chapters(site)
    yield from _outils(site)
    yield from _collectifs(site)
    yield from _instances(site)
    yield from _indicateurs(site)
    yield from _dispositif(site)
    yield from _voisines(site)


def _besoins(site: Site) -> Iterator[AutrePage]:
    for identifiant, besoin in site.corpus.besoins.items():
        said = {"enjeux": besoin.enjeux, "thematiques": besoin.thematiques}
        told = (*besoin.manque, *(reponse.texte for reponse in besoin.reponses), besoin.solution or "")
        yield AutrePage(
            genre="besoin",
            id=identifiant,
            url=f"besoins/{identifiant}/",
            titre=besoin.libelle,
            resume=besoin.resume or besoin.phrase,
            texte="\n".join((besoin.phrase, *told)),
            themes=tuple(site.label(name, term) for name, terms in said.items() for term in terms),
            notions=tuple(f"{name}:{term}" for name, terms in said.items() for term in terms),
            couverture=site.corpus.communes_visees(besoin.communes),
            ligne="exemple d'ici" if besoin.anterieur else STATUTS_BESOIN[besoin.statut][0].lower(),
        )


def _chapters(site: Site) -> Iterator[AutrePage]:
    for entry in entries(site):
        yield AutrePage(
            genre="chapitre",
            id=entry.id,
            url=f"guide/{entry.id}/",
            titre=entry.nom,
            resume=entry.resume,
            texte=_headings(site, "chapitre", entry.id),
            poids=POIDS_GUIDE,
            ligne=PARTIES[entry.partie][0],
        )


def _outils(site: Site) -> Iterator[AutrePage]:
    for key, outil in site.outils.items():
        yield AutrePage(
            genre="outil",
            id=key,
            url=f"guide/outils/{key}/",
            titre=outil.titre,
            resume=outil.resume,
            texte=_headings(site, "outil", key),
            poids=POIDS_GUIDE,
            ligne="atelier" if outil.genre == "atelier" else "modèle à remplir",
        )


def _headings(site: Site, genre: str, identifiant: str) -> str:
    """Return the sections of a text that others do not have too."""
    titres = site.corpus.corps[(genre, identifiant)].titres
    kept = (titre.texte for titre in titres if titre.niveau == 2 and same_title(titre.texte) not in _COMMUNS)
    return "\n".join(kept)


def _collectifs(site: Site) -> Iterator[AutrePage]:
    """Yield the collectifs that agreed to be named: the others have no page, and no word in the index."""
    for key, collectif in site.corpus.collectifs.items():
        if a_accord(collectif, site.today):
            said = {"thematiques": collectif.thematiques, "stades": (collectif.stade,)}
            yield AutrePage(
                genre="collectif",
                id=key,
                url=f"collectifs/{key}/",
                titre=collectif.nom,
                resume=collectif.resume,
                texte="\n".join(collectif.recit),
                themes=tuple(site.label("thematiques", term) for term in collectif.thematiques),
                notions=tuple(f"{name}:{term}" for name, terms in said.items() for term in terms),
                couverture=site.corpus.communes_visees(collectif.communes),
                poids=POIDS_DISPOSITIF,
            )


def _instances(site: Site) -> Iterator[AutrePage]:
    """Yield each instance, then its meetings with what they talk about and decide."""
    for key, instance in instances_in_order(site.corpus):
        yield AutrePage(
            genre="instance",
            id=key,
            url=f"instances/{key}/",
            titre=instance.nom,
            resume=instance.resume,
            texte="\n".join(instance.role),
            poids=POIDS_DISPOSITIF,
            ligne=STATUTS[instance.statut].lower(),
        )
        for reunion in instance.reunions:
            seance = instances.Seance(key, instance, reunion)
            told = (*reunion.ordre_du_jour, *(decision.texte for decision in reunion.decisions), reunion.lieu or "")
            yield AutrePage(
                genre="instance",
                id=f"{key}/{reunion.id}",
                url=seance.url,
                titre=seance.titre,
                resume=seance.resume,
                texte="\n".join(told),
                poids=POIDS_DISPOSITIF,
            )


def _indicateurs(site: Site) -> Iterator[AutrePage]:
    for key, indicateur in sorted(site.corpus.indicateurs.items(), key=lambda pair: pair[1].code):
        titre = indicateurs.titre_of(indicateur)
        yield AutrePage(
            genre="indicateur",
            id=key,
            url=f"indicateurs/{key}/",
            titre=titre,
            resume=indicateur.texte if titre.endswith("…") else indicateur.calcul,
            poids=POIDS_DISPOSITIF,
            ligne=VOLETS[indicateur.lettre.lower()][0].lower(),
        )


def _dispositif(site: Site) -> Iterator[AutrePage]:
    """Yield the pages that lead to the others; those of the menu are in front of everybody already."""
    doors = (
        (instances.LISTE, ("agenda", "compte rendu")),
        (collectifs.LISTE, ()),
        (indicateurs.LISTE, ("indicateurs", "tableau de bord")),
        *([(bilan.LISTE, ("évaluation",))] if bilan.has_bilan(site) else []),
        (autodiagnostic.head_of(site), ("autodiagnostic",)),
        ((donnees.ADRESSE, donnees.TITRE, ""), ()),
        # Its matrices are one page each: it leads to all of them, and the index stays small.
        (diagnostic.LISTE, ("manques", *(nom for nom, _ in site.departements.values()))),
    )
    for (url, titre, description), cles in doors:
        yield AutrePage(
            genre="dispositif",
            id=url.removesuffix("/"),
            url=url,
            titre=titre,
            resume=description,
            mots_cles=cles,
            poids=POIDS_DISPOSITIF,
        )


def _voisines(site: Site) -> Iterator[AutrePage]:
    """Yield what other sites say of here: each answer leads to the page of the site that keeps it."""
    for one in voisines(site):
        yield AutrePage(
            genre="voisine",
            id=one.fiche.adresse.removeprefix("https://").removesuffix("/"),
            url=one.fiche.adresse,
            titre=one.fiche.nom,
            resume=one.fiche.resume,
            texte=one.fiche.promesse or "",
            couverture=one.couverture,
            ligne=f"{one.voisin.nom}, copie du {date_fr(one.voisin.copie_le)}",
            poids=POIDS_VOISINE,
        )
