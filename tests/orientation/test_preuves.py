"""Each proof: the invented territory holds it, one change breaks it, and says where and to whom."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.corpus.corpus import Corpus
from generator.corpus.etats import PLUS_PROPOSES, PROPOSABLES
from generator.models.fiche import Zone
from generator.orientation import study
from generator.orientation.checking import check_orientation
from generator.orientation.matching import Evaluation, Matching, Selection, build_matching
from generator.orientation.results import POUR_LE_MOMENT
from generator.pipeline import verify
from generator.problems import Problem
from generator.problems.codes.orientation import ORIENTATION
from generator.reading.loading import load_corpus
from generator.rendering.rendering import render_corpus
from generator.rules import RULES
from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.construction import officiel, read, replace_in
from tests.orientation.monde import arbre, departements, financement, monde, parcours, question, ressource, service

ARBRE, EQUIPES = "data/arbres/voisins.yml", "data/arbres/equipes.yml"
AVANCER, COMMENCER, ESSAIMER = "data/parcours/avancer.yml", "data/parcours/commencer.yml", "data/parcours/essaimer.yml"
PARLER, CAS = "data/parcours/en-parler.yml", "data/cas-types.yml"
PERMANENCE = "content/offre/services/permanence-accueil.yml"


def test_the_invented_territory_holds_every_proof() -> None:
    assert check_orientation(read(), AUJOURDHUI) == ()


def test_the_arbres_are_studied_once_for_the_proofs_the_holes_and_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    studied = []

    def counted(corpus: Corpus, today: datetime.date) -> Matching:
        studied.append(corpus)
        return build_matching(corpus, today)

    monkeypatch.setattr("generator.orientation.study.build_matching", counted)
    bilan = verify(PETITE_ILE, AUJOURDHUI, officiel())
    assert bilan.corpus is not None
    assert bilan.corpus.trous
    render_corpus(bilan.corpus, AUJOURDHUI)
    assert studied == [bilan.corpus]


def test_nothing_to_prove_without_an_arbre() -> None:
    assert check_orientation(monde(), AUJOURDHUI) == ()


NSP_COMBIEN = """      - id: nsp
        texte: "Je ne sais pas"
        parcours: commencer
"""
NSP_SUJET = """      - id: nsp
        texte: "Je ne sais pas"
        parcours: avancer
