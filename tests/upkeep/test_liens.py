"""What an answer says, what is remembered, what is told: no network, a calendar of our own."""

from __future__ import annotations

import datetime
import json
from urllib.parse import urlsplit

import pytest

from generator.upkeep.adresses import adresses
from generator.upkeep.liens import (
    ATTENTE,
    FERMES,
    REPOS,
    LienSuivi,
    ReponseDuServeur,
    a_demander,
    forget_future,
    judge,
    read_memory,
    remember,
    write_memory,
)
from generator.upkeep.rapport_liens import BilanDesLiens, as_json, as_markdown, as_text, billets_liens
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.mini import ACTEUR, RESSOURCE, SERVICE, Mini

PAGE = "https://exemple.example/page"


def day(number: int) -> datetime.date:
    return AUJOURDHUI + datetime.timedelta(days=number)


# Which addresses


def test_every_address_of_the_contents_and_where_it_is(mini: Mini) -> None:
    mini.add(SERVICE, "contacts:\n  - role: Accueil\n    url: https://a.example/contact#haut\n")
    mini.add(
        ACTEUR,
        'site_web: "https://a.example/"\ndescription: |\n  Voir [la page](https://b.example/x_(y)), puis https://b.example/z.\n',
    )
    mini.add(RESSOURCE, 'limites: ["Lu sur https://a.example/contact"]\n')
    found = adresses(mini.corpus())
    assert found == {
        "https://a.example/": (ACTEUR,),
        "https://a.example/contact": (RESSOURCE, SERVICE),
        "https://b.example/x_(y)": (ACTEUR,),
        "https://b.example/z": (ACTEUR,),
    }


def test_the_site_s_own_pages_are_verified_elsewhere(mini: Mini) -> None:
    mini.add(ACTEUR, 'site_web: "https://mini.test/page"\n')
    assert adresses(mini.corpus()) == {}


def test_the_guide_and_the_arbres_too() -> None:
    found = adresses(read())
    assert "https://logement.example/" in found
    assert "https://forge.example/petite-ile/offre" in found
    assert all(urlsplit(address).scheme in ("http", "https") and "#" not in address for address in found)


# What an answer says


@pytest.mark.parametrize(
    ("reponse", "etat", "motif"),
    [
        (ReponseDuServeur(200), "bon", ""),
        (ReponseDuServeur(204), "bon", ""),
        (ReponseDuServeur(200, "https://exemple.example/page/", permanent=True), "deplace", "a changé d'adresse"),
        (ReponseDuServeur(200, "https://exemple.example/autre"), "bon", ""),
        (ReponseDuServeur(200, "https://exemple.example/", permanent=True), "a-regarder", "mène à une page d'accueil"),
        (ReponseDuServeur(200, "https://exemple.example/fr/"), "a-regarder", "mène à une page d'accueil"),
        (ReponseDuServeur(200, "https://exemple.example/?erreur=404"), "bon", ""),
        (ReponseDuServeur(404), "echec", "réponse 404"),
        (ReponseDuServeur(410, "https://exemple.example/x"), "echec", "réponse 410"),
        (ReponseDuServeur(500), "echec", "réponse 500"),
        (ReponseDuServeur(304), "echec", "réponse 304"),
        (ReponseDuServeur(defaut="pas de réponse à temps"), "echec", "pas de réponse à temps"),
        (ReponseDuServeur(refus="cette adresse n'est pas publique"), "refuse", "cette adresse n'est pas publique"),
        *((ReponseDuServeur(code), "incertain", f"réponse {code}") for code in FERMES),
    ],
)
def test_an_answer_and_what_it_means(reponse: ReponseDuServeur, etat: str, motif: str) -> None:
    assert judge(PAGE, reponse) == (etat, motif)


def test_a_home_page_that_was_asked_for_is_right() -> None:
    moved = ReponseDuServeur(200, "https://www.exemple.example/", permanent=True)
    assert judge("https://exemple.example", moved) == ("deplace", "a changé d'adresse")
    assert judge("https://exemple.example/", ReponseDuServeur(200, "https://exemple.example/fr/")) == ("bon", "")


# What is remembered


def test_two_failures_a_week_apart_make_a_dead_link() -> None:
    first = remember(PAGE, ReponseDuServeur(404), None, day(0))
    assert (first.etat, first.echec_depuis, first.mort) == ("echec", day(0), False)
    early = remember(PAGE, ReponseDuServeur(500), first, day(ATTENTE - 1))
    assert not early.mort
    late = remember(PAGE, ReponseDuServeur(404), early, day(ATTENTE))
    assert late.mort and late.echec_depuis == day(0)


def test_a_success_forgets_a_closed_door_does_not() -> None:
    failed = remember(PAGE, ReponseDuServeur(404), None, day(0))
    again = remember(PAGE, ReponseDuServeur(404), remember(PAGE, ReponseDuServeur(200), failed, day(3)), day(7))
    assert again.echec_depuis == day(7) and not again.mort
    closed = remember(PAGE, ReponseDuServeur(429), failed, day(3))
    assert (closed.etat, closed.mort) == ("incertain", False)
    assert remember(PAGE, ReponseDuServeur(404), closed, day(7)).mort
    assert remember(PAGE, ReponseDuServeur(403), None, day(0)).echec_depuis is None


def test_a_moved_link_says_where() -> None:
    moved = remember(PAGE, ReponseDuServeur(200, "https://neuf.example/x", permanent=True), None, day(0))
    assert (moved.etat, moved.vers) == ("deplace", "https://neuf.example/x")
    assert remember(PAGE, ReponseDuServeur(404, "https://neuf.example/x"), None, day(0)).vers == ""


