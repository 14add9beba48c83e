"""Tell the links: a text for the terminal, Markdown, JSON, and the one issue that people mend from."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from generator.corpus.francais import date_fr
from generator.upkeep import sections
from generator.upkeep.billets import Billet
from generator.upkeep.liens import Etat, LienSuivi
from generator.upkeep.sections import Ligne, Section, section

FAMILLE = "liens"
_TITRES: tuple[tuple[str, str], ...] = (
    ("mort", "Ne répondent plus"),
    ("refuse", "Ne peuvent pas être vérifiés"),
    ("a-regarder", "À regarder"),
    ("deplace", "Ont changé d'adresse"),
)
"""What people can mend, the most pressing first."""


@dataclass(frozen=True, slots=True)
class BilanDesLiens:
    """All the links of the contents, and what is known of each."""

    adresses: Mapping[str, tuple[str, ...]]
    connus: Mapping[str, LienSuivi]
    demandes: int
    """Links that were asked in this run"""
    today: datetime.date

    def of(self, what: str) -> list[tuple[str, LienSuivi]]:
        """Return the links in one state; `mort` is a failure that has lasted a week."""
        known = ((address, self.connus[address]) for address in self.adresses if address in self.connus)
        return [
            (address, one)
            for address, one in known
            if (one.mort if what == "mort" else one.etat == what and not (what == "echec" and one.mort))
        ]


def as_text(bilan: BilanDesLiens) -> str:
    """Return the links for a terminal."""
    return sections.as_text(_summary(bilan), _sections(bilan))


def as_markdown(bilan: BilanDesLiens) -> str:
    """Return the links for the summary of a forge."""
    return sections.as_markdown("Liens vers d'autres sites", _summary(bilan), _sections(bilan))


def as_json(bilan: BilanDesLiens) -> str:
    """Return all that is known."""
    rows = [
        {"adresse": address, "fichiers": paths, **({} if one is None else {**asdict(one), "mort": one.mort})}
        for address, paths in bilan.adresses.items()
        for one in (bilan.connus.get(address),)
    ]
    return json.dumps({"date": bilan.today.isoformat(), "liens": rows}, ensure_ascii=False, indent=1, default=str)


def billets_liens(bilan: BilanDesLiens) -> tuple[Billet, ...]:
    """Return the one issue of the links, none when there is nothing to mend."""
    found = tuple(_sections(bilan))
    if not found:
        return ()
    phrases = (
        "Bonjour,",
        "Ces liens, écrits dans les fiches, sont à reprendre. Rien n'est bloqué : une personne regarde, puis corrige.",
        "Pour chacun : ouvrir la page, chercher sa nouvelle adresse, l'écrire dans la fiche avec la date de lecture.",
    )
    return (Billet(FAMILLE, "liens", "Liens à reprendre", sections.as_markdown("", phrases, found)),)


def _summary(bilan: BilanDesLiens) -> Iterator[str]:
    counts: dict[Etat, int] = {etat: len(bilan.of(etat)) for etat in ("bon", "incertain", "echec")}
    left = sum(address not in bilan.connus for address in bilan.adresses)
    yield f"Au {date_fr(bilan.today)} : {len(bilan.adresses)} liens vers d'autres sites, {bilan.demandes} demandés."
    yield (
        f"Répondent : {counts['bon']}. Fermés aux programmes : {counts['incertain']}. "
        f"N'ont pas répondu cette fois, à revoir dans une semaine : {counts['echec']}."
        f"{f' Pas encore demandés : {left}.' if left else ''}"
    )


def _sections(bilan: BilanDesLiens) -> Iterator[Section]:
    for what, titre in _TITRES:
        found = bilan.of(what)
        if found:
            yield section(titre, [_tell(bilan, what, address, one) for address, one in found])


def _tell(bilan: BilanDesLiens, what: str, address: str, one: LienSuivi) -> Ligne:
    said = one.motif
    if what == "mort" and one.echec_depuis is not None:
        said = f"{one.motif}, depuis le {date_fr(one.echec_depuis)} au moins"
    if one.vers:
        said = f"{one.motif} : {one.vers}"
    return Ligne(f"{address} : {said}", tuple(f"dans {path}" for path in bilan.adresses[address][:5]))
