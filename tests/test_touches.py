"""The shortcut runs at least what a change can break; where it does not know, it runs everything."""

from __future__ import annotations

import pytest

from tests.chemins import RACINE
from tests.touches import ALWAYS, PLACES, changed_since, chosen_for


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("generator/rules/style.py", {"tests/rules"}),
        ("generator/publishing/verification.py", {"tests/publishing"}),
        ("generator/theme/css/fiche.css", {"tests/theme", "tests/navigateur"}),
        ("generator/pipeline.py", {"tests/test_bancs.py"}),
        ("tests/rules/test_style.py", {"tests/rules/test_style.py"}),
        ("tests/mini.py", {"tests/rules"}),
        ("docs/publier.md", {"tests/test_docs.py"}),
        ("README.md", set()),
    ],
)
def test_a_change_runs_what_looks_at_it(changed: str, expected: set[str]) -> None:
    chosen = chosen_for([changed])
    assert set(ALWAYS) <= set(chosen)
    assert all(any(one.startswith(wanted) for one in chosen) for wanted in expected)


@pytest.mark.parametrize("changed", ["pyproject.toml", "requirements-dev.txt", "tests/conftest.py", "inconnu.bin"])
def test_what_is_not_known_runs_everything(changed: str) -> None:
    assert chosen_for(["generator/rules/style.py", changed]) == ("tests",)


def test_the_places_exist() -> None:
    assert all((RACINE / test).exists() for tests in (*PLACES.values(), ALWAYS) for test in tests)
    assert all((RACINE / start).exists() for start in PLACES)


def test_a_folder_stands_for_its_files() -> None:
    assert chosen_for(["generator/rules/style.py", "tests/rules/test_style.py"]).count("tests/rules") == 1
    assert "tests/rules/test_style.py" not in chosen_for(["generator/rules/style.py", "tests/rules/test_style.py"])


def test_git_tells_what_changed() -> None:
    assert isinstance(changed_since("HEAD"), list)
