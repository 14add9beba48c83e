"""The commands that pages tell are taken by the program; a wrong one is seen."""

from __future__ import annotations

import pytest

from tests.contributing.territory.test_suivre_amont import steps
from tests.inspection.commandes import accepted, check_commands


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("python3 lancer.py site", True),
        ("python3 lancer.py offre territoire creer --siren VOTRE-SIREN --essai", True),
        ('python3 lancer.py offre territoire creer --siren X --nom "LE NOM" --structure "QUI"', True),
        ("python3 lancer.py offre territoire etat", True),
        ("git status", True),
        ("python3 lancer.py", True),
        ("python3 lancer.py sitte", False),
        ("python3 lancer.py offre territoire refaire", False),
        ("python3 lancer.py offre territoire creer --zut", False),
    ],
)
def test_a_command_is_taken_or_not(line: str, right: bool) -> None:
    assert accepted(line) is right


def test_a_page_is_read_line_by_line() -> None:
    whole = "<html><body><pre><code>" + "\n".join(steps()) + "</code></pre></body></html>"
    assert check_commands({"a/index.html": whole}) == []
    short = whole.replace(f"{steps()[1]}\n", "")
    assert [str(fault) for fault in check_commands({"a/index.html": short})] == [
        "/a/ : les lignes qui prennent le programme nouveau ne sont pas celles de docs/"
    ]
    wrong = "<html><body><p><code>python3 lancer.py offre zut</code></p></body></html>"
    assert [str(fault) for fault in check_commands({"index.html": wrong})] == [
        "/ : commande refusée : python3 lancer.py offre zut"
    ]
