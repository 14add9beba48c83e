"""`verifier` at 0 error means that `construire` succeeds: territories whose texts are what people paste."""

from __future__ import annotations

import datetime
import re
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.models.blancs import one_line
from generator.pipeline import construct, verify
from generator.problems import Severity
from generator.publishing.verification import Defaut
from tests.chemins import AUJOURDHUI
from tests.colle import PURS, textes
from tests.construction import officiel
from tests.mini import ACTEUR, FILES, FINANCEMENT, RESSOURCE, SERVICE

CHAMPS = {
    ACTEUR: ("nom", "resume", "description", "promesse", "alias", "mots_cles", "missions"),
    SERVICE: ("nom", "resume", "description", "duree", "deroulement", "limites", "mots_cles", "prerequis", "capacite"),
    RESSOURCE: ("nom", "resume", "description", "auteur", "acces", "licence", "mots_cles"),
    FINANCEMENT: ("nom", "resume", "description", "conditions", "limites", "alias"),
}
LISTES = {"alias", "mots_cles", "missions", "deroulement", "limites", "prerequis", "conditions"}
LOT = 16
"""Fiches of one territory, every text of each replaced: making a territory costs more than making its texts."""
TERRITOIRES = -(-PURS // (LOT // len(CHAMPS) * sum(map(len, CHAMPS.values()))))
"""As many texts as any property of one function tries."""
LONGS = ("x" * 10_000, "mot " * 2_500, "é" * 150, "😀" * 60, "\u05d0\u05d1\u05d2 \u0627\u0644", "a\u0301" * 40)


def yaml(text: str) -> str:
    """A text as any program writes it in YAML: every sign that is not of ASCII by its number."""
    escaped = "".join(sign if " " <= sign <= "~" and sign not in '"\\' else f"\\U{ord(sign):08X}" for sign in text)
    return f'"{escaped}"'


def block(text: str) -> str:
    """A text in a block, as people write it: its line ends are those of the file."""
    lines = re.split("\r\n|[\r\n]", text)
    return "|\n" + "".join(f"  {line}\n" for line in lines)


def right(said: str, champ: str) -> str:
    """The same text as somebody would leave it once the reading has said what is wrong with its shape."""
    kept = one_line("".join(sign for sign in said if sign not in "<&\u2028\u0085\t"))
    kept = f"Un texte, {kept} et la suite."
    return kept[: {"promesse": 90, "nom": 150, "alias": 150, "mots_cles": 150}.get(champ, 250)].strip()


@st.composite
def territories(draw: st.DrawFn, mended: bool = False) -> dict[str, str]:
    """Files of LOT fiches of the smallest territory, their texts replaced; `mended`: their shape is right."""
    files: dict[str, str] = {}
    for number in range(LOT):
        path = sorted(CHAMPS)[number % len(CHAMPS)]
        text = FILES[path].replace('nom: "', f'nom: "{number} ', 1)
        for champ in CHAMPS[path]:
            said = draw(textes(40) | st.sampled_from(LONGS))
            said = right(said, champ) if mended else said
            said = f"{number} {said}" if champ == "nom" else said  # one name, one fiche
            written = draw(st.sampled_from((yaml, block)))(said) if champ not in LISTES else f"[{yaml(said)}]"
            text = re.sub(rf"^{champ}: .*\n", "", text, flags=re.M) + f"{champ}: {written.rstrip()}\n"
        files[path.replace(".yml", f"-{number}.yml")] = text
    return files


@cache
def base() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="verifier-"))
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", autouse=True)
def _swept() -> Iterator[None]:
    yield
    shutil.rmtree(base(), ignore_errors=True)


def put(files: dict[str, str]) -> Path:
    for old in base().glob("content/**/*-*.yml"):
        old.unlink()
    for path, text in {**FILES, **files}.items():
        (base() / path).write_text(text, encoding="utf-8", newline="")
    return base()


@given(territories())
@settings(max_examples=TERRITOIRES, suppress_health_check=list(HealthCheck))
def test_every_text_is_refused_at_its_place_or_accepted(files: dict[str, str]) -> None:
    """No crash; each refusal has a file that was changed, a line of it and a sentence."""
    for problem in verify(put(files), AUJOURDHUI, officiel()).problems:
        assert problem.message and problem.hint
        assert (base() / problem.path).exists()


def built(files: dict[str, str], day: datetime.date = AUJOURDHUI) -> tuple[Any, tuple[Defaut, ...]]:
    """Its shells are drawn by the engine that starts fastest: no fiche goes through an engine."""
    root = put(files)
    bilan = verify(root, day, officiel())
    if not bilan.publiable:
        return bilan, ()
    with tempfile.TemporaryDirectory() as target:
        made = construct(root, day, Path(target) / "site", officiel(), moteur="jinja")
    return bilan, made.defauts


@pytest.mark.lent
@given(territories(mended=True))
@settings(max_examples=TERRITOIRES, suppress_health_check=list(HealthCheck))
def test_what_verifies_is_built(files: dict[str, str]) -> None:
    """What is refused is told, then left out: the rest verifies, and what verifies is built."""
    refused = {
        one.path for one in verify(put(files), AUJOURDHUI, officiel()).problems if one.severity is Severity.ERREUR
    }
    kept = {path: text for path, text in files.items() if path not in refused}
    assert len(kept) >= LOT // 2
    bilan, defauts = built(kept)
    assert bilan.publiable
    assert defauts == ()


@pytest.mark.parametrize(
    "files",
    [
        {ACTEUR: FILES[ACTEUR].replace('nom: "Pôle de Mini"', "nom: |\n  Pôle\n  de Mini")},
        {SERVICE: FILES[SERVICE] + "deroulement: [null]\n"},
        {SERVICE: FILES[SERVICE] + 'limites: ["' + "x" * 10_000 + '"]\n'},
    ],
)
def test_what_would_break_is_an_error_first(files: dict[str, str]) -> None:
    bilan, _ = built(files)
    assert not bilan.publiable
