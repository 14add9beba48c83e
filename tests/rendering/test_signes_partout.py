"""One sign for one fiche, on every page that speaks of it: list, fiche, acteur, result, search, instance."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from lxml import html

from generator.corpus.corpus import Corpus
from generator.corpus.etats import PROPOSABLES
from generator.models.fiche import Periode, Zone
from generator.models.instance import Instance
from generator.models.statut import STATUTS
from generator.rendering.labels import BANDEAUX
from generator.rendering.page import Rendering
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI
from tests.construction import read, render_sober
from tests.pages import body, links, words

pytestmark = pytest.mark.usefixtures("se_souvenir")

MODELE = "parcours-essaimage"
RIVAGES = Zone.model_validate({"type": "departements", "codes": ["01"]})
CAS: dict[str, tuple[dict[str, Any], str, str]] = {
    "oui": ({"zone": Zone.model_validate({"type": "territoire"})}, "oui", "Ouvert"),
    "part": ({"zone": RIVAGES}, "part", "Une partie : Estran"),
    "essai": (
        {"zone": Zone.model_validate({"type": "territoire"}), "statut": "experimentation"},
        "oui",
        "Ouvert : à l'essai",
    ),
    "a-creer": ({"statut": "a-creer"}, "prevu", "Prévu, pas encore commencé"),
    "plus-tard": (
        {"ouverture": Periode.model_validate({"du": "2027-02-01"})},
        "prevu",
        "Prévu, pas encore commencé",
    ),
    "douteux": ({"statut": "a-confirmer"}, "verif", "À vérifier : si cela existe encore"),
    "muet": ({"acteur": "muet", "contacts": (), "lieux": ()}, "verif", "À vérifier : qui contacter"),
    "clos": ({"statut": "clos"}, "", STATUTS["clos"]),
    "suspendu": ({"statut": "suspendu"}, "", STATUTS["suspendu"]),
}
"""id → (what the service changes, the code of its sign in the whole territory, its words)"""


@cache
def territory() -> Corpus:
    corpus = read()
    model = corpus.services[MODELE]
    mute = corpus.acteurs["carnet-commun"].model_copy(
        update={"nom": "Le Muet", "contacts": (), "lieux": (), "site_web": None, "siren": None, "siret": None}
    )
    made = {key: model.model_copy(update={"nom": f"Cas {key}", **changes}) for key, (changes, _, _) in CAS.items()}
    origines = {**corpus.origines, ("acteur", "muet"): corpus.origines["acteur", "carnet-commun"]}
    origines |= {("service", key): corpus.origines["service", MODELE] for key in made}
    corpus = corpus.having(service={**corpus.services, **made}, acteur={**corpus.acteurs, "muet": mute})
    object.__setattr__(corpus, "origines", origines)
    return corpus


@cache
def site() -> Rendering:
    return render_corpus(territory(), AUJOURDHUI)


def sign(element: html.HtmlElement) -> tuple[str, str]:
    """Return (code, words) of the one sign, or ('', words) of what says that it is closed."""
    (found,) = [one for one in element.iter("span") if "signe" in one.classes or "badge" in one.classes]
    code = next((name[2:] for name in found.classes if name.startswith("s-")), "")
    return code, words(found)


def of_lists(key: str) -> dict[str, tuple[str, str]]:
    service = territory().services[key]
    found = {}
    lists = ["offre/", "offre/services/", "offre/stades/developpement/"]
    if service.statut in PROPOSABLES:  # a great acteur's page names what it proposes only
        lists.append(f"acteurs/{service.acteur}/")
    for url in lists:
        (link,) = body(site(), url).xpath(f"//ul[contains(@class, 'fiches')]//a[@href='/offre/services/{key}/']")
        found[url] = sign(link.xpath("ancestor::li")[-1])
    return found


@pytest.mark.parametrize("key", sorted(CAS))
def test_the_lists_the_fiche_and_the_search_say_the_same(key: str) -> None:
    expected = CAS[key][1:]
    assert set(of_lists(key).values()) == {expected}
    (state,) = body(site(), f"offre/services/{key}/").find_class("etat-signe")
    assert sign(state) == expected
    (table,) = (f.data for f in site().files if f.path.startswith("recherche/fiches-"))
    columns = json.loads(table)
    rank = columns["ids"].split(" ").index(key)
    assert tuple(columns["etats"][columns["etat"][rank]]) == expected[::-1]


@pytest.mark.parametrize("key", sorted(key for key in CAS if CAS[key][0].get("statut") in (None, "experimentation")))
def test_a_result_that_knows_no_commune_says_the_same(key: str) -> None:
    told = {
        sign(link.getparent())
        for page in site().pages
        if page.gabarit == "resultat" and page.url.split("/")[2] == "nsp"
        for link in body(site(), page.url).xpath(f"//li/a[@data-fiche='service/{key}']")
    }
    cards = {
        sign(card)
        for page in site().pages
        if page.gabarit == "resultat" and page.url.split("/")[2] == "nsp"
        for card in body(site(), page.url).xpath(f"//div[@data-fiche='service/{key}']")
    }
    assert told | cards == {CAS[key][1:]}


def test_only_what_is_open_everywhere_has_the_tick() -> None:
    ticked = [key for key in CAS if "oui" in {code for code, _ in of_lists(key).values()}]
    assert ticked == ["oui", "essai"]


@pytest.mark.parametrize("statut", sorted(BANDEAUX))
def test_the_sentence_of_a_status_is_under_the_title(statut: str) -> None:
    key = next(key for key, (changes, _, _) in CAS.items() if changes.get("statut") == statut)
    page = body(site(), f"offre/services/{key}/")
    (state,) = page.find_class("etat-signe")
    assert words(state).endswith(BANDEAUX[statut])
    assert state.getprevious().xpath("descendant-or-self::*[contains(@class, 'titre')]")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("oui", "Se réunit")),
        ({"reunions": ()}, ("verif", "À vérifier : si la première réunion a eu lieu")),
        ({"reunions": "prochaine"}, ("prevu", "Prévu, pas encore commencé")),
        ({"statut": "experimentation", "reunions": ()}, ("prevu", "Prévu, pas encore commencé")),
        ({"statut": "a-creer"}, ("prevu", "Prévu, pas encore commencé")),
        ({"statut": "a-confirmer"}, ("verif", "À vérifier : si cela existe encore")),
        ({"statut": "clos"}, ("", STATUTS["clos"])),
        ({"statut": "suspendu"}, ("", STATUTS["suspendu"])),
    ],
)
def test_an_instance_has_the_tick_once_it_has_met(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    corpus = read()
    instance: Instance = corpus.instances["comite-pilotage"]
    if changes.get("reunions") == "prochaine":
        changes = {"reunions": tuple(one for one in instance.reunions if one.date > AUJOURDHUI)}
    corpus = corpus.having(instance={**corpus.instances, "comite-pilotage": instance.model_copy(update=changes)})
    made = render_sober(corpus)
    (state,) = body(made, "instances/comite-pilotage/").find_class("etat-signe")
    assert sign(state) == expected
    for url in ("instances/", "consortium/"):
        (title,) = (h for h in body(made, url).iter("h3") if "/instances/comite-pilotage/" in links(h))
        assert sign(title.getparent()) == expected