def test_who_is_asked_again_and_when() -> None:
    known = {
        "https://a.example/bon": LienSuivi("bon", day(0)),
        "https://a.example/echec": LienSuivi("echec", day(0), echec_depuis=day(0)),
        "https://a.example/incertain": LienSuivi("incertain", day(0)),
    }
    assert a_demander(known, known, day(0)) == ()
    assert a_demander(known, known, day(1)) == ("https://a.example/echec", "https://a.example/incertain")
    assert set(a_demander(known, known, day(REPOS))) == known.keys()
    assert a_demander(["https://b.example/neuf"], known, day(0)) == ("https://b.example/neuf",)


def test_hosts_are_taken_in_turn() -> None:
    asked = a_demander(
        [f"https://{host}.example/{n}" for host in "ab" for n in range(2)] + ["https://c.example/"], {}, day(0)
    )
    assert [urlsplit(address).hostname for address in asked] == [f"{host}.example" for host in "abcab"]


def test_the_memory_goes_round_and_forgets_what_is_no_longer_named() -> None:
    known = {
        "https://a.example/é": LienSuivi("echec", day(1), 404, "", "réponse 404", day(0)),
        "https://b.example/": LienSuivi("deplace", day(1), 200, "https://c.example/", "a changé d'adresse"),
        "https://oublie.example/": LienSuivi("bon", day(1), 200),
    }
    text = write_memory(known, ["https://b.example/", "https://a.example/é", "https://inconnu.example/"])
    assert read_memory(text) == {key: known[key] for key in list(known)[:2]}
    assert write_memory(read_memory(text), known) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"liens": []}',
        '{"liens": {"a": {}}}',
        '{"liens": {"a": {"etat": "bon", "le": "x"}}}',
        "[" * 99_999,
    ],
)
def test_a_memory_that_cannot_be_read_is_no_memory(text: str) -> None:
    assert read_memory(text) == {}


def test_what_comes_from_the_future_is_forgotten() -> None:
    known = {
        "https://a.example/": LienSuivi("echec", day(30), echec_depuis=day(20)),
        "https://b.example/": LienSuivi("echec", day(-1), echec_depuis=day(9)),
        "https://c.example/": LienSuivi("bon", day(0)),
    }
    kept = forget_future(known, day(0))
    assert kept.keys() == {"https://b.example/", "https://c.example/"}
    assert kept["https://b.example/"].echec_depuis is None


# What is told


def bilan() -> BilanDesLiens:
    known = {
        "https://mort.example/": LienSuivi("echec", day(0), 404, "", "réponse 404", day(-8)),
        "https://hier.example/": LienSuivi("echec", day(0), 500, "", "réponse 500", day(0)),
        "https://deplace.example/": LienSuivi("deplace", day(0), 200, "https://neuf.example/", "a changé d'adresse"),
        "https://accueil.example/x": LienSuivi(
            "a-regarder", day(0), 200, "https://accueil.example/", "mène à une page d'accueil"
        ),
        "https://ferme.example/": LienSuivi("incertain", day(0), 403, "", "réponse 403"),
        "https://bon.example/": LienSuivi("bon", day(0), 200),
        "https://prive.example/": LienSuivi("refuse", day(0), 0, "", "cette adresse n'est pas publique"),
    }
    named = dict.fromkeys((*known, "https://neuf.example/jamais"), ("content/acteurs/a.yml",))
    return BilanDesLiens(named, known, 7, day(0))


def test_the_text_puts_what_can_be_mended_first() -> None:
    assert as_text(bilan()) == (
        "Au 22 novembre 2026 : 8 liens vers d'autres sites, 7 demandés.\n"
        "Répondent : 1. Fermés aux programmes : 1. N'ont pas répondu cette fois, à revoir dans une semaine : 1."
        " Pas encore demandés : 1.\n"
        "\n"
        "Ne répondent plus (1)\n"
        "- https://mort.example/ : réponse 404, depuis le 14 novembre 2026 au moins\n"
        "    dans content/acteurs/a.yml\n"
        "\n"
        "Ne peuvent pas être vérifiés (1)\n"
        "- https://prive.example/ : cette adresse n'est pas publique\n"
        "    dans content/acteurs/a.yml\n"
        "\n"
        "À regarder (1)\n"
        "- https://accueil.example/x : mène à une page d'accueil : https://accueil.example/\n"
        "    dans content/acteurs/a.yml\n"
        "\n"
        "Ont changé d'adresse (1)\n"
        "- https://deplace.example/ : a changé d'adresse : https://neuf.example/\n"
        "    dans content/acteurs/a.yml"
    )
    assert as_markdown(bilan()).startswith("## Liens vers d'autres sites\n\nAu 22 novembre 2026")
    rows = {row["adresse"]: row for row in json.loads(as_json(bilan()))["liens"]}
    assert rows["https://mort.example/"]["mort"] is True
    assert rows["https://neuf.example/jamais"] == {
        "adresse": "https://neuf.example/jamais",
        "fichiers": ["content/acteurs/a.yml"],
    }


def test_one_issue_or_none() -> None:
    (billet,) = billets_liens(bilan())
    assert (billet.famille, billet.cle, billet.titre) == ("liens", "liens", "Liens à reprendre")
    assert "https://mort.example/ : réponse 404" in billet.corps
    assert "hier.example" not in billet.corps
    fine = BilanDesLiens({PAGE: ()}, {PAGE: LienSuivi("bon", day(0))}, 1, day(0))
    assert billets_liens(fine) == ()


def test_the_issue_does_not_change_when_nothing_changes() -> None:
    later = BilanDesLiens(bilan().adresses, bilan().connus, 0, day(3))
    assert billets_liens(later) == billets_liens(bilan())
