"""A mail ready to send with the questions of a form in it: what comes back is read as the form is (`importer`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

from generator.corpus.questions import ACCORDS, Formulaire
from generator.models.territoire import Territoire

MAX_LIEN = 1_900
"""Signs of a `mailto:` link, encoded: what the oldest of the mail programs in use still open (2,048, Outlook)."""
COMMENT = "Répondez sous chaque question. Ce que vous ne savez pas reste vide. Gardez les lignes en ###."

_always = lru_cache(maxsize=200)(quote)
"""What every mail of a form says: encoded once."""


def form_mail(
    boite: str, form: Formulaire, territoire: Territoire, sujet: str = "", dites: Mapping[str, str] | None = None
) -> str:
    """Return a mail to a mailbox, '' without one; `dites`: field → what is already answered."""
    if not boite:
        return ""
    given = dites or {}
    asked = "".join(
        _always(f"### {one.libelle}\r\n") + quote(given.get(one.champ, "")) + _always("\r\n\r\n")
        for one in form.questions
    )
    choices = f"\r\nLes choix : {territoire.site.url}{form_url(form.nom)}" if form.genre else ""
    agreed = f"Sans nom ni numéro de personne. Publiable : {territoire.licence_donnees}."
    body = _always(f"{COMMENT}{choices}\r\n\r\n") + asked + _always(f"### {ACCORDS}\r\n{agreed}\r\n")
    return f"mailto:{quote(boite, safe='@')}?subject={quote(sujet or form.titre)}&body={body}"


def form_url(nom: str) -> str:
    """Return where a form is, in the site: to print, with its choices."""
    return f"proposer/{nom}/"
