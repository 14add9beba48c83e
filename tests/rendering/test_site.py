"""What every page knows: order, reverse links, labels, places, amounts."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from generator.corpus.corpus import Corpus
from generator.corpus.francais import alphabetical
from generator.corpus.memoire import remembers
from generator.models.fiche import Zone
from generator.models.financement import Montant
from generator.rendering.pages.financements import montant_text
from generator.rendering.rendering import render_corpus
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import officiel, read

NNBSP = "\u202f"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read()


@pytest.fixture
def site(corpus: Corpus) -> Site:
    return Site(corpus, AUJOURDHUI)


def test_rendering_is_pure(corpus: Corpus) -> None:
    """Here, where nothing is remembered."""
    assert not remembers()
    once, again = render_corpus(corpus, AUJOURDHUI), render_corpus(corpus, AUJOURDHUI)
    assert again.pages == once.pages
    assert again.files == once.files


def with_fiche(corpus: Corpus, kind: str, identifiant: str, **changes: Any) -> Site:
    """Return the site where one fiche is changed."""
    fiches = dict(corpus.ecrits[kind])
    fiches[identifiant] = fiches[identifiant].model_copy(update=changes)
    return Site(corpus.having(**{kind: fiches}), AUJOURDHUI)


def test_what_is_made_of_the_same_values_is_asked_once_for_each_site(site: Site, corpus: Corpus) -> None:
    asked: list[tuple[Site, Any]] = []

    def make(of: Site, *about: Any) -> int:
        asked.append((of, about))
        return len(asked)

    other = Site(corpus, AUJOURDHUI)
    assert [one.kept(make, *about) for one in (site, site, other) for about in ((), ("a",), ("a",))] == [
        *(1, 2, 2, 1, 2, 2),
        *(3, 4, 4),
    ]
    assert asked == [(site, ()), (site, ("a",)), (other, ()), (other, ("a",))]


def with_territoire(corpus: Corpus, **changes: Any) -> Site:
    return Site(dataclasses.replace(corpus, territoire=corpus.territoire.model_copy(update=changes)), AUJOURDHUI)


def test_entries_are_in_alphabetical_order(site: Site) -> None:
    names = [entry.fiche.nom for entry in site.entrees["acteur"].values()]
    assert names[:4] == ["Fonds des Marées", "La Boîte à clous", "Le Carnet commun", "Petite-Île Agglomération"]
    for entries in site.entrees.values():
        names = [alphabetical(entry.fiche.nom) for entry in entries.values()]
        assert names == sorted(names)


def test_the_offer_holds_every_fiche_but_the_acteurs(site: Site) -> None:
    assert [entry.genre for entry in site.offre] == ["service"] * 6 + ["ressource"] * 3 + ["financement"] * 5
    assert len({entry.url for entry in site.offre}) == 14


@pytest.mark.parametrize(
    ("kind", "identifiant", "statut", "reserve", "propose"),
    [
        ("service", "permanence-accueil", "actif", "", True),
        ("service", "accompagnateur-referent", "experimentation", "Une partie : Port-Brume et La Lande-Étoile", True),
        ("service", "formation-argent", "a-confirmer", "À vérifier : si cela existe encore", False),
        ("service", "cafe-des-projets", "clos", "Fermé", False),
        ("financement", "appel-rivages", "clos", "Fermé", False),
        ("financement", "prime-pour-murir", "actif", "Ouvre plus tard", True),
    ],
)
def test_a_status_is_shown_as_it_is_today(
    site: Site, kind: str, identifiant: str, statut: str, reserve: str, propose: bool
) -> None:
    entry = site.entrees[kind][identifiant]
    assert (entry.statut, entry.reserve, entry.propose) == (statut, reserve, propose)


def test_the_day_decides(corpus: Corpus) -> None:
    on_the_last_day = Site(corpus, datetime.date(2026, 3, 31)).entrees["financement"]["appel-rivages"]
    the_day_after = Site(corpus, datetime.date(2026, 4, 1)).entrees["financement"]["appel-rivages"]
    assert (on_the_last_day.statut, on_the_last_day.propose) == ("actif", True)
    assert (the_day_after.statut, the_day_after.propose) == ("clos", False)


def test_tous_puts_a_fiche_under_every_term(site: Site) -> None:
    everywhere = {
        term for term, entries in site.by_axis["profils"].items() if any(e.id == "permanence-accueil" for e in entries)
    }
    assert everywhere == set(site.corpus.referentiels["profils"].termes)


def test_a_term_lists_what_names_it(site: Site) -> None:
    money = site.by_axis["thematiques"]["montage-financier"]
    assert [entry.id for entry in money] == ["formation-argent", "pret-des-marees"]
    assert [entry.id for entry in site.by_axis["modalites"]["formation"]] == ["formation-argent", "parcours-essaimage"]


def test_the_benefiters_of_a_financement_are_its_public(site: Site) -> None:
    found = {entry.id for entry in site.by_axis["profils"]["habitant-seul"] if entry.genre == "financement"}
    assert found == {"aide-aux-voisins", "prime-pour-murir"}


def test_ressources_and_money_have_their_own_way_of_helping(corpus: Corpus) -> None:
    modalites = corpus.referentiels["modalites"]
    word = next(iter(modalites.termes.values()))
    more = modalites.model_copy(update={"termes": {**modalites.termes, "financement": word}})
    site = Site(dataclasses.replace(corpus, referentiels={**corpus.referentiels, "modalites": more}), AUJOURDHUI)
    assert {entry.genre for entry in site.by_axis["modalites"]["financement"]} == {"financement"}
    assert len(site.by_axis["modalites"]["financement"]) == 5
    assert all(entry.genre == "service" for entry in site.by_axis["modalites"]["formation"])


def test_an_acteur_shows_what_it_offers_carries_publishes_or_funds(site: Site) -> None:
    offered = {acteur: {entry.id for entry in entries} for acteur, entries in site.by_acteur.items()}
    assert offered == {
        "pole-ess": {
            "permanence-accueil",
            "atelier-gouvernance",
            "accompagnateur-referent",
            "cafe-des-projets",
            "convention-a-remplir",
        },
        "agglomeration": {
            "permanence-accueil",
            "formation-argent",
            "aide-aux-voisins",
            "aide-des-saisons",
            "prime-pour-murir",
        },
        "carnet-commun": {
            "accompagnateur-referent",
            "parcours-essaimage",
            "guide-premiere-reunion",
            "appel-rivages",
        },
        "boite-a-clous": {"atelier-partage"},
        "fonds-des-marees": {"pret-des-marees", "prime-pour-murir"},
    }


def test_a_ressource_without_acteur_has_none(corpus: Corpus) -> None:
    site = with_fiche(corpus, "ressource", "guide-premiere-reunion", acteur=None)
    assert site.acteur_of(site.entrees["ressource"]["guide-premiere-reunion"]) is None
    assert "guide-premiere-reunion" not in {entry.id for entry in site.by_acteur["carnet-commun"]}


def test_the_word_tous_is_said_in_words(site: Site) -> None:
    assert site.labels("stades", ["tous"]) == ["Tous les moments du projet"]
    assert site.labels("profils", ["tous", "habitant-seul"])[0] == "Tout le monde"


def test_place_names_are_sorted(site: Site) -> None:
    assert site.place_names(["03901", "01903", "01901"]) == ["Bourg-l'Écume", "Les Trois-Balises", "Port-Brume"]


@pytest.mark.parametrize(
    ("kind", "codes", "said"),
    [
        ("territoire", (), "Dans les 6 communes"),
        ("france", (), "Dans les 6 communes"),
        ("epci", ("732829320",), "Dans les 6 communes"),
        ("regions", ("91", "92"), "Dans les 6 communes"),
        ("departements", ("01",), "Estran : 3 communes sur 6"),
        ("departements", ("03",), "Falaises : 1 commune sur 6"),
        ("departements", ("01", "02"), "Estran et Dunes-et-Marais : 5 communes sur 6"),
        ("regions", ("91",), "Estran et Dunes-et-Marais : 5 communes sur 6"),
        ("departements", ("04",), "Dans aucune commune d'ici"),
        ("epci", ("999999998",), "Dans aucune commune d'ici"),
        ("communes", ("01901",), "Port-Brume"),
        ("communes", ("03901",), "Falaises : 1 commune sur 6"),
        ("communes", ("02902", "01903", "01901"), "Bourg-l'Écume, Port-Brume, Roche-Lune"),
        ("communes", ("01901", "01902", "02901", "03901"), "4 communes sur 6"),
        ("communes", ("01901", "03902"), "Port-Brume"),
    ],
)
def test_where_it_is_open_is_said_in_words(site: Site, kind: Any, codes: tuple[str, ...], said: str) -> None:
    assert site.where_open(Zone(type=kind, codes=codes)) == said


def test_three_whole_departements_are_a_list(corpus: Corpus) -> None:
    """One more commune, in a fourth département, is the only one left out."""
    fort = corpus.communes["03901"].model_copy(
        update={"code_insee": "04901", "nom": "Hors-le-Cap", "departement": "04"}
    )
    site = Site(dataclasses.replace(corpus, communes={**corpus.communes, "04901": fort}), AUJOURDHUI)
    assert officiel().departements["04"][0] == "Grand-Large"
    assert site.where_open(Zone(type="departements", codes=("01", "02", "03"))) == (
        "Estran, Dunes-et-Marais et Falaises : 6 communes sur 7"
    )


def test_contacts_are_the_fiche_s_own_or_its_acteur_s(site: Site, corpus: Corpus) -> None:
    own = site.contacts_of(site.entrees["service"]["atelier-gouvernance"])
    assert [contact.role for contact in own] == ["Équipe des ateliers"]
    inherited = site.contacts_of(site.entrees["service"]["permanence-accueil"])
    assert inherited == corpus.acteurs["pole-ess"].contacts
    assert site.contacts_of(site.entrees["ressource"]["atelier-partage"]) == ()


@pytest.mark.parametrize(
    ("montant", "said"),
    [
        ({"min": 2000, "max": 20000}, f"De 2{NNBSP}000 à 20{NNBSP}000 €"),
        ({"max": 1500, "taux": 80}, f"Jusqu'à 1{NNBSP}500 €, 80 % des dépenses"),
        ({"min": 300}, "À partir de 300 €"),
        ({"min": 500, "max": 500, "unite": "euros-par-mois"}, "500 € par mois"),
        ({"max": 12000, "unite": "euros-par-an", "annee": 2026}, f"Jusqu'à 12{NNBSP}000 € par an (chiffre de 2026)"),
        ({"taux": 60}, "60 % des dépenses"),
        ({"taux": 60, "precision": "hors matériel"}, "60 % des dépenses. hors matériel"),
        ({"precision": "Selon le projet"}, "Selon le projet"),
        ({"annee": 2025}, "Chiffre de 2025"),
        ({"min": 0, "max": 0}, "0 €"),
        ({}, ""),
    ],
)
def test_an_amount_is_said_in_words(montant: dict[str, Any], said: str) -> None:
    assert montant_text(Montant.model_validate(montant)) == said
