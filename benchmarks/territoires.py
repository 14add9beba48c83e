"""Every intercommunalité of France: make its territory from this one, verify it, build some of them.

    .venv/bin/python -m benchmarks.territoires [--tous | --nombre 40 | --region 53 | --departement 35 | --siren …]
        [--ensemble] [--services 3] [--construire] [--coeurs 2] [--tableau FICHIER.csv]

Prints how many were made without an error, how long one takes (CPU), the warnings of a first day, the share of the
results that name a common service or financement, and of those that give a telephone. `--tous` takes the 1,255: about
half an hour on two cores. `--ensemble`: one site of all of them, not one each. `--services`:
so many invented ones in each intercommunalité, so that no two have the same offer. `--tableau`: what the file already
holds is not made again, so that a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import collections
import csv
import datetime
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, fields
from functools import cache, partial
from pathlib import Path

from generator.cli.commands.territoire import files_of, settle
from generator.contributing.territory import creation
from generator.contributing.territory.creation import DemandeDeTerritoire, plan
from generator.contributing.territory.perimetre import DemandeDePerimetre, perimeter_of
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Annuaire, Officiel
from generator.orientation.study import study_of
from generator.pipeline import construct, verify
from generator.reading.communes import load_officiel
from generator.reading.loading import load_corpus
from generator.reading.mairies import load_annuaire
from generator.rendering.pages.resultats import call_first
from generator.rendering.site import site_of

RACINE = Path(__file__).parents[1]
TODAY = datetime.date.today()


@dataclass(frozen=True, slots=True)
class Mesure:
    """What one territory was on its first day."""

    siren: str
    nom: str
    communes: int
    secondes: float
    erreurs: int
    avertissements: int
    resultats: int
    avec_commun: int
    """Results, path × place, that name a service or a financement of the common shelf"""
    avec_reponse: int
    """Those that name any fiche of it, a ressource too"""
    avec_telephone: int
    pages: int
    defauts: int
    dit: str
    """The first errors"""


@cache
def origin() -> tuple[Corpus, Officiel, Annuaire, dict[str, bytes]]:
    """Read this repository once a process."""
    officiel = load_officiel()
    corpus, problems = load_corpus(RACINE, officiel)
    assert corpus is not None, problems
    return corpus, officiel, load_annuaire(), files_of(RACINE)


GENERALISED = creation.generalised


def remembered(files: Mapping[str, bytes], corpus: Corpus, ailleurs: Corpus) -> dict[str, bytes | None]:
    """Return what `generalised` makes, once for each shelf: neighbours have the same, and 44 files to write again."""
    kept = frozenset((kind, key) for kind, fiches in ailleurs.ecrits.items() for key in fiches)
    partout = frozenset(
        key for key, one in ailleurs.services.items() if len(ailleurs.coverage_of(one)) == len(ailleurs.communes)
    )
    made = _SHELVES.get((kept, partout))
    if made is None:
        made = _SHELVES[kept, partout] = GENERALISED(files, corpus, ailleurs)
    return made


_SHELVES: dict[tuple[frozenset[tuple[str, str]], frozenset[str]], dict[str, bytes | None]] = {}


SERVICE = """\
nom: "{nom}"
resume: "Un service inventé pour mesurer, ouvert dans une seule intercommunalité."
promesse: "{nom}"
description: "Un service inventé pour mesurer."
statut: actif
sources: [{{titre: "Banc", consulte_le: {today}}}]
acteur: coordination
thematiques: [{thematique}]
modalites: [{modalite}]
stades: [tous]
profils: [tous]
zone: {{type: epci, codes: ["{siren}"]}}
tarif: {{type: gratuit}}
comment_solliciter: "Demander à l'accueil."
"""
SUJETS = (
    ("strategie-projet", "accueil-permanence"),
    ("cadre-juridique", "aide-ponctuelle"),
    ("montage-financier", "accompagnateur-referent"),
)


def invent(root: Path, sirens: Sequence[str], count: int) -> None:
    """Write services of each intercommunalité: what makes the most places."""
    for siren in sirens:
        for rank in range(count):
            thematique, modalite = SUJETS[rank % len(SUJETS)]
            said = {"nom": f"Service {rank + 1} de {siren}", "siren": siren, "today": TODAY}
            path = root / f"content/offre/services/invente-{siren}-{rank + 1}.yml"
            path.write_text(SERVICE.format(**said, thematique=thematique, modalite=modalite), "utf-8")


def one(sirens: Sequence[str], build: bool = False, services: int = 0) -> Mesure:
    """Make and verify one territory, build it when asked."""
    corpus, officiel, annuaire, files = origin()
    creation.generalised = GENERALISED if build else remembered
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "ici")
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        made = plan(corpus, officiel, annuaire, files, DemandeDeTerritoire(DemandeDePerimetre(sirens)), TODAY)
        bilan = settle(root, made, officiel, TODAY)
        if services:
            invent(root, sirens, services)
            bilan = verify(root, TODAY, officiel)
        if build and bilan.publiable:
            bilan = construct(root, TODAY, Path(folder, "site"), officiel)
        spent = time.process_time() - begun
        known = results(bilan.corpus) if bilan.corpus and bilan.publiable else (0, 0, 0, 0)
    errors = [f"{p.code} {p.path} {p.message}" for p in bilan.problems if p.severity == "erreur"]
    errors += ["formes"] if not bilan.croisees else []
    errors += [f"{one.page} {one.message}" for one in bilan.defauts]
    warnings = sum(p.severity == "avertissement" for p in bilan.problems)
    return Mesure(
        *(" ".join(sirens), made.nom, made.communes, round(spent, 2), len(errors), warnings),
        *known,
        *(bilan.pages, len(bilan.defauts), " | ".join(errors[:3])),
    )


def results(corpus: Corpus) -> tuple[int, int, int, int]:
    """Return how many results (path × place), those that name a common service or money, those that name any common
    fiche, those with a telephone."""
    study, site = study_of(corpus, TODAY), site_of(corpus, TODAY)
    total = common = answered = spoken = 0
    for chemin in study.chemins:
        for place in study.lieux.places if chemin.parcours else ():
            total += 1
            found = study.evaluate(chemin, place.id)
            lists = [(study.matching.offre, one) for one in found.etapes if one]
            lists += [(study.matching.argent, found.financements)] if found.financements else []
            items = [index.items[number] for index, selection in lists for number in selection.tous]
            shared = [item.genre for item in items if corpus.is_common(item.genre, item.id)]
            common += any(genre != "ressource" for genre in shared)
            answered += bool(shared)
            contact = corpus.parcours[str(chemin.parcours)].contact
            appel = call_first(site, frozenset(place.communes), contact)
            spoken += bool(appel and appel.premiere.telephone)
    return total, common, answered, spoken


def main() -> int:
    """Run and print; exit code 1 when one territory has an error."""
    parser = argparse.ArgumentParser(description="Fait et vérifie les territoires de France.")
    parser.add_argument("--tous", action="store_true", help="les 1 255 intercommunalités")
    parser.add_argument("--nombre", type=int, default=0, help="combien, tirées au sort (40)")
    for name in ("siren", "departement", "region"):
        parser.add_argument(f"--{name}", action="append", default=[], help="celles-ci (avec --nombre : en plus)")
    parser.add_argument("--ensemble", action="store_true", help="un seul site pour toutes celles qui sont nommées")
    parser.add_argument("--services", type=int, default=0, help="inventer tant de services dans chacune")
    parser.add_argument("--construire", action="store_true", help="construire aussi le site de chacune")
    parser.add_argument("--coeurs", type=int, default=2, help="combien à la fois (2)")
    parser.add_argument("--tableau", type=Path, help="écrire aussi une ligne par territoire")
    arguments = parser.parse_args()
    groups = chosen(arguments)
    begun = time.monotonic()
    measures = known(arguments.tableau) if arguments.tableau else []
    done = {measure.siren for measure in measures}
    groups = [group for group in groups if " ".join(group) not in done]
    with ProcessPoolExecutor(arguments.coeurs) as pool:
        for measure in pool.map(partial(one, build=arguments.construire, services=arguments.services), groups):
            measures.append(measure)
            if arguments.tableau:
                keep(arguments.tableau, measure)
            if sys.stderr.isatty():
                print(f"\r{len(measures)} / {len(done) + len(groups)}", end="", file=sys.stderr, flush=True)
    tell(measures, time.monotonic() - begun)
    return 1 if any(measure.erreurs for measure in measures) else 0


def chosen(arguments: argparse.Namespace) -> list[list[str]]:
    """Return the SIREN of each territory to make."""
    officiel = load_officiel()
    every = sorted(officiel.epci)
    if arguments.tous:  # in no order, so that a run that is stopped is a fair sample
        return [[siren] for siren in random.Random(1).sample(every, len(every))]  # noqa: S311
    asked = DemandeDePerimetre(arguments.siren, arguments.departement, arguments.region)
    named = list(perimeter_of(officiel, asked, "creer")[0].epci) if asked != DemandeDePerimetre([], [], []) else []
    if arguments.ensemble:
        return [named]
    count = arguments.nombre or (0 if named else 40)
    others = [siren for siren in random.Random(1).sample(every, len(every)) if siren not in named]  # noqa: S311
    return [[siren] for siren in (*named, *others[:count])]


def known(path: Path) -> list[Mesure]:
    """Return what a run that was stopped had written."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        kinds = [(field.name, {"int": int, "float": float}.get(str(field.type), str)) for field in fields(Mesure)]
        return [Mesure(*(kind(row[name]) for name, kind in kinds)) for row in csv.DictReader(stream)]


