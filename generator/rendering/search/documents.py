"""The site as a flat list of documents to find: fiches, communes, and the pages of autres_pages.py."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.corpus.genres import ECRITS, FICHES, GENRES, OFFRE
from generator.corpus.walking import marked_values, marker_of
from generator.models.markers import Lu, Terme
from generator.models.service import TARIFS
from generator.models.statut import STATUTS
from generator.rendering.entree import Entree
from generator.rendering.fond import of_entries
from generator.rendering.labels import AXES
from generator.rendering.search.autres_pages import AutrePage, autres_pages
from generator.rendering.site import Site

POIDS = {"clos": 0.5, "suspendu": 0.5, "a-confirmer": 0.8, "a-creer": 0.8}
"""Weight of a fiche that cannot be used today: found, but after the others."""
AIDE = 1.2
"""Weight of a service before the others: somebody who helps comes before a document as alike. Measured on the
requêtes types: the expected fiche is first more often (1.1 and 1.3 do less well)."""
TUS = frozenset({"resume", "promesse", "limites", "capacite", "precision"})
"""Fields that are not found as text: the résumé counts apart, the others narrow the offer or say what it is not.
Measured on the requêtes types: with the promesse, the expected fiche is first less often."""
_MARKDOWN = re.compile(r"\]\([^)\s]*\)|https?://\S+|[*_`#>\[\]]")


@dataclass(frozen=True, slots=True)
class GenreCherche:
    """A kind of documents: how it is named, and where its pages are."""

    id: str
    singulier: str
    pluriel: str
    dossier: str


def _groupe(kind: str) -> GenreCherche:
    genre = ECRITS[kind]
    return GenreCherche(kind, genre.titre, genre.titre_pluriel, genre.adresse)


GROUPES: tuple[GenreCherche, ...] = (
    *map(_groupe, OFFRE),
    *(_groupe(kind) for kind in FICHES if kind not in OFFRE),
    _groupe("besoin"),
    GenreCherche("commune", "Commune", "Communes", "communes/"),
    GenreCherche("chapitre", "Guide", "Guide", "guide/"),
    GenreCherche("outil", "Outil du guide", "Outils du guide", "guide/outils/"),
    *map(_groupe, ("collectif", "instance", "indicateur")),
    GenreCherche("voisine", "D'après un autre site", "D'après d'autres sites", "https://"),
    GenreCherche("dispositif", "Le dispositif", "Le dispositif", ""),
)
"""In their order. What is no fiche comes as `AutrePage` (autres_pages.py)."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to find. `url` is its genre's folder, `nom_court` and a slash."""

    genre: str
    nom_court: str
    """Its id inside its kind: file name, Insee code, path of the page."""
    nom: str
    cles: tuple[str, ...] = ()
    """Keywords, aliases, former names."""
    themes: tuple[str, ...] = ()
    """Labels of its thématiques, modalités and types."""
    notions: tuple[str, ...] = ()
    """`référentiel:term`, which synonyms aim at."""
    resume: str = ""
    texte: tuple[str, ...] = ()
    poids: float = 1.0
    ligne: str = ""
    """What the lists show under the resume."""
    signe: tuple[str, str] = ("", "")
    """(words, code) of its sign, the code '' where it is closed; both '' for an acteur that is sure."""
    facettes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    couverture: frozenset[str] | None = None
    """Codes of the communes where it is open; None: no place, open to all."""

    @property
    def id(self) -> str:
        return f"{self.genre}/{self.nom_court}"


def documents_of(site: Site, autres: Iterable[AutrePage] | None = None) -> tuple[Document, ...]:
    """Return everything that can be found, by kind, then in the order of its list; `autres`: pages of other kinds."""
    found = [
        *of_entries(site, _fiche, (entry for kind in site.entrees for entry in site.listed(kind))),
        *_communes(site),
        *(document_of(page) for page in (autres_pages(site) if autres is None else autres)),
    ]
    ranks = {groupe.id: rank for rank, groupe in enumerate(GROUPES)}
    return tuple(sorted(found, key=lambda document: ranks[document.genre]))


def document_of(page: AutrePage) -> Document:
    """Return what the index knows of a page; ValueError when its address is not that of its genre."""
    groupe = next((groupe for groupe in GROUPES if groupe.id == page.genre), None)
    if groupe is None or page.url != f"{groupe.dossier}{page.id}/":
        raise ValueError(f"{page.genre} {page.id}: {page.url}")
    return Document(
        genre=page.genre,
        nom_court=page.id,
        nom=page.titre,
        cles=page.mots_cles,
        themes=tuple(dict.fromkeys(page.themes)),
        notions=page.notions,
        resume=page.resume,
        texte=(_plain(page.texte),),
        poids=page.poids,
        ligne=" · ".join(part for part in (groupe.singulier, page.ligne) if part),
        facettes={axis: tuple(n.partition(":")[2] for n in page.notions if n.startswith(f"{axis}:")) for axis in AXES},
        couverture=page.couverture,
    )


def _plain(markdown: str) -> str:
    return _MARKDOWN.sub(" ", markdown)


