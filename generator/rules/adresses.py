"""Web addresses: they say where they lead, and to whom."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from urllib.parse import urlsplit

from generator.corpus.corpus import Corpus
from generator.corpus.locating import at
from generator.corpus.memoire import unchanged
from generator.corpus.walking import Where, every_text
from generator.problems import Problem
from generator.rules.texts import FichierLu, files_read

# fmt: off
RACCOURCIS = frozenset((
    "bit.ly", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "v.gd", "cutt.ly", "buff.ly", "rb.gy", "shorturl.at",
    "tiny.cc", "urlz.fr", "lc.cx", "urlr.me", "huit.re", "s.42l.fr", "frama.link", "lstu.fr", "lnkd.in", "fb.me",
    "rebrand.ly", "short.io", "bl.ink", "t.ly", "u.to", "x.gd", "dub.sh", "urls.fr", "vu.fr",
))
# fmt: on
"""Hosts whose addresses hide where they lead, and may lead elsewhere tomorrow."""
_CYRILLIQUES = "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
_SOSIES = str.maketrans("0135" + _CYRILLIQUES, "oiesaeopcyxijs")
"""Digits and Cyrillic letters → the Latin ones that a reader takes them for."""
_PAIRES = (("rn", "m"), ("vv", "w"), ("l", "i"))
_ADRESSE = re.compile(r"https?://([^\s<>\"')\]/?#]*)[^\s<>\"')\]]*", re.IGNORECASE)
"""A whole address, for what comes before its path: the host, and what may be around it."""


def check_short_links(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An address is not a short link: nobody knows where it leads, nor for how long."""
    for one, host in hosts_read(corpus):
        for where in _places(one, host) if host in RACCOURCIS else ():
            yield at(corpus, "WEB001", one.kind, one.id, where, f"« {host} » cache où mène l'adresse.")


def check_lookalikes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """No host is written with letters of two alphabets, or looks like another one of these files."""
    first: dict[str, str] = {}
    for one, host in sorted(hosts_read(corpus), key=lambda found: not found[1].isascii()):
        other = first.setdefault(_skeleton(host), host)
        if alphabet := _mixed(host):
            message = f"« {host} » mêle des lettres latines et des lettres {alphabet}."
            yield at(corpus, "WEB002", one.kind, one.id, _places(one, host)[0], message)
        elif other != host:
            message = f"« {host} » ressemble à « {other} », aussi dans ces fichiers."
            yield at(corpus, "WEB002", one.kind, one.id, _places(one, host)[0], message)


@lru_cache(maxsize=1)
def hosts_read(corpus: Corpus) -> list[tuple[FichierLu, str]]:
    """Return (file, host as people read it) of the addresses of each file, a host once a file."""
    return [
        (one, host)
        for one in files_read(corpus)
        for host in unchanged((_hosts_in, one.kind, one.id), one.textes, partial(_hosts_in, one.textes))
    ]


def _hosts_in(texts: Iterable[str]) -> list[str]:
    found = (_host(met) for text in texts if "://" in text for met in _ADRESSE.findall(text))
    return [host for host in dict.fromkeys(found) if host]


def _places(one: FichierLu, host: str) -> list[Where]:
    """Return the place of each address of a file that leads to a host."""
    return [where for where, text in every_text(one.value) for met in _ADRESSE.findall(text) if _host(met) == host]


@lru_cache(maxsize=1_000)
def _host(authority: str) -> str:
    """Return the host of an address, as people read it, '' when there is none."""
    try:
        host = (urlsplit(f"//{authority}").hostname or "").removeprefix("www.").rstrip(".")
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except (ValueError, UnicodeError):
        return ""


@lru_cache(maxsize=10_000)
def _skeleton(host: str) -> str:
    """Return what two hosts share when an eye takes one for the other."""
    plain = unicodedata.normalize("NFKC", host).casefold().translate(_SOSIES)
    for pair, letter in _PAIRES:
        plain = plain.replace(pair, letter)
    return plain


@lru_cache(maxsize=10_000)
def _mixed(host: str) -> str:
    """Return the alphabet mixed with Latin letters in one label of a host, '' when there is none."""
    for label in host.split("."):
        alphabets = {unicodedata.name(sign, "").split(" ")[0] for sign in label if sign.isalpha()}
        if "LATIN" in alphabets and len(alphabets) > 1:
            return " et ".join(sorted(_ALPHABETS.get(one, "d'un autre alphabet") for one in alphabets - {"LATIN"}))
    return ""


_ALPHABETS = {"CYRILLIC": "cyrilliques", "GREEK": "grecques"}
