"""What a change does to the people who ask: planted changes, told by path and by commune."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.cli.files import write
from generator.contributing.identifiants import remove_fiche, rename_fiche
from generator.upkeep.comparison.comparer import Comparaison
from generator.upkeep.comparison.effet import Constat, Effet
from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.construction import read, replace_in
from tests.upkeep.comparison.depot import ATELIER, SERVICES, compare_answers

pytestmark = pytest.mark.usefixtures("se_souvenir")

AVANCER = "data/parcours/avancer.yml"
COMMENCER = "data/parcours/commencer.yml"
VOISINS = "data/arbres/voisins.yml"


def effect(root: Path) -> Effet:
    found = compare_answers(root).effet
    assert found is not None
    return found


def facts(constats: tuple[Constat, ...]) -> list[tuple[str, int, str]]:
    return [(one.phrase, one.chemins, one.ou) for one in constats]


def test_words_alone_change_nobody_s_answer(racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / ATELIER, 'duree: "Une demi-journée"', 'duree: "Un jour"')
    replace_in(racine_petite_ile / AVANCER, 'titre: "Avancer ensemble"', 'titre: "Avancer"')
    replace_in(racine_petite_ile / AVANCER, 'titre: "Être suivis"', 'titre: "Être suivi"')
    found = effect(racine_petite_ile)
    assert found.nul
    assert found.chemins == 15


def test_a_fiche_renamed_changes_nobody_s_answer(racine_petite_ile: Path) -> None:
    """Its name in the results is the same one: not a fiche that goes and another that comes."""
    for name in ("atelier-gouvernance", "permanence-accueil"):
        plan = rename_fiche(racine_petite_ile, read(racine_petite_ile), "service", name, f"{name}-bis")
        for path, data in plan.fichiers.items():
            write(racine_petite_ile / path, data)
    assert effect(racine_petite_ile).nul


def test_a_fiche_put_in_another_loses_nobody(racine_petite_ile: Path) -> None:
    plan = remove_fiche(
        racine_petite_ile, read(racine_petite_ile), "service", "atelier-gouvernance", "parcours-essaimage", AUJOURDHUI
    )
    for path, data in plan.fichiers.items():
        write(racine_petite_ile / path, data)
    found = effect(racine_petite_ile)
    assert [(one.id, one.ou) for one in found.disparues] == []


def test_a_narrowed_zone_touches_the_communes_that_lose_and_no_other(racine_petite_ile: Path) -> None:
    replace_in(
        racine_petite_ile / ATELIER,
        '  type: departements\n  codes: ["01"]',
        '  type: communes\n  codes: ["01901", "01902"]',
    )
    found = effect(racine_petite_ile)
    assert {one.communes for one in (*found.resultats, *found.manques_ouverts)} == {("01903",)}
    assert [(one.genre, one.id, one.ou) for one in found.disparues] == [
        ("service", "atelier-gouvernance", "Bourg-l'Écume")
    ]
    assert found.apparues == ()
    assert found.chemins_touches > 0
    (hole,) = found.manques_ouverts
    assert hole.phrase == (
        "plus rien ne convient à l'étape « Travailler en groupe » de « Avancer ensemble », "
        "la page dit : « Pas d'atelier ici sur ce sujet. L'accueil vous répond »"
    )
    assert hole.exemple == (
        "une personne qui répond « Nous avons commencé », puis « Faire vivre le groupe », à Bourg-l'Écume"
    )


def test_a_widened_zone_is_the_other_way_round(racine_petite_ile: Path, tmp_path: Path) -> None:
    replace_in(racine_petite_ile / ATELIER, '  type: departements\n  codes: ["01"]', "  type: territoire")
    found = effect(racine_petite_ile)
    assert found.disparues == ()
    assert [(one.id, one.ou) for one in found.apparues] == [("atelier-gouvernance", "Dunes-et-Marais et Falaises")]
    assert found.manques_ouverts == ()
    assert found.manques_fermes[0].phrase.startswith("quelque chose convient maintenant à l'étape « Travailler")
    assert set(found.manques_fermes[0].communes) == {"02901", "02902", "03901"}


def test_the_coverage_of_the_offer(racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / ATELIER, "statut: actif", "statut: clos")
    found = compare_answers(racine_petite_ile)
    cells = {(cell.thematique, cell.modalite, cell.departement): (cell.avant, cell.apres) for cell in found.matrice}
    service = read().services["atelier-gouvernance"]
    words = read().referentiels
    department = read().officiel.departements["01"][0]
    assert {key[0] for key in cells} <= {words["thematiques"].termes[term].libelle for term in service.thematiques}
    term = words["thematiques"].termes["gouvernance-partagee"].libelle
    assert cells[(term, words["modalites"].termes["atelier-collectif"].libelle, department)] == ("couvert", "sans rien")


def test_an_answer_that_leads_elsewhere(racine_petite_ile: Path) -> None:
    replace_in(
        racine_petite_ile / VOISINS,
        "        retenir: {profils: [habitant-seul]}\n        parcours: commencer",
        "        retenir: {profils: [habitant-seul]}\n        parcours: en-parler",
    )
    assert facts(effect(racine_petite_ile).resultats) == [
        ("mène à « En parler d'abord » (en-parler) au lieu de « Commencer petit » (commencer)", 1, "")
    ]


def test_a_new_question_makes_new_paths_and_ends_others(racine_petite_ile: Path) -> None:
    replace_in(
        racine_petite_ile / VOISINS,
        "        retenir: {profils: [habitant-seul]}\n        parcours: commencer",
        "        retenir: {profils: [habitant-seul]}",
    )
    found = effect(racine_petite_ile)
    assert found.chemins_retires == ("voisins : « Juste une envie », puis « Pas encore »",)
    assert "voisins : « Juste une envie », puis « Pas encore », puis « Décider ensemble »" in found.chemins_ajoutes
    assert len(found.chemins_ajoutes) == 3


def test_a_sortie_of_another_address(racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / VOISINS, "https://logement.example/", "https://toit.example/")
    (fact,) = effect(racine_petite_ile).resultats
    assert fact.phrase == "mène à la sortie « Le phare des logements » au lieu de la sortie « Le phare des logements »"


def test_the_person_to_meet(racine_petite_ile: Path) -> None:
    text = (racine_petite_ile / "content/offre/services/permanence-accueil.yml").read_text("utf-8")
    text = text.replace('nom: "Permanence d\'accueil"', 'nom: "Second accueil"').replace(
        "anciens_ids: [point-accueil]\n", ""
    )
    (racine_petite_ile / SERVICES / "second.yml").write_text(text, "utf-8")
    replace_in(racine_petite_ile / AVANCER, "contact: permanence-accueil", "contact: second")
    fact = (
        "la personne à joindre, dans « Avancer ensemble », est « Second accueil » au lieu de « Permanence d'accueil »"
    )
    assert fact in {phrase for phrase, _, _ in facts(effect(racine_petite_ile).resultats)}


def test_an_etape_comes_another_goes(racine_petite_ile: Path) -> None:
    path = racine_petite_ile / AVANCER
    text = path.read_text("utf-8")
    gone = text[text.index('  - titre: "Lire et remplir"') : text.index('  - titre: "Être suivis"')]
    come = """\
  - titre: "Se former"
    pourquoi: "Ensemble."
    demander: {modalites: [formation]}
    si_rien:
      dire: "Rien."
