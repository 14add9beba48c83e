"""The indicateurs against tables made by hand; rates are always their terms, and stay between 0 and 1."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.corpus import Corpus
from generator.dispositif.experimentation import Duree
from generator.dispositif.indicateurs import FORMULES, atteinte, measure
from generator.dispositif.mesures import GARDE, PAS_ENCORE, IndicateurCalcule, Valeur
from generator.dispositif.petits_groupes import PartDeGroupe, partager
from generator.dispositif.volet_b import PARTS, partage_of
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


def indicateur(formule: str | None, lettre: str = "A", **more: Any) -> Indicateur:
    found = {**BASE, "code": f"{lettre}9.9", "type": "taux", **more}
    return Indicateur.model_validate({**found, "formule": formule} if formule else found)


def calcul(
    corpus: Corpus, formule: str, lettre: str = "A", today: datetime.date = AUJOURDHUI, **more: Any
) -> IndicateurCalcule:
    return measure(corpus, indicateur(formule, lettre, **more), today)


def termes(resultat: IndicateurCalcule) -> list[tuple[int, int | None]]:
    return [(mesure.numerateur, mesure.denominateur) for mesure in resultat.mesures]


COMPTES = ("besoins-priorises", "reponses-appels", "solutions", "collectifs", "projets-structures")
"""What is counted: nought is a figure, and says what it means."""


@pytest.mark.parametrize("formule", FORMULES)
def test_nothing_gives_no_figure_and_nought_is_not_the_same(vide: Corpus, formule: str) -> None:
    """Before the first day nothing is measured; after it, what is counted is nought, what is asked is not known."""
    before = calcul(vide, formule, today=datetime.date(2026, 1, 14))
    assert (before.mesures, before.silence) == ((), PAS_ENCORE) and before.raison
    after = calcul(vide, formule)
    assert (before.mesure, after.mesure) == (False, formule in COMPTES)
    if formule in COMPTES:
        assert termes(after) == [(0, None)] and "encore" in after.mesures[0].mention and not after.silence
    else:
        assert (after.mesures, after.silence) == ((), PAS_ENCORE) and after.raison


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


def test_a_meeting_not_counted_adds_nothing_and_a_preparatory_one_only_who_came(vide: Corpus) -> None:
    """Three asked: one came before the first day, one to a meeting that was counted, one to a meeting that was not.

    In A2.1: 2 out of 3. In A2.2: one meeting, 4 out of 5; the preparatory one is told apart.
    """
    asked = {name: {"nom": name, "college": "a"} for name in ("avant", "compte", "oublie")}
    meetings = [
        reunion("r0", "2025-12-01", 3, 2, preparatoire="oui", participants=["avant"]),
        reunion("r1", "2026-03-01", 5, 4, participants=["compte"]),
        reunion("r2", "2026-05-01", 5, None, participants=["oublie"]),
    ]
    corpus = vide.having(instance={"i": instance(sollicites=asked, reunions=meetings)})
    assert termes(calcul(corpus, "participation-sollicites")) == [(2, 3)]
    assert termes(calcul(corpus, "reunions")) == [(1, None), (4, 5)]
    assert "1 réunion préparatoire" in calcul(corpus, "reunions").mesures[0].mention
    alone = vide.having(instance={"i": instance(sollicites=asked, reunions=meetings[:1])})
    assert termes(calcul(alone, "participation-sollicites")) == [(1, 3)]
    assert "1 réunion préparatoire" in calcul(alone, "reunions").raison


def test_two_questions_of_satisfaction_stay_apart(vide: Corpus) -> None:
    answers = {"satisfaction_besoins": {"satisfaits": "5", "reponses": "6"}}
    more = {
        "satisfaction_besoins": {"satisfaits": "3", "reponses": "5"},
        "satisfaction_decision": {"satisfaits": "6", "reponses": "9"},
    }
    meetings = [reunion("r1", "2026-03-01", 9, 6, **answers), reunion("r2", "2026-05-01", 9, 9, **more)]
    corpus = vide.having(instance={"i": instance(reunions=meetings)})
    assert termes(calcul(corpus, "satisfaction-instance")) == [(8, 11), (6, 9)]


def test_too_few_answers_are_not_published(vide: Corpus) -> None:
    few = {"satisfaction_besoins": {"satisfaits": "1", "reponses": "4"}}
    corpus = vide.having(instance={"i": instance(reunions=[reunion("r1", "2026-03-01", 9, 6, **few)])})
    found = calcul(corpus, "satisfaction-instance")
    assert (found.mesures, found.silence) == ((), GARDE)
    assert "Moins de 5 réponses" in found.raison


def test_a_small_meeting_is_not_recovered_by_subtraction(vide: Corpus) -> None:
    """7/9 and 9/12 published on their pages, 2/4 kept: the total is 16/21, and never 18/25."""
    asked = [("r1", 7, 9), ("r2", 9, 12), ("r3", 2, 4)]
    meetings = [
        reunion(id_, "2026-03-01", 20, 12, satisfaction_decision={"satisfaits": str(over), "reponses": str(under)})
        for id_, over, under in asked
    ]
    corpus = vide.having(instance={"i": instance(reunions=meetings)})
    assert termes(calcul(corpus, "satisfaction-instance")) == [(16, 21)]
    assert "1 réunion de moins de 5" in calcul(corpus, "satisfaction-instance").mesures[0].mention


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
    assert termes(calcul(corpus, "reponses-appels", appel="a")) == [(1, None)]
    assert termes(calcul(corpus, "reponses-appels", appel="Un autre appel")) == [(0, None)]
    assert termes(calcul(corpus, "solutions")) == [(1, None)]
    june, may = datetime.date(2026, 6, 30), datetime.date(2026, 5, 31)
    assert [termes(calcul(corpus, "besoins-priorises", today=day)) for day in (june, may)] == [[(3, None)], [(0, None)]]
    assert termes(calcul(corpus, "solutions", today=june)) == [(0, None)]


def test_a_call_is_known_by_its_fiche_or_by_its_words() -> None:
    """Petite-Île: « appel-rivages » and its official name are one call."""
    corpus = read()
    nom = corpus.financements["appel-rivages"].nom
    heard = {"b": besoin(appels=[{"appel": nom, "depose_le": "2026-09-01"}])}
    assert termes(calcul(corpus.having(besoin=heard), "reponses-appels", appel="appel-rivages")) == [(1, None)]
    assert termes(calcul(corpus.having(besoin=heard), "reponses-appels", appel="Rivages")) == [(0, None)]


def sessions(*pairs: tuple[int, int]) -> list[dict[str, str]]:
    return [
        {"service": "permanence-accueil", "date": "2026-03-10", "presents": str(came), "attendus": str(expected)}
        for came, expected in pairs
    ]


WHOLE = {
    "objectifs": "2026-04-01",
    "gouvernance": "2026-05-01",
    "organisation": "2026-06-01",
    "financement": "2026-07-01",
}
THEMATIQUE = {"thematique": "gouvernance-partagee"}


def notes(points: int, reponses: int, *repartition: int) -> dict[str, Any]:
    return {
        "le": "2026-10-01",
        "points": str(points),
        "reponses": str(reponses),
        "repartition": [str(count) for count in repartition],
    }


def test_collectifs_by_hand(vide: Corpus) -> None:
    """Two that agreed. Present 5/8 + 6/8 and 2/6; gaps 2,4 → 4, 1 → 2 and 3 → 3; notes 4 5 3 4 5 and 2 4 4 4 4."""
    corpus = vide.having(
        collectif={
            "un": collectif(
                "Un collectif",
                convention_le="2026-03-01",
                temps=sessions((5, 8), (6, 8)),
                autoevaluation=[
                    {**THEMATIQUE, "avant": "2,4", "apres": "4"},
                    {**THEMATIQUE, "avant": "1", "apres": "2"},
                ],
                satisfaction=notes(21, 5, 0, 0, 1, 2, 2),
                projet=WHOLE,
            ),
            "deux": collectif(
                "Deux collectif",
                temps=sessions((2, 6)),
                autoevaluation=[{**THEMATIQUE, "avant": "3", "apres": "3"}, {**THEMATIQUE, "avant": "1"}],
                satisfaction=notes(18, 5, 0, 1, 0, 4, 0),
                projet={"objectifs": "2026-04-01"},
            ),
        }
    )
    assert termes(calcul(corpus, "collectifs", "B")) == [(1, None)]
    assert termes(calcul(corpus, "projets-structures", "B")) == [(1, None)]
    assert termes(calcul(corpus, "projets-structures", "B", datetime.date(2026, 6, 30))) == [(0, None)]
    assert termes(calcul(corpus, "projets-structures", "B", datetime.date(2026, 7, 1))) == [(1, None)]
    (presences,) = calcul(corpus, "regularite", "B").mesures
    assert [(p.nom, p.numerateur, p.denominateur) for p in presences.detail] == [
        ("Un collectif", 11, 16),
        ("Deux collectif", 2, 6),
    ]
    assert (presences.numerateur, presences.denominateur, presences.sur) == (13, 22, "2 collectifs sur 2")
    assert termes(calcul(corpus, "competences", "B")) == [(2.6, 3)]
    (satisfaction,) = calcul(corpus, "satisfaction-collectifs", "B").mesures
    assert (satisfaction.numerateur, satisfaction.denominateur) == (39, 10)
    assert [p.numerateur for p in satisfaction.detail] == [0, 1, 1, 6, 2]


def test_two_collectifs_that_want_no_name_are_two(vide: Corpus) -> None:
    """The target of B1.1 is 2: they count, whatever they agreed to; nothing else of them is told."""
    silent = {
        f"s{n}": collectif(
            f"Silencieux {n}",
            accord=False,
            convention_le="2026-03-01",
            projet=WHOLE,
            temps=sessions((1, 9)),
            satisfaction=notes(20, 5),
        )
        for n in range(2)
    }
    corpus = vide.having(collectif=silent)
    for formule in ("collectifs", "projets-structures"):
        (found,) = calcul(corpus, formule, "B").mesures
        assert found.numerateur == 2 and {point.nom for point in found.detail} == {"Un collectif non nommé"}
    for formule in ("regularite", "satisfaction-collectifs"):
        found = calcul(corpus, formule, "B")
        assert (found.mesures, found.silence, found.raison) == ((), GARDE, "Sur 0 collectif sur 2 (2 sans accord).")
    without_spread = collectif("Le nommé", satisfaction=notes(20, 5))
    (found,) = calcul(corpus.having(collectif={"x": without_spread}), "satisfaction-collectifs", "B").mesures
    assert found.detail == ()
    named = corpus.having(collectif={**silent, "nomme": collectif("Le nommé", temps=sessions((3, 3)))})
    (found,) = calcul(named, "regularite", "B").mesures
    assert (found.numerateur, found.denominateur) == (3, 3)
    assert found.sur == "1 collectif sur 3 (2 sans accord)"


def test_a_group_too_small_is_left_out_and_told(vide: Corpus) -> None:
    """7/9 of five members published, 3/4 of four members kept: the total is 7/9, never 10/13."""
    few = {"membres": "4", "convention_le": "2026-03-01"}
    corpus = vide.having(
        collectif={
            "grand": collectif("Le grand", temps=sessions((7, 9))),
            "petit": collectif("Le petit", **few, temps=sessions((3, 4))),
        }
    )
    (found,) = calcul(corpus, "regularite", "B").mesures
    assert (found.numerateur, found.denominateur) == (7, 9)
    assert found.sur == "1 collectif sur 2 (1 trop petit)"
    alone = vide.having(collectif={"petit": collectif("Le petit", **few, temps=sessions((3, 4)))})
    assert calcul(alone, "regularite", "B").raison == "Sur 0 collectif sur 1 (1 trop petit)."
    assert termes(calcul(corpus, "collectifs", "B")) == [(1, None)]


PARTS_DRAWN = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 9), st.integers(1, 9), st.booleans()).map(
        lambda t: PartDeGroupe(f"g{t[0]}", min(t[0], t[1]), t[1], t[2], t[3])
    ),
    max_size=7,
)


@given(PARTS_DRAWN, st.integers(2, 6))
def test_no_part_that_is_kept_is_what_a_subtraction_leaves(parts: list[PartDeGroupe], seuil: int) -> None:
    """The total less all that is published alone is nothing, or is made by two groups and `seuil` people at least."""
    shared = partager(parts, seuil)
    assert all(part.accord and part.personnes >= seuil for part in shared.seules)
    assert all(part.accord for part in shared.ensemble)
    rest = shared.ensemble
    assert not rest or (len(rest) > 1 and sum(part.personnes for part in rest) >= seuil)
    assert len(shared.total) + shared.sans_accord + shared.petites == len(parts)


@pytest.mark.parametrize(
    ("people", "alone", "together", "left"),
    [((5,), 1, 0, 0), ((4,), 0, 0, 1), ((2, 2), 0, 0, 2), ((3, 2), 0, 2, 0), ((3, 1, 1), 0, 3, 0), ((5, 4), 1, 0, 1)],
)
def test_small_groups_are_told_together_from_five_people(
    people: tuple[int, ...], alone: int, together: int, left: int
) -> None:
    found = partager([PartDeGroupe(f"g{n}", 1, 2, n, accord=True) for n in people], 5)
    assert (len(found.seules), len(found.ensemble), found.petites) == (alone, together, left)


def test_totals_may_be_typed_and_then_no_part_is_told(vide: Corpus) -> None:
    """What two groups of three said: nine presences out of twelve, written as a total, nowhere group by group."""
    typed = {"mesures": [{"date": "2026-06-01", "numerateur": "9", "denominateur": "12", "source": "Registre"}]}
    corpus = vide.having(
        collectif={"grand": collectif("Le grand", temps=sessions((7, 9)))},
        indicateur={"b1-4": indicateur("regularite", "B", **typed)},
    )
    assert termes(calcul(corpus, "regularite", "B", **typed)) == [(9, 12)]
    assert partage_of(corpus, "regularite", AUJOURDHUI).seules == ()
    assert {"regularite", "competences", "satisfaction-collectifs"} == PARTS.keys()
    with pytest.raises(ValueError, match="aucune mesure à saisir"):
        indicateur("collectifs", "B", **typed)


def test_an_agreement_to_come_is_not_one_yet(vide: Corpus) -> None:
    later = collectif("Plus tard", accord=False).model_copy(update={"accord_publication": datetime.date(2027, 1, 1)})
    assert partage_of(vide.having(collectif={"x": later}), "regularite", AUJOURDHUI).total == ()


def test_a_survey_without_an_answer_is_not_measured(vide: Corpus) -> None:
    """0 out of 0 is written as it is; it is no figure. Fewer than five answers are kept."""

    def survey(over: str, under: str) -> IndicateurCalcule:
        told = {"date": "2026-03-01", "numerateur": over, "denominateur": under, "source": "Enquête"}
        few = {"date": "2026-02-01", "numerateur": "3", "denominateur": "4", "source": "Avant"}
        return measure(vide, indicateur(None, mesures=[few, told]), AUJOURDHUI)

    assert (survey("0", "0").silence, survey("0", "0").raison) == (PAS_ENCORE, "Enquête, 01/03/2026 : aucune réponse.")
    assert survey("3", "4").silence == GARDE
    assert termes(survey("3", "5")) == [(3, 5)]
    assert [point.denominateur for point in survey("3", "5").mesures[0].detail] == [5]


def test_a_day_told_commune_by_commune_is_one_line() -> None:
    """A1.2 of Petite-Île: 4, then 7 and 2 the same day: 13 in all, two lines, and how the second one splits."""
    corpus = read()
    (found,) = measure(corpus, corpus.indicateurs["a1-2"], AUJOURDHUI).mesures
    assert [(p.nom, p.numerateur, p.precision) for p in found.detail] == [
        ("31/03/2026", 4, "Port-Brume : 4"),
        ("30/06/2026", 9, f"Port-Brume : 7 ; {corpus.communes['02901'].nom} : 2"),
    ]
    assert found.numerateur == 13


def test_the_month_that_runs() -> None:
    """The ninth month begins on its first day; before the first one there is none."""
    span = Duree(datetime.date(2026, 1, 15), datetime.date(2028, 1, 15), 24)
    days = ["2026-01-14", "2026-01-15", "2026-09-14", "2026-09-15", "2028-01-14", "2028-01-15"]
    assert [span.mois(datetime.date.fromisoformat(day)) for day in days] == [0, 1, 8, 9, 24, 24]
    assert span.dernier_jour == datetime.date(2028, 1, 14)


def test_typed_measures(vide: Corpus) -> None:
    taux = Indicateur.model_validate(
        {
            **BASE,
            "code": "A1.1",
            "type": "taux",
            "mesures": [
                {"date": "2026-03-01", "numerateur": "3", "denominateur": "10", "source": "Un"},
                {"date": "2026-11-22", "numerateur": "8", "denominateur": "12", "source": "Deux"},
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
    assert [(point.nom, point.precision) for point in found.mesures[0].detail] == [
        ("01/03/2026", ""),
        ("01/06/2026", ""),
    ]
    assert atteinte(nombre, found) == (7, 20)
    assert atteinte(taux, found) is None
    assert atteinte(nombre, measure(vide, taux, AUJOURDHUI)) is None


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
                f"Collectif {n}", accord=agreed, temps=sessions(*pairs), satisfaction=notes(sum(given), len(given))
            )
            for n, (agreed, pairs, given) in enumerate(drawn)
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
    assert sum(line.numerateur for line in mesure.lignes) == pytest.approx(mesure.numerateur)
    assert sum(line.denominateur or 0 for line in mesure.lignes) == pytest.approx(mesure.denominateur or 0)
    assert all(line.chemin for line in mesure.lignes)
    if mesure.type == "taux":
        assert mesure.denominateur and mesure.rapport is not None
        assert 0 <= mesure.rapport <= 1
        assert mesure.rapport * mesure.denominateur == pytest.approx(mesure.numerateur)
    if mesure.type == "note":
        assert mesure.rapport is not None and 1 <= mesure.rapport <= 5
    if mesure.type == "taux" and mesure.detail:
        assert sum(point.numerateur for point in mesure.detail) <= mesure.numerateur
