"""A mail ready to send with the questions of a form in it: what comes back is read as the form is (`importer`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

from generator.corpus.questions import ACCORDS, Formulaire, form_of
from generator.models.territoire import Territoire

MAX_LIEN = 1_900
"""Signs of a `mailto:` link, encoded: what the oldest of the mail programs in use still open (2,048, Outlook)."""
COMMENT = "Répondez sous chaque question. Ce que vous ne savez pas reste vide. Gardez les lignes en ###."
_HERE = "\0"
"""Where an answer goes; no content can hold it."""
_quoted = lru_cache(maxsize=100)(quote)
"""What comes back from one mail of a page to the next."""


def form_mail(
    boite: str, form: Formulaire, territoire: Territoire, sujet: str = "", dites: Mapping[str, str] | None = None
) -> str:
    """Return a mail to a mailbox, '' without one; `dites`: field → what is already answered."""
    if not boite:
        return ""
    given = dites or {}
    begin, others = _always(form.nom, territoire.site.url, territoire.licence_donnees, tuple(given))
    body = begin + "".join([_quoted(given[champ]) + text for champ, text in others])
    return f"mailto:{_quoted(boite, safe='@')}?subject={quote(sujet or form.titre)}&body={body}"


@lru_cache(maxsize=100)
def _always(nom: str, root: str, licence: str, dites: tuple[str, ...]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return what every mail of a form says, encoded: its beginning, then (field, what follows its answer)."""
    form = form_of(nom)
    choices = f"\r\nLes choix : {root}{form_url(nom)}" if form.genre else ""
    asked = "".join(f"### {one.libelle}\r\n{_HERE if one.champ in dites else ''}\r\n\r\n" for one in form.questions)
    agreed = f"### {ACCORDS}\r\nSans nom ni numéro de personne. Publiable : {licence}.\r\n"
    begin, *others = quote(f"{COMMENT}{choices}\r\n\r\n{asked}{agreed}").split(quote(_HERE))
    return begin, tuple(zip([one.champ for one in form.questions if one.champ in dites], others, strict=True))


def form_url(nom: str) -> str:
    """Return where a form is, in the site: to print, with its choices."""
    return f"proposer/{nom}/"
