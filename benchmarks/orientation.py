"""Rate of the orientation engine, and a second opinion on the real arbres.

`python benchmarks/orientation.py` (at the root of a territory): 200,000
(path × classe) evaluations of an invented large offer, none of them from the
cache; the time of the whole proof of the territory; then the agreement of the
enumerator with the decision diagrams of the tests on its arbres.
"""

from __future__ import annotations

import datetime
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.corpus.corpus import Corpus  # noqa: E402
from generator.orientation.checking import check_orientation  # noqa: E402
from generator.orientation.matching import build_matching  # noqa: E402
from generator.orientation.study import study_of  # noqa: E402
from generator.reading.loading import load_corpus  # noqa: E402
from tests.orientation.monde import departements, financement, monde, parcours, service  # noqa: E402
from tests.orientation.test_verificateur import assert_agree  # noqa: E402

EVALUATIONS = 200_000
SERVICES, FINANCEMENTS = 300, 100
MOTS = [f"mot-{number}" for number in range(12)]
TODAY = datetime.date(2026, 11, 22)


def words(number: int, step: int) -> list[str]:
    """Three words of twelve, or `tous` one time in five."""
    return ["tous"] if number % 5 == 0 else sorted({MOTS[(number * step + n * n) % 12] for n in range(3)})


def large_offer() -> Corpus:
    """Three hundred services, a hundred financements, ten parcours of four étapes."""
    zones = [{"type": "territoire"}, departements("01"), departements("02"), departements("03")]
    services = {
        f"s{n}": service(
            nom=f"Service {n}", thematiques=[MOTS[n % 12], MOTS[(n * 7 + 1) % 12]][: 1 + (n % 12 != (n * 7 + 1) % 12)],
            modalites=[MOTS[n % 8]], stades=words(n, 5), profils=words(n, 7), zone=zones[n % 4],
        )
        for n in range(SERVICES)
    }  # fmt: skip
    financements = {
        f"f{n}": financement(nom=f"Aide {n}", types=[MOTS[n % 6]], stades=words(n, 5), zone=zones[n % 4])
        for n in range(FINANCEMENTS)
    }
    si_rien = {"dire": "Rien.", "elargir_sans": ["modalites", "stades"]}
    ends = {
        f"p{n}": parcours(
            *(
                {"demander": {"thematiques": [MOTS[(n + e) % 12]], "modalites": [MOTS[e]]}, "si_rien": si_rien}
                for e in range(4)
            ),
            financements={"types": [MOTS[n % 6]], "si_rien": si_rien},
        )
        for n in range(10)
    }
    return monde(services, financements=financements, parcours=ends)


def measure_rate() -> None:
    """Evaluate distinct (parcours, facts) on each classe: the cache never answers for a whole evaluation."""
    matching = build_matching(large_offer(), TODAY)
    places = [classe.id for classe in matching.classes]
    facts = [
        frozenset({("stades", frozenset({MOTS[a], MOTS[b]})), ("profils", frozenset({MOTS[c], MOTS[d]}))})
        for a in range(12)
        for b in range(a)
        for c in range(12)
        for d in range(c)
    ]
    keys = [(end, fact, place) for fact in facts for end in matching.corpus.parcours for place in places]
    keys = (keys * (1 + EVALUATIONS // len(keys)))[:EVALUATIONS]
    start = time.perf_counter()
    for end, fact, place in keys:
        matching.evaluate(end, fact, place)
    spent = time.perf_counter() - start
    distinct = len(set(keys))
    print(f"{EVALUATIONS} évaluations (dont {distinct} jamais vues) en {spent:.2f} s : {EVALUATIONS / spent:,.0f}/s")


def measure_territory(root: Path) -> None:
    """Prove the arbres of a territory, then ask the decision diagrams."""
    corpus, problems = load_corpus(root)
    if corpus is None:
        print(f"{len(problems)} problèmes de forme : lancer la vérification d'abord.")
        return
    start = time.perf_counter()
    found = check_orientation(corpus, TODAY)
    print(f"Preuve des arbres : {time.perf_counter() - start:.3f} s, {len(found)} problèmes.")
    study = study_of(corpus, TODAY)
    print(f"{len(study.chemins)} chemins × {len(study.matching.places)} lieux.")
    for identifiant in corpus.arbres:
        start = time.perf_counter()
        assert_agree(corpus, identifiant, TODAY)
        print(f"Diagrammes de décision, {identifiant} : d'accord ({time.perf_counter() - start:.2f} s).")


if __name__ == "__main__":
    measure_rate()
    measure_territory(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