"""
    path.write_text(text.replace(gone, "").replace("financements:", f"{come}financements:"), "utf-8")
    found = effect(racine_petite_ile)
    phrases = {phrase for phrase, _, _ in facts(found.resultats)}
    assert "il n'y a plus l'étape « Lire et remplir » de « Avancer ensemble »" in phrases
    assert "il y a maintenant l'étape « Se former » de « Avancer ensemble »" in phrases
    assert [phrase for phrase, _, _ in facts(found.manques_ouverts)] == [
        "plus rien ne convient à l'étape « Se former » de « Avancer ensemble », la page dit : « Rien »"
    ]
    assert {one.id for one in found.disparues} == {"convention-a-remplir"}


def test_what_is_put_forward_and_what_is_put_behind(racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / AVANCER, "    maximum: 1\n", "    maximum: 2\n")
    assert [phrase for phrase, _, _ in facts(effect(racine_petite_ile).resultats)] == [
        "« Permanence d'accueil » est mis en avant à l'étape « Travailler en groupe » de « Avancer ensemble »"
    ]


def test_what_is_put_behind(racine_petite_ile: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    racine_petite_ile.rename(base)
    replace_in(base / AVANCER, "    maximum: 1\n", "    maximum: 2\n")
    found = compare_answers(PETITE_ILE, base).effet
    assert found is not None
    assert [one.phrase for one in found.resultats] == [
        "« Permanence d'accueil » passe sous « Voir aussi », à l'étape « Travailler en groupe » de « Avancer ensemble »"
    ]


def test_an_order_that_an_author_changed(racine_petite_ile: Path) -> None:
    replace_in(
        racine_petite_ile / AVANCER,
        "[convention-a-remplir, guide-premiere-reunion]",
        "[guide-premiere-reunion, convention-a-remplir]",
    )
    assert facts(effect(racine_petite_ile).resultats) == [
        ("l'ordre change à l'étape « Lire et remplir » de « Avancer ensemble »", 8, "")
    ]


def silence(root: Path) -> Comparaison:
    """Make the parcours « En parler d'abord » ask for something that nobody offers."""
    replace_in(
        root / "data/parcours/en-parler.yml",
        "    services: [permanence-accueil]",
        '    demander: {thematiques: [montage-financier], modalites: [formation]}\n    si_rien:\n      dire: "Rien."',
    )
    return compare_answers(root)


