"""The semantics, unit by unit: what fits, where, in which order, and what stands in."""

from __future__ import annotations

from typing import Any

import pytest

from generator.corpus.corpus import Corpus
from generator.orientation.matching import build_matching
from generator.orientation.paths import Faits, Pas
from generator.orientation.results import A_VERIFIER, Remplie, Resultat, fill
from tests.chemins import AUJOURDHUI
from tests.orientation.monde import arbre, departements, financement, monde, parcours, question, ressource, service

DEMANDE = {"demander": {"thematiques": ["t"], "modalites": ["m"]}}


def result(corpus: Corpus, place: str = "nsp", **retenir: list[str]) -> Resultat:
    """Fill the parcours `p` for one answer that retains these facts."""
    matching = build_matching(corpus, AUJOURDHUI)
    tree = arbre(question("q", {"id": "a", "retenir": retenir, "parcours": "p"}, {"id": "nsp", "parcours": "p"}))
    pas = (Pas(tree.questions[0], tree.questions[0].reponses[0]),)
    return fill(matching, "p", pas, next(found for found in matching.places if found.id == place))


def ids(remplie: Remplie | None, part: str = "montres") -> list[str]:
    assert remplie is not None
    return [proposition.id for proposition in getattr(remplie, part)]


def first(corpus: Corpus, place: str = "nsp", part: str = "montres", **retenir: list[str]) -> list[str]:
    """What the first étape shows."""
    return ids(result(corpus, place, **retenir).etapes[0].contenu, part)


def one(etape: dict[str, Any] = DEMANDE, **fields: Any) -> Corpus:
    """One service `s`, one étape."""
    return monde({"s": service(**fields)}, parcours={"p": parcours(etape)})


@pytest.mark.parametrize(
    ("thematiques", "modalites", "fits"),
    [
        (["t"], ["m"], True),
        (["autre", "t"], ["m", "autre"], True),
        (["t"], ["autre"], False),
        (["autre"], ["m"], False),
    ],
)
def test_or_inside_an_axis_and_between(thematiques: list[str], modalites: list[str], fits: bool) -> None:
    assert first(one(thematiques=thematiques, modalites=modalites)) == (["s"] if fits else [])


@pytest.mark.parametrize("axe", ["stades", "profils"])
@pytest.mark.parametrize(
    ("said", "retained", "fits"),
    [
        (["tous"], ["x"], True),
        (["x", "y"], ["y", "z"], True),
        (["x"], ["y"], False),
        (["x"], [], True),
    ],
)
def test_facts_filter_and_silence_does_not(axe: str, said: list[str], retained: list[str], fits: bool) -> None:
    assert first(one(**{axe: said}), **{axe: retained}) == (["s"] if fits else [])


def test_two_answers_on_one_axis_narrow() -> None:
    corpus = one(stades=["x", "y"])
    matching = build_matching(corpus, AUJOURDHUI)
    both: Faits = frozenset({("stades", frozenset({"x"})), ("stades", frozenset({"y"}))})
    apart: Faits = frozenset({("stades", frozenset({"x"})), ("stades", frozenset({"z"}))})
    assert [bool(matching.evaluate("p", faits, "nsp").etapes[0].montres) for faits in (both, apart)] == [True, False]  # type: ignore[union-attr]


def test_thematiques_of_answers_serve_etapes_that_ask_none() -> None:
    services = {"a": service(nom="AAA", thematiques=["t"]), "b": service(nom="BBB", thematiques=["u"])}
    corpus = monde(services, parcours={"p": parcours({"demander": {"modalites": ["m"]}}, DEMANDE)})
    found = result(corpus, thematiques=["u"])
    assert [ids(etape.contenu) for etape in found.etapes] == [["b"], ["a"]]
    assert first(corpus) == ["a", "b"]


@pytest.mark.parametrize(
    ("fields", "proposed"),
    [
        ({}, True),
        ({"statut": "experimentation"}, True),
        ({"statut": "a-confirmer"}, False),
        ({"statut": "suspendu"}, False),
        ({"statut": "clos"}, False),
        ({"statut": "a-creer"}, False),
        ({"ouverture": {"au": "2026-11-21"}}, False),
        ({"ouverture": {"au": "2026-11-22"}}, True),
    ],
)
@pytest.mark.parametrize("etape", [DEMANDE, {"services": ["s"]}], ids=["demander", "services"])
def test_only_what_is_open_today(etape: dict[str, Any], fields: dict[str, Any], proposed: bool) -> None:
    assert first(one(etape, **fields)) == (["s"] if proposed else [])


def test_a_closed_door_is_named_but_never_offered() -> None:
    corpus = one(zone=departements("01"))
    assert first(corpus, "departement-01") == ["s"]
    assert first(corpus, "departements-02-03") == []
    elsewhere = result(corpus, "departements-02-03").etapes[0].contenu.ailleurs
    assert [(proposition.id, proposition.ou) for proposition in elsewhere] == [("s", "Estran")]


