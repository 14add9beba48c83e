"""The official list changes each January: the communes written again, what is gone redirected, who names it told."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.contributing.territory.perimetre import Perimetre
from generator.contributing.yaml_edit import edited, written
from generator.corpus.corpus import Corpus
from generator.corpus.francais import liste_fr, slug
from generator.corpus.officiel import Officiel
from generator.corpus.walking import marked_values
from generator.models.markers import Reference
from generator.problems import dotted

TERRITOIRE = "data/territoire.yml"


@dataclass(frozen=True, slots=True)
class CommunesDeLAnnee:
    """data/communes.csv as it should be, the former codes of its communes, and what changes, in words."""

    codes: Sequence[str]
    parties: Mapping[str, str]
    """code that is gone → the commune of here that it joined, '' when it left the territory"""
    dit: Sequence[str]


def communes_csv(officiel: Officiel, codes: Sequence[str]) -> bytes:
    """Return data/communes.csv for these communes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["code_insee", "nom", "codes_postaux", "departement", "region", "population_municipale"])
    for code in codes:
        commune = officiel.communes[code]
        region = officiel.region_name(commune.departement)
        postal = " ".join(commune.codes_postaux)
        writer.writerow([code, commune.nom, postal, commune.departement, region, commune.population])
    return text.getvalue().encode()


def communes_de_l_annee(corpus: Corpus, wanted: Sequence[str]) -> CommunesDeLAnnee:
    """Compare the communes of the territory with the official list of its perimeter, or of the one asked for."""
    officiel = corpus.officiel
    kept = [code for code in corpus.communes if code in wanted]
    codes = [*kept, *(code for code in wanted if code not in corpus.communes)]
    gone = {
        code: next((new for new in wanted if _holds(officiel, new, code, commune.nom)), "")
        for code, commune in corpus.communes.items()
        if code not in wanted
    }
    said = [f"{officiel.communes[code].nom} ({code}) : ajoutée." for code in codes[len(kept) :]]
    for code, new in gone.items():
        where = f"rejoint {officiel.communes[new].nom} ({new})" if new else "n'est plus du territoire"
        said.append(f"{corpus.communes[code].nom} ({code}) {where}.")
        said += [f"  À changer : {place}" for place in _named(corpus, code)]
        if new and any(contour.code == code for contour in corpus.contours):
            said.append("  À changer : data/communes.geojson : ce contour")
    undrawn = [officiel.communes[code].nom for code in codes[len(kept) :]]
    if corpus.contours and undrawn:
        said.append(f"À changer : data/communes.geojson, sans contour pour {liste_fr(undrawn)} ; ou le retirer.")
    return CommunesDeLAnnee(codes, gone, said)


def with_former(data: bytes, parties: Mapping[str, str]) -> bytes:
    """Return data/territoire.yml with the communes that joined others: their pages lead to these."""

    def change(tree: Any) -> None:
        former = tree.setdefault("anciennes_communes", written({}))
        for code, new in parties.items():
            if new:
                former[written(code, like=written("a b"))] = written(new, like=written("a b"))

    return edited(data, change) if any(parties.values()) else data


def with_perimeter(data: bytes, perimetre: Perimetre) -> bytes:
    """Return data/territoire.yml with another perimeter."""

    def change(tree: Any) -> None:
        parts = {"epci": perimetre.epci, "avec_communes": perimetre.avec, "sans_communes": perimetre.sans}
        for name, codes in parts.items():
            if codes:
                tree[name] = written([written(code, like=written("a b")) for code in codes])
            else:
                tree.pop(name, None)

    return edited(data, change)


def without_contours(data: bytes, gone: Iterable[str]) -> bytes:
    """Return data/communes.geojson, one commune a line, without those that are no longer of the territory."""
    tree, out = json.loads(data), frozenset(gone)
    kept = [
        one for one in tree["features"] if one["properties"].get("code", one["properties"].get("code_insee")) not in out
    ]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in kept)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()


def current(corpus: Corpus) -> Perimetre:
    """Return the perimeter of a territory; a commune added or left out that joined another is that one now."""
    officiel, territoire = corpus.officiel, corpus.territoire

    def now(codes: Sequence[str]) -> tuple[str, ...]:
        found = [
            new
            for code in codes
            for new in ((code,) if code in officiel.communes else officiel.anciens_codes.get(code, ()))
        ]
        return tuple(dict.fromkeys(found))

    known = tuple(siren for siren in territoire.epci if siren in officiel.epci)
    return Perimetre(known, now(territoire.avec_communes), now(territoire.sans_communes))


def _holds(officiel: Officiel, new: str, code: str, nom: str) -> bool:
    return new in officiel.anciens_codes.get(code, ()) or slug(nom) in map(slug, officiel.anciennes.get(new, ()))


def _named(corpus: Corpus, code: str) -> Iterator[str]:
    """Yield the files, and the fields in them, that name a commune."""
    for kind, key, value in corpus.everything():
        path = corpus.origines[(kind, key)].path
        places = [where for where, marker, text in marked_values(value, Reference) if text == code]
        zone = getattr(value, "zone", None)
        places += [("zone", "codes", n) for n, one in enumerate(getattr(zone, "codes", ())) if one == code]
        if kind == "cas-types":
            places += [("cas_types", n, "commune") for n, cas in enumerate(value.cas_types) if cas.commune == code]
        yield from (f"{path} : {dotted(where)}" for where in dict.fromkeys(places))
