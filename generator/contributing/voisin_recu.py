"""From another site's `donnees/v1` to the copy that is kept of it; everything is checked, nothing is believed.

A source is taken whole or not at all: one fiche that lies puts the others in doubt, and the last good copy stays.
What a later v1 has more is not looked at; what is looked at must be there. No name of the source is ever a path.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.corpus.corpus import Corpus
from generator.corpus.genres import GENRES, OFFRE
from generator.models.base import CodeCommune, CodeZone, DateIso, Entier, Intitule
from generator.models.voisin import MAX_FICHES, Adresse, FicheVoisine, Voisin, Vu
from generator.problems import Problem
from generator.problems.codes import problem
from generator.reading.csv_source import LigneCsv
from generator.reading.validation import validate
from generator.reading.voisins import MAX_DITES, as_code, parse_json

LISTES = {genre: f"{row.pluriel}.json" for genre, row in OFFRE.items()}
"""kind → its file: with INDEX, all that is read of a source"""
INDEX = "index.json"
MAX_OCTETS = 32_000_000
"""Bytes of one file: MAX_FICHES of ordinary length, whole"""
MAX_PERTE = 10
"""Percent of its fiches that a source may lose between two copies"""


class _Lu(BaseModel):
    """A part of v1: fields may come (docs/decisions/0024), those that are read here do not go."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Site(_Lu):
    nom: Annotated[Intitule, Vu]
    adresse: Adresse


class _Licence(_Lu):
    nom: Annotated[Intitule, Vu]


class _Compte(_Lu):
    genre: str = Field(max_length=80)
    nombre: Entier = Field(ge=0, le=MAX_FICHES)


class _Commune(_Lu):
    code: CodeCommune


class _IndexLu(_Lu):
    """`index.json`"""

    version: Literal[1]
    territoire: Annotated[Intitule, Vu]
    etat: Literal["preparation", "publie"]
    jour: DateIso
    licence: _Licence
    site: _Site
    epci: tuple[CodeZone, ...]
    genres: Annotated[tuple[_Compte, ...], Field(max_length=100)]
    communes: Annotated[tuple[_Commune, ...], Field(max_length=40_000)]


class _ListeLue(_Lu):
    """`services.json` and its like"""

    version: Literal[1]
    genre: str = Field(max_length=80)
    nombre: Entier = Field(ge=0, le=MAX_FICHES)
    enregistrements: Annotated[tuple[dict[str, Any], ...], Field(max_length=MAX_FICHES)]


def receive(
    files: Mapping[str, bytes], before: Voisin | None, corpus: Corpus, today: datetime.date
) -> tuple[Voisin | None, tuple[Problem, ...]]:
    """Return the copy of a source, or why it is refused; `before` is the last good copy, from the same name.

    `files` holds INDEX and each of LISTES. The copy keeps what is proposed and covers a commune of the territory.
    """
    index, odd = _shaped(_IndexLu, INDEX, files[INDEX])
    if index is None:
        return None, odd
    if refused := _refused(index, before, corpus):
        return None, (refused,)
    fiches: list[FicheVoisine] = []
    problems: list[Problem] = []
    count = 0
    for genre, name in LISTES.items():
        liste, odd = _shaped(_ListeLue, name, files[name])
        problems += odd
        if liste is None:
            continue
        told = next((one.nombre for one in index.genres if one.genre == genre), None)
        if liste.genre != genre or not liste.nombre == len(liste.enregistrements) == told:
            said = f"{len(liste.enregistrements)} fiches, {liste.nombre} annoncées, {told} d'après {INDEX}."
            problems.append(problem("VOI003", name, 0, "nombre", said))
        count += len(liste.enregistrements)
        kept, found = _fiches(genre, name, liste, index, corpus)
        problems += found
        fiches += kept
    if before and not problems and count * 100 < before.nombre * (100 - MAX_PERTE):
        said = f"{count} fiches, {before.nombre} le {before.copie_le}."
        problems.append(problem("VOI005", INDEX, 0, "genres", said))
    if problems:
        return None, tuple(problems)
    made = Voisin(
        nom=index.site.nom,
        adresse=index.site.adresse,
        territoire=index.territoire,
        licence=index.licence.nom,
        jour=index.jour,
        copie_le=today,
        nombre=count,
        empreinte=hashlib.sha256(b"".join(files[name] for name in (INDEX, *LISTES.values()))).hexdigest()[:16],
        fiches=tuple(fiches),
    )
    return made, ()


def as_text(voisin: Voisin) -> bytes:
    """Return a copy as its file holds it: one line per value, so that two copies compare."""
    return (json.dumps(voisin.model_dump(mode="json", exclude_none=True), ensure_ascii=False, indent=1) + "\n").encode()


