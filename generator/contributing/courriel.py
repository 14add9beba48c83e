"""A mail that somebody saved (`.eml`) → its text, as a form's answer is read. Hostile, like all that comes by mail.

Only texts are read: neither attachments nor what a page of the web would bring. The addresses of who writes are taken
off wherever they are, a signature and what introduces a quotation end an answer. Nothing else of the headers is kept.
"""

from __future__ import annotations

import datetime
import email
import email.policy
import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any

from generator.models.blancs import BLANKS, lines
from generator.problems.faults import Fault

MAX_OCTETS = 10_000_000
"""Bytes of a message, attachments included: what mailboxes take is about twice that."""
MAX_TEXTE = 400_000
"""Bytes of one text of a message; the largest form, all answered, has some 20,000."""
MAX_PARTIES = 100
MAX_ENTETE = 10_000
"""Signs of one header: reading one may take the square of its length."""
_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a message saved by Outlook as `.msg` begins (MS-CFB, 2.2)."""
_CODAGES = {
    "us-ascii": "utf-8", "ascii": "utf-8", "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16",
    "iso-8859-15": "iso-8859-15", "macintosh": "mac-roman", "x-mac-roman": "mac-roman",
}  # fmt: skip
"""What a part says of its letters → how it is read; any other word, Latin-1 included, is Windows-1252 (as browsers)."""
_ADRESSE = re.compile(r"[^\s<>()\[\]\",;:@]{1,64}@[^\s<>()\[\]\",;:@]{1,255}")
_QUI = ("from", "sender", "reply-to", "return-path", "x-sender", "resent-from")
_CITATION = re.compile(r"\A(?: ?> ?)+")
_BLANC = re.compile(f"[ \\t\\r\\n\\f{BLANKS}]+")
_FIN = re.compile(
    r"--|_{10,}"
    r"|-{2,} ?(?:Message d['’]origine|Message original|Original Message|Message transféré|Forwarded message) ?-{2,}"
    r"|(?:Envoyé|Sent) (?:de|depuis|à partir de|avec|from|via|with) "
    r"(?:mon|ma|my|un|une|l['’]|Outlook|Yahoo|Courrier|Mail|Orange|Samsung|Proton|Free|SFR)\b.{0,80}"
    r"|(?:Téléchargez|Télécharger|Obtenez|Obtenir|Get) Outlook .{1,80}"
    r"|Message du [0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}.{0,80}"
    r"|(?:(?:Bien|Très) )?(?:cordialement|amicalement|sincèrement)[ ,.!]*|Bien à (?:vous|toi)[ ,.!]*"
    r"|Bonne (?:journée|soirée|réception)[ ,.!]*|Merci(?: d['’]avance| beaucoup)?[ ,.!]*",
    re.IGNORECASE,
)
"""A line that begins a signature or introduces a quotation: Thunderbird, Gmail, Outlook, Orange, telephones, people."""
_DEBUT_CITE = re.compile(
    r"(?:Le|On) [^\n]{6,120}\n?[^\n]{0,120}\n?[^\n]{0,60}(?:a écrit|wrote) ?:[ ]*(?:\n|\Z)"
    r"|(?:De|From|Expéditeur) ?: [^\n]{1,250}\n\s*(?:Envoyé|Sent|Date|Le|À|A|To|Pour|Objet) ?: ",
    re.IGNORECASE,
)
"""What introduces a quotation on two or three lines: Gmail, Apple Mail and Thunderbird; Outlook."""
_TITRE = re.compile(r"### ?(\S.{0,119})")
_BALISE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,20})")
_CACHE = frozenset(("script", "style", "head", "title", "template"))
_RANGS = frozenset(
    ("p", "div", "br", "tr", "table", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "hr", "body")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Courriel:
    """What is read of a message."""

    textes: tuple[str, ...]
    """The same words, or some of them, as pages and as plain text: the one where most questions are found is the one"""
    jour: datetime.date | None
    """Its day, as it says"""
    laissees: int = 0
    """Attachments, that nobody opened"""
    adresses: int = 0
    """Times that an address of who writes was taken off"""
    coupees: int = 0
    """Lines of signatures, and of what introduces a quotation"""

    @property
    def dit(self) -> Iterator[str]:
        """Yield what was left out, for whoever reads the answer."""
        if self.laissees:
            yield f"Pièces jointes laissées de côté, sans les ouvrir : {self.laissees}."
        if self.adresses:
            yield "L'adresse de qui écrit a été retirée. Si c'est celle de la structure, l'écrire dans la fiche."
        if self.coupees:
            yield f"Lignes de signature ou de citation retirées : {self.coupees}."


class _Entetes(email.policy.EmailPolicy):
    """The policy of today's messages; a header that nobody writes is refused before it is read."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        if sum(map(len, sourcelines)) > MAX_ENTETE:
            raise Fault("Ce courriel a un en-tête trop long : copier son texte dans un fichier, puis --depuis-issue.")
        return super().header_source_parse(sourcelines)


def read_courriel(data: bytes) -> Courriel:
    """Return the texts of a message; raise Fault when it is none, or when there is no text in it."""
    if data.startswith(_OUTLOOK):
        raise Fault("Ce message est au format .msg d'Outlook : l'enregistrer au format .eml, ou copier son texte.")
    seen = itertools.count(1)

    def one_part(**held: Any) -> EmailMessage:
        if next(seen) > MAX_PARTIES:
            raise Fault(f"Ce courriel a plus de {MAX_PARTIES} parties : copier son texte, puis --depuis-issue.")
        return EmailMessage(**held)

    factory: Any = one_part
    try:
        message: Any = email.message_from_bytes(data, policy=_Entetes(message_factory=factory))
        if not message.keys():
            raise Fault("Ce fichier n'est pas un courriel enregistré (.eml) : aucun en-tête n'y est lu.")
        return _read(message)
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError, AssertionError) as error:
        # What the standard library raises on the headers that nobody writes.
        raise Fault("Ce courriel ne se lit pas : copier son texte dans un fichier, puis --depuis-issue.") from error


