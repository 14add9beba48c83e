"""`expliquer`: what a code means, why, and what to do; without a code, all of them."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from generator.cli.command import OK
from generator.problems.codes import CODES
from generator.problems.faults import Fault

if TYPE_CHECKING:
    from generator.corpus.officiel import Officiel


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", help="un code ; sans code, la liste")


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    if arguments.code is None:
        for entry in CODES.values():
            print(f"{entry.code}  {entry.severity.value:14}  {entry.titre}")
        return OK
    found = CODES.get(arguments.code.upper())
    if found is None:
        from generator.corpus.suggestion import suggestion  # whoever knows the code does not wait for it

        read = arguments.code.upper()
        short = re.fullmatch("([A-Z]{3})[ -]*([0-9]{1,3})", read)
        whole = f"{short[1]}{short[2]:0>3}" if short else read
        near = next((f"Vouliez-vous dire « {code} » ?" for code in CODES if code == whole or code.startswith(read)), "")
        raise Fault(f"Code inconnu : {arguments.code[:20]}. {near or suggestion(read, CODES)}".strip())
    print(f"{found.code} ({found.severity.value}) : {found.titre}")
    print(f"Pourquoi : {found.cause}")
    print(f"Que faire : {found.remede}")
    return OK