def _shaped(model: type[Any], name: str, data: bytes) -> tuple[Any, tuple[Problem, ...]]:
    tree, why = parse_json(data)
    if why:
        return None, (problem("VOI003", name, 0, "", f"{why}."),)
    value, found = validate(model, tree, LigneCsv(name, 0))
    return value, as_code("VOI002", name, found)


def _refused(index: _IndexLu, before: Voisin | None, corpus: Corpus) -> Problem | None:
    """A site in preparation says nothing yet; ours is no neighbour; one name is one site; nothing goes back in time."""
    why = ""
    if index.etat == "preparation":
        why = f"« {index.site.nom} » est en préparation : il demande de ne pas diffuser ses données."
    elif index.site.adresse == corpus.territoire.site.url:
        why = "ce sont les données de notre site."
    elif before and before.adresse != index.site.adresse:
        why = f"ce nom est celui de {before.adresse}, et ces données sont de {index.site.adresse}."
    elif before and index.jour < before.jour:
        why = f"ces données sont du {index.jour}, et la copie du {before.jour}."
    return problem("VOI006", INDEX, 0, "site", why) if why else None


def _fiches(
    genre: str, name: str, liste: _ListeLue, index: _IndexLu, corpus: Corpus
) -> tuple[list[FicheVoisine], list[Problem]]:
    """Return the fiches of a list that are of use here; every record is checked, of use or not."""
    kept: list[FicheVoisine] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for rank, record in enumerate(liste.enregistrements):
        if len(problems) >= MAX_DITES:
            break
        where = f"enregistrements[{rank + 1}]"
        if not isinstance(record.get("propose"), bool):
            problems.append(problem("VOI002", name, 0, where, "« propose » manque, ou n'est pas vrai ou faux."))
            continue
        fiche, found = validate(FicheVoisine, _written(genre, record, index), LigneCsv(name, 0))
        if fiche is None:
            said = (f"{one.where} : {one.message}" if one.where else one.message for one in found)
            problems += (problem("VOI004", name, 0, where, line) for line in said)
            continue
        for why in _lies(fiche, seen, index, corpus):
            problems.append(problem("VOI004", name, 0, where, why))
        seen.add(fiche.id)
        if record["propose"] and corpus.coverage(fiche.zone):
            kept.append(fiche)
    return kept, problems


def _lies(fiche: FicheVoisine, seen: set[str], index: _IndexLu, corpus: Corpus) -> Iterator[str]:
    """Twice the same id, a page of another site, a code that France does not have."""
    if fiche.id in seen:
        yield f"« {fiche.id} » est là deux fois."
    if not fiche.adresse.startswith(index.site.adresse):
        yield f"« {fiche.adresse[:200]} » n'est pas une page de {index.site.adresse[:200]}."
    known = corpus.officiel
    lists: Mapping[str, tuple[Mapping[str, Any], ...]] = {
        "communes": (known.communes, known.anciens_codes),
        "epci": (known.epci,),
        "departements": (known.departements,),
        "regions": (known.regions,),
    }
    if odd := [code for code in fiche.zone.codes if not any(code in held for held in lists[fiche.zone.type])]:
        yield f"« {odd[0]} » n'est pas un code de France ({fiche.zone.type})."


def _written(genre: str, record: Mapping[str, Any], index: _IndexLu) -> dict[str, Any]:
    """Return what is looked at in a record, under the names of FicheVoisine; the model judges every value."""
    inside = record.get("fiche")
    fiche: Mapping[str, Any] = inside if isinstance(inside, dict) else {}
    zone = fiche.get("zone")
    if zone is None:  # a ressource may have none: it is said for there, and no more is known
        zone = {"type": "territoire"}
    if isinstance(zone, dict):
        zone = {name: zone[name] for name in ("type", "codes") if name in zone}
        if zone.get("type") == "territoire":
            zone = {"type": "communes", "codes": [commune.code for commune in index.communes]}
    written = {
        "genre": record.get("genre"),
        "id": record.get("id"),
        "nom": fiche.get("nom"),
        "resume": fiche.get("resume"),
        "promesse": fiche.get("promesse"),
        "adresse": record.get("adresse"),
        "zone": zone,
        "fin": _last_day(genre, fiche),
    }
    return {name: value for name, value in written.items() if value is not None}


def _last_day(genre: str, fiche: Mapping[str, Any]) -> Any:
    held: Any = fiche
    path = GENRES[genre].modele.DERNIER_JOUR  # type: ignore[attr-defined]
    for step in path:
        held = held.get(step) if isinstance(held, dict) else None
    return held if path else None
