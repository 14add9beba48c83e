"""What a page weighs, and its EcoIndex: cnumr's formula and quantiles, our budgets.

EcoIndex = 100 - 5 x (3 x rank(elements) + 2 x rank(requests) + rank(KB)) / 6,
a rank being interpolated between 21 quantiles measured on the web.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_ELEMENTS = (0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479)
_REQUETES = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281)
_KO = (
    *(0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08),
    *(2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54),
)
_DERNIERS = (594_601, 3_920, 223_212.26)
_LETTRES = ((80, "A"), (70, "B"), (55, "C"), (40, "D"), (25, "E"), (10, "F"))


def ecoindex(elements: int, requetes: int, ko: float) -> float:
    """Return the EcoIndex of a page, 0 to 100."""
    ranks = [
        _rank(value, (*steps, last))
        for value, steps, last in zip((elements, requetes, ko), (_ELEMENTS, _REQUETES, _KO), _DERNIERS, strict=True)
    ]
    return 100 - 5 * (3 * ranks[0] + 2 * ranks[1] + ranks[2]) / 6


def _rank(value: float, quantiles: tuple[float, ...]) -> float:
    """Return the interpolated rank of a value among the quantiles, 0 to 20."""
    after = bisect_right(quantiles, value)
    if after == len(quantiles):
        return len(quantiles) - 1
    low, high = quantiles[after - 1], quantiles[after]
    return after - 1 + (value - low) / (high - low)


@dataclass(frozen=True, slots=True)
class Poids:
    """One page at a first visit: everything that a browser fetches for it."""

    page: str
    """The file's path in the site."""
    gabarit: str
    elements: int
    """Elements of the page; what is inside a svg is not counted."""
    requetes: int
    octets: int
    """Bytes sent, texts compressed."""

    @property
    def ecoindex(self) -> float:
        return ecoindex(self.elements, self.requetes, self.octets / 1000)

    @property
    def lettre(self) -> str:
        """The letter of the EcoIndex, A to G."""
        return next((letter for least, letter in _LETTRES if self.ecoindex > least), "G")

    @property
    def ges(self) -> float:
        """Grams of CO2 equivalent for one visit, by EcoIndex's own rule."""
        return 2 + 2 * (50 - self.ecoindex) / 100


@dataclass(frozen=True, slots=True)
class Budget:
    """What a page of a template may weigh."""

    elements: int = 500
    ecoindex: int = 75
    octets: int = 100_000
    requetes: int = 8


AUTRE = Budget()
BUDGETS: Mapping[str, Budget] = {
    "accueil": Budget(250, 85),
    "fiche": Budget(250, 85),
    "resultat": Budget(250, 85),
    "feuille": Budget(250, 85),
    "question": Budget(150, 85, 60_000),
    "carnet": Budget(50_000, 0, 350_000, 1),
}
"""template → its budget; AUTRE for the lists, the communes, the guide and all the rest."""


def over_budget(mesure: Poids) -> Iterator[str]:
    """Yield one sentence per budget that a page exceeds."""
    budget = BUDGETS.get(mesure.gabarit, AUTRE)
    if mesure.elements > budget.elements:
        yield f"{mesure.elements} éléments, {budget.elements} au plus"
    if mesure.octets > budget.octets:
        yield f"{mesure.octets / 1000:.0f} Ko, {budget.octets // 1000} au plus"
    if mesure.requetes > budget.requetes:
        yield f"{mesure.requetes} fichiers à charger, {budget.requetes} au plus"
    if mesure.ecoindex < budget.ecoindex:
        yield f"EcoIndex {mesure.ecoindex:.1f}, {budget.ecoindex} au moins"


def as_measures(mesures: Iterable[Poids], count: int = 10) -> str:
    """Return the heaviest pages as a table: EcoIndex, elements, requests, KB, page."""
    worst = sorted(mesures, key=lambda mesure: (mesure.ecoindex, mesure.page))[:count]
    rows = [
        f"{one.ecoindex:5.1f} {one.lettre}  {one.elements:5} éléments  {one.requetes} fichiers"
        f"  {one.octets / 1000:5.1f} Ko  {one.page}"
        for one in worst
    ]
    return "\n".join([f"Les {len(rows)} pages les plus lourdes (EcoIndex) :", *rows])
