"""The ranking, in Python: requêtes types, synonyms, typos, and what is said to the person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.models.synonyme import Synonyme
from generator.rendering.search.autres_pages import POIDS_DISPOSITIF
from generator.rendering.search.checking import check_recherche, measure
from generator.rendering.search.documents import AIDE, Document, documents_of
from generator.rendering.search.engine import Moteur
from generator.rendering.search.nearness import edit_distance
from generator.rendering.search.normaliser import words
from generator.rendering.search.postings import Postings
from tests.rendering.search.banc import moteur, site

TYPOS = [
    ("gouvernence", "gouvernance"),
    ("gouvernanse", "gouvernance"),
    ("gouvernnance", "gouvernance"),
    ("gouvrenance", "gouvernance"),
    ("permanance", "permanence"),
    ("permenence", "permanence"),
    ("permanense", "permanence"),
    ("acompagnement", "accompagnement"),
    ("accompagnemant", "accompagnement"),
    ("acconpagnement", "accompagnement"),
    ("formasion", "formation"),
    ("fromation", "formation"),
    ("formattion", "formation"),
    ("coperation", "coopération"),
    ("cooppération", "coopération"),
    ("subvansion", "subvention"),
    ("subvenstion", "subvention"),
    ("conventoin", "convention"),
    ("conventionn", "convention"),
    ("partenairiat", "partenariat"),
    ("parteneriat", "partenariat"),
    ("reparassion", "réparation"),
    ("réparration", "réparation"),
    ("essémage", "essaimage"),
    ("essaimaje", "essaimage"),
    ("epergne", "épargne"),
    ("éparnge", "épargne"),
    ("tresorrerie", "trésorerie"),
    ("trésorie", "trésorerie"),
    ("bugdet", "budget"),
    ("buget", "budget"),
    ("bricollage", "bricolage"),
    ("enprunt", "emprunt"),
    ("emprumt", "emprunt"),
    ("decission", "décision"),
    ("désision", "décision"),
    ("rencontrre", "rencontre"),
    ("rancontre", "rencontre"),
    ("litoral", "littoral"),
    ("agglomerration", "agglomération"),
    ("interccomunalité", "intercommunalité"),
    ("acueil", "accueil"),
]


def ids(requete: str, count: int = 3) -> list[str]:
    return [result.document.id for result in moteur().chercher(requete).resultats[:count]]


def test_every_requete_type_finds_what_it_must() -> None:
    mesure = measure(site().corpus.requetes_types, moteur())
    assert len(mesure.notes) >= 20
    assert [note.requete.requete for note in mesure.notes if not note.reussie] == []
    assert mesure.reussite == mesure.rappel == 1.0
    assert mesure.precision >= 0.9


def test_the_invented_territory_has_no_problem_of_search() -> None:
    assert check_recherche(site().corpus, site().today) == ()


@pytest.mark.parametrize("rank", range(22))
def test_each_synonym_leads_to_its_target(rank: int) -> None:
    synonymes = site().corpus.synonymes
    assert len(synonymes) == 22
    synonyme = synonymes[rank]
    postings = moteur().postings
    label = postings.label_of(synonyme)
    without = Moteur(Postings(postings.documents, (*synonymes[:rank], *synonymes[rank + 1 :]), postings.labels))
    for typed in synonyme.mots:
        requete = " ".join((typed, *synonyme.avec[:1]))
        answer, poorer = moteur().chercher(requete), without.chercher(requete)
        change = answer.resultats != poorer.resultats
        assert change, f"« {typed} » ne change rien"
        told = {meant for result in answer.resultats for _, meant in result.pourquoi}
        known = any(token in postings.terms for word in words(typed) for token in word.tokens)
        assert label in told or known


def test_a_reciprocal_synonym_works_backwards() -> None:
    reasons = {reason for result in moteur().chercher("local").resultats for reason in result.pourquoi}
    direct = {result.document.id for result in moteur().chercher("local").resultats}
    assert "ressource/atelier-partage" in direct
    answer = moteur().chercher("formation")
    assert ("formation", "stage") not in reasons
    assert any(target.libelle == "stage" for _, _, target in moteur().spans(words("formation")))
    assert answer.resultats


def test_a_synonym_written_alike_sets_aside_those_of_the_same_stem() -> None:
    synonymes = (
        Synonyme(mots=("cooperative",), vers=("convention",)),
        Synonyme(mots=("cooperation",), vers=("réparation",)),
        Synonyme(mots=("cooperer",), vers=("réunion",), capitales=True),
    )
    engine = Moteur(Postings(moteur().postings.documents, synonymes))

    def aimed(requete: str) -> list[str]:
        return [target.libelle for _, _, target in engine.spans(words(requete))]

    assert aimed("coopérations") == ["réparation"]
    assert aimed("la coopérative") == ["convention"]
    assert aimed("coopératif") == ["convention", "réparation"]
    assert aimed("COOPÉRER et décider") == ["réunion"]


SIGNES = (
    Document("acteur", "scic", "La Grange", resume="Une S.C.I.C. du bourg.", texte=("Le wi-fi y est ouvert.",)),
    Document("acteur", "tiers", "Le Hangar", resume="Un lieu.", cles=("coworking", "tiers-lieu")),
    Document("acteur", "dla", "Appui D.L.A", resume="Un co-financement par l'ESS/IAE."),
    Document("acteur", "co", "Co-construction", resume="Un coin pour travailler."),
)
"""What people write with full stops, hyphens and slashes."""


@pytest.mark.parametrize(
    ("requete", "found"),
    [
        ("scic", "acteur/scic"),
        ("s.c.i.c.", "acteur/scic"),
        ("SCIC", "acteur/scic"),
        ("wifi", "acteur/scic"),
        ("wi-fi", "acteur/scic"),
        ("co-working", "acteur/tiers"),
        ("coworking", "acteur/tiers"),
        ("espace de bureau-partage", "acteur/tiers"),
        ("tierslieu", "acteur/tiers"),
        ("D.L.A.", "acteur/dla"),
        ("dla", "acteur/dla"),
        ("cofinancement", "acteur/dla"),
        ("iae/ess", "acteur/dla"),
        ("co-construction", "acteur/co"),
        ("coconstruction", "acteur/co"),
    ],
)
def test_full_stops_hyphens_and_slashes_hide_nothing(requete: str, found: str) -> None:
    synonymes = (Synonyme(mots=("bureaupartage",), vers=("tiers-lieu",)),)
    assert Moteur(Postings(SIGNES, synonymes)).chercher(requete).resultats[0].document.id == found


def test_the_short_part_of_a_compound_begins_nothing() -> None:
    engine = Moteur(Postings((Document("acteur", "fi", "Finance"),)))
    assert engine.chercher("fi").resultats[0].document.nom_court == "fi"
    assert engine.chercher("hi-fi").resultats == ()
    assert engine.chercher("un e-mail").vide


def test_a_compound_is_told_as_it_is_typed() -> None:
    engine = Moteur(Postings(SIGNES, (Synonyme(mots=("bureaupartage",), vers=("tiers-lieu",)),)))
    assert engine.chercher("co-working").resultats[0].pourquoi == ()
    assert engine.chercher("bureau-partage").resultats[0].pourquoi == (("bureau-partage", "tiers-lieu"),)


def test_the_word_typed_is_never_proposed() -> None:
    synonymes = (Synonyme(mots=("racheter", "raboter"), vers=("lavoir",), avec=("salarié",)),)
    answer = Moteur(Postings(SIGNES, synonymes)).chercher("racheter")
    assert answer.resultats == ()
    assert "racheter" not in answer.proches
    assert all(word != "racheter" for _, word in answer.corrections)


def test_in_a_sentence_a_word_of_the_fiche_comes_before_a_synonym() -> None:
    documents = (
        Document("acteur", "synonyme", "Lavoir", resume="Une laverie pour le bourg."),
        Document("acteur", "mot", "Lavoir", resume="Une buanderie pour le bourg."),
    )
    engine = Moteur(Postings(documents, (Synonyme(mots=("buanderie",), vers=("laverie",)),)))
    first, second = engine.chercher("la buanderie du bourg").resultats
    assert (first.document.nom_court, first.complet) == ("mot", True)
    assert (second.document.nom_court, second.complet) == ("synonyme", True)


def test_a_short_word_is_not_another_that_begins_otherwise() -> None:
    assert moteur().chercher("malle").corrections == ()
    assert moteur().chercher("sallle").corrections == (("sallle", "salle"),)


def test_a_service_comes_before_a_document_as_alike() -> None:
    documents = [
        Document("ressource", "papier", "Convention"),
        Document("service", "aide", "Convention", poids=AIDE),
    ]
    found = Moteur(Postings(documents)).chercher("convention").resultats
    assert [result.document.nom_court for result in found] == ["aide", "papier"]
    assert {d.poids for d in documents_of(site()) if d.genre == "service"} <= {AIDE, 0.96, 0.6}


def test_words_are_proposed_as_most_texts_write_them() -> None:
    documents = [
        Document("ressource", "un", "Marche", cles=("legumes", "Reseaux"), resume="Des légumes. On marche."),
        Document("ressource", "deux", "Marché", cles=("legumes",), texte=("Légumes, réseaux. À Ecoute.",)),
    ]
    postings = Postings(documents, (Synonyme(mots=("ecoute", "velo", "légumes"), vers=("réseaux",)),))
    assert postings.vocabulary == ("ecoute", "légumes", "marche", "réseaux", "velo")
    documents[0] = replace(documents[0], resume="")
    assert Postings(documents).vocabulary == ("legumes", "marché", "réseaux")


def test_the_dispositif_comes_after_those_who_can_help() -> None:
    told = {"nom": "Convention", "resume": "Signer une convention."}
    documents = [
        Document("service", "dit", "Signer", themes=("Convention",), resume="Signer une convention."),
        Document("service", "suspendu", **told, poids=0.5),
        Document("dispositif", "lui", **told, poids=POIDS_DISPOSITIF),
    ]
    found = Moteur(Postings(documents)).chercher("convention").resultats
    assert [result.document.nom_court for result in found] == ["suspendu", "dit", "lui"]
    kinds = ("collectif", "instance", "indicateur", "dispositif")
    for requete in site().corpus.requetes_types:
        ranked = ids(requete.requete, 200)
        first = next((rank for rank, one in enumerate(ranked) if one.startswith(kinds)), len(ranked))
        assert max(ranked.index(expected) for expected in requete.attendu) < first, requete.requete


@pytest.mark.parametrize(
    ("requete", "found"),
    [
        ("se réunir tous les trois mois", "instance/instance-echanges/2026-03-rencontre"),
        ("reunion d'installation", "instance/instance-echanges/2026-06-installation"),
        ("salle du lavoir", "instance/instance-echanges/2026-06-installation"),
        ("Instance d'Échanges", "instance/instance-echanges"),
        ("réunions et décisions", "dispositif/instances"),
        ("ateliers du port", "collectif/ateliers-du-port"),
        ("collectifs accompagnés", "dispositif/collectifs"),
        ("structures invitées qui viennent", "indicateur/a2-1"),
        ("A2.2", "indicateur/a2-2"),
        ("indicateurs", "dispositif/indicateurs"),
        ("autodiagnostic", "dispositif/autodiagnostic"),
        ("diagnostic de l'offre", "dispositif/diagnostic"),
    ],
)
def test_the_dispositif_is_found(requete: str, found: str) -> None:
    assert found in ids(requete)


@pytest.mark.parametrize(("typed", "meant"), TYPOS)
def test_a_typo_is_corrected_and_told(typed: str, meant: str) -> None:
    answer = moteur().chercher(typed)
    assert answer.corrections == ((typed, meant),)
    assert answer.resultats
    assert [r.document.id for r in answer.resultats] == [r.document.id for r in moteur().chercher(meant).resultats]


def test_there_are_forty_typos() -> None:
    assert len({typed for typed, _ in TYPOS}) >= 40


@pytest.mark.parametrize("requete", ["gouvernance", "gouv", "anim", "épar", "form", "permanence accueil"])
def test_a_known_word_or_a_beginning_is_never_corrected(requete: str) -> None:
    answer = moteur().chercher(requete)
    assert answer.corrections == ()
    assert answer.resultats


def test_two_words_glued_are_cut() -> None:
    assert moteur().chercher("guidereunion").corrections == (("guidereunion", "guide réunion"),)


def test_a_word_that_nothing_is_near_is_looked_for_by_its_beginning() -> None:
    answer = moteur().chercher("accompagnatologie")
    assert answer.corrections == (("accompagnatologie", "accomp…"),)
    assert "service/accompagnateur-referent" in [result.document.id for result in answer.resultats]


@pytest.mark.parametrize("requete", ["", "  ", "de la", "d'un", "qu'est-ce que", "?!", "à"])
def test_stop_words_alone_are_an_empty_query(requete: str) -> None:
    answer = moteur().chercher(requete)
    assert answer.vide
    assert answer.resultats == ()


def test_nothing_found_gives_the_nearest_words() -> None:
    answer = moteur().chercher("salade")
    assert answer.resultats == answer.corrections == ()
    assert not answer.vide
    assert answer.proches[0] == "salle"
    assert moteur().chercher("zzzzzz").proches == ()


def test_capitals_make_a_sigle() -> None:
    assert {r.document.id for r in moteur().chercher("CA").resultats} >= {"service/atelier-gouvernance"}
    assert moteur().chercher("ca").vide
    assert ids("AMI", 1) == ["financement/appel-rivages"]
    assert "financement/appel-rivages" not in ids("ami", 50)
    assert ids("appel ami", 1) == ["financement/appel-rivages"]


def test_an_exact_word_is_no_beginning() -> None:
    reached = {result.document.id for result in moteur().chercher("com").resultats}
    assert "ressource/guide-premiere-reunion" in reached
    assert not any(result.complet and not result.pourquoi for result in moteur().chercher("com").resultats)


def test_a_synonym_weighs_less_than_the_word() -> None:
    answer = moteur().chercher("conflit")
    assert answer.resultats[0].document.id == "service/atelier-gouvernance"
    by_synonym = next(r for r in moteur().chercher("dispute").resultats if r.document == answer.resultats[0].document)
    assert by_synonym.score < answer.resultats[0].score
    assert by_synonym.pourquoi == (("dispute", "conflit"),)


def test_a_closed_fiche_comes_after_the_others() -> None:
    closed = next(r for r in moteur().chercher("café").resultats if r.document.id == "service/cafe-des-projets")
    assert closed.document.poids < 1


def test_all_the_words_come_before_some_of_them() -> None:
    answer = moteur().chercher("guide réunion")
    assert answer.resultats[0].document.id == "ressource/guide-premiere-reunion"
    assert answer.resultats[0].complet


@pytest.mark.parametrize(
    ("requete", "found"),
    [
        ("Port-Brume", "commune/01901"),
        ("st brume", "commune/01901"),
        ("portbrume", "commune/01901"),
        ("01992", "commune/01902"),
        ("roche lune", "commune/02902"),
        ("bourg ecume", "commune/01903"),
        ("balise la basse", "commune/03901"),
        ("ste balise", "commune/03901"),
    ],
)
def test_communes_are_found(requete: str, found: str) -> None:
    assert found in ids(requete)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("sub", "sub", 0), ("sub", "sud", 1), ("ab", "ba", 1), ("chat", "chats", 1), ("chat", "chien", 3), ("", "ab", 2)],
)
def test_edit_distance(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other, 4) == distance
    assert edit_distance(other, one, 4) == distance
    assert edit_distance(one, other, 0) == min(distance, 1)
