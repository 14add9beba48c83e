"""The territory: who coordinates, who answers, what the law asks."""

from __future__ import annotations

import pytest

from generator.rules.territoire import (
    MENTIONS,
    check_address,
    check_coordination,
    check_declaration,
    check_editor,
    check_welcome,
)
from tests.chemins import AUJOURDHUI
from tests.mini import ACTEUR, SERVICE, TERRITOIRE, Mini

LIGNES = {
    "nom": '  nom: "Pôle"\n',
    "adresse": '  adresse: "3 quai des Brumes"\n',
    "telephone": '  telephone: "02 61 91 00 01"\n',
    "directeur_publication": '  directeur_publication: "La présidence"\n',
    "hebergeur": '  hebergeur: "Hébergement du Phare"\n',
}
CONTACTS = 'contacts:\n  - role: "Accueil"\n    telephone: "02 61 91 00 01"\n'

OVER = "ouverture: {au: 2026-11-21}\ntarif:"
"""A service whose last day is past."""


@pytest.mark.parametrize("regle", [check_coordination, check_welcome, check_editor, check_declaration])
def test_the_right_case(mini: Mini, regle: object) -> None:
    assert mini.broken(regle) == []  # type: ignore[arg-type]


def test_a_coordination_that_does_not_carry(mini: Mini) -> None:
    mini.change(ACTEUR, "[porteur]", "[membre]")
    line = mini.line(TERRITOIRE, "coordination:")
    assert mini.broken(check_coordination) == [("REF010", TERRITOIRE, line, "coordination")]


@pytest.mark.parametrize("rule", [check_coordination, check_welcome])
def test_an_unknown_one_is_told_elsewhere(mini: Mini, rule: object) -> None:
    """check_references already says REF002: one fault, one problem."""
    mini.change(TERRITOIRE, "coordination: pole", "coordination: personne")
    mini.change(TERRITOIRE, "accueil: accueil", "accueil: personne")
    assert mini.broken(rule) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("statut: actif", "statut: a-confirmer"),
        ("statut: actif", "statut: suspendu"),
        ("statut: actif", "statut: clos"),
        ("tarif:", OVER),
        ("type: territoire", "type: departements\n  codes: ['01', '02']"),
    ],
)
def test_a_welcome_that_is_closed_or_not_everywhere(mini: Mini, old: str, new: str) -> None:
    mini.change(SERVICE, old, new)
    assert mini.broken(check_welcome) == [("REF007", TERRITOIRE, mini.line(TERRITOIRE, "accueil: accueil"), "accueil")]


@pytest.mark.parametrize("statut", ["suspendu", "clos", "a-confirmer"])
def test_a_welcome_that_stopped_is_told_when_relais_answer(mini: Mini, statut: str) -> None:
    """The gesture of an emergency never stops the publication while somebody answers."""
    mini.change(SERVICE, "statut: actif", f"statut: {statut}")
    mini.add(TERRITOIRE, "relais:\n  - {acteur: pole, communes: [toutes]}\n")
    assert mini.broken(check_welcome) == [("TER011", SERVICE, mini.line(SERVICE, "statut:"), "statut")]
    mini.change(SERVICE, f"statut: {statut}", "statut: actif").change(SERVICE, "tarif:", OVER)
    assert mini.broken(check_welcome) == [("TER011", SERVICE, mini.line(SERVICE, "statut:"), "statut")]


@pytest.mark.parametrize(
    ("etat", "url", "told"),
    [
        ("publie", "https://a-completer.example/", 1),
        ("publie", "https://A-Completer.EXAMPLE./offre/", 1),
        ("preparation", "https://a-completer.example/", 0),
        ("publie", "https://exemple.org/offre/", 0),
        ("publie", "https://exemple.org/mon.example/", 0),
    ],
)
def test_a_published_site_has_a_real_address(mini: Mini, etat: str, url: str, told: int) -> None:
    mini.change(TERRITOIRE, "etat: publie", f"etat: {etat}").change(TERRITOIRE, "https://mini.test/", url)
    line = mini.line(TERRITOIRE, "  url:")
    assert mini.broken(check_address) == [("TER012", TERRITOIRE, line, "site.url")] * told


@pytest.mark.parametrize(("etat", "code"), [("preparation", "TER003"), ("publie", "TER004")])
def test_a_welcome_that_cannot_be_reached(mini: Mini, etat: str, code: str) -> None:
    """An address or a page is not enough; the acteur's contacts answer for the service."""
    mini.change(TERRITOIRE, "etat: publie", f"etat: {etat}").change(ACTEUR, CONTACTS, "")
    assert mini.broken(check_welcome) == [(code, SERVICE, 1, "contacts")]
    mini.add(SERVICE, "contacts:\n  - role: Accueil\n    url: https://exemple.org\n")
    assert mini.broken(check_welcome) == [(code, SERVICE, mini.line(SERVICE, "contacts:"), "contacts")]
    mini.add(SERVICE, "    courriel: accueil@exemple.org\n")
    assert mini.broken(check_welcome) == []


@pytest.mark.parametrize(("etat", "code"), [("preparation", "TER001"), ("publie", "TER002")])
@pytest.mark.parametrize("mention", MENTIONS)
def test_a_mention_that_the_law_asks(mini: Mini, etat: str, code: str, mention: str) -> None:
    mini.change(TERRITOIRE, "etat: publie", f"etat: {etat}")
    mini.change(TERRITOIRE, LIGNES[mention], "")
    assert mini.broken(check_editor) == [(code, TERRITOIRE, mini.line(TERRITOIRE, "editeur:"), "editeur")]
    (problem,) = check_editor(mini.corpus(), AUJOURDHUI)
    assert problem.message == f"« editeur.{mention} » n'est pas rempli."


def test_a_territory_in_preparation_is_told_once_what_the_law_will_ask(mini: Mini) -> None:
    mini.change(TERRITOIRE, "etat: publie", "etat: preparation")
    mini.change(TERRITOIRE, "editeur:\n" + "".join(LIGNES.values()), "")
    (problem,) = check_editor(mini.corpus(), AUJOURDHUI)
    assert problem.code == "TER001"
    assert [mention for mention in MENTIONS if f"« {mention} »" not in problem.message] == []


def test_no_editor_at_all(mini: Mini) -> None:
    """Every mention is told, at the head of the file: not at the line of another « nom »."""
    mini.change(TERRITOIRE, "editeur:\n" + "".join(LIGNES.values()), "")
    found = list(check_editor(mini.corpus(), AUJOURDHUI))
    assert [(problem.code, problem.line) for problem in found] == [("TER002", 1)] * len(MENTIONS)
    assert [mention for problem, mention in zip(found, MENTIONS, strict=True) if mention not in problem.message] == []


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-11-22", None),
        ("2023-11-23", None),
        ("2023-11-22", "TER008"),
        ("0001-01-01", "TER008"),
    ],
)
def test_the_declaration_of_accessibility(mini: Mini, day: str, code: str | None) -> None:
    """It holds for three years, day for day."""
    mini.change(TERRITOIRE, "2026-01-05", day)
    line = mini.line(TERRITOIRE, "etablie_le")
    expected = [(code, TERRITOIRE, line, "accessibilite.etablie_le")] if code else []
    assert mini.broken(check_declaration) == expected


def test_a_declaration_without_a_day(mini: Mini) -> None:
    mini.change(TERRITOIRE, "  etablie_le: 2026-01-05", "  etat: non-conforme")
    line = mini.line(TERRITOIRE, "accessibilite:")
    assert mini.broken(check_declaration) == [("TER009", TERRITOIRE, line, "accessibilite")]
