"""Whatever the bytes: a document or problems, never an exception, never an invisible character said."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.problems import sorted_problems
from generator.problems.codes import CODES
from generator.reading.yaml_composer import Tree
from generator.reading.yaml_source import Path as Where
from generator.reading.yaml_source import parse_yaml
from tests.exemples import exemples

FICHE = "nom: \"A\"\ncontacts:\n  - role: accueil\n    telephone: '02'\nzone: {codes: [1, 2]}\nresume: |\n  a: b\n"
SIGNS = "aé01 \n\n:::---##\"'[]{},&*!|>%@`?~<\\•\t\r\u00a0\u200b\u202e\x00.=uxU\ufffdÃ©"
FICHES = [
    FICHE,
    *(path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "malformed").glob("*.yml"))),
]
yaml_like = st.text(alphabet=st.sampled_from(SIGNS), max_size=120)
slips = st.tuples(st.floats(0, 1), st.integers(0, 6), yaml_like.map(lambda text: text[:4]))
safe = st.text(
    alphabet=st.characters(
        exclude_categories=("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"),
        include_characters="\n",
        exclude_characters="\ufffd",
    ),
    max_size=30,
)
names = st.from_regex(r"[a-zéèœ_][a-z0-9_é]{0,12}", fullmatch=True)
trees = st.dictionaries(
    names,
    st.recursive(
        safe,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
        max_leaves=20,
    ),
    max_size=5,
)
paths = st.lists(st.one_of(st.integers(), st.text(max_size=5), st.sampled_from(["nom", "contacts", "role"])))


def deepness(tree: Tree) -> int:
    if isinstance(tree, str):
        return 0
    inside = tree.values() if isinstance(tree, dict) else tree
    return 1 + max((deepness(item) for item in inside), default=0)


def written(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def dump(tree: Tree, indent: int = 0) -> str:
    """Write a tree in blocks, every text between double quotes; starts where the line is."""
    if isinstance(tree, str) or not tree:
        return written(tree) if isinstance(tree, str) else ("{}" if isinstance(tree, dict) else "[]")
    pad = "\n" + " " * indent
    if isinstance(tree, dict):
        return "".join(f"{pad}{written(key)}: {dump(value, indent + 2)}" for key, value in tree.items())
    return "".join(f"{pad}- {dump(value, indent + 2)}" for value in tree)


def check_report(data: bytes) -> None:
    document, problems = parse_yaml(data, "x.yml")
    errors = [problem for problem in problems if problem.severity == "erreur"]
    assert (document is None) == bool(errors)
    assert problems == sorted_problems(problems)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in problems:
        assert 0 <= problem.line <= lines
        assert problem.severity is CODES[problem.code].severity
        assert problem.hint
        said = problem.message + problem.hint + problem.where
        assert said.isprintable() or "\u00a0" in problem.hint, problem
        assert len(problem.message) < 400


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\x00" * 100)
def test_any_bytes(data: bytes) -> None:
    check_report(data)


@given(yaml_like)
@example("*a :\n")
@example("{")
def test_any_text_of_yaml_signs(text: str) -> None:
    check_report(text.encode())


@settings(max_examples=exemples(200))
@given(st.sampled_from(FICHES), st.lists(slips, min_size=1, max_size=3))
def test_any_slip_in_a_file(text: str, slips: list[tuple[float, int, str]]) -> None:
    """A slip is refused, or read as libyaml's own composer reads it, every scalar being text."""
    for share, length, typed in slips:
        start = round(share * len(text))
        text = text[:start] + typed + text[start + length :]
    check_report(text.encode())
    document, _ = parse_yaml(text.encode(), "x.yml")
    if document is not None:
        assert document.tree == yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506


@given(trees)
def test_round_trip(tree: dict[str, Tree]) -> None:
    if deepness(tree) > 10 or len({unicodedata.normalize("NFC", key) for key in tree}) < len(tree):
        return
    document, problems = parse_yaml(dump(tree).encode() if tree else b"{}", "x.yml")
    assert [problem for problem in problems if problem.severity == "erreur"] == []
    assert document is not None
    assert document.tree == tree


@given(trees)
def test_every_position_points_at_its_key(tree: dict[str, Tree]) -> None:
    text = dump(tree) if tree else "{}"
    document, _ = parse_yaml(text.encode(), "x.yml")
    if document is None:
        return
    lines = text.split("\n")
    for where, line in document.lines.items():
        assert 1 <= line <= len(lines)
        assert isinstance(where[-1], int) or written(where[-1]) in lines[line - 1]
        assert document.line_of(where) == line
    document.let_go()
    assert document.tree == tree


@given(paths.map(tuple))
def test_line_of_never_raises(where: Where) -> None:
    document, _ = parse_yaml(FICHE.encode(), "x.yml")
    assert document is not None
    assert 1 <= document.line_of(where) <= FICHE.count("\n")
