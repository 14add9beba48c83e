"""Issues that the site keeps up to date: which requests make the forge's list say what is wanted.

One issue per key, for ever: a hidden first line of its body names it. It is
written again when its text changes, closed when there is nothing left to say,
opened again when there is. Doing it twice asks for nothing the second time.

An issue is ours when the workflows' own account wrote it: anybody can copy the
hidden line, nobody else can be that account.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

AUTEUR = "github-actions[bot]"
"""The account of a workflow's token."""
MAX_CORPS = 60_000
"""Signs of a body; the forge refuses more than 65,536."""
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
    """One request to the forge's API, below /repos/<owner>/<name>."""

    methode: str
    chemin: str
    corps: Mapping[str, Any] = field(default_factory=dict)
    dit: str = ""
    """What it does, for the log."""


def plan(famille: str, voulus: Sequence[Billet], existants: Iterable[Mapping[str, Any]]) -> tuple[Requete, ...]:
    """Return the requests that lead from the issues that exist (as the API lists them) to those wanted."""
    ours = _ours(famille, existants)
    requests = [request for billet in voulus for request in _for_one(billet, ours.pop(billet.cle, []))]
    for key, issues in sorted(ours.items()):
        requests += [_close(issue, key) for issue in issues if issue.get("state") == "open"]
    return tuple(requests)


def reponse(numero: int, texte: str, commentaires: Iterable[Mapping[str, Any]]) -> tuple[Requete, ...]:
    """Return the request that makes our one comment of an issue say this; none when it does already."""
    body = f"<!-- offre:demande:reponse -->\n{texte[:MAX_CORPS]}"
    ours = [one for one in commentaires if _mark(one, "demande") == "reponse"]
    if not ours:
        return (Requete("POST", f"/issues/{numero}/comments", {"body": body}, "répondre"),)
    if _plain(ours[0].get("body")) == _plain(body):
        return ()
    return (Requete("PATCH", f"/issues/comments/{int(ours[0]['id'])}", {"body": body}, "refaire la réponse"),)


def _mark(written: Mapping[str, Any], famille: str) -> str:
    """Return the key of an issue or of a comment that is ours and of this family, else ''."""
    author = written.get("user") or {}
    first_line = str(written.get("body") or "").splitlines()[:1]
    mark = _MARQUE.fullmatch(first_line[0].strip()) if first_line else None
    written_by_us = author.get("login") == AUTEUR and author.get("type") == "Bot"
    return mark[2] if mark and mark[1] == famille and written_by_us else ""


def _ours(famille: str, existants: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Return key → our issues of this family, the oldest first; pull requests are listed as issues too."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for issue in sorted(existants, key=lambda issue: int(issue["number"])):
        key = _mark(issue, famille)
        if key and "pull_request" not in issue:
            found.setdefault(key, []).append(issue)
    return found


def _for_one(billet: Billet, issues: list[Mapping[str, Any]]) -> list[Requete]:
    titre = " ".join(billet.titre.split())[:MAX_TITRE]
    if not issues:
        body = {"title": titre, "body": billet.texte, "labels": [billet.famille]}
        return [Requete("POST", "/issues", body, f"ouvrir « {titre} »")]
    kept = next((issue for issue in issues if issue.get("state") == "open"), issues[-1])
    requests = []
    same = _plain(kept.get("body")) == _plain(billet.texte) and kept.get("title") == titre
    if not same or kept.get("state") != "open":
        body = {"title": titre, "body": billet.texte, "state": "open"}
        said = "mettre à jour" if kept.get("state") == "open" else "rouvrir"
        requests.append(Requete("PATCH", f"/issues/{int(kept['number'])}", body, f"{said} « {titre} »"))
    requests += [_close(one, billet.cle) for one in issues if one is not kept and one.get("state") == "open"]
    return requests


def _close(issue: Mapping[str, Any], key: str) -> Requete:
    body = {"state": "closed", "state_reason": "completed"}
    return Requete("PATCH", f"/issues/{int(issue['number'])}", body, f"fermer « {key} »")


def _plain(text: Any) -> str:
    """Return a body as it was sent: a forge may give back other line ends."""
    return str(text or "").replace("\r\n", "\n").strip()
