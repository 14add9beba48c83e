"""What changed, in words: planted changes of the invented territory."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.corpus.genres import ECRITS, FICHES, GENRES
from generator.upkeep.comparison.champs import MAX_VALEUR, brief, differences
from generator.upkeep.comparison.changements import ChangementDeFichier, en_mots
from generator.upkeep.comparison.rapport import as_text
from tests.construction import read, replace_in
from tests.upkeep.comparison.depot import ATELIER, PERMANENCE, SERVICES, compare, compare_answers

pytestmark = pytest.mark.usefixtures("se_souvenir")


def changes(root: Path) -> list[tuple[str, str, str]]:
    return [(change.nature, change.genre, change.id) for change in compare_answers(root).changements]


def only(root: Path) -> ChangementDeFichier:
    (change,) = compare_answers(root).changements
    return change


def fields(change: ChangementDeFichier) -> list[tuple[str, str, str, str]]:
    return [(d.champ, d.libelle, d.avant, d.apres) for d in change.differences]


def test_nothing_changed(racine_petite_ile: Path) -> None:
    found = compare(racine_petite_ile)
    assert found.identique
    assert found.dangers == ()
    assert en_mots(found.changements) == ""


def test_a_field_is_told_with_the_words_of_the_model(racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / PERMANENCE, 'duree: "Une heure"', 'duree: "Deux heures"')
    change = only(racine_petite_ile)
    assert (change.nature, change.genre, change.chemin) == ("modification", "service", PERMANENCE)
    assert change.nom == "Permanence d'accueil"
    assert fields(change) == [("duree", "Durée", "Une heure", "Deux heures")]
    assert en_mots((change,)) == "1 fiche corrigée"


def test_inner_fields_lists_and_items(racine_petite_ile: Path) -> None:
    path = racine_petite_ile / ATELIER
    replace_in(path, 'codes: ["01"]', 'codes: ["01", "02"]')
    replace_in(path, "[emergence, structuration]", "[structuration, developpement]")
    replace_in(path, "suites: [accompagnateur-referent]\n", "")
    replace_in(path, '    precision: "Au rez-de-chaussée."\n', '    precision: "À l\'étage."\n')
    replace_in(path, '    telephone: "02.61.91.00.03"\n', '    telephone: "02.61.91.00.04"\n')
    assert fields(only(racine_petite_ile)) == [
        ("stades", "Stades", "emergence", "developpement"),
        ("zone.codes", "Zone, codes officiels", "", "02"),
        ("suites", "Suites", "accompagnateur-referent", ""),
        ("lieux.Salle du Lavoir.precision", "Lieux, Salle du Lavoir, précision", "Au rez-de-chaussée.", "À l'étage."),
        ("contacts.Équipe des ateliers.telephone", "Contacts, Équipe des ateliers, téléphone",
         "+33261910003", "+33261910004"),
    ]  # fmt: skip
    assert en_mots(compare_answers(racine_petite_ile).changements) == (
        "1 zone modifiée, 1 lieu ou horaire modifié, 1 contact modifié, 1 fiche corrigée"
    )


def test_a_service_comes_another_goes(racine_petite_ile: Path) -> None:
    shutil.copy(racine_petite_ile / ATELIER, racine_petite_ile / SERVICES / "atelier-bis.yml")
    (racine_petite_ile / SERVICES / "cafe-des-projets.yml").unlink()
    found = compare_answers(racine_petite_ile)
    assert [(c.nature, c.id, c.differences) for c in found.changements] == [
        ("ajout", "atelier-bis", ()),
        ("retrait", "cafe-des-projets", ()),
    ]
    assert en_mots(found.changements) == "1 service ajouté, 1 service retiré"
    assert found.fiches_perdues == ("service/cafe-des-projets",)


def test_a_renamed_service_is_one_change_and_loses_nothing(racine_petite_ile: Path) -> None:
    root = racine_petite_ile
    text = (root / SERVICES / "cafe-des-projets.yml").read_text("utf-8")
    (root / SERVICES / "cafe-des-projets.yml").unlink()
    (root / SERVICES / "cafe.yml").write_text(
        text.replace("Café des projets", "Café") + "anciens_ids: [cafe-des-projets]\n"
    )
    found = compare(root)
    (change,) = found.changements
    assert (change.nature, change.id, change.ancien) == ("renommage", "cafe", "cafe-des-projets")
    assert fields(change) == [("nom", "Nom", "Café des projets", "Café")]
    assert en_mots(found.changements) == "1 service renommé, 1 nom modifié"
    assert found.fiches_perdues == ()
    assert found.adresses_perdues == ()
    assert found.dangers == ()


def test_a_service_joined_to_another_is_not_lost(racine_petite_ile: Path) -> None:
    root = racine_petite_ile
    (root / SERVICES / "cafe-des-projets.yml").unlink()
    replace_in(root / PERMANENCE, "anciens_ids: [point-accueil]", "anciens_ids: [point-accueil, cafe-des-projets]")
    found = compare(root)
    assert [(c.nature, c.id, c.ancien) for c in found.changements] == [
        ("modification", "permanence-accueil", ""),
        ("renommage", "permanence-accueil", "cafe-des-projets"),
    ]
    assert found.fiches_perdues == ()
    assert found.adresses_perdues == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("verifie_le: 2026-10-05", "verifie_le: 2026-11-05", "1 fiche confirmée"),
        ('verifie_le: 2026-10-05\nverifie_par: "Accueil du pôle ESS"\n', "", "1 fiche corrigée"),
        ("  type: gratuit", "  type: payant", "1 prix ou montant modifié"),
        ('nom: "Permanence d\'accueil"', 'nom: "Accueil"', "1 nom modifié"),
    ],
)
def test_how_a_change_is_counted(racine_petite_ile: Path, old: str, new: str, words: str) -> None:
    replace_in(racine_petite_ile / PERMANENCE, old, new)
    assert en_mots(compare_answers(racine_petite_ile).changements) == words


def test_a_financement_that_closes_is_said_closed(racine_petite_ile: Path) -> None:
    folder = racine_petite_ile / "content/offre/financements"
    replace_in(folder / "pret-des-marees.yml", "statut: actif", "statut: clos")
    change = compare_answers(racine_petite_ile).changements[0]
    assert (change.genre, change.propose) == ("financement", "ferme")
    assert en_mots((change,)) == "1 financement fermé"


def test_dates_that_come_back_are_told_and_open_what_was_over(racine_petite_ile: Path) -> None:
    path = racine_petite_ile / "content/offre/financements/appel-rivages.yml"
    dated = "  ouverture: 2026-01-05\n  cloture: 2026-03-31\n"
    replace_in(path, dated, "  fenetres: [{ouverture: 01-05, cloture: 03-31}]\n")
    change = compare_answers(racine_petite_ile).changements[0]
    assert change.propose == "ouvre"
    assert [(one.libelle, one.avant, one.apres) for one in change.differences] == [
        ("Dépôt, ouverture", "2026-01-05", ""),
        ("Dépôt, dernier jour", "2026-03-31", ""),
        ("Dépôt, fenêtres de dépôt", "", "ouverture : 01-05, cloture : 03-31"),
    ]
    assert en_mots((change,)) == "1 financement ouvert, 1 date modifiée"


def test_a_service_that_opens_again(racine_petite_ile: Path) -> None:
    path = racine_petite_ile / SERVICES / "formation-argent.yml"
    replace_in(path, "statut: a-confirmer", "statut: actif")
    assert en_mots(compare_answers(racine_petite_ile).changements) == "1 service ouvert"


def test_arbres_are_told_by_question_and_answer(racine_petite_ile: Path) -> None:
    path = racine_petite_ile / "data/arbres/voisins.yml"
    replace_in(path, 'texte: "Juste une envie."', 'texte: "Une envie."')
    change = only(racine_petite_ile)
    assert fields(change) == [
        (
            "questions.envie.reponses.rien.texte",
            "Questions, envie, réponses, rien, texte",
            "Juste une envie.",
            "Une envie.",
        )
    ]
    assert en_mots((change,)) == "1 arbre modifié"


def test_an_order_is_a_change(racine_petite_ile: Path) -> None:
    path = racine_petite_ile / "data/arbres/voisins.yml"
    text = path.read_text("utf-8")
    start, middle = text.index("      - id: seul"), text.index("      - id: plusieurs")
    end = text.index("      - id: nsp", middle)
    path.write_text(text[:start] + text[middle:end] + text[start:middle] + text[end:], "utf-8")
    assert fields(only(racine_petite_ile)) == [
        (
            "questions.combien.reponses.ordre",
            "Questions, combien, réponses, ordre",
            "seul, plusieurs, nsp",
            "plusieurs, seul, nsp",
        )
    ]


def test_the_single_files_of_the_territory(racine_petite_ile: Path) -> None:
    data = racine_petite_ile / "data"
    replace_in(data / "territoire.yml", "ferme_bientot: 60", "ferme_bientot: 30")
    text = (data / "synonymes.yml").read_text("utf-8")
    (data / "synonymes.yml").write_text(text + "  - mots: [bidule]\n    vers: [machin]\n", "utf-8")
    found = compare_answers(racine_petite_ile)
    assert [(c.genre, c.nom, fields(c)) for c in found.changements] == [
        ("reglage", "Les synonymes", [("bidule", "bidule", "", "mots : bidule, vers : machin")]),
        ("reglage", "Le territoire", [("fraicheur.ferme_bientot", "Fraîcheur, ferme bientôt", "60", "30")]),
    ]
    assert en_mots(found.changements) == "2 fichiers de réglages modifiés"


def test_lines_without_a_name_are_told_one_by_one(racine_petite_ile: Path) -> None:
    """Two synonymes of the same words: nothing names them, what left and what came is still told."""
    path = racine_petite_ile / "data/synonymes.yml"
    base = racine_petite_ile.parent / "base"
    twice = "  - mots: [bidule]\n    vers: [machin]\n  - mots: [bidule]\n    vers: [{}]\n"
    text = path.read_text("utf-8")
    path.write_text(text + twice.format("truc"), "utf-8")
    shutil.copytree(racine_petite_ile, base)
    path.write_text(text + twice.format("chose"), "utf-8")
    (change,) = compare_answers(racine_petite_ile, base).changements
    assert fields(change) == [
        ("", "", "mots : bidule, vers : truc", ""),
        ("", "", "", "mots : bidule, vers : chose"),
    ]
    assert "    Liste : ajouté « mots : bidule, vers : chose »" in as_text(
        compare_answers(racine_petite_ile, base), "main", False
    )


def test_a_comment_is_no_change_of_what_is_said(racine_petite_ile: Path) -> None:
    path = racine_petite_ile / PERMANENCE
    path.write_text("# Bonjour\n" + path.read_text("utf-8"), "utf-8")
    found = compare_answers(racine_petite_ile)
    assert changes(racine_petite_ile) == [("forme", "fichier", PERMANENCE)]
    assert en_mots(found.changements) == ""
    assert not found.identique


def test_every_file_that_is_read_is_compared_by_what_it_says(racine_petite_ile: Path) -> None:
    """A comment in any YAML file is a change of form: a kind that the comparison forgot would be told as changed."""
    for place in GENRES.values():
        top = racine_petite_ile / place.chemin
        for path in [top] if place.est_fichier else sorted(top.glob("*.yml")):
            if path.is_file():
                path.write_text(path.read_text("utf-8") + "# fin\n", "utf-8")
    natures = {nature for nature, _, _ in changes(racine_petite_ile)}
    assert natures == {"forme"}


def test_files_that_no_model_holds(racine_petite_ile: Path) -> None:
    guides = racine_petite_ile / "content/guides/methode"
    guides.mkdir(parents=True, exist_ok=True)
    before = {change.id for change in compare_answers(racine_petite_ile).changements}
    (guides / "99-essai.md").write_text("# Essai\n\nUn texte.\n", "utf-8")
    geojson = racine_petite_ile / "data/communes.geojson"
    geojson.write_text(geojson.read_text("utf-8") + "\n", "utf-8")
    assert before == set()
    assert [(n, g, i) for n, g, i in changes(racine_petite_ile) if "99" in i or "geojson" in i] == [
        ("ajout", "guide", "content/guides/methode/99-essai.md"),
        ("modification", "fichier", "data/communes.geojson"),
    ]


def test_without_a_corpus_files_are_still_compared(racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / PERMANENCE, "statut: actif", "statut: ouvert")
    found = compare_answers(racine_petite_ile)
    assert changes(racine_petite_ile) == [("modification", "fichier", PERMANENCE)]
    assert found.effet is None
    assert [problem.path for problem in found.erreurs] == [PERMANENCE]


def test_all_that_differs_in_a_long_value_is_shown() -> None:
    """Hours at both ends of a long text: the reader sees each of them, before and after."""
    middle = "Entrée de plain-pied, au bout du quai, à gauche de la halle ; sonner deux fois, quelqu'un descend. " * 3
    before, after = (
        read().services["permanence-accueil"].model_copy(update={"comment_solliciter": f"{one} {middle}{other} Merci."})
        for one, other in (("Lundi 9 h.", "Jeudi 18 h."), ("Mardi 10 h.", "Vendredi 19 h."))
    )
    (found,) = differences(before, after)
    assert ("Lundi 9 h." in found.avant, "Jeudi 18 h." in found.avant) == (True, True)
    assert ("Mardi 10 h." in found.apres, "Vendredi 19 h." in found.apres) == (True, True)


def test_a_long_text_is_cut_around_what_differs() -> None:
    start, end = "même " * 200, " suite" * 200
    models = [
        read().services["permanence-accueil"].model_copy(update={"description": f"{start}{word}{end}"})
        for word in ("avant", "après")
    ]
    (found,) = differences(*models)
    assert "avant" in found.avant and "après" in found.apres
    assert max(len(found.avant), len(found.apres)) <= MAX_VALEUR + 4
    assert found.avant.startswith("… ") and found.avant.endswith(" …")


def test_values_are_told_on_one_line() -> None:
    assert brief(None) == ""
    assert brief(True) == "oui"
    assert brief(False) == "non"
    assert brief("a\n  b") == "a b"
    assert brief(("a", "b")) == "a ; b"
    assert brief({"a": 1, "b": ("x",)}) == "a : 1, b : x"


def test_every_field_has_a_name_that_can_be_read() -> None:
    assert ECRITS.keys() > FICHES.keys()
    for kind, model in ((kind, genre.modele) for kind, genre in ECRITS.items()):
        blank = model.model_construct(**dict.fromkeys(model.model_fields))
        for name in model.model_fields:
            (found,) = differences(blank.model_copy(update={name: "a"}), blank.model_copy(update={name: "b"}))
            assert 3 <= len(found.libelle) <= 90, (kind, name, found.libelle)
            assert found.libelle[0].isupper(), (kind, name, found.libelle)
