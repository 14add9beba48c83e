"""What stops a change, and what lets it pass: never by chance, always in so many words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.corpus.genres import FICHES
from generator.upkeep.comparison.changements import ChangementDeFichier
from generator.upkeep.comparison.comparer import PART_MAX, Comparaison, _remedy
from generator.upkeep.comparison.demande import PHRASE, accepte
from tests.chemins import PETITE_ILE
from tests.construction import replace_in
from tests.upkeep.comparison.depot import SERVICES, compare

pytestmark = pytest.mark.usefixtures("se_souvenir")

OFFRE = "content/offre"


def dangers(root: Path) -> list[tuple[str, str]]:
    return [(danger.genre, danger.phrase) for danger in compare(root).dangers]


def test_an_address_that_is_lost_is_named(racine_petite_ile: Path) -> None:
    (racine_petite_ile / SERVICES / "cafe-des-projets.yml").unlink()
    assert dangers(racine_petite_ile) == [
        ("adresse", "L'adresse « offre/services/cafe-des-projets/ » ne répondra plus.")
    ]


def test_a_former_address_that_is_forgotten_is_lost_too(racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / SERVICES / "permanence-accueil.yml", "anciens_ids: [point-accueil]\n", "")
    assert dangers(racine_petite_ile) == [("adresse", "L'adresse « offre/services/point-accueil/ » ne répondra plus.")]


def test_a_download_that_is_taken_away_is_an_address(racine_petite_ile: Path) -> None:
    (racine_petite_ile / "content/fichiers/trace.csv").write_text("a,b\n", "utf-8")
    found = compare(PETITE_ILE, racine_petite_ile)
    assert [danger.phrase for danger in found.dangers] == ["L'adresse « fichiers/trace.csv » ne répondra plus."]


def test_a_term_that_goes_takes_its_list_with_it(racine_petite_ile: Path) -> None:
    path = racine_petite_ile / "data/referentiels/stades.yml"
    added = '  relais:\n    libelle: "Relais"\n    definition: "On passe la main."\n    origine: "proposé"\n'
    path.write_text(path.read_text("utf-8") + added, "utf-8")
    found = compare(PETITE_ILE, racine_petite_ile)
    assert [danger.phrase for danger in found.dangers] == ["L'adresse « offre/stades/relais/ » ne répondra plus."]


def test_pages_of_passage_are_counted_and_stop_nobody(racine_petite_ile: Path) -> None:
    for name in ("arbres/voisins.yml", "cas-types.yml"):
        path = racine_petite_ile / "data" / name
        path.write_text(re.sub(r"\banimer\b", "faire-vivre", path.read_text("utf-8")), "utf-8")
    found = compare(racine_petite_ile)
    assert found.etats_perdus > 0
    assert found.adresses_perdues == ()
    assert found.dangers == ()


def test_more_than_a_tenth_of_the_fiches(racine_petite_ile: Path) -> None:
    paths = sorted((racine_petite_ile / "content").glob("*/*.yml")) + sorted(
        (racine_petite_ile / OFFRE).glob("*/*.yml")
    )
    actives = [path for path in paths if "statut: actif" in path.read_text("utf-8")]
    allowed = len(paths) * PART_MAX // 100
    for count, path in enumerate(actives[: allowed + 1], 1):
        replace_in(path, "statut: actif", "statut: suspendu")
        if count >= allowed:
            found = compare(racine_petite_ile)
            assert (found.fiches_avant, len(found.fiches_perdues)) == (len(paths), count)
            assert [danger.phrase for danger in found.dangers if danger.genre == "fiches"] == (
                []
                if count == allowed
                else [
                    f"{count} fiches disparaissent ou ferment, sur {len(paths)} ({found.lost_share} %, 10 % au plus)."
                ]
            )
            assert (found.lost_share > PART_MAX) == (count > allowed)


@pytest.mark.parametrize(("known", "gone", "stops"), [(5, 1, False), (1, 1, False), (5, 2, True), (30, 3, False)])
def test_one_fiche_that_closes_in_a_very_small_territory_stops_nobody(known: int, gone: int, stops: bool) -> None:
    lost = tuple(f"service/{number}" for number in range(gone))
    assert Comparaison((), None, (), (), 0, known, lost, (), ()).trop_de_fiches is stops


TICKED = f"- [x] {PHRASE}"


@pytest.mark.parametrize(
    "text",
    [
        TICKED,
        f"* [X] {PHRASE}",
        f"Bonjour,\r\n\r\n  {TICKED}  \r\nMerci",
        TICKED.replace("'", "’"),
        json.dumps({"pull_request": {"body": f"a\n{TICKED}\n"}}),
    ],
)
def test_the_sentence_that_accepts(text: str) -> None:
    assert accepte(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        PHRASE,
        f"- [ ] {PHRASE}",
        f"- [y] {PHRASE}",
        f"> {TICKED}",
        f"{TICKED} Non, en fait.",
        f"`{TICKED}`",
        "- [x] Je sais.",
        f"- [x] {PHRASE.upper()}",
        "$(echo '- [x] oui')",
        "null",
        "[]",
        '"- [x]"',
        "[" * 100_000,
        json.dumps({"pull_request": {"body": None}}),
        json.dumps({"pull_request": None, "body": TICKED}),
        json.dumps({"pull_request": {"title": TICKED, "body": ""}}),
        json.dumps({"issue": {"body": TICKED}}),
        json.dumps({"pull_request": {"body": [TICKED]}}),
    ],
)
def test_anything_else_accepts_nothing(text: str) -> None:
    assert not accepte(text)


def test_a_fiche_that_was_renamed_in_silence_is_told_what_to_write(racine_petite_ile: Path) -> None:
    path = racine_petite_ile / "content/offre/services/cafe-des-projets.yml"
    path.rename(path.with_name("cafe-du-port.yml"))
    (danger,) = [danger for danger in compare(racine_petite_ile).dangers if danger.genre == "adresse"]
    assert danger.remede == (
        "Fiche renommée ? Écrire « anciens_ids: [cafe-des-projets] » dans content/offre/services/cafe-du-port.yml."
    )


@pytest.mark.parametrize(
    ("url", "kind", "name", "words"),
    [
        (
            "offre/services/x/",
            "ressource",
            "Le X",
            "« offre/services/x/,,offre/ressources/y/,, » dans data/adresses-publiees.csv",
        ),
        ("offre/services/x/", "service", "Le X", "Écrire « anciens_ids: [x] » dans content/offre/services/y.yml"),
        ("offre/services/x/", "service", "Un autre", "statut: clos"),
        ("guide/a1-x/", "service", "Le X", "« guide/a1-x/,,nouvelle/adresse/,, » dans data/adresses-publiees.csv"),
        ("fichiers/x.pdf", "service", "Le X", ""),
    ],
)
def test_the_remedy_of_a_lost_address(url: str, kind: str, name: str, words: str) -> None:
    """Renamed, of another kind, over, or any other page: each has its own words."""
    gone = ChangementDeFichier("service", "x", "Le X", FICHES["service"].path_of("x"), "retrait")
    come = ChangementDeFichier(kind, "y", name, FICHES[kind].path_of("y"), "ajout")
    said = _remedy(url, Comparaison((gone, come), None, (), (), 0, 1, (), (), ()))
    assert words in said and bool(said) is bool(words)
