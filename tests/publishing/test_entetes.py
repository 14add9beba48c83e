"""The policy of the pages and the one of the hosts that read `_headers` are the same."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from generator.publishing.entetes import CSP, NOM


def test_every_page_carries_the_policy(site_petite_ile: Path) -> None:
    pages = sorted(site_petite_ile.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        tree = html.fromstring(page.read_bytes())
        assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [CSP], page


def test_hosts_get_the_same_and_what_html_cannot_say(site_petite_ile: Path) -> None:
    lines = (site_petite_ile / NOM).read_text("utf-8").splitlines()
    assert lines[0] == "/*"
    headers = dict(line.strip().split(": ", 1) for line in lines[1:])
    assert all(line.startswith("  ") and ": " in line for line in lines[1:])
    assert headers["Content-Security-Policy"] == f"{CSP}; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "unsafe" not in "".join(lines)
