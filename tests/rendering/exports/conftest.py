"""The validators change settings of the whole process; the other tests must not see it."""

from __future__ import annotations

import csv

LIMITE = csv.field_size_limit()

import frictionless.formats.csv.parser  # noqa: E402, F401 - lifts the limit of a cell when it is first read

csv.field_size_limit(LIMITE)
