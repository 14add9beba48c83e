"""The indicateurs against tables made by hand; rates are always their terms, and stay between 0 and 1."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.corpus import Corpus
from generator.dispositif.indicateurs import FORMULES, atteinte, measure
from generator.dispositif.mesures import PAS_ENCORE, IndicateurCalcule, Valeur
from generator.dispositif.petits_groupes import visibles
from generator.models.besoin import Besoin
from generator.models.collectif import Collectif
from generator.models.indicateur import Indicateur
from generator.models.instance import Instance
from tests.chemins import AUJOURDHUI
from tests.construction import read

BASE = {"volet": "V", "resultat": "R", "texte": "T", "calcul": "C"}


@pytest.fixture(scope="module")
def vide() -> Corpus:
    """The invented territory without anything of the dispositif."""
    return read().having(besoin={}, instance={}, collectif={}, indicateur={})


def instance(volet: str = "a", **more: Any) -> Instance:
    return Instance.model_validate(
        {
            "nom": "Une instance",
            "resume": "Une instance inventée pour compter.",
            "volet": volet,
            "type": "instance",
            "statut": "a-creer",
            "role": ["Compter"],
            "colleges": {"a": {"nom": "A"}, "b": {"nom": "B"}},
            **more,
        }
    )


def reunion(id_: str, date: str, invites: int, presents: int | None, **more: Any) -> dict[str, Any]:
    held = {} if presents is None else {"presents": {"a": str(presents)}}
    return {"id": id_, "titre": id_, "date": date, "invites": {"a": str(invites)}, **held, **more}


def collectif(nom: str, *, accord: bool = True, **more: Any) -> Collectif:
    return Collectif.model_validate(
        {
            "nom": nom,
            "resume": "Un collectif inventé pour compter.",
            "membres": "5",
            "communes": ["toutes"],
            "stade": "idee",
            "thematiques": ["gouvernance-partagee"],
            **({"accord_publication": "2026-01-20"} if accord else {}),
            **more,
        }
    )


def besoin(*steps: dict[str, str], **more: Any) -> Besoin:
    return Besoin.model_validate(
        {
            "libelle": "Un besoin",
            "phrase": "Des gens ont besoin de compter parce que rien ne compte.",
            "communes": ["toutes"],
            "enjeux": ["mobilite"],
            "origine": {"type": "atelier", "par": "Des gens"},
            "historique": list(steps) or [{"statut": "revele", "date": "2026-02"}],
            **more,
        }
    )


def calcul(corpus: Corpus, formule: str, lettre: str = "A") -> IndicateurCalcule:
    return FORMULES[formule](corpus, AUJOURDHUI, lettre)


def termes(resultat: IndicateurCalcule) -> list[tuple[int, int | None]]:
    return [(mesure.numerateur, mesure.denominateur) for mesure in resultat.mesures]


@pytest.mark.parametrize("formule", FORMULES)
def test_nothing_gives_no_figure(vide: Corpus, formule: str) -> None:
    assert calcul(vide, formule) == IndicateurCalcule((), PAS_ENCORE)


def test_meetings_are_counted_half_by_half(vide: Corpus) -> None:
    """Held: 10 invited, 6 came; 10 invited, 9 came. One is to come, one has no count; the consortium is apart."""
    meetings = [
        reunion("r1", "2026-03-01", 10, 6),
        reunion("r2", "2026-05-01", 10, 9),
        reunion("r3", "2026-06-01", 10, None),
        reunion("r4", "2027-01-01", 10, None),
    ]
    corpus = vide.having(
        instance={"i": instance(reunions=meetings), "c": instance("b", reunions=[reunion("x", "2026-04-01", 4, 4)])}
    )
    assert termes(calcul(corpus, "reunions", "A")) == [(2, None), (15, 20)]
    assert termes(calcul(corpus, "reunions", "B")) == [(1, None), (4, 4)]
    assert [point.nom for point in calcul(corpus, "reunions", "A").mesures[1].detail] == [
        "r1, 01/03/2026",
        "r2, 01/05/2026",
    ]


def test_an_organisation_asked_twice_counts_once(vide: Corpus) -> None:
    """Four asked (one acteur in two instances, one name in two spellings): the pôle and the club came."""
    first = instance(
        sollicites={
            "pole": {"nom": "Le pôle", "college": "a", "acteur": "pole-ess"},
            "club": {"nom": "Club des Voisins", "college": "a"},
            "mairie": {"nom": "La mairie", "college": "b"},
        },
        reunions=[reunion("r1", "2026-03-01", 3, 1, participants=["pole"])],
    )
    second = instance(
        sollicites={
            "pole-ess": {"nom": "Pôle ESS", "college": "a", "acteur": "pole-ess"},
            "voisins": {"nom": "club  des voisins", "college": "a"},
            "ecole": {"nom": "L'école", "college": "b"},
        },
        reunions=[
            reunion("r1", "2026-04-01", 3, 1, participants=["voisins"]),
            reunion("r2", "2027-04-01", 3, None, participants=["ecole"]),
        ],
    )
    corpus = vide.having(instance={"un": first, "deux": second})
    assert termes(calcul(corpus, "participation-sollicites")) == [(2, 4)]
    assert calcul(corpus, "participation-sollicites", "B").silence == PAS_ENCORE


def test_two_questions_of_satisfaction_stay_apart(vide: Corpus) -> None:
    answers = {"satisfaction_besoins": {"satisfaits": "5", "reponses": "6"}}
    more = {
        "satisfaction_besoins": {"satisfaits": "2", "reponses": "4"},
        "satisfaction_decision": {"satisfaits": "6", "reponses": "9"},
    }
    meetings = [reunion("r1", "2026-03-01", 9, 6, **answers), reunion("r2", "2026-05-01", 9, 9, **more)]
    corpus = vide.having(instance={"i": instance(reunions=meetings)})
    assert termes(calcul(corpus, "satisfaction-instance")) == [(7, 10), (6, 9)]


def test_too_few_answers_are_not_published(vide: Corpus) -> None:
    few = {"satisfaction_besoins": {"satisfaits": "1", "reponses": "4"}}
    corpus = vide.having(instance={"i": instance(reunions=[reunion("r1", "2026-03-01", 9, 6, **few)])})
    assert calcul(corpus, "satisfaction-instance").mesures == ()
    assert "Moins de 5 réponses" in calcul(corpus, "satisfaction-instance").silence


def test_besoins_answers_and_solutions(vide: Corpus) -> None:
    chosen = {"statut": "priorise", "date": "2026-06", "reunion": "i/r1"}
    steps = ({"statut": "revele", "date": "2026-02"}, {"statut": "examine", "date": "2026-03"}, chosen)
    local = {"ressources_locales": [{"texte": "Un hangar"}], "solution": "Un atelier"}
    corpus = vide.having(
        besoin={
            "revele": besoin(),
            "choisi": besoin(
                *steps, appels=[{"appel": "A", "depose_le": "2026-09-01"}, {"appel": "B", "depose_le": "2027-09-01"}]
            ),
            "en-cours": besoin(*steps, {"statut": "en-construction", "date": "2026-09"}, **local),
            "sans-ressource": besoin(*steps, {"statut": "en-construction", "date": "2026-09"}, solution="Un atelier"),
            "ancien": besoin(
                {"statut": "revele", "date": "2011"},
                {"statut": "repondu", "date": "2017"},
                anterieur="oui",
                sources=[{"titre": "S", "consulte_le": "2026-11-01"}],
                **local,
            ),
        }
    )
    assert termes(calcul(corpus, "besoins-priorises")) == [(3, None)]
    assert termes(calcul(corpus, "reponses-appels")) == [(1, None)]
    assert termes(calcul(corpus, "solutions")) == [(1, None)]


def sessions(*pairs: tuple[int, int]) -> list[dict[str, str]]:
    return [
        {"service": "permanence-accueil", "date": "2026-03-10", "presents": str(came), "attendus": str(expected)}
        for came, expected in pairs
    ]


def test_collectifs_by_hand(vide: Corpus) -> None:
    """Two that agreed: 5/8 + 6/8 and 2/4 present; gaps 2 → 4, 1 → 2, 3 → 3; notes 4 5 3 and 2 4."""
    whole = {
        "objectifs": "2026-04-01",
        "gouvernance": "2026-05-01",
        "organisation": "2026-06-01",
        "financement": "2026-07-01",
    }
    thematique = "gouvernance-partagee"
    corpus = vide.having(
        collectif={
            "un": collectif(
                "Un collectif",
                convention_le="2026-03-01",
                temps=sessions((5, 8), (6, 8)),
                autoevaluation=[
                    {"thematique": thematique, "avant": "2", "apres": "4"},
                    {"thematique": thematique, "avant": "1", "apres": "2"},
                ],
                satisfaction=["4", "5", "3"],
                projet=whole,
            ),
            "deux": collectif(
                "Deux collectif",
                temps=sessions((2, 4)),
                autoevaluation=[
                    {"thematique": thematique, "avant": "3", "apres": "3"},
                    {"thematique": thematique, "avant": "1"},
                ],
                satisfaction=["2", "4"],
                projet={"objectifs": "2026-04-01"},
            ),
        }
    )
    assert termes(calcul(corpus, "collectifs", "B")) == [(1, None)]
    assert termes(calcul(corpus, "projets-structures", "B")) == [(1, None)]
    assert termes(calcul(corpus, "regularite", "B")) == [(13, 20)]
    assert [(p.numerateur, p.denominateur) for p in calcul(corpus, "regularite", "B").mesures[0].detail] == [
        (11, 16),
        (2, 4),
    ]
    assert termes(calcul(corpus, "competences", "B")) == [(3, 3)]
    assert "6 au début, 9 à la fin" in calcul(corpus, "competences", "B").mesures[0].mention
    assert termes(calcul(corpus, "satisfaction-collectifs", "B")) == [(18, 5)]
    assert [p.numerateur for p in calcul(corpus, "satisfaction-collectifs", "B").mesures[0].detail] == [0, 1, 1, 2, 1]


def test_four_without_agreement_count_nowhere(vide: Corpus) -> None:
    """Under the threshold of five, those who did not agree are in no figure at all."""
    silent = {
        f"s{n}": collectif(
            f"Silencieux {n}", accord=False, convention_le="2026-03-01", temps=sessions((1, 9)), satisfaction=["1"]
        )
        for n in range(4)
    }
    named = {"nomme": collectif("Le nommé", convention_le="2026-03-01", temps=sessions((3, 3)), satisfaction=["5"] * 5)}
    corpus = vide.having(collectif={**silent, **named})
    assert termes(calcul(corpus, "collectifs", "B")) == [(1, None)]
    assert termes(calcul(corpus, "regularite", "B")) == [(3, 3)]
    assert termes(calcul(corpus, "satisfaction-collectifs", "B")) == [(25, 5)]
    assert "moins de 5" in calcul(corpus, "collectifs", "B").mesures[0].mention


def test_five_without_agreement_count_in_totals_without_their_names(vide: Corpus) -> None:
    silent = {
        f"s{n}": collectif(f"Silencieux {n}", accord=False, convention_le="2026-03-01", temps=sessions((1, 2)))
        for n in range(5)
    }
    corpus = vide.having(collectif=silent)
    assert termes(calcul(corpus, "collectifs", "B")) == [(5, None)]
    assert termes(calcul(corpus, "regularite", "B")) == [(5, 10)]
    assert not any(
        "Silencieux" in point.nom for f in FORMULES for m in calcul(corpus, f, "B").mesures for point in m.detail
    )


def test_an_agreement_to_come_is_not_one_yet(vide: Corpus) -> None:
    later = collectif("Plus tard", accord=False).model_copy(update={"accord_publication": datetime.date(2027, 1, 1)})
    assert visibles(vide.having(collectif={"x": later}), AUJOURDHUI)[0] == ()


def test_typed_measures(vide: Corpus) -> None:
    taux = Indicateur.model_validate(
        {
            **BASE,
            "code": "A1.1",
            "type": "taux",
            "mesures": [
                {"date": "2026-03-01", "numerateur": "3", "denominateur": "10", "source": "Un"},
                {"date": "2026-09-01", "numerateur": "8", "denominateur": "12", "source": "Deux"},
                {"date": "2027-09-01", "numerateur": "9", "denominateur": "12", "source": "Trois"},
            ],
        }
    )
    assert termes(measure(vide, taux, AUJOURDHUI)) == [(8, 12)]
    assert "Deux" in measure(vide, taux, AUJOURDHUI).mesures[0].mention
    nombre = Indicateur.model_validate(
        {
            **BASE,
            "code": "A1.2",
            "type": "nombre",
            "cible": {"valeur": "20"},
            "mesures": [
                {"date": "2026-03-01", "numerateur": "3", "source": "U"},
                {"date": "2026-06-01", "numerateur": "4", "source": "U"},
            ],
        }
    )
    found = measure(vide, nombre, AUJOURDHUI)
    assert termes(found) == [(7, None)]
    assert atteinte(nombre, found) == (7, 20)
    assert atteinte(taux, found) is None


COUNTS = st.tuples(st.integers(0, 40), st.integers(1, 40)).map(lambda pair: (min(pair), max(pair)))


@given(
    st.lists(
        st.tuples(st.booleans(), st.lists(COUNTS, max_size=4), st.lists(st.integers(1, 5), max_size=6)), max_size=8
    )
)
def test_a_rate_is_its_terms_and_stays_within_0_and_1(drawn: list[Any]) -> None:
    corpus = read().having(
        collectif={
            f"c{n}": collectif(
                f"Collectif {n}", accord=agreed, temps=sessions(*pairs), satisfaction=[str(x) for x in notes]
            )
            for n, (agreed, pairs, notes) in enumerate(drawn)
        },
        instance={
            "i": instance(
                reunions=[
                    reunion(f"r{n}", "2026-03-01", pair[1], pair[0])
                    for n, (_, pairs, _) in enumerate(drawn)
                    for pair in pairs[:1]
                ]
            )
        },
    )
    for formule in FORMULES:
        for mesure in calcul(corpus, formule, "A").mesures + calcul(corpus, formule, "B").mesures:
            _holds(mesure)


def _holds(mesure: Valeur) -> None:
    if mesure.type == "taux":
        assert mesure.denominateur and mesure.rapport is not None
        assert 0 <= mesure.rapport <= 1
        assert mesure.rapport * mesure.denominateur == pytest.approx(mesure.numerateur)
    if mesure.type == "note":
        assert mesure.rapport is not None and 1 <= mesure.rapport <= 5
    if mesure.type == "taux" and mesure.detail:
        assert sum(point.numerateur for point in mesure.detail) <= mesure.numerateur