def _fiche(site: Site, entry: Entree) -> Document:
    fiche = entry.fiche
    acteur = site.acteur_of(entry)
    author = acteur.fiche.nom if acteur else getattr(fiche, "auteur", "")
    facettes = _facettes(site, entry)
    said = {axis: _own_terms(fiche, axis) for axis in AXES}
    if fiche.MODALITE:
        said["modalites"] = site.corpus.terms_of(fiche, "modalites")
    notions = [f"{axis}:{term}" for axis, terms in said.items() for term in terms]
    labels = [site.label(axis, term) for axis in ("thematiques", "modalites") for term in said[axis]]
    for referentiel, types in _types(fiche):
        notions += [f"{referentiel}:{term}" for term in types]
        labels += [site.label(referentiel, term) for term in types]
    if getattr(fiche, "forme_juridique", None):
        notions.append(f"formes:{fiche.forme_juridique}")
        labels.append(site.label("formes", fiche.forme_juridique))
    if getattr(fiche, "tarif", None):
        notions.append(f"tarifs:{fiche.tarif.type}")
    notions.append(f"{GENRES[entry.genre].pluriel}:{entry.id}")
    place = "" if _everywhere(site, entry) else site.where_open(fiche.zone)
    return Document(
        genre=entry.genre,
        nom_court=entry.id,
        nom=fiche.nom,
        cles=(*fiche.mots_cles, *fiche.alias),
        themes=tuple(dict.fromkeys(labels)),
        notions=tuple(notions),
        resume=fiche.resume,
        texte=tuple(_texts(site, fiche, author)),
        poids=round(POIDS.get(entry.statut, 1.0) * (AIDE if entry.genre == "service" else 1), 2),
        ligne=" · ".join(part for part in (GENRES[entry.genre].titre, author, place) if part),
        signe=(entry.signe.mots, entry.signe.code) if entry.signe else (entry.ferme, ""),
        facettes=facettes,
        couverture=entry.couverture if getattr(fiche, "zone", None) else None,
    )


def _everywhere(site: Site, entry: Entree) -> bool:
    return len(entry.couverture) == len(site.corpus.communes)


def _own_terms(fiche: Any, axis: str) -> tuple[str, ...]:
    """Return the terms written on a fiche; `tous` says nothing of it."""
    terms: tuple[str, ...] = getattr(fiche, fiche.PUBLIC if axis == "profils" else axis, ())
    return () if terms == ("tous",) else terms


def _types(fiche: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (référentiel, terms) of the type of a fiche, or of its types."""
    for name in ("type", "types"):
        info = type(fiche).model_fields.get(name)
        if info is not None and isinstance(marker := marker_of(info), Terme):
            held = getattr(fiche, name)
            yield marker.nom, (held,) if isinstance(held, str) else held


def _texts(site: Site, fiche: Any, author: str) -> Iterator[str]:
    """Yield the longer texts: all that people read of a fiche, but its names and what is in TUS."""
    yield author
    for where, marker, text in marked_values(fiche, Lu):
        if not marker.cite and TUS.isdisjoint(where):
            yield _plain(text) if marker.markdown else text
    for lieu in getattr(fiche, "lieux", ()):
        commune = site.corpus.communes.get(lieu.commune)
        yield f"{lieu.nom or ''} {commune.nom if commune else ''}"


def _facettes(site: Site, entry: Entree) -> dict[str, tuple[str, ...]]:
    """Return facet → values; an acteur has only what it wrote."""
    values: dict[str, tuple[str, ...]] = {"statut": (entry.statut,)}
    for axis in AXES:
        values[axis] = (
            _own_terms(entry.fiche, axis) if entry.genre == "acteur" else site.corpus.terms_of(entry.fiche, axis)
        )
    if entry.genre == "service":
        values["cout"] = (entry.fiche.tarif.type,)
    return values


def _communes(site: Site) -> Iterator[Document]:
    by_name = {name: rank for rank, name in enumerate(site.place_names(site.corpus.communes))}
    for commune in sorted(site.corpus.communes.values(), key=lambda commune: by_name[commune.nom]):
        former = site.corpus.officiel.anciennes.get(commune.code_insee, ())
        yield Document(
            genre="commune",
            nom_court=commune.code_insee,
            nom=commune.nom,
            cles=(*former, *commune.codes_postaux),
            resume=f"Ce qui est ouvert à {commune.nom}.",
            ligne=" · ".join(("Commune", *commune.codes_postaux, *(f"comprend {name}" for name in former))),
            couverture=frozenset({commune.code_insee}),
        )


def facet_labels(site: Site) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Return facet → (title, value → label), in the order of the page."""
    found: dict[str, tuple[str, Mapping[str, str]]] = {}
    for axis, (heading, _) in AXES.items():
        terms = site.corpus.referentiels[axis].termes
        found[axis] = (heading, {term: word.libelle for term, word in terms.items()})
    found["cout"] = ("Par prix", TARIFS)
    found["statut"] = ("Par état", STATUTS)
    return found
