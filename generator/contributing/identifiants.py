"""Rename a fiche, or remove it: every file that names it, in one plan, comments and layout kept."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.contributing.yaml_edit import edited, inline, written
from generator.corpus.corpus import Corpus
from generator.corpus.francais import pluriel
from generator.corpus.genres import FICHES
from generator.corpus.renvois import Mention, renvois
from generator.corpus.walking import Where
from generator.models.adresse import ADRESSES_PATH, AdressePubliee
from generator.problems import dotted
from generator.problems.faults import Fault
from generator.reading.adresses import adresses_csv

_HEAD = re.compile(rb"\A(\xef\xbb\xbf)?---\r?\n(.*?\n)---\r?\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PlanDeGeste:
    """Files to write (bytes) or to remove (None), by their path from the root, and what changes, in words."""

    fichiers: Mapping[str, bytes | None]
    dit: Sequence[str]


def rename_fiche(root: Path, corpus: Corpus, genre: str, ancien: str, nouveau: str) -> PlanDeGeste:
    """Return the plan that gives a fiche another id: its file, its former address, all that names it.

    `ancien` may be a former id already: then only what still names it changes.
    """
    old = corpus.path_of(genre, ancien)
    new = old.replace(f"/{ancien}.yml", f"/{nouveau}.yml")
    if ancien not in corpus.by_kind()[genre]:
        return _everywhere(root, corpus, genre, ancien, nouveau, corpus.path_of(genre, nouveau), PlanDeGeste({}, ()))
    files = {old: None, new: edited((root / old).read_bytes(), lambda tree: _remember(tree, ancien, nouveau))}
    if f"{genre}/{ancien}" in corpus.complements:
        local = f"{FICHES[genre].complements}/{ancien}.yml"
        files |= {local: None, f"{FICHES[genre].complements}/{nouveau}.yml": (root / local).read_bytes()}
    said = [f"{old} devient {new} ; l'ancienne adresse y mène"]
    return _everywhere(root, corpus, genre, ancien, nouveau, new, PlanDeGeste(files, said))


def remove_fiche(
    root: Path, corpus: Corpus, genre: str, identifiant: str, vers: str, today: datetime.date
) -> PlanDeGeste:
    """Return the plan that removes a fiche, from what names it too; with `vers`, this other one stands for it.

    Else its address is kept as withdrawn today: a page will say so.
    """
    path = corpus.path_of(genre, identifiant)
    files: dict[str, bytes | None] = {path: None}
    said = [f"{path} est supprimé" + ("" if vers else " ; sa page dira qu'elle est retirée")]
    local = f"{FICHES[genre].complements}/{identifiant}.yml"
    if f"{genre}/{identifiant}" in corpus.complements:
        files[local] = None
    if corpus.is_common(genre, identifiant):
        said.append(f"cette fiche est commune : pour ne plus la proposer ici seulement, « retirer: » dans {local}")
    if not vers:
        address = f"{FICHES[genre].adresse}{identifiant}/"
        code = was.code if (was := corpus.adresses.get(address)) else None
        rows = {**corpus.adresses, address: AdressePubliee(adresse=address, retiree_le=today, code=code)}
        files[ADRESSES_PATH] = adresses_csv(rows)
    kept = corpus.path_of(genre, vers) if vers else ""
    if vers:
        files[kept] = edited((root / kept).read_bytes(), lambda tree: _remember(tree, identifiant, vers))
        said.append(f"{kept} : son adresse répond aussi pour « {identifiant} »")
    return _everywhere(root, corpus, genre, identifiant, vers, kept, PlanDeGeste(files, said))


def _everywhere(
    root: Path, corpus: Corpus, genre: str, ancien: str, nouveau: str, stays: str, begun: PlanDeGeste
) -> PlanDeGeste:
    """Add to a plan what names the fiche: the other name in its place, or nothing when `nouveau` is ''.

    `stays`: the file of the fiche that has the other name.
    """
    files, said = dict(begun.fichiers), list(begun.dit)
    by_file: dict[str, list[Mention]] = defaultdict(list)
    for one in renvois(corpus, genre, ancien):
        by_file[corpus.origines[(one.genre, one.identifiant)].path].append(one)
    for path, places in by_file.items():
        here = stays if files.get(path, b"") is None else path
        if files.get(here, b"") is None:
            continue  # the fiche removed names itself nowhere that lasts
        data = files.get(here) or (root / path).read_bytes()
        # A fiche does not name itself: where the one that stays named the other, the line goes.
        files[here] = _changed(data, places, ancien, "" if here == stays else nouveau)
        verb = "changé" if nouveau else "retiré"
        said += [f"{here} : {dotted(one.where)}, {verb}" for one in places]
    link = re.compile(rf"\]\({genre}:{re.escape(ancien)}(?=[)#])".encode())
    for (kind, _), origin in corpus.origines.items():
        if kind not in ("chapitre", "outil"):
            continue
        data = files.get(origin.path) or (root / origin.path).read_bytes()
        count = len(link.findall(data))
        if count and nouveau:
            files[origin.path] = link.sub(f"]({genre}:{nouveau}".encode(), data)
            said.append(f"{origin.path} : {pluriel(count, 'lien changé', 'liens changés')}")
        elif count:
            whole = re.compile(rf"\[([^\]\n]*)\]\({genre}:{re.escape(ancien)}(?:#[^)\n]*)?\)".encode())
            files[origin.path] = whole.sub(rb"\1", data)
            plain = pluriel(count, "lien devenu simple texte", "liens devenus simple texte")
            said.append(f"{origin.path} : {plain}")
    return PlanDeGeste(files, said)


def _changed(data: bytes, places: Sequence[Mention], ancien: str, nouveau: str) -> bytes:
    """Return a YAML file, or a page of the guide (its head), with these places changed; the last one first."""

    def change(tree: Any) -> None:
        for one in sorted(places, key=_order, reverse=True):
            _replace(tree, one.where, one.ecrit[: -len(ancien)] + nouveau if nouveau else "")

    head = _HEAD.match(data)
    if head is None:
        return edited(data, change)
    return data[: head.start(2)] + edited(head[2], change) + data[head.end(2) :]


def _order(one: Mention) -> list[tuple[int, str]]:
    return [(part if isinstance(part, int) else -1, str(part)) for part in one.where]


def _replace(tree: Any, where: Where, text: str) -> None:
    """Write a text at a place; '' removes it, and a list that it leaves empty."""
    holders = [tree]
    for part in where[:-1]:
        holders.append(holders[-1][part])
    parent, key = holders[-1], where[-1]
    if text and not (isinstance(parent, list) and text in parent):
        parent[key] = written(text, like=parent[key])
        return
    del parent[key]
    if not parent and isinstance(parent, list):
        # An expected search that expects nothing any more goes with it.
        whole = where[0] in ("requetes", "reserve") and where[-2] == "attendu"
        del holders[-3 if whole else -2][where[-3 if whole else -2]]


def _remember(tree: Any, ancien: str, nouveau: str) -> None:
    """Add a former id to a fiche; it takes back its own when it is given it again."""
    former = [str(held) for held in tree.get("anciens_ids", ()) if held != nouveau]
    former += [ancien] if ancien not in former else []
    if "anciens_ids" in tree:
        tree["anciens_ids"] = inline(former)
    else:
        tree.insert(list(tree).index("statut") + 1, "anciens_ids", inline(former))


def kind_of_named(corpus: Corpus, identifiant: str, genre: str) -> str:
    """Return the kind of a fiche by its id; Fault when nothing, or more than one, has it."""
    kinds = [kind for kind, fiches in corpus.by_kind().items() if identifiant in fiches and genre in ("", kind)]
    if len(kinds) > 1:
        raise Fault(f"« {identifiant} » : plusieurs fiches ont ce nom. Ajouter --genre {' ou --genre '.join(kinds)}.")
    return kinds[0] if kinds else ""