"""
MUTATIONS = [
    # code, file, what stands there, what is put instead, line, words of the sentence
    ("ORI001", ARBRE, NSP_COMBIEN, "", "Êtes-vous plusieurs ?"),
    ("ORI002", ARBRE, "vers: sujet", "vers: sujets", "qui n'existe pas"),
    ("ORI002", ARBRE, "vers: sujet", "vers: envie", "tournerait en rond"),
    ("ORI003", ARBRE, NSP_SUJET, NSP_SUJET.replace("        parcours: avancer\n", ""), "n'arrive nulle part"),
    ("ORI004", EQUIPES, "  - id: regles", "  - id: stade", "« stade »"),
    ("ORI004", EQUIPES, "      - id: non", "      - id: oui", "« oui »"),
    ("ORI005", ARBRE, NSP_SUJET, NSP_SUJET + "        retenir: {stades: [idee]}\n", "retient quelque chose"),
    ("ORI016", PARLER, "contact: permanence-accueil", "contact: atelier-gouvernance", "toutes les communes"),
    ("ORI025", ARBRE, "Êtes-vous plusieurs ?", "Êtes-vous plusieurs", "0 points d'interrogation"),
    ("ORI030", CAS, "{envie: rien, combien: seul}", "{envie: rien, combien: seuls}", "« seuls »"),
    ("ORI030", CAS, "{envie: rien, combien: seul}", "{envie: rien}", "manque une réponse à « combien »"),
    ("ORI030", CAS, "{envie: rien, combien: seul}", "{envie: rien, combien: seul, sujet: nsp}", "n'est pas posée"),
    ("ORI030", CAS, 'commune: "02902"', 'commune: "99999"', "« 99999 »"),
    ("ORI031", CAS, "attendu: {parcours: commencer}", "attendu: {parcours: avancer}", "« avancer » attendu"),
    ("ORI031", CAS, "questions: [envie, combien]", "questions: [combien, envie]", "envie, combien"),
    ("ORI031", CAS, "attendu: {sortie: logement}", "attendu: {sortie: autre}", "« autre »"),
    ("ORI031", CAS, "{contient: [permanence-accueil], repli: non}", "{contient: [guide-premiere-reunion]}", "manque"),
    ("ORI031", CAS, "ne_contient_pas: [atelier-gouvernance]", "ne_contient_pas: [permanence-accueil]", "pas être là"),
    ("ORI031", CAS, "{au_moins: 2}", "{au_moins: 3}", "3 fiches au moins"),
    ("ORI031", CAS, "[{repli: non}, {}, {contient", "[{repli: oui}, {}, {contient", "une fiche convient"),
    ("ORI031", CAS, "contient: [aide-aux-voisins, prime-pour-murir]", "contient: [pret-des-marees]", "financements"),
    ("ORI032", CAS, "    attendu: {parcours: commencer}\n", "", "pas d'attendu"),
    ("ORI033", CAS, "{stade: debut, regles: nsp}", "{stade: debut, regles: non}", "aucun cas type ne répond"),
    (
        "ORI033",
        CAS,
        "{stade: debut, regles: nsp}",
        "{stade: debut, regles: non}",
        "à « Vos règles sont-elles écrites ?",
    ),
]


def broken(root: Path, path: str, old: str, new: str) -> tuple[Problem, ...]:
    """Change the first occurrence of a text, read again, prove again."""
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    corpus, problems = load_corpus(root, officiel())
    assert corpus is not None, problems
    return check_orientation(corpus, AUJOURDHUI)


@pytest.mark.parametrize(("code", "path", "old", "new", "words"), MUTATIONS)
def test_one_change_breaks_one_proof(
    racine_petite_ile: Path, code: str, path: str, old: str, new: str, words: str
) -> None:
    found = broken(racine_petite_ile, path, old, new)
    assert {problem.code for problem in found} == {code}
    assert any(words in problem.message for problem in found), found
    if code != "ORI033":
        assert {problem.path for problem in found} == {path}
    assert all(problem.line > 0 and problem.hint for problem in found)


T = {"demander": {"thematiques": ["t"]}}


def petit(**changes: object) -> Corpus:
    """One question, two parcours, without any fault."""
    corpus = monde(
        {"s": service(stades=["x"])},
        arbres={
            "a": arbre(
                question(
                    "un", {"id": "oui", "parcours": "p"}, {"id": "non", "parcours": "q"}, {"id": "nsp", "parcours": "q"}
                )
            )
        },
        parcours={
            "p": parcours(T),
            "q": parcours({"services": ["accueil"]}, titre="Autre"),
        },
    )
    fiches = {kind: changes.pop(f"{kind}s", corpus.ecrits[kind]) for kind in ("service", "ressource", "financement")}
    return dataclasses.replace(corpus.having(**fiches), **changes)  # type: ignore[arg-type]


def tree(*questions: dict[str, object]) -> dict[str, object]:
    return {"a": arbre(*questions)}


def vers(identifiant: str, parcours: str = "q", **more: object) -> dict[str, object]:
    return {"id": identifiant, "parcours": parcours, **more}


def long_tree(depth: int) -> dict[str, object]:
    questions = [question(f"q{n}", vers("p", "p"), {"id": "nsp"}) for n in range(depth - 1)]
    return tree(*questions, question("fin", vers("p", "p"), vers("nsp")))


def heavy_tree() -> dict[str, object]:
    answers = [{"id": f"r{n}"} for n in range(6)]
    return tree(
        *(question(f"q{n}", *answers, {"id": "nsp"}) for n in range(4)),
        question("fin", vers("p", "p"), vers("nsp")),
    )


def named(identifiant: str, **fields: object) -> dict[str, object]:
    return {"p": parcours(T), "q": parcours({"services": [identifiant], **fields}, titre="Autre")}


def without_money() -> dict[str, object]:
    return {
        "p": parcours(T, financements={"types": ["f"]}),
        "q": parcours({"services": ["accueil"]}, titre="Autre"),
    }


LONE = {"thematiques": ["loin"]}
UNSUITED = [vers("oui", "p", retenir={"stades": ["y"]}), vers("non"), vers("nsp", "p")]
SUBSTITUTE = {"demander": {"thematiques": ["t"]}, "si_rien": {"dire": "Rien.", "elargir_sans": ["modalites"]}}
CASES = [
    ("ORI006", {"arbres": tree(question("un", vers("oui", "p"), vers("nsp")), question("d", vers("x"), vers("nsp")))}),
    ("ORI007", {"arbres": tree(question("un", vers("oui", "p"), vers("nsp", "p")))}),
    ("ORI008", {"arbres": long_tree(6)}),
    ("ORI009", {"arbres": tree(question("un", *(vers(f"r{n}", "p") for n in range(7)), vers("nsp")))}),
    ("ORI010", {"arbres": tree(question("un", *UNSUITED))}),
    ("ORI011", {"parcours": without_money()}),
    ("ORI012", {"services": {"s": service(), "loin": service(nom="Loin", **LONE), "accueil": service(nom="Accueil")}}),
    ("ORI020", {"arbres": heavy_tree()}),
    ("ORI021", {"arbres": tree(question("un", vers("p", "p"), {"id": "nsp"}), question("d", vers("a"), vers("nsp")))}),
    ("ORI023", {"parcours": {**named("accueil"), "p": parcours(T, titre="AUTRE")}}),
    ("ORI023", {"parcours": {"p": parcours(T), "q": parcours(T, titre="Autre")}}),
]  # fmt: skip


def codes(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in problems}


def test_the_small_world_holds() -> None:
    assert check_orientation(petit(), AUJOURDHUI) == ()


@pytest.mark.parametrize(("code", "changes"), CASES)
def test_a_fault_of_the_small_world(code: str, changes: dict[str, object]) -> None:
    assert code in codes(check_orientation(petit(**changes), AUJOURDHUI))
    assert codes(check_orientation(petit(**changes), AUJOURDHUI)) <= {code, "ORI021"}


def test_a_financement_never_shown() -> None:
    assert codes(check_orientation(petit(financements={"f": financement()}), AUJOURDHUI)) == {"ORI013"}


def test_a_common_fiche_never_shown_stops_nothing() -> None:
    """It came with the shelf, which its keeper writes for all: one line for all of them, and the site is built."""
    lone = {"loin": service(nom="Loin", thematiques=["u"])}
    corpus = petit(services={**petit().services, **lone}, financements={"f": financement()})
    assert codes(check_orientation(corpus, AUJOURDHUI)) == {"ORI012", "ORI013"}
    shelf = dataclasses.replace(
        corpus, commun={"service": {"loin": corpus.services["loin"]}, "financement": corpus.financements}
    )
    assert [problem.code for problem in check_orientation(shelf, AUJOURDHUI)] == ["ORI039"]


def test_contrary_answers() -> None:
    first = question("un", {"id": "x", "retenir": {"stades": ["x"]}}, vers("non"), vers("nsp"))
    second = question("deux", vers("y", "p", retenir={"stades": ["y"]}), vers("nsp", "p"))
    corpus = petit(arbres=tree(first, second))
    found = [problem for problem in check_orientation(corpus, AUJOURDHUI) if problem.code == "ORI022"]
    assert len(found) == 1
    assert "« Réponse x », puis « Réponse y »" in found[0].message


def test_a_named_service_that_is_suspended() -> None:
    services = {**petit().services, "off": service(nom="Suspendu", statut="suspendu")}
    si_rien = {"si_rien": {"dire": "Rien pour l'instant.", "services": ["accueil"]}}
    found = check_orientation(petit(services=services, parcours=named("off", **si_rien)), AUJOURDHUI)
    assert codes(found) == {"ORI024"}


def test_a_substitute_that_is_closed() -> None:
    ressources = {"lu": ressource(nom="Perdu", statut="clos")}
    etape = {"services": ["accueil"], "si_rien": {"dire": "Rien.", "ressources": ["lu"]}}
    ends = {"p": parcours(etape), "q": parcours({"services": ["accueil"]}, titre="Autre")}
    found = check_orientation(petit(ressources=ressources, parcours=ends), AUJOURDHUI)
    assert [p.where for p in found if p.code == "ORI024"] == ["etapes[1].si_rien.ressources[1]"]


def test_a_substitute_that_shows_nothing() -> None:
    ends = {"p": parcours(SUBSTITUTE), "q": parcours({"services": ["accueil"]}, titre="Autre")}
    corpus = petit(arbres=tree(question("un", *UNSUITED)), parcours=ends)
    assert codes(check_orientation(corpus, AUJOURDHUI)) == {"ORI029"}


@pytest.mark.parametrize(("etat", "code"), [("preparation", "ORI017"), ("publie", "ORI018")])
def test_a_contact_without_phone_nor_mail(etat: str, code: str) -> None:
    corpus = petit()
    mute = corpus.acteurs["pole-ess"].model_copy(update={"contacts": ()})
    territoire = corpus.territoire.model_copy(update={"etat": etat})
    changed = dataclasses.replace(corpus.having(acteur={**corpus.acteurs, "pole-ess": mute}), territoire=territoire)
    assert codes(check_orientation(changed, AUJOURDHUI)) == {code}


@pytest.mark.parametrize(
    ("telephone", "courriel", "missing"),
    [("+33261910010", None, "ni courriel ni adresse"), (None, "agglo@petite-ile.test", "aucun téléphone")],
)
def test_nobody_to_call_or_to_write_to(telephone: str | None, courriel: str | None, missing: str) -> None:
    """The welcome is mute, and the only relais gives one way to be reached, not two."""
    corpus = petit()
    mute = corpus.acteurs["pole-ess"].model_copy(update={"contacts": (), "lieux": ()})
    contact = (
        corpus.acteurs["agglomeration"].contacts[0].model_copy(update={"telephone": telephone, "courriel": courriel})
    )
    half = corpus.acteurs["agglomeration"].model_copy(update={"contacts": (contact,), "lieux": ()})
    changed = corpus.having(acteur={**corpus.acteurs, "pole-ess": mute, "agglomeration": half})
    found = [p for p in check_orientation(changed, AUJOURDHUI) if p.code == "ORI035"]
    assert found and all(f"ne trouve {missing}." in problem.message for problem in found)


def test_too_many_classes_of_communes_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    services = {**petit().services, "ici": service(nom="Ici", zone=departements("01"))}
    assert codes(check_orientation(petit(services=services), AUJOURDHUI)) == set()
    monkeypatch.setattr(study, "PAGES_MAX", 1)
    (told,) = check_orientation(petit(services=services), AUJOURDHUI)
    assert told.code == "ORI019"
    assert "par département (4 lieux)" in told.message


def test_the_sentence_tells_answers_place_and_étape() -> None:
    found = check_orientation(petit(arbres=tree(question("un", *UNSUITED))), AUJOURDHUI)
    assert [problem.message for problem in found] == [
        "une personne qui répond « Réponse oui », à Bourg-l'Écume, ne reçoit rien à l'étape « Étape 1 »."
    ]


def test_a_faulty_engine_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """ORI014 and ORI015 cannot come from a file: the semantics forbids them. They watch the engine."""
    true = Matching.evaluate

    def forgetful(self: Matching, parcours: str, faits: frozenset[object], place: str) -> Evaluation:
        found = true(self, parcours, faits, place)  # type: ignore[arg-type]
        forgets = place in ("plusieurs", "nsp") if self.corpus is whole else not faits
        return Evaluation((Selection(),), found.financements) if forgets and parcours == "p" else found

    whole = petit()
    facts = petit(
        arbres=tree(question("un", vers("oui", "p", retenir={"stades": ["x"]}), vers("non"), vers("nsp", "p")))
    )
    monkeypatch.setattr(Matching, "evaluate", forgetful)
    assert "ORI015" in codes(check_orientation(whole, AUJOURDHUI))
    assert "ORI014" in codes(check_orientation(facts, AUJOURDHUI))


def shapes() -> Iterator[tuple[str, str, str, str]]:
    yield "ORI026", ARBRE, "        vers: sujet\n", "        vers: sujet\n        parcours: avancer\n"
    yield "ORI027", COMMENCER, "    faire: ", "    services: [permanence-accueil]\n    faire: "
    yield "ORI027", AVANCER, "{modalites: [atelier-collectif, accueil-permanence]}", "{thematiques: []}"
    yield "ORI028", ARBRE, '          url: "https://logement.example/"\n', ""


@pytest.mark.parametrize(("code", "path", "old", "new"), list(shapes()))
def test_shapes(racine_petite_ile: Path, code: str, path: str, old: str, new: str) -> None:
    text = (racine_petite_ile / path).read_text(encoding="utf-8")
    assert old in text
    (racine_petite_ile / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    corpus, problems = load_corpus(racine_petite_ile, officiel())
    assert corpus is None
    assert [problem.code for problem in problems] == [code]


def test_a_date_that_passes_does_not_stop_the_publication() -> None:
    """On that day a financement that a cas type expects has closed: it is told (ORI034), and the site is published."""
    problems = verify(PETITE_ILE, datetime.date(2027, 1, 15), officiel()).problems
    (told,) = [problem for problem in problems if "aide-aux-voisins" in problem.path and problem.code == "ORI034"]
    assert "sa date est passée" in told.message
    assert told.message.endswith("À sa place, les pages montrent : Prime pour mûrir son projet.")
    assert {problem.severity for problem in problems} == {"avertissement"}


PROPOSED = [(kind, key) for kind, key, fiche in read().fiches() if kind != "acteur" and fiche.statut in PROPOSABLES]


@pytest.mark.parametrize("statut", PLUS_PROPOSES)
@pytest.mark.parametrize(("kind", "key"), PROPOSED)
def test_stopping_a_fiche_is_never_an_error(kind: str, key: str, statut: str) -> None:
    """Whoever stops a service wrote neither the questions nor the cas types: what it causes is told, no more."""
    corpus = read()
    fiches = corpus.ecrits[kind]
    changed = corpus.having(**{kind: {**fiches, key: fiches[key].model_copy(update={"statut": statut})}})
    found = [*check_orientation(changed, AUJOURDHUI)]
    found += [problem for rule in RULES for problem in rule(changed, AUJOURDHUI)]
    assert [problem for problem in found if problem.severity == "erreur"] == []


@pytest.mark.parametrize(
    ("kind", "key", "code", "there"),
    [
        ("service", "accompagnateur-referent", "01901", "(Dunes-et-Marais)"),
        ("financement", "aide-aux-voisins", "01901", "("),
    ],
)
def test_narrowing_a_fiche_is_no_error_of_a_cas_type(kind: str, key: str, code: str, there: str) -> None:
    """What a narrower zone changes for the people of the cas types is told at that zone, no more."""
    corpus = read()
    fiches = corpus.ecrits[kind]
    zone = Zone(type="communes", codes=(code,))
    found = [
        *check_orientation(
            corpus.having(**{kind: {**fiches, key: fiches[key].model_copy(update={"zone": zone})}}), AUJOURDHUI
        )
    ]
    assert [problem.code for problem in found if problem.severity == "erreur"] == []
    (told,) = [problem for problem in found if problem.code == "ORI034" and f"/{key}." in problem.path]
    assert told.where == "zone" and "sa zone ne va pas jusque-là" in told.message and there in told.message


def test_a_step_that_a_narrower_zone_empties_names_the_fiches_that_stop_short(racine_petite_ile: Path) -> None:
    """The hole is for ever, so it is refused: whoever narrows a zone reads that it is theirs."""
    narrow = 'zone:\n  type: communes\n  codes: ["01901"]'
    found = broken(racine_petite_ile, PERMANENCE, "zone:\n  type: territoire", narrow)
    empty = [one for one in found if one.code == "ORI010"]
    assert empty
    assert all("parce que la zone de « Permanence d'accueil » ne va pas jusque-là" in one.message for one in empty)
    (closed, *_) = [one for one in found if one.code == "ORI016"]
    assert "pas ouvert dans toutes les communes : " in closed.message


def test_a_contact_that_stopped_is_told_once_with_who_answers(racine_petite_ile: Path) -> None:
    found = broken(racine_petite_ile, PERMANENCE, "statut: actif", "statut: suspendu")
    (contact,) = [problem for problem in found if problem.code == "ORI037"]
    assert (contact.path, contact.where) == (PERMANENCE, "statut")
    assert "le contact de 4 parcours et sorties. À sa place : Petite-Île Agglomération." in contact.message
    (expected,) = [problem for problem in found if problem.code == "ORI034" and problem.path == PERMANENCE]
    assert "son statut est « suspendu », et 5 cas types l'attendent encore (« Une personne seule" in expected.message
    empty = [problem for problem in found if problem.code == "ORI036"]
    assert {problem.path for problem in empty} == {COMMENCER, PARLER}
    assert all("depuis qu'une fiche est arrêtée" in problem.message for problem in empty)


def test_nobody_in_the_place_of_a_contact_is_an_error(racine_petite_ile: Path) -> None:
    territoire = racine_petite_ile / "data/territoire.yml"
    text = territoire.read_text(encoding="utf-8")
    territoire.write_text(text.replace("relais:\n  - {acteur: agglomeration, communes: [toutes]}\n", ""), "utf-8")
    found = broken(racine_petite_ile, PERMANENCE, "statut: actif", "statut: clos")
    contacts = [problem for problem in found if problem.code == "ORI016"]
    assert len(contacts) == 4
    assert all("personne ne répond à sa place" in problem.message for problem in contacts)


def test_an_empty_step_that_was_never_filled_is_an_error(racine_petite_ile: Path) -> None:
    """A fiche that stopped elsewhere excuses nothing."""
    replace_in(racine_petite_ile / PERMANENCE, "statut: actif", "statut: suspendu")
    asked, never = "thematiques: [identification-besoins]", "thematiques: [essaimage-duplication]"
    found = broken(racine_petite_ile, COMMENCER, asked, never)
    assert "ORI010" in {problem.code for problem in found}


def test_the_pages_give_who_answers_in_the_place_of_the_welcome(racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / PERMANENCE, "statut: actif", "statut: suspendu")
    pages = {page.url: page.body for page in render_corpus(read(racine_petite_ile), AUJOURDHUI).pages}
    results = [text for url, text in pages.items() if url.startswith("orienter/voisins/") and "etape-1" in text]
    assert any(POUR_LE_MOMENT.partition("avons ")[2] in text for text in results)
    assert not any("tel:+33261910001" in text for text in results)


def test_every_code_is_tried() -> None:
    rules = Path(__file__).parents[1] / "rules" / "test_genres_de_fautes.py"
    source = Path(__file__).read_text(encoding="utf-8") + rules.read_text(encoding="utf-8")
    assert {line.code for line in ORIENTATION} == set(re.findall(r"ORI\d{3}", source))


@pytest.mark.parametrize(("end", "useless"), [("q", []), ("p", ["questions[1]", "questions[2]"])])
def test_a_question_is_useful_by_what_comes_later(end: str, useless: list[str]) -> None:
    """« un » leads to `p`, or to another question; useless when all that follows is `p` anyway."""
    later = question("deux", vers("b", "p"), vers("nsp", end))
    corpus = petit(arbres=tree(question("un", vers("a", "p"), {"id": "nsp"}), later))
    found = [one.where for one in check_orientation(corpus, AUJOURDHUI) if one.code == "ORI021"]
    assert [where.split(".")[0] for where in found] == useless
