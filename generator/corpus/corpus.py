"""Everything that was read, in one frozen value: what check and render work on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from generator.corpus.motif import Motif
from generator.corpus.officiel import Officiel
from generator.models.acteur import Acteur
from generator.models.arbre import Arbre
from generator.models.autodiagnostic import Autodiagnostic
from generator.models.base import Modele
from generator.models.besoin import Besoin
from generator.models.cas_type import CasType, CasTypes
from generator.models.collectif import Collectif
from generator.models.commune import Commune
from generator.models.coordonnee import Coordonnee, CoordonneesAVerifier
from generator.models.diagnostic import Diagnostic, Trou
from generator.models.fiche import Fiche, Zone
from generator.models.financement import Financement
from generator.models.glossaire import Glossaire, MotGlossaire
from generator.models.guide import Chapitre, Corps, Guide, Outil
from generator.models.indicateur import Indicateur
from generator.models.instance import Instance, Reunion
from generator.models.parcours import Parcours
from generator.models.referentiel import Referentiel
from generator.models.ressource import Ressource
from generator.models.service import Service
from generator.models.synonyme import RequetesTypes, RequeteType, Synonyme, Synonymes
from generator.models.territoire import Territoire

DOSSIERS = {
    "acteur": "content/acteurs",
    "service": "content/offre/services",
    "ressource": "content/offre/ressources",
    "financement": "content/offre/financements",
}
"""kind of fiche → its folder (design, section 1)"""

MODELES: Mapping[str, type[Fiche]] = {
    "acteur": Acteur,
    "service": Service,
    "ressource": Ressource,
    "financement": Financement,
}


DOSSIERS_DISPOSITIF: Mapping[str, tuple[str, type[Modele]]] = {
    "besoin": ("data/besoins", Besoin),
    "instance": ("data/instances", Instance),
    "collectif": ("data/collectifs", Collectif),
    "indicateur": ("data/indicateurs", Indicateur),
}
"""kind → its folder and its model: what the coordination steers (design, section 1)"""

ECRITS: Mapping[str, tuple[str, type[Modele]]] = {
    **{kind: (folder, MODELES[kind]) for kind, folder in DOSSIERS.items()},
    **DOSSIERS_DISPOSITIF,
}
"""kind → its folder and its model: all that somebody writes, one file each"""


class Origine(Protocol):
    """Where a value was read: enough to point at a line."""

    @property
    def path(self) -> str: ...

    def line_of(self, where: tuple[str | int, ...]) -> int: ...


@dataclass(frozen=True, slots=True)
class Contour:
    """Rings of a commune, in degrees (longitude, latitude)."""

    code: str
    anneaux: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """The whole content of a territory, each kind sorted by id; two readings are two corpora, whatever they hold."""

    territoire: Territoire
    communes: Mapping[str, Commune]
    referentiels: Mapping[str, Referentiel]
    acteurs: Mapping[str, Acteur]
    services: Mapping[str, Service]
    ressources: Mapping[str, Ressource]
    financements: Mapping[str, Financement]
    officiel: Officiel
    arbres: Mapping[str, Arbre] = field(default_factory=dict)
    parcours: Mapping[str, Parcours] = field(default_factory=dict)
    cas_types: tuple[CasType, ...] = ()
    synonymes: tuple[Synonyme, ...] = ()
    requetes_types: tuple[RequeteType, ...] = ()
    requetes_reserve: tuple[RequeteType, ...] = ()
    """Queries written without looking at the answers: they measure the search, nothing is tuned on them."""
    contours: tuple[Contour, ...] = ()
    fichiers: frozenset[str] = frozenset()
    """Names of the files of content/fichiers/, without their bytes."""
    glossaire: Mapping[str, MotGlossaire] = field(default_factory=dict)
    motif: Motif | None = None
    """The territory's own drawing; the engine has one for those who give none."""
    guide: Guide | None = None
    chapitres: Mapping[str, Chapitre] = field(default_factory=dict)
    """In the order of the guide."""
    outils: Mapping[str, Outil] = field(default_factory=dict)
    corps: Mapping[tuple[str, str], Corps] = field(default_factory=dict)
    """(`chapitre` or `outil`, id) → the text of the page"""
    besoins: Mapping[str, Besoin] = field(default_factory=dict)
    instances: Mapping[str, Instance] = field(default_factory=dict)
    collectifs: Mapping[str, Collectif] = field(default_factory=dict)
    indicateurs: Mapping[str, Indicateur] = field(default_factory=dict)
    autodiagnostic: Autodiagnostic | None = None
    trous: tuple[Trou, ...] = ()
    """What was decided about the holes of the coverage matrix (data/diagnostic.yml)."""
    a_verifier: tuple[Coordonnee, ...] = ()
    """What was read of organisations and is not sure enough to be published (data/coordonnees-a-verifier.yml)."""
    origines: Mapping[tuple[str, str], Origine] = field(default_factory=dict)
    """(kind, id) → where it was read; kind is a fiche's, `territoire`, `referentiel`,
    `arbre`, `parcours`, `cas-types`, `glossaire`, `besoin`, `instance`, `collectif`, `indicateur`,
    `autodiagnostic`, `diagnostic`, `guide`, `coordonnees-a-verifier`, `chapitre` or `outil`"""

    def fiches(self) -> Iterator[tuple[str, str, Any]]:
        """Yield (kind, id, fiche), in the order acteur, service, ressource, financement."""
        for kind, fiches in self.by_kind().items():
            for identifiant, fiche in fiches.items():
                yield kind, identifiant, fiche

    def everything(self) -> Iterator[tuple[str, str, Any]]:
        """Yield (kind, id, value) of each YAML file and head of a page, as `origines` names them; those that a
        territory may do without are empty when absent."""
        yield "territoire", "territoire", self.territoire
        others = {"referentiel": self.referentiels, "arbre": self.arbres, "parcours": self.parcours}
        for kind, files in {**self.by_kind(), **self.dispositif(), **others}.items():
            for identifiant, value in files.items():
                yield kind, identifiant, value
        yield from self.guide_pages()
        alone = {
            "guide": self.guide,
            "autodiagnostic": self.autodiagnostic,
            "diagnostic": Diagnostic.model_construct(trous=self.trous),
            "coordonnees-a-verifier": CoordonneesAVerifier.model_construct(coordonnees=self.a_verifier),
            "cas-types": CasTypes.model_construct(cas_types=self.cas_types),
            "synonymes": Synonymes.model_construct(synonymes=self.synonymes),
            "requetes-types": RequetesTypes.model_construct(
                requetes=self.requetes_types, reserve=self.requetes_reserve
            ),
            "glossaire": Glossaire.model_construct(mots=dict(self.glossaire)),
        }
        yield from ((kind, kind, value) for kind, value in alone.items() if value is not None)

    def guide_pages(self) -> Iterator[tuple[str, str, Chapitre | Outil]]:
        """Yield (kind, id, head) of each page of the guide: the chapters in their order, then the outils."""
        yield from (("chapitre", key, chapitre) for key, chapitre in self.chapitres.items())
        yield from (("outil", key, outil) for key, outil in self.outils.items())

    def by_kind(self) -> Mapping[str, Mapping[str, Any]]:
        """Return kind → (id → fiche)."""
        return {
            "acteur": self.acteurs,
            "service": self.services,
            "ressource": self.ressources,
            "financement": self.financements,
        }

    def dispositif(self) -> Mapping[str, Mapping[str, Any]]:
        """Return kind → (id → value) for what the coordination steers: besoins, instances, collectifs, indicateurs."""
        return {
            "besoin": self.besoins,
            "instance": self.instances,
            "collectif": self.collectifs,
            "indicateur": self.indicateurs,
        }

    def reunions(self) -> Mapping[str, Reunion]:
        """Return `instance/reunion` → réunion, in the order of the files."""
        return {
            f"{identifiant}/{reunion.id}": reunion
            for identifiant, instance in self.instances.items()
            for reunion in instance.reunions
        }

    def communes_visees(self, codes: tuple[str, ...]) -> frozenset[str]:
        """Return the codes that a list of communes aims at; `toutes` is the whole territory."""
        return frozenset(self.communes) if codes == ("toutes",) else frozenset(codes)

    def coverage(self, zone: Zone) -> frozenset[str]:
        """Return the codes of the territory's communes that lie in `zone`."""
        codes = set(zone.codes)
        match zone.type:
            case "territoire" | "france":
                return frozenset(self.communes)
            case "communes":
                return frozenset(code for code in self.communes if code in codes)
            case "departements":
                return frozenset(c.code_insee for c in self.communes.values() if c.departement in codes)
            case "regions":
                return frozenset(
                    c.code_insee
                    for c in self.communes.values()
                    if self.officiel.region_of_departement(c.departement) in codes
                )
            case "epci":
                inside = {code for siren in codes for code in self.officiel.epci.get(siren, ("", ()))[1]}
                return frozenset(code for code in self.communes if code in inside)
