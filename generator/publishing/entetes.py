"""What a browser may do with a page: said in each page, and in `_headers` for the hosts that read it.

Some hosts (GitHub Pages) send no header of ours: the `<meta>` of each page
carries the same policy, save what HTML cannot say (`frame-ancestors`).
"""

from __future__ import annotations

from pathlib import Path

from generator.rendering.carnet import DOSSIER as CARNETS
from generator.rendering.exports import integrations
from generator.rendering.exports.enregistrement import DOSSIER as DONNEES

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "require-trusted-types-for 'script'; trusted-types offre"
)
"""Everything comes from the site itself, nothing is written in the pages; no text becomes a script (Trusted Types).

The one policy, `offre`, gives the search its worker, and the worker its parts.
"""

_PARTOUT = (
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Strict-Transport-Security", "max-age=31536000"),
    ("X-Content-Type-Options", "nosniff"),
)
_NOS_PAGES = (("Content-Security-Policy", f"{CSP}; frame-ancestors 'none'"), ("X-Frame-Options", "DENY"))
_INTEGREES = (("Content-Security-Policy", f"{integrations.CSP}; frame-ancestors *"),)
_DONNEES = (("Access-Control-Allow-Origin", "*"),)
"""A program of another site may read them from its own pages."""
NOM = "_headers"


def headers_file(html: Path, carnets: str) -> bytes:
    """Return the file that static hosts read at the root of a site (Netlify's format, read by others too).

    A host adds up the rules that fit an address, so what only some may do is never said for all: each folder and
    each page at the root of the site `html` refuses to be framed, the folder of the frames does not.
    `carnets`: what the carnets may do, they have their style in them.
    """
    held = [one for one in html.iterdir() if one.is_dir() or one.suffix == ".html"]
    names = sorted(f"{one.name}/*" if one.is_dir() else one.name for one in held)
    ours = ["/", *(f"/{name}" for name in names)]
    rules = {"/*": _PARTOUT, **dict.fromkeys(ours, _NOS_PAGES)}
    rules[f"/{integrations.DOSSIER}*"] = _INTEGREES
    rules[f"/{CARNETS}*"] = (("Content-Security-Policy", f"{carnets}; frame-ancestors 'none'"), *_NOS_PAGES[1:])
    rules[f"/{DONNEES}*"] = (*_NOS_PAGES, *_DONNEES)
    lines: list[str] = []
    for place, headers in rules.items():
        lines += [place, *(f"  {name}: {value}" for name, value in headers)]
    return ("\n".join(lines) + "\n").encode()
