"""Kinds of faults that people make elsewhere: each one is told at its place, and what is right passes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from generator.corpus.corpus import Corpus
from generator.rules.adresses import check_lookalikes, check_short_links
from generator.rules.communes import check_communes, check_drawn_places, check_postal_codes
from generator.rules.privacy import (
    check_mobiles,
    check_names_of_people,
    check_security_numbers,
    names_somebody,
)
from generator.rules.references import check_crowded, check_keywords, check_names, check_repeated_steps
from generator.rules.texts import check_pasted
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.mini import ACTEUR, CSV, FILES, GEOJSON, SERVICE, Mini

LIEU = "lieux:\n  - adresse: 3 quai\n    code_postal: {}\n    commune: '01901'\n"
FAUX_POLE = "p\u043ele.example"
"""Its second letter is Cyrillic."""
NIR = "1 85 05 78 006 084 91"
"""Invented: its key is right."""


@pytest.mark.parametrize("text", [NIR, NIR.replace(" ", ""), f"N° {NIR}.", "2 69 05 49 588 157 80"])
def test_a_social_security_number_is_never_published(mini: Mini, text: str) -> None:
    mini.add(SERVICE, f'limites: ["{text}"]\nmots_cles: ["{text}"]\n')
    assert {(code, where) for code, _, _, where in mini.broken(check_security_numbers)} == {
        ("VIE006", "limites[1]"),
        ("VIE006", "mots_cles[1]"),
    }
    (first, _) = check_security_numbers(mini.corpus(), AUJOURDHUI)
    assert text not in first.message


@pytest.mark.parametrize("text", ["1 85 05 78 006 084 92", "SIREN 732 829 320 00074", "02 61 91 00 01", "2026"])
def test_other_numbers_are_no_security_number(mini: Mini, text: str) -> None:
    mini.add(SERVICE, f'limites: ["{text}"]\n')
    assert mini.broken(check_security_numbers) == []


@pytest.mark.parametrize(
    ("text", "qui", "named"),
    [
        ("Sylvie Martin", True, "Sylvie Martin"),
        ("Jean Dupont (mairie)", True, "Jean Dupont"),
        ("SYLVIE MARTIN", True, "SYLVIE MARTIN"),
        ("Direction (Paul Durand)", True, "Paul Durand"),
        ("Anne-Marie DURAND, directrice", False, "Anne-Marie DURAND"),
        ("Demander Éloïse BÉCHU", False, "Éloïse BÉCHU"),
        ("Mme Martin", False, "Mme Martin"),
        ("Jean-Brume PORTEL", False, ""),
        ("Salle Jean Moulin", False, ""),
        ("Maison Camille Claudel", True, ""),
        ("Lycée Jean Brito", True, ""),
        ("Marie de Bretagne", True, ""),
        ("Réseau CIGALES", False, ""),
        ("Secrétariat du club", True, ""),
    ],
)
def test_a_person_is_told_by_her_first_name(text: str, qui: bool, named: str) -> None:
    assert names_somebody(text, (), qui) == named


def test_a_person_is_told_wherever_people_read(mini: Mini) -> None:
    mini.add(SERVICE, 'verifie_le: 2026-11-20\nverifie_par: "Sylvie Martin"\nlimites: ["Voir Camille MARTIN."]\n')
    told = {(code, where) for code, _, _, where in mini.broken(check_names_of_people)}
    assert told == {("VIE004", "verifie_par"), ("VIE004", "limites[1]")}


def test_a_mobile_is_told_and_its_owner_may_agree(mini: Mini) -> None:
    mini.change(ACTEUR, "02 61 91 00 01", "06 12 34 56 78")
    assert mini.broken(check_mobiles) == [("VIE005", ACTEUR, mini.line(ACTEUR, "06 12"), "contacts[1].telephone")]
    mini.change(ACTEUR, '"06 12 34 56 78"', '"06 12 34 56 78"\n    accord_publication: 2026-11-20')
    assert mini.broken(check_mobiles) == []


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ('limites: ["Voir <b>ici</b>"]', "MKD001"),
        ('limites: ["26&nbsp;ans"]', "MKD001"),
        ('mots_cles: ["<br>vote"]', "MKD001"),
        ('limites: ["Un **projet**"]', "MKD005"),
        ('duree: "[une heure](https://exemple.org)"', "MKD005"),
        ('description: "# Objectifs"', "MKD006"),
        ('description: "+ 10 %"', "MKD007"),
    ],
)
def test_what_is_pasted_is_told(mini: Mini, field: str, code: str) -> None:
    mini.add(SERVICE, f"{field}\n")
    assert {one[0] for one in mini.broken(check_pasted)} == {code}


def test_a_place_has_a_postal_code_of_its_commune(mini: Mini) -> None:
    mini.add(ACTEUR, LIEU.format("'01992'"))
    assert [(code, where) for code, _, _, where in mini.broken(check_postal_codes)] == [
        ("ZON006", "lieux[1].code_postal")
    ]


@pytest.mark.parametrize(
    ("code", "said"), [("01991", "01991 Port-Brume"), ("01999 CEDEX 2", "01999 Port-Brume Cedex 2")]
)
def test_an_address_says_its_town(mini: Mini, code: str, said: str) -> None:
    mini.add(ACTEUR, LIEU.format(f"'{code}'"))
    assert mini.broken(check_postal_codes) == []
    assert mini.corpus().acteurs["pole"].lieux[0].ville("Port-Brume") == said


@pytest.mark.parametrize("word", ["vote, réunion", "un mot que personne ne tapera jamais dans la recherche"])
def test_a_keyword_is_one_word(mini: Mini, word: str) -> None:
    mini.add(SERVICE, f'mots_cles: [vote, "première fois", "{word}"]\n')
    assert [(code, where) for code, _, _, where in mini.broken(check_keywords)] == [("REF012", "mots_cles[3]")]


@pytest.mark.parametrize(
    ("lines", "few", "many"),
    [
        ("porteurs:\n", "  - {acteur: pole, zone: {type: territoire}}\n" * 8, 30),
        ("limites:\n", '  - "Une limite."\n' * 40, 4),
        ("contacts:\n", "  - {role: Accueil, telephone: 02 61 91 00 01, courriel: a@b.example}\n" * 5, 6),
        ("description: |\n", "  - un\n" * 40, 4),
    ],
)
def test_a_fiche_is_as_long_as_a_page(mini: Mini, lines: str, few: str, many: int) -> None:
    mini.add(SERVICE, lines + few)
    assert mini.broken(check_crowded) == []
    mini.add(SERVICE, few * many)
    assert [one[0] for one in mini.broken(check_crowded)] == ["REF013"]


def test_the_copy_is_told_and_not_the_original(mini: Mini) -> None:
    copy = "content/acteurs/a-revoir.yml"
    mini.write(copy, FILES[ACTEUR].replace("Pôle de Mini", "\uff30ôle\u00a0de  mini"))
    assert [(code, path) for code, path, _, _ in mini.broken(check_names)] == [("REF009", copy)]


def test_a_fiche_is_in_one_step_only() -> None:
    corpus: Corpus = read()
    assert list(check_repeated_steps(corpus, AUJOURDHUI)) == []
    key, parcours = next((key, one) for key, one in corpus.parcours.items() if any(e.services for e in one.etapes))
    etape = next(etape for etape in parcours.etapes if etape.services)
    twice = parcours.model_copy(update={"etapes": (etape, etape)})
    changed = replace(corpus, parcours={key: twice})
    found = list(check_repeated_steps(changed, AUJOURDHUI))
    assert [(one.code, one.where) for one in found] == [("ORI038", "etapes[2].services[1]")] * len(found)
    assert found
    assert all(one.message.endswith("est déjà à l'étape 1.") for one in found)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://bit.ly/guide", "WEB001"),
        ("https://www.tinyurl.com/guide", "WEB001"),
        (f"https://{FAUX_POLE}/", "WEB002"),
        (f"https://aide.{FAUX_POLE}/", "WEB002"),
        (f"https://{FAUX_POLE.encode('idna').decode()}/", "WEB002"),
    ],
)
def test_an_address_says_where_it_leads(mini: Mini, url: str, code: str) -> None:
    mini.add(ACTEUR, f'site_web: "{url}"\n')
    found = (*mini.broken(check_short_links), *mini.broken(check_lookalikes))
    assert [(one[0], one[3]) for one in found] == [(code, "site_web")]


def test_a_host_that_looks_like_another_is_told(mini: Mini) -> None:
    mini.add(ACTEUR, 'site_web: "https://pole.example/"\n')
    mini.add(SERVICE, 'description: "Voir [ici](https://po1e.example/a) et [là](https://www.pole.example/b)."\n')
    assert [(one[0], one[1]) for one in mini.broken(check_lookalikes)] == [("WEB002", SERVICE)]


def test_of_two_hosts_alike_the_foreign_letters_are_the_false_one(mini: Mini) -> None:
    """Whatever file is read first: a host wholly Cyrillic reads like a Latin one."""
    latin = "coco.py"
    cyrillic = latin.translate(str.maketrans("copy", "\u0441\u043e\u0440\u0443"))
    mini.add(ACTEUR, f'site_web: "https://{cyrillic}/"\n')
    mini.add(SERVICE, f'description: "Voir [ici](https://{latin}/a)."\n')
    assert [(one[0], one[1]) for one in mini.broken(check_lookalikes)] == [("WEB002", ACTEUR)]


def _drawn(*corners: tuple[float, float]) -> str:
    rings = [[[x, y], [x + 0.1, y], [x, y + 0.1], [x, y]] for x, y in corners]
    codes = ("01901", "01902", "01903", "02901")
    features = [
        {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code, ring in zip(codes, rings, strict=False)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.mark.parametrize(
    ("corners", "told"),
    [
        (((-2.1, 47.6), (-2.2, 47.7), (-2.0, 47.5)), {}),
        (((-30.0, 45.0), (-29.9, 45.1), (-29.8, 45.2)), {}),
        (((47.6, -2.1), (47.7, -2.2), (47.5, -2.0)), dict.fromkeys(("01901", "01902", "01903"), "échangées")),
        (((-2.1, 47.6), (-2.2, 47.7), (47.5, -2.0), (-2.0, 47.5)), {"01903": "échangées"}),
        (((-2.1, 47.6), (-2.2, 47.7), (5.3, 43.2), (-2.0, 47.5)), {"01903": "loin des autres"}),
        (((0.0, 0.0), (-2.2, 47.7), (-2.1, 47.6), (-2.0, 47.5)), {"01901": "loin des autres"}),
    ],
)
def test_a_contour_lies_with_the_others(mini: Mini, corners: Any, told: dict[str, str]) -> None:
    mini.write(GEOJSON, _drawn(*corners))
    found = {problem.where: problem.message for problem in check_drawn_places(mini.corpus(), AUJOURDHUI)}
    assert found.keys() == told.keys()
    assert all(word in found[code] for code, word in told.items())


def test_a_commune_that_joined_another_one_is_told_by_its_name(mini: Mini) -> None:
    mini.add(CSV, "03902,Sainte-Balise,03992,03,Hautes-Brises,530\n")
    (found,) = check_communes(mini.corpus(), AUJOURDHUI)
    assert found.code == "COM002"
    assert found.hint == "Elle est réunie à Les Trois-Balises « 03901 » : l'écrire à sa place ici et dans les fiches."
