"""Ask check-jsonschema, in one run, what it says of many files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from check_jsonschema import main
from click.testing import CliRunner


def told(schema: tuple[str, ...], files: Iterable[Path]) -> dict[str, list[str]]:
    """Return name of the file → what is wrong in it (`$.place: message`); a right file is absent."""
    done = CliRunner().invoke(main, [*schema, "-o", "json", *map(str, files)])
    report: dict[str, Any] = json.loads(done.stdout)
    assert not report.get("parse_errors"), report
    found: dict[str, list[str]] = {}
    for error in report.get("errors", []):
        found.setdefault(Path(error["filename"]).name, []).append(f"{error['path']}: {error['message']}")
    assert (done.exit_code == 0) == (not found), done.output
    return found
