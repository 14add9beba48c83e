"""What fits a besoin, against a table made by hand; what is missing; who moved last."""

from __future__ import annotations

from typing import Any

import pytest

from generator.dispositif.besoins import bring_together, proches, recents, reponses_a_verifier, suite_of, voix
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.dispositif.test_indicateurs import besoin as written
from tests.mini import ACTEUR, RESSOURCE, SERVICE, Mini

MOTS = ("a", "b", "c")
ZONE_TERRITOIRE = "zone:\n  type: territoire\n"


def besoin(mini: Mini, name: str, communes: str, thematiques: str, more: str = "", date: str = "2026-01") -> Mini:
    return mini.write(
        f"data/besoins/{name}.yml",
        f"""\
libelle: "Besoin {name}"
phrase: "Des voisins ont besoin d'un lieu parce que tout est jeté."
communes: [{communes}]
enjeux: [mot]
thematiques: [{thematiques}]
origine: {{type: atelier, par: "Des voisins"}}
historique:
  - {{statut: revele, date: "{date}"}}
{more}""",
    )


def zone(codes: str) -> str:
    return f"zone:\n  type: communes\n  codes: [{codes}]\n"


def service(mini: Mini, name: str, nom: str, thematiques: str, codes: str, statut: str = "actif") -> None:
    mini.copy(
        SERVICE,
        f"content/offre/services/{name}.yml",
        ('nom: "Accueil de tous"', f'nom: "{nom}"'),
        ("statut: actif", f"statut: {statut}"),
        ("thematiques: [mot]", f"thematiques: [{thematiques}]"),
        (ZONE_TERRITOIRE, zone(codes) if codes else ZONE_TERRITOIRE),
    )


@pytest.fixture
def table(mini: Mini) -> Mini:
    """Three thématiques, five services, three ressources, four initiatives."""
    for mot in MOTS:
        mini.add("data/referentiels/thematiques.yml", f"  {mot}: {{libelle: {mot}, definition: D, origine: O}}\n")
    mini.add("data/referentiels/types-acteurs.yml", "  initiative-locale: {libelle: I, definition: D, origine: O}\n")
    service(mini, "partout", "Étape", "a", "")
    service(mini, "precis", "Zèle", "b, a", "'01901', '01902'")
    service(mini, "un-seul", "Atelier", "a", "'01901'")
    service(mini, "ailleurs", "Ailleurs", "a", "'03901'")
    service(mini, "ferme", "Fermé", "a, b", "", statut="suspendu")
    for name, acteur, statut in (("ici", "pole", "actif"), ("loin", "loin", "actif"), ("doute", "pole", "a-confirmer")):
        mini.copy(
            RESSOURCE,
            f"content/offre/ressources/{name}.yml",
            ('nom: "Guide des débuts"', f'nom: "Guide {name}"'),
            ("thematiques: [mot]", "thematiques: [a]"),
            ("statut: actif", f"statut: {statut}"),
        ).add(f"content/offre/ressources/{name}.yml", f"acteur: {acteur}\n")
    mini.copy(ACTEUR, "content/acteurs/loin.yml", ("Pôle de Mini", "Loin"), ("type: territoire", "type: france"))
    for name, statut, thematique, codes in (
        ("voisine", "actif", "a", "'03901'"),
        ("proche", "actif", "a", "'01901'"),
        ("repond", "actif", "c", "'03901'"),
        ("douteuse", "a-confirmer", "a", "'01901'"),
    ):
        mini.copy(
            ACTEUR,
            f"content/acteurs/{name}.yml",
            ("Pôle de Mini", f"Initiative {name}"),
            ("statut: actif", f"statut: {statut}"),
            ("type: mot", "type: initiative-locale"),
            (ZONE_TERRITOIRE, f"thematiques: [{thematique}]\n{zone(codes)}"),
        )
    besoin(mini, "deja", "toutes", "", 'reponses:\n  - {texte: "Fait.", acteur: repond}\n')
    return besoin(mini, "le-notre", "'01901', '01902'", "a, b, c")


def test_services_that_fit(table: Mini) -> None:
    """Open here today, on one of the subjects; more communes first, then more subjects, then the name."""
    found = bring_together(table.corpus(), "le-notre", AUJOURDHUI).services
    assert [(one.id, one.thematiques, sorted(one.communes)) for one in found] == [
        ("precis", ("a", "b"), ["01901", "01902"]),
        ("partout", ("a",), ["01901", "01902"]),
        ("un-seul", ("a",), ["01901"]),
    ]


def test_ressources_from_here(table: Mini) -> None:
    assert [one.id for one in bring_together(table.corpus(), "le-notre", AUJOURDHUI).ressources] == ["ici"]


def test_initiatives_by_subject_or_by_enjeu(table: Mini) -> None:
    """The near one first; the doubtful one is never proposed."""
    found = bring_together(table.corpus(), "le-notre", AUJOURDHUI).initiatives
    assert [(one.id, one.thematiques, one.enjeux, sorted(one.communes)) for one in found] == [
        ("proche", ("a",), (), ["01901"]),
        ("repond", ("c",), ("mot",), []),
        ("voisine", ("a",), (), []),
    ]


def test_an_initiative_is_no_answer_to_its_own_besoin(table: Mini) -> None:
    assert "repond" not in {one.id for one in bring_together(table.corpus(), "deja", AUJOURDHUI).initiatives}


def test_what_no_service_covers(table: Mini) -> None:
    """« b » is open in both communes, « c » nowhere; each commune is looked at."""
    corpus = table.corpus()
    assert bring_together(corpus, "le-notre", AUJOURDHUI).sans_service == (("c", frozenset({"01901", "01902"})),)
    besoin(table, "large", "'01901', '02901'", "b")
    assert bring_together(table.corpus(), "large", AUJOURDHUI).sans_service == (("b", frozenset({"02901"})),)


