"""The financements in the national schema of aides, `etalab/schema-dispositif-aide` 0.2.0 (schema.data.gouv.fr).

Only what a collective may ask for today. What the schema cannot say is not invented: it is left out, and counted.
"""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping

from generator.corpus.francais import of_name
from generator.models.fiche import Zone
from generator.models.financement import Financement
from generator.rendering.exports.enregistrement import DOSSIER, Enregistrement
from generator.rendering.files.csv_file import guarded
from generator.rendering.page import OutputFile
from generator.rendering.site import Site

FICHIER = f"{DOSSIER}dispositif-aide.csv"
SCHEMA = "https://github.com/etalab/schema-dispositif-aide/raw/v0.2.0/build/schemas/dispositif-aide.json"
COLONNES = (
    "id",
    "titre",
    "promesse",
    "description",
    "eligibilite",
    "types_aides",
    "porteurs",
    "programmes_parents",
    "url_source",
    "cibles",
    "eligibilite_geographique",
    "eligibilite_geographique_exclusions",
    "date_ouverture",
    "date_cloture",
    "date_mise_a_jour",
)
FERME, SANS_CIBLE, SANS_ZONE = (
    "pas ouvert aujourd'hui",
    "public que le schéma ne connaît pas",
    "zone sans code national",
)
_PREFIXES = {"communes": "COM", "epci": "EPCI", "departements": "DEP", "regions": "REG"}
_ZONE = re.compile(r"[A-Z]+-[0-9]+")
"""As the schema writes a place: Corsica (2A, 2B) has no place in it."""


def aide_files(site: Site, records: Mapping[str, list[Enregistrement]]) -> Iterator[OutputFile]:
    """Yield donnees/dispositif-aide.csv."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLONNES, lineterminator="\r\n")
    writer.writeheader()
    for one in records["financement"]:
        line = _line(site, one)
        if isinstance(line, dict):
            writer.writerow({name: guarded(cell) for name, cell in line.items()})
    yield OutputFile(FICHIER, text.getvalue().encode())


def aides_ecartees(site: Site, records: Mapping[str, list[Enregistrement]]) -> Counter[str]:
    """Return why financements are not there → how many."""
    lines = (_line(site, one) for one in records["financement"])
    return Counter(line for line in lines if isinstance(line, str))


def _line(site: Site, one: Enregistrement) -> dict[str, str] | str:
    """Return the cells of a financement, or why it has none."""
    fiche = one.valeur
    assert isinstance(fiche, Financement)  # noqa: S101
    cibles = _cibles(site, fiche)
    places = _places(site, fiche.zone)
    if not one.commence:
        return FERME
    if not cibles:
        return SANS_CIBLE
    if not places:
        return SANS_ZONE
    holder = site.corpus.acteurs[fiche.porteur]
    names = [{"nom": holder.nom, **({"siren": holder.siren} if holder.siren else {}), "roles": ["financeur"]}]
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, one.donnees["adresse"])),
        "titre": fiche.nom,
        "promesse": fiche.promesse or "",
        "description": fiche.description or fiche.resume,
        "eligibilite": _eligibilite(site, fiche, holder.nom),
        "types_aides": "financement",
        "porteurs": json.dumps(names, ensure_ascii=False),
        "url_source": one.donnees["adresse"],
        "cibles": "|".join(cibles),
        "eligibilite_geographique": "|".join(places),
        "date_ouverture": f"{fiche.depot.ouverture.isoformat()}T00:00:00Z" if fiche.depot.ouverture else "",
        "date_cloture": f"{fiche.depot.cloture.isoformat()}T23:59:59Z" if fiche.depot.cloture else "",
        "date_mise_a_jour": f"{one.jour.isoformat()}T00:00:00Z",
    }


def _cibles(site: Site, fiche: Financement) -> list[str]:
    """Return the words of the schema for its public, from the column `cibles` of the profils."""
    words = site.corpus.referentiels["profils"].termes
    named = (cible for term in site.corpus.terms_of(fiche, "profils") for cible in words[term].cibles)
    return list(dict.fromkeys(named))


def _places(site: Site, zone: Zone) -> list[str]:
    """Return the codes of a zone with their prefixes; [] when the schema cannot write one of them."""
    if zone.type == "france":
        return ["PAYS-99100"]
    kind, codes = ("epci", site.territoire.epci) if zone.type == "territoire" else (zone.type, zone.codes)
    places = [f"{_PREFIXES[kind]}-{code}" for code in codes]
    return places if all(_ZONE.fullmatch(place) for place in places) else []


def _eligibilite(site: Site, fiche: Financement, holder: str) -> str:
    """Return one line per condition; eligibility is never promised: whom to ask is the last one."""
    public = ", ".join(site.labels("profils", fiche.beneficiaires))
    lines = [f"Pour : {public}", *fiche.conditions, *fiche.limites, f"À vérifier auprès {of_name(holder)}"]
    return "\n".join(f"• {line}" for line in lines)
