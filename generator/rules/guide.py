"""The guide: sections in their order, links and inserts that exist, nothing of here in the text for all."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.francais import same_title
from generator.corpus.genres import FICHES
from generator.corpus.inserts import INSERTS
from generator.corpus.locating import at
from generator.models.guide import (
    NUMEROTEES,
    SECTION_ICI,
    SECTION_MODELE,
    SECTIONS_ATELIER,
    SECTIONS_CHAPITRE,
    Titre,
    numero,
)
from generator.problems import Problem, listed, suggestion

MOTS = (600, 1500)
"""Words of a chapter, at least and at most: 3 to 8 minutes of reading."""
MAX_SANS_ICI = 3
"""Chapters without anything of here that are told one by one."""
FICHES_ICI = (*FICHES, "besoin")
"""Kinds of pages that another territory does not have."""


def check_guide_sections(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A numbered chapter has its seven sections, an atelier its four, a modèle begins by saying how to use it.

    An atelier may end with what was done here.
    """
    without: list[str] = []
    for identifiant, chapitre in corpus.chapitres.items():
        if chapitre.partie not in NUMEROTEES:
            continue
        sections = _sections(corpus, "chapitre", identifiant)
        if same_title(SECTION_ICI) in (same_title(titre.texte) for titre in sections):
            yield from _in_order(corpus, "chapitre", identifiant, sections, SECTIONS_CHAPITRE)
        else:
            yield from _in_order(corpus, "chapitre", identifiant, sections, SECTIONS_CHAPITRE[:-1])
            without.append(identifiant)
    yield from _without_here(corpus, without)
    for identifiant, outil in corpus.outils.items():
        sections = _sections(corpus, "outil", identifiant)
        if outil.genre == "atelier":
            if sections and same_title(sections[-1].texte) == same_title(SECTION_ICI):
                sections.pop()
            yield from _in_order(corpus, "outil", identifiant, sections, SECTIONS_ATELIER)
        elif not sections or same_title(sections[0].texte) != same_title(SECTION_MODELE):
            line = sections[0].ligne if sections else 0
            message = f"un modèle commence par « ## {SECTION_MODELE} »."
            yield at(corpus, "GUI010", "outil", identifiant, line, message)


def _sections(corpus: Corpus, kind: str, identifiant: str) -> list[Titre]:
    return [titre for titre in corpus.corps[(kind, identifiant)].titres if titre.niveau == 2]


def _in_order(
    corpus: Corpus, kind: str, identifiant: str, found: list[Titre], due: tuple[str, ...]
) -> Iterator[Problem]:
    """Tell the first section that is not the one that is due at its place."""
    for rank, name in enumerate(due):
        here = found[rank] if rank < len(found) else None
        if here is None:
            yield at(corpus, "GUI010", kind, identifiant, 0, f"il manque la section « {name} ».")
            return
        if same_title(here.texte) != same_title(name):
            message = f"lu « {here.texte[:60]} », attendu « {name} »."
            yield at(corpus, "GUI010", kind, identifiant, here.ligne, message)
            return
    for extra in found[len(due) :]:
        message = f"« {extra.texte[:60]} » est de trop."
        hint = "En faire une partie « ### » d'une section."
        yield at(corpus, "GUI010", kind, identifiant, extra.ligne, message, hint)


