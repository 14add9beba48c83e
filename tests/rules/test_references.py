"""References between files and vocabularies: the right case, then each fault, at its line."""

from __future__ import annotations

import pytest

from generator.contributing.nouveau import new_fiche
from generator.rules.references import (
    _size,
    check_examples,
    check_files,
    check_former_ids,
    check_names,
    check_orphans,
    check_references,
    check_unused_terms,
    check_words,
)
from generator.rules.texts import FichierLu, files_read
from tests.chemins import AUJOURDHUI
from tests.mini import ACTEUR, FINANCEMENT, RESSOURCE, SERVICE, TERRITOIRE, Mini

REGLES = [
    check_files,
    check_examples,
    check_former_ids,
    check_names,
    check_orphans,
    check_references,
    check_unused_terms,
    check_words,
]
EXEMPLE_ACTEUR = "Cette association aide les groupes à monter un projet à plusieurs."
EXEMPLE_SERVICE = "Un premier rendez-vous pour parler de votre projet et savoir qui peut vous aider."
AUTRE = "content/offre/services/atelier.yml"
AUTRE_ACTEUR = "content/acteurs/voisins.yml"


@pytest.mark.parametrize("regle", REGLES, ids=lambda regle: regle.__name__)
def test_the_right_case(mini: Mini, regle: object) -> None:
    mini.copy(SERVICE, AUTRE, ("Accueil de tous", "Atelier"))
    mini.add(SERVICE, "suites: [atelier]\nanciens_ids: [vieux-nom]\n")
    mini.add(RESSOURCE, "fichier: modele.pdf\nacteur: pole\nanciens_ids: [vieux-nom]\n")
    mini.write("content/fichiers/modele.pdf", b"%PDF-1.7")
    assert mini.broken(regle) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "old", "new", "needle", "where"),
    [
        (SERVICE, "acteur: pole", "acteur: pol", "acteur: pol", "acteur"),
        (SERVICE, "acteur: pole", "acteur: pole\nco_porteurs:\n  - pole-x", "- pole-x", "co_porteurs[1]"),
        (RESSOURCE, "type: mot", "type: mot\nacteur: pola", "acteur: pola", "acteur"),
        (FINANCEMENT, "porteur: pole", "porteur: pale", "porteur: pale", "porteur"),
        (TERRITOIRE, "coordination: pole", "coordination: bole", "coordination: bole", "coordination"),
        (TERRITOIRE, "accueil: accueil", "accueil: acceuil", "accueil: acceuil", "accueil"),
    ],
)
def test_an_unknown_fiche(mini: Mini, path: str, old: str, new: str, needle: str, where: str) -> None:
    mini.change(path, old, new)
    assert mini.broken(check_references) == [("REF002", path, mini.line(path, needle), where)]


@pytest.mark.parametrize(
    ("path", "old", "new", "where"),
    [
        (SERVICE, "thematiques: [mot]", "thematiques:\n  - mot\n  - mots", "thematiques[2]"),
        (SERVICE, "modalites: [mot]", "modalites:\n  - mots", "modalites[1]"),
        (SERVICE, "stades: [tous]", "stades:\n  - mots", "stades[1]"),
        (SERVICE, "profils: [tous]", "profils:\n  - mots", "profils[1]"),
        (SERVICE, "thematiques: [mot]", "thematiques:\n  - tous  # mots", "thematiques[1]"),
        (ACTEUR, "type: mot", "type: mots", "type"),
        (ACTEUR, "forme_juridique: mot", "forme_juridique: mots", "forme_juridique"),
        (RESSOURCE, "type: mot", "type: mots", "type"),
        (FINANCEMENT, "types: [mot]", "types:\n  - mots", "types[1]"),
        (FINANCEMENT, "beneficiaires: [tous]", "beneficiaires:\n  - mots", "beneficiaires[1]"),
    ],
)
def test_a_word_out_of_its_referentiel(mini: Mini, path: str, old: str, new: str, where: str) -> None:
    """`tous` is a word of stades and profils only."""
    mini.change(path, old, new)
    assert mini.broken(check_words) == [("REF001", path, mini.line(path, "mots"), where)]


def test_the_nearest_word_is_proposed(mini: Mini) -> None:
    mini.change(SERVICE, "thematiques: [mot]", "thematiques: [mote]").change(SERVICE, "acteur: pole", "acteur: pool")
    corpus = mini.corpus()
    both = (*check_references(corpus, AUJOURDHUI), *check_words(corpus, AUJOURDHUI))
    found = {problem.code: problem for problem in both}
    assert found["REF001"].hint == "Vouliez-vous dire « mot » ?"
    assert found["REF001"].message == "« mote » n'existe pas dans data/referentiels/thematiques.yml."
    assert found["REF002"].hint == "Vouliez-vous dire « pole » ?"
    assert found["REF002"].message == "aucune fiche « pool » parmi les fiches de genre acteur."


