"""Messages as mailboxes save them, invented: the same answers, in the habits of several clients."""

from __future__ import annotations

import base64
import html
import quopri
from collections.abc import Mapping, Sequence

from generator.corpus.questions import Formulaire
from tests.contributing.demande import Answer

QUI = "prenom.exemple@courrier.example"
ENTETES = (
    f'From: "Prénom Exemple" <{QUI}>\nTo: accueil@pole.example\nSubject: Proposer\n'
    "Date: Fri, 20 Nov 2026 10:12:00 +0100\nMIME-Version: 1.0\n"
)
SIGNATURE = ("Prénom Exemple", "06 12 34 56 78", QUI)
ACCORD = ("### Avant d'envoyer", "", "D'accord.")


def filled(formulaire: Formulaire, answers: Mapping[str, Answer]) -> list[tuple[str, list[str]]]:
    """Return (question, lines of its answer), as somebody types them in a mail: one choice per line, as it comes."""
    found = []
    for question in formulaire.questions:
        answer = answers.get(question.champ, "")
        said: Sequence[str] = answer.split("\n") if isinstance(answer, str) else [f"- {one}" for one in answer]
        found.append((question.libelle, [line for line in said if line]))
    return found


def _flat(asked: list[tuple[str, list[str]]]) -> list[str]:
    return [line for question, said in asked for line in ("", f"### {question}", "", *said)]


def plain(body: str, charset: str, way: str, more: str = "") -> bytes:
    raw = body.encode(charset)
    data = {"8bit": raw, "quoted-printable": quopri.encodestring(raw), "base64": base64.encodebytes(raw)}[way]
    head = f"{ENTETES}Content-Type: text/plain; charset={charset}{more}\nContent-Transfer-Encoding: {way}\n\n"
    return head.encode() + data


def _wrapped(lines: Sequence[str], width: int) -> list[str]:
    """Cut the lines as a client does before it sends."""
    made: list[str] = []
    for line in lines:
        while len(line) > width and " " in line[:width]:
            cut = line.rindex(" ", 0, width)
            made.append(line[:cut])
            line = line[cut + 1 :]
        made.append(line)
    return made


def thunderbird(asked: list[tuple[str, list[str]]]) -> bytes:
    """Plain text, format=flowed, a signature after two dashes."""
    flowed = [" \n".join(_wrapped([line], 40)) for line in _flat(asked)]
    return plain("\r\n".join(["Bonjour,", *flowed, "", "-- ", *SIGNATURE]), "utf-8", "8bit", "; format=flowed")


def thunderbird_cite(asked: list[tuple[str, list[str]]]) -> bytes:
    """Answers between the quoted questions."""
    lines = ["Bonjour, voici.", "", "Le 20/11/2026 à 09:00, Accueil du pôle a écrit :"]
    for question, said in asked:
        lines += [">", f"> ### {question}", ">", "", *said, ""]
    return plain("\n".join([*lines, *(f"> {line}" for line in ACCORD), "", "-- ", *SIGNATURE]), "utf-8", "8bit")


def gmail(asked: list[tuple[str, list[str]]]) -> bytes:
    """Plain text cut at 40 signs, and the same as a page: the page is the true one."""
    lines = [*_flat(asked), ""]
    page = "<br>".join(html.escape(line) for line in lines)
    sign = "<br>".join(SIGNATURE)
    page = f'<div dir="ltr">{page}</div><div><br></div><span>-- </span><br><div class="gmail_signature">{sign}</div>'
    return both("\n".join([*_wrapped(lines, 40), "-- ", *SIGNATURE]), page)


def gmail_reponse(asked: list[tuple[str, list[str]]]) -> bytes:
    """Answers on top, the questions quoted below, still empty."""
    page = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in _flat(asked))
    empty = "<br>".join(html.escape(line) for line in _flat([(question, []) for question, _ in asked]))
    link = '<a href="mailto:accueil@pole.example">accueil@pole.example</a>'
    told = f'<div class="gmail_attr">Le ven. 20 nov. 2026 à 09:00, Accueil &lt;{link}&gt; a écrit :<br></div>'
    quoted = f'{told}<blockquote class="gmail_quote">{empty}</blockquote>'
    return both("Voir la version HTML.", f'<div dir="ltr">{page}</div><br><div class="gmail_quote">{quoted}</div>')


def both(plain: str, page: str) -> bytes:
    parts = [(plain, "plain"), (f"<html><head><style>p {{ }}</style></head><body>{page}</body></html>", "html")]
    made = "".join(
        f"--limite\nContent-Type: text/{kind}; charset=UTF-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        f"{quopri.encodestring(text.encode()).decode()}\n"
        for text, kind in parts
    )
    return f'{ENTETES}Content-Type: multipart/alternative; boundary="limite"\n\n{made}--limite--\n'.encode()


def outlook(asked: list[tuple[str, list[str]]]) -> bytes:
    """A page of one paragraph per line, Windows-1252, a no-break space before « ? », the message it answers below."""
    rows = [
        *_flat(asked),
        "",
        "Cordialement,",
        *SIGNATURE,
        "De : Accueil du pôle",
        "Envoyé : vendredi 20 novembre 2026 09:00",
    ]
    words = (html.escape(row).replace(" ?", "&nbsp;?") or "&nbsp;" for row in rows)
    page = "".join(f'<p class=MsoNormal><span style="x">{row}<o:p></o:p></span></p>\n' for row in words)
    hidden = "<head><title>x</title><!-- [if mso] > ### Nom du service --></head>"
    data = base64.encodebytes(f"<html>{hidden}<body>{page}</body></html>".encode("cp1252"))
    head = f'{ENTETES}Content-Type: text/html; charset="iso-8859-1"\nContent-Transfer-Encoding: base64\n\n'
    return head.encode() + data


def orange(asked: list[tuple[str, list[str]]]) -> bytes:
    """Latin-1, quoted-printable, the message it answers introduced by « Message du »."""
    lines = [*_flat(asked), "", "> Message du 20/11/26 09:00", "> De : Accueil <accueil@pole.example>"]
    lines += [f"> {line}" for line in _flat([(question, []) for question, _ in asked])]
    return plain("\n".join(lines), "iso-8859-15", "quoted-printable")


def apple(asked: list[tuple[str, list[str]]]) -> bytes:
    """A text, a picture, the end of the text."""
    parts = [
        ("\n".join(_flat(asked)), "text/plain"),
        ("R0lGODlhAQABAAAAACw=", "image/gif"),
        ("\nEnvoyé de mon iPhone\n", "text/plain"),
    ]
    made = "".join(f"--limite\nContent-Type: {kind}; charset=utf-8\n\n{text}\n" for text, kind in parts)
    return f'{ENTETES}Content-Type: multipart/mixed; boundary="limite"\n\n{made}--limite--\n'.encode()


def winmail(asked: list[tuple[str, list[str]]]) -> bytes:
    """What an old Outlook adds to a text."""
    text = "\n".join([*_flat(asked), "", *ACCORD, "", *SIGNATURE])
    made = f"--l\nContent-Type: text/plain\n\n{text}\n--l\nContent-Type: application/ms-tnef; name=winmail.dat\n\nx\n"
    return f'{ENTETES}Content-Type: multipart/mixed; boundary="l"\n\n{made}--l--\n'.encode()


CLIENTS = {
    made.__name__: made
    for made in (thunderbird, thunderbird_cite, gmail, gmail_reponse, outlook, orange, apple, winmail)
}
