"""Free texts and the whole tuple of rules."""

from __future__ import annotations

import inspect

import pytest

from generator import rules
from generator.problems.codes import CODES
from generator.rules import RULES, check_corpus
from generator.rules.texts import check_markdown
from tests.chemins import AUJOURDHUI
from tests.mini import ACTEUR, FINANCEMENT, RESSOURCE, SERVICE, TERRITOIRE, Mini


@pytest.mark.parametrize("path", [ACTEUR, SERVICE, RESSOURCE, FINANCEMENT])
@pytest.mark.parametrize(
    ("text", "code", "read"),
    [
        ("a <b>c</b>", "MKD001", "<b>"),
        ("![x](https://exemple.org/x.png)", "MKD001", "image https://exemple.org/x.png"),
        ("[x](javascript:alert(1))", "MKD002", "javascript:alert(1)"),
        ("[x](//exemple.org)", "MKD002", "//exemple.org"),
    ],
)
def test_what_a_description_refuses(mini: Mini, path: str, text: str, code: str, read: str) -> None:
    mini.add(path, f"description: |\n  Une ligne.\n\n  {text}\n")
    found = mini.broken(check_markdown)
    assert set(found) == {(code, path, mini.line(path, "description:"), "description")}
    first = next(iter(check_markdown(mini.corpus(), AUJOURDHUI)))
    assert first.message == f"lu « {read} »."


def test_what_a_description_accepts(mini: Mini) -> None:
    mini.add(
        SERVICE,
        "description: |\n  **gras**, *italique*, `code`, [lien](https://exemple.org/a?b=c&d=e).\n\n"
        "  - 3 < 4 & 5 > 2\n  - [écrire](mailto:a@exemple.org), [appeler](tel:+33261910001)\n\n  > citation\n",
    )
    assert mini.broken(check_markdown) == []


def test_a_long_piece_is_shortened(mini: Mini) -> None:
    mini.add(SERVICE, f"description: '<b {'x' * 500}>'\n")
    (problem,) = check_markdown(mini.corpus(), AUJOURDHUI)
    assert len(problem.message) < 80


def test_every_rule_is_in_the_tuple_once() -> None:
    """A rule that is written and never run would be a promise."""
    written = {
        name
        for module in vars(rules).values()
        if inspect.ismodule(module) and module.__name__.startswith("generator.rules.")
        for name, rule in vars(module).items()
        if name.startswith("check_") and rule.__module__ == module.__name__
    }
    assert len(written) > 20
    assert sorted(rule.__name__ for rule in RULES) == sorted(written)
    assert all(rule.__doc__ for rule in RULES)


def test_the_whole_check_is_sorted_and_of_the_table(mini: Mini) -> None:
    assert check_corpus(mini.corpus(), AUJOURDHUI) == ()
    mini.change(SERVICE, "acteur: pole", "acteur: x\nsuites: [y, accueil]").change(ACTEUR, "[porteur]", "[membre]")
    found = check_corpus(mini.corpus(), AUJOURDHUI)
    assert [(problem.path, problem.code) for problem in found] == [
        ("content/offre/ressources/guide.yml", "REF015"),
        (SERVICE, "REF015"),  # nobody answers any more: the only door of this small territory has lost its acteur
        (SERVICE, "TER004"),
        (SERVICE, "REF002"),
        (SERVICE, "REF002"),
        (SERVICE, "REF005"),
        ("data/communes.csv", "REF015"),
        (TERRITOIRE, "REF010"),
    ]
    assert all(problem.severity is CODES[problem.code].severity and problem.hint for problem in found)
