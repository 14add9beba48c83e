"""What is asked of whoever tells a besoin, on paper and by mail: the same questions, and no name."""

from __future__ import annotations

from urllib.parse import quote

QUESTIONS = (
    ("Qu'est-ce qui manque ?", 3),
    ("À qui, et dans quelle commune ?", 2),
    ("Pourquoi, ou depuis quand ?", 1),
    ("Qu'est-ce qui existe déjà, même loin ?", 1),
)
"""Each question, and how many lines to answer."""
SANS_NOM = "N'écrivez ni nom, ni téléphone, ni adresse : ce qui est dit ici peut être publié, sans dire par qui."


def mail_link(boite: str) -> str:
    """Return a mail to a mailbox, the questions in it; '' without a mailbox."""
    asked = "\r\n\r\n\r\n".join(question for question, _ in QUESTIONS)
    body = quote(f"{SANS_NOM}\r\n\r\n{asked}\r\n\r\n")
    return f"mailto:{boite}?subject={quote('Un besoin, dans ma commune')}&body={body}" if boite else ""
