"""What changes in a copy of this repository to make it another territory's: a plan, pure, that a command writes.

Kept: the common shelf, référentiels, arbres, parcours, autodiagnostic, synonyms,
expected searches and cas types that still hold, the general part of the guide,
the indicateurs without their measures. Dropped: every fiche of here, what is
local to a common one, every besoin, instance, collectif, and what is marked `ici`.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.contributing.territory.communes import communes_csv
from generator.contributing.territory.guide import general_part
from generator.contributing.territory.mairies import mairies_csv
from generator.contributing.territory.modeles import accueil_yml, coordination_yml, territoire_yml
from generator.contributing.territory.orientation import doors_to, points_to, without_offer
from generator.contributing.territory.perimetre import MAX_NOMMES, DemandeDePerimetre, Perimetre, perimeter_of
from generator.contributing.territory.recherche import cas_type_ailleurs, kept_of, requetes_ailleurs, synonyme_ailleurs
from generator.contributing.yaml_edit import edited
from generator.corpus.commun import with_commun
from generator.corpus.corpus import Corpus
from generator.corpus.francais import liste_fr, pluriel
from generator.corpus.genres import COMPLEMENTS, ECRITS
from generator.corpus.officiel import Annuaire, Officiel
from generator.models.commune import Commune
from generator.models.mairie import Mairie
from generator.models.voisin import VOISINS
from generator.problems.faults import Fault

COORDINATION, ACCUEIL = "coordination", "accueil"
"""Ids of the two fiches that every new territory begins with."""
MAX_RELAIS = 3
"""Mairies that answer for the whole territory until it names better."""
MAX_INTITULE = 150
"""Signs of a title in data/territoire.yml"""
MAX_CONTOURS = 2 * 1024 * 1024
_KIND_OF_EPCI = re.compile(r"^(CA|CC|CU|Communauté d'agglomération|Communauté de communes|Communauté urbaine) ")
_ARTICLE = re.compile(r"^(de la |des |du |de |d'|d’|la |le |les )", re.IGNORECASE)
_DROPPED = (
    "data/adresses-publiees.csv",
    "data/campagne.csv",
    "data/diagnostic.yml",
    "data/motif.svg",
    "data/rivieres.geojson",
    "data/coordonnees-a-verifier.yml",
)
_FOLDERS = (
    *(genre.chemin for kind, genre in ECRITS.items() if kind != "indicateur"),
    "content/fichiers",
    COMPLEMENTS,
    VOISINS,
)


@dataclass(frozen=True, slots=True)
class DemandeDeTerritoire:
    """What the person gave on the command line."""

    perimetre: DemandeDePerimetre
    nom: str = ""
    structure: str = ""
    """Who coordinates; the intercommunalité itself when nobody is named."""
    contours: bytes | None = None


@dataclass(frozen=True, slots=True)
class PlanDeTerritoire:
    """What to write (bytes) and to remove (None), path by path, and who it is for."""

    nom: str
    communes: int
    fichiers: Mapping[str, bytes | None]
    dit: Sequence[str] = ()
    """How the perimeter was understood, and what it cuts"""


def plan(
    corpus: Corpus,
    officiel: Officiel,
    annuaire: Annuaire,
    files: Mapping[str, bytes],
    demande: DemandeDeTerritoire,
    today: datetime.date,
) -> PlanDeTerritoire:
    """Return what to change. `files`: every file of content/ and data/, by its path from the root.

    Raises Fault for words that name no place or several, or contours that do not fit.
    """
    perimetre, codes = perimeter_of(officiel, demande.perimetre, "creer")
    found, official_names, said = _named(officiel, perimetre)
    nom = demande.nom.strip() or found
    changes: dict[str, bytes | None] = {
        path: None for path in files if path in _DROPPED or any(path.startswith(f"{folder}/") for folder in _FOLDERS)
    }
    changes["data/communes.geojson"] = _contours(demande.contours, codes) if demande.contours else None
    changes["data/communes.csv"] = communes_csv(officiel, codes)
    mairies = annuaire.mairies(codes)
    changes["data/mairies.csv"] = mairies_csv(mairies.values()) if mairies else None
    relais = _relais(officiel, mairies, len(perimetre.epci) > 1)
    changes["data/territoire.yml"] = territoire_yml(nom, said, perimetre, codes, relais)
    structure = demande.structure.strip() or official_names
    changes[ECRITS["acteur"].path_of(COORDINATION)] = coordination_yml(corpus, structure, nom, today)
    changes[ECRITS["service"].path_of(ACCUEIL)] = accueil_yml(corpus, nom, today)
    ailleurs = shelf_in(corpus, officiel, codes)
    changes |= generalised({path: data for path, data in files.items() if path not in changes}, corpus, ailleurs)
    for path in ("data/communes.geojson", "data/mairies.csv"):
        if changes[path] is None and path not in files:
            del changes[path]
    return PlanDeTerritoire(nom, len(codes), changes, perimetre.dit)


def _main_ones(officiel: Officiel, mairies: Mapping[str, Mairie]) -> list[str]:
    """Return the codes of the most populous communes whose mairie can be called and written to."""
    reached = [code for code, m in mairies.items() if m.telephone and (m.courriel or m.adresse)]
    return sorted(reached, key=lambda code: (-officiel.communes[code].population, code))[:MAX_RELAIS]


def _relais(officiel: Officiel, mairies: Mapping[str, Mairie], several: bool) -> list[tuple[str, str, Sequence[str]]]:
    """Return (code, name, communes served): the main mairie of each département of several EPCI, then of them all."""
    found: list[tuple[str, str, Sequence[str]]] = []
    departements = sorted({officiel.communes[code].departement for code in mairies}) if several else []
    for departement in departements if len(departements) > 1 else ():
        served = {code: one for code, one in mairies.items() if officiel.communes[code].departement == departement}
        found += [(code, officiel.communes[code].nom, sorted(served)) for code in _main_ones(officiel, served)[:1]]
    return [*found, *((code, officiel.communes[code].nom, ()) for code in _main_ones(officiel, mairies))]


def _named(officiel: Officiel, perimetre: Perimetre) -> tuple[str, str, str]:
    """Return what the pages call a perimeter, its official names, and how it is said after « les communes de »."""
    places = [officiel.epci[siren][0] for siren in perimetre.epci]
    places += [officiel.communes[code].nom for code in perimetre.avec]
    said = " et de ".join(in_a_sentence(name) for name in places)
    if len(places) > MAX_NOMMES or len(said) > MAX_INTITULE:
        counted = pluriel(len(perimetre.epci), "intercommunalité")
        counted += f" et {pluriel(len(perimetre.avec), 'commune')}" if perimetre.avec else ""
        return perimetre.nom or counted, counted, counted
    return perimetre.nom or liste_fr([short_name(name) for name in places]), " et ".join(places), said


def short_name(official: str) -> str:
    """Return `Brocéliande` for « CC de Brocéliande »: what the pages call the territory."""
    bare = _ARTICLE.sub("", _KIND_OF_EPCI.sub("", official)).strip()
    return bare[:1].upper() + bare[1:] if len(bare) >= 3 else official


_EN_TOUTES_LETTRES = (
    ("CC ", "la communauté de communes "),
    ("CA ", "la communauté d'agglomération "),
    ("CU ", "la communauté urbaine "),
    ("Métropole ", "la Métropole "),
    ("Eurométropole ", "l'Eurométropole "),
)


def in_a_sentence(official: str) -> str:
    """Return « la communauté de communes de Brocéliande »: what the pages write after « les communes de »."""
    for short, whole in _EN_TOUTES_LETTRES:
        if official.startswith(short):
            return f"{whole}{official.removeprefix(short)}"
    return official


def _contours(data: bytes, codes: Sequence[str]) -> bytes:
    """Keep the contours of these communes, and only their code and name."""
    wanted = set(codes)
    try:
        features = json.loads(data)["features"]
        kept = [
            {
                "type": "Feature",
                "geometry": feature["geometry"],
                "properties": {"code": _code(feature), "nom": str(feature["properties"].get("nom", ""))},
            }
            for feature in features
            if _code(feature) in wanted
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Fault("Les contours ne sont pas un fichier GeoJSON de communes.") from error
    missing = wanted - {feature["properties"]["code"] for feature in kept}
    if missing:
        raise Fault(
            f"Les contours n'ont pas toutes les communes : il manque {', '.join(sorted(missing)[:5])}"
            f"{'…' if len(missing) > 5 else ''}."
        )
    made = json.dumps({"type": "FeatureCollection", "features": kept}, ensure_ascii=False, separators=(",", ":"))
    if len(made.encode()) > MAX_CONTOURS:
        raise Fault("Les contours dépassent 2 Mo : les simplifier, puis recommencer.")
    return f"{made}\n".encode()


def _code(feature: Any) -> str:
    return str(feature["properties"].get("code", feature["properties"].get("code_insee", "")))


def shelf_in(corpus: Corpus, officiel: Officiel, codes: Sequence[str]) -> Corpus:
    """Return the communes of a new territory and the common fiches that are of use in it, and nothing else."""
    communes = {}
    for code in codes:
        one = officiel.communes[code]
        region = officiel.region_name(one.departement)
        communes[code] = Commune.model_construct(
            code_insee=code, nom=one.nom, departement=one.departement, region=region,
            codes_postaux=one.codes_postaux, population_municipale=one.population,
        )  # fmt: skip
    return with_commun(
        Corpus(
            territoire=corpus.territoire.model_copy(update={"relais": ()}),
            communes=communes,
            referentiels=corpus.referentiels,
            ecrits={kind: {} for kind in ECRITS},
            officiel=officiel,
            commun=corpus.commun,
            etagere=corpus.etagere,
        )
    )


def generalised(files: Mapping[str, bytes], corpus: Corpus, ailleurs: Corpus) -> dict[str, bytes | None]:
    """Return what changes in the files that are kept, for the shelf and the communes of a new territory."""
    made = {path: _generalised(path, data, corpus, ailleurs) for path, data in files.items()}
    return {path: data for path, data in made.items() if data != files[path]}


def _generalised(path: str, data: bytes, corpus: Corpus, ailleurs: Corpus) -> bytes | None:
    """Return a kept file without what is of here; None when nothing of it is left."""
    if path.startswith("data/parcours/"):
        return edited(data, lambda tree: without_offer(tree, corpus, ailleurs, ACCUEIL))
    if path.startswith("data/arbres/"):
        return edited(data, lambda tree: doors_to(tree, ailleurs, ACCUEIL))
    if path.startswith("data/indicateurs/"):
        if b"\nici: oui" in data:
            return None
        return edited(data, lambda tree: tree.pop("mesures", None)) if b"\nmesures:" in data else data
    if path == "data/autodiagnostic.yml":
        return edited(data, lambda tree: points_to(tree, ailleurs, ACCUEIL))
    if path == "data/synonymes.yml":
        return kept_of(data, "synonymes", lambda one: synonyme_ailleurs(one, ailleurs))
    if path == "data/requetes-types.yml":
        return requetes_ailleurs(data, ailleurs)
    if path == "data/cas-types.yml":
        return kept_of(data, "cas_types", lambda one: cas_type_ailleurs(one, corpus))
    if path == "data/glossaire.yml":
        return edited(data, _drop_local_words)
    if path.startswith("content/guides/") and path.endswith(".md"):
        return general_part(data)
    return data


def _drop_local_words(tree: Any) -> None:
    for key in [key for key, word in tree["mots"].items() if word.get("ici") == "oui"]:
        del tree["mots"][key]