def test_a_service_of_another_territory_is_never_offered() -> None:
    assert first(one(zone=departements("04"))) == []


@pytest.mark.parametrize("place", ["plusieurs", "nsp"])
def test_without_a_commune_all_is_shown_with_where(place: str) -> None:
    services = {"a": service(nom="AAA", zone=departements("01")), "b": service(nom="BBB", zone=departements("02"))}
    corpus = monde(services, parcours={"p": parcours({**DEMANDE, "maximum": 1})})
    shown = result(corpus, place).etapes[0].contenu
    assert [(p.id, p.ou) for p in shown.montres] == [("a", "Estran"), ("b", "Dunes-et-Marais")]
    assert [classe.nom for classe in shown.repli_dans] == ["Falaises"]


def test_named_services_keep_their_order_and_ignore_facts() -> None:
    services = {"a": service(nom="AAA", stades=["x"]), "b": service(nom="BBB")}
    corpus = monde(services, parcours={"p": parcours({"services": ["b", "a"]})})
    assert first(corpus, stades=["y"]) == ["b", "a"]


def test_neutral_order_precise_first_then_name_then_ressources() -> None:
    services = {
        "z": service(nom="Zèbre", stades=["x"], profils=["y"]),
        "b": service(nom="Béta", stades=["x"]),
        "a": service(nom="Âne"),
        "c": service(nom="Cane"),
    }
    corpus = monde(
        services,
        ressources={"r": ressource(nom="Abri", stades=["x"], profils=["y"])},
        parcours={"p": parcours({"demander": {"thematiques": ["t"]}, "maximum": 4})},
    )
    assert first(corpus) == ["z", "b", "a", "c"]
    assert first(corpus, part="aussi") == ["r"]


def test_a_ressource_is_what_one_uses_alone() -> None:
    corpus = monde(
        {"s": service()},
        ressources={"r": ressource(profils=["x"])},
        parcours={"p": parcours({"demander": {"thematiques": ["t"], "modalites": ["ressource-autonomie"]}})},
    )
    assert first(corpus, "territoire") == ["r"]
    assert first(corpus, "territoire", profils=["y"]) == []


def test_an_action_asks_for_nothing() -> None:
    contenu = result(one({"faire": "Écrivez."})).etapes[0].contenu
    assert contenu == Remplie()


@pytest.mark.parametrize(
    ("si_rien", "instead"),
    [
        ({}, []),
        ({"services": ["accueil"]}, ["accueil"]),
        ({"elargir_sans": ["modalites"]}, ["s"]),
        ({"elargir_sans": ["stades"]}, []),
        ({"elargir_sans": ["modalites"], "services": ["accueil"]}, ["accueil", "s"]),
        ({"services": ["ferme"]}, []),
        ({"ressources": ["r"]}, ["r"]),
        ({"ressources": ["r", "perdue"], "services": ["accueil"]}, ["accueil", "r"]),
        ({"elargir_sans": ["modalites"], "ressources": ["r"]}, ["r", "s"]),
    ],
)
def test_what_stands_in(si_rien: dict[str, Any], instead: list[str]) -> None:
    etape = {"demander": {"thematiques": ["t"], "modalites": ["absente"]}, "si_rien": {"dire": "Rien.", **si_rien}}
    services = {"s": service(), "ferme": service(nom="Fermé", statut="suspendu")}
    ressources = {"r": ressource(thematiques=["u"]), "perdue": ressource(nom="Perdue", statut="clos")}
    contenu = result(monde(services, ressources=ressources, parcours={"p": parcours(etape)})).etapes[0].contenu
    assert (contenu.montres, ids(contenu, "remplacants"), contenu.dire) == ((), instead, "Rien.")


def test_what_stands_in_is_open_here() -> None:
    etape = {**DEMANDE, "si_rien": {"dire": "Rien.", "services": ["loin"]}}
    services = {"loin": service(nom="Loin", thematiques=["u"], zone=departements("01"))}
    corpus = monde(services, parcours={"p": parcours(etape)})
    assert first(corpus, "departement-01", "remplacants") == ["loin"]
    assert first(corpus, "departements-02-03", "remplacants") == []


def test_financements_by_type_public_and_place() -> None:
    corpus = monde(
        financements={
            "a": financement(nom="AAA", types=["f", "g"]),
            "b": financement(nom="BBB", beneficiaires=["x"]),
            "c": financement(nom="CCC", types=["h"]),
            "d": financement(nom="DDD", zone=departements("01")),
            "e": financement(nom="EEE", depot={"cloture": "2026-11-21"}),
        },
        parcours={"p": parcours({"faire": "Compter."}, financements={"types": ["f"], "maximum": 2})},
    )
    money = result(corpus, "departement-01", profils=["y"]).financements
    assert (ids(money), ids(money, "aussi")) == (["a", "d"], [])
    assert ids(result(corpus, "departement-01").financements, "aussi") == ["d"]
    assert ids(result(corpus, "departements-02-03", profils=["x"]).financements) == ["b", "a"]


