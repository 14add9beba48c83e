"""Who answers, in which order, for one commune and for many."""

from __future__ import annotations

import dataclasses
from typing import Any

from generator.corpus.corpus import Corpus
from generator.corpus.portes import portes
from generator.models.territoire import Relais
from tests.construction import read
from tests.orientation.monde import departements, ressource, service

BOURG, LANDE = "01901", "02901"


def with_relais(*relais: dict[str, Any], mute: bool = True) -> Corpus:
    """Petite-Île, whose welcome has neither telephone nor mail, with these relais."""
    corpus = read()
    acteurs = dict(corpus.acteurs)
    if mute:
        acteurs["pole-ess"] = acteurs["pole-ess"].model_copy(update={"contacts": ()})
    territoire = corpus.territoire.model_copy(update={"relais": tuple(Relais.model_validate(r) for r in relais)})
    services = {key: one.model_copy(update={"contacts": ()}) for key, one in corpus.services.items()}
    return dataclasses.replace(corpus.having(acteur=acteurs, service=services), territoire=territoire)


def ids(corpus: Corpus, *communes: str) -> list[str]:
    return [porte.id for porte in portes(corpus, frozenset(communes)) if porte.genre != "mairie"]


def test_the_welcome_first_when_it_answers() -> None:
    corpus = with_relais({"acteur": "agglomeration", "communes": ["toutes"]}, mute=False)
    assert ids(corpus, BOURG) == ["permanence-accueil", "agglomeration"]


def test_the_relais_when_it_does_not() -> None:
    assert ids(with_relais({"acteur": "agglomeration", "communes": ["toutes"]}), BOURG, LANDE) == ["agglomeration"]


def test_a_relais_answers_for_its_communes_only_and_the_nearest_comes_first() -> None:
    corpus = with_relais(
        {"acteur": "agglomeration", "communes": ["toutes"]}, {"acteur": "fonds-des-marees", "communes": [BOURG]}
    )
    assert ids(corpus, BOURG) == ["fonds-des-marees", "agglomeration"]
    assert ids(corpus, LANDE) == ["agglomeration"]
    assert ids(corpus, BOURG, LANDE) == ["agglomeration"]


def test_who_holds_a_fiche_depends_on_the_place() -> None:
    corpus = read()
    fiche = service(porteurs=[{"acteur": "agglomeration", "zone": departements("02")}])
    assert corpus.holders_of(fiche, frozenset({LANDE})) == ("agglomeration",)
    assert corpus.holders_of(fiche, frozenset({BOURG})) == ("pole-ess",)
    assert corpus.contacts_of(fiche, frozenset({LANDE})) == corpus.acteurs["agglomeration"].contacts


def test_a_fiche_without_any_way_to_be_reached() -> None:
    corpus = with_relais()
    mute = corpus.acteurs["pole-ess"].model_copy(update={"lieux": (), "site_web": None})
    corpus = corpus.having(acteur={**corpus.acteurs, "pole-ess": mute})
    assert not corpus.is_reachable(service())
    assert corpus.is_reachable(service(contacts=[{"role": "Accueil", "telephone": "02 61 91 00 01"}]))
    assert not corpus.is_reachable(ressource())