def test_a_word_far_from_all_gets_the_remedy_of_the_table(mini: Mini) -> None:
    mini.change(SERVICE, "thematiques: [mot]", "thematiques: [xyzzy]")
    (problem,) = check_words(mini.corpus(), AUJOURDHUI)
    assert problem.hint == "Prendre un mot de la liste, ou l'y ajouter après accord."


def test_a_service_is_not_its_own_suite(mini: Mini) -> None:
    mini.add(SERVICE, "suites:\n  - accueil\n")
    assert mini.broken(check_references) == [("REF005", SERVICE, mini.line(SERVICE, "- accueil"), "suites[1]")]


def test_an_arbre_a_parcours_and_a_cas_type_are_walked_too(mini: Mini) -> None:
    mini.write(
        "data/arbres/a.yml",
        "titre: A\ncourt: A\npromesse: P\npour_qui: Q\nquestions:\n"
        "  - id: q\n    texte: Q ?\n    reponses:\n"
        "      - {id: oui, texte: Oui, parcours: rien}\n"
        "      - {id: nsp, texte: Je ne sais pas, parcours: p}\n",
    )
    mini.write(
        "data/parcours/p.yml",
        "titre: P\nresume: R\netapes:\n  - titre: E\n    pourquoi: P\n    services:\n"
        "      - accueil\n      - personne\ncontact: accueil\n",
    )
    mini.write("data/cas-types.yml", "cas_types:\n  - cas: C\n    arbre: b\n    reponses: {q: oui}\n")
    mini.write("data/synonymes.yml", "synonymes:\n  - mots: [asso]\n    thematiques:\n      - mot\n      - mots\n")
    assert mini.broken(check_references) == [
        ("REF002", "data/arbres/a.yml", 9, "questions[1].reponses[1].parcours"),
        ("REF002", "data/parcours/p.yml", 8, "etapes[1].services[2]"),
        ("REF002", "data/cas-types.yml", 3, "cas_types[1].arbre"),
    ]
    assert mini.broken(check_words) == [("REF001", "data/synonymes.yml", 5, "synonymes[1].thematiques[2]")]


def test_an_unused_word(mini: Mini) -> None:
    path = "data/referentiels/thematiques.yml"
    mini.add(path, "  seul:\n    libelle: L\n    definition: D\n    origine: O\n")
    assert mini.broken(check_unused_terms) == [("REF003", path, mini.line(path, "seul:"), "termes.seul")]
    mini.change(ACTEUR, "type: mot", "type: mot\nthematiques: [seul]")
    assert mini.broken(check_unused_terms) == []


def test_several_unused_words_are_told_at_the_first(mini: Mini) -> None:
    path = "data/referentiels/thematiques.yml"
    mini.add(
        path, "".join(f"  {nom}:\n    libelle: {nom}\n    definition: D\n    origine: O\n" for nom in ("un", "deux"))
    )
    assert mini.broken(check_unused_terms) == [("REF003", path, mini.line(path, "un:"), "termes.un")]


def test_tous_uses_every_word(mini: Mini) -> None:
    path = "data/referentiels/stades.yml"
    mini.add(path, "  seul:\n    libelle: L\n    definition: D\n    origine: O\n")
    assert mini.broken(check_unused_terms) == []
    for fiche in (SERVICE, RESSOURCE, FINANCEMENT):
        mini.change(fiche, "stades: [tous]", "stades: [mot]")
    assert mini.broken(check_unused_terms) == [("REF003", path, mini.line(path, "seul:"), "termes.seul")]


def test_an_acteur_that_offers_nothing(mini: Mini) -> None:
    mini.copy(ACTEUR, AUTRE_ACTEUR, ("Pôle de Mini", "Voisins"), ("roles_consortium: [porteur]\n", ""))
    assert mini.broken(check_orphans) == [("REF004", AUTRE_ACTEUR, 1, "nom")]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SERVICE, "acteur: pole", "acteur: pole\nco_porteurs: [voisins]"),
        (RESSOURCE, "type: mot", "type: mot\nacteur: voisins"),
        (FINANCEMENT, "porteur: pole", "porteur: voisins"),
        (AUTRE_ACTEUR, "type: mot", "type: initiative-locale"),
        (TERRITOIRE, "accueil: accueil", "accueil: accueil\nrelais: [{acteur: voisins, communes: [toutes]}]"),
        (AUTRE_ACTEUR, "type: mot", "type: mot\nroles_consortium: [membre]"),
    ],
)
def test_an_acteur_that_is_there_for_something(mini: Mini, path: str, old: str, new: str) -> None:
    mini.copy(ACTEUR, AUTRE_ACTEUR, ("Pôle de Mini", "Voisins"), ("roles_consortium: [porteur]\n", ""))
    mini.change(path, old, new)
    assert mini.broken(check_orphans) == []


