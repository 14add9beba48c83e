"""Four signs, four meanings: every case, on an invented territory."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from generator.corpus.corpus import Corpus
from generator.corpus.signes import Signe, signe_of
from tests.chemins import AUJOURDHUI
from tests.orientation.monde import departements, financement, monde, ressource, service

ICI = frozenset({"01901"})
DEUX = frozenset({"01901", "02901"})
VERIFIER = {"type": "departements", "codes": ["01"], "aupres_de": "agglomeration"}


def corpus_of(debut: datetime.date | None = None) -> Corpus:
    corpus = monde()
    trial = corpus.territoire.experimentation.model_copy(update={"debut": debut})
    return dataclasses.replace(corpus, territoire=corpus.territoire.model_copy(update={"experimentation": trial}))


def of_service(ici: frozenset[str] = ICI, debut: datetime.date | None = None, **fields: Any) -> Signe | None:
    return signe_of(corpus_of(debut), "service", service(**fields), AUJOURDHUI, ici)


def test_open_here_and_started() -> None:
    assert of_service() == Signe("oui")
    assert of_service(DEUX) == Signe("oui")


def test_open_for_a_part_says_which() -> None:
    part = of_service(DEUX, zone=departements("01"))
    assert part == Signe("part", "Port-Brume")
    assert part is not None and part.mots == "Une partie : Port-Brume"


@pytest.mark.parametrize("statut", ["clos", "suspendu"])
def test_closed_has_no_sign(statut: str) -> None:
    assert of_service(statut=statut) is None


def test_shown_to_be_closed_here_has_no_sign() -> None:
    assert of_service(zone=departements("02")) is None


def test_what_does_not_exist_yet_is_planned() -> None:
    assert of_service(statut="a-creer", sources=[]) == Signe("prevu")
    assert of_service(ouverture={"du": "2027-01-01"}) == Signe("prevu")
    assert of_service(statut="experimentation") == Signe("prevu")


@pytest.mark.parametrize(("debut", "code"), [("2026-11-22", "oui"), ("2026-11-23", "prevu")])
def test_an_experimentation_begins_on_its_day(debut: str, code: str) -> None:
    found = of_service(debut=datetime.date.fromisoformat(debut), statut="experimentation")
    assert found is not None and found.code == code


def test_not_sure_is_to_verify() -> None:
    assert of_service(statut="a-confirmer") == Signe("verif", "si cela existe encore")


def test_nobody_to_reach_takes_the_tick_away() -> None:
    corpus = corpus_of()
    mute = corpus.acteurs["pole-ess"].model_copy(update={"contacts": (), "lieux": (), "site_web": None})
    corpus = corpus.having(acteur={**corpus.acteurs, "pole-ess": mute})
    assert signe_of(corpus, "service", service(), AUJOURDHUI, ICI) == Signe("verif", "qui contacter")
    sited = corpus.having(
        acteur={**corpus.acteurs, "pole-ess": mute.model_copy(update={"site_web": "https://x.example"})}
    )
    assert signe_of(sited, "service", service(), AUJOURDHUI, ICI) == Signe("verif", "qui contacter")


def test_not_proved_open_is_not_closed() -> None:
    doubtful = of_service(zone=departements("02"), a_verifier=VERIFIER)
    assert doubtful == Signe("verif", "auprès de Petite-Île Agglomération")
    assert of_service(frozenset({"03901"}), zone=departements("02"), a_verifier=VERIFIER) is None


def test_whom_to_ask_comes_before_when_and_after_what_has_not_started() -> None:
    corpus = corpus_of()
    money = financement(zone=departements("02"), a_verifier=VERIFIER, depot={})
    asked = Signe("verif", "auprès de Petite-Île Agglomération")
    assert signe_of(corpus, "financement", money, AUJOURDHUI, ICI) == asked
    assert of_service(zone=departements("02"), a_verifier=VERIFIER, statut="experimentation") == Signe("prevu")


@pytest.mark.parametrize(
    ("nom", "mots"),
    [("Élan", "d'Élan"), ("Les Marées", "des Marées"), ("Le Carnet", "du Carnet"), ("Voisins", "de Voisins")],
)
def test_a_name_never_breaks_the_sentence(nom: str, mots: str) -> None:
    corpus = corpus_of()
    renamed = corpus.acteurs["agglomeration"].model_copy(update={"nom": nom})
    corpus = corpus.having(acteur={**corpus.acteurs, "agglomeration": renamed})
    fiche = service(zone=departements("02"), a_verifier=VERIFIER)
    assert signe_of(corpus, "service", fiche, AUJOURDHUI, ICI) == Signe("verif", f"auprès {mots}")


def test_a_ressource_is_used_anywhere() -> None:
    assert signe_of(corpus_of(), "ressource", ressource(), AUJOURDHUI, DEUX) == Signe(
        "oui", premiers="À utiliser seuls"
    )


@pytest.mark.parametrize(
    ("depot", "code"),
    [
        ({"permanent": "oui"}, "oui"),
        ({"ouverture": "2026-11-01", "cloture": "2027-03-01"}, "oui"),
        ({"ouverture": "2027-01-01"}, "prevu"),
        ({}, "verif"),
    ],
)
def test_money_follows_its_calendar(depot: dict[str, str], code: str) -> None:
    found = signe_of(corpus_of(), "financement", financement(depot=depot), AUJOURDHUI, ICI)
    assert found is not None and found.code == code
