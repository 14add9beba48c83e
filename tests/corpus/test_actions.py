"""One first thing to do for each fiche: the order, and who answers when nobody is known."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from generator.corpus.actions import Action, action_of
from generator.corpus.corpus import Corpus
from generator.models.fiche import Contact, Lieu
from generator.rules.actions import check_actions, check_relais
from tests.chemins import AUJOURDHUI
from tests.mini import Mini
from tests.orientation.monde import monde, ressource, service

APPEL = Contact.model_validate({"role": "Accueil", "telephone": "02 61 91 00 07"})
COURRIEL = Contact.model_validate({"role": "Accueil", "courriel": "ici@x.example"})
PAGE = Contact.model_validate({"role": "Accueil", "url": "https://www.x.example/contact"})
LIEU = Lieu.model_validate({"adresse": "1 quai", "code_postal": "01991", "commune": "01901"})
BARE: dict[str, Any] = {"contacts": (), "lieux": (), "site_web": None}


def world(holder: dict[str, Any] | None = None, *, relais: bool = True, **fields: Any) -> Corpus:
    corpus = monde(
        {"s": service(acteur="carnet-commun", **fields)}, ressources={"r": ressource(url="https://a.example/")}
    )
    mute = corpus.acteurs["carnet-commun"].model_copy(update={**BARE, **(holder or {})})
    corpus = corpus.having(acteur={**corpus.acteurs, "carnet-commun": mute})
    if relais:
        return corpus
    silent = {key: one.model_copy(update=BARE) for key, one in corpus.acteurs.items()}
    return dataclasses.replace(corpus.having(acteur=silent), mairies={})


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        ({"contacts": (COURRIEL, APPEL), "site_web": "https://x.example"}, Action("appeler", "+33261910007")),
        ({"contacts": (PAGE, COURRIEL)}, Action("ecrire", "ici@x.example")),
        ({"contacts": (PAGE,), "lieux": (LIEU,)}, Action("ouvrir", "https://www.x.example/contact")),
        ({"site_web": "https://x.example/", "lieux": (LIEU,)}, Action("ouvrir", "https://x.example/")),
        ({"lieux": (LIEU,)}, Action("aller", "1 quai, 01991 Port-Brume")),
    ],
)
def test_call_then_write_then_open_then_go(holder: dict[str, Any], expected: Action) -> None:
    assert action_of(world(holder), "service", "s", AUJOURDHUI) == expected


def test_when_nobody_is_known_a_relais_answers() -> None:
    found = action_of(world(), "service", "s", AUJOURDHUI)
    assert found is not None
    assert (found.verbe, bool(found.relais)) == ("appeler", True)


def test_what_is_over_leads_to_who_orients() -> None:
    found = action_of(world({"contacts": (APPEL,)}, statut="clos"), "service", "s", AUJOURDHUI)
    assert found is not None
    assert found.relais
    assert found.cible != "+33261910007"


def test_a_ressource_is_opened() -> None:
    found = action_of(world(), "ressource", "r", AUJOURDHUI)
    assert found == Action("ouvrir", "https://a.example/")
    assert found is not None and found.hote == "a.example"


def test_nothing_to_do_is_an_error_with_the_fiche_and_the_commune() -> None:
    corpus = world(relais=False)
    assert action_of(corpus, "service", "s", AUJOURDHUI) is None
    told = [(one.code, one.path) for one in check_actions(corpus, AUJOURDHUI)]
    assert ("REF015", "service/s") in told
    assert told.count(("REF015", "data/communes.csv")) == 1
    assert list(check_actions(world(), AUJOURDHUI)) == []


def test_a_relais_that_is_an_unknown_mairie_is_told(mini: Mini) -> None:
    relais = mini.corpus().territoire.relais
    text = '  - {mairie: "01902", communes: [toutes]}\n'
    mini.add("data/territoire.yml", text if relais else f"relais:\n{text}")
    line = mini.line("data/territoire.yml", "mairie")
    where = f"relais[{len(relais) + 1}].mairie"
    assert mini.broken(check_relais) == [("MAI003", "data/territoire.yml", line, where)]
