"""What stands in for a fiche closed here, why a fiche is there, what nothing shows; and the room of a paper card."""

from __future__ import annotations

from typing import Any

import pytest

from generator.models.cas_type import CasType
from generator.orientation import study as study_module
from generator.orientation.cartes import LARGEUR_TITRE, cards_of, steps_on_card
from generator.orientation.cas_types import _closed_by, check_cas_types, check_covered
from generator.orientation.learning import measure_questions
from generator.orientation.paths import enumerate_paths
from generator.orientation.proofs import check_shown
from generator.orientation.remplacants import substitutes
from generator.orientation.report import explain, report
from generator.orientation.sentences import tell_place
from generator.orientation.structure import check_structure
from generator.orientation.study import study_of
from tests.chemins import AUJOURDHUI
from tests.orientation.monde import arbre, departements, financement, monde, parcours, question, service

TREE = arbre(question("q", {"id": "a", "retenir": {"stades": ["x"]}, "parcours": "p"}, {"id": "nsp", "parcours": "p"}))
WORLD = monde(
    {
        "ici": service(nom="Ouvert ici", zone=departements("01"), stades=["x"]),
        "la-bas": service(nom="Ouvert là-bas", zone=departements("02", "03")),
        "partout": service(nom="Partout", thematiques=["v"], stades=["x"]),
        "seul": service(nom="Seul", thematiques=["u"], zone=departements("01")),
    },
    arbres={"x": TREE},
    parcours={"p": parcours(*({"demander": {"thematiques": [word]}} for word in "tuv"))},
)


@pytest.mark.parametrize(
    ("place", "instead"), [("departement-01", {"la-bas": "ici"}), ("departements-02-03", {"ici": "la-bas"})]
)
def test_a_closed_fiche_is_replaced_by_what_the_same_step_shows_here(place: str, instead: dict[str, str]) -> None:
    """What is open has no substitute; nor has what a step asks for when nothing else answers it."""
    study = study_of(WORLD, AUJOURDHUI)
    classe = next(one for one in study.matching.classes if one.id == place)
    assert {closed[1]: shown[1] for closed, shown in substitutes(study, classe).items()} == instead


def test_a_fiche_is_told_with_where_and_why() -> None:
    text = explain(WORLD, AUJOURDHUI, "a", "nsp")
    assert "  proposé : Ouvert ici (ici) [seulement : Estran], parce que « Réponse a »\n" in text
    assert "pas ouvert ici" not in text
    elsewhere = explain(WORLD, AUJOURDHUI, "a", "02901")
    assert "  pas ouvert ici : Ouvert ici (ici) [seulement : Estran], parce que « Réponse a »\n" in elsewhere
    assert "  proposé : Partout (partout), parce que « Réponse a »\n" in elsewhere


@pytest.mark.parametrize(("demander", "answer"), [({"modalites": ["m"]}, "a"), ({"thematiques": ["t"]}, "b")])
def test_the_answer_that_chose_the_subject_explains_it(demander: dict[str, list[str]], answer: str) -> None:
    """Unless the étape itself says the subject: then it is the answer that led to it."""
    tree = arbre(
        question("un", {"id": "a", "retenir": {"thematiques": ["t"]}}, {"id": "nsp"}),
        question("deux", {"id": "b", "parcours": "p"}, {"id": "nsp", "parcours": "p"}),
    )
    corpus = monde({"s": service()}, arbres={"x": tree}, parcours={"p": parcours({"demander": demander})})
    assert f"(s), parce que « Réponse {answer} »\n" in explain(corpus, AUJOURDHUI, "a.b", "nsp")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("departement-01", "à Bourg-l'Écume"),
        ("plusieurs", "dans plusieurs communes"),
        ("nsp", "sans dire sa commune"),
    ],
)
def test_a_place_in_words(place: str, words: str) -> None:
    places = study_of(WORLD, AUJOURDHUI).matching.places
    assert tell_place(WORLD, next(one for one in places if one.id == place)) == words


@pytest.mark.parametrize(("titre", "steps"), [(1, 11), (2, 10), (3, 9), (11, 1), (12, 0)])
def test_a_title_of_several_lines_leaves_less_room(titre: int, steps: int) -> None:
    """Thirty-four half-lines: three for each step of one line, three for each more line of the title."""
    assert len(steps_on_card(" ".join(["t" * LARGEUR_TITRE] * titre), ["un pas"] * 30)) == steps


PETIT: dict[str, Any] = {
    "arbres": {"x": arbre(question("un", *({"id": one, "parcours": "p"} for one in ("oui", "non", "nsp"))))},
    "parcours": {"p": parcours({"services": ["accueil"]})},
}


def test_each_answer_that_no_case_plays_is_named() -> None:
    case = {"cas": "Une équipe.", "arbre": "x", "reponses": {"un": "oui"}, "attendu": {"parcours": "p"}}
    study = study_of(monde(**PETIT, cas_types=(CasType.model_validate(case),)), AUJOURDHUI)
    assert [(one.code, one.message.split(" à «")[0]) for one in check_covered(study)] == [
        ("ORI033", "aucun cas type ne répond « Réponse non »"),
        ("ORI033", "aucun cas type ne répond « Réponse nsp »"),
    ]


def test_what_is_not_proposed_is_not_asked_to_be_shown() -> None:
    fiches = {"off": service(nom="Suspendu", statut="suspendu"), "seul": service(nom="Seul")}
    fiches["hors"] = service(nom="Hors d'ici", zone=departements("75"))
    fiches["premier"] = service(nom="Ailleurs, et premier de la liste", zone=departements("75"), stades=["x"])
    found = check_shown(study_of(monde(fiches, **PETIT), AUJOURDHUI))
    assert [(one.code, one.path) for one in found] == [("ORI012", "service/seul")]


