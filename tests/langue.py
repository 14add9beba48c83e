"""The Turkish locale, made for a test: its i is another letter, and few machines have it."""

from __future__ import annotations

import subprocess
from pathlib import Path


def turkish(folder: Path) -> dict[str, str]:
    """Make the locale in a folder; return the variables of a process that speaks it."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["localedef", "-i", "tr_TR", "-f", "UTF-8", str(folder / "tr_TR.UTF-8")], check=True)
    return {"LOCPATH": str(folder), "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0"}
