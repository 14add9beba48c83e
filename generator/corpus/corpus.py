"""Everything that was read, in one frozen value: what check and render work on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, TypeVar

from generator.corpus.genres import DISPOSITIF, ECRITS, FICHES
from generator.corpus.motif import Motif
from generator.corpus.officiel import Officiel
from generator.models.acteur import Acteur
from generator.models.adresse import AdressePubliee
from generator.models.arbre import Arbre
from generator.models.autodiagnostic import Autodiagnostic
from generator.models.besoin import Besoin
from generator.models.campagne import Envoi
from generator.models.cas_type import CasType, CasTypes
from generator.models.collectif import Collectif
from generator.models.commun import Commun, Complement
from generator.models.commune import Commune
from generator.models.coordonnee import Coordonnee, CoordonneesAVerifier
from generator.models.diagnostic import Diagnostic, Trou
from generator.models.fiche import Contact, Fiche, Porteur, Zone
from generator.models.financement import Financement
from generator.models.glossaire import Glossaire, MotGlossaire
from generator.models.guide import Chapitre, Corps, Guide, Outil
from generator.models.indicateur import Indicateur
from generator.models.instance import Instance, Reunion
from generator.models.mairie import Mairie
from generator.models.parcours import Parcours
from generator.models.referentiel import Referentiel
from generator.models.ressource import Ressource
from generator.models.service import Service
from generator.models.synonyme import RequetesTypes, RequeteType, Synonyme, Synonymes
from generator.models.territoire import Territoire
from generator.models.voisin import Voisin

M = TypeVar("M")


class Located(Protocol):
    """Where a value was read: enough to point at a line."""

    @property
    def path(self) -> str: ...

    def line_of(self, where: tuple[str | int, ...]) -> int: ...


@dataclass(frozen=True, slots=True)
class Contour:
    """Rings of a commune, in degrees (longitude, latitude)."""

    code: str
    anneaux: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Riviere:
    """A named line of the maps: a river, else what people find their way by (a coast, a railway)."""

    nom: str
    """With its article: « la Vilaine »"""
    lignes: tuple[tuple[tuple[float, float], ...], ...]
    """In degrees (longitude, latitude)"""


class _Ecrits(Generic[M]):
    """The files of one kind, by id: `corpus.services` is `corpus.ecrits["service"]`, with the type of its values."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __get__(self, corpus: Corpus, owner: type[Corpus]) -> Mapping[str, M]:
        return corpus.ecrits[self.kind]


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """The whole content of a territory, each kind sorted by id; two readings are two corpora, whatever they hold."""

    territoire: Territoire
    communes: Mapping[str, Commune]
    referentiels: Mapping[str, Referentiel]
    ecrits: Mapping[str, Mapping[str, Any]]
    """kind → (id → value): the fiches, then what the coordination steers (corpus/genres.py, ECRITS)

    The common fiches that are of use here are among them, with what is local to them (corpus/commun.py)."""
    officiel: Officiel
    arbres: Mapping[str, Arbre] = field(default_factory=dict)
    parcours: Mapping[str, Parcours] = field(default_factory=dict)
    cas_types: tuple[CasType, ...] = ()
    synonymes: tuple[Synonyme, ...] = ()
    requetes_types: tuple[RequeteType, ...] = ()
    requetes_reserve: tuple[RequeteType, ...] = ()
    """Queries written without looking at the answers: they measure the search, nothing is tuned on them."""
    contours: tuple[Contour, ...] = ()
    rivieres: tuple[Riviere, ...] = ()
    mairies: Mapping[str, Mairie] = field(default_factory=dict)
    adresses: Mapping[str, AdressePubliee] = field(default_factory=dict)
    campagne: tuple[Envoi, ...] = ()
    """Messages that asked acteurs to confirm their fiches"""
    """What was published, by address"""
    """By the Insee code of their commune; a commune may have none."""
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
    autodiagnostic: Autodiagnostic | None = None
    trous: tuple[Trou, ...] = ()
    """What was decided about the holes of the coverage matrix (data/diagnostic.yml)."""
    a_verifier: tuple[Coordonnee, ...] = ()
    """What was read of organisations and is not sure enough to be published (data/coordonnees-a-verifier.yml)."""
    etagere: Commun | None = None
    commun: Mapping[str, Mapping[str, Fiche]] = field(default_factory=dict)
    """kind → (id → fiche): the whole common shelf, as its files are written, what is left aside here included"""
    complements: Mapping[str, Complement] = field(default_factory=dict)
    """`genre/id` → what is local to a common fiche"""
    voisins: Mapping[str, Voisin] = field(default_factory=dict)
    """Name of a file of data/voisins/ → what another site says"""
    origines: Mapping[tuple[str, str], Located] = field(default_factory=dict)
    """(kind, id) → where it was read; kind is one of GENRES, `chapitre` or `outil`"""
    couvertures: dict[tuple[str, tuple[str, ...]], frozenset[str]] = field(init=False, repr=False, default_factory=dict)
    noms: dict[frozenset[str], str] = field(init=False, repr=False, default_factory=dict)
    doutes: dict[tuple[int, datetime.date], Any] = field(init=False, repr=False, default_factory=dict)
    """With `couvertures`, what is asked again and again of places and signs: computed once, never part of what was
    read."""

    acteurs = _Ecrits[Acteur]("acteur")
    services = _Ecrits[Service]("service")
    ressources = _Ecrits[Ressource]("ressource")
    financements = _Ecrits[Financement]("financement")
    besoins = _Ecrits[Besoin]("besoin")
    instances = _Ecrits[Instance]("instance")
    collectifs = _Ecrits[Collectif]("collectif")
    indicateurs = _Ecrits[Indicateur]("indicateur")

    def having(self, **ecrits: Mapping[str, Any]) -> Corpus:
        """Return the corpus with other files of some kinds: `having(service={…})`."""
        return replace(self, ecrits={**self.ecrits, **ecrits})

    def by_kind(self) -> Mapping[str, Mapping[str, Any]]:
        """Return kind → (id → fiche), in the order of the table of the kinds."""
        return {kind: self.ecrits[kind] for kind in FICHES}

    def dispositif(self) -> Mapping[str, Mapping[str, Any]]:
        """Return kind → (id → value) for what the coordination steers: besoins, instances, collectifs, indicateurs."""
        return {kind: self.ecrits[kind] for kind in DISPOSITIF}

    def fiches(self) -> Iterator[tuple[str, str, Any]]:
        """Yield (kind, id, fiche), in the order of the table of the kinds."""
        for kind, fiches in self.by_kind().items():
            for identifiant, fiche in fiches.items():
                yield kind, identifiant, fiche

    def path_of(self, kind: str, identifiant: str) -> str:
        """Return the file of a fiche, from the root of the project: of the shelf, of here, or where it would be."""
        known = self.origines.get((kind, identifiant))
        return known.path if known else ECRITS[kind].path_of(identifiant)

    def is_common(self, kind: str, identifiant: str) -> bool:
        """Tell whether a fiche is one of the shelf."""
        return identifiant in self.commun.get(kind, {})

    def is_kept_here(self, kind: str, identifiant: str) -> bool:
        """Tell whether this territory asks again who answers for a fiche: its own, and the shelf's if it keeps it."""
        return self.territoire.tient_le_commun or not self.is_common(kind, identifiant)

    def is_withdrawn(self, kind: str, identifiant: str) -> bool:
        """Tell whether a common fiche is not proposed here, as its complement says."""
        complement = self.complements.get(f"{kind}/{identifiant}")
        return complement is not None and complement.retirer is not None

    def left_aside(self) -> Iterator[tuple[str, str, Fiche]]:
        """Yield (kind, id, fiche) of the common fiches that are of no use here."""
        for kind, fiches in self.commun.items():
            yield from ((kind, key, fiche) for key, fiche in fiches.items() if key not in self.ecrits[kind])

    def everything(self) -> Iterator[tuple[str, str, Any]]:
        """Yield (kind, id, value) of each YAML file and head of a page, as written and as `origines` names them; those
        that a territory may do without are empty when absent, a common fiche that is left aside here is left out."""
        yield "territoire", "territoire", self.territoire
        others = {"referentiel": self.referentiels, "complement": self.complements}
        others |= {"arbre": self.arbres, "parcours": self.parcours}
        for kind, files in {**self.ecrits, **others}.items():
            shelf = self.commun.get(kind, {})
            for identifiant, value in files.items():
                yield kind, identifiant, shelf.get(identifiant, value)
        yield from self.guide_pages()
        alone = {
            "commun": self.etagere,
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

    def reunions(self) -> Mapping[str, Reunion]:
        """Return `instance/reunion` → réunion, in the order of the files."""
        return {
            f"{identifiant}/{reunion.id}": reunion
            for identifiant, instance in self.instances.items()
            for reunion in instance.reunions
        }

    def acteur_of(self, kind: str, identifiant: str) -> str | None:
        """Return the acteur behind a fiche: itself, or the one that it names; None when it names nobody."""
        nomme: str | None = self.ecrits[kind][identifiant].acteur_nomme
        return identifiant if kind == "acteur" else nomme

    def holders_of(self, fiche: Fiche, communes: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Return the acteurs that answer for a fiche in some communes: its `porteurs` there, else the one it names."""
        porteurs: tuple[Porteur, ...] = getattr(fiche, "porteurs", ())
        here = tuple(one.acteur for one in porteurs if not communes or self.coverage(one.zone) & communes)
        nomme = fiche.acteur_nomme
        return here or ((nomme,) if nomme and nomme in self.acteurs else ())

    def contacts_of(self, fiche: Fiche, communes: frozenset[str] = frozenset()) -> tuple[Contact, ...]:
        """Return the contacts of a fiche in some communes: its own, else those of the acteurs that hold it there."""
        own: tuple[Contact, ...] = getattr(fiche, "contacts", ())
        return own or tuple(one for key in self.holders_of(fiche, communes) for one in self.acteurs[key].contacts)

    def answers(self, fiche: Fiche) -> bool:
        """Tell whether a telephone or a mail is known, of the fiche or of the acteurs that hold it."""
        held = (fiche, *(self.acteurs[key] for key in self.holders_of(fiche)))
        return any(one.telephone or one.courriel for fiche in held for one in getattr(fiche, "contacts", ()))

    def is_reachable(self, fiche: Fiche) -> bool:
        """Tell whether a page can give one thing to do: call, write, go to, or open an official page."""
        held = (fiche, *(self.acteurs[key] for key in self.holders_of(fiche)))
        return any(getattr(one, name, None) for one in held for name in ("contacts", "lieux", "site_web"))

    def terms_of(self, fiche: Fiche, axe: str) -> tuple[str, ...]:
        """Return the terms of a fiche of the offer on an axis; `tous` is every term of it."""
        termes = self.referentiels[axe].termes
        if axe == "modalites" and fiche.MODALITE:
            return (fiche.MODALITE,) if fiche.MODALITE in termes else ()
        terms: tuple[str, ...] = getattr(fiche, fiche.PUBLIC if axe == "profils" else axe, ())
        return tuple(termes) if terms == ("tous",) else terms

    def communes_visees(self, codes: tuple[str, ...]) -> frozenset[str]:
        """Return the codes that a list of communes aims at; `toutes` is the whole territory."""
        return frozenset(self.communes) if codes == ("toutes",) else frozenset(codes)

    def coverage_of(self, fiche: Fiche) -> frozenset[str]:
        """Return the codes of the territory's communes where a fiche is open; without a zone, all of them."""
        zone: Zone | None = getattr(fiche, "zone", None)
        return self.coverage(zone) if zone else frozenset(self.communes)

    def coverage(self, zone: Zone) -> frozenset[str]:
        """Return the codes of the territory's communes that lie in `zone`."""
        key = (zone.type, zone.codes)
        if key not in self.couvertures:
            self.couvertures[key] = self._coverage(zone)
        return self.couvertures[key]

    def _coverage(self, zone: Zone) -> frozenset[str]:
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

    def coverage_douteuse(self, fiche: Any) -> frozenset[str]:
        """Return the communes where a fiche is to be verified: named by `a_verifier`, and not by its zone."""
        doubtful = getattr(fiche, "a_verifier", None)
        return self.coverage(doubtful) - self.coverage(fiche.zone) if doubtful else frozenset()
