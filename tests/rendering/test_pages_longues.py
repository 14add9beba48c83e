"""What grows with the content is cut: a great acteur, a territory of many communes."""

from __future__ import annotations

import dataclasses
import re

import pytest

from generator.rendering.pages.fiches import MAX_OFFRE
from generator.rendering.pages.generales import MAX_COMMUNES, MAX_PLAN
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.mini import SERVICE, Mini

pytestmark = pytest.mark.usefixtures("se_souvenir")


def pages(corpus: object) -> dict[str, str]:
    return {page.url: page.body for page in render_corpus(corpus, AUJOURDHUI).pages}  # type: ignore[arg-type]


@pytest.mark.parametrize("more", [0, 1])
def test_a_great_acteur_has_a_list_of_its_own(mini: Mini, more: int) -> None:
    """The acteur of the small territory offers a service and a financement already."""
    for number in range(MAX_OFFRE - 2 + more):
        mini.copy(SERVICE, f"content/offre/services/s{number}.yml", ("Accueil de tous", f"Service {number}"))
    made = pages(mini.corpus())
    shown = made["acteurs/pole/"].count("<h3>")
    assert shown == MAX_OFFRE
    assert ("acteurs/pole/offre/" in made) == bool(more)
    assert ("Voir toute l&#39;offre" in made["acteurs/pole/"] or "Voir toute l'offre" in made["acteurs/pole/"]) == bool(
        more
    )
    if more:
        assert made["acteurs/pole/offre/"].count("<h3>") == MAX_OFFRE + more


@pytest.mark.parametrize(
    ("count", "home", "plan"), [(MAX_COMMUNES, True, True), (60, False, True), (MAX_PLAN + 1, False, False)]
)
def test_many_communes(count: int, home: bool, plan: bool) -> None:
    corpus = read()
    first = next(iter(corpus.communes.values()))
    communes = {
        f"99{number:03}": first.model_copy(update={"code_insee": f"99{number:03}", "nom": f"Bourg {number}"})
        for number in range(count)
    }
    service = corpus.services[corpus.territoire.accueil].model_copy(update={"suites": ()})
    small = dataclasses.replace(
        corpus.having(besoin={}, collectif={}, service={corpus.territoire.accueil: service}),
        communes=communes,
        contours=(),
        arbres={},
        parcours={},
        cas_types=(),
        trous=(),
    )
    made = pages(small)
    assert (len(re.findall(r'communes/99\d{3}/"', made[""])) == count) == home
    assert ("communes/#dep-" in made[""]) != home
    assert ("communes/99000/" in made["plan/"]) == plan


def test_doors_have_their_icons_and_lead_to_somebody() -> None:
    home = pages(read())[""]
    doors = home.split('<ul class="portes">')[1].split("</ul>")[0]
    assert doors.count("<li>") == doors.count("<svg")
    assert 'href="#humain"' in home
    assert 'id="humain"' in home