def test_what_the_besoin_names_is_not_named_twice(table: Mini) -> None:
    named = """\
ressources_locales:
  - {texte: "Un guide.", ressource: ici}
  - {texte: "Une initiative.", acteur: proche}
reponses:
  - {texte: "Une étape.", service: partout}
"""
    besoin(table, "le-notre", "'01901', '01902'", "a", named)
    found = bring_together(table.corpus(), "le-notre", AUJOURDHUI)
    assert [one.id for one in found.services] == ["precis", "un-seul"]
    assert found.ressources == ()
    assert [one.id for one in found.initiatives] == ["voisine", "repond"]
    assert found.sans_service == (), "un service nommé couvre aussi"


def test_without_any_subject_nothing_is_guessed(table: Mini) -> None:
    besoin(table, "le-notre", "'01901'", "")
    found = bring_together(table.corpus(), "le-notre", AUJOURDHUI)
    assert (found.services, found.ressources, found.sans_service) == ((), (), ())
    assert [one.id for one in found.initiatives] == ["repond"]


def test_the_last_that_moved_comes_first_and_the_old_ones_last(mini: Mini) -> None:
    besoin(mini, "b", "'01901'", "", date="2026-03")
    besoin(mini, "a", "'01901'", "", date="2026-03")
    besoin(mini, "c", "toutes", "", date="2026-05-12")
    source = 'anterieur: oui\nsources:\n  - {titre: "Récit", consulte_le: 2026-11-20}\n'
    besoin(mini, "ancien", "toutes", "", source, date="2026-06")
    besoin(mini, "ailleurs", "'03901'", "", date="2026-07")
    besoin(mini, "ecarte", "toutes", "", '  - {statut: ecarte, date: 2026-09, motif: "Non."}\n', date="2026-08")
    corpus = mini.corpus()
    assert recents(corpus) == ["ecarte", "ailleurs", "c", "a", "b", "ancien"]


DONE = ({"statut": "revele", "date": "2026-01"}, {"statut": "repondu", "date": "2026-04-10"})


@pytest.mark.parametrize(
    ("more", "wanted", "last"),
    [
        ({}, "2026-10-10", None),
        ({"suite_a_verifier_le": "2026-06-01"}, "2026-06-01", None),
        ({"suites": ["2026-04-10"]}, None, "2026-04-10"),
        ({"suites": ["2026-04-09"]}, "2026-10-10", None),
        ({"suites": ["2026-07-02", "2026-09-01", "2026-08-03"]}, None, "2026-09-01"),
        ({"suites": ["2026-07-02"], "suite_a_verifier_le": "2026-07-02"}, None, "2026-07-02"),
        ({"suites": ["2026-07-02"], "suite_a_verifier_le": "2026-07-03"}, "2026-07-03", "2026-07-02"),
    ],
)
def test_an_answer_is_looked_at_six_months_later(more: dict[str, Any], wanted: str | None, last: str | None) -> None:
    """Or the day that is written; what was seen before the answer says nothing of it."""
    seen = [{"le": day, "par": "Pôle", "constat": "Elle tient."} for day in more.get("suites", ())]
    suite = suite_of(written(*DONE, **{**more, "suites": seen}))
    assert suite is not None
    assert (suite.a_verifier_le and suite.a_verifier_le.isoformat()) == wanted
    assert (suite.derniere and suite.derniere.le.isoformat()) == last


@pytest.mark.parametrize(
    ("date", "wanted"), [("2026", "2026-07-01"), ("2026-04", "2026-10-01"), ("2026-04-10", "2026-10-10")]
)
def test_an_answer_known_by_its_month_or_its_year(date: str, wanted: str) -> None:
    suite = suite_of(written({"statut": "repondu", "date": date}))
    assert suite is not None and str(suite.a_verifier_le) == wanted


def test_answers_to_look_at_the_oldest_first() -> None:
    """Neither a besoin without answer, nor one from before the dispositif, nor one whose day is to come."""
    found = read().having(
        besoin={
            "demain": written(*DONE, suite_a_verifier_le="2026-11-23"),
            "aujourdhui": written(*DONE, suite_a_verifier_le="2026-11-22"),
            "hier": written(*DONE, suite_a_verifier_le="2026-11-21"),
            "avant": written(*DONE, anterieur="oui", sources=[{"titre": "Récit", "consulte_le": "2026-11-20"}]),
            "pas-encore": written(DONE[0]),
        }
    )
    assert [name for name, _ in reponses_a_verifier(found, AUJOURDHUI)] == ["hier", "aujourdhui"]


def test_voices_stay_in_their_channel() -> None:
    heard = [
        {"date": date, "canal": canal, "commune": "toutes", "nombre": "2"}
        for date, canal in (("2026-05", "papier"), ("2026-06", "rencontre"), ("2026-03", "papier"))
    ]
    found = voix(written(entendu=heard))
    assert [(canal, [one.date for one in told]) for canal, told in found.items()] == [
        ("rencontre", ["2026-06"]),
        ("papier", ["2026-03", "2026-05"]),
    ]


def test_near_ones_are_named_by_either_side() -> None:
    others = {
        "nomme": written(),
        "me-nomme": written(rapproche_de=["moi"]),
        "suivi-avec-moi": written(fusionne_dans="moi"),
        "ailleurs": written(rapproche_de=["nomme"], fusionne_dans="nomme"),
        "moi": written(rapproche_de=["nomme", "absent"]),
    }
    assert proches(read().having(besoin=others), "moi") == ["me-nomme", "nomme", "suivi-avec-moi"]