def test_a_path_that_falls_silent_is_a_danger(racine_petite_ile: Path) -> None:
    found = silence(racine_petite_ile)
    assert found.effet is not None
    (silent,) = found.effet.sans_reponse
    assert (silent.chemins, silent.ou) == (2, "")
    assert [danger.genre for danger in found.dangers] == ["reponse"]
    assert found.dangers[0].phrase == (
        "2 chemins ne montrent plus rien. Par exemple : une personne qui répond « Je ne sais pas », à Port-Brume."
    )


def test_a_path_that_was_silent_already_is_not_this_change_s_fault(racine_petite_ile: Path, tmp_path: Path) -> None:
    silence(racine_petite_ile)
    found = compare_answers(racine_petite_ile, racine_petite_ile)
    assert found.effet is not None and found.effet.nul
    assert found.dangers == ()


def test_a_new_path_that_is_silent_is_a_danger_too(racine_petite_ile: Path, tmp_path: Path) -> None:
    silence(racine_petite_ile)
    base = shutil.copytree(racine_petite_ile, tmp_path / "base")
    nsp = '      - id: nsp\n        texte: "Je ne sais pas"\n        parcours: en-parler\n'
    other = nsp.replace("id: nsp", "id: autre").replace("Je ne sais pas", "Autre chose.")
    replace_in(racine_petite_ile / "data/arbres/equipes.yml", nsp, other + nsp)
    assert [danger.genre for danger in compare_answers(racine_petite_ile, base).dangers] == ["reponse"]


def test_an_action_to_do_is_an_answer(racine_petite_ile: Path) -> None:
    replace_in(
        racine_petite_ile / COMMENCER,
        "    demander: {thematiques: [identification-besoins], modalites: [accueil-permanence]}",
        '    demander: {thematiques: [montage-financier], modalites: [formation]}\n    si_rien:\n      dire: "Rien."',
    )
    replace_in(
        racine_petite_ile / COMMENCER,
        "financements:\n  types: [subvention-publique, prime-emergence]\n  maximum: 1\n",
        "",
    )
    found = effect(racine_petite_ile)
    assert found.sans_reponse == ()
    assert found.manques_ouverts != ()


def test_an_error_of_proof_does_not_hide_the_effect(racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / ATELIER, 'type: departements\n  codes: ["01"]', 'type: communes\n  codes: ["01902"]')
    replace_in(racine_petite_ile / "data/cas-types.yml", "      parcours: commencer\n", "      parcours: avancer\n")
    found = compare_answers(racine_petite_ile)
    assert {problem.code[:3] for problem in found.erreurs} == {"ORI"}
    assert found.effet is not None
    assert [one.id for one in found.effet.disparues] == ["atelier-gouvernance"]


@pytest.mark.parametrize("side", ["avant", "apres"])
def test_a_side_that_cannot_be_made_has_no_effect(racine_petite_ile: Path, fautive: Path, side: str) -> None:
    found = compare_answers(racine_petite_ile) if side == "apres" else compare_answers(PETITE_ILE, fautive)
    assert found.effet is None
    assert [danger.genre for danger in found.dangers] == (["inconnu"] if side == "avant" else [])
    assert bool(found.erreurs) == (side == "apres")
