"""The locks hold no version that an advisory already told; the live question is asked each week, in complet.yml."""

from __future__ import annotations

import io
import json
import urllib.request
from typing import Any

import pytest

from benchmarks.avis import CONNUS, asked, locked, recorded
from tests.forge.flux import FLUX


def test_no_package_of_ours_has_a_known_advisory() -> None:
    packages = locked()
    assert len(packages) > 40
    assert list(recorded(packages)) == []


def test_an_advisory_would_be_told() -> None:
    """Each one kept, on the version just before."""
    for advisory in json.loads(CONNUS.read_text("utf-8")):
        assert list(recorded({advisory["paquet"]: "0.1"})), advisory
        assert not list(recorded({advisory["paquet"]: advisory["corrige"]}))
    assert list(recorded({"jinja2": "3.1.5"})) == ["jinja2 3.1.5 : CVE-2025-27516, corrigé dans 3.1.6"]


def test_what_the_service_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []

    def answer(request: urllib.request.Request, timeout: int) -> io.BytesIO:
        sent.append(json.loads(request.data))  # type: ignore[arg-type]
        return io.BytesIO(json.dumps({"results": [{}, {"vulns": [{"id": "GHSA-x"}]}]}).encode())

    monkeypatch.setattr(urllib.request, "urlopen", answer)
    assert list(asked({"a": "1", "b": "2"})) == ["b 2 : https://osv.dev/vulnerability/GHSA-x"]
    assert [query["package"]["name"] for query in sent[0]["queries"]] == ["a", "b"]


def test_it_is_asked_each_week() -> None:
    (step,) = [step for step in FLUX["complet"]["jobs"]["avis"]["steps"] if "run" in step]
    assert step["run"] == "python -m benchmarks.avis"
