"""The forge's API, as little of it as the weekly issues and the answers need."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from generator.problems.faults import Fault
from generator.upkeep.billets import Requete

TIMEOUT = 30
"""Seconds for one answer."""
PAUSE = 1.0
"""Seconds between two requests that write: what the forge asks of programs."""
PAR_PAGE = 100
MAX_PAGES = 20
_DEPOT = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token elsewhere: it is an error instead."""

    def redirect_request(self, *arguments: Any) -> None:
        return None


def _open(request: urllib.request.Request) -> Any:
    return urllib.request.build_opener(_NoRedirect).open(request, timeout=TIMEOUT)


class Github:
    """One repository, with a token."""

    def __init__(
        self,
        depot: str,
        jeton: str,
        api: str = "https://api.github.com",
        ouvrir: Callable[[urllib.request.Request], Any] = _open,
        dormir: Callable[[float], None] = time.sleep,
    ) -> None:
        """`ouvrir` and `dormir` are replaced in the tests."""
        if not _DEPOT.fullmatch(depot):
            raise Fault("Le nom du dépôt est illisible : il s'écrit « organisation/nom ».")
        if urlsplit(api).scheme != "https":
            raise Fault("L'adresse de la forge doit commencer par https://.")
        self._root = f"{api.rstrip('/')}/repos/{depot}"
        self._token = jeton
        self._open = ouvrir
        self._sleep = dormir

    def list_all(self, chemin: str, **parametres: str) -> list[dict[str, Any]]:
        """Return every item of a list, page after page."""
        found: list[dict[str, Any]] = []
        for page in range(1, MAX_PAGES + 1):
            query = urlencode({**parametres, "per_page": PAR_PAGE, "page": page})
            items = self._ask("GET", f"{chemin}?{query}", None)
            if not isinstance(items, list):
                raise Fault("La forge a répondu autre chose qu'une liste.")
            found += items
            if len(items) < PAR_PAGE:
                return found
        raise Fault(f"La liste « {chemin} » dépasse {PAR_PAGE * MAX_PAGES} lignes.")

    def send(self, requetes: Iterable[Requete]) -> None:
        """Send requests that write, one after the other, unhurried."""
        for rank, requete in enumerate(requetes):
            if rank:
                self._sleep(PAUSE)
            self._ask(requete.methode, requete.chemin, requete.corps)

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - https only, checked at the start
            f"{self._root}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                "User-Agent": "offre-territoire",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        try:
            with self._open(request) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise Fault(f"La forge a refusé ({method} {path.partition('?')[0]}) : code {error.code}.") from None
        except (OSError, ValueError):
            raise Fault(f"La forge ne répond pas ({method} {path.partition('?')[0]}).") from None


def from_environment(environ: Mapping[str, str]) -> Github:
    """Return the repository of the running workflow; raise Fault when a variable is missing."""
    missing = [name for name in ("GITHUB_REPOSITORY", "GITHUB_TOKEN") if not environ.get(name)]
    if missing:
        raise Fault(f"Ceci se lance dans un flux de la forge : il manque {' et '.join(missing)}.")
    api = environ.get("GITHUB_API_URL") or "https://api.github.com"
    return Github(environ["GITHUB_REPOSITORY"], environ["GITHUB_TOKEN"], api)


def is_own_depot(depot: str | None, environ: Mapping[str, str]) -> bool:
    """Tell whether the running workflow is the one of data/territoire.yml, not of a copy of the repository."""
    server = environ.get("GITHUB_SERVER_URL") or "https://github.com"
    here = f"{server}/{environ.get('GITHUB_REPOSITORY', '')}"
    return bool(depot) and str(depot).rstrip("/").removesuffix(".git").casefold() == here.casefold()
