"""What is new, changed or closed, as Atom feeds (RFC 4287): all of it, by commune, by subject.

The days are those of the data, never of the clock. A fiche is new on the day when its first source was read,
changed on the day of its last reading or confirmation, closed the day after its last one. A besoin moves with
each step of its history. Ids are `tag:` (RFC 4151), of the day of the news: the same news keeps its id, and no
reader shows it twice.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from generator.corpus.etats import ARRETES
from generator.corpus.memoire import lots
from generator.models.base import Modele
from generator.models.besoin import Besoin
from generator.models.fiche import Fiche
from generator.models.statut import STATUTS
from generator.models.suivi_besoin import STATUTS_BESOIN
from generator.rendering.exports.enregistrement import DOSSIER, Enregistrement
from generator.rendering.page import OutputFile
from generator.rendering.site import Site

FLUX = f"{DOSSIER}atom/"
TOUT = f"{FLUX}tout.atom"
MAX = 40
"""News of a feed, the latest: what a reader asks for each day stays small."""
SUJETS = ("thematiques", "enjeux")
_ANNEE = 2026
"""Of the ids of the feeds themselves: the year when these addresses began."""
_UN_JOUR = datetime.timedelta(days=1)


class Depeche(NamedTuple):
    """One piece of news."""

    jour: datetime.date
    quoi: str
    """`nouveau`, `change`, `ferme`, or a status of a besoin"""
    genre: str
    id: str
    titre: str
    resume: str
    adresse: str
    communes: frozenset[str]
    valeur: Modele
    """What it is about: it holds its subjects"""


def atom_files(site: Site, records: Mapping[str, list[Enregistrement]]) -> Iterator[OutputFile]:
    """Yield the feed of everything, one by commune, one by thématique and by enjeu."""
    news = sorted(lots(_news, _news, chain.from_iterable(records.values())), key=attrgetter("genre", "id", "quoi"))
    news.sort(key=attrgetter("jour"), reverse=True)
    yield _feed(site, TOUT, f"Ce qui change : {site.territoire.site.nom}", news)
    for code, commune in site.corpus.communes.items():
        yield _feed(site, feed_of("communes", code), f"Ce qui change : {commune.nom}", _where(news, _in(code)))
    for nom in SUJETS:
        for term, word in site.corpus.referentiels[nom].termes.items():
            about = _where(news, _about(nom, term))
            yield _feed(site, feed_of(nom, term), f"Ce qui change : {word.libelle}", about)


def feeds_by_page(site: Site) -> Mapping[str, str]:
    """Return address of a page → address of the feed of what it is about; nothing when no feed is published."""
    if "atom" not in site.territoire.exports:
        return {}
    pages = {f"communes/{code}/": feed_of("communes", code) for code in site.corpus.communes}
    for nom, folder in (("thematiques", "offre/thematiques/"), ("enjeux", "besoins/enjeux/")):
        pages |= {f"{folder}{term}/": feed_of(nom, term) for term in site.corpus.referentiels[nom].termes}
    return pages | {"": TOUT}


def feed_of(part: str, key: str) -> str:
    """Return the address of the feed of a commune or of a subject."""
    return f"{FLUX}{part}/{key}.atom"


def _where(news: Iterable[Depeche], wanted: Callable[[Depeche], bool]) -> list[Depeche]:
    return [*islice(filter(wanted, news), MAX)]


def _in(code: str) -> Callable[[Depeche], bool]:
    return lambda one: code in one.communes


def _about(nom: str, term: str) -> Callable[[Depeche], bool]:
    return lambda one: term in getattr(one.valeur, nom, ())


def _news(records: Iterable[Enregistrement]) -> Iterator[Depeche]:
    for one in records:
        if isinstance(one.valeur, Fiche):
            yield from _of_fiche(one, one.valeur)
        elif isinstance(one.valeur, Besoin):
            yield from _of_besoin(one, one.valeur)


def _of_fiche(one: Enregistrement, fiche: Fiche) -> Iterator[Depeche]:
    read = [source.consulte_le for source in fiche.sources]
    if not read or one.entree is None:
        return
    first, last = min(read), max(read if fiche.verifie_le is None else [*read, fiche.verifie_le])

    def told(day: datetime.date, what: str, word: str) -> Depeche:
        return _depeche(one, day, what, f"{word} : {fiche.nom} ({one.genre})", fiche.resume)

    yield told(first, "nouveau", "Nouveau")
    end = fiche.dernier_jour
    statut = one.entree.statut
    if statut == "clos" and end is not None and fiche.statut not in ARRETES:
        yield told(end + _UN_JOUR, "ferme", "Fermé")
    elif statut in ARRETES:
        yield told(last, "ferme", STATUTS[statut])
    elif last > first:
        yield told(last, "change", "Relu ou changé")


def _of_besoin(one: Enregistrement, besoin: Besoin) -> Iterator[Depeche]:
    """Each step is a piece of news, on its day; a month or a year counts from its beginning."""
    for step in besoin.historique:
        day = datetime.date.fromisoformat(f"{step.date}-01-01"[:10] if len(step.date) < 10 else step.date)
        word = STATUTS_BESOIN[step.statut][0]
        yield _depeche(one, day, step.statut, f"Besoin, {word.lower()} : {besoin.libelle}", besoin.phrase)


def _depeche(one: Enregistrement, day: datetime.date, what: str, title: str, summary: str) -> Depeche:
    communes = one.entree.couverture if one.entree else frozenset(one.donnees["communes"])
    return Depeche(day, what, one.genre, one.id, title, summary, one.donnees["adresse"], communes, one.valeur)


def _feed(site: Site, path: str, title: str, news: list[Depeche]) -> OutputFile:
    root = site.territoire.site.url
    host = urlsplit(root).hostname
    author = site.corpus.acteurs[site.territoire.coordination].nom
    kept = news[:MAX]
    updated = kept[0].jour if kept else site.jour
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
        f"<id>tag:{host},{_ANNEE}:{escape(path)}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{escape(author)}</name></author>",
        f"<rights>{escape(site.territoire.licence_donnees)}</rights>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(root + path)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(root)}/>',
    ]
    for one in kept:
        lines += [
            "<entry>",
            f"<id>tag:{host},{one.jour.isoformat()}:{one.genre}/{one.id}/{one.quoi}</id>",
            f"<title>{escape(one.titre)}</title>",
            f"<published>{_moment(one.jour)}</published>",
            f"<updated>{_moment(one.jour)}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(one.adresse)}/>',
            f"<category term={quoteattr(one.quoi)}/>",
            f"<category term={quoteattr(one.genre)}/>",
            f"<summary>{escape(one.resume)}</summary>",
            "</entry>",
        ]
    return OutputFile(path, ("\n".join([*lines, "</feed>"]) + "\n").encode())


def _moment(day: datetime.date) -> str:
    """Return a day as Atom writes it: only the day is known."""
    return f"{day.isoformat()}T00:00:00Z"