def test_a_former_id_in_use(mini: Mini) -> None:
    mini.copy(SERVICE, AUTRE, ("Accueil de tous", "Atelier"))
    mini.add(SERVICE, "anciens_ids:\n  - vieux-nom\n  - atelier\n")
    assert mini.broken(check_former_ids) == [("REF006", SERVICE, mini.line(SERVICE, "- atelier"), "anciens_ids[2]")]


def test_a_former_id_of_two_fiches(mini: Mini) -> None:
    mini.copy(SERVICE, AUTRE, ("Accueil de tous", "Atelier"))
    mini.add(SERVICE, "anciens_ids: [vieux-nom]\n").add(AUTRE, "anciens_ids:\n  - vieux-nom\n")
    assert mini.broken(check_former_ids) == [("REF006", AUTRE, mini.line(AUTRE, "- vieux-nom"), "anciens_ids[1]")]


def test_a_former_id_that_is_its_own_id(mini: Mini) -> None:
    mini.add(SERVICE, "anciens_ids: [accueil]\n")
    assert mini.broken(check_former_ids) == [
        ("REF006", SERVICE, mini.line(SERVICE, "anciens_ids"), "anciens_ids[1]"),
    ]


def test_a_name_taken_twice(mini: Mini) -> None:
    mini.copy(SERVICE, AUTRE, ("Accueil de tous", "ACCUEIL  de Tous"))
    assert mini.broken(check_names) == [("REF009", "content/offre/services/atelier.yml", 1, "nom")]
    (problem,) = check_names(mini.corpus(), AUJOURDHUI)
    assert problem.message == "« ACCUEIL  de Tous » est déjà le nom de la fiche « accueil »."


def test_a_name_of_another_kind_is_free(mini: Mini) -> None:
    mini.change(RESSOURCE, "Guide des débuts", "Accueil de tous")
    assert mini.broken(check_names) == []


def test_a_download_that_is_not_there(mini: Mini) -> None:
    mini.add(RESSOURCE, "fichier: modele.pdf\n").write("content/fichiers/modeles.pdf", b"%PDF-1.7")
    (problem,) = check_files(mini.corpus(), AUJOURDHUI)
    assert (problem.code, problem.line, problem.where) == ("REF008", mini.line(RESSOURCE, "fichier:"), "fichier")
    assert problem.hint == "Vouliez-vous dire « modeles.pdf » ?"


def test_an_example_of_nouveau_that_nobody_replaced_is_not_published(mini: Mini) -> None:
    """One fiche per kind of place: the sentence of its kind, the one of the model, the title of a source."""
    mini.change(ACTEUR, "Une phrase simple, assez longue pour être lue dans une liste.", EXEMPLE_ACTEUR)
    mini.change(SERVICE, "Une phrase simple, assez longue pour être lue dans une liste.", EXEMPLE_SERVICE)
    mini.change(RESSOURCE, 'titre: "Page lue"', 'titre: "Titre de la page lue"')
    assert sorted(mini.broken(check_examples)) == [
        ("REF011", ACTEUR, 2, "resume"),
        ("REF011", RESSOURCE, 5, "sources[1].titre"),
        ("REF011", SERVICE, 2, "resume"),
    ]


def test_who_is_said_to_have_told_a_besoin_is_no_example(mini: Mini) -> None:
    mini.write("data/besoins/velo.yml", new_fiche("besoin", AUJOURDHUI))
    found = {where for code, _, _, where in mini.broken(check_examples) if code == "REF011"}
    assert found == {"phrase", "origine.par", "sources[1].titre", "communes", "enjeux", "historique"}


def test_a_sentence_that_people_say_is_no_example(mini: Mini) -> None:
    text = new_fiche("besoin", AUJOURDHUI).replace("Qui l'a dit, et où", "Des habitants, au marché")
    mini.write("data/besoins/velo.yml", text)
    assert "origine.par" not in {where for _, _, _, where in mini.broken(check_examples)}


def test_the_communes_of_a_zone_are_no_cards(mini: Mini) -> None:
    """The size of a page counts a card for another fiche, a line for a commune."""
    plain = _size(_accueil(mini))
    mini.change(SERVICE, "type: territoire", "type: communes\n  codes: ['01901', '01902', '01903', '02901']")
    assert 4 <= _size(_accueil(mini)) - plain <= 8


def _accueil(mini: Mini) -> FichierLu:
    return next(one for one in files_read(mini.corpus()) if (one.kind, one.id) == ("service", "accueil"))
