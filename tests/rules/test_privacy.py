"""Personal data: a person only with her dated agreement, no mailbox of hers, nothing in free texts."""

from __future__ import annotations

import pytest

from generator.rules.privacy import GRAND_PUBLIC, check_free_text, check_mailboxes, check_people
from tests.chemins import AUJOURDHUI
from tests.mini import ACTEUR, FINANCEMENT, SERVICE, Mini

CONTACTS = 'contacts:\n  - role: "Accueil"\n    telephone: "02 61 91 00 01"\n'
NOMMEE = f'{CONTACTS}  - role: "Suivi"\n    nom: "Camille Exemple"\n'


@pytest.mark.parametrize("regle", [check_people, check_mailboxes, check_free_text])
def test_the_right_case(mini: Mini, regle: object) -> None:
    mini.change(
        ACTEUR, CONTACTS, f"{NOMMEE}    accord_publication: {AUJOURDHUI}\n    courriel: camille.exemple@pole.example\n"
    )
    mini.add(SERVICE, 'description: "Le 3 mai 2026, de 9 h à 12 h, au 3 quai des Brumes, 01991."\n')
    assert mini.broken(regle) == []  # type: ignore[arg-type]


def test_a_name_without_agreement(mini: Mini) -> None:
    mini.change(ACTEUR, CONTACTS, NOMMEE)
    assert mini.broken(check_people) == [("VIE001", ACTEUR, mini.line(ACTEUR, "Camille"), "contacts[2].nom")]


def test_an_agreement_of_tomorrow(mini: Mini) -> None:
    mini.change(ACTEUR, CONTACTS, f"{NOMMEE}    accord_publication: 2026-11-23\n")
    assert mini.broken(check_people) == [("VIE001", ACTEUR, mini.line(ACTEUR, "Camille"), "contacts[2].nom")]


@pytest.mark.parametrize("path", [SERVICE, FINANCEMENT])
def test_contacts_of_the_other_kinds_too(mini: Mini, path: str) -> None:
    mini.add(path, NOMMEE)
    assert mini.broken(check_people) == [("VIE001", path, mini.line(path, "Camille"), "contacts[2].nom")]


@pytest.mark.parametrize(
    "courriel",
    [
        "camille.exemple@pole.example",
        "Camille.Exemple@Pole.example",
        "camille@gmail.com",
        "camille@ORANGE.fr",
        "camille99@laposte.net",
    ],
)
def test_a_mailbox_that_seems_personal(mini: Mini, courriel: str) -> None:
    mini.change(ACTEUR, CONTACTS, f"{CONTACTS}    courriel: {courriel}\n")
    assert mini.broken(check_mailboxes) == [("VIE002", ACTEUR, mini.line(ACTEUR, "courriel"), "contacts[1].courriel")]


@pytest.mark.parametrize(
    "courriel",
    [
        "accueil@pole.example",
        "asso.voisins@orange.fr",
        "contact@gmail.com",
        "projets.rivages@pole.example",
        "mairie-portbrume@wanadoo.fr",
        "secretariat.general@pole.example",
        "a.b.c@pole.example",
    ],
)
def test_a_mailbox_of_a_function(mini: Mini, courriel: str) -> None:
    mini.change(ACTEUR, CONTACTS, f"{CONTACTS}    courriel: {courriel}\n")
    assert mini.broken(check_mailboxes) == []


def test_the_providers_are_domains() -> None:
    assert all(domain == domain.lower() and "." in domain for domain in GRAND_PUBLIC)


@pytest.mark.parametrize(
    "text",
    [
        "Écrire à camille@pole.example pour venir.",
        "Appeler le 02 61 91 00 01 le matin.",
        "Appeler le 02.61.91.00.01 le matin.",
        "Appeler le 0261910001 le matin.",
        "Appeler le +33 2 61 91 00 01 le matin.",
        "Appeler le 06-61-91-00-01 le matin.",
    ],
)
@pytest.mark.parametrize("field", ["resume", "description"])
def test_a_way_to_reach_in_a_free_text(mini: Mini, text: str, field: str) -> None:
    if field == "resume":
        mini.change(SERVICE, "Une phrase simple, assez longue pour être lue dans une liste.", text)
    else:
        mini.add(SERVICE, f'description: "{text}"\n')
    assert mini.broken(check_free_text) == [("VIE003", SERVICE, mini.line(SERVICE, f"{field}:"), field)]


@pytest.mark.parametrize(
    "text", ["De 2 000 à 20 000 € sur 36 mois.", "SIREN 732 829 320 00074.", "12 04 2026", "@pole"]
)
def test_numbers_that_are_not_phones(mini: Mini, text: str) -> None:
    mini.add(SERVICE, f'description: "{text}"\n')
    assert mini.broken(check_free_text) == []
