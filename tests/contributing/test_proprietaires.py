"""CODEOWNERS: the teams that the contents name, nobody else."""

from __future__ import annotations

import re

import pytest

from generator.contributing.proprietaires import owners_file
from generator.forges.github import GITHUB
from tests.construction import read
from tests.mini import ACTEUR, TERRITOIRE, Mini, told


def lines(corpus: object) -> list[str]:
    text = owners_file(corpus)[GITHUB.proprietaires].decode()  # type: ignore[arg-type]
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_the_engine_the_contents_then_each_acteur_that_has_a_team() -> None:
    found = lines(read())
    assert found[:3] == [
        "* @petite-ile/mainteneurs",
        "/content/ @petite-ile/coordination",
        "/data/ @petite-ile/coordination",
    ]
    both = "@petite-ile/coordination @petite-ile/pole-ess"
    assert f"/content/acteurs/pole-ess.yml {both}" in found[3:]
    assert f"/content/offre/services/atelier-gouvernance.yml {both}" in found[3:]
    assert all(line.endswith(both) for line in found[3:])
    assert not any("carnet-commun" in line for line in found)


def test_a_team_that_nobody_named_is_not_invented(mini: Mini) -> None:
    assert lines(mini.corpus()) == []
    text = owners_file(mini.corpus())[GITHUB.proprietaires].decode()
    assert "# * : équipe pas encore nommée (data/territoire.yml, « equipes: mainteneurs »)\n" in text


def test_an_acteur_s_team_alone(mini: Mini) -> None:
    mini.add(ACTEUR, 'equipe: "@mini/pole"\n')
    found = lines(mini.corpus())
    assert found[0] == "/content/acteurs/pole.yml @mini/pole"
    assert len(found) == 3


@pytest.mark.parametrize(
    "team", ["mini/pole", "@mini", "@mini/pole x", "@mini/pole\\n* @mal/tout", "@-x/y", "@mini/pole/z"]
)
def test_a_team_is_a_team_of_the_forge(mini: Mini, team: str) -> None:
    mini.add(ACTEUR, f'equipe: "{team}"\n')
    mini.add(TERRITOIRE, f'equipes:\n  mainteneurs: "{team}"\n')
    assert {(code, path) for code, path in told(mini) if code == "SCH006"} == {
        ("SCH006", ACTEUR),
        ("SCH006", TERRITOIRE),
    }


@pytest.mark.parametrize(
    ("host", "path", "patterns"),
    [
        ("github.com", ".github/CODEOWNERS", ["*", "/content/", "/data/", "/content/acteurs/pole.yml"]),
        ("gitlab.com", ".gitlab/CODEOWNERS", ["*", "/content/", "/data/", "/content/acteurs/pole.yml"]),
        ("codeberg.org", ".forgejo/CODEOWNERS", [".*", "content/.*", "data/.*", "content/acteurs/pole[.]yml"]),
    ],
)
def test_each_forge_reads_it_where_and_as_it_does(mini: Mini, host: str, path: str, patterns: list[str]) -> None:
    mini.change(TERRITOIRE, '"https://mini.test/"\n', f'"https://mini.test/"\n  depot: "https://{host}/q/o"\n')
    mini.add(TERRITOIRE, 'equipes:\n  mainteneurs: "@q/m"\n  coordination: "@q/c"\n').add(ACTEUR, 'equipe: "@q/p"\n')
    ((made, data),) = owners_file(mini.corpus()).items()
    found = [line.split()[0] for line in data.decode().splitlines() if line and not line.startswith("#")]
    assert (made, found[:4]) == (path, patterns)
    if host == "codeberg.org":
        assert all(re.compile(pattern) for pattern in found)
        assert re.fullmatch(found[3], "content/acteurs/pole.yml")