def check_guide_names(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A numbered chapter is named after its part and its number, which no other has; two pages never share a title."""
    taken: dict[tuple[str, int], str] = {}
    for identifiant, chapitre in corpus.chapitres.items():
        number = numero(identifiant)
        if chapitre.partie in NUMEROTEES:
            if number is None or number[0] != chapitre.partie:
                message = f"le nom de ce fichier ne commence pas par « {chapitre.partie} » et un numéro."
                yield at(corpus, "GUI015", "chapitre", identifiant, 0, message)
            elif number in taken:
                message = f"le numéro « {number[0]}{number[1]} » est déjà celui de « {taken[number]} »."
                yield at(corpus, "GUI015", "chapitre", identifiant, 0, message)
            else:
                taken[number] = identifiant
    titles: dict[str, str] = {}
    for kind, pages in (("chapitre", corpus.chapitres), ("outil", corpus.outils)):
        for identifiant, page in pages.items():
            title = same_title(page.titre)
            if title in titles:
                message = f"« {page.titre} » est déjà le titre de la page « {titles[title]} »."
                yield at(corpus, "REF009", kind, identifiant, ("titre",), message)
            titles.setdefault(title, identifiant)


def check_inserts(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An insert has a known name, and the argument that this name wants."""
    for (kind, identifiant), corps in corpus.corps.items():
        for passage in corps.passages:
            if passage.tokens:
                continue
            name, argument = passage.insert, passage.argument
            allowed = INSERTS.get(name)
            if allowed is None:
                message = f"« [[{name[:60]}]] » n'est pas une page vivante."
                code, hint = "GUI011", suggestion(name, INSERTS)
            elif not argument and allowed:
                message = f"« [[{name}]] » demande un mot de plus : {', '.join(allowed)}."
                code, hint = "GUI012", f"Écrire par exemple [[{name} {allowed[0]}]]."
            elif argument and argument not in allowed:
                message = f"« {argument[:60]} » ne va pas avec « {name} »."
                wanted = f"Mots possibles : {', '.join(allowed)}." if allowed else f"Écrire [[{name}]] seul."
                code, hint = "GUI012", suggestion(argument, allowed) or wanted
            else:
                continue
            yield at(corpus, code, kind, identifiant, passage.ligne, message, hint)


def check_guide_links(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A link names a page that exists; a fiche of here is named in a passage of here only."""
    pages = {**corpus.by_kind(), "chapitre": corpus.chapitres, "outil": corpus.outils, "besoin": corpus.besoins}
    for (kind, identifiant), corps in corpus.corps.items():
        for renvoi in corps.renvois:
            known = pages[renvoi.genre]
            if renvoi.cible not in known:
                message = f"« {renvoi.genre}:{renvoi.cible[:80]} » ne mène à rien."
                hint = suggestion(renvoi.cible, known)
                yield at(corpus, "GUI013", kind, identifiant, renvoi.ligne, message, hint)
            elif renvoi.genre in FICHES_ICI and not renvoi.local:
                message = f"« {renvoi.genre}:{renvoi.cible} » est une fiche d'ici."
                yield at(corpus, "GUI014", kind, identifiant, renvoi.ligne, message)


def _without_here(corpus: Corpus, chapters: list[str]) -> Iterator[Problem]:
    """Tell the chapters that show nothing of here; a territory that begins has none: one line, not a wall."""
    if len(chapters) > MAX_SANS_ICI:
        message = f"{len(chapters)} chapitres n'ont pas encore de section « {SECTION_ICI} » : {listed(chapters)}."
        hint = "Rien ne presse : en ajouter une, « ## Exemple d'ici », là où il y a quelque chose à raconter."
        yield at(corpus, "GUI018", "chapitre", chapters[0], 0, message, hint)
        return
    for identifiant in chapters:
        yield at(corpus, "GUI018", "chapitre", identifiant, 0, f"pas de section « {SECTION_ICI} ».")


def check_chapter_length(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A chapter has 600 to 1,500 words; the annexes are as long as their lists."""
    least, most = MOTS
    for identifiant, chapitre in corpus.chapitres.items():
        words = corpus.corps[("chapitre", identifiant)].mots
        if chapitre.partie != "annexes" and not least <= words <= most:
            message = f"{words} mots, il en faut {least} à {most}."
            yield at(corpus, "GUI016", "chapitre", identifiant, 0, message)


def check_unused_outils(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An outil is named by a chapter: in its head or in its text."""
    used: dict[str, set[str]] = defaultdict(set)
    for identifiant, chapitre in corpus.chapitres.items():
        used[identifiant].update(chapitre.outils)
        renvois = corpus.corps[("chapitre", identifiant)].renvois
        used[identifiant].update(renvoi.cible for renvoi in renvois if renvoi.genre == "outil")
    known = set().union(*used.values())
    for identifiant, outil in corpus.outils.items():
        if identifiant not in known:
            yield at(
                corpus, "GUI017", "outil", identifiant, ("titre",), f"« {outil.titre} » n'est dans aucun chapitre."
            )
