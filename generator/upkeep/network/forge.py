"""The forge's API, as little of it as the weekly issues and the answers need; its words are in `forges/`."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from generator.forges.forge import DepotDeCode, Forge
from generator.problems.faults import Fault
from generator.upkeep.billets import Requete

TIMEOUT = 30
"""Seconds for one answer."""
PAUSE = 1.0
"""Seconds between two requests that write: what the forge asks of programs."""
MAX_PAGES = 40
_NOM = re.compile(r"[A-Za-z0-9._-]+")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token elsewhere: it is an error instead."""

    def redirect_request(self, *arguments: Any) -> None:
        return None


def _open(request: urllib.request.Request) -> Any:
    return urllib.request.build_opener(_NoRedirect).open(request, timeout=TIMEOUT)


class ClientDeForge:
    """One repository, with a token."""

    def __init__(
        self,
        forge: Forge,
        depot: str,
        jeton: str,
        adresse: str,
        ouvrir: Callable[[urllib.request.Request], Any] = _open,
        dormir: Callable[[float], None] = time.sleep,
    ) -> None:
        """`adresse` is that of the API; `ouvrir` and `dormir` are replaced in the tests."""
        names = depot.split("/")
        right = len(names) == 2 or (forge.sous_groupes and len(names) > 2)
        if not right or not all(_NOM.fullmatch(name) and name.strip(".") for name in names):
            raise Fault("Le nom du dépôt est illisible : il s'écrit « organisation/nom ».")
        if urlsplit(adresse).scheme != "https":
            raise Fault("L'adresse de la forge doit commencer par https://.")
        self.api = forge.api
        self._server = adresse.rstrip("/")
        self._root = self.api.racine.format(depot=quote(depot, safe="" if forge.sous_groupes else "/"))
        self._headers = {name: value.format(jeton=jeton) for name, value in self.api.entetes.items()}
        self._open = ouvrir
        self._sleep = dormir

    @property
    def compte(self) -> str:
        """Return the account whose token this is: the forge says it, or it is that of every automatic token."""
        try:
            told = self._ask("GET", "/user", None)
        except Fault:
            told = None
        name = told.get(self.api.auteur[1]) if isinstance(told, dict) else None
        if not isinstance(name, str) or not name:
            name = self.api.compte
        if not name:
            raise Fault(
                "La forge ne dit pas à quel compte est ce jeton : rien n'est écrit, pour ne rien écrire deux fois."
            )
        return name

    def list_all(self, chemin: str, **parametres: str) -> list[dict[str, Any]]:
        """Return every item of a list, page after page."""
        found: list[dict[str, Any]] = []
        word, size = self.api.par_page
        for page in range(1, MAX_PAGES + 1):
            query = urlencode({**parametres, word: size, "page": page})
            items = self._ask("GET", f"{self._root}{chemin}?{query}", None)
            if not isinstance(items, list):
                raise Fault("La forge a répondu autre chose qu'une liste.")
            if items == found[-size:] and found:  # a list that has no pages is given whole each time
                return found
            found += items
            if len(items) != size:
                return found
        raise Fault(f"La liste « {chemin} » dépasse {size * MAX_PAGES} lignes.")

    def send(self, requetes: Iterable[Requete]) -> None:
        """Send requests that write, one after the other, unhurried."""
        for rank, requete in enumerate(requetes):
            if rank:
                self._sleep(PAUSE)
            self._ask(requete.methode, f"{self._root}{requete.chemin}", requete.corps)

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - https only, checked at the start
            f"{self._server}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "User-Agent": "offre-territoire", **self._headers},
        )
        said = f"{method} {path.removeprefix(self._root).partition('?')[0]}"
        try:
            with self._open(request) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise Fault(f"La forge a refusé ({said}) : code {error.code}.") from None
        except (OSError, ValueError):
            raise Fault(f"La forge ne répond pas ({said}).") from None


def from_environment(forge: Forge, environ: Mapping[str, str]) -> ClientDeForge:
    """Return the repository of the running workflow; raise Fault when a variable is missing."""
    api = forge.api
    missing = [name for name in (api.depot, api.jeton, api.adresse) if not environ.get(name)]
    if missing:
        raise Fault(f"Ceci se lance dans un flux de la forge : il manque {' et '.join(missing)}.")
    return ClientDeForge(forge, environ[api.depot], environ[api.jeton], environ[api.adresse])


def is_own_depot(depot: DepotDeCode | None, environ: Mapping[str, str]) -> bool:
    """Tell whether the running workflow is the one of data/territoire.yml, not of a copy of the repository."""
    if depot is None:
        return False
    here = f"{environ.get(depot.forge.api.serveur, '')}/{environ.get(depot.forge.api.depot, '')}"
    return depot.adresse.casefold() == here.casefold()
