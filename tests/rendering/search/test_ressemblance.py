"""Besoins said with the same words are proposed, never merged: RCH014."""

from __future__ import annotations

import pytest

from generator.models.besoin import Besoin
from generator.rendering.search.checking import moteur_of
from generator.rendering.search.ressemblance import check_ressemblances, nearest
from generator.rendering.site import site_of
from tests.chemins import AUJOURDHUI
from tests.construction import read

SAME = "Des voisins de Port-Brume ont besoin d'un endroit pour réparer leurs objets parce que tout est jeté."
OTHER = "Des jeunes ont besoin de cours d'anglais parce que les touristes arrivent l'été."


def besoin(phrase: str, **more: object) -> Besoin:
    return Besoin.model_validate(
        {
            "libelle": "Un endroit pour réparer" if phrase == SAME else "Apprendre l'anglais",
            "phrase": phrase,
            "communes": ["01901"],
            "enjeux": ["mobilite"],
            "origine": {"type": "atelier", "par": "Des gens"},
            "historique": [{"statut": "revele", "date": "2026-11"}],
            **more,
        }
    )


@pytest.mark.parametrize(
    ("phrase", "more", "near"),
    [
        (SAME, {}, True),
        (OTHER, {}, False),
        (SAME, {"rapproche_de": ["reparer"]}, False),
        (SAME, {"fusionne_dans": "reparer"}, False),
    ],
)
def test_a_new_besoin_says_which_one_it_is_near(phrase: str, more: dict[str, object], near: bool) -> None:
    """It is put in the place of one of Petite-Île: a problem needs a file and its lines."""
    corpus = read()
    corpus = corpus.having(besoin={**corpus.besoins, "soirees-d-hiver": besoin(phrase, **more)})
    moteur = moteur_of(site_of(corpus, AUJOURDHUI))
    found = [p for p in check_ressemblances(corpus, moteur) if p.path.endswith("soirees-d-hiver.yml")]
    assert [p.code for p in found] == (["RCH014"] if near else [])
    assert ("reparer" in nearest(moteur, corpus, "soirees-d-hiver")) is (phrase == SAME)
    assert all("reparer" in p.message for p in found)


def test_those_of_petite_ile_are_all_different() -> None:
    corpus = read()
    assert list(check_ressemblances(corpus, moteur_of(site_of(corpus, AUJOURDHUI)))) == []
