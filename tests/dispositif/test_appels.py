"""A call is known by the id, the name or an alias of a fiche; else only its name is kept."""

from __future__ import annotations

import pytest

from generator.dispositif.appels import Appel, appel_of
from tests.mini import ACTEUR, FINANCEMENT, SERVICE, Mini


@pytest.mark.parametrize("texte", ["accueil", "Accueil de tous", "accueil DE tous", "L'appel du port"])
def test_a_call_that_has_a_fiche(mini: Mini, texte: str) -> None:
    mini.add(SERVICE, 'alias: ["L\'appel du port"]\n').change(
        SERVICE, "  type: territoire", "  type: communes\n  codes: ['01901', '02901']"
    )
    assert appel_of(mini.corpus(), texte) == Appel(
        "Accueil de tous", "service", "accueil", frozenset({"01901", "02901"})
    )


@pytest.mark.parametrize(("texte", "genre"), [("pret", "financement"), ("pole", "acteur")])
def test_a_call_of_another_kind(mini: Mini, texte: str, genre: str) -> None:
    found = appel_of(mini.corpus(), texte)
    assert (found.genre, found.connu, len(found.couverture)) == (genre, True, 6)


def test_what_is_offered_comes_before_who_offers_it(mini: Mini) -> None:
    for path in (ACTEUR, FINANCEMENT, SERVICE):
        mini.add(path, 'alias: ["Appel"]\n')
    assert appel_of(mini.corpus(), "appel").genre == "service"


def test_an_unknown_call_keeps_its_name(mini: Mini) -> None:
    found = appel_of(mini.corpus(), "Appel <2027>")
    assert (found.nom, found.connu, found.couverture) == ("Appel <2027>", False, frozenset())
