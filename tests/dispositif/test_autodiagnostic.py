"""What helps with a weak point: what it names and may be proposed, else the services of its thématiques."""

from __future__ import annotations

import pytest

from generator.dispositif.autodiagnostic import find_aides
from generator.models.autodiagnostic import PointAutodiagnostic
from tests.chemins import AUJOURDHUI
from tests.mini import RESSOURCE, SERVICE, Mini


def point(**named: tuple[str, ...]) -> PointAutodiagnostic:
    base: dict[str, tuple[str, ...]] = {
        "thematiques": (),
        "services": (),
        "ressources": (),
        "outils": (),
        "chapitres": (),
    }
    return PointAutodiagnostic.model_construct(**{**base, **named})


@pytest.mark.parametrize(("statut", "shown"), [("actif", ("guide",)), ("clos", ()), ("suspendu", ())])
def test_a_ressource_that_is_over_helps_nobody(mini: Mini, statut: str, shown: tuple[str, ...]) -> None:
    mini.change(RESSOURCE, "statut: actif", f"statut: {statut}")
    found = find_aides(mini.corpus(), AUJOURDHUI, point(ressources=("guide", "absente")))
    assert found.ressources == shown


@pytest.mark.parametrize(
    ("statut", "named", "shown"),
    [
        ("actif", {"services": ("accueil", "absent")}, ("accueil",)),
        ("clos", {"services": ("accueil",)}, ()),
        ("clos", {"services": ("accueil",), "thematiques": ("mot",)}, ("second",)),
        ("actif", {"services": ("second",), "thematiques": ("mot",)}, ("second",)),
        ("actif", {"thematiques": ("mot", "mot")}, ("accueil", "second")),
    ],
)
def test_named_services_first_else_those_of_the_thematiques(
    mini: Mini, statut: str, named: dict[str, tuple[str, ...]], shown: tuple[str, ...]
) -> None:
    mini.copy(SERVICE, "content/offre/services/second.yml", ("Accueil de tous", "Second accueil"))
    mini.change(SERVICE, "statut: actif", f"statut: {statut}")
    assert find_aides(mini.corpus(), AUJOURDHUI, point(**named)).services == shown


def test_pages_of_the_guide_that_are_not_there_are_left_out(mini: Mini) -> None:
    found = find_aides(mini.corpus(), AUJOURDHUI, point(outils=("absent",), chapitres=("absent",)))
    assert (found.outils, found.chapitres) == ((), ())
