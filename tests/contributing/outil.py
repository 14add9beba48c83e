"""Ask check-jsonschema, in one run, what it says of many files."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def told(schema: tuple[str, ...], files: Iterable[Path]) -> dict[str, list[str]]:
    """Return name of the file → what is wrong in it (`$.place: message`); a right file is absent."""
    command = [sys.executable, "-m", "check_jsonschema", *schema, "-o", "json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report: dict[str, Any] = json.loads(done.stdout)
    assert not report.get("parse_errors"), report
    found: dict[str, list[str]] = {}
    for error in report.get("errors", []):
        found.setdefault(Path(error["filename"]).name, []).append(f"{error['path']}: {error['message']}")
    assert (done.returncode == 0) == (not found), done.stdout + done.stderr
    return found
