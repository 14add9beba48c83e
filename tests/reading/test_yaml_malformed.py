"""Malformed and hostile files: exact code, exact line, a French remedy, never a trace.

`malformed/attendus.json` gives, for each file beside it, its whole report.
What an editor could not show (invisible characters, other encodings, bombs)
is made here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.problems import Problem
from generator.problems.codes import CODES
from generator.reading.yaml_source import read_yaml
from tests.chemins import RACINE

DOSSIER = Path(__file__).parent / "malformed"
Attendu = list[tuple[str, int, str]]
ATTENDUS: dict[str, Attendu] = {
    name: [(code, line, remede) for code, line, remede in expected]
    for name, expected in json.loads((DOSSIER / "attendus.json").read_text(encoding="utf-8")).items()
}
RETAPER = "retaper le mot"
MAXIMUM_KO = 300 * 1024

# Reads one file under limits, prints its report and the most memory used, in KB.
SOUS_LIMITES = """
import json, pathlib, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from generator.reading.yaml_source import read_yaml
report = []
for name in sys.argv[1:]:
    document, problems = read_yaml(pathlib.Path(name), pathlib.Path(name).name)
    report.append([document is not None, [[p.code, p.line, p.hint] for p in problems]])
status = pathlib.Path("/proc/self/status")
if status.exists():  # Linux: ru_maxrss would count the parent's peak too, VmHWM starts anew at exec
    peak = int(status.read_text().split("VmHWM:")[1].split()[0])
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps([report, peak]))
"""


def _laughs() -> bytes:
    lines = ['a0: &a0 ["ha"]'] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return "\n".join(lines).encode()


def _character(char: str) -> tuple[bytes, Attendu]:
    return f"nom: A\nresume: a{char}b\n".encode(), [("YML004", 2, RETAPER)]


def _escape(escape: str) -> tuple[bytes, Attendu]:
    return f'nom: A\nresume: "a\n  {escape}b"\n'.encode(), [("YML004", 3, f"Effacer {escape}")]


HOSTILES: dict[str, tuple[bytes, Attendu]] = {
    "nul": _character("\x00"),
    "echappement-brut": _character("\x1b"),
    "effacement": _character("\x7f"),
    "c1": _character("\x9b"),
    "nel": _character("\x85"),
    "bidi": _character("\u202e"),
    "isolat-bidi": _character("\u2066"),
    "largeur-nulle": _character("\u200b"),
    "liant": _character("\u200d"),
    "tiret-conditionnel": _character("\u00ad"),
    "bom-au-milieu": _character("\ufeff"),
    "usage-prive": _character("\ue000"),
    "remplacement": _character("\ufffd"),
    "separateur-de-lignes": _character("\u2028"),
    "separateur-de-paragraphes": _character("\u2029"),
    "non-caractere": _character("\uffff"),
    "etiquette-invisible": _character("\U000e0041"),
    "retour-seul": (b"nom: A\nresume: a\rb\n", [("YML004", 2, "fins de ligne")]),
    "deux-versions": (
        b"nom: A\n<<<<<<< HEAD\nresume: a\n=======\nresume: b\n>>>>>>> b\n",
        [("YML023", 2, "Garder les bonnes lignes")],
    ),
    "dans-un-commentaire": ("nom: A # \u202e\n".encode(), [("YML004", 1, RETAPER), ("YML050", 1, "guillemets")]),
    "dans-une-cle": ("n\u200bom: A\n".encode(), [("YML004", 1, RETAPER)]),
    "nul-echappe": _escape(r"\0"),
    "nul-echappe-x": _escape(r"\x00"),
    "bidi-echappe": _escape(r"\u202e"),
    "bidi-echappe-long": _escape(r"\U0000202E"),
    "nel-echappe": _escape(r"\N"),
    "ligne-echappee": _escape(r"\L"),
    "escape-echappe": _escape(r"\e"),
    "retour-echappe": _escape(r"\r"),
    "tabulation-echappee": _escape(r"\t"),
    "cle-echappee": (b'"no\\u202em": A\n', [("YML004", 1, r"Effacer \u202e")]),
    "deux-caracteres": (
        "nom: A\u200b\nresume: b\nnom: \u202eC\n".encode(),
        [("YML004", 1, RETAPER), ("YML004", 3, RETAPER), ("YML020", 3, "une seule")],
    ),
    "latin-1": ("nom: A\nresume: caf\u00e9\n".encode("latin-1"), [("YML003", 2, "UTF-8")]),
    "windows-1252": ("nom: l\u2019eau\n".encode("cp1252"), [("YML003", 1, "UTF-8")]),
    "utf-16": ("nom: A\n".encode("utf-16"), [("YML003", 1, "UTF-8")]),
    "utf-16-be": (b"\xfe\xff" + "nom: A\n".encode("utf-16-be"), [("YML003", 1, "UTF-8")]),
    "utf-32": ("nom: A\n".encode("utf-32"), [("YML003", 1, "UTF-8")]),
    "utf-16-sans-bom": ("nom: A\n".encode("utf-16-le"), [("YML004", 1, RETAPER), ("YML004", 2, RETAPER)]),
    "demi-caractere": (b"nom: \xed\xa0\x80\n", [("YML003", 1, "UTF-8")]),
    "forme-trop-longue": (b"nom: \xc0\x80\n", [("YML003", 1, "UTF-8")]),
    "deux-bom": (b"\xef\xbb\xbf\xef\xbb\xbfnom: A\n", [("YML004", 1, RETAPER)]),
    "tirets": (b"- " * 25_000, [("YML010", 1, "nom: Permanence")]),
    "tirets-sous-cle": (b"a:\n  " + b"- " * 25_000, [("YML011", 2, "10 niveaux")]),
    "crochets": (b"[" * 40_000, [("YML010", 1, "nom: Permanence")]),
    "crochets-sous-cle": (b"a: " + b"[" * 40_000, [("YML011", 1, "10 niveaux")]),
    "accolades": (b"{" * 40_000, [("YML018", 1, "guillemets doubles")]),
    "accolades-nommees": (b"{a: " * 16_000, [("YML011", 1, "10 niveaux")]),
    "cles-interrogees": (b"? " * 32_000, [("YML018", 1, "mot comme")]),
    "cascade-de-renvois": (
        _laughs(),
        [("YML013", line, "guillemets") for line in range(1, 10)],
    ),
    "trop-de-cles": (
        b"".join(b"k%d: v\n" % n for n in range(2_500)),
        [("YML012", 2_000, "plusieurs fichiers")],
    ),
    "trop-lourd": (b"a: " + b"x" * 65_536, [("YML002", 0, "plusieurs fichiers")]),
    "beaucoup-trop-lourd": (b"k: v\n" * 2_000_000, [("YML002", 0, "plusieurs fichiers")]),
    "cle-immense": (b"x" * 60_000 + b": v\n", [("YML030", 1, "guillemets")]),
    "guillemets": (b'"' * 65_000, [("YML034", 1, "guillemets doubles")]),
    "ancres": (b"&a " * 20_000, [("YML013", 1, "guillemets doubles")]),
    "exclamations": (b"!" * 60_000, [("YML014", 1, "guillemets")]),
    "pourcents": (b"%" * 60_000, [("YML017", 1, "Supprimer")]),
    "dieses": (b"#" * 65_536, [("YML006", 0, "supprimer")]),
    "lignes-vides": (b"\n" * 65_536, [("YML006", 0, "supprimer")]),
    "deux-points": (b"a: " * 21_000, [("YML030", 1, "guillemets")]),
    "virgules": (b"a: [" + b"," * 60_000, [("YML036", 1, "virgules")]),
    "documents": (b"---\n" * 16_000, [("YML006", 0, "supprimer")]),
    "entier-immense": (b"a: " + b"9" * 6_000 + b"\n", []),
    "date-impossible": (b"a: 2026-02-30\n", []),
}


def report(problems: tuple[Problem, ...]) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in problems]


def check(problems: tuple[Problem, ...], expected: Attendu) -> None:
    """Assert codes and lines exactly, then the remedy of each."""
    assert report(problems) == [(code, line) for code, line, _ in expected]
    for problem, (_, _, remede) in zip(problems, expected, strict=True):
        assert remede in problem.hint, problem
        assert problem.severity is CODES[problem.code].severity


def under_limits(paths: list[Path]) -> list[Any]:
    """Read files in a process of 1 GB at most; assert that it ends well within 300 MB."""
    command = [sys.executable, "-c", SOUS_LIMITES, *map(str, paths)]
    done = subprocess.run(command, cwd=RACINE, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    read, peak = json.loads(done.stdout)
    assert peak <= MAXIMUM_KO
    return list(read)


def test_every_file_has_its_expectation() -> None:
    assert sorted(path.name for path in DOSSIER.glob("*.yml")) == sorted(ATTENDUS)
    assert len(ATTENDUS) >= 70


@pytest.mark.parametrize("name", ATTENDUS)
def test_malformed_file(name: str) -> None:
    document, problems = read_yaml(DOSSIER / name, name)
    check(problems, ATTENDUS[name])
    assert (document is None) == any(problem.severity == "erreur" for problem in problems)
    assert {problem.path for problem in problems} == {name}


def test_malformed_files_stay_within_limits() -> None:
    read = under_limits([DOSSIER / name for name in ATTENDUS])
    assert [[(code, line) for code, line, _ in problems] for _, problems in read] == [
        [(code, line) for code, line, _ in expected] for expected in ATTENDUS.values()
    ]


@pytest.fixture(scope="module")
def read_hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """name → what the reading says of it; one process reads them all, so the most that any of them asks is its peak."""
    folder = tmp_path_factory.mktemp("hostiles")
    for name, (data, _) in HOSTILES.items():
        (folder / f"{name}.yml").write_bytes(data)
    return dict(zip(HOSTILES, under_limits([folder / f"{name}.yml" for name in HOSTILES]), strict=True))


@pytest.mark.parametrize("name", HOSTILES)
def test_hostile_file(name: str, read_hostile: dict[str, Any]) -> None:
    has_document, problems = read_hostile[name]
    _, expected = HOSTILES[name]
    assert [(code, line) for code, line, _ in problems] == [(code, line) for code, line, _ in expected]
    for (_, _, hint), (_, _, remede) in zip(problems, expected, strict=True):
        assert remede in hint
    assert has_document == (not expected)


def test_every_yaml_code_is_met() -> None:
    """A code that no file raises would be a sentence that nobody ever checked."""
    met = {code for expected in ATTENDUS.values() for code, _, _ in expected}
    met |= {code for _, expected in HOSTILES.values() for code, _, _ in expected}
    known = {code for code in CODES if code.startswith("YML")}
    assert known - met == {"YML001"}, "YML001 : voir test_yaml_source.py"