def _read(message: EmailMessage) -> Courriel:
    pages: list[str] = []
    plains: list[str] = []
    left, outlook = 0, False
    for part in _parts(message):
        kind = part.get_content_type()
        outlook = outlook or kind == "application/ms-tnef"
        if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
            left += 1
            continue
        text = _decoded(part)
        if kind == "text/html":
            pages.append(page_text(text))
        else:
            plains.append(_unflowed(text) if part.get_param("format", "") == "flowed" else text)
    texts = ["\n".join(held) for held in (pages, plains)]
    if not any(text.strip() for text in texts):
        why = " Il est au format winmail.dat d'Outlook : le redemander en texte." if outlook else ""
        raise Fault(f"Ce courriel n'a pas de texte.{why}")
    own = _who_writes(message)
    found = [(*_without(kept, own), lost) for kept, lost in (answered(text) for text in texts if text.strip())]
    return Courriel(
        tuple(text for text, _, _ in found),
        _day(message),
        left,
        max(count for _, count, _ in found),
        max(lost for _, _, lost in found),
    )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield what a message holds, in order; a message inside of it is one attachment."""
    waiting: list[Any] = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(list(part.iter_parts()))
        else:
            yield part


def _decoded(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    if len(data) > MAX_TEXTE:
        raise Fault(f"Le texte de ce courriel est trop long : {MAX_TEXTE // 1000} Ko au plus.")
    named = str(part.get_param("charset", "utf-8")).casefold()
    for codec in (_CODAGES.get(named, "cp1252"), "utf-8"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")


def _unflowed(text: str) -> str:
    """Join the lines that a client cut (RFC 3676): one that ends with a space goes on, but for a signature."""
    made: list[str] = []
    open_, depth = False, 0
    for line in text.split("\n"):
        held = line.rstrip("\r")
        bare = held.lstrip(">")
        quoted = len(held) - len(bare)
        bare = bare.removeprefix(" ")
        if open_ and quoted == depth and bare != "-- ":
            made[-1] += bare
        else:
            made.append(f"{'>' * quoted} {bare}" if quoted else bare)
        open_, depth = bare.endswith(" ") and bare != "-- ", quoted
    return "\n".join(made)


def page_text(page: str) -> str:
    """Return the text of a page as a reader sees it, a line where there is one; nothing that it would fetch.

    One pass, whatever is not closed: the parser of the standard library takes the square of the length there.
    """
    made: list[str] = []
    here, hidden = 0, ""
    while here < len(page):
        start = page.find("<", here)
        start = len(page) if start < 0 else start
        if not hidden:
            made.append(_BLANC.sub(" ", html.unescape(page[here:start])))
        if page.startswith("<!--", start):
            end = page.find("-->", start)
            here = len(page) if end < 0 else end + 3
            continue
        tag = _BALISE.match(page, start)
        end = page.find(">", start) if tag or page.startswith(("<!", "<?"), start) else -1
        here = end + 1 if end >= 0 else start + 1
        name = tag[2].casefold() if tag else ""
        if hidden:
            hidden = "" if tag and tag[1] and name == hidden else hidden
        elif name in _CACHE and tag and not tag[1]:
            hidden = name
        elif name in _RANGS:
            made.append("\n")
        elif name in ("li", "td", "th") and tag and not tag[1]:
            made.append("\n- " if name == "li" else " ")
        elif end < 0:
            made.append(page[start:here])
    return "\n".join(line.strip() for line in "".join(made).split("\n"))


def answered(text: str) -> tuple[str, int]:
    """Return a text without marks of quotation, signatures, nor what introduces a quotation; and the lines left out.

    What follows such a line is left out up to the next question: a signature is often above the quoted questions.
    """
    kept: list[str] = []
    left, out = 0, False
    held = [_CITATION.sub("", line, count=1) for line in lines(text)]
    for rank, line in enumerate(held):
        told = _BLANC.sub(" ", line).strip()
        if title := _TITRE.fullmatch(told):
            out = False
            kept.append(f"### {title[1]}")
            continue
        out = out or bool(_FIN.fullmatch(told) or _DEBUT_CITE.match("\n".join(held[rank : rank + 3]).lstrip()))
        if out:
            left += bool(told)
        else:
            kept.append(line)
    return "\n".join(kept), left


def _who_writes(message: EmailMessage) -> list[str]:
    """Return the addresses of who writes, the longest first."""
    held = (str(value) for name, value in message.raw_items() if name.casefold() in _QUI)
    return sorted({one.casefold() for value in held for one in _ADRESSE.findall(value)}, key=len, reverse=True)


def _without(text: str, addresses: list[str]) -> tuple[str, int]:
    if not addresses:
        return text, 0
    return re.subn("|".join(map(re.escape, addresses)), "", text, flags=re.IGNORECASE)


def _day(message: EmailMessage) -> datetime.date | None:
    raw = next((str(value) for name, value in message.raw_items() if name.casefold() == "date"), "")
    try:
        return parsedate_to_datetime(raw[:100]).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
