"""What an answer says about a link, and what is remembered from one week to the next.

A link is told dead after two failures at least a week apart: sites have bad
days. A door that is closed to programs (401, 403, 429…) says nothing about
people: it is « incertain », never told as dead. The memory is one JSON file.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from generator.upkeep.adresses import host

Etat = Literal["bon", "deplace", "a-regarder", "incertain", "echec", "refuse"]
"""`deplace`: answers at another address, for good. `a-regarder`: ends on a home page.
`refuse`: an address that is not asked (private network, other port)."""

ATTENTE = 7
"""Days between the first failure and the one that makes it told."""
REPOS = 6
"""Days during which a link that answered is left alone: a weekly run asks each link once."""
PERMANENTS = (301, 308)
FERMES = (401, 402, 403, 405, 406, 407, 418, 429, 451, 503, 999)
"""Answers that many sites keep for programs; 503 and 999 are what anti-robot shields say."""
HOME_PATHS = ("", "/", "/fr", "/fr/", "/index.html", "/index.php", "/home", "/home/", "/accueil", "/accueil/")


@dataclass(frozen=True, slots=True)
class ReponseDuServeur:
    """What asking one link gave, redirects followed."""

    code: int = 0
    """Status of the last answer; 0: none came"""
    vers: str = ""
    """Last address, when it is not the one asked"""
    permanent: bool = False
    """Whether every redirect on the way was permanent"""
    defaut: str = ""
    """Why no answer came: one French word or two"""
    refus: str = ""
    """Why it was not asked"""


@dataclass(frozen=True, slots=True)
class LienSuivi:
    """What is remembered of one link."""

    etat: Etat
    le: datetime.date
    """Last time it was asked"""
    code: int = 0
    vers: str = ""
    motif: str = ""
    echec_depuis: datetime.date | None = None
    """First of the failures in a row"""

    @property
    def mort(self) -> bool:
        """Whether it failed twice at least a week apart, and still does."""
        return self.etat == "echec" and self.echec_depuis is not None and (self.le - self.echec_depuis).days >= ATTENTE


def judge(adresse: str, reponse: ReponseDuServeur) -> tuple[Etat, str]:
    """Return (state, why) for an answer."""
    if reponse.refus:
        return "refuse", reponse.refus
    if reponse.defaut:
        return "echec", reponse.defaut
    if reponse.code in FERMES:
        return "incertain", f"réponse {reponse.code}"
    if not 200 <= reponse.code < 300:
        return "echec", f"réponse {reponse.code}"
    if not reponse.vers:
        return "bon", ""
    if _is_home(reponse.vers) and not _is_home(adresse):
        return "a-regarder", "mène à une page d'accueil"
    return ("deplace", "a changé d'adresse") if reponse.permanent else ("bon", "")


def _is_home(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in HOME_PATHS and not parts.query


def remember(adresse: str, reponse: ReponseDuServeur, avant: LienSuivi | None, today: datetime.date) -> LienSuivi:
    """Return what to remember after an answer; a success forgets the failures."""
    etat, motif = judge(adresse, reponse)
    vers = reponse.vers if etat in ("deplace", "a-regarder") else ""
    since = None
    if etat == "echec":
        since = avant.echec_depuis if avant is not None and avant.echec_depuis is not None else today
    elif etat == "incertain" and avant is not None:
        since = avant.echec_depuis  # says nothing: neither a failure, nor a success
    return LienSuivi(etat, today, reponse.code, vers, motif, since)


def a_demander(adresses: Iterable[str], connus: Mapping[str, LienSuivi], today: datetime.date) -> tuple[str, ...]:
    """Return the links to ask today, hosts taken in turn so that nobody is asked twice in a row."""
    due = [address for address in adresses if _is_due(connus.get(address), today)]
    by_host: dict[str, list[str]] = {}
    for address in due:
        by_host.setdefault(host(address), []).append(address)
    queues = list(by_host.values())
    turns: list[str] = []
    for rank in range(max(map(len, queues), default=0)):
        turns += [queue[rank] for queue in queues if rank < len(queue)]
    return tuple(turns)


def _is_due(known: LienSuivi | None, today: datetime.date) -> bool:
    if known is None:
        return True
    age = (today - known.le).days
    return age >= REPOS if known.etat in ("bon", "deplace", "a-regarder", "refuse") else age >= 1


def read_memory(text: str) -> dict[str, LienSuivi]:
    """Read the memory; one that cannot be read is forgotten: it is only a memory."""
    try:
        whole = json.loads(text)
        return {
            str(address): LienSuivi(
                etat=held["etat"],
                le=datetime.date.fromisoformat(held["le"]),
                code=int(held["code"]),
                vers=str(held["vers"]),
                motif=str(held["motif"]),
                echec_depuis=datetime.date.fromisoformat(held["echec_depuis"]) if held["echec_depuis"] else None,
            )
            for address, held in whole["liens"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return {}


def write_memory(connus: Mapping[str, LienSuivi], adresses: Iterable[str]) -> str:
    """Return the memory of the links that the contents still name."""
    kept = {address: connus[address] for address in sorted(adresses) if address in connus}
    whole = {"version": 1, "liens": {address: asdict(one) for address, one in kept.items()}}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str) + "\n"


def forget_future(connus: Mapping[str, LienSuivi], today: datetime.date) -> dict[str, LienSuivi]:
    """Return the memory without what it says of the future: `--date` went back, or a clock was wrong."""
    return {
        address: replace(one, echec_depuis=None) if one.echec_depuis and one.echec_depuis > one.le else one
        for address, one in connus.items()
        if one.le <= today
    }
