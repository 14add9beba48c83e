"""Make `france.json.xz`, the official list of places shipped with the engine.

Run by hand once a year, when a new edition is published; never at build time.

    npm pack @etalab/decoupage-administratif@6.0.0
    tar xzf etalab-decoupage-administratif-6.0.0.tgz
    python -m generator.corpus.france.fabriquer package

Source: npm package `@etalab/decoupage-administratif` 6.0.0, edition 2026,
https://github.com/datagouv/decoupage-administratif, made from Insee (Code
officiel géographique, populations), DGCL (EPCI) and La Poste (postal codes).
Licence: the package is MIT (copyright 2018-2019 Etalab); its README puts the
data under the Licence Ouverte of Etalab. Both are told in the file.

Shape of the file, keys sorted, compact, made twice the same byte for byte:

    {"source": "...", "millesime": "2026", "licence": "...",
     "regions":      {code: nom},
     "departements": {code: [nom, code of the région]},
     "epci":         {siren: [nom, [codes of its communes]]},
     "communes":     {code: [nom, [postal codes], population municipale, code of the département]},
     "anciennes":    {code: [names of its communes déléguées or associées, its own name left out]},
     "anciens_codes": {code that is no more: [codes of the communes that its commune joined]}}

Only today's communes are kept, with the names of those that joined them: people go
on typing them. Older mergers left no name in the source, only their codes. No arrondissement. The
population is the population municipale of `epci.json`; the communes that belong
to no EPCI (four islands and the collectivités d'outre-mer) take the figure of
`communes.json`, and 0 where none is published (six uninhabited lands). The eight
collectivités d'outre-mer stand, as in the source, both as département and as
région, under one three-digit code.
"""

from __future__ import annotations

import json
import lzma
import sys
from pathlib import Path
from typing import Any

SORTIE = Path(__file__).with_name("france.json.xz")
PAQUET = "@etalab/decoupage-administratif"
EDITIONS = {"4": "2024", "5": "2025", "6": "2026"}
"""Year of each major version, from the package's README."""
JOINTES = ("commune-deleguee", "commune-associee")
LICENCE = "Données : Licence Ouverte (Insee, La Poste, DGCL) ; paquet : MIT, copyright 2018-2019 Etalab"


def _read(package: Path, name: str) -> Any:
    return json.loads((package / "data" / name).read_text(encoding="utf-8"))


def assemble(package: Path) -> dict[str, Any]:
    """Return the whole list; stop on anything that does not hold together."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    regions = {region["code"]: region["nom"] for region in _read(package, "regions.json")}
    departements = {
        departement["code"]: [departement["nom"], departement["region"]]
        for departement in _read(package, "departements.json")
    }
    epci: dict[str, list[Any]] = {}
    populations: dict[str, int] = {}
    for group in _read(package, "epci.json"):
        members = {member["code"]: member["populationMunicipale"] for member in group["membres"]}
        if members.keys() & populations.keys():
            raise SystemExit(f"{group['nom']} : une commune est dans deux EPCI.")
        populations |= members
        epci[group["code"]] = [group["nom"], sorted(members)]
    listed = _read(package, "communes.json")
    communes = {
        commune["code"]: [
            commune["nom"],
            sorted(commune.get("codesPostaux", [])),
            populations.get(commune["code"], commune.get("population", 0)),
            commune["departement"],
        ]
        for commune in listed
        if commune["type"] == "commune-actuelle"
    }
    former: dict[str, set[str]] = {}
    codes: dict[str, set[str]] = {}
    for commune in listed:
        seat = commune.get("chefLieu", commune["code"])
        if seat in communes:
            for code in {commune["code"], *commune.get("anciensCodes", ())} - communes.keys():
                codes.setdefault(code, set()).add(seat)
        if commune["type"] in JOINTES and seat in communes and commune["nom"] != communes[seat][0]:
            former.setdefault(seat, set()).add(commune["nom"])
    if populations.keys() - communes.keys():
        raise SystemExit("Un EPCI nomme une commune qui n'existe plus.")
    if {commune[3] for commune in communes.values()} - departements.keys():
        raise SystemExit("Une commune nomme un département inconnu.")
    if {departement[1] for departement in departements.values()} - regions.keys():
        raise SystemExit("Un département nomme une région inconnue.")
    return {
        "source": f"{PAQUET} {version} (Insee, La Poste, DGCL)",
        "millesime": EDITIONS.get(version.split(".")[0], version),
        "licence": LICENCE,
        "regions": regions,
        "departements": departements,
        "epci": epci,
        "communes": communes,
        "anciennes": {code: sorted(names) for code, names in former.items()},
        "anciens_codes": {code: sorted(seats) for code, seats in codes.items()},
    }


def compress(content: dict[str, Any]) -> bytes:
    """The same content gives the same bytes: sorted keys, no date, no file name."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]  # texts
    return lzma.compress(text.encode("utf-8"), check=lzma.CHECK_CRC32, filters=filters)


def main(arguments: list[str]) -> int:
    """Write the file and say in French what is in it."""
    if len(arguments) != 1:
        print("Usage : python -m generator.corpus.france.fabriquer DOSSIER-DU-PAQUET", file=sys.stderr)
        return 2
    content = assemble(Path(arguments[0]))
    data = compress(content)
    SORTIE.write_bytes(data)
    print(
        f"{SORTIE.name} écrit (millésime {content['millesime']}) : {len(content['communes'])} communes, "
        f"{sum(map(len, content['anciennes'].values()))} anciens noms, "
        f"{len(content['anciens_codes'])} anciens codes, "
        f"{len(content['epci'])} EPCI, {len(content['departements'])} départements et collectivités, "
        f"{len(content['regions'])} régions et collectivités, {len(data) // 1024} Kio."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
