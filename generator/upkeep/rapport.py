"""Tell how fresh the fiches are: text, Markdown, JSON, and the body of an acteur's issue."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import asdict

from generator.corpus.fraicheur import RAPPEL, BilanCampagne, Fermeture, Relecture, Releve, counts
from generator.corpus.francais import date_fr, pluriel
from generator.upkeep import sections
from generator.upkeep.sections import Ligne, Section, section

SANS_STRUCTURE = "aucune structure n'y est nommée"
"""Why a fiche falls to the coordination."""


Suites = tuple[tuple[str, str, datetime.date], ...]
"""(besoin, file, day) of each answer to look at again"""


def as_text(
    found: tuple[Releve, ...], today: datetime.date, suites: Suites = (), envois: BilanCampagne | None = None
) -> str:
    """Return the freshness for a terminal."""
    return sections.as_text(_summary(found, today, envois), _sections(found, suites))


def as_markdown(
    found: tuple[Releve, ...], today: datetime.date, suites: Suites = (), envois: BilanCampagne | None = None
) -> str:
    """Return the freshness for the summary of a forge."""
    return sections.as_markdown("Fraîcheur des fiches", _summary(found, today, envois), _sections(found, suites))


def as_json(
    found: tuple[Releve, ...], today: datetime.date, suites: Suites = (), envois: BilanCampagne | None = None
) -> str:
    """Return all that is known; dates are written AAAA-MM-JJ."""
    whole = {
        "date": today.isoformat(),
        "comptes": dict(counts(found)),
        "acteurs": [asdict(releve) for releve in found],
        "campagne": asdict(envois or BilanCampagne()),
        "reponses_a_verifier": [{"besoin": nom, "chemin": path, "le": day} for nom, path, day in suites],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str)


def say_reading(one: Relecture) -> str:
    """Return « jamais confirmée », « à confirmer depuis le … », « à confirmer avant le … »."""
    if one.etat == "jamais":
        return "jamais confirmée"
    return f"à confirmer {'depuis' if one.etat == 'depassee' else 'avant'} le {date_fr(one.le)}"


def split_readings(releve: Releve) -> tuple[tuple[Relecture, ...], tuple[Relecture, ...]]:
    """Return what waits for an acteur: (its own and what names it, what names nobody and falls to the coordination)."""
    waiting = releve.a_confirmer
    return tuple(one for one in waiting if one.lien != "confiee"), tuple(
        one for one in waiting if one.lien == "confiee"
    )


def _summary(found: tuple[Releve, ...], today: datetime.date, envois: BilanCampagne | None) -> Iterator[str]:
    total = counts(found)
    every = sum(total.values())
    waiting = every - total["a-jour"]
    closing = sum(len(releve.fermetures) for releve in found)
    yield (
        f"Au {date_fr(today)} : {pluriel(every, 'fiche suivie', 'fiches suivies')}, {waiting} à confirmer "
        f"(dont {total['jamais']} jamais confirmées par leur structure)."
    )
    if len(found) == 1:
        yield _say_links(found[0])
    yield f"{pluriel(closing, 'fiche ferme', 'fiches ferment')} bientôt." if closing else "Rien ne ferme bientôt."
    if envois and envois.envoyes:
        asked = pluriel(envois.envoyes, "structure interrogée", "structures interrogées")
        late = f"{envois.silencieux} sans réponse depuis {RAPPEL} jours"
        yield f"Campagne de confirmation : {asked}, {pluriel(envois.repondus, 'réponse')}, {late}."


def _say_links(releve: Releve) -> str:
    """Return why one acteur answers for so many fiches."""
    links = [one.lien for one in releve.relectures]
    parts = []
    if "sienne" in links:
        parts.append("la fiche de cette structure")
    if named := links.count("nommee"):
        parts.append(pluriel(named, "fiche qui la nomme", "fiches qui la nomment") + " (acteur ou porteur)")
    if alone := links.count("confiee"):
        parts.append(pluriel(alone, "fiche confiée", "fiches confiées") + f" à la coordination ({SANS_STRUCTURE})")
    return f"Ce sont : {', '.join(parts)}." if parts else "Aucune fiche n'est à suivre."


def _sections(found: tuple[Releve, ...], suites: Suites) -> Iterator[Section]:
    for releve in found:
        held, alone = split_readings(releve)
        lines = [_tell_reading(one) for one in held] + [_tell_closing(one) for one in releve.fermetures]
        name = f"{releve.nom} ({releve.acteur})"
        if lines:
            yield section(name, lines)
        if alone:
            yield section(f"{name}, pour la coordination : {SANS_STRUCTURE}", map(_tell_reading, alone))
    if suites:
        told = (Ligne(f"{nom} : à vérifier depuis le {date_fr(day)} ({path})") for nom, path, day in suites)
        yield section("Réponses à des besoins : tiennent-elles ?", told)


def _tell_reading(one: Relecture) -> Ligne:
    return Ligne(f"{one.nom} : {say_reading(one)} ({one.chemin})")


def _tell_closing(one: Fermeture) -> Ligne:
    return Ligne(f"{one.nom} : ferme après le {date_fr(one.le)} ({one.chemin})")
