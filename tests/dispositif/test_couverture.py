"""The coverage matrix, against a table made by hand; one state per cell, whatever the offer."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.corpus import Corpus
from generator.dispositif.couverture import ETATS, Case, compute_couverture
from generator.models.referentiel import Referentiel
from tests.chemins import AUJOURDHUI
from tests.orientation.monde import departements, financement, monde, ressource, service

PORT, CLAIR, ECUME, LANDE, ROCHE, BALISES = "01901", "01902", "01903", "02901", "02902", "03901"
COMMUNES = (PORT, CLAIR, ECUME, LANDE, ROCHE, BALISES)


def communes(*codes: str) -> dict[str, Any]:
    return {"type": "communes", "codes": list(codes)}


def vocabulary(*termes: str) -> Referentiel:
    word = {"libelle": "Mot", "definition": "Un mot", "origine": "proposé"}
    return Referentiel.model_validate(
        {"titre": "Mots", "description": "Des mots.", "termes": dict.fromkeys(termes, word)}
    )


def small(corpus: Corpus, modalites: tuple[str, ...] = ("m", "n")) -> Corpus:
    """Return the corpus with two words on each axis: a matrix that one can count by hand."""
    words = {
        "thematiques": vocabulary("t", "u"),
        "modalites": vocabulary(*modalites),
        "stades": vocabulary("debut", "suite"),
    }
    return dataclasses.replace(corpus, referentiels={**corpus.referentiels, **words})


OFFRE = {
    # Open in the whole département 01, and in one of the two communes of 02.
    "atelier": service(zone=communes(PORT, CLAIR, ECUME, LANDE), stades=["debut"]),
    # Tried everywhere.
    "suivi": service(statut="experimentation", modalites=["n"]),
    # Maybe in 02 only, on both subjects.
    "conseil": service(statut="a-confirmer", thematiques=["t", "u"], zone=departements("02")),
    # None of these helps today.
    "projet": service(statut="a-creer", thematiques=["u"], modalites=["n"]),
    "pause": service(statut="suspendu", thematiques=["u"], modalites=["n"]),
    "fini": service(statut="clos", thematiques=["u"], modalites=["n"]),
    "hier": service(thematiques=["u"], modalites=["n"], ouverture={"au": "2026-11-21"}),
}
A_LA_MAIN: Mapping[tuple[str, str, str], tuple[str, Case]] = {
    # thematique, modalite, departement → state; communes, open, tried, to confirm, fiches
    ("t", "m", "01"): ("couvert", Case(3, 3, 0, 0, 1)),
    ("t", "m", "02"): ("en-partie", Case(2, 1, 0, 2, 2)),
    ("t", "m", "03"): ("trou", Case(1, 0, 0, 0, 0)),
    ("t", "n", "01"): ("experimentation", Case(3, 0, 3, 0, 1)),
    ("t", "n", "02"): ("experimentation", Case(2, 0, 2, 0, 1)),
    ("t", "n", "03"): ("experimentation", Case(1, 0, 1, 0, 1)),
    ("u", "m", "01"): ("trou", Case(3, 0, 0, 0, 0)),
    ("u", "m", "02"): ("a-confirmer", Case(2, 0, 0, 2, 1)),
    ("u", "m", "03"): ("trou", Case(1, 0, 0, 0, 0)),
    ("u", "n", "01"): ("trou", Case(3, 0, 0, 0, 0)),
    ("u", "n", "02"): ("trou", Case(2, 0, 0, 0, 0)),
    ("u", "n", "03"): ("trou", Case(1, 0, 0, 0, 0)),
}


def test_the_matrix_is_the_one_made_by_hand() -> None:
    cases = compute_couverture(small(monde(OFFRE)), AUJOURDHUI).cases
    assert {key: (case.etat, case) for key, case in cases.items()} == A_LA_MAIN
    assert list(cases) == list(A_LA_MAIN)


def mute(corpus: Corpus) -> Corpus:
    """The same, but nobody knows how to reach the acteur that holds the services: a site is not somebody."""
    pole = corpus.acteurs["pole-ess"].model_copy(update={"contacts": (), "lieux": ()})
    return corpus.having(acteur={**corpus.acteurs, "pole-ess": pole})


def not_begun(corpus: Corpus) -> Corpus:
    """The same, before the experimentation begins."""
    later = corpus.territoire.experimentation.model_copy(update={"debut": None})
    return dataclasses.replace(corpus, territoire=corpus.territoire.model_copy(update={"experimentation": later}))


SANS_PERSONNE: Mapping[tuple[str, str, str], tuple[str, Case]] = {
    # The atelier is open in 01 and in half of 02, but nobody answers; the suivi is tried nowhere yet.
    **A_LA_MAIN,
    ("t", "m", "01"): ("a-confirmer", Case(3, 0, 0, 3, 1)),
    ("t", "m", "02"): ("a-confirmer", Case(2, 0, 0, 2, 2)),
    ("t", "n", "01"): ("prevu", Case(3, 0, 0, 0, 1, 3)),
    ("t", "n", "02"): ("prevu", Case(2, 0, 0, 0, 1, 2)),
    ("t", "n", "03"): ("prevu", Case(1, 0, 0, 0, 1, 1)),
}


def test_what_has_not_begun_or_has_nobody_to_answer_is_not_open() -> None:
    cases = compute_couverture(small(not_begun(mute(monde(OFFRE)))), AUJOURDHUI).cases
    assert {key: (case.etat, case) for key, case in cases.items()} == SANS_PERSONNE


def test_what_is_to_verify_here_is_to_verify_and_open_elsewhere() -> None:
    doubt = {**departements("02", "03"), "aupres_de": "agglomeration"}
    offre = {"pret": service(zone=departements("01"), a_verifier=doubt)}
    cases = compute_couverture(small(monde(offre)), AUJOURDHUI).cases
    found = {code: cases["t", "m", code] for code in ("01", "02", "03")}
    assert found == {"01": Case(3, 3, 0, 0, 1), "02": Case(2, 0, 0, 2, 1), "03": Case(1, 0, 0, 1, 1)}
    assert [case.etat for case in found.values()] == ["couvert", "a-confirmer", "a-confirmer"]


def test_two_services_may_cover_a_departement_together() -> None:
    """What counts is that each commune has something open, not that one service is open everywhere."""
    offre = {"nord": service(zone=communes(PORT)), "sud": service(zone=communes(CLAIR, ECUME))}
    cases = compute_couverture(small(monde(offre)), AUJOURDHUI).cases
    assert cases[("t", "m", "01")] == Case(3, 3, 0, 0, 2)


@pytest.mark.parametrize(("stade", "etat"), [("debut", "couvert"), ("suite", "trou"), (None, "couvert")])
def test_a_moment_of_the_project_is_one_more_axis(stade: str | None, etat: str) -> None:
    couverture = compute_couverture(small(monde(OFFRE)), AUJOURDHUI)
    assert couverture.case(couverture.departements["01"], "t", "m", stade).etat == etat


def test_without_a_modalite_they_are_looked_at_together() -> None:
    couverture = compute_couverture(small(monde(OFFRE)), AUJOURDHUI)
    everywhere = frozenset(COMMUNES)
    assert couverture.case(everywhere, "t") == Case(6, 4, 6, 2, 3)
    assert couverture.case(everywhere, "t", stade="suite").etat == "experimentation"


def test_a_ressource_and_a_financement_have_their_modalite() -> None:
    corpus = small(
        monde(
            {},
            ressources={"guide": ressource()},
            financements={
                "prime": financement(thematiques=["u"], zone=departements("01")),
                "general": financement(),
                "passe": financement(thematiques=["t"], depot={"cloture": "2026-11-21"}),
            },
        ),
        ("m", "ressource-autonomie", "financement"),
    )
    cases = compute_couverture(corpus, AUJOURDHUI).cases
    found = {key: case.etat for key, case in cases.items() if case.etat != "trou"}
    assert found == {
        ("t", "ressource-autonomie", "01"): "couvert",
        ("t", "ressource-autonomie", "02"): "couvert",
        ("t", "ressource-autonomie", "03"): "couvert",
        ("u", "financement", "01"): "couvert",
    }


services = st.builds(
    service,
    statut=st.sampled_from(["actif", "experimentation", "a-creer", "a-confirmer", "suspendu", "clos"]),
    thematiques=st.lists(st.sampled_from(["t", "u"]), min_size=1, unique=True),
    modalites=st.lists(st.sampled_from(["m", "n"]), min_size=1, unique=True),
    stades=st.sampled_from([["tous"], ["debut"], ["suite"], ["debut", "suite"]]),
    zone=st.one_of(
        st.just({"type": "territoire"}),
        st.lists(st.sampled_from(COMMUNES), min_size=1, unique=True).map(lambda codes: communes(*codes)),
    ),
)


@given(st.lists(services, max_size=8))
def test_a_cell_has_exactly_one_state(offre: list[Any]) -> None:
    """The definition of each state, word for word, holds for the state of the cell and for no other."""
    corpus = small(monde({f"s{number}": one for number, one in enumerate(offre)}))
    couverture = compute_couverture(corpus, AUJOURDHUI)
    assert len(couverture.cases) == 2 * 2 * 3
    for (thematique, modalite, departement), case in couverture.cases.items():
        here = couverture.departements[departement]
        reach = {
            statut: {
                code
                for one in offre
                if one.statut == statut and thematique in one.thematiques and modalite in one.modalites
                for code in corpus.coverage(one.zone) & here
            }
            for statut in ("actif", "experimentation", "a-confirmer")
        }
        holds = {
            "couvert": reach["actif"] == here,
            "en-partie": bool(reach["actif"]) and reach["actif"] != here,
            "experimentation": not reach["actif"] and bool(reach["experimentation"]),
            "a-confirmer": not reach["actif"] and not reach["experimentation"] and bool(reach["a-confirmer"]),
            "prevu": False,
            "trou": not any(reach.values()),
        }
        assert tuple(holds) == ETATS
        assert [etat for etat, true in holds.items() if true] == [case.etat]
        stades = {
            couverture.case(here, thematique, modalite, stade).etat for stade in corpus.referentiels["stades"].termes
        }
        assert (case.etat == "trou") == (stades == {"trou"})
