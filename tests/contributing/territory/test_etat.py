"""`territoire etat`: what it says of coordinates that a call has to settle."""

from __future__ import annotations

import dataclasses
import datetime
import os
import subprocess
from pathlib import Path

import pytest

from generator.contributing.territory.etat import etat
from generator.reading.revision import last_change, remotes
from tests.chemins import AUJOURDHUI
from tests.construction import read


def test_what_is_to_verify_is_told_with_its_source_and_its_reason(racine_petite_ile: Path) -> None:
    told = etat(read(racine_petite_ile), (), AUJOURDHUI)
    assert "Petite-Île Agglomération : Téléphone du soir : 02 61 91 00 77 (Un annuaire, 2019 ; " in told
    assert "La Maison du phare : Adresse" in told


def test_nothing_to_verify_says_nothing(racine_petite_ile: Path) -> None:
    (racine_petite_ile / "data/coordonnees-a-verifier.yml").unlink()
    assert "À vérifier par un appel" not in etat(read(racine_petite_ile), (), AUJOURDHUI)


def test_nothing_to_verify_reaches_the_site(site_petite_ile: Path) -> None:
    held = [page for page in site_petite_ile.rglob("*.html") if "00 77" in page.read_text(encoding="utf-8")]
    assert held == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Dernier changement le 22 novembre 2026, il y a 0 jour : sans autre, elle s'éteint le 21 janvier 2027"),
        (59, "il y a 59 jours : sans autre, elle s'éteint le 23 novembre 2026"),
        (60, "il y a 60 jours : elle est peut-être éteinte depuis le 22 novembre 2026"),
    ],
)
def test_when_the_night_builds_stop(days: int, said: str) -> None:
    """The forge turns off what starts at a fixed hour: whoever looks knows when."""
    assert said in etat(read(), (), AUJOURDHUI, AUJOURDHUI - datetime.timedelta(days))
    assert "Dernier changement" not in etat(read(), (), AUJOURDHUI)


def test_the_day_of_the_last_change_is_that_of_git(tmp_path: Path) -> None:
    assert last_change(tmp_path) is None
    name = ("-c", "user.email=essai@exemple.org", "-c", "user.name=Essai", "-c", "commit.gpgsign=false")
    day = {**os.environ, "GIT_COMMITTER_DATE": "2026-11-01T12:00:00"}
    for words in (("init", "-q"), ("commit", "-q", "--allow-empty", "-m", "un")):
        subprocess.run(["git", "-C", tmp_path, *name, *words], check=True, env=day)
    assert last_change(tmp_path) == datetime.date(2026, 11, 1)


def test_the_repositories_that_git_knows_are_compared_with_the_one_that_is_said(tmp_path: Path) -> None:
    corpus = read()
    depot = "https://forge.test/ile/offre"
    site = corpus.territoire.site.model_copy(update={"depot": depot})
    here = dataclasses.replace(corpus, territoire=corpus.territoire.model_copy(update={"site": site}))

    def said(**depots: str) -> str:
        return etat(here, (), AUJOURDHUI, depots=depots)

    assert "« forked from » dit une copie attachée" in said()
    for same in (f"{depot}.git", "git@forge.test:ile/offre.git", "ssh://git@forge.test/Ile/offre"):
        assert "git envoie" not in said(origin=same)
    assert "git envoie à forge.test/autre/offre, « site: depot: » dit forge.test/ile/offre" in said(
        origin="git@forge.test:autre/offre.git"
    )
    assert "« origin » et « amont » sont le même dépôt" in said(origin=depot, amont=f"{depot}.git")
    assert remotes(tmp_path) == {}
    for words in (("init", "-q"), ("remote", "add", "origin", depot)):
        subprocess.run(["git", "-C", tmp_path, *words], check=True)
    assert remotes(tmp_path) == {"origin": depot}


@pytest.mark.parametrize(
    ("address", "said", "unsaid"),
    [
        (
            "https://github.com/q/o",
            ["(GitHub, branche main)", "« Approve and run workflows »", "60 jours"],
            ["ne fait pas"],
        ),
        (
            "https://gitlab.com/q/o",
            ["(GitLab, branche main)", "OFFRE = nuit", "Ce que GitLab ne fait pas, et comment faire", "le courriel"],
            ["60 jours", "s'éteint", "Approve"],
        ),
        (
            "https://codeberg.org/q/o",
            ["(Forgejo, branche main)", "« docker »", "Ce que Forgejo ne fait pas", "SECURITY.md"],
            ["60 jours", "s'éteint", "GitHub"],
        ),
    ],
)
def test_each_forge_has_its_settings_and_what_it_does_not_do(address: str, said: list[str], unsaid: list[str]) -> None:
    corpus = read()
    site = corpus.territoire.site.model_copy(update={"depot": address, "forge": None})
    here = dataclasses.replace(corpus, territoire=corpus.territoire.model_copy(update={"site": site}))
    told = etat(here, (), AUJOURDHUI, AUJOURDHUI)
    assert [words for words in said if words not in told] == []
    assert [words for words in unsaid if words in told.partition("\nForge\n")[2]] == []
    assert "Dernier changement le 22 novembre 2026, il y a 0 jour" in told
