"""The public API « Recherche d'entreprises », asked politely: one question at a time, no key, nothing about people."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from generator.problems.faults import Fault
from generator.upkeep.identites import MAX, Candidat, QuestionIdentite, read_answer

API = "https://recherche-entreprises.api.gouv.fr/search"
TIMEOUT = 15
"""Seconds for one answer."""
PAUSE = 0.5
"""Seconds between two questions; the API allows seven a second."""
MAX_OCTETS = 2_000_000


def _open(request: urllib.request.Request) -> Any:
    return urllib.request.urlopen(request, timeout=TIMEOUT)  # noqa: S310 - API is https


class RechercheEntreprises:
    """Asks who has a name, or whether a SIREN is still open; what touches the world is replaced in the tests."""

    def __init__(
        self,
        agent: str,
        ouvrir: Callable[[urllib.request.Request], Any] = _open,
        dormir: Callable[[float], None] = time.sleep,
    ) -> None:
        """`agent` says who asks: the site's address."""
        self._agent = agent
        self._open = ouvrir
        self._sleep = dormir
        self._asked = False

    def demander(self, question: QuestionIdentite) -> tuple[Candidat, ...]:
        """Return who answers to a question; raise Fault when the API does not answer, or not as it says it does."""
        if self._asked:
            self._sleep(PAUSE)
        self._asked = True
        asked = {"q": question.cherche, "per_page": str(MAX + 1), "page": "1"}
        if question.commune:
            asked["code_commune"] = question.commune
        request = urllib.request.Request(f"{API}?{urlencode(asked)}", headers={"User-Agent": self._agent})  # noqa: S310
        try:
            with self._open(request) as answer:
                return read_answer(answer.read(MAX_OCTETS))
        except urllib.error.HTTPError as error:
            raise Fault(f"L'annuaire des entreprises a refusé : code {error.code}. Recommencer plus tard.") from None
        except (OSError, ValueError):
            raise Fault("L'annuaire des entreprises ne répond pas. Recommencer plus tard.") from None