TROIS = ("un", "deux", "une")
SORTIE = {"titre": "Ailleurs", "dire": "Ailleurs.", "contact": "accueil"}
DEUX = arbre(
    question("un", {"id": "a"}, {"id": "b", "parcours": "p"}, {"id": "nsp", "parcours": "p"}),
    question("deux", {"id": "c", "sortie": SORTIE}, {"id": "nsp", "parcours": "p"}),
)


def test_the_cards_of_a_tree_and_where_each_answer_leads() -> None:
    """The facilitator's, the two questions, then each end once, in the order in which it is met."""
    jeu = cards_of(DEUX)
    kinds = [("lieu", ""), ("question", "un"), ("question", "deux"), ("parcours", "p"), ("sortie", "deux.c")]
    assert [(carte.genre, carte.cle) for carte in jeu.cartes] == kinds
    assert [carte.numero for carte in jeu.cartes] == [1, 2, 3, 4, 5]
    assert jeu.suites == {
        ("un", "a"): 3, ("un", "b"): 4, ("un", "nsp"): 4, ("deux", "c"): 5, ("deux", "nsp"): 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reponses", "attendu", "said"),
    [
        ({"un": "b"}, {"parcours": "q"}, "le parcours est « p », « q » attendu."),
        ({"un": "a", "deux": "c"}, {"parcours": "q"}, "le parcours est « sortie (c) », « q » attendu."),
        (
            {"un": "a", "deux": "c"},
            {"sortie": "d"},
            "le chemin finit par « sortie (c) », la sortie « d » est attendue.",
        ),
        ({"un": "b"}, {"sortie": "b"}, "le chemin finit par « p », la sortie « b » est attendue."),
    ],
)
def test_where_a_case_ends_is_said(reponses: dict[str, str], attendu: dict[str, str], said: str) -> None:
    case = CasType.model_validate({"cas": "Une équipe.", "arbre": "x", "reponses": reponses, "attendu": attendu})
    study = study_of(monde(arbres={"x": DEUX}, parcours=PETIT["parcours"], cas_types=(case,)), AUJOURDHUI)
    assert [one.message for one in check_cas_types(study)] == [f"« Une équipe. » : {said}"]


@pytest.mark.parametrize(("rank", "vers", "near"), [(0, "deu", "« deux »"), (1, "un", "")])
def test_a_question_that_does_not_exist_has_a_near_name_and_one_that_comes_before_has_none(
    rank: int, vers: str, near: str
) -> None:
    questions = [question(name, {"id": "a", "parcours": "p"}, {"id": "nsp", "parcours": "p"}) for name in TROIS]
    questions[rank]["reponses"][0] = {"id": "a", "texte": "Réponse a", "vers": vers}
    (found,) = check_structure(monde(arbres={"x": arbre(*questions)}))
    assert found.code == "ORI002"
    assert (near in found.hint, "Vouliez-vous dire" in found.hint) == (True, bool(near))


def test_the_questions_are_measured_in_the_order_in_which_they_are_asked() -> None:
    """Before « un », `p` or the sortie; after it, both on one answer, `p` on two."""
    found = measure_questions(enumerate_paths("x", DEUX))
    assert [(one.question, one.rang) for one in found] == [("un", 0), ("deux", 1)]
    assert (found[0].avant, found[0].apres) == (2, pytest.approx(4 / 3))


def test_a_case_that_ends_elsewhere_is_proposed_to_paste() -> None:
    world = monde(arbres={"x": DEUX}, parcours=PETIT["parcours"])
    text = report(world, AUJOURDHUI)
    assert "    reponses: {un: a, deux: c}\n    attendu:\n      sortie: c\n" in text
    case = {"cas": "Une équipe.", "arbre": "x", "reponses": {"un": "b"}, "attendu": {"parcours": "p"}}
    many = arbre(question("un", *({"id": one, "parcours": "p"} for one in ("a", "b", "c", "d", "e", "f", "nsp"))))
    study = study_of(
        monde(arbres={"x": many}, parcours=PETIT["parcours"], cas_types=(CasType.model_validate(case),)), AUJOURDHUI
    )
    assert [one.message.partition(" ? ». ")[2] for one in check_covered(study)] == [
        "5 autres réponses, parcours ou « si_rien » de même."
    ]


def test_as_many_places_as_the_budget_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two questions and four paths are six pages in each place, of 8,000."""
    monkeypatch.setattr(study_module, "gather_places", lambda matching, cas, most: most)
    assert study_module._study(monde(arbres={"x": DEUX}, parcours=PETIT["parcours"]), AUJOURDHUI).lieux == 8000 // 6
    assert study_module._study(monde(), AUJOURDHUI).lieux == 8000


@pytest.mark.parametrize(
    ("identifiant", "closed"), [("ici", ""), ("loin", "zone"), ("les-deux", ""), ("off", "statut"), ("absent", "")]
)
def test_by_what_an_expected_fiche_is_closed(identifiant: str, closed: str) -> None:
    """Two fiches may have one id: one that is open here is enough."""
    far, off = {"zone": departements("02")}, {"statut": "suspendu"}
    services = {"ici": service(), "loin": service(**far), "les-deux": service(**far), "off": service(**off)}
    study = study_of(monde(services, financements={"les-deux": financement()}), AUJOURDHUI)
    cas = CasType.model_validate({"cas": "Une équipe.", "arbre": "x", "commune": "01901", "reponses": {"un": "a"}})
    assert _closed_by(study, identifiant, cas) == closed
