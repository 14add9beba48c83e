"""What a browser may do with a page: said in each page, and in `_headers` for the hosts that read it.

Some hosts (GitHub Pages) send no header of ours: the `<meta>` of each page
carries the same policy, save what HTML cannot say (`frame-ancestors`).
"""

from __future__ import annotations

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
"""Everything comes from the site itself, nothing is written in the pages."""

_ENTETES = (
    ("Content-Security-Policy", f"{CSP}; frame-ancestors 'none'"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Strict-Transport-Security", "max-age=31536000"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)
NOM = "_headers"


def headers_file() -> bytes:
    """Return the file that static hosts read at the root of a site (Netlify's format, read by others too)."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in _ENTETES)]
    return ("\n".join(lines) + "\n").encode()
