"""The two texts of the command, whole."""

from __future__ import annotations

import pytest

from generator.orientation.learning import measure_questions
from generator.orientation.paths import enumerate_paths
from generator.orientation.report import explain, report
from generator.problems.faults import Fault
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.orientation.monde import arbre, monde, parcours, question, service

RAPPORT = """\
2 arbres, 5 questions, 16 réponses, 4 parcours.
5 classes de communes : Port-Brume (1 commune), Val-Clair et Bourg-l'Écume (2 communes), \
La Lande-Étoile (1 commune), Roche-Lune (1 commune), Falaises (1 commune).
  equipes : 5 chemins, 2 pages de question, 1,6 questions en moyenne, 2 au plus.
  voisins : 10 chemins, 4 pages de question, 2,1 questions en moyenne, 3 au plus.
Pages : 21 × 7 lieux = 147. Évaluations : 84.
"""
EXPLICATION = """\
Lieu : Roche-Lune
Question « Où en êtes-vous ? »
  réponse « Nous avons commencé. » → retient stades : emergence, structuration
Question « De quoi voulez-vous parler d'abord ? »
  réponse « Décider ensemble. » → retient thematiques : gouvernance-partagee
Parcours « Avancer ensemble » (avancer)
Étape 1 : Travailler en groupe
  proposé : Accueil et premiers conseils (permanence-accueil), parce que « Décider ensemble »
"""


def test_report() -> None:
    text = report(read(), AUJOURDHUI)
    assert text.startswith(RAPPORT)
    assert "  essaimer, étape 1 « Suivre le parcours » : Falaises 100 %\n" in text
    assert text.rstrip().endswith("13 cas types : chaque réponse, parcours et « si_rien » est joué.")


def test_report_tells_what_each_question_teaches() -> None:
    """By hand: before `tri`, p, q or r; after it, p alone, or q and r. `vide` leaves all three, and retains nothing."""
    tree = arbre(
        question("vide", {"id": "a"}, {"id": "nsp"}),
        question("tri", {"id": "a", "parcours": "p"}, {"id": "nsp"}),
        question("fin", {"id": "a", "parcours": "q"}, {"id": "nsp", "parcours": "r"}),
    )
    ways = {name: parcours({"services": ["accueil"]}) for name in "pqr"}
    text = report(monde(arbres={"x": tree}, parcours=ways), AUJOURDHUI)
    assert "  x : vide 3 → 3, tri 3 → 1,5, fin 2 → 1\n" in text
    assert "    apprend peu et ne retient rien, à poser plus tard ou à retirer : vide\n" in text
    kept = question("vide", {"id": "a", "retenir": {"stades": ["idee"]}}, {"id": "nsp"})
    useful = arbre(kept, *(q.model_dump(exclude_none=True) for q in tree.questions[1:]))
    assert "apprend peu" not in report(monde(arbres={"x": useful}, parcours=ways), AUJOURDHUI)


def test_an_answer_never_adds_an_end() -> None:
    corpus = read()
    for identifiant, tree in corpus.arbres.items():
        found = measure_questions(enumerate_paths(identifiant, tree))
        assert [one.rang for one in found] == sorted(one.rang for one in found)
        assert {one.question for one in found} == {q.id for q in tree.questions}
        assert all(1 <= one.apres <= one.avant and 0 < one.part <= 1 for one in found)


def test_report_proposes_cases_to_paste() -> None:
    tree = arbre(question("un", {"id": "a", "parcours": "p"}, {"id": "nsp", "parcours": "p"}))
    text = report(monde(arbres={"x": tree}, parcours={"p": parcours({"services": ["accueil"]})}), AUJOURDHUI)
    assert "0 cas type ; que rien ne joue : 3 réponses, parcours ou « si_rien »." in text
    assert "    reponses: {un: a}\n    attendu:\n      parcours: p\n" in text
    assert "        - {contient: [accueil]}\n" in text


def test_report_tells_what_is_never_first_and_what_changes_nothing() -> None:
    """By hand: `s` comes second, `u` second of what stands in, so first nowhere; « a » retains for nothing.

    « c » of the second question retains what leads to a step that asks: it changes something.
    """
    tree = arbre(
        question("un", {"id": "a", "retenir": {"stades": ["x"]}}, {"id": "b"}, {"id": "nsp"}),
        question(
            "deux", {"id": "c", "retenir": {"thematiques": ["t"]}, "parcours": "r"}, {"id": "nsp", "parcours": "p"}
        ),
    )
    instead = {"services": ["off"], "si_rien": {"dire": "Rien.", "services": ["accueil", "u"]}}
    ways = {"p": parcours({"services": ["accueil", "s"]}, instead), "r": parcours({"demander": {"modalites": ["m"]}})}
    services = {"s": service(nom="Service S", modalites=["z"]), "u": service(nom="Service U", thematiques=["v"])}
    services |= {"v": service(nom="Service V"), "off": service(nom="Service O", statut="suspendu")}
    text = report(monde(services, arbres={"x": tree}, parcours=ways), AUJOURDHUI)
    assert "Services jamais proposés en premier : s, u.\n" in text
    assert "Réponses dont le « retenir » ne change rien aujourd'hui : x.un.a.\n" in text
    assert '    commune: "01901"\n' in text


def test_report_without_arbre_or_with_a_fault() -> None:
    assert report(monde(), AUJOURDHUI) == "Aucun arbre dans data/arbres/.\n"
    faulty = arbre(question("un", {"id": "a"}, {"id": "nsp"}))
    assert "lancer d'abord la vérification" in report(monde(arbres={"x": faulty}), AUJOURDHUI)


def test_one_case_step_by_step() -> None:
    text = explain(read(), AUJOURDHUI, "lance.decider", "02902")
    assert text.startswith(EXPLICATION.rsplit("  proposé", 1)[0])
    assert "Contact : " in text
    assert text == explain(read(), AUJOURDHUI, "voisins.lance.decider", "02902")


def test_a_sortie_step_by_step() -> None:
    assert "Sortie : Le phare des logements" in explain(read(), AUJOURDHUI, "logement", "nsp")


@pytest.mark.parametrize(
    ("adresse", "commune", "words"),
    [
        ("lance", "nsp", "Aucun chemin « lance »"),
        ("nsp", "nsp", "plusieurs arbres"),
        ("lance.decider", "Roche Lune", "Vouliez-vous dire « 02902 »"),
        ("lance.decider", "02903", "Ni code Insee, ni code postal"),
    ],
)
def test_what_does_not_exist(adresse: str, commune: str, words: str) -> None:
    with pytest.raises(Fault, match=words):
        explain(read(), AUJOURDHUI, adresse, commune)
