"""CODEOWNERS: the teams that the contents name, nobody else."""

from __future__ import annotations

import pytest

from generator.contributing.proprietaires import CHEMIN, owners_file
from tests.construction import read
from tests.mini import ACTEUR, TERRITOIRE, Mini, told


def lines(corpus: object) -> list[str]:
    text = owners_file(corpus)[CHEMIN].decode()  # type: ignore[arg-type]
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
    text = owners_file(mini.corpus())[CHEMIN].decode()
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