def keep(path: Path, measure: Mesure) -> None:
    """Write one more line: a long run that is stopped is not lost."""
    begins = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        if begins:
            table.writerow([field.name for field in fields(Mesure)])
        table.writerow(astuple(measure))


def tell(measures: Sequence[Mesure], clock: float) -> None:
    """Print the sums."""
    wrong = sum(measure.erreurs > 0 for measure in measures)
    communes = sum(measure.communes for measure in measures)
    print(f"{len(measures)} territoires, {communes} communes : {len(measures) - wrong} sans erreur, {wrong} avec.")
    for name, values in (
        ("secondes de calcul", [measure.secondes for measure in measures]),
        ("avertissements", [measure.avertissements for measure in measures]),
        ("pages", [measure.pages for measure in measures]),
    ):
        print(f"Par territoire, {name} : médiane {statistics.median(values):g}, pire {max(values):g}.")
    total = sum(measure.resultats for measure in measures) or 1
    for name, count in (
        ("un service ou une aide commune", sum(measure.avec_commun for measure in measures)),
        ("une fiche commune, ressources comprises", sum(measure.avec_reponse for measure in measures)),
        ("un téléphone", sum(measure.avec_telephone for measure in measures)),
    ):
        print(f"Résultats avec {name} : {100 * count / total:.1f} % de {total}.")
    print(f"En tout : {clock / 60:.1f} min.")
    for fault, count in collections.Counter(measure.dit for measure in measures if measure.dit).most_common(10):
        print(f"{count} × {fault}")


if __name__ == "__main__":
    sys.exit(main())
