"""Nothing is said in somebody's name; nobody is sent to a number that does not exist."""

from __future__ import annotations

import pytest

from generator.contributing.territory.etat import etat
from generator.rules.paroles import check_called, check_promises, engagements
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.mini import ACTEUR, SERVICE, Mini

ACCUEIL = "data/parcours/p.yml"
PARCOURS = """\
titre: "Parcours"
resume: "Où l'on en est."
etapes:
  - titre: "En parler"
    pourquoi: "{phrase}"
    services: [accueil]{suite}
contact: accueil
"""
MUET = 'contacts:\n  - role: "Accueil"\n    telephone: "02 61 91 00 01"\n'


@pytest.mark.parametrize(
    "phrase",
    [
        "L'accueil vous répondra.",
        "Une équipe vient sur place.",
        "L'accueil cherchera avec vous.",
        "L'accueil garde votre besoin en mémoire.",
        "Une personne trouve la bonne porte.",
        "L'accueil peut vous présenter des structures.",
    ],
)
def test_a_promise_in_somebody_s_name(mini: Mini, phrase: str) -> None:
    mini.write(ACCUEIL, PARCOURS.format(phrase=phrase, suite=""))
    line = mini.line(ACCUEIL, "pourquoi")
    assert mini.broken(check_promises) == [("STY006", ACCUEIL, line, "etapes[1].pourquoi")]
    mini.write(ACCUEIL, PARCOURS.format(phrase=phrase, suite="\n    engage: pole"))
    assert mini.broken(check_promises) == []
    (found,) = engagements(mini.corpus())
    assert (found.acteur, found.phrases) == ("pole", ("En parler", phrase))


@pytest.mark.parametrize(
    "phrase",
    [
        "Demandez à l'accueil.",
        "Qui peut vous aider ?",
        "On vous demandera pourquoi.",
        "La personne qui vous accompagne le sait.",
        "Vous répondez quand vous voulez.",
    ],
)
def test_a_proposal_engages_nobody(mini: Mini, phrase: str) -> None:
    mini.write(ACCUEIL, PARCOURS.format(phrase=phrase, suite=""))
    assert mini.broken(check_promises) == []


def test_a_fiche_says_what_its_sources_say(mini: Mini) -> None:
    mini.add(SERVICE, 'description: "L\'équipe vous rappellera."\n')
    assert mini.broken(check_promises) == []


@pytest.mark.parametrize("phrase", ["Appelez l'accueil.", "Écrivez-nous.", "Une personne vous répond."])
def test_to_call_or_to_write_where_nobody_can_be_reached(mini: Mini, phrase: str) -> None:
    mini.write(ACCUEIL, PARCOURS.format(phrase=phrase, suite=""))
    mini.change(ACTEUR, MUET, "")
    line = mini.line(ACCUEIL, "pourquoi")
    assert mini.broken(check_called) == [("STY007", ACCUEIL, line, "etapes[1].pourquoi")]
    both = MUET + '    courriel: "accueil@pole.example"\n'
    mini.add(ACTEUR, both)
    assert mini.broken(check_called) == []


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("Appeler avant de venir.", True),
        ("Écrire à l'équipe.", True),
        ("On ne sait pas qui appeler.", False),
        ("Écrire une charte.", False),
    ],
)
def test_a_fiche_without_any_number(mini: Mini, phrase: str, told: bool) -> None:
    mini.add(SERVICE, f'comment_solliciter: "{phrase}"\n')
    mini.change(ACTEUR, MUET, "")
    line = mini.line(SERVICE, "comment_solliciter")
    assert mini.broken(check_called) == ([("STY007", SERVICE, line, "comment_solliciter")] if told else [])


def test_a_telephone_does_not_make_a_mailbox(mini: Mini) -> None:
    mini.add(SERVICE, 'comment_solliciter: "Appeler, ou écrire à l\'équipe."\n')
    assert [problem[0] for problem in mini.broken(check_called)] == ["STY007"]


def test_the_acteur_is_asked_to_confirm_what_is_said_in_its_name() -> None:
    told = etat(read(), (), AUJOURDHUI)
    assert "À faire confirmer" in told
    assert "Pôle ESS de Petite-Île : « Pas d'atelier ici sur ce sujet. L'accueil vous répond. »" in told
    assert "data/parcours/avancer.yml" in told
