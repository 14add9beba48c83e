"""Issues that the site keeps up to date: which requests make the forge's list say what is wanted.

One issue per key, for ever: a hidden first line of its body names it. It is
written again when its text changes, closed when there is nothing left to say,
opened again when there is. Doing it twice asks for nothing the second time.

An issue is ours when it has the hidden line, and when the account whose token
we hold wrote it: anybody can copy the line, nobody else can be that account.
Which account that is, the forge says (`network/forge.py`); no name is expected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.forges.forge import Api

MAX_CORPS = 60_000
"""Signs of a body; GitHub and Forgejo refuse more than 65,536."""
MAX_TITRE = 200
_MARQUE = re.compile(r"<!-- offre:([a-z]+):([a-z0-9-]+) -->")


@dataclass(frozen=True, slots=True)
class Billet:
    """One issue that should be open."""

    famille: str
    """`fraicheur` or `liens`: its label too"""
    cle: str
    """What it is about: an acteur's id"""
    titre: str
    corps: str
    """Markdown, every value in it escaped"""

    @property
    def texte(self) -> str:
        """Return the whole body, its hidden line first."""
        return f"<!-- offre:{self.famille}:{self.cle} -->\n{self.corps[:MAX_CORPS]}"


@dataclass(frozen=True, slots=True)
class Requete:
    """One request to the forge's API, below the path of the repository."""

    methode: str
    chemin: str
    corps: Mapping[str, Any] = field(default_factory=dict)
    dit: str = ""
    """What it does, for the log."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of one forge, in the words of its API, in the name of one account."""

    api: Api
    compte: str

    def billets(
        self, famille: str, voulus: Sequence[Billet], existants: Iterable[Mapping[str, Any]]
    ) -> tuple[Requete, ...]:
        """Return the requests that lead from the issues that exist (as the API lists them) to those wanted."""
        ours = self._ours(famille, existants)
        requests = [request for billet in voulus for request in self._for_one(billet, ours.pop(billet.cle, []))]
        for key, issues in sorted(ours.items()):
            requests += [self._close(issue, key) for issue in issues if _is_open(issue)]
        return tuple(requests)

    def reponse(self, numero: int, texte: str, commentaires: Iterable[Mapping[str, Any]]) -> tuple[Requete, ...]:
        """Return the request that makes our one comment of an issue say this; none when it does already."""
        body = f"<!-- offre:demande:reponse -->\n{texte[:MAX_CORPS]}"
        ours = [one for one in commentaires if self._mark(one, "demande", "body") == "reponse"]
        if not ours:
            return (Requete("POST", self.api.reponses.format(numero=numero), {"body": body}, "répondre"),)
        if _plain(ours[0].get("body")) == _plain(body):
            return ()
        where = self.api.reponse.format(numero=numero, id=int(ours[0]["id"]))
        return (Requete(self.api.changer, where, {"body": body}, "refaire la réponse"),)

    def _mark(self, written: Mapping[str, Any], famille: str, texte: str) -> str:
        """Return the key of an issue or of a comment that is ours and of this family, else ''."""
        author = written.get(self.api.auteur[0]) or {}
        first_line = str(written.get(texte) or "").splitlines()[:1]
        mark = _MARQUE.fullmatch(first_line[0].strip()) if first_line else None
        robot = not self.compte.endswith("[bot]") or author.get("type") == "Bot"
        written_by_us = bool(self.compte) and author.get(self.api.auteur[1]) == self.compte and robot
        return mark[2] if mark and mark[1] == famille and written_by_us else ""

    def _ours(self, famille: str, existants: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
        """Return key → our issues of this family, the oldest first; pull requests may be listed as issues too."""
        found: dict[str, list[Mapping[str, Any]]] = {}
        for issue in sorted(existants, key=lambda issue: int(issue[self.api.numero])):
            key = self._mark(issue, famille, self.api.texte)
            if key and not issue.get("pull_request"):
                found.setdefault(key, []).append(issue)
        return found

    def _for_one(self, billet: Billet, issues: list[Mapping[str, Any]]) -> list[Requete]:
        titre = " ".join(billet.titre.split())[:MAX_TITRE]
        said = {"title": titre, self.api.texte: billet.texte}
        if not issues:
            labels = {"labels": self.api.etiquettes(billet.famille)} if self.api.etiquettes else {}
            return [Requete("POST", "/issues", {**said, **labels}, f"ouvrir « {titre} »")]
        kept = next((issue for issue in issues if _is_open(issue)), issues[-1])
        requests = []
        same = _plain(kept.get(self.api.texte)) == _plain(billet.texte) and kept.get("title") == titre
        if not same or not _is_open(kept):
            body = said if _is_open(kept) else {**said, **self.api.ouvrir}
            told = "mettre à jour" if _is_open(kept) else "rouvrir"
            requests.append(Requete(self.api.changer, self._path(kept), body, f"{told} « {titre} »"))
        requests += [self._close(one, billet.cle) for one in issues if one is not kept and _is_open(one)]
        return requests

    def _close(self, issue: Mapping[str, Any], key: str) -> Requete:
        return Requete(self.api.changer, self._path(issue), self.api.fermer, f"fermer « {key} »")

    def _path(self, issue: Mapping[str, Any]) -> str:
        return f"/issues/{int(issue[self.api.numero])}"


def _is_open(issue: Mapping[str, Any]) -> bool:
    return issue.get("state") in ("open", "opened")


def _plain(text: Any) -> str:
    """Return a body as it was sent: a forge may give back other line ends."""
    return str(text or "").replace("\r\n", "\n").strip()
