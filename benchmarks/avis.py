"""Are the packages of the locks safe? `python -m benchmarks.avis` asks OSV (osv.dev); each week, in complet.yml.

Standard library only: it runs before anything is installed. The advisories that
once concerned a package of ours are kept in `avis.json`, and the suite compares the
locks with them without any network. Ends with 1 when an advisory concerns a version.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parent.parent
VERROUS = ("requirements.txt", "requirements-dev.txt")
CONNUS = Path(__file__).with_name("avis.json")
OSV = "https://api.osv.dev/v1/querybatch"
_PAQUET = re.compile(r"^([A-Za-z0-9._-]+)==([A-Za-z0-9.!+_-]+)", re.MULTILINE)


def locked(root: Path = RACINE) -> dict[str, str]:
    """Return package → version, for both locks."""
    texts = "\n".join((root / name).read_text("utf-8") for name in VERROUS)
    return {name.lower().replace("_", "-"): version for name, version in _PAQUET.findall(texts)}


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def recorded(packages: Mapping[str, str]) -> Iterator[str]:
    """Yield what the kept advisories say of these versions."""
    for advisory in json.loads(CONNUS.read_text("utf-8")):
        version = packages.get(advisory["paquet"])
        if version is not None and _number(version) < _number(advisory["corrige"]):
            yield f"{advisory['paquet']} {version} : {advisory['avis']}, corrigé dans {advisory['corrige']}"


def asked(packages: Mapping[str, str]) -> Iterator[str]:
    """Yield what OSV says today of these versions; the only function that asks anything to anybody."""
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": held} for name, held in packages.items()]
    request = urllib.request.Request(
        OSV, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - https, written above
        results: list[dict[str, Any]] = json.loads(answer.read())["results"]
    for (name, held), found in zip(packages.items(), results, strict=True):
        for one in found.get("vulns", ()):
            yield f"{name} {held} : https://osv.dev/vulnerability/{one['id']}"


def main() -> None:
    packages = locked()
    told = [*recorded(packages), *asked(packages)]
    print("\n".join(told) or f"{len(packages)} paquets : aucun avis de sécurité.")
    sys.exit(bool(told))


if __name__ == "__main__":
    main()
