"""The enumerator and the decision diagrams agree, on the invented territory and on random worlds."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.corpus.corpus import Corpus
from generator.orientation.matching import Selection
from generator.orientation.proofs import check_hesitation
from generator.orientation.study import Study, study_of
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.exemples import exemples
from tests.orientation.monde import arbre, departements, financement, monde, parcours, ressource, service
from tests.orientation.verificateur_dd import Key, Verificateur

MOTS = ("x", "y")
ZONES = [{"type": "territoire"}, departements("01"), departements("02", "03"), {"type": "communes", "codes": ["02901"]}]

DOUTES = [None, None, {**departements("02", "03"), "aupres_de": "agglomeration"}]


def some(words: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), unique=True, max_size=len(words)) if words else st.just([])


def tags(words: tuple[str, ...] = MOTS) -> st.SearchStrategy[list[str]]:
    """Some words of an axis, or `tous`."""
    return st.one_of(st.just(["tous"]), st.lists(st.sampled_from(words), unique=True, min_size=1))


@st.composite
def fiches(draw: st.DrawFn, kind: Any, number: int, **axes: Any) -> dict[str, Any]:
    made = {}
    for rank in range(draw(st.integers(0, number))):
        fields = {name: draw(strategy) for name, strategy in axes.items()}
        made[f"{kind.__name__}-{rank}"] = kind(nom=draw(st.sampled_from(["Ébène", "Ébauche", "Zinc"])), **fields)
    return made


@st.composite
def parcours_aleatoire(draw: st.DrawFn, services: tuple[str, ...], ressources: tuple[str, ...], rank: int) -> Any:
    etapes = []
    for _ in range(draw(st.integers(1, 2))):
        si_rien = st.fixed_dictionaries(
            {"dire": st.just("Rien.")},
            optional={
                "elargir_sans": some(("thematiques", "modalites", "stades", "profils")),
                "services": some(services),
                "ressources": some(ressources),
            },
        )
        demande = st.sampled_from(
            [{"modalites": ["m"]}, {"thematiques": ["t"]}, {"thematiques": ["u"], "modalites": ["m"]}]
        )
        etape = draw(
            st.one_of(
                st.just({"faire": "Écrire."}),
                demande.map(lambda asked: {"demander": asked}),
                st.lists(st.sampled_from(services), unique=True, min_size=1).map(lambda ids: {"services": ids}),
            )
        )
        etapes.append({**etape, "maximum": draw(st.integers(1, 2)), "si_rien": draw(st.none() | si_rien)})
    money = {
        "types": ["f"],
        "thematiques": draw(st.sampled_from([[], ["t"], ["t", "u"]])),
        "maximum": 1,
        "si_rien": draw(
            st.none()
            | st.sampled_from([["profils"], ["thematiques"]]).map(lambda axes: {"dire": "Rien.", "elargir_sans": axes})
        ),
    }
    return parcours(*etapes, titre=f"Parcours {rank}", financements=draw(st.none() | st.just(money)))


@st.composite
def mondes(draw: st.DrawFn, nsp_may_retain: bool = False) -> Corpus:
    services = draw(
        fiches(
            service,
            4,
            thematiques=st.sampled_from([["t"], ["u"], ["t", "u"]]),
            modalites=st.sampled_from([["m"], ["n"]]),
            stades=tags(),
            profils=tags(),
            zone=st.sampled_from(ZONES),
            a_verifier=st.sampled_from(DOUTES),
            statut=st.sampled_from(["actif", "actif", "suspendu"]),
        )
    )
    ressources = draw(fiches(ressource, 2, thematiques=st.sampled_from([["t"], ["u"]]), stades=tags()))
    argent = draw(
        fiches(
            financement,
            2,
            thematiques=st.sampled_from([[], ["t"], ["u"]]),
            beneficiaires=tags(),
            zone=st.sampled_from(ZONES),
            a_verifier=st.sampled_from(DOUTES),
        )
    )
    names = [f"p{rank}" for rank in range(draw(st.integers(1, 3)))]
    ends = {
        name: draw(parcours_aleatoire(("accueil", *services), tuple(ressources), rank))
        for rank, name in enumerate(names)
    }
    count = draw(st.integers(1, 5))
    retenir = st.fixed_dictionaries(
        {}, optional={"stades": some(MOTS), "profils": some(MOTS), "thematiques": some(("t", "u"))}
    )
    questions = []
    for rank in range(count):
        reponses = []
        for number, identifiant in enumerate([*(f"r{n}" for n in range(draw(st.integers(1, 2)))), "nsp"]):
            later = [f"q{n}" for n in range(rank + 1, count)]
            ways: list[dict[str, Any]] = [{"parcours": name} for name in names]
            ways += [{"vers": name} for name in later] + ([{}] if later else [])
            ways += (
                [{"sortie": {"titre": "Ailleurs", "dire": "Ailleurs.", "contact": "accueil"}}] if number == 0 else []
            )
            kept = draw(retenir) if identifiant != "nsp" or nsp_may_retain else {}
            reponses.append({"id": identifiant, "texte": identifiant, "retenir": kept, **draw(st.sampled_from(ways))})
        questions.append({"id": f"q{rank}", "texte": "Question ?", "reponses": reponses})
    return monde(
        services, ressources=ressources, financements=argent, arbres={"arbre": arbre(*questions)}, parcours=ends
    )


def selections(study: Study, identifiant: str, parcours: str, rank: int) -> list[tuple[str, str, Selection]]:
    """(path, place, what is selected) for one étape, over the paths of one arbre."""
    found = []
    for chemin in study.chemins:
        if chemin.arbre == identifiant and chemin.parcours == parcours:
            for place in study.matching.places:
                evaluation = study.evaluate(chemin, place.id)
                selection = evaluation.financements if rank == -1 else evaluation.etapes[rank]
                assert selection is not None
                found.append((chemin.adresse, place.id, selection))
    return found


def assert_agree(corpus: Corpus, identifiant: str, today: datetime.date = AUJOURDHUI) -> None:
    """Same questions, answers and parcours reached; same fiches on the same number of paths and places."""
    study, other = study_of(corpus, today), Verificateur(corpus, today, identifiant)
    chemins = [chemin for chemin in study.chemins if chemin.arbre == identifiant]
    classes = [classe.id for classe in study.matching.classes]
    assert len(classes) == len(other.classes)
    assert other.count(other.bdd.true) == len(chemins) * len(classes)
    for question in corpus.arbres[identifiant].questions:
        asked = sum(any(step.question.id == question.id for step in chemin.pas) for chemin in chemins)
        assert other.paths(other.asked[question.id]) == asked
        for reponse in question.reponses:
            given_there = sum(
                any(s.question.id == question.id and s.reponse.id == reponse.id for s in c.pas) for c in chemins
            )
            assert other.paths(other.given(question.id, reponse.id)) == given_there
    for name in corpus.parcours:
        assert other.paths(other.leads_to(name)) == sum(chemin.parcours == name for chemin in chemins)
    for name, rank in other.etapes():
        found = selections(study, identifiant, name, rank)
        index = study.matching.argent if rank == -1 else study.matching.offre
        direct, instead, doubt = other.etape(name, rank)
        here = [selection for _, place, selection in found if place in classes]
        assert other.count(other.leads_to(name) & ~other.any(direct.values())) == sum(bool(s.repli_dans) for s in here)
        for s in here:
            assert len(s.montres) + len(s.aussi) + len(s.remplacants) == len(s.tous.difference(s.douteux))
        wide = [selection for _, place, selection in found if place == "plusieurs"]
        assert wide == [selection for _, place, selection in found if place == "nsp"]
        for number, item in enumerate(index.items):
            key: Key = (item.genre, item.id)
            node, stand_in, unsure = (found.get(key, other.bdd.false) for found in (direct, instead, doubt))
            assert other.count(node) == sum(number in s.directs for s in here), (name, rank, key)
            assert other.count(stand_in) == sum(number in s.remplacants for s in here), (name, rank, key)
            assert other.count(unsure) == sum(number in s.douteux for s in here), (name, rank, key)
            assert other.paths(node | stand_in | unsure) == sum(number in s.tous for s in wide), (name, rank, key)


@pytest.mark.parametrize("identifiant", ["voisins", "equipes"])
def test_they_agree_on_the_invented_territory(identifiant: str) -> None:
    assert_agree(read(), identifiant)


@given(mondes())
@settings(max_examples=exemples(50))
def test_they_agree_on_random_worlds(corpus: Corpus) -> None:
    assert_agree(corpus, "arbre")


@given(mondes(nsp_may_retain=True))
@settings(max_examples=exemples(30))
def test_they_agree_on_who_loses_by_hesitating(corpus: Corpus) -> None:
    study, other = study_of(corpus, AUJOURDHUI), Verificateur(corpus, AUJOURDHUI, "arbre")
    told = {problem.where.split(".")[0] for problem in check_hesitation(study)}
    expected = {
        f"questions[{rank}]"
        for rank, question in enumerate(corpus.arbres["arbre"].questions, 1)
        if any(other.hesitation_loses(question.id, r.id) for r in question.reponses if r.id != "nsp")
    }
    assert told == expected
