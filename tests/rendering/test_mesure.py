"""EcoIndex by its published formula; budgets told one by one."""

from __future__ import annotations

import pytest

from generator.rendering.mesure import AUTRE, BUDGETS, Poids, ecoindex, over_budget


@pytest.mark.parametrize(
    ("elements", "requetes", "ko", "score"),
    [
        # Computed apart, by cnumr's own script (references of the project, §6).
        (123, 8, 78, 89.9),
        (300, 6, 80, 83.9),
        (250, 8, 100, 85.5),
        (200, 4, 40, 88.1),
        (60, 2, 12, 93.8),
        (1000, 8, 120, 60),
        (0, 0, 0, 100),
        (10**9, 10**9, 10**9, 0),
    ],
)
def test_ecoindex(elements: int, requetes: int, ko: float, score: float) -> None:
    assert ecoindex(elements, requetes, ko) == pytest.approx(score, abs=0.06 if score < 100 else 0)


@pytest.mark.parametrize(
    ("elements", "letter"), [(60, "A"), (400, "A"), (450, "B"), (800, "C"), (2_000, "D"), (600_000, "D")]
)
def test_letter(elements: int, letter: str) -> None:
    assert Poids("index.html", "autre", elements, 4, 40_000).lettre == letter


def test_ges_of_a_middling_page() -> None:
    page = Poids("index.html", "autre", 1000, 8, 120_000)
    assert page.ges == pytest.approx(2 + 2 * (50 - page.ecoindex) / 100)


@pytest.mark.parametrize("gabarit", [*BUDGETS, "autre"])
def test_each_budget_holds_at_its_limit_and_is_told_beyond(gabarit: str) -> None:
    budget = BUDGETS.get(gabarit, AUTRE)
    assert list(over_budget(Poids("p", gabarit, budget.elements // 2, budget.requetes, budget.octets))) == []
    told = next(over_budget(Poids("p", gabarit, budget.elements + 1, 3, 10)))
    assert told == f"{budget.elements + 1} éléments, {budget.elements} au plus"
    assert "Ko" in next(over_budget(Poids("p", gabarit, 10, 3, budget.octets + 1)))
    assert "fichiers" in next(over_budget(Poids("p", gabarit, 10, budget.requetes + 1, 10)))
    told_light = any("EcoIndex" in what for what in over_budget(Poids("p", gabarit, 900, 8, 99_000)))
    assert told_light == (budget.ecoindex > 0)
