"""The recipe of the national list of mairies, on invented lines: what is kept, refused, counted."""

from __future__ import annotations

import json
import lzma
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from generator.corpus.france.fabriquer import compress
from generator.corpus.france.fabriquer_mairies import assemble, hours, told


def line(code: str, groups: Any = (), **columns: str) -> dict[str, str]:
    empty = dict.fromkeys(("mairie_telephone", "mairie_email", "mairie_site", "mairie_adresse"), "")
    return {**empty, "code": code, "mairie_horaires": json.dumps(groups), **columns}


MATIN, SOIR = ["09:00:00", "12:00:00"], ["14:00:00", "17:30:00"]


def test_what_is_kept_and_what_is_refused() -> None:
    lines = [
        line("02901", [["lundi", "mardi", [MATIN]]], mairie_telephone="02 61 91 01 04", mairie_email="pas une adresse"),
        line("01901", mairie_adresse="1 quai\n01991  Port-Brume ", mairie_site="http://port-brume.example/ "),
        line("01902", mairie_telephone="83", mairie_site="port-brume.example"),
        line("01903", [["lundi", "lundi", [MATIN]], ["lundi", "lundi", [SOIR, MATIN]]], mairie_adresse="S\x9cur"),
        line("01904"),
    ]
    content, refused = assemble(iter(lines), "1.1.0")
    assert content["code_insee"] == ["01901", "01903", "02901"], "rien ne reste de 01902 ni de 01904"
    assert content["telephone"] == ["", "", "02 61 91 01 04"]
    assert content["courriel"] == ["", "", ""]
    assert content["site"] == ["http://port-brume.example/", "", ""]
    assert content["adresse"] == ["1 quai, 01991 Port-Brume", "Sœur", ""]
    assert content["horaires"] == ["", "", "lundi-mardi 09:00-12:00"]
    assert (content["date"], content["source"][-5:]) == ("2026-10", "1.1.0")
    assert refused == {"courriel": 1, "telephone": 1, "site": 1, "horaires": 1}
    assert told(content, refused) == (
        "1 telephone (1 refusés), 0 courriel (1 refusés), 1 site (1 refusés), 2 adresse (0 refusés), "
        "1 horaires (1 refusés)"
    )


@pytest.mark.parametrize(
    ("groups", "kept"),
    [
        ([], ""),
        ([["lundi", "", [MATIN, SOIR]]], "lundi 09:00-12:00, 14:00-17:30"),
        ([["lundi", "mardi", [SOIR]], ["mardi", "mardi", [MATIN]]],
         "lundi 14:00-17:30 ; mardi 09:00-12:00, 14:00-17:30"),
        ([["lundi", "mardi", [MATIN]], ["mardi", "mardi", [MATIN]]], "lundi-mardi 09:00-12:00"),
    ],
)  # fmt: skip
def test_lines_that_complete_each_other(groups: Any, kept: str) -> None:
    assert hours(groups) == kept


@pytest.mark.parametrize(
    "groups",
    [
        [["lundi", "mardi", [MATIN]], ["mardi", "mardi", [MATIN, SOIR]]],
        [["lundi", "lundi", [MATIN]], ["lundi", "lundi", [["10:00:00", "11:00:00"]]]],
        [["lundi", "lundi", [["12:00:00", "12:00:00"]]]],
        [["lundi", "lundi", [["12:00:00", "09:00:00"]]]],
        [["lundi", "lundi", [["09:00:30", "12:00:00"]]]],
        [["férié", "férié", [MATIN]]],
    ],
)
def test_days_that_contradict_each_other_are_refused(groups: Any) -> None:
    with pytest.raises((ValueError, PydanticCustomError)):
        hours(groups)


def test_the_same_content_gives_the_same_bytes() -> None:
    content, _ = assemble(iter([line("01901", mairie_adresse="1 quai")]), "1.1.0")
    assert compress(content) == compress(dict(reversed(content.items())))
    assert json.loads(lzma.decompress(compress(content))) == content
