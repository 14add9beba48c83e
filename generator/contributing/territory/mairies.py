"""data/mairies.csv: made from the national list, and compared with what is there before anything is replaced."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.corpus.francais import date_partielle_fr
from generator.models.base import is_before
from generator.models.commune import Commune
from generator.models.mairie import COORDONNEES, Mairie
from generator.models.telephone import telephone_lu


@dataclass(frozen=True, slots=True)
class Rafraichissement:
    """The mairies to write, in the order of their codes, and what it changes, one French sentence each."""

    mairies: Mapping[str, Mairie]
    dit: tuple[str, ...]


def mairies_csv(mairies: Iterable[Mairie]) -> bytes:
    """Return data/mairies.csv, one line a mairie, telephones as people dial them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Mairie.model_fields)
    writer.writerows([_cell(mairie, name) for name in Mairie.model_fields] for mairie in mairies)
    return text.getvalue().encode()


def rafraichir(
    communes: Mapping[str, Commune], here: Mapping[str, Mairie], listed: Mapping[str, Mairie]
) -> Rafraichissement:
    """Compare what is `here` with what is `listed`.

    The list replaces what is here, but for a line whose date is later (somebody corrected it since), and for a
    mairie of which the list says nothing. Whatever is changed, kept or missing is told by the name of its commune.
    """
    made: dict[str, Mairie] = {}
    said = []
    for code, commune in sorted(communes.items()):
        old, new = here.get(code), listed.get(code)
        kept = old if new is None or (old and is_before(new.date, old.date)) else new
        if kept is not None:
            made[code] = kept
        said += [f"{commune.nom} : {told}" for told in _told(old, new)]
    said += [f"{code} : retirée, ce n'est pas une commune d'ici." for code in sorted(here.keys() - communes.keys())]
    return Rafraichissement(made, tuple(said))


def _told(old: Mairie | None, new: Mairie | None) -> Iterator[str]:
    if new is None:
        yield "gardée telle quelle, la liste n'en dit rien." if old else "la liste n'en dit rien."
    elif old is None:
        yield "ajoutée."
    elif is_before(new.date, old.date):
        source = f"{old.source}, {date_partielle_fr(old.date)}"
        yield f"gardée telle quelle, elle est plus récente que la liste ({source})."
    else:
        for name in COORDONNEES:
            if _cell(old, name) != _cell(new, name):
                yield f"{name} : {_shown(old, name)} → {_shown(new, name)}"


def _shown(mairie: Mairie, name: str) -> str:
    return f"« {_cell(mairie, name)} »" if _cell(mairie, name) else "rien"


def _cell(mairie: Mairie, name: str) -> str:
    value = getattr(mairie, name) or ""
    return telephone_lu(value) if value and name == "telephone" else value
