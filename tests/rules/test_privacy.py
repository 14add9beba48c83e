"""Personal data: a person only with her dated agreement, no mailbox of hers, nothing in free texts."""

from __future__ import annotations

import time

import pytest

from generator.rules.freshness import check_dates
from generator.rules.privacy import (
    GRAND_PUBLIC,
    _coordonnee,
    check_free_text,
    check_mailboxes,
    check_names_of_people,
    check_people,
    names_somebody,
)
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
    line = mini.line(ACTEUR, "2026-11-23")
    assert mini.broken(check_dates) == [("DAT001", ACTEUR, line, "contacts[2].accord_publication")]


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


def test_a_long_word_is_looked_at_once() -> None:
    """A page of the guide may be one word of 64 KB: without an address, it costs as much as with one."""

    def spent(end: str) -> float:
        start = time.process_time()
        assert bool(_coordonnee("a" * 20_000 + end)) == (end == "@b.example")
        return time.process_time() - start

    assert spent(" @") < 1_000 * max(spent("@b.example") for _ in range(5))


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ('comment_solliciter: "Appeler le 02 61 91 00 01."\n', "comment_solliciter"),
        ('limites:\n  - "Le 02 61 91 00 01 ne répond pas."\n', "limites[1]"),
    ],
)
def test_a_way_to_reach_in_another_text(mini: Mini, line: str, where: str) -> None:
    mini.add(SERVICE, line)
    assert [(one[0], one[3]) for one in mini.broken(check_free_text)] == [("VIE003", where)]


@pytest.mark.parametrize(
    "text", ["De 2 000 à 20 000 € sur 36 mois.", "SIREN 732 829 320 00074.", "12 04 2026", "@pole"]
)
def test_numbers_that_are_not_phones(mini: Mini, text: str) -> None:
    mini.add(SERVICE, f'description: "{text}"\n')
    assert mini.broken(check_free_text) == []


INSTANCE = "data/instances/comite.yml"
COMITE = """\
nom: "Comité"
resume: "Un comité inventé, assez long pour être lu."
volet: a
type: comite
statut: actif
role: ["Choisir."]
colleges:
  voisins: {nom: "Voisins"}
sollicites:
  club:
    nom: "Club des voisins"
    college: voisins
sources:
  - {titre: "Compte rendu", consulte_le: 2026-11-20}
reunions:
  - id: mai
    titre: "Réunion de mai"
    date: 2026-05-12
    decisions:
      - texte: "Visiter un atelier."
        responsable: "Secrétariat du club"
"""


@pytest.mark.parametrize(
    ("old", "where"),
    [
        ("Club des voisins", "sollicites.club.nom"),
        ("Secrétariat du club", "reunions[1].decisions[1].responsable"),
    ],
)
def test_an_instance_names_nobody(mini: Mini, old: str, where: str) -> None:
    mini.write(INSTANCE, COMITE)
    assert mini.broken(check_names_of_people) == []
    mini.change(INSTANCE, old, "Camille EXEMPLE")
    assert mini.broken(check_names_of_people) == [("VIE004", INSTANCE, mini.line(INSTANCE, "EXEMPLE"), where)]


def test_a_title_before_a_name_is_seen_in_every_text(mini: Mini) -> None:
    mini.write(INSTANCE, COMITE.replace("Visiter un atelier.", "Un mot de Mme Exemple, puis Camille EXEMPLE."))
    where = "reunions[1].decisions[1].texte"
    assert mini.broken(check_names_of_people) == [("VIE004", INSTANCE, mini.line(INSTANCE, "Mme Exemple"), where)]


def test_who_confirmed_a_fiche_is_no_person(mini: Mini) -> None:
    mini.add(SERVICE, 'verifie_le: 2026-11-20\nverifie_par: "Accueil du Pôle ESS"\n')
    assert mini.broken(check_names_of_people) == []
    mini.change(SERVICE, "Accueil du Pôle ESS", "Camille EXEMPLE")
    assert mini.broken(check_names_of_people) == [("VIE004", SERVICE, mini.line(SERVICE, "EXEMPLE"), "verifie_par")]


def test_the_name_of_an_acteur_is_no_person(mini: Mini) -> None:
    mini.write(INSTANCE, COMITE.replace("Club des voisins", "Camille EXEMPLE"))
    mini.change(ACTEUR, 'nom: "Pôle de Mini"', 'nom: "Camille EXEMPLE"')
    assert mini.broken(check_names_of_people) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Mme Exemple", "Mme Exemple"),
        ("Madame Exemple", "Madame Exemple"),
        ("La présidente, Mme Élan", "Mme Élan"),
        ("M. Exemple", "M. Exemple"),
        ("M Exemple", "M Exemple"),
        ("Me Exemple", "Me Exemple"),
        ("C. Exemple", "C. Exemple"),
        ("Camille EXEMPLE", "Camille EXEMPLE"),
        ("Jean-Luc EXEMPLE, du club", "Jean-Luc EXEMPLE"),
        ("Secrétariat : Élodie ÉXEMPLE", "Élodie ÉXEMPLE"),
    ],
)
def test_what_seems_to_name_a_person(text: str, named: str) -> None:
    assert names_somebody(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Mme la maire",
        "Monsieur le maire",
        "Pôle ESS de Petite-Île",
        "Réseau CIGALES",
        "Mairie de Val-Clair",
        "Foyer rural de La Lande-Étoile",
        "Conserverie du Phare",
        "S.A.R.L. du Port",
        "Le RTES",
        "Point PAJ",
        "",
    ],
)
def test_a_function_or_an_organisation_is_no_person(text: str) -> None:
    assert names_somebody(text, {"PAJ"}) == ""
