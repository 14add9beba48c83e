"""Which forge a repository is on: the one that is said (`forge:`), else the one that its host tells."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from generator.forges.forge import DepotDeCode, Forge
from generator.forges.forgejo import FORGEJO
from generator.forges.github import GITHUB
from generator.forges.gitlab import GITLAB
from generator.models.commun import Commun
from generator.models.site import NomDuSite

FORGES: Mapping[str, Forge] = {forge.genre: forge for forge in (GITHUB, GITLAB, FORGEJO)}


def forge_of_host(host: str) -> Forge | None:
    """Return the forge that is known to be at a host, None when nobody knows."""
    known = (forge for forge in FORGES.values() if host in forge.hotes or host.startswith(forge.prefixes))
    return next(known, None)


def depot_de(place: NomDuSite | Commun | None) -> DepotDeCode | None:
    """Return the repository that a territory or a shelf names; None without one, or on a forge that nobody named.

    No link then, rather than one that leads nowhere: the rules tell it (TER013).
    """
    if place is None or place.depot is None:
        return None
    forge = FORGES[place.forge] if place.forge else forge_of_host((urlsplit(place.depot).hostname or "").lower())
    return DepotDeCode(forge, address_of(place.depot), place.branche) if forge else None


def forge_de(place: NomDuSite) -> Forge:
    """Return the forge that files are written for; GitHub while no repository is named, since its files are here."""
    depot = depot_de(place)
    return depot.forge if depot else GITHUB


def address_of(depot: str) -> str:
    """Return the address of the page of a repository: without `/` nor `.git` at its end."""
    return depot.rstrip("/").removesuffix(".git")


def is_page(depot: str, forge: Forge) -> bool:
    """Tell whether this is the page of a repository: `https://hôte/qui/quoi`, and nothing after.

    Somebody's own forge may be in a folder of its host.
    """
    parts = urlsplit(depot)
    names = parts.path.strip("/").split("/")
    deeper = forge.sous_groupes or (parts.hostname or "").lower() not in forge.hotes
    right = len(names) == 2 or (len(names) > 2 and deeper)
    plain = not (parts.query or parts.fragment or parts.username) and "-" not in names
    return right and plain and all(name.strip(".") for name in names)
