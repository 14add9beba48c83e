"""The day of the data, and the last news: as sure as the sources, no more."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from generator.corpus.nouvelles import SILENCE, derniere_nouvelle, jour_des_donnees, silence
from generator.models.fiche import Source
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read

LU = datetime.date(2026, 11, 20)


def value(*written: str | None, statut: str = "a-confirmer", steps: tuple[str, ...] = (), **more: Any) -> Any:
    sources = tuple(Source(titre="Page", date_source=one, consulte_le=LU) for one in written)
    history = tuple(SimpleNamespace(date=step) for step in steps)
    return SimpleNamespace(sources=sources, statut=statut, historique=history, **more)


@pytest.mark.parametrize(
    ("written", "day", "words"),
    [
        ("octobre 2016", "2016-10-31", "octobre 2016"),
        ("Février 2024", "2024-02-29", "février 2024"),
        ("12 août 2021", "2021-08-31", "août 2021"),
        ("2018", "2018-12-31", "2018"),
        ("vers 2018", "2018-12-31", "2018 environ"),
        ("avril 2024, budget 2025", "2025-12-31", "2025"),
        ("2020 à 2022", "2022-12-31", "2022"),
        ("automne 2021", "2021-12-31", "2021"),
        ("après 2018", "2026-11-20", "novembre 2026"),
        ("2024 ou après", "2026-11-20", "novembre 2026"),
        ("depuis 2015", "2026-11-20", "novembre 2026"),
        ("2026", "2026-11-20", "novembre 2026"),
        ("saison 3", "2026-11-20", "novembre 2026"),
        ("dossier 120212", "2026-11-20", "novembre 2026"),
        (None, "2026-11-20", "novembre 2026"),
    ],
)
def test_a_source_is_as_old_as_it_says(written: str | None, day: str, words: str) -> None:
    assert derniere_nouvelle(value(written)) == (datetime.date.fromisoformat(day), words)


def test_the_latest_of_all_counts() -> None:
    assert derniere_nouvelle(value("2015", "mai 2023", "2019")) == (datetime.date(2023, 5, 31), "mai 2023")
    confirmed = value("2015", verifie_le=datetime.date(2024, 2, 3))
    assert derniere_nouvelle(confirmed) == (datetime.date(2024, 2, 3), "février 2024")
    told = value("2015", steps=("2016", "2017-03", "2018-04-05"))
    assert derniere_nouvelle(told) == (datetime.date(2018, 4, 5), "avril 2018")
    assert derniere_nouvelle(value()) is None


@pytest.mark.parametrize(("day", "words"), [("2025-05-31", ""), ("2025-06-01", "mai 2023")])
def test_the_silence_is_told_after_two_years(day: str, words: str) -> None:
    assert SILENCE == 24
    assert silence(value("mai 2023"), datetime.date.fromisoformat(day)) == words


@pytest.mark.parametrize("statut", ["a-creer", "a-confirmer", "experimentation", "en-construction"])
def test_only_what_is_not_there_for_good_is_silent(statut: str) -> None:
    assert silence(value("2016", statut=statut), AUJOURDHUI) == "2016"
    assert silence(value(statut=statut), AUJOURDHUI) == ""


@pytest.mark.parametrize("statut", ["actif", "suspendu", "clos", "repondu"])
def test_what_is_there_says_nothing(statut: str) -> None:
    assert silence(value("2016", statut=statut), AUJOURDHUI) == ""


def test_the_day_of_the_data_is_the_last_reading_or_confirmation() -> None:
    assert jour_des_donnees(value("2015"), value()) == LU
    assert jour_des_donnees(value("2015", verifie_le=datetime.date(2026, 11, 21))) == datetime.date(2026, 11, 21)
    assert jour_des_donnees(value()) is None


def test_a_page_has_its_own_day_and_the_site_the_last_one() -> None:
    corpus = read()
    site = Site(corpus, datetime.date(2027, 1, 1))
    assert site.jour == datetime.date(2026, 11, 22)
    assert site.jour_de(corpus.services["accompagnateur-referent"]) == LU
    assert site.jour_de(value()) == site.jour
