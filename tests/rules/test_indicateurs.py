"""The indicateurs: named after their codes, one title per volet, measures in order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.rules.indicateurs import check_codes, check_halves, check_measure_dates, check_terms
from tests.mini import Mini


def written(mini: Mini, code: str = "A1.1", name: str = "a1-1", sort: str = "taux", *mesures: str, **more: str) -> Mini:
    volet = more.get("volet", "Écouter")
    head = f'code: {code}\nvolet: "{volet}"\nresultat: "une offre claire"\ntexte: "part des relais"\ntype: {sort}\n'
    lines = "".join(f'  - {{date: {one}, source: "Enquête"}}\n' for one in mesures)
    measures = f"mesures:\n{lines}" if lines else ""
    return mini.write(f"data/indicateurs/{name}.yml", f'{head}calcul: "Réponses « oui »."\n{measures}')


@pytest.mark.parametrize(
    ("code", "name", "told"),
    [("A1.1", "a1-1", False), ("B2.3", "b2-3", False), ("A1.1", "a1-2", True), ("A1.1", "a11", True)],
)
def test_the_file_is_named_after_the_code(mini: Mini, code: str, name: str, told: bool) -> None:
    found = written(mini, code, name).broken(check_codes)
    assert [(one[0], one[3]) for one in found] == ([("IND002", "code")] if told else [])


@pytest.mark.parametrize(
    ("code", "volet", "told"),
    [
        ("A1.2", "Écouter", False),
        ("A1.2", "écouter", False),
        ("A2.1", "Agir", True),
        ("B1.1", "Agir", False),
    ],
)
def test_one_letter_is_one_volet(mini: Mini, code: str, volet: str, told: bool) -> None:
    name = code.lower().replace(".", "-")
    found = written(written(mini), code, name, volet=volet).broken(check_halves)
    assert [(one[0], one[1]) for one in found] == ([("IND008", f"data/indicateurs/{name}.yml")] if told else [])


@pytest.mark.parametrize(
    ("sort", "days", "told"),
    [
        ("taux", ("2026-01-05", "2026-02-05", "2026-03-05"), []),
        ("taux", ("2026-02-05", "2026-01-05", "2026-03-05"), [1]),
        ("taux", ("2026-03-05", "2026-01-05", "2026-02-05"), [1]),
        ("taux", ("2026-01-05", "2026-01-05"), [1]),
        ("nombre", ("2026-01-05", "2026-01-05"), []),
        ("nombre", ("2026-01-06", "2026-01-05"), [1]),
    ],
)
def test_measures_are_in_order(mini: Mini, sort: str, days: Sequence[str], told: list[int]) -> None:
    terms = "numerateur: 1" if sort == "nombre" else "numerateur: 1, denominateur: 2"
    found = written(mini, "A1.1", "a1-1", sort, *(f"{day}, {terms}" for day in days)).broken(check_measure_dates)
    assert [(one[0], one[3]) for one in found] == [("IND006", f"mesures[{rank + 1}].date") for rank in told]


@pytest.mark.parametrize(
    ("sort", "terms", "code"),
    [
        ("taux", "numerateur: 2, denominateur: 2", ""),
        ("taux", "numerateur: 0, denominateur: 0", ""),
        ("taux", "numerateur: 3, denominateur: 2", "IND004"),
        ("taux", "numerateur: 1, denominateur: 0", "IND003"),
        ("taux", "numerateur: 1", "IND003"),
        ("taux", "numerateur: 1.5, denominateur: 2", "IND004"),
        ("nombre", "numerateur: 0", ""),
        ("nombre", "numerateur: 1.5", "IND004"),
        ("note", "numerateur: 2, denominateur: 2", ""),
        ("note", "numerateur: 10, denominateur: 2", ""),
        ("note", "numerateur: 1, denominateur: 2", "IND004"),
        ("note", "numerateur: 11, denominateur: 2", "IND004"),
        ("ecart", "numerateur: -8, denominateur: 2", ""),
        ("ecart", "numerateur: 8, denominateur: 2", ""),
        ("ecart", "numerateur: 9, denominateur: 2", "IND004"),
    ],
)
def test_both_terms_and_their_bounds(mini: Mini, sort: str, terms: str, code: str) -> None:
    found = written(mini, "A1.1", "a1-1", sort, f"2026-01-05, {terms}").broken(check_terms)
    assert [one[0] for one in found] == ([code] if code else [])
