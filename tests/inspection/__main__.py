"""`python -m tests.inspection DOSSIER`: inspect a built site; exit 1 on any fault, 2 when it cannot be done.

With `--contenus`: only what contents may break, one page per template.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.inspection.inspecter import STRUCTURE, VNU, Rapport, inspect
from tests.navigateur import BrowserMissing

CONTENUS = "--contenus"
SHOWN = 30
"""How many faults of one checker are shown."""


def report(rapport: Rapport) -> str:
    """Return the report, for a person."""
    visited = ", ".join(gabarit.nom for gabarit in rapport.gabarits)
    lines = [f"{rapport.pages} pages, {len(rapport.gabarits)} gabarits visités : {visited}."]
    if rapport.absents:
        lines.append(f"Aucune page de ce site pour : {', '.join(rapport.absents)}.")
    lines.append("")
    for name, faults in rapport.fautes.items():
        whole = name == STRUCTURE or (name == VNU and not rapport.contenus)
        over = "toutes les pages" if whole else "une page par gabarit"
        seconds = rapport.secondes.get(name, 0.0)
        count = f"{len(faults)} faute{'s' if len(faults) > 1 else ''}" if faults else "0 faute"
        lines.append(f"  {name:<20} {count:<12} ({over}, {seconds:.0f} s)")
        lines += [f"      {fault}" for fault in faults[:SHOWN]]
        lines += [f"      … et {len(faults) - SHOWN} autres"] if len(faults) > SHOWN else []
    lines += ["", *rapport.avis]
    lines.append("Aucune faute." if not rapport.nombre else f"Fautes : {rapport.nombre}.")
    return "\n".join(lines)


def main(argv: list[str]) -> int:
    """Inspect the folder named, print the report."""
    if not argv or argv[1:] not in ([], [CONTENUS]) or not Path(argv[0], "index.html").is_file():
        print("Écrire : python -m tests.inspection DOSSIER (le dossier d'un site construit).", file=sys.stderr)
        return 2
    try:
        rapport = inspect(Path(argv[0]), contenus=argv[1:] == [CONTENUS])
    except BrowserMissing as absent:
        print(absent, file=sys.stderr)
        return 2
    print(report(rapport))
    return 1 if rapport.nombre else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