def test_financements_by_thematique() -> None:
    """One that names none fits them all; what the answers retain on this axis never takes money away."""
    corpus = monde(
        financements={
            "a": financement(nom="AAA", thematiques=["t"]),
            "b": financement(nom="BBB", thematiques=["u", "v"]),
            "c": financement(nom="CCC"),
        },
        parcours={
            "p": parcours({"faire": "Compter."}, financements={"types": ["f"], "thematiques": ["u"], "maximum": 3}),
        },
    )
    assert ids(result(corpus, "nsp", thematiques=["t"]).financements) == ["b", "c"]
    only = monde(
        financements={"a": financement(nom="AAA", thematiques=["t"])},
        parcours={
            "p": parcours(
                {"faire": "Compter."},
                financements={
                    "types": ["f"],
                    "thematiques": ["u"],
                    "si_rien": {"dire": "Rien.", "elargir_sans": ["thematiques"]},
                },
            )
        },
    )
    money = result(only, "nsp").financements
    assert (ids(money), ids(money, "remplacants")) == ([], ["a"])


def test_because_you_answered() -> None:
    services = {"precis": service(nom="AAA", stades=["x"]), "large": service(nom="BBB")}
    corpus = monde(services, parcours={"p": parcours(DEMANDE)})
    tree = arbre(
        question("un", {"id": "a", "retenir": {"stades": ["x"]}}, {"id": "nsp"}),
        question("deux", {"id": "b", "parcours": "p"}, {"id": "nsp", "parcours": "p"}),
    )
    pas = tuple(Pas(asked, asked.reponses[0]) for asked in tree.questions)
    matching = build_matching(corpus, AUJOURDHUI)
    shown = fill(matching, "p", pas, matching.places[0]).etapes[0].contenu.montres
    assert {p.id: [step.reponse.id for step in p.parce_que] for p in shown} == {"precis": ["a"], "large": ["b"]}


def test_a_parcours_in_general_has_no_answer() -> None:
    matching = build_matching(one(), AUJOURDHUI)
    shown = fill(matching, "p", (), matching.places[-1]).etapes[0].contenu.montres
    assert [(p.id, p.parce_que) for p in shown] == [("s", ())]


VERIFIER = {"type": "departements", "codes": ["02"], "aupres_de": "agglomeration"}


def test_what_is_to_verify_is_the_last_resort_and_is_never_closed() -> None:
    """Something fits here: the doubtful one is folded below it, and never under « pas ouvert ici »."""
    services = {
        "doute": service(nom="AAA", zone=departements("01"), a_verifier=VERIFIER),
        "ferme": service(nom="BBB", zone=departements("01")),
        "sur": service(nom="ZZZ"),
    }
    etape = result(monde(services, parcours={"p": parcours(DEMANDE)}), "departement-02").etapes[0]
    assert etape.premiere is not None
    assert (etape.premiere.id, [one.id for one in etape.autres]) == ("sur", ["doute"])
    assert ids(etape.contenu, "ailleurs") == ["ferme"]
    assert etape.contenu.dire == ""


def test_where_nothing_fits_what_is_to_verify_is_said_instead_of_nothing_known() -> None:
    services = {"doute": service(zone=departements("01"), a_verifier=VERIFIER)}
    etapes = ({"services": ["accueil"]}, {**DEMANDE, "si_rien": {"services": ["accueil"], "dire": "Rien de connu."}})
    found = result(monde(services, parcours={"p": parcours(*etapes)}), "departement-02").etapes[1]
    assert found.premiere is not None
    assert (found.premiere.id, found.contenu.dire) == ("doute", A_VERIFIER)
    assert found.premiere.signe is not None
    assert found.premiere.signe.mots == "À vérifier : auprès de Petite-Île Agglomération"
    assert ids(found.contenu, "ailleurs") == []


def test_a_lead_of_money_to_verify_says_with_whom_not_where_it_is_open() -> None:
    fonds = {"f": financement(zone=departements("01"), a_verifier=VERIFIER, depot={})}
    corpus = monde(financements=fonds, parcours={"p": parcours({"faire": "Écrire."}, financements={"types": ["f"]})})
    money = result(corpus, "departement-02").financements
    assert money is not None
    assert [one.ou for one in money.a_verifier] == ["À vérifier : auprès de Petite-Île Agglomération"]
    assert (ids(money), ids(money, "ailleurs")) == ([], [])
