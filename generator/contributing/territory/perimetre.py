"""The perimeter of a territory: whole intercommunalités, communes added to them, communes left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.contributing.territory.chercher import MAX_PROPOSES, find, told, told_apart
from generator.corpus.francais import liste_fr, pluriel, slug
from generator.corpus.officiel import Officiel
from generator.problems.faults import Fault

MAX_COMMUNES = 1_500
"""Communes of one site: a région of 1,300 is proved to be built (benchmarks/RESULTATS-territoires.md)."""
MAX_NOMMES = 3
"""Intercommunalités said by name; beyond, they are counted."""
MAX_NOM = 60


@dataclass(frozen=True, slots=True)
class Perimetre:
    """As data/territoire.yml writes it; `dit`: how the words of the person were understood."""

    epci: tuple[str, ...]
    avec: tuple[str, ...] = ()
    sans: tuple[str, ...] = ()
    nom: str = ""
    """Of the département or the région that was asked for"""
    dit: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[tuple[str, ...], ...]:
        """Its three lists, as data/territoire.yml has them."""
        return self.epci, self.avec, self.sans


@dataclass(frozen=True, slots=True)
class DemandeDePerimetre:
    """What was written on the command line."""

    sirens: Sequence[str] = ()
    departements: Sequence[str] = ()
    regions: Sequence[str] = ()
    sans: Sequence[str] = ()
    avec: Sequence[str] = ()
    """Communes alone, of whatever intercommunalité"""


def perimeter_of(
    officiel: Officiel, demande: DemandeDePerimetre, command: str, here: Perimetre | None = None
) -> tuple[Perimetre, list[str]]:
    """Return the perimeter asked for, from `here` when there is one, and its communes; Fault when words are not clear.

    An intercommunalité belongs to the département, and to the région, that has the most of its communes.
    """
    epci, avec, sans = (dict.fromkeys(part) for part in ((here.epci, here.avec, here.sans) if here else ((), (), ())))
    noms, dit, beyond = [], [], set[str]()
    for said in demande.sirens:
        code = _one(officiel, said, command)
        dit += [] if re.sub(r"\s", "", said) == code else [f"« {said[:40]} » : {told(officiel, code)}, {code}."]
        (epci if code in officiel.epci else avec).setdefault(code)
        sans = {left: None for left in sans if officiel.epci_of(left) != code}
    for said_ones, names, of in (
        (demande.departements, {k: v[0] for k, v in officiel.departements.items()}, lambda code: code),
        (demande.regions, officiel.regions, officiel.region_of_departement),
    ):
        for said in said_ones:
            area = _area(said, names)
            noms.append(names[area])
            held = list(_held(officiel, area, of))
            epci |= dict.fromkeys(held)
            beyond |= {code for code in officiel.perimetre(held) if of(officiel.communes[code].departement) != area}
            avec |= dict.fromkeys(
                code
                for code, one in officiel.communes.items()
                if of(one.departement) == area and not officiel.epci_of(code)
            )
    for said in demande.avec:
        code = _commune(officiel, said)
        dit += [] if re.sub(r"\s", "", said) == code else [f"« {said[:40]} » : {told(officiel, code)}, {code}."]
        if officiel.epci_of(code) not in epci:
            avec.setdefault(code)
        sans.pop(code, None)
    for said in demande.sans:
        _leave_out(officiel, said, epci, avec, sans)
    for code in [code for code in sans if officiel.epci_of(code) not in epci]:
        del sans[code]
    others = sorted({officiel.communes[code].departement for code in beyond.difference(sans)})
    if others:
        dit.append(
            f"{pluriel(len(beyond.difference(sans)), 'commune')} d'un autre département ({', '.join(others)}), dans "
            f"ces intercommunalités. Pour retirer celles d'un département : --sans {others[0]}"
        )
    made = Perimetre(tuple(epci), tuple(avec), tuple(sans), liste_fr(noms), tuple(dit))
    codes = sorted(officiel.perimetre(made.epci, made.avec, made.sans))
    if not codes:
        raise Fault("Il ne reste aucune commune : écrire moins de choses après --sans.")
    if len(codes) > MAX_COMMUNES:
        raise Fault(
            f"{len(codes)} communes : un site en tient {MAX_COMMUNES}. Faire un site par département "
            "(--departement 35), ou choisir des intercommunalités (--siren, plusieurs fois)."
        )
    return made, codes


def _one(officiel: Officiel, said: str, command: str) -> str:
    """Return the SIREN, or the commune without intercommunalité, that somebody named."""
    found, itself = find(officiel, said)
    if itself and len(found) == 1:
        return found[0].code
    if found:
        why = "peut être" if itself else "n'est le nom d'aucune commune. Peut-être"
        raise Fault(
            f"« {said[:40]} » {why} :\n" + "\n".join(told_apart(found, command)) + "\nRecopier la bonne commande."
        )
    raise Fault(
        f"« {said[:40]} » n'est pas le SIREN d'une intercommunalité de la liste officielle livrée avec le "
        "programme. Vérifier les neuf chiffres, ou écrire le nom d'une commune, ou son code postal."
    )


def _commune(officiel: Officiel, said: str) -> str:
    """Return the code of the one commune that somebody named, by its name or its code."""
    found = [code for code, one in officiel.communes.items() if code == said.strip() or slug(one.nom) == slug(said)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{code} ({officiel.communes[code].departement})" for code in sorted(found)[:MAX_PROPOSES])
        raise Fault(f"« {said[:40]} » : plusieurs communes ont ce nom. Écrire un code Insee : {names}.")
    raise Fault(f"« {said[:40]} », après --avec, n'est pas une commune : écrire son nom, ou son code Insee.")


def _area(said: str, names: Mapping[str, str]) -> str:
    """Return the code of a département or a région written by its code or its name."""
    wanted = slug(said)
    found = [code for code, name in names.items() if wanted in (slug(code), slug(name))]
    if not found:
        known = ", ".join(f"{code} {name}" for code, name in sorted(names.items()))
        raise Fault(f"« {said[:40]} » n'est ni un code ni un nom de cette liste : {known}.")
    return found[0]


def _held(officiel: Officiel, area: str, of: Callable[[str], str]) -> Iterable[str]:
    for siren, (_, members) in officiel.epci.items():
        areas = Counter(of(officiel.communes[code].departement) for code in members if code in officiel.communes)
        if areas and areas.most_common(1)[0][0] == area:
            yield siren


def _leave_out(
    officiel: Officiel, said: str, epci: dict[str, None], avec: dict[str, None], sans: dict[str, None]
) -> None:
    """Take an intercommunalité, a commune or the communes of a département out of a perimeter."""
    wanted = slug(said)
    bare = re.sub(r"\s", "", said).upper()
    inside = officiel.perimetre(tuple(epci), tuple(avec), tuple(sans))
    whole = [siren for siren in epci if bare == siren or wanted == slug(officiel.epci[siren][0])]
    if whole:
        epci.pop(whole[0])
        return
    towns = [code for code in inside if code == bare or slug(officiel.communes[code].nom) == wanted]
    if len(towns) > 1:
        names = ", ".join(f"{code} ({officiel.communes[code].departement})" for code in sorted(towns))
        raise Fault(f"« {said[:40]} » : plusieurs communes d'ici ont ce nom. Écrire un code Insee : {names}.")
    towns = towns or [code for code in inside if officiel.communes[code].departement == bare]
    if not towns:
        raise Fault(f"« {said[:40]} », après --sans, n'est ni une intercommunalité, ni une commune d'ici.")
    for code in sorted(towns):
        if code in avec:
            avec.pop(code)
        else:
            sans.setdefault(code)
