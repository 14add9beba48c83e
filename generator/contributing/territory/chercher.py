"""The intercommunalité that somebody names: by a SIREN, a SIRET, a postal or Insee code, its name, a commune's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from generator.corpus.francais import pluriel, slug
from generator.corpus.officiel import Officiel

MAX_PROPOSES = 12
_SAINT = re.compile(r"^(st|ste)(?=-)|(?<=-)(st|ste)(?=-)")


@dataclass(frozen=True, slots=True)
class Trouve:
    """What a word may stand for; `code` is a SIREN, or the Insee code of a commune without intercommunalité."""

    code: str
    ligne: str


def find(officiel: Officiel, said: str) -> tuple[tuple[Trouve, ...], bool]:
    """Return what `said` may stand for, one entry an intercommunalité, and whether these are the words themselves.

    False: only alike, or the number of something else; nobody but the person can tell.
    """
    digits = re.sub(r"[\s.]", "", said).upper()
    if re.fullmatch(r"[0-9]{14}|[0-9]{9}", digits):
        return (_one(officiel, (digits[:9],)) if digits[:9] in officiel.epci else ()), True
    if re.fullmatch(r"[0-9][0-9AB][0-9]{3}", digits):
        towns = [code for code, one in officiel.communes.items() if digits == code or digits in one.codes_postaux]
        return _of_communes(officiel, [*towns, *officiel.anciens_codes.get(digits, ())]), True
    words = slug(_SAINT.sub(lambda found: {"st": "saint", "ste": "sainte"}[found[0]], slug(said)))
    if not words:
        return (), True
    named = [siren for siren, (name, _) in officiel.epci.items() if f"-{words}-" in f"-{slug(name)}-"]
    names = _names(officiel)
    found = {one.code: one for one in (*_one(officiel, named), *_of_communes(officiel, names.get(words, ())))}
    if found:
        return tuple(sorted(found.values(), key=lambda one: slug(one.ligne))), True
    alike = get_close_matches(words, names, MAX_PROPOSES, 0.8)
    begun = [name for name in names if name.startswith(f"{words}-")]
    return _of_communes(officiel, [code for name in (begun or alike) for code in names[name]]), False


def _names(officiel: Officiel) -> dict[str, list[str]]:
    """Return name → the communes that have it, and those that a commune so named has joined."""
    names: dict[str, list[str]] = {}
    for code, commune in officiel.communes.items():
        for name in dict.fromkeys(map(slug, (commune.nom, *officiel.anciennes.get(code, ())))):
            names.setdefault(name, []).append(code)
    return names


def _one(officiel: Officiel, sirens: Iterable[str]) -> tuple[Trouve, ...]:
    return tuple(Trouve(siren, told(officiel, siren)) for siren in sirens)


def _of_communes(officiel: Officiel, codes: Iterable[str]) -> tuple[Trouve, ...]:
    """Return the intercommunalité of each commune, with the commune and its département; the commune when none."""
    found: dict[str, Trouve] = {}
    for code in codes:
        siren = officiel.epci_of(code)
        whole = told(officiel, siren) if siren else "sans intercommunalité"
        found.setdefault(siren or code, Trouve(siren or code, f"{_place(officiel, code)} : {whole}"))
    return tuple(sorted(found.values(), key=lambda one: slug(one.ligne)))


def _place(officiel: Officiel, code: str) -> str:
    commune = officiel.communes[code]
    departement = officiel.departements.get(commune.departement, (commune.departement, ""))[0]
    return f"{commune.nom} ({departement}, {commune.departement})"


def told(officiel: Officiel, code: str) -> str:
    """Return « CC de Brocéliande (8 communes) », or the commune and its département."""
    if code not in officiel.epci:
        return _place(officiel, code)
    name, members = officiel.epci[code]
    return f"{name} ({pluriel(len(members), 'commune')})"


def told_apart(found: Iterable[Trouve], command: str) -> Iterator[str]:
    """Yield each choice and the very command that takes it."""
    choices = list(found)
    for one in choices[:MAX_PROPOSES]:
        yield f"  {one.ligne}\n    python3 lancer.py offre territoire {command} --siren {one.code}"
    if len(choices) > MAX_PROPOSES:
        yield f"  … et {len(choices) - MAX_PROPOSES} de plus : écrire un nom plus précis, ou un code postal."
