"""Meetings, decisions and the consortium, on the invented territory: every state, and what a fork without any sees."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from generator.corpus.corpus import Corpus
from generator.models.instance import MAX_COLLEGES, MAX_DECISIONS, MAX_LIGNES, MAX_SOLLICITES, Instance, Reunion
from generator.rendering.labels import BANDEAUX
from generator.rendering.page import Rendering
from generator.rendering.pages.fiches import MAX_ENGAGEMENTS
from generator.rendering.pages.instances import MAX_REUNIONS, MAX_SUIVI, Seance
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI
from tests.construction import read, render_sober
from tests.pages import MOST_ELEMENTS, body, links, part, words

pytestmark = pytest.mark.usefixtures("se_souvenir")

ECHANGES = "instances/instance-echanges/"


@cache
def territory() -> Corpus:
    return read()


@cache
def site() -> Rendering:
    return render_corpus(territory(), AUJOURDHUI)


def bare(corpus: Corpus) -> Corpus:
    """The same without what other pages need time for."""
    return replace(corpus, arbres={}, parcours={}, cas_types=())


def with_instance(key: str = "instance-echanges", **changes: Any) -> Corpus:
    corpus = territory()
    instance = corpus.instances[key].model_copy(update=changes)
    return bare(corpus.having(instance={**corpus.instances, key: instance}))


def made(corpus: Corpus, today: datetime.date = AUJOURDHUI) -> Rendering:
    return render_sober(corpus, today)


def reunion(number: int, **lines: Any) -> Reunion:
    day = datetime.date(2026, 1, 16) + datetime.timedelta(days=7 * number)
    return Reunion.model_validate({"id": f"r{number}", "titre": f"Réunion {number}", "date": str(day), **lines})


def test_every_instance_and_every_meeting_has_its_page() -> None:
    urls = {page.url for page in site().pages}
    for key, instance in territory().instances.items():
        assert f"instances/{key}/" in urls
        for one in instance.reunions:
            assert f"instances/{key}/{one.id}/" in urls
    plan = links(body(site(), "plan/"))
    assert {"/instances/", f"/{ECHANGES}", "/consortium/"} <= set(plan)


def test_the_list_says_who_meets_and_when() -> None:
    page = body(site(), "instances/")
    coming = page.find_class("rdv")[0]
    assert [words(title) for title in coming.iter("h3")] == [
        "Suivre ce qui est fait ; choisir la suite",
        "Budget de la deuxième année",
        "Bilan de la première année",
    ]
    assert "Mardi 8 décembre 2026, de 18 h 30 à 20 h 30. Salle des fêtes, Bourg-l'Écume" in words(coming)
    assert "Mardi 16 mars 2027. Heure à préciser" in words(coming)
    assert "3 réunions tenues · prochaine : mardi 8 décembre 2026 Se réunit : à l'essai" in words(page)
    assert "2 réunions tenues · prochaine : mardi 26 janvier 2027" in words(page)
    assert "/instances/agenda.ics" in links(page)


def test_an_instance_tells_both_terms_by_meeting_and_by_college() -> None:
    page = body(site(), ECHANGES)
    (table,) = page.iter("table")
    rows = [[words(cell) for cell in row] for row in table.iter("tr")]
    assert rows == [
        ["Réunion", "Tous", "Collectivités", "Entreprises", "Associations", "Collectifs d'habitants"],
        ["10 novembre 2026 : Point d'étape", "Présents pas encore comptés"],
        ["24 septembre 2026 : Réunion de suivi", "13 sur 20", "2 sur 4", "0 sur 4", "5 sur 6", "6 sur 6"],
        ["18 juin 2026 : Réunion d'installation", "15 sur 20", "4 sur 4", "1 sur 4", "4 sur 6", "6 sur 6"],
        ["10 mars 2026 : Se rencontrer", "14 sur 19", "3 sur 4", "2 sur 4", "5 sur 6", "4 sur 5"],
        ["Les 3 réunions comptées", "42 sur 59", "9 sur 12", "3 sur 12", "14 sur 18", "16 sur 17"],
    ]
    who = words(part(page, "Qui vient"))
    assert "Présents, sur invités42 sur 59 (71\u00a0%)".replace("\u00a0", " ") in who.replace("\u00a0", " ")
    assert "7 sur 10 (70 %)" in who.replace("\u00a0", " ")


def test_what_waits_comes_before_what_is_done() -> None:
    decided = part(body(site(), ECHANGES), "Ce qui a été décidé")
    assert [words(badge) for badge in decided.find_class("badge")] == [
        *("En retard", "En cours", "Sans date"),
        *("Fait",) * 4,
    ]
    said = words(decided)
    assert "Pôle ESS de Petite-Île. Pour le 31 octobre 2026. Décidé le 24 septembre 2026" in said
    assert "Fait le 6 mai 2026, prévu pour le 30 avril 2026." in said
    assert "/besoins/traverser-le-soir/" in links(decided)
    assert f"/{ECHANGES}2026-09-suivi/" in links(decided)


def test_who_sits_and_what_is_not_decided() -> None:
    page = body(site(), ECHANGES)
    seats = part(page, "Qui y siège")
    assert "4 placesSollicités : Conserverie du Phare, Chantier naval de l'Estran." in words(seats)
    assert "Nombre de places pas encore décidé" in words(seats)
    assert {"/acteurs/agglomeration/", "/acteurs/boite-a-clous/"} <= set(links(seats))
    assert "La durée des mandats." in words(part(page, "Ce qui reste à décider"))
    assert "Venir à une réunion" in words(page.find_class("humain")[0])


def test_a_past_meeting() -> None:
    page = body(site(), f"{ECHANGES}2026-09-suivi/")
    assert page.find_class("etat") == []
    who = words(part(page, "Présents, sur invités"))
    assert "Associations5 sur 6" in who
    assert "Tous13 sur 20 (65" in who
    assert [words(b) for b in part(page, "Décisions").find_class("badge")] == ["En retard", "En cours", "Sans date"]
    assert "/fichiers/exemple.pdf" in links(page)
    assert {f"/{ECHANGES}2026-06-installation/", f"/{ECHANGES}2026-11-point/"} <= set(links(page))


def test_few_answers_are_not_published() -> None:
    said = words(part(body(site(), f"{ECHANGES}2026-09-suivi/"), "Ce qu'en disent les présents"))
    assert said == (
        "Les besoins identifiés9 satisfaits sur 12 réponses."
        "La façon de décider" + "Moins de 5 réponses : rien n'est publié, pour ne reconnaître personne."
    )


def test_a_meeting_that_nobody_counted_says_so() -> None:
    page = body(site(), f"{ECHANGES}2026-11-point/")
    assert "Les présents n'ont pas encore été comptés." in words(page.find_class("etat")[0])
    assert "Il n'a pas été gardé." in words(part(page, "Ordre du jour"))
    assert "Aucune décision n'est écrite." in words(part(page, "Décisions"))


def test_a_meeting_to_come_promises_nothing() -> None:
    page = body(site(), f"{ECHANGES}2026-12-suite/")
    assert words(page.find_class("etat")[0]).startswith("À venir.")
    assert "Décisions" not in [words(title) for title in page.iter("h2")]
    assert f"/{ECHANGES}agenda.ics" in links(page)
    bilan = body(site(), f"{ECHANGES}2027-03-bilan/")
    assert "L'heure sera précisée ici." in words(bilan)
    assert "Il n'est pas encore écrit." in words(part(bilan, "Ordre du jour"))


def test_a_cancelled_meeting_keeps_its_page_which_says_so() -> None:
    old = territory().instances["instance-echanges"].reunions
    changed = [one.model_copy(update={"annulee_le": AUJOURDHUI}) if one.id == "2026-12-suite" else one for one in old]
    rendering = made(with_instance(reunions=tuple(changed)))
    page = body(rendering, f"{ECHANGES}2026-12-suite/")
    assert words(page.find_class("etat")[0]) == (
        "Annulée. Cette réunion n'a pas lieu : elle a été annulée le 22 novembre 2026."
    )
    assert "Décisions" not in [words(title) for title in page.iter("h2")]
    assert "Annulée. Mardi 8 décembre 2026" in words(body(rendering, ECHANGES).find_class("rdv")[0])
    listed = body(rendering, "instances/")
    assert "prochaine : mardi 16 mars 2027" in words(listed)
    assert "Suivre ce qui est fait" not in words(listed.find_class("rdv")[0])
    assert "8 décembre 2026" not in words(body(rendering, "dispositif/"))


@pytest.mark.parametrize("statut", ["suspendu", "clos"])
def test_a_group_that_stopped_promises_no_meeting(statut: str) -> None:
    rendering = made(with_instance(statut=statut))
    page = body(rendering, f"{ECHANGES}2026-12-suite/")
    assert words(page.find_class("etat")[0]) == f"Pas de réunion ce jour-là. {BANDEAUX[statut]}"
    assert "La prochaine sera annoncée ici." not in words(body(rendering, ECHANGES))


@pytest.mark.parametrize(("lines", "said"), [({}, ""), ({"heure": "18:00"}, "à 18 h")])
def test_an_end_is_said_only_when_it_is_known(lines: dict[str, str], said: str) -> None:
    instance = territory().instances["instance-echanges"]
    assert Seance("x", instance, reunion(1, **lines)).heures == said


def test_a_fork_without_meetings_has_honest_pages() -> None:
    rendering = made(bare(territory().having(instance={})))
    page = body(rendering, "instances/")
    assert "Aucune date n'est connue pour l'instant." in words(page)
    assert words(page).count("Aucun groupe n'est décrit ici pour l'instant.") == 1
    assert "Aucun groupe n'est décrit ici" in words(body(rendering, "consortium/"))
    assert not any("/instances/" in url for url in links(body(rendering, "")))


def test_an_instance_of_which_nothing_is_known() -> None:
    least = Instance.model_validate(
        {
            "nom": "Comité de suivi",
            "resume": "Un comité dont on ne sait presque rien encore.",
            "volet": "b",
            "type": "comite",
            "statut": "a-creer",
            "role": ["Suivre ce qui est fait"],
        }
    )
    page = body(made(bare(territory().having(instance={"suivi": least}))), "instances/suivi/")
    assert "Nous ne connaissons pas non plus de réunion passée." in words(part(page, "Prochaine réunion"))
    assert "Ce n'est pas encore décidé." in words(part(page, "Qui y siège"))
    titles = [words(title) for title in page.iter("h2")]
    assert not {"Réunions passées", "Ce qui a été décidé", "Qui vient", "Ce qui reste à décider"} & set(titles)


def test_the_consortium_by_role_financeurs_apart() -> None:
    page = body(site(), "consortium/")
    assert page.find_class("etat") == []
    carrier = part(page, "Qui porte l'offre")
    assert "Engagement : Anime les réunions et tient le site à jour." in words(carrier)
    assert f"/{ECHANGES}" in links(carrier)
    assert "Dans l'offre : 2 services, 3 financements" in words(part(page, "Les membres"))
    money = part(page, "Ceux qui financent le consortium")
    assert [words(title) for title in money.iter("h3")] == ["Fonds des Marées", "Petite-Île Agglomération"]
    assert "Déjà présenté plus haut." in words(money)
    assert "Le Carnet commun" in words(part(page, "Les partenaires"))
    assert "Écrire à l'accueil du pôle ESS" in words(page.find_class("humain")[0])
    assert "Comment une structure quitte le consortium." in words(part(page, "Ce qui reste à décider"))


def test_members_that_are_not_known_are_said_unknown() -> None:
    corpus = with_instance("consortium", statut="a-creer", engagements=())
    acteurs = {
        key: one if key == "pole-ess" else one.model_copy(update={"roles_consortium": ()})
        for key, one in corpus.acteurs.items()
    }
    page = body(made(corpus.having(acteur=acteurs)), "consortium/")
    (banner,) = page.find_class("etat")
    assert words(banner).startswith("Les membres ne sont pas encore connus. Le consortium reste à créer.")
    assert "Aucun membre n'est connu pour l'instant." in words(page)
    assert "Aucun financeur n'est connu pour l'instant." in words(page)
    assert "Les partenaires" not in [words(title) for title in page.iter("h2")]


def test_an_acteur_says_what_it_runs_and_commits_to() -> None:
    done = part(body(site(), "acteurs/pole-ess/"), "Ce qu'elle fait avec d'autres")
    assert "Anime : Instance d'Échanges de Petite-Île, Consortium de Petite-Île, Comité de pilotage." in words(done)
    assert "Consortium de Petite-Île : Anime les réunions et tient le site à jour." in words(done)
    assert "/besoins/reparer/" in links(done)
    assert "/consortium/" in links(body(site(), "acteurs/pole-ess/"))
    without = body(site(), "acteurs/boite-a-clous/")
    assert "Ce qu'elle fait avec d'autres" not in [words(title) for title in without.iter("h2")]


def test_many_commitments_are_cut() -> None:
    one = territory().instances["consortium"].engagements[0]
    page = body(made(with_instance("consortium", engagements=(one,) * 9)), f"acteurs/{one.acteur}/")
    done = part(page, "Ce qu'elle fait avec d'autres")
    assert len(list(done.iter("li"))) == MAX_ENGAGEMENTS
    assert "autres engagements" in words(done)


def test_the_home_page_says_the_next_meetings() -> None:
    said = words(body(site(), ""))
    assert "Suivre ce qui est fait ; choisir la suite Mardi 8 décembre 2026, de 18 h 30 à 20 h 30" in said
    after = words(body(made(bare(territory()), datetime.date(2027, 3, 16)), ""))
    assert "Dates à retenir Bilan de la première année Mardi 16 mars 2027" in after
    assert "Dates à retenir" not in words(body(made(bare(territory()), datetime.date(2027, 3, 17)), "")), "rien : rien"


def test_a_service_leads_to_its_meetings() -> None:
    rendering = made(with_instance(service="permanence-accueil"))
    assert f"/{ECHANGES}" in links(body(rendering, "offre/services/permanence-accueil/"))
    assert "/offre/services/permanence-accueil/" in links(body(rendering, ECHANGES))


def test_many_meetings_are_cut_in_pages() -> None:
    meetings = tuple(reunion(n, invites={"associations": "2"}, presents={"associations": "1"}) for n in range(30))
    rendering = made(with_instance(reunions=meetings))
    urls = [page.url for page in rendering.pages if page.url.startswith(f"{ECHANGES}page/")]
    assert urls == [f"{ECHANGES}page/{number}/" for number in range(2, -(-30 // MAX_REUNIONS) + 1)]
    shown = [link for url in (ECHANGES, *urls) for table in body(rendering, url).iter("table") for link in links(table)]
    assert shown == [f"/{ECHANGES}r{number}/" for number in range(29, -1, -1)]
    assert len(links(next(body(rendering, ECHANGES).iter("table")))) == MAX_REUNIONS


def test_the_longest_pages_stay_in_their_budget() -> None:
    """Every list at its greatest length; the shell has about 60 elements."""
    text, keys = "Une phrase.", [f"c{number}" for number in range(MAX_COLLEGES)]
    decision = {"texte": text, "responsable": "Le club", "echeance": "2026-12-01", "besoin": "reparer"}
    counts = dict.fromkeys(keys, "3")
    more = {"ordre_du_jour": [text] * MAX_LIGNES, "decisions": [decision] * MAX_DECISIONS}
    full = Instance.model_validate(
        {
            "nom": "Une grande instance",
            "resume": "Une instance inventée, pleine comme un œuf.",
            "volet": "a",
            "type": "instance",
            "statut": "experimentation",
            "role": [text] * MAX_LIGNES,
            "a_decider": [text] * MAX_LIGNES,
            "animateur": "pole-ess",
            "colleges": {key: {"nom": key} for key in keys},
            "sollicites": {
                f"s{number}": {"nom": "Agglo", "college": keys[number % MAX_COLLEGES], "acteur": "agglomeration"}
                for number in range(MAX_SOLLICITES)
            },
            "sources": [{"titre": "Compte rendu", "consulte_le": "2026-11-20"}],
        }
    )
    past = [reunion(number, invites=counts, presents=counts, **more) for number in range(MAX_REUNIONS)]
    coming = [reunion(number, ordre_du_jour=[text] * MAX_LIGNES) for number in range(60, 70)]
    corpus = territory().having(instance={"grande": full.model_copy(update={"reunions": (*past, *coming)})})
    rendering = made(bare(corpus))
    page = body(rendering, "instances/grande/")
    assert len(part(page, "Ce qui a été décidé").find_class("badge")) == MAX_SUIVI
    for url in ("instances/", "instances/grande/", "instances/grande/r0/", "instances/grande/r60/", "consortium/"):
        assert sum(1 for _ in body(rendering, url).iter("*")) < MOST_ELEMENTS - 80, url
