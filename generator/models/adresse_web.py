"""A web address: every sign that RFC 3986 allows, whole, without the end of the sentence where it was found."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, urlsplit

from pydantic_core import PydanticCustomError

from generator.models.blancs import one_line

HOTE = re.compile(r"[\w-]+(\.[\w-]+)+\.?")
"""A host with at least one dot, and something on each side of it."""
_COURANTE = re.compile(
    r"https?://(?![0-9.]+[/:]?)[a-z0-9-]+(\.[a-z0-9-]+)+(/([A-Za-z0-9_./?=&%+,;:~#-]*[A-Za-z0-9_/=&%+~#-])?)?"
)
"""Nearly every address: no port, no identifiers, no odd sign; the others are taken apart."""
_INTERDIT = re.compile(r"[\s<>\"\\^`{|}]")
_FIN = ".,;:!?…»”’"


def read_url(value: str) -> str:
    """Return the address as it is. Raises PydanticCustomError (`url_web`), one message per cause."""
    if _COURANTE.fullmatch(value):
        return value
    if cause := _cause(value):
        raise PydanticCustomError("url_web", cause)
    return value


def _cause(value: str) -> str:
    """Return what is wrong, '' when nothing is."""
    scheme, colon, rest = value.partition(":")
    known = scheme.lower() in ("http", "https") and colon
    if scheme.lower() == "mailto" or (not known and re.fullmatch(r"[^\s/@]+@[^\s/@]+", value)):
        return "c'est un courriel : il va dans « courriel »"
    if scheme.lower() == "file" or re.match(r"[A-Za-z]:\\|\\\\", value):
        return "ce fichier est sur un ordinateur, personne d'autre ne peut l'ouvrir"
    if not known:
        return "adresse web complète attendue, avec https:// au début"
    if re.match(r"(?:https?:/*)?https?[:/]", rest.lstrip("/"), re.IGNORECASE):
        return "« https:// » est écrit deux fois"
    if len(re.findall("https?://", value)) > 1 and re.search(r"[\s,;|]+https?://", value):
        return "deux adresses, une seule s'écrit ici"
    if found := _INTERDIT.search(value):
        return _sign(found.group(), value)
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "adresse web illisible"
    if parts.username is not None:
        return "l'adresse contient un nom d'utilisateur ou un mot de passe, avant « @ »"
    if not rest.startswith("//") or not HOTE.fullmatch(host) or _is_private(host):
        return f"« {host[:60]} » n'est pas un site que tout le monde peut ouvrir" if host else "le nom du site manque"
    if (value[-1] in _FIN and not value.endswith("...")) or (value[-1] == ")" and value.count(")") > value.count("(")):
        return f"l'adresse finit par « {value[-1]} », qui est sans doute à la phrase : le retirer"
    return ""


def _sign(sign: str, value: str) -> str:
    """Say what to do with a sign that no address may hold."""
    if sign.isspace():
        return "il y a une espace dans l'adresse : la retirer, ou écrire %20 à sa place"
    if sign in "{}":
        told = re.search(r"\{[^{}]*\}?", value)
        return f"« {one_line(told.group())[:40] if told else sign} » est à remplacer par ce qu'il annonce"
    return f"le signe « {sign} » n'est pas permis dans une adresse : écrire {quote(sign)} à sa place"


def _is_private(host: str) -> bool:
    """Tell whether a host is the address of a machine of some office, that nobody else reaches."""
    try:
        return not ipaddress.ip_address(host.rstrip(".")).is_global
    except ValueError:
        return host.rstrip(".").rpartition(".")[2].isdigit()
