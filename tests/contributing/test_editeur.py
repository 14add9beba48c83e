"""The settings offered to editors: what our reader wants, and nothing asked from the web."""

from __future__ import annotations

import json

from tests.chemins import RACINE

VSCODE = RACINE / ".vscode"


def test_an_editor_writes_what_the_reader_wants() -> None:
    settings = json.loads((VSCODE / "settings.json").read_text(encoding="utf-8"))
    assert settings["files.encoding"] == "utf8"
    assert settings["[yaml]"]["editor.insertSpaces"] is True
    assert settings["[yaml]"]["editor.tabSize"] == 2
    assert settings["yaml.yamlVersion"] == "1.2"
    assert settings["yaml.format.enable"] is False, "il récrirait les guillemets"


def test_an_editor_asks_nothing_from_the_web() -> None:
    settings = json.loads((VSCODE / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemaStore.enable"] is False
    assert settings["redhat.telemetry.enabled"] is False
    assert "http" not in (VSCODE / "settings.json").read_text(encoding="utf-8")


def test_the_extension_that_reads_the_schemas_is_offered() -> None:
    offered = json.loads((VSCODE / "extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert "redhat.vscode-yaml" in offered
