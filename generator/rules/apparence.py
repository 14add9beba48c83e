"""What the territory looks like: its colours can be read, its logo is there."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.francais import pluriel
from generator.corpus.locating import at
from generator.corpus.palette import ContrasteManquant, faults
from generator.corpus.walking import Where
from generator.problems import Problem

_SCHEMAS = {"clair": "l'écran clair", "sombre": "l'écran sombre"}


def check_colours(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Every text stands out from its ground (4.5), every edge too (3), light and dark; the worst is told."""
    groups: dict[tuple[str, str], list[ContrasteManquant]] = defaultdict(list)
    for fault in faults(corpus.territoire.couleurs):
        groups[(fault.champ, fault.schema)].append(fault)
    for (champ, schema), found in groups.items():
        worst = min(found, key=lambda fault: fault.lu / fault.voulu)
        where: Where = ("couleurs", *champ.split(".")) if champ else ("couleurs",)
        others = len({fault.usage for fault in found}) - 1
        more = f" ; et {pluriel(others, 'autre usage', 'autres usages')}" if others else ""
        message = (
            f"sur {_SCHEMAS[schema]}, {worst.usage} : {worst.couleur} sur {worst.fond} donne un contraste de "
            f"{_ratio(worst.lu)}, il faut {_ratio(worst.voulu)}{more}."
        )
        yield at(corpus, "TER005", "territoire", "territoire", where, message)


def _ratio(value: float) -> str:
    """Return `4,49`, cut and not rounded: 4.499 is not 4.5."""
    return f"{int(value * 100) / 100:.2f}".replace(".", ",")
