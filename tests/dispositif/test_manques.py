"""The holes: counted by hand on three small arbres, ranked, with their decisions."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from generator.corpus.corpus import Corpus
from generator.dispositif.couverture import compute_couverture
from generator.dispositif.manques import Attente, Manque, count_falls, find_manques
from generator.models.besoin import Besoin
from generator.models.diagnostic import Trou
from generator.orientation.study import study_of
from tests.chemins import AUJOURDHUI
from tests.dispositif.test_couverture import small
from tests.orientation.monde import NSP, arbre, departements, monde, parcours, question, service

VIDE: dict[str, Any] = {"dire": "Rien ici."}


def etape(thematiques: list[str], modalites: list[str], **fields: Any) -> dict[str, Any]:
    asked = {name: words for name, words in (("thematiques", thematiques), ("modalites", modalites)) if words}
    return {"demander": asked, "si_rien": VIDE, **fields}


def besoin(**fields: Any) -> Besoin:
    base = {
        "libelle": "Réparer", "phrase": "Des habitants ont besoin d'un lieu parce que tout est jeté.",
        "communes": ["02901"], "enjeux": ["mobilite"], "thematiques": ["u"],
        "origine": {"type": "atelier", "par": "Des habitants"},
        "historique": [{"statut": "revele", "date": "2026-05-12"}],
        "sources": [{"titre": "Compte rendu", "consulte_le": "2026-11-20"}],
    }  # fmt: skip
    return Besoin.model_validate({**base, **fields})


def monde_troue(trous: tuple[Trou, ...] = (), besoins: dict[str, Besoin] | None = None) -> Corpus:
    """t × m is open in the département 01 only; t × n and u × m, u × n are nowhere.

    Two classes of communes, hence: the département 01, and the others.
    Path « oui » asks for t × m, then for t × n twice; « non » for t × m and n, whatever the subject;
    « nsp » names its service.
    """
    corpus = monde(
        {"atelier": service(zone=departements("01"))},
        arbres={
            "a": arbre(
                question(
                    "q",
                    {"id": "oui", "parcours": "precis"},
                    {"id": "non", "parcours": "retenu", "retenir": {"thematiques": ["u"]}},
                    {**NSP, "parcours": "nomme"},
                )
            )
        },
        parcours={
            "precis": parcours(etape(["t"], ["m"]), etape(["t"], ["n"]), etape(["t"], ["n"])),
            "retenu": parcours(etape([], ["m", "n"]), etape(["t"], [])),
            "nomme": parcours({"services": ["atelier"], "si_rien": VIDE}),
        },
    )
    return dataclasses.replace(small(corpus).having(besoin=besoins or {}), trous=trous)


def trou(**fields: str) -> Trou:
    return Trou.model_validate({"thematique": "t", "modalite": "n", "pourquoi_non": "Trop rare.", **fields})


def found(corpus: Corpus) -> tuple[Manque, ...]:
    return find_manques(compute_couverture(corpus, AUJOURDHUI), study_of(corpus, AUJOURDHUI))


def test_the_falls_are_the_ones_counted_by_hand() -> None:
    study = study_of(monde_troue(), AUJOURDHUI)
    ici, ailleurs = (classe.id for classe in study.matching.classes)
    assert (ici, ailleurs) == ("departement-01", "departements-02-03")
    assert dict(count_falls(study)) == {
        ("t", "m", ailleurs): 1,  # « oui », first étape
        ("t", "n", ici): 1,  # « oui »: two étapes, one path
        ("t", "n", ailleurs): 1,
        ("u", "m", ici): 1,  # « non »: the subject is the one that the answer retained
        ("u", "m", ailleurs): 1,
        ("u", "n", ici): 1,
        ("u", "n", ailleurs): 1,
    }


def test_the_holes_are_ranked_by_falls_then_besoins_then_order() -> None:
    corpus = monde_troue(besoins={"reparer": besoin()})
    assert [(m.thematique, m.modalite, m.departements, m.attente) for m in found(corpus)] == [
        ("u", "m", ("01", "02", "03"), Attente(2, ("reparer",))),
        ("u", "n", ("01", "02", "03"), Attente(2, ("reparer",))),
        ("t", "n", ("01", "02", "03"), Attente(2, ())),
        ("t", "m", ("02", "03"), Attente(1, ())),
    ]


def test_each_departement_tells_what_waits_there() -> None:
    corpus = monde_troue(besoins={"reparer": besoin()})
    (first, *_) = found(corpus)
    assert dict(first.par_departement) == {
        "01": Attente(1, ()),
        "02": Attente(1, ("reparer",)),
        # The same classe of communes: one path falls there once, told in both départements.
        "03": Attente(1, ()),
    }


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        ({}, True),
        ({"communes": ["toutes"]}, True),
        ({"communes": ["03901"]}, True),
        ({"thematiques": ["t"]}, False),
        ({"thematiques": []}, False),
        ({"anterieur": "oui"}, False),
        ({"historique": [{"statut": "en-construction", "date": "2026-05"}]}, True),
        ({"historique": [{"statut": "repondu", "date": "2026-05"}]}, False),
        ({"historique": [{"statut": "ecarte", "date": "2026-05", "motif": "Déjà fait."}]}, False),
    ],
)
def test_a_besoin_waits_when_it_is_ours_and_not_answered(fields: dict[str, Any], waits: bool) -> None:
    manques = {(m.thematique, m.modalite): m for m in found(monde_troue(besoins={"reparer": besoin(**fields)}))}
    assert manques[("u", "m")].attente.besoins == (("reparer",) if waits else ())


def test_a_besoin_of_another_departement_does_not_touch_the_hole() -> None:
    """t × m is a hole in 02 and 03 only."""
    manques = {
        (m.thematique, m.modalite): m
        for m in found(monde_troue(besoins={"reparer": besoin(thematiques=["t"], communes=["01901"])}))
    }
    assert manques[("t", "m")].attente.besoins == ()
    assert manques[("t", "n")].attente.besoins == ("reparer",)


@pytest.mark.parametrize(
    ("trous", "left"),
    [
        ((), ("01", "02", "03")),
        ((trou(),), ()),
        ((trou(departement="02"),), ("01", "03")),
        ((trou(departement="01"), trou(departement="02"), trou(departement="03")), ()),
        ((trou(departement="99"),), ("01", "02", "03")),
        ((trou(modalite="m"),), ("01", "02", "03")),
    ],
)
def test_a_decision_holds_where_it_says(trous: tuple[Trou, ...], left: tuple[str, ...]) -> None:
    manques = {(m.thematique, m.modalite): m for m in found(monde_troue(trous))}
    assert manques[("t", "n")].a_decider == left


def test_a_territory_without_arbre_has_holes_that_nobody_misses() -> None:
    corpus = dataclasses.replace(monde_troue(), arbres={}, parcours={})
    manques = found(corpus)
    assert len(manques) == 4
    assert not any(manque.presse for manque in manques)
