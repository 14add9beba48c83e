"""The reader's own promises: texts as written, positions, warnings, refusals of the file itself."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml

from generator.problems import Problem, Severity
from generator.reading.yaml_characters import is_forbidden, quoted
from generator.reading.yaml_source import Path as Where
from generator.reading.yaml_source import YamlDocument, parse_yaml, read_yaml
from generator.reading.yaml_syntax import SyntaxStop, explain
from tests.chemins import RACINE

FICHE = """\
# Une fiche
nom: Permanence d'accueil
contacts:
  - role: accueil
    telephone: "02 99 00 00 00"
  - role: coordination
zone: {type: communes, codes: [99001,
  99002]}
resume: |
  Première ligne.
  Seconde ligne.
"""


def document(text: str) -> YamlDocument:
    """Read a text that must have no problem at all."""
    read, problems = parse_yaml(text.encode(), "fiche.yml")
    assert problems == ()
    assert read is not None
    return read


def problems_of(text: str) -> tuple[Problem, ...]:
    return parse_yaml(text.encode(), "fiche.yml")[1]


def test_tree_keeps_order_and_nesting() -> None:
    assert document(FICHE).tree == {
        "nom": "Permanence d'accueil",
        "contacts": [{"role": "accueil", "telephone": "02 99 00 00 00"}, {"role": "coordination"}],
        "zone": {"type": "communes", "codes": ["99001", "99002"]},
        "resume": "Première ligne.\nSeconde ligne.\n",
    }


@pytest.mark.parametrize(
    "written",
    [
        "01001", "07204", "08409", "2E5", "08:30", "0299000000", "+33299000000", "no", "oui", "yes", "on", "true",
        "null", "~", "2026-02-30", "2026-11-22", "1_000", "0x1F", "0o17", ".inf", ".nan", "1e400", "-5", "- 5"[2:],
        "9" * 6000, "=", "https://exemple.fr/a?b=c#d", "mailto:a@exemple.fr", "l'eau", "x]", "a,b", "<<b", "👍🏽",
        "agriculteur·rices", "Saint-Aubin", "C#", "e\u0301te\u0301", "12 h\u00a0: midi"[:4],
    ],
)  # fmt: skip
def test_bare_scalars_stay_as_written(written: str) -> None:
    assert document(f"a: {written}\n").tree == {"a": written}
    assert document(f"a:\n  - {written}\n  - {written}\n").tree == {"a": [written, written]}


def test_flow_times_stay_texts() -> None:
    assert document("a: [08:30, 12:00]\n").tree == {"a": ["08:30", "12:00"]}


def test_explicit_empty_values_are_texts_and_containers() -> None:
    assert document("a: \"\"\nb: ''\nc: []\nd: {}\n").tree == {"a": "", "b": "", "c": [], "d": {}}


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa: b\nc: d\n", b"a: b\r\nc: d\r\n", b"---\na: b\nc: d\n...\n"])
def test_tolerated_writings(data: bytes) -> None:
    read, problems = parse_yaml(data, "x.yml")
    assert problems == ()
    assert read is not None
    assert read.tree == {"a": "b", "c": "d"}
    assert read.line_of(("c",)) == data.split(b"c: d")[0].count(b"\n") + 1


def test_ten_levels_and_four_thousand_nodes_are_read() -> None:
    assert document("a: " + "[" * 9 + "b" + "]" * 9).tree
    assert problems_of("a: " + "[" * 10 + "b" + "]" * 10)[0].code == "YML011"
    items = ", ".join(["x"] * 3997)
    assert document(f"a: [{items}]\n").tree
    assert problems_of(f"a: [{items}, x]\n")[0].code == "YML012"


def test_exactly_64_kb_is_read() -> None:
    assert document("a: " + "x" * (64 * 1024 - 3)).tree


def test_keys_and_items_have_their_line() -> None:
    assert document(FICHE).lines == {
        ("nom",): 2,
        ("contacts",): 3,
        ("contacts", 0): 4,
        ("contacts", 0, "role"): 4,
        ("contacts", 0, "telephone"): 5,
        ("contacts", 1): 6,
        ("contacts", 1, "role"): 6,
        ("zone",): 7,
        ("zone", "type"): 7,
        ("zone", "codes"): 7,
        ("zone", "codes", 0): 7,
        ("zone", "codes", 1): 8,
        ("resume",): 9,
    }


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ((), 1),
        (("nom",), 2),
        (("contacts",), 3),
        (("contacts", 0), 4),
        (("contacts", 1, "telephone"), 6),
        (("contacts", 7, "role"), 3),
        (("zone", "codes", 1), 8),
        (("zone", "union-tag", "codes"), 7),
        (("inconnu",), 1),
        (("inconnu", "nom"), 2),
    ],
)
def test_line_of(where: Where, line: int) -> None:
    assert document(FICHE).line_of(where) == line


def test_line_of_an_empty_mapping_is_one() -> None:
    assert document("{}").line_of(("a", 0)) == 1


def test_warnings_come_with_the_document() -> None:
    read, problems = parse_yaml(b"a: 12 rue #3\n", "x.yml")
    assert read is not None
    assert read.tree == {"a": "12 rue"}
    assert [problem.severity for problem in problems] == [Severity.AVERTISSEMENT]


@pytest.mark.parametrize(
    "text",
    [
        "a: b  # commentaire\n",
        "a: b  ## commentaire\n",
        "# 12 #3\na: b\n",
        'a: "12 rue #3"\n',
        "a: '12 rue #3'\n",
        "a: |  # commentaire\n  12 rue #3\n",
        "a:  # commentaire\n  b: c\n",
        "a: C#\n",
        'a: "• jeunes"\n',
        "a: -5\n",
        "a: agriculteur·rices - et autres\n",
        "a: |\n  - jeunes\n  • adultes\n",
        "a: un texte\n  sur deux lignes\n",
        "a: Ouvert\u00a0!\n",
        'a: "Public\u00a0: jeunes"\n',
        "a:\n  https://exemple.fr\n",
        "a:\n  mailto:b@exemple.fr\n",
        "a: São Paulo, âge, Âge\n",
        "a: ²\n",
    ],
)
def test_no_warning(text: str) -> None:
    assert problems_of(text) == ()


def test_message_says_what_was_read_and_where() -> None:
    [problem] = problems_of("nom: A\ncontacts:\n  - role: @b\n")
    assert problem.path == "fiche.yml"
    assert problem.where == "contacts[1].role"
    assert problem.message == "la valeur « @b » commence par « @ », que YAML garde pour lui."


def test_duplicate_names_both_lines() -> None:
    [problem] = problems_of("a:\n  b: c\n  d: e\n  b: f\n")
    assert (problem.line, problem.where) == (4, "a.b")
    assert "ligne 2" in problem.message
    assert "ligne 4" in problem.message


def test_twin_keys_in_two_blocks_are_no_duplicates() -> None:
    assert document("a:\n  - {b: c}\n  - {b: c}\nb: c\n").tree


def test_a_wholly_damaged_file_is_told_in_few_lines() -> None:
    problems = problems_of("a: b\u200b\n" * 1000)
    assert [problem.code for problem in problems].count("YML004") == 21
    assert any("980 autres lignes" in problem.message for problem in problems)


@pytest.mark.parametrize("text", ["a\x00b\u202ec\x1b", "x" * 500, "\n\n", "é\u0301 \ufffd\ue000", "a\u00a0b"])
def test_quoted_is_short_and_visible(text: str) -> None:
    read = quoted(text)
    assert len(read) <= 64
    assert read.isprintable()


def test_quoted_counts_what_is_shown() -> None:
    """Sixty signs, after the blanks are one."""
    assert quoted("x" * 60) == f"« {'x' * 60} »"
    assert quoted("x" * 61) == f"« {'x' * 59}… »"
    assert quoted(f"avant{' ' * 100}après") == "« avant après »"


@pytest.mark.parametrize(("byte", "letter"), [(b"\xe9", " (sans doute « é »)"), (b"\x81", "")])
def test_a_letter_of_an_old_page_is_guessed(byte: bytes, letter: str) -> None:
    """0x81 stands for nothing in Windows-1252: nothing is guessed."""
    [problem] = parse_yaml(b"nom: l" + byte + b"eau\n", "fiche.yml")[1]
    assert problem.message == f"octet 0x{byte.hex().upper()} illisible en UTF-8{letter}."


@pytest.mark.parametrize("text", ["*a\n", f"a: [{'*b, ' * 4100}c]\n"])
def test_references_stop_the_reading(text: str) -> None:
    """Alone, or by thousands: told once, without waiting for the end."""
    assert [(one.code, one.line) for one in problems_of(text)] == [("YML013", 1)]


def test_a_forbidden_escape_is_shown_where_it_is_written() -> None:
    [problem] = problems_of('a: "un \\x41 deux\n  trois \\u202e quatre"\n')
    assert (problem.code, problem.line, problem.hint) == ("YML004", 2, "Effacer \\u202e.")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: un texte\n  qui continue\n  nom: c\n", "YML035", 3),
        ("a: un texte\n  titre :b\n  nom: c\n", "YML031", 2),
        ("a: un texte\n  nom: c\n", "YML035", 2),
    ],
)
def test_a_key_inside_a_text_is_told_at_the_line_at_fault(text: str, code: str, line: int) -> None:
    assert [(one.code, one.line) for one in problems_of(text) if one.severity is Severity.ERREUR] == [(code, line)]


@pytest.mark.parametrize("char", "aé’“«…œ€ 👍²\u00a0\u202f\u2009\u0301")
def test_ordinary_characters_are_allowed(char: str) -> None:
    assert not is_forbidden(char)
    assert problems_of(f'a: "b{char}c"\n') == ()


def test_no_invisible_category_is_forgotten() -> None:
    allowed = {chr(n) for n in range(0x3000) if unicodedata.category(chr(n)) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")}
    assert {char for char in allowed if not is_forbidden(char)} == {"\n"}


def test_unknown_complaint_of_libyaml_speaks_french() -> None:
    code, line, message, _ = explain(SyntaxStop("some new English text", 2, 1, 0, ("a: b", "c")))
    assert (code, line) == ("YML049", 2)
    assert message == "lu « c » : cette ligne n'est pas du YAML lisible."


def test_read_yaml_reads_an_ordinary_file(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a: b\n", encoding="utf-8")
    read, problems = read_yaml(tmp_path / "a.yml", "content/a.yml")
    assert problems == ()
    assert read is not None
    assert (read.path, read.tree) == ("content/a.yml", {"a": "b"})


def test_read_yaml_refuses_what_is_no_ordinary_file(tmp_path: Path) -> None:
    (tmp_path / "vrai.yml").write_text("a: b\n", encoding="utf-8")
    (tmp_path / "lien.yml").symlink_to(tmp_path / "vrai.yml")
    (tmp_path / "casse.yml").symlink_to(tmp_path / "rien")
    (tmp_path / "dossier.yml").mkdir()
    os.mkfifo(tmp_path / "tube.yml")
    for name, said in {
        "lien.yml": "lien symbolique",
        "casse.yml": "lien symbolique",
        "dossier.yml": "dossier",
        "tube.yml": "tube",
        "absent.yml": "manque",
        "nul\0.yml": "ne s'ouvre pas",
        "x" * 300 + ".yml": "ne s'ouvre pas",
    }.items():
        read, [problem] = read_yaml(tmp_path / name, "x.yml")
        assert read is None
        assert (problem.code, problem.line, problem.severity) == ("YML001", 0, "erreur")
        assert said in problem.message


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("a: x\u0007\n", ["YML004", "YML036"]),
        ("a: x\ty\n", ["YML005", "YML036"]),
        ("a: x\x00\n", ["YML004"]),
        ("\ta: x\n", ["YML005"]),
        ("a: x\r", ["YML004"]),
    ],
)
def test_what_comes_next_is_told_unless_a_character_moves_the_lines(line: str, codes: list[str]) -> None:
    read, problems = parse_yaml(f"{line}b: [\n".encode(), "x.yml")
    assert read is None and [one.code for one in problems] == codes


def test_missing_libyaml_is_told_in_french() -> None:
    code = "import yaml; yaml.__with_libyaml__ = False; import generator.reading.yaml_source"
    done = subprocess.run([sys.executable, "-c", code], cwd=RACINE, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "MissingLibyaml: PyYAML est installé sans libyaml" in done.stderr


def test_one_reading_of_events_per_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The price of a clean file is one pass; the places inside of its fields cost a second one, once, when asked."""
    passes = 0
    loader = yaml.CSafeLoader

    def counted(source: bytes) -> yaml.CSafeLoader:
        nonlocal passes
        passes += 1
        return loader(source)

    monkeypatch.setattr(yaml, "CSafeLoader", counted)
    read = document(FICHE)
    assert passes == 1
    assert [read.line_of((name,)) for name in ("nom", "zone", "resume")] == [2, 7, 9]
    assert passes == 1
    assert [read.line_of(("contacts", rank)) for rank in (1, 7, 8)] == [6, 3, 3]
    assert passes == 2
    tree = read.tree
    read.let_go()
    assert read.line_of(("zone", "type")) == 7
    assert passes == 2
    assert [read.tree for _ in range(5)] == [tree] * 5
    assert passes == 3
